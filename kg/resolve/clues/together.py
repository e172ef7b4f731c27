"""Clues that only count together: what one says alone the other turns round."""

from __future__ import annotations

from collections.abc import Iterable

from kg.resolve.clues import listed, parts, shortened, spelling, told
from kg.resolve.clues.clue import Clue, Finder, Pair

_ONE_NAME: tuple[Finder, ...] = (
    spelling.same_name,
    spelling.same_but_for_form,
    shortened.brand_of_firm,
    shortened.core_with_trade,
    shortened.begins_the_name,
    shortened.ends_the_name,
    shortened.part_of_the_name,
    shortened.characters_of_the_name,
    parts.region_dropped,
    listed.listed_as_one,
    listed.may_mean,
)
_ELSEWHERE: tuple[Finder, ...] = (
    told.told_places_differ,
    told.place_against_the_name,
    told.streets_differ,
    listed.seat_elsewhere,
)
_NEARBY: tuple[Finder, ...] = (
    told.same_street,
    told.told_places_agree,
    told.place_of_the_name,
    listed.seat_as_listed,
)
_OTHER_HANDS: tuple[Finder, ...] = (told.codes_differ, told.people_differ)
_ONE_HAND: tuple[Finder, ...] = (told.same_code, told.same_person, told.told_other_name)
_SUPPORT = (*_NEARBY, *_ONE_HAND, listed.listed_as_one, listed.may_mean, told.same_matter)


def like_name_elsewhere(pair: Pair) -> Clue | None:
    """The names may be one, but what is told of them is in different places."""
    return _both(pair, _ONE_NAME, _ELSEWHERE)


def like_name_nearby(pair: Pair) -> Clue | None:
    """The names may be one, and what is told of them is in one place."""
    return None if pair.once(like_name_elsewhere) else _both(pair, _ONE_NAME, _NEARBY)


def same_core_other_hands(pair: Pair) -> Clue | None:
    """Same core, but other codes or other people."""
    return _both(pair, (parts.same_core, spelling.damaged_core, parts.core_begins_core), _OTHER_HANDS)


def new_name_one_hand(pair: Pair) -> Clue | None:
    """The names differ, but one code, one person or the words beside them tell that it was renamed."""
    if any(pair.once(finder) for finder in _ONE_NAME):
        return None
    told_of_both = _first(pair, _ONE_HAND)
    if told_of_both is None:
        return None
    return Clue(1, f"{told_of_both.reason}; although {pair.left.name} and {pair.right.name} differ")


def full_names_elsewhere(pair: Pair) -> Clue | None:
    """Two full names with the same core in different places."""
    return _both(pair, (parts.namesake_firms,), (parts.regions_differ, told.told_places_differ))


def short_without_support(pair: Pair) -> Clue | None:
    """A short name may be made from the other, but nothing else speaks for it, and no table lists it."""
    short = pair.shortening and not pair.once(parts.unit_of)
    supported = _first(pair, _SUPPORT)
    return Clue(1, "nothing but the name itself speaks for it") if short and not supported else None


def _both(pair: Pair, ones: Iterable[Finder], others: Iterable[Finder]) -> Clue | None:
    one = _first(pair, ones)
    other = _first(pair, others) if one else None
    return Clue(1, f"{one.reason}; {other.reason}") if one and other else None


def _first(pair: Pair, finders: Iterable[Finder]) -> Clue | None:
    """The first of some clues that is seen."""
    return next((clue for finder in finders if (clue := pair.once(finder))), None)
