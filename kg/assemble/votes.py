"""Which of several places that documents give one thing is to be believed. Knows no divisions, only their chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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
    objection to what is said more exactly. Equal numbers are decided by confidence, then by `home`, then by code.

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
        found = (*found, max(weights, key=lambda key: (*weights[key], key in home)))
    return found


def _leads_on(keys: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return len(keys) > len(found) and keys[: len(found)] == found


def _weight(votes: Iterable[Vote]) -> tuple[int, float]:
    counted = tuple(votes)
    return sum(vote.documents for vote in counted), sum(vote.confidence for vote in counted)
