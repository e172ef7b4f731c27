"""A spaCy pipeline's entities are one more voice: typed by what they end in, and never against what is sure.

The pipeline is a small one that is trained here, for a moment, on the very sentences that it is asked about.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from kg.errors import SettingsError
from kg.extract import Extractor, Options, load_extractor
from kg.extract.analysis import Candidate
from kg.extract.components.ner_model import NerModel
from kg.extract.extractor import assemble
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import create_tokenizer
from kg.model import Document
from kg.ontology import Ontology

ORIGIN = "spacy:zh_pipeline"
TOLD, LIKELY = 0.68, 0.6
TAUGHT = {
    "昨夜云野宣布开工。": [("云野", "ORG")],
    "昨夜玄圃银行宣布开工。": [("玄圃银行", "ORG")],
    "人们在霁川科技园散步。": [("霁川科技园", "FAC")],
    "人们在霁川大桥散步。": [("霁川大桥", "FAC")],
    "人们在霁川人民法院散步。": [("霁川人民法院", "FAC")],
    "人们都说青屿很美。": [("青屿", "GPE")],
    "掌声送给牧之遥先生。": [("牧之遥", "PERSON")],
    "大家试用了穿云一号。": [("穿云一号", "PRODUCT")],
    "那是在旧历年的除夕。": [("除夕", "DATE")],
    "我们爱中国。": [("中国", "GPE")],
    "昨夜墨屿小额贷款有限公司宣布开工。": [("墨屿小额贷款有限公司", "ORG")],
}
"""What the pipeline is taught: sentences, and what it shall find in each."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline on disk that knows the sentences above by heart; spaCy's own Chinese one reads characters."""
    fix_random_seed(0)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner")
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": _spans(text)}) for text in TAUGHT]
    optimiser = nlp.initialize(lambda: examples)
    order = random.Random(0)
    for _ in range(150):
        order.shuffle(examples)
        nlp.update(examples, sgd=optimiser, drop=0.0)
    saved = tmp_path_factory.mktemp("pipelines") / "taught"
    nlp.to_disk(saved)
    return saved


def _spans(text: str) -> list[tuple[int, int, str]]:
    return [(text.index(name), text.index(name) + len(name), label) for name, label in TAUGHT[text]]


@pytest.fixture(scope="module")
def component(folder: Path, ontology: Ontology) -> NerModel:
    made = NerModel(Suffixes())
    made.configure(Options(ner_model=str(folder)), ontology)
    return made


@pytest.fixture(scope="module")
def tokens() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    return nlp


def found(component: NerModel, tokens: Language, text: str, *known: Candidate) -> list[tuple[str, str, float]]:
    """What the pipeline adds to what is known of a text."""
    doc: Doc = tokens(text)
    doc._.candidates = list(known)
    component(doc)
    added = doc._.candidates[len(known) :]
    assert {candidate.origin for candidate in added} <= {ORIGIN}
    return [(text[c.start : c.end], c.type, c.confidence) for c in added]


def test_the_pipeline_has_learnt_its_sentences(folder: Path) -> None:
    nlp = spacy.load(folder)
    assert {text: [(e.text, e.label_) for e in nlp(text).ents] for text in TAUGHT} == TAUGHT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨夜玄圃银行宣布开工。", [("玄圃银行", "Bank", TOLD)]),
        ("昨夜墨屿小额贷款有限公司宣布开工。", [("墨屿小额贷款有限公司", "FinancialInstitution", TOLD)]),
        ("昨夜云野宣布开工。", [("云野", "Company", LIKELY)]),
        ("人们在霁川科技园散步。", [("霁川科技园", "Park", TOLD)]),
        ("人们在霁川大桥散步。", []),
        ("人们在霁川人民法院散步。", []),
        ("人们都说青屿很美。", [("青屿", "Region", LIKELY)]),
        ("掌声送给牧之遥先生。", [("牧之遥", "Person", LIKELY)]),
        ("大家试用了穿云一号。", [("穿云一号", "Technology", LIKELY)]),
        ("那是在旧历年的除夕。", []),
        ("我们爱中国。", []),
    ],
)
def test_label_and_last_word_make_a_type(
    component: NerModel, tokens: Language, text: str, expected: list[tuple[str, str, float]]
) -> None:
    assert found(component, tokens, text) == expected


