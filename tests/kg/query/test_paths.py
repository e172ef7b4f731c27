from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from math import log
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound, QueryError
from kg.ontology import Ontology
from kg.query import Path, paths
from kg.query.cheapest import Nodes, Steps, cheapest_paths
from kg.store import Store

_node = st.integers(0, 6)
_steps = st.dictionaries(st.tuples(_node, _node).filter(lambda pair: pair[0] < pair[1]), st.integers(1, 5), max_size=21)


class Drawn:
    """Seven nodes with the steps between them."""

    def __init__(self, steps: Mapping[tuple[int, int], float]) -> None:
        both = [*steps.items(), *(((far, near), cost) for (near, far), cost in steps.items())]
        self.costs = dict(both)

    def __len__(self) -> int:
        return 7

    def steps(self, nodes: Nodes) -> Steps:
        rows = [(near, far, cost) for (near, far), cost in self.costs.items() if near in nodes]
        near, far, costs = zip(*rows, strict=True) if rows else ((), (), ())
        return Steps(np.array(near, np.int64), np.array(far, np.int64), np.array(costs, np.float64))


@given(steps=_steps, most=st.integers(1, 6))
def test_all_simple_paths_come_in_order_of_their_cost(steps: dict[tuple[int, int], int], most: int) -> None:
    drawn = Drawn(steps)
    everything = networkx.all_simple_paths(networkx.Graph([(0, 0), (6, 6), *steps]), 0, 6, cutoff=most)
    expected = sorted((sum(drawn.costs[step] for step in pairwise(route)), tuple(route)) for route in everything)
    assert list(cheapest_paths(drawn, 0, 6, most_steps=most)) == expected


def test_a_cheap_way_that_is_too_long_does_not_hide_a_dear_one_that_is_not() -> None:
    drawn = Drawn({(0, 1): 1.0, (0, 2): 5.0, (1, 2): 1.0, (2, 3): 1.0, (3, 4): 1.0})
    assert list(cheapest_paths(drawn, 0, 4, most_steps=3)) == [(7.0, (0, 2, 3, 4))]


def through(path: Path) -> list[str]:
    return [step.relation.id for step in path.steps]


def test_a_path_through_a_person_or_a_fund_is_worth_more_than_one_through_a_place(
    store: Store, ontology: Ontology
) -> None:
    answer = paths(store, ontology, "medical", "chips", k=3)
    assert [through(path) for path in answer] == [
        ["person-holds_position-medical-0", "person-holds_position-chips-0"],
        ["medical-partners_with-chips-0"],
        ["medical-located_in-region-0", "chips-located_in-region-0"],
    ]
    assert [path.cost for path in answer.found] == sorted(path.cost for path in answer.found)


def test_a_step_tells_what_it_costs_and_why(store: Store, ontology: Ontology) -> None:
    best = paths(store, ontology, "medical", "chips", k=1).found[0]
    step = best.steps[0]
    assert (step.near.id, step.far.id, step.predicate_cost) == ("medical", "person", 1.0)
    assert step.hub_penalty == pytest.approx((1 + 1 + log(2)) / 2)
    assert step.cost == pytest.approx(step.predicate_cost * step.hub_penalty / 0.9)
    assert best.cost == pytest.approx(sum(step.cost for step in best.steps))


def test_several_relations_between_two_are_one_step(store: Store, ontology: Ontology) -> None:
    [only] = paths(store, ontology, "branch", "medical", max_length=1)
    [step] = only.steps
    assert {step.relation.id, *(relation.id for relation in step.also)} == {
        "branch-loaned_to-medical-0",
        "branch-loaned_to-medical-1",
    }
    assert step.relation.evidence[0].text == "海河联合银行滨湾支行向云汐医疗提供990万元授信。"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"predicates": ["located_in"]}, [["medical-located_in-region-0", "chips-located_in-region-0"]]),
        ({"max_length": 1}, [["medical-partners_with-chips-0"]]),
        ({"types": ["Place"], "min_confidence": 0.5}, [["medical-located_in-region-0", "chips-located_in-region-0"]]),
        ({"min_confidence": 0.5, "avoid": ["person", "region"]}, []),
        (
            {"scopes": ["beijing"], "min_confidence": 0.5},
            [["person-holds_position-medical-0", "person-holds_position-chips-0"]],
        ),
        ({"since": date(2024, 1, 1)}, []),
    ],
)
def test_paths_can_be_limited(
    store: Store, ontology: Ontology, options: dict[str, Any], expected: list[list[str]]
) -> None:
    answer = paths(store, ontology, "medical", "chips", **{"max_length": 2, **options})
    assert [through(path) for path in answer] == expected


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2023, 2, 28), None, True),
        (date(2023, 3, 1), None, True),
        (None, date(2023, 1, 31), False),
        (date(2023, 2, 1), date(2023, 2, 1), True),
        (date(2024, 2, 12), None, False),
        (date(2024, 2, 11), date(2024, 2, 11), True),
    ],
)
def test_a_relation_has_its_own_date_or_that_of_the_news(
    store: Store, ontology: Ontology, since: date | None, until: date | None, found: bool
) -> None:
    answer = paths(store, ontology, "branch", "medical", max_length=1, since=since, until=until)
    assert bool(len(answer)) is found


def test_hubs_are_not_passed_and_named(store: Store, ontology: Ontology) -> None:
    answer = paths(store, ontology, "materials", "chips", max_length=2, hub_degree=6)
    assert len(answer) == 0
    assert [hub.id for hub in answer.hubs] == ["medical", "region"]


def test_a_plan_leads_nowhere_unless_asked_for(store: Store, ontology: Ontology) -> None:
    assert len(paths(store, ontology, "bank", "medical", max_length=1)) == 0
    assert len(paths(store, ontology, "bank", "medical", max_length=1, include_unasserted=True)) == 1


@pytest.mark.parametrize("options", [{"k": 0}, {"max_length": 0}, {"max_length": 7}, {"predicates": ["eats"]}])
def test_what_is_out_of_bounds_is_refused(store: Store, ontology: Ontology, options: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        paths(store, ontology, "medical", "chips", **options)


def test_a_path_needs_two_ends_that_exist(store: Store, ontology: Ontology) -> None:
    with pytest.raises(QueryError, match="same"):
        paths(store, ontology, "medical", "medical")
    with pytest.raises(NotFound):
        paths(store, ontology, "medical", "nobody")
