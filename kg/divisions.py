"""Administrative divisions: codes, names, what lies in what, and which of the three regions a place belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.errors import SettingsError
from kg.model import Place
from kg.settings import shipped
from kg.tables import lines

OUTSIDE = "outside"
"""Scope of what does not lie within one of the three: the rest of China, other countries, and 京津冀 itself."""

_SCOPES = {"11": "beijing", "12": "tianjin", "13": "hebei"}
_CODE_LENGTH = 6
_PREFECTURE_DIGITS = 4
_SHORTEST = 2


class Level(StrEnum):
    """What kind of place a division is, from the largest within China to the smallest, then what is none of China's."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    AREA = "area"
    COUNTY = "county"
    TOWN = "town"
    REGION = "region"
    CONTINENT = "continent"
    COUNTRY = "country"
    CITY = "city"


_RANK = {level: rank for rank, level in enumerate(Level)}
_VAGUE = frozenset({Level.REGION, Level.CONTINENT})


@dataclass(frozen=True, slots=True)
class Division:
    """A place that has a name of its own.

    Args:
        code: GB/T 2260 code of six digits; nine digits for a town or street; `area:雄安新区`, `region:京津冀`,
            `country:德国` and the like for what has none.
        name: full name, such as 海淀区.
        short: name without the generic ending, such as 海淀; empty if nobody uses one.
        level: what kind of place it is.
        parent: code of what it lies in; empty for provinces, countries and regions.
        bare: whether the short form may stand alone in a text, because it is no ordinary word.
        aliases: other names, among them the one-character abbreviation of a province.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str
    bare: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called, the full name first."""
        return (self.name, *((self.short,) if self.short else ()), *self.aliases)


