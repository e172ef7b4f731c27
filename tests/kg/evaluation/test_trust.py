"""How far statements can be trusted: by confidence, voice, wording and status, on counts that can be told by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DocumentError, TrainingError
from kg.evaluation import NOT_ANNOTATED, NOT_FOUND, PATTERNS, Counts, Fault, Part, Report, evaluate
from kg.extract.rules import EXPLANATIONS
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
ENTITIES = [
    {"id": f"e{number}", "type": kind, "name": name, "surfaces": [name]}
    for number, (kind, name) in enumerate(
        [
            ("Bank", "海棠银行"),
            ("Company", "云杉科技"),
            ("Company", "松针药业"),
            ("Park", "青石园"),
            ("Fund", "榆钱基金"),
        ],
        1,
    )
]


def said(subject: int, predicate: str, other: int, **more: Any) -> dict[str, Any]:
    return {"subject": f"e{subject}", "predicate": predicate, "object": f"e{other}", **more}


def document(relations: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"text": "", "entities": ENTITIES, "relations": relations, **more}


def report(folder: Path, gold: dict[str, Any], predicted: dict[str, Any]) -> Report:
    (folder / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    return evaluate(folder, {"a.json": predicted}, ONTOLOGY)


GOLD = document([said(1, "loaned_to", 2), said(2, "located_in", 4), said(5, "invested_in", 3)])
FOUND = document(
    [
        said(1, "loaned_to", 2, confidence=0.95, origin="rule:lending.credit", evidence="海棠银行给予云杉科技授信"),
        said(1, "loaned_to", 3, confidence=0.92, origin="rule:lending.helped_to_credit", evidence="得到授信"),
        said(2, "located_in", 4, confidence=0.6, origin="model:relations", evidence="云杉科技入驻青石园"),
    ]
)


def test_confidence_is_held_against_what_is_right(tmp_path: Path) -> None:
    found = report(tmp_path, GOLD, FOUND)
    assert [(each.low, each.count, each.right) for each in found.bins] == [(0.6, 1, 1.0), (0.9, 2, 0.5)]
    assert found.calibration_error == pytest.approx((0.4 + 2 * 0.435) / 3)


def test_what_is_told_twice_is_as_sure_as_its_surer_telling(tmp_path: Path) -> None:
    short = {"id": "e9", "type": "Company", "name": "云杉", "surfaces": ["云杉"]}
    gold = GOLD | {"entities": [each | {"surfaces": [each["name"], each["name"][:2]]} for each in ENTITIES]}
    told = document([said(1, "loaned_to", 9, confidence=0.5), said(1, "loaned_to", 2, confidence=0.7)])
    found = report(tmp_path, gold, told | {"entities": [*ENTITIES, short]})
    assert [(each.confidence, each.count) for each in found.bins] == [(0.7, 1)]


def test_a_least_confidence_loses_what_is_less_sure(tmp_path: Path) -> None:
    sure = report(tmp_path, GOLD, FOUND).at_least
    assert (sure[0.6], sure[0.7], sure[0.9]) == (Counts(2, 1, 1), Counts(1, 1, 2), Counts(1, 1, 2))


def test_each_voice_answers_for_what_it_told_alone(tmp_path: Path) -> None:
    both = said(5, "invested_in", 3, origin="llm:x", origins=["llm:x", "rule:equity.stake"])
    found = report(tmp_path, GOLD, document([*FOUND["relations"], both]))
    assert found.relations_by_voice == {
        "llm + rule": Counts(1, 0, 2),
        "model": Counts(1, 0, 2),
        "rule": Counts(1, 1, 2),
    }


def test_names_are_told_by_those_who_found_them_anywhere(tmp_path: Path) -> None:
    mentions = [
        {"entity": "e1", "text": "海棠银行", "origin": "lexicon:banks"},
        {"entity": "e1", "text": "“海棠银行”", "origin": "model:recogniser"},
        {"entity": "e2", "text": "云杉科技", "origin": "grammar:organisation"},
    ]
    predicted = document([], mentions=mentions) | {"entities": [ENTITIES[0], ENTITIES[1] | {"type": "University"}]}
    found = report(tmp_path, GOLD, predicted)
    assert found.names_by_voice == {"grammar": Counts(0, 1, 5), "lexicon + model": Counts(1, 0, 4)}


def test_a_sure_wording_needs_its_cue_its_rule_and_its_predicate(tmp_path: Path) -> None:
    patterns = report(tmp_path, GOLD, FOUND).patterns
    assert patterns["授信"] == Counts(1, 0)  # the second was told by another rule
    assert patterns["入驻"] == Counts(0, 0)  # no rule told it
    bought = said(1, "invested_in", 2, origin="rule:lending.credit", evidence="海棠银行给予云杉科技授信")
    assert report(tmp_path, GOLD, document([bought])).patterns["授信"] == Counts(0, 0)


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        ("云杉科技完成A轮融资", "完成…轮融资"),
        ("A轮融资由榆钱基金领投", "由…领投"),
        ("榆钱基金参股云杉科技", ""),
    ],
)
def test_a_wording_is_recognised_by_its_cue(tmp_path: Path, evidence: str, name: str) -> None:
    told = said(5, "invested_in", 3, origin="rule:equity.financing_round", evidence=evidence)
    patterns = report(tmp_path, GOLD, document([told])).patterns
    assert {each for each, counts in patterns.items() if counts.right} == {name} - {""}


def test_the_rules_of_every_wording_exist() -> None:
    rules = {rule for pattern in PATTERNS for rule in pattern.rules}
    assert rules <= EXPLANATIONS.keys()
    assert {pattern.predicate for pattern in PATTERNS} <= ONTOLOGY.predicates.keys()


STATUS_GOLD = document(
    [said(1, "loaned_to", 2)],
    other_statements=[
        said(1, "loaned_to", 2, status="planned"),
        said(1, "loaned_to", 3, status="negated"),
        said(2, "located_in", 4, status="planned"),
        said(5, "invested_in", 2, status="terminated"),
        said(5, "invested_in", 3, status="planned"),
    ],
)
STATUS_FOUND = document(
    [said(1, "loaned_to", 2), said(5, "invested_in", 2), said(1, "invested_in", 2)],
    other_statements=[said(2, "located_in", 4, status="planned"), said(5, "invested_in", 3, status="negated")],
)


def test_statuses_are_told_apart_in_a_table(tmp_path: Path) -> None:
    assert report(tmp_path, STATUS_GOLD, STATUS_FOUND).confusion == {
        "asserted": {"asserted": 1},
        "planned": {NOT_FOUND: 1, "planned": 1, "negated": 1},  # the asserted loan does not answer for the planned one
        "negated": {NOT_FOUND: 1},
        "terminated": {"asserted": 1},
        NOT_ANNOTATED: {"asserted": 1},
    }


def test_a_wrong_status_is_a_fault(tmp_path: Path) -> None:
    faults = [fault for fault in report(tmp_path, STATUS_GOLD, STATUS_FOUND).faults if fault.metric == "status"]
    assert Fault("a.json", "status", False, ("榆钱基金", "invested_in", "云杉科技", "terminated", "asserted")) in faults
    assert Fault("a.json", "status", True, ("海棠银行", "loaned_to", "松针药业", "negated", NOT_FOUND)) in faults
    assert len(faults) == 4


def test_where_no_status_is_annotated_none_is_judged(tmp_path: Path) -> None:
    assert report(tmp_path, GOLD, STATUS_FOUND).statuses == ()


def test_all_of_it_goes_into_json(tmp_path: Path) -> None:
    told = report(tmp_path, STATUS_GOLD, STATUS_FOUND).as_json()
    assert json.loads(json.dumps(told["statuses"]))["planned"] == {
        "annotated": 3,
        "right": 1,
        "told_as_asserted": 0,
        "not_found": 1,
        "told_as": {"negated": 1, "not found": 1, "planned": 1},
    }
    confidence = json.loads(json.dumps(told["confidence"]))
    assert confidence["bands"] == [{"low": 0.9, "high": 1.0, "relations": 3, "mean_confidence": 1.0, "right": 0.3333}]
    assert confidence["at_least"]["0.9"]["precision"] == 0.3333


def test_a_part_of_a_corpus_is_measured_alone(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "split.tsv").write_text("document\tpart\tread\na\ttrain\tno\nb\tdev\tno\n", encoding="utf-8")
    assert evaluate(tmp_path, {"b.json": GOLD}, ONTOLOGY, part=Part.DEV).scores["relations"].total == Counts(3, 0, 0)
    with pytest.raises(DocumentError, match="of the part test"):
        evaluate(tmp_path, {}, ONTOLOGY, part=Part.TEST)


def test_a_folder_without_parts_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(TrainingError, match=r"split\.tsv"):
        evaluate(tmp_path, {}, ONTOLOGY, part=Part.DEV)
