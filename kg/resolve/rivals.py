"""A short name that may stand for several bodies stands for none of them, until a person says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import Decision, Judgement
from kg.resolve.judgements import partition
from kg.resolve.matcher import COMPARED
from kg.resolve.profiles import Profile

_COMPARED = f"rule:{COMPARED}"


def without_rivals(judgements: Iterable[Judgement], profiles: Mapping[str, Profile]) -> Iterator[Judgement]:
    """The judgements; those that take one short name for several bodies at once are left unsure, and say so.

    Args:
        judgements: what rules say of bodies.
        profiles: what they are about, by id.
    """
    given = tuple(judgements)
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in given:
        if judgement.by == _COMPARED and judgement.decision is Decision.SAME:
            short, full = sorted(judgement.pair, key=lambda end: (len(profiles[end].name), end))
            claims[short].add(full)
    several = {short: bodies for short, bodies in claims.items() if len(bodies) > 1}
    contested = {short for short, bodies in several.items() if len(_bodies(given, short, bodies)) > 1}
    for judgement in given:
        short = min(judgement.pair, key=lambda end: (len(profiles[end].name), end))
        if short not in contested or judgement.by != _COMPARED or judgement.decision is not Decision.SAME:
            yield judgement
            continue
        other = next(end for end in judgement.pair if end != short)
        rivals = sorted(profiles[body].name for body in claims[short] - {other})
        said = f"{profiles[short].name} may be {', '.join(rivals[:3])} as well"
        yield replace(
            judgement, decision=Decision.UNSURE, score=judgement.score / 2, reasons=(said, *judgement.reasons)
        )


def _bodies(judgements: Iterable[Judgement], short: str, claimed: Iterable[str]) -> set[str]:
    """How many bodies those are that claim a short name, if the short name itself joins nothing."""
    others = partition(judgement for judgement in judgements if short not in judgement.pair)
    return {others.of(body) for body in claimed}
