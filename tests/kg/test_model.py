from __future__ import annotations

import pytest

from kg.model import OPEN, KnowledgeGraph, Qualifier, Relation, Status, interval_ends
from tests.kg.graphs import ecosystem

__all__ = ["ecosystem"]


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("2024-01/2024-03", ("2024-01", "2024-03")),
        (f"{OPEN}/100000000", (OPEN, "100000000")),
        (f"10000000/{OPEN}", ("10000000", OPEN)),
        ("2024-05-06", ("2024-05-06", "2024-05-06")),
        ("", ("", "")),
    ],
)
def test_both_ends_of_a_normal_form(value: str, ends: tuple[str, str]) -> None:
    assert interval_ends(value) == ends


def _relation(subject: str, object_: str, *qualifiers: Qualifier, inferred_from: str = "") -> Relation:
    return Relation(
        f"{subject} {object_}",
        subject,
        "part_of",
        object_,
        qualifiers,
        Status.ASSERTED,
        1.0,
        inferred_from=inferred_from,
    )


def test_the_earliest_evidence_dates_a_relation(ecosystem: KnowledgeGraph) -> None:
    told = {relation.id: relation.published for relation in ecosystem.relations}
    assert told["branch-loaned_to-medical-0"] == "2024-01-11"
    assert told["bank-loaned_to-medical-0"] is None


def test_a_date_without_a_normal_form_is_passed_over() -> None:
    dates = Qualifier("date", "日前"), Qualifier("date", "2023年2月", "2023-02"), Qualifier("date", "2024年", "2024")
    assert _relation("a", "b", *dates).date == "2023-02"
    assert _relation("a", "b", dates[0]).date is None


def test_degrees_leave_out_the_tree_of_regions_and_count_a_relation_with_itself_once() -> None:
    relations = _relation("a", "b"), _relation("a", "a"), _relation("a", "c", inferred_from="derived:divisions")
    degrees = KnowledgeGraph((), relations).degrees
    assert (degrees["a"], degrees["b"], degrees["c"]) == (2, 1, 0)
