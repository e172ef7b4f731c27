"""Which of several places that documents give one thing is to be believed. Knows no divisions, only their chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vote:
    """That documents have something in one place.

    Args:
        codes: the divisions there, from the widest; none of a park that is nobody knows where.
        parks: ids of the parks there, likewise.
        documents: how many documents say so, reprints not counted.
        confidence: how sure the surest of them is.
    """

    codes: tuple[str, ...]
    parks: tuple[str, ...]
    documents: int
    confidence: float


def chosen(votes: Sequence[Vote], home: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The divisions and the parks that most documents give, each division within the one before.

    Who says 滨海新区 says 天津, too: the widest division is chosen first, and what is said less exactly is no
    objection to what is said more exactly. Equal numbers are decided by confidence, then by `home`, then by code.

    Args:
        votes: what documents say.
        home: divisions to which it belongs anyway.
    """
    codes: tuple[str, ...] = ()
    while deeper := [vote for vote in votes if vote.codes[: len(codes)] == codes and len(vote.codes) > len(codes)]:
        at = len(codes)
        weights = {code: _weight(v for v in deeper if v.codes[at] == code) for code in _codes(deeper, at)}
        codes = (*codes, max(weights, key=lambda code: (*weights[code], code in home)))
    fitting = [vote for vote in votes if vote.parks and vote.codes == codes[: len(vote.codes)]]
    parks = sorted({vote.parks for vote in fitting})
    return codes, max(parks, key=lambda each: _weight(v for v in fitting if v.parks == each), default=())


def _codes(votes: Iterable[Vote], depth: int) -> list[str]:
    return sorted({vote.codes[depth] for vote in votes})


def _weight(votes: Iterable[Vote]) -> tuple[int, float]:
    counted = tuple(votes)
    return sum(vote.documents for vote in counted), sum(vote.confidence for vote in counted)
