"""Clues in what public tables tell of two names."""

from __future__ import annotations

from kg.resolve.clues.clue import Clue, Pair
from kg.resolve.described import Described


def listed_as_one(pair: Pair) -> Clue | None:
    """Tables list both as names of one body, and as nothing else."""
    one, other = pair.left.body, pair.right.body
    if one and other and one.body == other.body:
        return Clue(1, f"{pair.left.name} and {pair.right.name} are listed as names of {one.name}")
    return None


def listed_apart(pair: Pair) -> Clue | None:
    """Tables list the two as two bodies."""
    one, other = pair.left.body, pair.right.body
    if one and other and one.body != other.body:
        return Clue(1, f"{pair.left.name} and {pair.right.name} are listed as two bodies")
    return None


def may_mean(pair: Pair) -> Clue | None:
    """An ambiguous name may mean the other, as tables list it."""
    shared = {m.body for m in pair.left.meanings} & {m.body for m in pair.right.meanings}
    if shared and not pair.once(listed_as_one):
        name = pair.setting.known.name(min(shared))
        return Clue(1, f"both may mean {name}, but one of the names also means others")
    return None


def means_others(pair: Pair) -> Clue | None:
    """Everything that tables list for one name is another body than the other."""
    one, other = ({m.body for m in d.meanings} for d in (pair.left, pair.right))
    if one and other and not one & other and not pair.once(listed_apart):
        return Clue(1, "what tables list under the one name is not what they list under the other")
    return None


def only_one_listed(pair: Pair) -> Clue | None:
    """One name is listed in full, the other is not listed at all."""
    for one, other in pair.both:
        if one.body and not other.meanings:
            return Clue(1, f"{one.name} is listed, {other.name} is not")
    return None


def listed_below(pair: Pair) -> Clue | None:
    """Tables list one as a part, a daughter, a fund or a laboratory of the other."""
    for one, other in pair.both:
        for below in one.meanings:
            above = pair.setting.known.above(below.body)
            tie = next((above[m.body] for m in other.meanings if m.body in above and m.body != below.body), None)
            if tie:
                return Clue(1, f"{one.name} is listed as {tie.replace('_', ' ')} {other.name}")
    return None


def unit_of_listed(pair: Pair) -> Clue | None:
    """One name begins with a listed name of the other and goes on as its units do."""
    for whole, part in pair.both:
        if part.owner and any(part.owner[0].body == m.body for m in whole.meanings):
            return Clue(1, f"{part.name} is a unit of {part.owner[0].name}")
    return None


def unit_of_another(pair: Pair) -> Clue | None:
    """One name begins with the name of a listed body that is not the other, nor above or below it."""
    for whole, part in pair.both:
        owner = part.owner
        if not owner or not whole.body or whole.name in part.name:
            continue
        if not _of_one_house(pair, whole.body.body, owner[0].body):
            return Clue(1, f"{part.name} belongs to {owner[0].name}, not to {whole.name}")
    return None


def owners_differ(pair: Pair) -> Clue | None:
    """Both names begin with the name of a listed body, and not of the same one."""
    one, other = pair.left.owner, pair.right.owner
    if one and other and one[0].body != other[0].body:
        return Clue(1, f"one belongs to {one[0].name}, the other to {other[0].name}")
    return None


def seat_as_listed(pair: Pair) -> Clue | None:
    """The place told of one is where tables have the seat of the other."""
    for told, listed in pair.both:
        seats = _seats(listed)
        if any(pair.nested(place, seat) for place in told.context.places for seat in seats):
            return Clue(1, f"{told.about} is where {listed.name} has its seat")
    return None


def seat_elsewhere(pair: Pair) -> Clue | None:
    """The place told of one is not where tables have the seat of the other."""
    for told, listed in pair.both:
        seats, places = _seats(listed), told.context.places
        if seats and places and not any(pair.nested(place, seat) for place in places for seat in seats):
            return Clue(1, f"{told.about} is not where {listed.name} has its seat")
    return None


def _of_one_house(pair: Pair, body: int, owner: int) -> bool:
    """Whether one listed body is the other, or belongs to it."""
    known = pair.setting.known
    return body == owner or body in known.above(owner) or owner in known.above(body)


def _seats(listed: Described) -> list[str]:
    """Codes of the divisions in which the meanings of a name have their seats, as far as tables tell."""
    seats = (listed.setting.known.seat(meaning.body) for meaning in listed.meanings)
    return [seat.division for seat in seats if seat and seat.division]
