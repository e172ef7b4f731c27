"""The parts of a name in Latin letters: Tianjin Qinghe Technology Co., Ltd., Bank of China."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.divisions import Division, Level
from kg.store.pinyin import pinyin

_LEGAL = (
    r"(?:group )?(?:co(?:\.|mpany)?,? ?(?:ltd\.?|limited)|(?:company|corporation|corp\.?) ?(?:ltd\.?|limited)?"
    r"|limited|ltd\.?|inc\.?|llc|l\.?p\.?|plc|gmbh|group|holdings?)"
)
_INSTITUTION = (
    "university|college|school|academy|institute|laboratory|lab|hospital|bank|fund|park|center|centre|association"
    "|alliance|bureau|commission|committee"
)
_BEHIND = re.compile(rf"[ ,]+(?P<form>(?:{_LEGAL}|{_INSTITUTION}))$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?P<form>(?:{_INSTITUTION}) (?:of|for)) (?:the )?", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r" ?\((?P<inside>[A-Za-z ']+)\)|, (?P<behind>[A-Za-z' ]+)$")
_WIDE = frozenset({Level.PROVINCE, Level.PREFECTURE})


@dataclass(frozen=True, slots=True)
class LatinParts:
    """Region code, core, trade and form of a name in Latin letters; empty where it has none."""

    region: str
    core: str
    trade: str
    form: str


class LatinReader:
    """Takes names in Latin letters apart.

    Args:
        divisions: provinces and prefectures are known by how their short names are read.
    """

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._places = _readings(divisions)

    def read(self, name: str) -> LatinParts:
        """The parts of a name; of one without region, institution or legal form, all of it is core."""
        rest, form = name.strip(), ""
        while behind := _BEHIND.search(rest):
            form, rest = f"{behind['form']} {form}".strip(), rest[: behind.start()].rstrip(" ,")
        before = _BEFORE.match(rest)
        if before and not form:
            form, rest = before["form"], rest[before.end() :]
        region, rest = self._region(rest)
        if not region and not form:
            return LatinParts("", name.strip(), "", "")
        core, _, trade = rest.partition(" ")
        return LatinParts(region, core, trade, form)

    def _region(self, name: str) -> tuple[str, str]:
        for found in _PLACE_BEHIND.finditer(name):
            code = self._places.get(_letters(found["inside"] or found["behind"]))
            if code:
                return code, f"{name[: found.start()]}{name[found.end() :]}".strip(" ,")
        words = name.split(" ")
        for length in (2, 1):
            code = self._places.get(_letters("".join(words[:length])))
            if code and len(words) >= length:
                return code, " ".join(words[length:])
        return "", name


def _readings(divisions: Iterable[Division]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for division in sorted((d for d in divisions if d.level in _WIDE), key=lambda d: d.code):
        found.setdefault(_letters(pinyin(division.short or division.name)), division.code)
    return found


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())
