"""Clues in what is told beside two names: places, codes, people, other names, what they do."""

from __future__ import annotations

from kg.resolve.clues.clue import Clue, Pair
from kg.resolve.context import CREDIT_LENGTH, valid_credit_code
from kg.resolve.described import Described
from kg.resolve.shortening import shorten
from kg.resolve.spelling import spell
from kg.resolve.tables import key

_SHORTEST = 3
_FULL = ("公司", "大学", "集团", "银行", "学院", "医院")


def same_code(pair: Pair) -> Clue | None:
    """The same credit code or stock code is told of both, or one credit code with one character misread."""
    one, other = pair.left.context, pair.right.context
    shared = (one.credit_codes & other.credit_codes) | (one.stock_codes & other.stock_codes)
    if shared:
        return Clue(1, f"both have the code {min(shared)}")
    misread = next(
        ((a, b) for a in sorted(one.credit_codes) for b in sorted(other.credit_codes) if _misread(a, b)), None
    )
    return Clue(1, f"{misread[0]} and {misread[1]} are one code, misread") if misread else None


def codes_differ(pair: Pair) -> Clue | None:
    """Different credit codes or stock codes are told of the two."""
    for one, other in (
        (pair.left.context.credit_codes, pair.right.context.credit_codes),
        (pair.left.context.stock_codes, pair.right.context.stock_codes),
    ):
        if any(_misread(a, b) for a in one for b in other):
            return None
        if one and other and not one & other and {len(code) for code in one} & {len(code) for code in other}:
            return Clue(1, f"their codes differ: {min(one)}, {min(other)}")
    return None


def same_person(pair: Pair) -> Clue | None:
    """The same person founded or leads both."""
    shared = pair.left.context.people & pair.right.context.people
    return Clue(1, f"{min(shared)} founded or leads both") if shared else None


def people_differ(pair: Pair) -> Clue | None:
    """Different people are told to lead or to have founded the two."""
    one, other = pair.left.context.people, pair.right.context.people
    if one and other and not one & other:
        return Clue(1, f"other people lead them: {min(one)}, {min(other)}")
    return None


def same_street(pair: Pair) -> Clue | None:
    """Both are told to be in one street."""
    one, other = pair.left.context.streets, pair.right.context.streets
    for street in one:
        if street in other and (not one[street] or not other[street] or one[street] == other[street]):
            return Clue(1, f"both are at {street}{one[street] or other[street]}")
    return None


def streets_differ(pair: Pair) -> Clue | None:
    """They are told to be in different streets, each with a number."""
    one, other = ({s: n for s, n in d.context.streets.items() if n} for d in (pair.left, pair.right))
    if one and other and not set(one) & set(other):
        return Clue(1, f"their addresses differ: {next(iter(one))}, {next(iter(other))}")
    return None


def told_places_agree(pair: Pair) -> Clue | None:
    """Words beside both names give the same place, or one that lies in the other."""
    for place in sorted(pair.left.context.places):
        for other in sorted(pair.right.context.places):
            if pair.nested(place, other):
                return Clue(1, f"both are told to be in {pair.place(max(place, other, key=len))}")
    return None


def told_places_differ(pair: Pair) -> Clue | None:
    """Words beside the names give places of which neither lies in the other."""
    one, other = pair.left.context.places, pair.right.context.places
    if one and other and not any(pair.nested(a, b) for a in one for b in other):
        return Clue(1, f"they are told to be in different places: {pair.left.about}; {pair.right.about}")
    return None


def place_of_the_name(pair: Pair) -> Clue | None:
    """The place told of one is in the name of the other, or one of the two places lies in the other."""
    for told, named in pair.both:
        found = [(p, n) for p in told.context.places for n in named.places if pair.nested(p, n)]
        if found:
            place, name = (pair.place(code) for code in min(found))
            return Clue(1, f"{told.name} is told to be in {place}, and {named.name} has {name} in its name")
    return None


def place_against_the_name(pair: Pair) -> Clue | None:
    """The place told of one is not that in the name of the other."""
    for told, named in pair.both:
        pairs = [(p, n) for p in told.context.places for n in named.places]
        if pairs and not any(pair.nested(p, n) for p, n in pairs):
            return Clue(1, f"{told.about} does not agree with the place in {named.name}")
    return None


