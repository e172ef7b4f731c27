"""Which of several places that documents give one thing is to be believed. Knows no divisions, only their chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_CLEAR = 0.15
"""Confidence by which one place must lead another that as many documents give."""


@dataclass(frozen=True, slots=True)
class Vote:
    """That documents have something in one place.

    Args:
        codes: the divisions there, from the widest; none of a site that is nobody knows where.
        sites: ids of the parks there, and of regions without a code, likewise.
        documents: how many documents say so, reprints not counted.
        confidence: how sure the surest of them is.
    """

    codes: tuple[str, ...]
    sites: tuple[str, ...]
    documents: int
    confidence: float


def chosen(votes: Sequence[Vote], home: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The divisions and the sites that most documents give, each division within the one before.

    Who says 滨海新区 says 天津, too: the widest division is chosen first, and what is said less exactly is no
    objection to what is said more exactly. Equal numbers are decided by `home`, else by a clear lead in confidence;
    without one the answer ends there, for a park may span districts, unless not even the province were told.

    Args:
        votes: what documents say.
        home: divisions to which it belongs anyway.
    """
    codes = _walk([(vote.codes, vote) for vote in votes], home)
    return codes, _walk([(vote.sites, vote) for vote in votes if vote.codes == codes[: len(vote.codes)]], home)


def _walk(chains: Sequence[tuple[tuple[str, ...], Vote]], home: tuple[str, ...]) -> tuple[str, ...]:
    """The chain to which the best key leads at every depth."""
    found: tuple[str, ...] = ()
    while deeper := [(keys[len(found)], vote) for keys, vote in chains if _leads_on(keys, found)]:
        weights = {key: _weight(vote for each, vote in deeper if each == key) for key in sorted({k for k, _ in deeper})}
        best = max(weights, key=lambda key: weights[key])
        drawn = [key for key in weights if _draw(weights[key], weights[best])]
        at_home = [key for key in drawn if key in home]
        if found and len(drawn) > 1 and not at_home:
            break
        found = (*found, *(at_home or [best])[:1])
    return found


def _draw(weight: tuple[int, float], best: tuple[int, float]) -> bool:
    return weight[0] == best[0] and best[1] - weight[1] < _CLEAR


def _leads_on(keys: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return len(keys) > len(found) and keys[: len(found)] == found


def _weight(votes: Iterable[Vote]) -> tuple[int, float]:
    counted = tuple(votes)
    return sum(vote.documents for vote in counted), sum(vote.confidence for vote in counted)