class Divisions:
    """All divisions, by code and by name. Make one with `Divisions.load()` and pass it on."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_code: dict[str, Division] = {division.code: division for division in divisions}
        self._by_name: dict[str, list[Division]] = {}
        for division in self._by_code.values():
            for name in dict.fromkeys(division.names):
                self._by_name.setdefault(name, []).append(division)
        self._longest = max(map(len, self._by_name), default=0)
        self._prefectures = dict(self._areas_of_one_prefecture())

    @classmethod
    def load(cls, path: Path | None = None) -> Divisions:
        """The shipped divisions, or those of another table of the same form.

        Raises:
            SettingsError: the table is missing or malformed.
        """
        return cls(_read(path or shipped("data", "lexicon", "divisions.tsv")))

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    @property
    def names(self) -> Mapping[str, list[Division]]:
        """Every name with the divisions that bear it."""
        return self._by_name

    def get(self, code: str) -> Division | None:
        """The division with this code, if there is one."""
        return self._by_code.get(code)

    def find(self, name: str) -> tuple[Division, ...]:
        """The divisions of this name, short name or abbreviation, the largest first; none if it is unknown."""
        return tuple(sorted(self._by_name.get(name, ()), key=_order))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """What the division lies in, from the nearest to the farthest; empty for an unknown code."""
        found: list[Division] = []
        division = self._by_code.get(code)
        while division and division.parent and (division := self._by_code.get(division.parent)):
            found.append(division)
        return tuple(found)

    def chain(self, code: str) -> tuple[Division, ...]:
        """The division and all it lies in, from the widest to itself; empty for an unknown code.

        An area keeps its prefecture: 容城县 lies in 雄安新区, and 雄安新区 in 保定市, whose codes its counties have.
        """
        division = self._by_code.get(code)
        found: list[Division] = []
        while division:
            found.append(division)
            division = self._by_code.get(self._prefectures.get(division.code, division.parent))
        return tuple(reversed(found))

    def _areas_of_one_prefecture(self) -> Iterator[tuple[str, str]]:
        """Areas that the table has in a province, but all of whose counties have the codes of one prefecture."""
        counties: dict[str, set[str]] = {}
        for division in self._by_code.values():
            if division.level is Level.COUNTY and division.parent.startswith(Level.AREA):
                counties.setdefault(division.parent, set()).add(division.code[:_PREFECTURE_DIGITS])
        for area, beginnings in counties.items():
            prefecture = f"{min(beginnings):0<{_CODE_LENGTH}}"
            if len(beginnings) == 1 and prefecture in self._by_code:
                yield area, prefecture

    def within(self, code: str, outer: str) -> bool:
        """Whether the division `code` lies in the division `outer`, by what it is run by or by its GB/T 2260 code.

        So the counties of 雄安新区 lie in it and in 保定市, whose codes they keep.
        """
        return code != outer and any(division.code == outer for division in self.chain(code))

    def vague(self, code: str) -> bool:
        """Whether the division is too wide to be where something is, such as 京津冀 or 欧洲."""
        division = self._by_code.get(code)
        return division is not None and division.level in _VAGUE

    def nested(self, one: str, other: str) -> bool:
        """Whether the two divisions are one, or either lies in the other."""
        return one == other or self.within(one, other) or self.within(other, one)

    def scope(self, code: str) -> str:
        """`beijing`, `tianjin` or `hebei` if the division lies in (or is) one of them, else `outside`."""
        division = self._by_code.get(code)
        chain = (division, *self.ancestors(code)) if division else ()
        top = chain[-1].code if chain else code
        return _SCOPES.get(top[:2], OUTSIDE)

    def place(self, code: str, inferred: bool = False) -> Place:
        """The division as the place of an entity; that of a town is its county, for towns have no six-digit code.

        Raises:
            SettingsError: no division has this code.
        """
        division = self._by_code.get(code)
        while division and division.level is Level.TOWN:
            division = self._by_code.get(division.parent)
        if division is None:
            msg = f"{code!r} is no code of a division; expected one of data/lexicon/divisions.tsv, such as 120116"
            raise SettingsError(msg)
        numeric = division.code if len(division.code) == _CODE_LENGTH and division.code.isdigit() else ""
        return Place(numeric, division.name, self.scope(division.code), inferred)

    def at_start_of(self, name: str) -> Division | None:
        """The smallest division that `name` begins by naming, alone (天津…) or after those it lies in (天津滨海…).

        None if it begins with no place, with one of several that share the name (朝阳区…), or with a place too vague
        to be where something is (华北, 京津冀).
        """
        division, end = self._opening(name)
        while division:
            inner, length = self._next(name, end, division)
            if inner is None:
                return division
            division, end = inner, end + length
        return None

    def _opening(self, name: str) -> tuple[Division | None, int]:
        for length in range(min(self._longest, len(name)), _SHORTEST - 1, -1):
            written = name[:length]
            found = [d for d in self._by_name.get(written, ()) if d.level not in _VAGUE and _stands(d, written)]
            if found:
                return _largest(found), length
        return None, 0

    def _next(self, name: str, at: int, outer: Division) -> tuple[Division | None, int]:
        for length in range(min(self._longest, len(name) - at), _SHORTEST - 1, -1):
            found = [d for d in self._by_name.get(name[at : at + length], ()) if self.within(d.code, outer.code)]
            if found and (largest := _largest(found)):
                return largest, length
        return None, 0


def _order(division: Division) -> tuple[int, str]:
    return _RANK[division.level], division.code


def _stands(division: Division, written: str) -> bool:
    """Whether what is written names the division without anything around it that says so."""
    return written == division.name or division.bare


def _largest(found: list[Division]) -> Division | None:
    """The one of the highest level; None if several share it."""
    top = min(_RANK[division.level] for division in found)
    best = [division for division in found if _RANK[division.level] == top]
    return best[0] if len(best) == 1 else None


def _read(path: Path) -> Iterator[Division]:
    try:
        body = lines(path)[1:]
    except OSError as error:
        msg = f"the table of divisions {path} cannot be read: {error.strerror}; reinstall jjj-kg"
        raise SettingsError(msg) from error
    for line in body:
        try:
            code, name, short, level, parent, bare, aliases = line.split("\t")
            yield Division(
                code, name, short, Level(level), parent, bare == "1", tuple(filter(None, aliases.split("|")))
            )
        except ValueError as error:
            msg = f"{path.name} has a malformed row: {line!r}; expected code, name, short, level, parent, bare, aliases"
            raise SettingsError(msg) from error
