"""Reads the tables of names, and gives every body in them one number, however many names it has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import SettingsError
from kg.gazetteer import SEAT_COLUMNS, Gazetteer
from kg.resolve.numerals import arabic
from kg.resolve.shortening import shorten
from kg.resolve.spelling import spell
from kg.tables import lines

CALLED = ("name", "type", "way", "called", "note")
ABOVE = ("name", "type", "relation", "above", "above_type", "note")

_AMBIGUOUS = "ambiguous"
_OWN_WAYS = frozenset({"alias", "short", "english", "code"})
"""Ways of naming that two bodies hardly share."""
_MARKS = re.compile(r"[()\-.,'&]")
_REMEMBERED = 1 << 16
"""Keys that are remembered: tables and texts give the same names again and again."""
_PLAIN_FORM = re.compile("(?:股份有限|有限责任|有限)公司$")
_SHORTEST_BARE = 3
_LEGAL = re.compile("(?:股份有限|有限责任|集团有限|有限|股份|集团)?公司$")

BodyKey = tuple[str, str]
"""The key of a full name, and a type."""


@lru_cache(maxsize=_REMEMBERED)
def key(name: str) -> str:
    """What spellings of one name share: `spell`, numbers in digits, no brackets, marks or 责任."""
    spelt = arabic(spell(name)).replace("有限责任公司", "有限公司")
    return _MARKS.sub("", spelt) or spelt


def without_form(name_key: str) -> str:
    """The key of a name without its legal form."""
    return _LEGAL.sub("", name_key)


@dataclass(frozen=True, slots=True)
class Named:
    """That a body is called something.

    Args:
        name, type: the full name by which it is listed, and its type.
        way: how `called` names it: name, alias, english, former, short, popular or code.
        called: the other name.
        ambiguous: whether `called` means other bodies as well.
    """

    name: str
    type: str
    way: str
    called: str
    ambiguous: bool = False

    @property
    def body(self) -> BodyKey:
        """What tells the listed body from others."""
        return key(self.name), self.type


@dataclass(frozen=True, slots=True)
class Below:
    """That a body belongs to another one: part_of, operated_by, subsidiary_of or managed_by."""

    name: str
    type: str
    relation: str
    above: str
    above_type: str


@dataclass(frozen=True, slots=True)
class Seated:
    """Where a body has its main seat: code of a division, and street and number if they are known."""

    name: str
    type: str
    division: str
    address: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of all tables."""

    named: Sequence[Named]
    below: Sequence[Below]
    seated: Sequence[Seated]

    @classmethod
    def read(cls, gazetteer: Gazetteer, folder: Path) -> Tables:
        """The gazetteer's entries and the tables of a folder.

        Raises:
            SettingsError: a table is malformed.
        """
        below = [Below(n, t, r, a, at) for n, t, r, a, at, _ in _rows(folder, "above-*.tsv", ABOVE)]
        seated = [Seated(n, t, d, a) for n, t, d, a in _rows(folder, "seats-*.tsv", SEAT_COLUMNS)]
        named = [*_listed(gazetteer), *_called(folder)]
        full = [*((row.name, row.type) for row in below), *((row.name, row.type) for row in seated)]
        full += [(row.above, row.above_type) for row in below]
        named += [Named(name, kind, "name", name) for name, kind in full]
        named += [
            Named(row.name, row.type, "name", bare)
            for row in named
            if row.way == "name" and (bare := _PLAIN_FORM.sub("", row.name)) != row.name and len(bare) > _SHORTEST_BARE
        ]
        below += list(_parents(gazetteer))
        return cls(named, below, seated)


def number(rows: Sequence[Named], below: Iterable[Below] = ()) -> Mapping[BodyKey, int]:
    """One number for each body: what is called by the full name of a like body is that body.

    Args:
        rows: what bodies are called.
        below: what belongs to what; two bodies of which one belongs to the other stay two.
    """
    names: dict[BodyKey, str] = {}
    for row in rows:
        names.setdefault(row.body, row.name)
    bodies = list(names)
    forest = _Forest(bodies, (((key(tie.name), tie.type), (key(tie.above), tie.above_type)) for tie in below))
    for row in rows:
        other = (key(row.called), row.type)
        if other in names and not row.ambiguous:
            forest.join(row.body, other)
    for body in bodies:
        bare = (without_form(body[0]), body[1])
        if bare != body and bare in names:
            forest.join(body, bare)
    first: dict[BodyKey, BodyKey] = {}
    for row in rows:
        if row.way in _OWN_WAYS and not row.ambiguous:
            other = first.setdefault((key(row.called), row.type), row.body)
            if _made_alike(other[0], row.body[0]):
                forest.join(other, row.body)
    order = {body: place for place, body in enumerate(bodies)}
    return {body: order[forest.root(body)] for body in bodies}


class _Forest:
    """Disjoint sets whose root is the member that was listed first; some members are never in one set."""

    def __init__(self, members: Iterable[BodyKey], apart: Iterable[tuple[BodyKey, BodyKey]]) -> None:
        self._order = {member: place for place, member in enumerate(members)}
        self._parent = {member: member for member in self._order}
        self._apart: defaultdict[BodyKey, set[BodyKey]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, member: BodyKey) -> BodyKey:
        while self._parent[member] != member:
            member = self._parent[member]
        return member

    def join(self, one: BodyKey, other: BodyKey) -> None:
        first, second = sorted((self.root(one), self.root(other)), key=self._order.__getitem__)
        if first == second or first in {self.root(member) for member in self._apart[second]}:
            return
        self._parent[second] = first
        self._apart[first] |= self._apart[second]


def _made_alike(one: str, other: str) -> bool:
    """Whether one full name is the other with characters left out, so that a name of both means one body."""
    short, long = sorted((without_form(name).removesuffix("集团") for name in (one, other)), key=len)
    return short in long or shorten(short, long) is not None


def _listed(gazetteer: Gazetteer) -> Iterator[Named]:
    for entry in gazetteer.entries:
        yield Named(entry.name, entry.type, "name", entry.name, entry.context)
        yield from (Named(entry.name, entry.type, "alias", alias) for alias in entry.aliases)
        yield from (Named(entry.name, entry.type, "alias", alias, ambiguous=True) for alias in entry.ambiguous)


def _parents(gazetteer: Gazetteer) -> Iterator[Below]:
    types: defaultdict[str, list[str]] = defaultdict(list)
    for entry in gazetteer.entries:
        types[key(entry.name)].append(entry.type)
    for entry in gazetteer.entries:
        for kind in types.get(key(entry.parent), ())[:1] if entry.parent else ():
            yield Below(entry.name, entry.type, "part_of", entry.parent, kind)


def _called(folder: Path) -> Iterator[Named]:
    for name, kind, way, called, note in _rows(folder, "called-*.tsv", CALLED):
        yield Named(name, kind, "name", name)
        yield Named(name, kind, way, called, _AMBIGUOUS in note)


def _rows(folder: Path, pattern: str, columns: Sequence[str]) -> Iterator[list[str]]:
    for path in sorted(folder.glob(pattern)):
        header, *body = lines(path) or [""]
        if header.split("\t") != list(columns):
            raise SettingsError(f"{path.name} must begin with the header {', '.join(columns)}")
        for line in body:
            cells = line.split("\t")
            if len(cells) != len(columns) or not cells[0]:
                raise SettingsError(f"{path.name} has a malformed row: {line!r}; expected {', '.join(columns)}")
            yield cells
