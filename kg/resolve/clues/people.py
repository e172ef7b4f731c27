"""Clues about people of one name, and about bodies by what they are related to. A docstring is what people read."""

from __future__ import annotations

from kg.resolve.bearers import PEOPLE
from kg.resolve.clues.among import Clue, Known
from kg.resolve.profiles import BODY, PERSON, Profile

_RAREST = 0.95
"""Score of a name that nobody else is expected to bear: lists of names know nothing of namesakes by design."""
_ONE_BODY, _EACH_MORE, _MOST = 0.6, 0.15, 0.85
_ONE_NEIGHBOUR = 0.5
_TOLD = 3


def shared_organisation(left: Profile, right: Profile, known: Known) -> Clue | None:
    """Two people of one name are related to the same organisation."""
    if not _namesakes(left, right):
        return None
    cluster = known.company.canonical
    shared = {*map(cluster, left.related)} & {*map(cluster, right.related)}
    return Clue(0.9, f"both are called {left.name} and belong to one organisation") if shared else None


def rare_name(left: Profile, right: Profile, known: Known) -> Clue | None:
    """Hardly anybody else can be expected to bear the name."""
    others = known.bearers.others(left.key) if _namesakes(left, right) else None
    if others is None or others >= 1:
        return None
    bear = "nobody else is likely to bear it" if others < 1 / 2 else "one other may bear it"
    return Clue(round(_RAREST / (1 + others), 4), f"{left.name} is a rare name: of {PEOPLE:,} people {bear}")


def same_company(left: Profile, right: Profile, known: Known) -> Clue | None:
    """The reports that name two people of one name also name the same bodies, of which few reports tell."""
    shared = known.company.beside(left) & known.company.beside(right) if _namesakes(left, right) else frozenset()
    if not shared:
        return None
    names = known.names(shared, _TOLD)
    return Clue(_grown(_ONE_BODY, len(shared)), f"what tells of {left.name} tells of {names} both times")


def shared_neighbours(left: Profile, right: Profile, known: Known) -> Clue | None:
    """Two bodies stand in the same relation to the same thing, to which few others stand in any."""
    if left.kind != BODY or right.kind != BODY:
        return None
    shared = known.company.neighbours(left) & known.company.neighbours(right)
    if not shared:
        return None
    names = known.names({other for _, other in shared}, _TOLD)
    return Clue(_grown(_ONE_NEIGHBOUR, len(shared)), f"both are related in one way to {names}")


def _namesakes(left: Profile, right: Profile) -> bool:
    return left.kind == right.kind == PERSON and left.key == right.key


def _grown(one: float, number: int) -> float:
    return min(one + _EACH_MORE * (number - 1), _MOST)
