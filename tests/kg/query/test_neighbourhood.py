from __future__ import annotations

from typing import Any

import pytest

from kg.errors import NotFound, QueryError
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.query import neighbourhood
from kg.store import Store

AROUND = {"branch", "fund", "guarantor", "mother", "incubator", "park", "person", "chips", "sensing", "region"}


def test_one_step_away_is_whoever_shares_an_asserted_relation(store: Store, ontology: Ontology) -> None:
    answer = neighbourhood(store, ontology, "medical")
    assert set(answer.graph.by_id) == AROUND | {"medical"}
    assert answer.distances["medical"] == 0
    assert {answer.distances[key] for key in AROUND} == {1}
    assert (answer.hubs, answer.outside, answer.truncated) == ((), 0, False)


def test_relations_among_neighbours_are_there_too(store: Store, ontology: Ontology) -> None:
    kept = {relation.id for relation in neighbourhood(store, ontology, "medical").graph.relations}
    assert "person-holds_position-chips-0" in kept
    assert "bank-loaned_to-medical-0" not in kept


def test_what_is_planned_is_walked_over_on_request(store: Store, ontology: Ontology) -> None:
    answer = neighbourhood(store, ontology, "medical", include_unasserted=True)
    assert set(answer.graph.by_id) == AROUND | {"medical", "bank"}


def test_two_steps_lead_further(store: Store, ontology: Ontology, ecosystem: KnowledgeGraph) -> None:
    answer = neighbourhood(store, ontology, "medical", depth=2)
    assert set(answer.graph.by_id) == set(ecosystem.by_id)
    assert answer.distances["shanghai"] == 2


def test_a_hub_is_shown_but_not_walked_on_from(store: Store, ontology: Ontology) -> None:
    answer = neighbourhood(store, ontology, "medical", depth=2, predicates=["located_in"], hub_degree=6)
    assert set(answer.graph.by_id) == {"medical", "park", "region"}
    assert [(hub.entity.id, hub.degree) for hub in answer.hubs] == [("region", 7)]


def test_the_centre_may_be_a_hub(store: Store, ontology: Ontology) -> None:
    assert len(neighbourhood(store, ontology, "region", hub_degree=1).graph.entities) == 8


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"predicates": ["loaned_to", "incubated_by"]}, {"branch", "incubator"}),
        ({"types": ["FinancialBody"]}, {"branch", "fund", "guarantor", "mother"}),
        ({"types": ["Fund"]}, {"fund", "mother"}),
        ({"scopes": ["beijing"]}, {"chips", "person", "sensing"}),
        ({"min_confidence": 0.45, "types": ["Company", "FinancialInstitution"]}, {"guarantor"}),
    ],
)
def test_a_walk_can_be_limited(store: Store, ontology: Ontology, options: dict[str, Any], expected: set[str]) -> None:
    answer = neighbourhood(store, ontology, "medical", **options)
    assert set(answer.graph.by_id) - {"medical"} == expected


def test_what_lies_outside_the_regions_is_counted(store: Store, ontology: Ontology) -> None:
    answer = neighbourhood(store, ontology, "chips", scopes=["beijing", "tianjin", "hebei"])
    assert "shanghai" not in answer.graph.by_id
    assert answer.outside == 1


def test_a_limit_keeps_the_most_telling(store: Store, ontology: Ontology) -> None:
    answer = neighbourhood(store, ontology, "medical", limit=6)
    assert answer.truncated
    assert not {"region", "park", "sensing"} & set(answer.graph.by_id)
    assert len(answer.graph.entities) == 7


@pytest.mark.parametrize(
    "options", [{"depth": 0}, {"depth": 4}, {"limit": 0}, {"predicates": ["eats"]}, {"types": ["Cat"]}]
)
def test_what_is_out_of_bounds_is_refused(store: Store, ontology: Ontology, options: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        neighbourhood(store, ontology, "medical", **options)


def test_an_unknown_centre_is_refused(store: Store, ontology: Ontology) -> None:
    with pytest.raises(NotFound):
        neighbourhood(store, ontology, "nobody")
