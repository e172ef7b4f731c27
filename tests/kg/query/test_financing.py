from __future__ import annotations

import pytest

from kg.errors import NotFound, QueryError
from kg.model import Status
from kg.ontology import Ontology
from kg.query import financiers, portfolio
from kg.query.backing import Amount, Backing, chains
from kg.query.lookup import get
from kg.store import Store


def told(row: Backing) -> tuple[str, str, str]:
    return row.backer.id, row.kind, "、".join(amount.text for amount in row.amounts)


def test_every_loan_investment_and_guarantee_is_a_row_of_its_own(store: Store, ontology: Ontology) -> None:
    answer = financiers(store, ontology, "medical")
    assert answer.company.id == "medical"
    assert [told(row) for row in answer.financiers] == [
        ("fund", "equity", "近千万元"),
        ("branch", "credit_line", "990万元"),
        ("branch", "loan", "500万元"),
        ("guarantor", "guarantee", "300万元"),
    ]
    assert (answer.apart, answer.behind) == ((), ())


def test_a_row_tells_amount_date_round_and_sentence(store: Store, ontology: Ontology) -> None:
    equity, credit, *_ = financiers(store, ontology, "medical").financiers
    assert (equity.amounts, equity.date, equity.round) == ((Amount("近千万元", None, 1e7, "CNY"),), "2024-05", "A轮")
    assert (credit.amounts, credit.date, credit.round) == ((Amount("990万元", 9.9e6, 9.9e6, "CNY"),), "2023-02", None)
    first, reprint = credit.relation.evidence
    assert (first.text, first.title) == ("海河联合银行滨湾支行向云汐医疗提供990万元授信。", "第1则消息")
    assert reprint.original == "d-1"
    assert credit.relation.witnesses == {"d-1"}


def test_a_plan_is_no_financing_but_can_be_shown_apart(store: Store, ontology: Ontology) -> None:
    answer = financiers(store, ontology, "medical", include_unasserted=True)
    assert "bank" not in {row.backer.id for row in answer.financiers}
    assert [(told(row), row.status) for row in answer.apart] == [(("bank", "loan", "2亿元"), Status.PLANNED)]


def test_what_a_company_gives_is_not_what_it_gets(store: Store, ontology: Ontology) -> None:
    assert financiers(store, ontology, "branch").financiers == ()


def test_behind_a_fund_are_its_founders_investors_and_managers_and_behind_a_branch_its_bank(
    store: Store, ontology: Ontology
) -> None:
    behind = financiers(store, ontology, "medical", look_through=True).behind
    assert {
        (row.financier.id, *(f"{step.relations[0].predicate}:{step.far.id}" for step in row.steps)) for row in behind
    } == {
        ("fund", "operated_by:manager"),
        ("fund", "invested_in:mother"),
        ("fund", "invested_in:mother", "founded_by:agency"),
        ("branch", "part_of:bank"),
    }
    assert all(row.steps[-1].far == row.entity and row.steps[0].near == row.financier for row in behind)


def test_funds_that_hold_each_other_come_to_an_end(store: Store, ontology: Ontology) -> None:
    behind = financiers(store, ontology, "mother", look_through=True).behind
    assert {(row.financier.id, row.entity.id) for row in behind} == {("fund", "manager")}


def test_financiers_can_be_limited_to_regions_and_confidence(store: Store, ontology: Ontology) -> None:
    assert financiers(store, ontology, "chips", scopes=["beijing", "tianjin", "hebei"]).financiers == ()
    assert [row.backer.id for row in financiers(store, ontology, "chips").financiers] == ["shanghai"]
    sure = financiers(store, ontology, "medical", min_confidence=0.6).financiers
    assert "guarantor" not in {row.backer.id for row in sure}


def test_no_chain_rests_on_a_relation_that_is_not_sure_enough(store: Store, ontology: Ontology) -> None:
    manager = get(store, "manager")
    reached = [chain[-1].far.id for chain in chains(store, ontology, manager, backwards=True)]
    surely = [chain[-1].far.id for chain in chains(store, ontology, manager, backwards=True, min_confidence=0.45)]
    assert (reached, surely) == (["fund", "mother"], ["fund"])


def test_an_unknown_company_or_region_is_refused(store: Store, ontology: Ontology) -> None:
    with pytest.raises(NotFound):
        financiers(store, ontology, "nobody")
    with pytest.raises(QueryError, match="mars"):
        financiers(store, ontology, "medical", scopes=["mars"])
    with pytest.raises(QueryError, match="confidence"):
        financiers(store, ontology, "medical", min_confidence=2)


def groups(store: Store, ontology: Ontology, entity: str, *, look_through: bool = False) -> dict[str, list[str]]:
    answer = portfolio(store, ontology, entity, look_through=look_through)
    return {group.family: sorted(row.backed.id for row in group.backings) for group in answer.groups}


def test_a_bank_finances_an_incubator_nurtures_a_park_hosts(store: Store, ontology: Ontology) -> None:
    assert groups(store, ontology, "branch") == {"finance": ["medical", "medical"]}
    assert groups(store, ontology, "incubator") == {"incubation": ["medical"]}
    assert groups(store, ontology, "park") == {"place": ["medical"]}
    assert groups(store, ontology, "guarantor") == {"finance": ["medical"]}


def test_what_branches_and_managed_funds_finance_is_added_on_request(store: Store, ontology: Ontology) -> None:
    assert groups(store, ontology, "bank") == {"finance": ["materials"]}
    assert groups(store, ontology, "bank", look_through=True) == {"finance": ["materials", "medical", "medical"]}
    assert groups(store, ontology, "manager", look_through=True) == {"finance": ["medical", "mother"]}
    [own, *through] = portfolio(store, ontology, "bank", look_through=True).groups[0].backings
    assert own.via == ()
    assert {(row.backer.id, *(step.far.id for step in row.via)) for row in through} == {("branch", "branch")}


def test_a_planned_loan_is_in_no_portfolio_but_can_be_shown_apart(store: Store, ontology: Ontology) -> None:
    answer = portfolio(store, ontology, "bank", include_unasserted=True)
    assert [(row.backed.id, row.status) for row in answer.apart] == [("medical", Status.PLANNED)]


def test_a_portfolio_can_be_limited_to_regions(store: Store, ontology: Ontology) -> None:
    rows = portfolio(store, ontology, "region", scopes=["beijing"]).groups[0].backings
    assert [row.backed.id for row in rows] == ["chips"]
