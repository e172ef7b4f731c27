"""The scorer's definitions, on pairs of small documents whose counts can be told by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DocumentError
from kg.evaluation import Counts, Fault, Report, evaluate
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()


def entity(number: int, entity_type: str, *surfaces: str) -> dict[str, Any]:
    return {"id": f"e{number}", "type": entity_type, "name": surfaces[0], "surfaces": list(surfaces)}


def relation(subject: int, predicate: str, other: int, **qualifiers: object) -> dict[str, Any]:
    return {"subject": f"e{subject}", "predicate": predicate, "object": f"e{other}", "qualifiers": qualifiers}


def document(entities: list[dict[str, Any]], *relations: dict[str, Any]) -> dict[str, Any]:
    return {"text": "", "entities": entities, "relations": list(relations)}


BANK, FIRM, SCHOOL = (
    entity(1, "Bank", "海棠银行"),
    entity(2, "Company", "云杉科技有限公司", "云杉科技"),
    entity(3, "University", "柏木大学"),
)
GOLD = document(
    [BANK, FIRM, SCHOOL],
    relation(1, "loaned_to", 2, amount=["990万元", "500万元"], date="昨日"),
    relation(2, "partners_with", 3),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def report(gold: Path, predicted: dict[str, Any]) -> Report:
    return evaluate(gold, {"a.json": predicted}, ONTOLOGY)


def test_the_gold_itself_scores_one(gold: Path) -> None:
    scores = report(gold, GOLD).scores
    assert {metric: score.total.f1 for metric, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert scores["mentions"].total == Counts(4, 0, 0)
    assert scores["relations"].interval == (1.0, 1.0)


def test_a_document_without_prediction_counts_as_empty(gold: Path) -> None:
    found = evaluate(gold, {}, ONTOLOGY)
    assert (found.documents, found.predicted) == (1, 0)
    assert found.scores["mentions"].total == Counts(0, 0, 4)
    assert found.scores["relations"].by_class == {"loaned_to": Counts(0, 0, 1), "partners_with": Counts(0, 0, 1)}


def test_a_wrong_type_is_a_wrong_mention_but_not_a_wrong_surface(gold: Path) -> None:
    scores = report(gold, document([BANK, FIRM, entity(3, "Company", "柏木大学")])).scores
    assert scores["mentions"].by_class["University"] == Counts(0, 0, 1)
    assert scores["mentions"].by_class["Company"] == Counts(2, 1, 0)
    assert scores["untyped"].total == Counts(4, 0, 0)
    assert scores["entities"].total == Counts(2, 1, 1)


def test_layout_and_quotation_marks_make_no_difference(gold: Path) -> None:
    scores = report(gold, document([entity(1, "Bank", "“海棠\n\n银行”")])).scores
    assert scores["mentions"].total == Counts(1, 0, 3)


def test_a_sector_is_compared_without_its_generic_noun(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(document([entity(1, "Industry", "生物医药")])), encoding="utf-8")
    assert report(tmp_path, document([entity(1, "Industry", "生物医药产业")])).scores["mentions"].total == Counts(
        1, 0, 0
    )


def test_an_entity_split_in_two_still_reaches_its_relations(gold: Path) -> None:
    halves = [entity(2, "Company", "云杉科技有限公司"), entity(4, "Company", "云杉科技")]
    scores = report(gold, document([BANK, *halves], relation(1, "loaned_to", 4))).scores
    assert scores["entities"].total == Counts(2, 1, 1)
    assert scores["relations"].by_class["loaned_to"] == Counts(1, 0, 0)


def test_partners_may_be_told_in_either_direction_but_lenders_not(gold: Path) -> None:
    turned = [relation(3, "partners_with", 2), relation(2, "loaned_to", 1)]
    scores = report(gold, document([BANK, FIRM, SCHOOL], *turned)).scores
    assert scores["relations"].by_class == {"loaned_to": Counts(0, 1, 1), "partners_with": Counts(1, 0, 0)}


def test_a_relation_with_an_unknown_end_is_wrong(gold: Path) -> None:
    stranger = entity(9, "Company", "松针药业")
    scores = report(gold, document([BANK, stranger], relation(1, "loaned_to", 9))).scores
    assert scores["relations"].total == Counts(0, 1, 2)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (["990万元", "500万元"], Counts(1, 0, 1)),
        (["总额990万元", "500万元"], Counts(1, 0, 1)),
        ("990万元", Counts(0, 1, 2)),
        ("", Counts(0, 0, 2)),
    ],
)
def test_a_qualifier_needs_every_value(gold: Path, amount: object, expected: Counts) -> None:
    """The date, which is never predicted, is missed each time."""
    predicted = document([BANK, FIRM], relation(1, "loaned_to", 2, amount=amount))
    assert report(gold, predicted).scores["qualifiers"].total == expected


def test_faults_tell_what_was_missed_and_what_was_wrong(gold: Path) -> None:
    found = report(gold, document([BANK, FIRM, SCHOOL], relation(1, "invested_in", 2), relation(2, "partners_with", 3)))
    assert found.faults == (
        Fault("a.json", "relations", False, ("海棠银行", "invested_in", "云杉科技有限公司")),
        Fault("a.json", "relations", True, ("海棠银行", "loaned_to", "云杉科技有限公司")),
    )


def test_the_report_goes_into_json(gold: Path) -> None:
    found = report(gold, document([BANK])).as_json()
    assert found["documents"] == 1
    assert found["mentions"] == {
        "precision": 1.0,
        "recall": 0.25,
        "f1": 0.4,
        "right": 1,
        "wrong": 0,
        "missed": 3,
        "f1_90ci": [0.4, 0.4],
        "by_class": {
            "Bank": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "wrong": 0, "missed": 0},
            "Company": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "wrong": 0, "missed": 2},
            "University": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "wrong": 0, "missed": 1},
        },
    }


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds no annotated document"):
        evaluate(tmp_path, {}, ONTOLOGY)


@pytest.mark.parametrize("content", ["{", "[]", '{"text": ""}'])
def test_a_file_in_another_form_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"a\.json"):
        evaluate(tmp_path, {}, ONTOLOGY)
