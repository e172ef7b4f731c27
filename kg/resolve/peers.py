"""Other people's matchers, asked the same pairs: what a name is to them is one string, or a few tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz

from kg.resolve.labelled import LabelledPair
from kg.text import fold

Score = Callable[[LabelledPair], float]
"""How alike the names of a pair are, from 0 to 1."""


def wratio(pair: LabelledPair) -> float:
    """RapidFuzz's WRatio, what most pipelines call fuzzy matching."""
    return fuzz.WRatio(pair.left.name, pair.right.name) / 100


def containment(pair: LabelledPair) -> float:
    """1 if one name is a piece of the other, as written but for width and spaces."""
    one, other = fold(pair.left.name), fold(pair.right.name)
    return float(one in other or other in one)


def logic_v2(pair: LabelledPair) -> float:
    """The matcher logic-v2 of nomenklatura, made for screening names of the whole world against lists.

    Raises:
        ModuleNotFoundError: nomenklatura is not installed.
    """
    algorithm, config, entity = _nomenklatura()
    return float(algorithm.compare(entity("left", pair.left.name), entity("right", pair.right.name), config).score)


@cache
def _nomenklatura() -> tuple[Any, Any, Callable[[str, str], object]]:
    followthemoney = import_module("followthemoney")
    matching = import_module("nomenklatura.matching")

    def entity(key: str, name: str) -> object:
        return followthemoney.model.get_proxy({"id": key, "schema": "Organization", "properties": {"name": [name]}})

    return matching.get_algorithm("logic-v2"), matching.ScoringConfig.defaults(), entity


PEERS: dict[str, Score] = {
    "RapidFuzz WRatio": wratio,
    "nomenklatura logic-v2": logic_v2,
    "containment": containment,
}


def scores(name: str, pairs: Sequence[LabelledPair]) -> tuple[float, ...] | None:
    """What a peer makes of each pair; None if it is not installed."""
    try:
        return tuple(PEERS[name](pair) for pair in pairs)
    except ModuleNotFoundError:
        return None
