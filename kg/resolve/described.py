"""One side of a comparison: a name, taken apart in every way that clues look at, and what is told of its bearer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.divisions import Divisions, Level
from kg.resolve.context import Context
from kg.resolve.known import KnownNames, Meaning
from kg.resolve.names import NameParser, NameParts
from kg.resolve.numerals import arabic
from kg.resolve.spelling import spell
from kg.resolve.tables import key
from kg.store.pinyin import pinyin

_NATION = re.compile("^(?:中华人民共和国|中国|国家级?|全国)")
_NUMBERS = re.compile(r"\d+")
_LEGAL = re.compile(
    r"\(?(?:有限合伙|普通合伙|特殊普通合伙)\)?$|(?:集团)?(?:股份有限|有限责任|有限|股份|控股)?公司$|集团$|合伙企业$|总公司$"
)
_PHRASE_MARKS = re.compile("[()\\-]")
_LATIN = re.compile("^[\\x00-\\x7f]+$")
_INNER_LEVELS = frozenset({Level.PROVINCE, Level.PREFECTURE, Level.AREA, Level.COUNTY})
_LONGEST_PLACE = 8
_SHORTEST_TOLD, _LATEST_BEGIN = 3, 4
"""Characters of the shortest body beside a name that counts, and how far into its segment it may begin."""
_REMARK = re.compile(r"(?<=.{4})\(([^()]+)\)$")
_NO_NAME = re.compile(
    "盖章|公章|印章|曾用章|章|以下|下称|简称|上市公司|股票代码|证券代码|原|曾用名|暂定名|筹|[a-z]?\\d{4,6}"
)
_HOSTS = frozenset({"University", "ResearchInstitute", "Company", "Hospital"})


@dataclass(frozen=True)
class Setting:
    """What every comparison looks things up in."""

    divisions: Divisions
    known: KnownNames
    parser: NameParser


@dataclass(frozen=True)
class Described:
    """A name with what is known of its bearer.

    Args:
        name: as it is written.
        type: key of its entity type, or empty if nobody says.
        about: a few words beside it: an address, a founder, a code.
        setting: what to look things up in.
    """

    name: str
    type: str
    about: str
    setting: Setting

    @cached_property
    def spelt(self) -> str:
        """The name in one spelling, without a remark or a host in brackets behind it."""
        spelt = spell(self.name)
        remark = _REMARK.search(spelt)
        if remark and (_NO_NAME.match(remark[1]) or self._hosts(remark[1])):
            spelt = spelt[: remark.start()]
        return spelt

    def _hosts(self, remark: str) -> bool:
        return any(not meant.ambiguous and meant.type in _HOSTS for meant in self.setting.known.meanings(remark))

    @cached_property
    def key(self) -> str:
        """The name without marks, its numbers in digits."""
        return key(self.spelt)

    @cached_property
    def context(self) -> Context:
        """What the words beside it tell."""
        return Context(self.about, self.setting.divisions)

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """Listed bodies that the name may mean and whose type fits; of all types if none does."""
        found = self.setting.known.meanings(self.name)
        fitting = tuple(m for m in found if m.type == self.type)
        return fitting if fitting or not self.type else ()

    @cached_property
    def body(self) -> Meaning | None:
        """The listed body that the name means beyond doubt."""
        return self.meanings[0] if len(self.meanings) == 1 and not self.meanings[0].ambiguous else None

    @cached_property
    def owner(self) -> tuple[Meaning, str] | None:
        """The listed body whose name this one begins with, and the rest; none if the name itself is listed."""
        return None if self.body else self.setting.known.owner(self.name)

    @cached_property
    def told_bodies(self) -> frozenset[int]:
        """Listed bodies that the words beside the name give, other than its bearer."""
        own = {meaning.body for meaning in self.meanings}
        found: set[int] = set()
        for segment in self.context.segments:
            for begin in range(min(len(segment) - _SHORTEST_TOLD + 1, _LATEST_BEGIN)):
                meant = self.setting.known.meanings(segment[begin:])
                found.update(meaning.body for meaning in meant if not meaning.ambiguous and meaning.body not in own)
        return frozenset(found)

    @cached_property
    def parts(self) -> NameParts:
        """The parts of the name."""
        return self.setting.parser.parse(self.spelt)

    @cached_property
    def latin(self) -> bool:
        """Whether the name is written in Latin letters alone."""
        return bool(_LATIN.match(self.spelt))

    @cached_property
    def national(self) -> bool:
        """Whether the name claims the whole country: 中国…, 国家…"""
        return bool(_NATION.match(self.spelt))

    @cached_property
    def bare(self) -> str:
        """The name without its legal form, brackets and marks."""
        spelt = arabic(self.spelt)
        while (shorter := _LEGAL.sub("", spelt)) and shorter != spelt:
            spelt = shorter
        return _PHRASE_MARKS.sub("", spelt)

    @cached_property
    def reading(self) -> str:
        """How the bare name is read, in Latin letters without spaces."""
        return pinyin(self.bare).replace(" ", "")

    @cached_property
    def legal(self) -> str:
        """The legal form, empty if the name has none."""
        found = re.search(r"(?:(?:股份有限|有限责任|有限|股份)公司|合伙企业|\(有限合伙\))$", self.spelt)
        return found.group().replace("责任", "") if found else ""

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers in the name, in order, as digits."""
        return tuple(_NUMBERS.findall(arabic(self.spelt)))

    @cached_property
    def region(self) -> str:
        """Code of the division that the name begins with or has in brackets."""
        return self.parts.region

    @cached_property
    def places(self) -> frozenset[str]:
        """Codes of all divisions that the name has at a place where names have them."""
        found = {self.region} - {""}
        if self.owner:
            tail = self.setting.divisions.at_start_of(self.owner[1])
            found |= {tail.code} if tail else set()
        found |= set(self._inner())
        return frozenset(
            code for code in found if not any(o != code and self.setting.divisions.within(o, code) for o in found)
        )

    def _inner(self) -> list[str]:
        """Divisions written behind the region with which the name begins; what lies in that region goes first."""
        found: list[str] = []
        text = self.spelt
        at = max(2, self._opening)
        while at < len(text):
            code, length = self._place(at)
            if code:
                found.append(code)
            at += length or 1
        return found

    @cached_property
    def _opening(self) -> int:
        """How much of the name is the region with which it begins."""
        divisions = self.setting.divisions
        chain = [divisions.get(self.region), *divisions.ancestors(self.region)] if self.region else []
        at = 0
        for division in reversed([link for link in chain if link]):
            names = sorted(division.names, key=len, reverse=True)
            at += next((len(name) for name in names if self.spelt.startswith(name, at)), 0)
        return at

    def _place(self, at: int) -> tuple[str, int]:
        divisions = self.setting.divisions
        for length in range(min(_LONGEST_PLACE, len(self.spelt) - at), 1, -1):
            written = self.spelt[at : at + length]
            listed = [d for d in divisions.names.get(written, ()) if d.level in _INNER_LEVELS]
            inside = [d for d in listed if self.region and divisions.within(d.code, self.region)]
            sure = [d for d in inside or listed if (d.name == written and length > 2) or d.bare]
            if sure and self._stands(at, length):
                return min(sure, key=lambda d: (divisions.scope(d.code) == "outside", d.code)).code, length
        return "", 0

    def _stands(self, at: int, length: int) -> bool:
        rest = self.spelt[at + length :]
        return not rest.startswith(("方", "路", "大学", "海", "山")) or self.spelt[at + length - 1] in "市省区县"
