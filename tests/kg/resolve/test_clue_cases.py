"""Every clue on pairs of names of our own, which tests/cases/clues.json holds: where it is seen, and near misses.

A clue that a pair shows is not yet what joins or parts it: that is learnt from all of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.resolve.clues import CLUES, Pair, found
from kg.resolve.labelled import Side
from kg.resolve.setting import Comparing

CASES: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "clues.json").read_text(encoding="utf-8")
)
LISTED = [
    pytest.param(clue, kind == "seen", case, id=f"{clue}-{kind}-{number}")
    for clue, kinds in CASES.items()
    for kind, cases in kinds.items()
    for number, case in enumerate(cases)
]


@pytest.fixture(scope="module")
def comparing() -> Comparing:
    return Comparing.load()


@pytest.mark.parametrize(("clue", "seen", "case"), LISTED)
def test_a_clue_is_seen_where_it_stands_and_not_in_a_near_miss(
    clue: str, seen: bool, case: dict[str, dict[str, str]], comparing: Comparing
) -> None:
    left, right = (Side(**case[side]).described(comparing.setting) for side in ("left", "right"))
    for pair in (Pair(left, right), Pair(right, left)):
        clues = found(pair)
        assert (clue in clues) is seen
        assert all(0 < seen_clue.strength <= 1 and seen_clue.reason for seen_clue in clues.values())


@pytest.mark.parametrize("clue", CLUES)
def test_every_clue_has_a_pair_that_shows_it_and_one_that_does_not(clue: str) -> None:
    assert CASES[clue]["seen"]
    assert CASES[clue]["unseen"]


def test_no_case_is_of_a_clue_that_is_gone() -> None:
    assert set(CASES) == set(CLUES)
