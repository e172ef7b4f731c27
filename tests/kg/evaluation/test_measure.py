"""Measuring an extractor itself: what it invents, what the ontology allows, how fast it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluation import Counts, Share, Soundness, Speed, evaluate_extractor
from kg.extract import Extractor, load_extractor
from kg.model import TYPE, Document, Extraction, Mention, Qualifier, Span, Statement
from kg.ontology import Ontology

TEXT = "日前，河北银行向北京云岫智能科技有限公司发放贷款5\n00万元。"
DOCUMENT = Document("", TEXT, "a.txt")
ONTOLOGY = Ontology.load()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(ONTOLOGY)


def mention(name: str, kind: str, referent: str) -> Mention:
    start = TEXT.index(name)
    return Mention(DOCUMENT.span(start, start + len(name)), kind, referent)


BANK, FIRM = mention("河北银行", "Bank", "r1"), mention("北京云岫智能科技有限公司", "Company", "r2")
SENTENCE = DOCUMENT.span(0, len(TEXT))


def said(subject: str, predicate: str, other: str, *qualifiers: Qualifier, evidence: Span = SENTENCE) -> Statement:
    return Statement(DOCUMENT.id, subject, predicate, other, evidence, qualifiers)


def soundness(*statements: Statement, mentions: tuple[Mention, ...] = (BANK, FIRM)) -> Soundness:
    return Soundness.of(Extraction(DOCUMENT, mentions, statements), ONTOLOGY)


def test_what_stands_in_the_text_is_not_invented_even_broken_by_layout() -> None:
    kind = Qualifier("kind", "credit_line")  # a key, which is no word
    amounts = (Qualifier("amount", "500万元"), Qualifier("amount", "５00\n万元"))
    found = soundness(said("r1", "loaned_to", "r2", *amounts, kind))
    assert found == Soundness(Share(0, 2), Share(0, 1), Share(0, 2), Share(1, 1))
    assert found.invented == Share(0, 5)


def test_an_invented_span_or_particular_is_counted() -> None:
    moved = Mention(Span(DOCUMENT.id, 1, 5, "河北银行"), "Bank", "r1")
    quote = Span(DOCUMENT.id, 0, 4, "天津银行")
    strange = Span("d-other", BANK.span.start, BANK.span.end, "河北银行")
    found = soundness(
        said("r1", "loaned_to", "r2", Qualifier("amount", "900万元"), evidence=quote),
        said("r1", "loaned_to", "r2", evidence=strange),
        mentions=(moved, FIRM),
    )
    assert (found.invented_mentions, found.invented_evidence) == (Share(1, 2), Share(2, 2))
    assert found.invented_qualifiers == Share(1, 1)


def test_the_ontology_judges_relations_and_not_what_things_are_called() -> None:
    found = soundness(
        said("r1", "loaned_to", "r2"),
        said("r1", "holds_position", "r2"),  # a bank holds no post
        said("r1", "dances_with", "r2"),
        said("r1", "loaned_to", "r9"),
        said("r1", TYPE, "Bank"),
    )
    assert found.allowed == Share(1, 4)


def test_soundness_adds_up() -> None:
    one = soundness(said("r1", "loaned_to", "r2"))
    assert (one + one).allowed == Share(2, 2)
    assert Share().rate == 0.0


def test_speed_counts_characters_by_the_second() -> None:
    assert Speed(9000, 1.5).per_second == 6000
    assert Speed(0, 0.0).per_second == 0.0
    assert Speed(9000, 1.5, 2.0).as_json() == {
        "characters": 9000,
        "seconds": 1.5,
        "characters_per_second": 6000,
        "start_up_seconds": 2.0,
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    entities = [
        {"id": "e1", "type": "Bank", "name": "河北银行", "surfaces": ["河北银行"]},
        {"id": "e2", "type": "Company", "name": FIRM.span.text, "surfaces": [FIRM.span.text]},
    ]
    particulars = {"amount": "500万元", "kind": "loan", "date": "日前"}
    loan = {"subject": "e1", "predicate": "loaned_to", "object": "e2", "qualifiers": particulars}
    annotated = {"title": "", "text": TEXT.replace("\n", ""), "entities": entities, "relations": [loan]}
    (tmp_path / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    return tmp_path


def test_the_extractor_is_measured_with_its_soundness_and_speed(extractor: Extractor, gold: Path) -> None:
    report = evaluate_extractor(extractor, gold, ONTOLOGY, start_up=1.25)
    assert report.scores["relations"].total == Counts(1, 0, 0)
    assert report.scores["qualifiers"].total == Counts(3, 0, 0)
    assert report.soundness is not None
    assert report.soundness.invented.number == 0
    assert report.soundness.allowed == Share(1, 1)
    assert report.speed is not None
    assert (report.speed.characters, report.speed.start_up) == (len(TEXT) - 1, 1.25)
    assert report.speed.seconds > 0


def test_relations_below_a_least_confidence_are_not_told(extractor: Extractor, gold: Path) -> None:
    report = evaluate_extractor(extractor, gold, ONTOLOGY, min_confidence=1.0)
    assert report.scores["relations"].total == Counts(0, 0, 1)
    assert report.scores["mentions"].total == Counts(2, 0, 0)


def test_measuring_needs_nothing_that_only_training_needs() -> None:
    script = "import sys, kg.evaluation; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
