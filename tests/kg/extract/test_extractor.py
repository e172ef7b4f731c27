"""Extractor: spans reproduce the text, statements carry their evidence, and no text stalls or breaks the batch."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import DocumentError, ExtractionError, OntologyError
from kg.extract import Extractor
from kg.extract.extractor import LONGEST, _check, assemble
from kg.model import ALIAS, NAME, TYPE, Document, Extraction, Failure
from kg.ontology import Ontology

pytestmark = pytest.mark.long

STORY = "岚州银行天津分行向河北岚汐数控装备有限公司（以下简称岚汐）发放500万元贷款。岚汐正在扩产。"
NAMES = ["河北岚汐数控有限公司", "（以下简称岚汐）", "岚汐", "该公司", "与", "岚州银行", "天津"]
NOISE = ["“", "”", "（", "\n", "。", " ", "&amp;", "１２", "A轮", "😀", "\ud800"]
HOSTILE = ["（", "“", "《", "公司", "天津", "大学和", "甲、", "等", "该公司", "的", "—", "1", "a"]


def document(text: str, title: str = "") -> Document:
    return Document(title, text, "test")


@pytest.fixture(scope="module")
def story(extractor: Extractor) -> Extraction:
    return extractor.extract(document(STORY))


def test_full_and_short_name_share_a_referent(story: Extraction) -> None:
    referents = {m.span.text: m.referent for m in story.mentions}
    assert referents["岚汐"] == referents["河北岚汐数控装备有限公司"]
    assert referents["岚汐"] != referents["岚州银行天津分行"]


def test_names_and_types_are_statements_with_evidence(story: Extraction) -> None:
    company = next(m.referent for m in story.mentions if m.type == "Company")
    said = {(s.predicate, s.object): s.evidence.text for s in story.statements if s.subject == company and s.literal}
    first = STORY[: STORY.index("。") + 1]
    assert said == {(TYPE, "Company"): first, (NAME, "河北岚汐数控装备有限公司"): first, (ALIAS, "岚汐"): first}


def test_loan_is_a_statement_between_referents(story: Extraction) -> None:
    loans = [s for s in story.statements if s.predicate == "loaned_to"]
    names = {s.subject: s.object for s in story.statements if s.predicate == NAME}
    assert [(names[s.subject], names[s.object]) for s in loans] == [("岚州银行天津分行", "河北岚汐数控装备有限公司")]


def test_anaphor_is_no_mention(extractor: Extractor) -> None:
    found = extractor.extract(document("河北岚汐数控有限公司投产。该公司扩产。"))
    assert "该公司" not in {m.span.text for m in found.mentions}


def test_name_broken_by_a_page_break_is_found_with_its_original_offsets(extractor: Extractor) -> None:
    before = "岚州晚报消息，经过一年多的建设，位于城东新区的又一座工厂昨天迎来首批工人，它就是河北岚汐数控"
    text = before + "\n\n装备有限公司的新工厂。"
    spans = [m.span for m in extractor.extract(document(text)).mentions if m.type == "Company"]
    assert [s.text for s in spans] == ["河北岚汐数控\n\n装备有限公司"]
    assert text[spans[0].start : spans[0].end] == spans[0].text


def test_extracting_twice_gives_the_same(extractor: Extractor, story: Extraction) -> None:
    assert extractor.extract(document(STORY)) == story


def test_title_that_is_not_in_the_text_yields_no_mention(extractor: Extractor) -> None:
    assert extractor.extract(document("今天开工。", title="河北岚汐数控有限公司投产")).mentions == ()


def test_referent_holds_across_the_windows_of_a_long_text(extractor: Extractor) -> None:
    filler = "今天天气很好，大家都很高兴。\n" * 2500
    found = extractor.extract(document(STORY + "\n" + filler + "岚汐再次扩产。"))
    company = [m for m in found.mentions if m.type == "Company"]
    assert [m.span.text for m in company] == ["河北岚汐数控装备有限公司", "岚汐", "岚汐", "岚汐"]
    assert len({m.referent for m in company}) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(NAMES + NOISE) | st.text(max_size=5), max_size=30))
def test_any_text_yields_spans_that_reproduce_it(extractor: Extractor, pieces: list[str]) -> None:
    text = "".join(pieces)
    found = extractor.extract(document(text))
    spans = [m.span for m in found.mentions] + [s.evidence for s in found.statements]
    assert all(text[span.start : span.end] == span.text for span in spans)
    named = {m.referent for m in found.mentions}
    assert all(s.subject in named and (s.literal or s.object in named) for s in found.statements)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_to_its_end(extractor: Extractor, piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert extractor.extract(document(text + "。" + STORY)).mentions[-1].span.text == "岚汐"


def test_million_brackets_are_read(extractor: Extractor) -> None:
    assert extractor.extract(document("（" * 1_000_000)).mentions == ()


def test_empty_text_yields_nothing(extractor: Extractor) -> None:
    assert extractor.extract(document("")).statements == ()


def test_endless_text_is_refused_with_advice(extractor: Extractor) -> None:
    with pytest.raises(ExtractionError, match="split it"):
        extractor.extract(document("甲" * (LONGEST + 1)))


def test_failures_keep_their_place_and_the_batch_goes_on(extractor: Extractor) -> None:
    earlier = Failure("a.pdf", DocumentError("locked"))
    results = list(extractor.extract_all([earlier, document("甲" * (LONGEST + 1)), document("天津。")]))
    assert results[0] is earlier
    assert isinstance(results[1], Failure)
    assert isinstance(results[1].error, ExtractionError)
    assert isinstance(results[2], Extraction)


class _Broken:
    """A component that a bug makes fail on every text."""

    types = frozenset({"Unicorn"})

    def __call__(self, doc: Doc) -> Doc:
        raise IndexError("list index out of range")


def test_bug_in_a_component_concerns_its_document_alone() -> None:
    nlp = assemble()
    Language.component("test_broken", func=_Broken())
    nlp.add_pipe("test_broken")
    with pytest.raises(ExtractionError, match="IndexError"):
        Extractor(nlp, "0").extract(document("甲"))


def test_type_outside_the_ontology_is_refused(ontology: Ontology) -> None:
    with pytest.raises(OntologyError, match="Unicorn"):
        _check("broken", _Broken(), ontology)


def test_fingerprint_is_of_content(extractor: Extractor) -> None:
    assert len(extractor.fingerprint) == 16