def told_other_name(pair: Pair) -> Clue | None:
    """The words beside one say that it is or was called like the other."""
    for told, called in pair.both:
        names = {key(name) for name in told.context.other_names}
        if any(name == called.key or _made(called.bare, name) for name in names):
            return Clue(1, f"{told.about} says that {told.name} is also called like {called.name}")
    return None


def told_full_name(pair: Pair) -> Clue | None:
    """The words beside a short name are a full name from which it is made, and it is not the other's."""
    for told, other in pair.both:
        if len(told.bare) > _SHORTEST + 1:
            continue
        for segment in told.context.segments:
            full = key(segment)
            if not segment.endswith(_FULL) or full == other.key or not _made(told.bare, full):
                continue
            if not _made(other.bare, full) and not _made(full, other.bare):
                return Clue(1, f"{told.name} is told to be {segment}")
    return None


def told_to_belong(pair: Pair) -> Clue | None:
    """The words beside one name the other as what it belongs to, or as what belongs to it."""
    for told, named in pair.both:
        text = told.context.spelt
        if not text or not _named_in(named, text):
            continue
        if told.context.tells_a_tie or named.type != told.type:
            return Clue(1, f"{told.about} names {named.name}")
    return None


def both_told_one_host(pair: Pair) -> Clue | None:
    """The words beside both name the same body."""
    one, other = (d.told_bodies for d in (pair.left, pair.right))
    shared = one & other
    if shared:
        return Clue(1, f"{pair.setting.known.name(min(shared))} is told of both")
    return None


def told_hosts_differ(pair: Pair) -> Clue | None:
    """The words beside the two name different bodies."""
    one, other = (d.told_bodies for d in (pair.left, pair.right))
    if one and other and not one & other:
        return Clue(1, f"other bodies are told of them: {pair.left.about}; {pair.right.about}")
    return None


def host_in_name(pair: Pair) -> Clue | None:
    """The body that the words beside one name is the owner in the other's name."""
    for told, named in pair.both:
        if named.owner and named.owner[0].body in told.told_bodies:
            return Clue(1, f"{named.name} belongs to {named.owner[0].name}, which is told of {told.name}")
    return None


def same_matter(pair: Pair) -> Clue | None:
    """The words beside both speak of the same things."""
    one, other = pair.left.context.grams, pair.right.context.grams
    shared = one & other
    if len(shared) >= 2:
        return Clue(min(1.0, len(shared) / 4), f"both are told to deal with {', '.join(sorted(shared)[:3])}")
    return None


def other_matter(pair: Pair) -> Clue | None:
    """The words beside the two speak of nothing in common."""
    one, other = pair.left.context.grams, pair.right.context.grams
    if len(one) >= 2 and len(other) >= 2 and not one & other:
        return Clue(1, f"nothing that is told of them agrees: {pair.left.about}; {pair.right.about}")
    return None


def matter_of_the_name(pair: Pair) -> Clue | None:
    """What is told of one is in the name of the other."""
    for told, named in pair.both:
        name = {named.bare[at : at + 2] for at in range(len(named.bare) - 1)}
        own = {told.bare[at : at + 2] for at in range(len(told.bare) - 1)}
        shared = (told.context.grams & name) - own
        if shared:
            return Clue(min(1.0, len(shared) / 2), f"what is told of {told.name} is in the name {named.name}")
    return None


def _misread(one: str, other: str) -> bool:
    """Whether two credit codes differ by one character, and not both have the right check digit."""
    if (
        len(one) != CREDIT_LENGTH
        or len(other) != CREDIT_LENGTH
        or (valid_credit_code(one) and valid_credit_code(other))
    ):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _named_in(named: Described, text: str) -> bool:
    called = {named.spelt, *(spell(m.name) for m in named.meanings)}
    if any(len(name) >= _SHORTEST and name in text for name in called):
        return True
    return any(
        part not in ("", None) and len(part) >= _SHORTEST and part in text for part in (named.bare, named.parts.stem)
    )


def _made(short: str, full: str) -> bool:
    return bool(short) and len(short) >= 2 and shorten(short, full) is not None
