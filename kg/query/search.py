"""Finds entities by what a person types: a name or a piece of one, pinyin or its initials, or something like them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.query.names import Name, NameTable, folded_case
from kg.query.selection import bounded, known_scopes
from kg.store.base import Store
from kg.store.pinyin import readings

MOST = 1000
"""Most hits of one search."""
_LONGEST = 200
"""Longest text that is searched for, in characters."""
_LIKE = 60.0
"""Least similarity of a misspelt name, in percent."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found.

    Args:
        id: of the entity.
        type: key of its type.
        name: its preferred name.
        scope: its region.
        degree: its number of relations.
        match: how it was found: id, name, alias, beginning, part, words, pinyin, initials or similar.
        matched: the name that was found.
        score: from 0 to 1, falling along the list of ways above.
    """

    id: str
    type: str
    name: str
    scope: str
    degree: int
    match: str
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class _Sought:
    """What was typed, in every form that is compared."""

    folded: str
    words: tuple[str, ...]
    pinyin: str
    initials: str


_Way = tuple[str, float, Callable[[Name, _Sought], bool]]
_WAYS: tuple[_Way, ...] = (
    ("name", 1.0, lambda name, sought: name.preferred and name.folded == sought.folded),
    ("alias", 0.95, lambda name, sought: name.folded == sought.folded),
    ("beginning", 0.9, lambda name, sought: name.folded.startswith(sought.folded)),
    ("part", 0.8, lambda name, sought: sought.folded in name.folded),
    ("words", 0.75, lambda name, sought: all(word in name.folded for word in sought.words)),
)
_READINGS: tuple[_Way, ...] = (
    ("pinyin", 0.7, lambda name, sought: name.pinyin == sought.pinyin),
    ("initials", 0.68, lambda name, sought: name.initials == sought.initials),
    ("pinyin", 0.65, lambda name, sought: name.pinyin.startswith(sought.pinyin)),
    ("initials", 0.6, lambda name, sought: name.initials.startswith(sought.initials)),
    ("pinyin", 0.55, lambda name, sought: len(sought.pinyin) > 3 and sought.pinyin in name.pinyin),
    ("initials", 0.5, lambda name, sought: len(sought.initials) > 1 and sought.initials in name.initials),
)


def search(
    store: Store,
    text: str,
    *,
    types: Iterable[str] = (),
    scopes: Iterable[str] = (),
    place: str = "",
    limit: int = 20,
) -> list[Hit]:
    """Entities that `text` may mean, best first; of equally good ones the better connected first.

    Misspelt names are looked for only if nothing else is found.

    Args:
        store: where the graph is.
        text: what a person typed.
        types: keys of concrete entity types; none means all.
        scopes: regions; none means all, and entities without a known place.
        place: key of a region or park in which they lie, as `kg.query.regions.area` finds it; empty means anywhere.
        limit: most hits.

    Raises:
        QueryError: the text is empty or too long, or a scope is unknown.
        NoGraph: nothing was published yet.
    """
    bounded("the limit", limit, 1, MOST)
    wanted_types, wanted_scopes = frozenset(types), known_scopes(scopes)
    names: Sequence[Name] = NameTable.of(store).names
    if wanted_types:
        names = [name for name in names if name.entity.type in wanted_types]
    if wanted_scopes:
        names = [name for name in names if name.entity.scope in wanted_scopes]
    if place:
        names = [name for name in names if place in name.entity.within]
    return ranked(matches(names, text))[:limit]


def matches(names: Sequence[Name], text: str) -> list[Hit]:
    """Every name that `text` may mean, in no order, by the better ways first and by similarity only if all else fails.

    Raises:
        QueryError: the text is empty or too long.
    """
    sought = _sought(text)
    found = list(_matched(names, sought, text.strip()))
    return found or list(_similar(names, sought))


def ranked(hits: Iterable[Hit]) -> list[Hit]:
    """The best hit of each entity, best first."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, -hit.degree, len(hit.matched), hit.id)):
        best.setdefault(hit.id, hit)
    return list(best.values())


def _sought(text: str) -> _Sought:
    if len(text) > _LONGEST:
        raise QueryError(f"a name of {len(text)} characters is looked for; at most {_LONGEST} are possible")
    folded = folded_case(text)
    if not folded:
        raise QueryError("nothing to look for; give a name, a piece of one, or pinyin")
    words = tuple(filter(None, map(folded_case, text.split())))
    return _Sought(folded, words, *readings(text))


def _matched(names: Sequence[Name], sought: _Sought, text: str) -> Iterator[Hit]:
    yield from (_hit(name, "id", 1.0) for name in names if name.entity.id == text and name.preferred)
    for ways, candidates in _candidates(names, sought):
        for name in candidates:
            way = next(((way, score) for way, score, fits in ways if fits(name, sought)), None)
            if way:
                yield _hit(name, *way)


def _candidates(names: Sequence[Name], sought: _Sought) -> Iterator[tuple[tuple[_Way, ...], list[Name]]]:
    """The few names that can match at all, and in which ways: each way implies the test that is made here of all."""
    word = max(sought.words, key=len)
    yield _WAYS, [name for name in names if word in name.folded]
    # Han characters mean themselves: someone who types 天津 does not look for everything that sounds like it.
    if sought.pinyin and any(c.isascii() and c.isalpha() for c in sought.folded):
        pinyin, initials = sought.pinyin, sought.initials
        yield _READINGS, [name for name in names if pinyin in name.pinyin or initials in name.initials]


def _similar(names: Sequence[Name], sought: _Sought) -> Iterator[Hit]:
    """Names that resemble what was typed, as a whole or in a part, in writing or in reading."""
    forms = [(fuzz.ratio, sought.folded, [name.folded for name in names])]
    if len(sought.folded) > 2:
        forms.append((fuzz.partial_ratio, sought.folded, [name.folded for name in names]))
    if len(sought.pinyin) > 3:
        forms.append((fuzz.ratio, sought.pinyin, [name.pinyin for name in names]))
    for scorer, wanted, choices in forms:
        for _, similarity, number in process.extract(wanted, choices, scorer=scorer, score_cutoff=_LIKE, limit=MOST):
            if len(choices[number]) > 1:
                yield _hit(names[number], "similar", round(0.45 * similarity / 100, 4))


def _hit(name: Name, match: str, score: float) -> Hit:
    entity = name.entity
    return Hit(entity.id, entity.type, entity.name, entity.scope, entity.degree, match, name.text, score)