@pytest.mark.parametrize(
    ("known", "added"),
    [
        (Candidate(2, 6, "Bank", "lexicon:bank", 0.9), 0),
        (Candidate(2, 4, "Company", "grammar:context", 0.7), 0),
        (Candidate(0, 4, "Region", "rule:regions", 0.9), 0),
        (Candidate(2, 4, "Region", "rule:regions", 0.9), 1),
        (Candidate(2, 4, "Company", "grammar:context", 0.5), 1),
        (Candidate(6, 8, "Company", "grammar:context", 0.9), 1),
    ],
)
def test_sure_name_is_not_cut_into_but_a_place_may_begin_a_longer_name(
    component: NerModel, tokens: Language, known: Candidate, added: int
) -> None:
    assert len(found(component, tokens, "昨夜玄圃银行宣布开工。", known)) == added


def test_it_is_heard_last_before_names_are_decided(folder: Path) -> None:
    line = assemble(Options(ner_model=str(folder)).silent).pipe_names
    assert line[line.index("mentions") - 1] == "ner_model"


def test_pipeline_trained_on_our_own_types_is_taken_at_its_word(
    tmp_path: Path, ontology: Ontology, tokens: Language
) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "Incubator", "pattern": "玄圃"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "ruler")
    own = NerModel(Suffixes())
    own.configure(Options(ner_model=str(tmp_path / "ruler")), ontology)
    assert found(own, tokens, "昨夜玄圃开工。") == [("玄圃", "Incubator", TOLD)]


def test_name_of_the_model_becomes_a_mention_that_says_where_it_comes_from(folder: Path, ontology: Ontology) -> None:
    without = frozenset({"recogniser", "relation_scorer"})
    text = "昨夜云野宣布开工。"
    listening = load_extractor(ontology, Options(ner_model=str(folder), without=without))
    deaf = load_extractor(ontology, Options(without=without))
    [mention] = listening.extract(Document("", text, "test")).mentions
    assert (mention.span.text, mention.type, mention.origin, mention.confidence) == ("云野", "Company", ORIGIN, LIKELY)
    assert deaf.extract(Document("", text, "test")).mentions == ()


def test_fingerprint_changes_with_the_files_of_the_pipeline(
    folder: Path, tmp_path: Path, ontology: Ontology, component: NerModel, extractor: Extractor
) -> None:
    prints = []
    for name in ("copy", "other"):
        shutil.copytree(folder, tmp_path / name)
        if name == "other":
            with (tmp_path / name / "vocab" / "strings.json").open("a", encoding="utf-8") as file:
                file.write("\n")
        made = NerModel(Suffixes())
        made.configure(Options(ner_model=str(tmp_path / name)), ontology)
        prints.append(made.fingerprint)
    assert prints[0] == component.fingerprint != prints[1]
    assert load_extractor(ontology, Options(ner_model=str(folder))).fingerprint != extractor.fingerprint


def test_pipeline_that_is_not_installed_is_an_error_that_says_what_to_do(ontology: Ontology) -> None:
    with pytest.raises(SettingsError, match=r"cannot load the spaCy pipeline “zh_no_such_model”.*spacy download"):
        load_extractor(ontology, Options(ner_model="zh_no_such_model"))


def test_pipeline_that_finds_no_entities_is_refused(tmp_path: Path, ontology: Ontology) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "deaf")
    with pytest.raises(SettingsError, match="has no component that finds entities"):
        load_extractor(ontology, Options(ner_model=str(tmp_path / "deaf")))


def test_damaged_pipeline_is_an_error_that_names_it(folder: Path, tmp_path: Path, ontology: Ontology) -> None:
    shutil.copytree(folder, tmp_path / "damaged")
    (tmp_path / "damaged" / "ner" / "model").write_bytes(b"\x00")
    with pytest.raises(SettingsError, match="cannot load the spaCy pipeline"):
        load_extractor(ontology, Options(ner_model=str(tmp_path / "damaged")))
