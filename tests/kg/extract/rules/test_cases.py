"""Every predicate on sentences of our own, which tests/cases/relations holds: what they claim, and what they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.extract.rules import EXPLANATIONS
from kg.model import Status
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

CASES = Path(__file__).parents[3] / "cases" / "relations"
TABLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json"))}
LISTED = [
    pytest.param(predicate, case, id=f"{predicate}-{number}")
    for predicate, cases in TABLES.items()
    for number, case in enumerate(cases)
]
_STATUSES = {"holds": Status.ASSERTED} | {status.value: status for status in Status if status is not Status.ASSERTED}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.mark.parametrize(("predicate", "case"), LISTED)
def test_sentence_claims_what_a_reader_takes_from_it(predicate: str, case: dict[str, Any], ontology: Ontology) -> None:
    doc = related(marked(case["text"]), ontology)
    names = [referent.name for referent in doc._.referents]
    claims = [claim for claim in doc._.claims if claim.predicate == predicate]
    symmetric = ontology.predicate(predicate).symmetric

    def ends(one: str, other: str) -> tuple[str, ...]:
        return tuple(sorted((one, other))) if symmetric else (one, other)

    for key, status in _STATUSES.items():
        if key in case:
            found = {ends(names[c.subject], names[c.object]) for c in claims if c.status is status}
            assert found == {ends(*pair) for pair in case[key]}, key
    particulars = {(q.name, q.text) for claim in claims for q in claim.qualifiers}
    assert set(case.get("qualifiers", {}).items()) <= particulars


def test_what_a_firm_has_raised_so_far_is_no_sum_of_the_round(ontology: Ontology) -> None:
    text = "「Company:蓝芯科技」宣布完成5亿元新一轮融资，由「InvestmentFirm:长亭资本」领投，两年累计融资超9亿元。"
    doc = related(marked(text), ontology)
    assert {q.text for claim in doc._.claims for q in claim.qualifiers if q.name == "amount"} == {"5亿元"}


def test_every_predicate_of_the_ontology_has_six_claims_and_three_sentences_without(ontology: Ontology) -> None:
    assert set(TABLES) == set(ontology.predicates)
    for predicate, cases in TABLES.items():
        assert sum(bool(case["holds"]) for case in cases) >= 6, predicate
        assert sum(not case["holds"] for case in cases) >= 3, predicate


def test_every_rule_says_in_a_sentence_why_its_relation_holds() -> None:
    assert all(text.endswith(".") and "\n" not in text for text in EXPLANATIONS.values())
