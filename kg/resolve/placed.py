"""Names that leave out their place, given the places that their document speaks of: 市科技局, 高新区管委会."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.divisions import Division, Divisions, Level
from kg.gazetteer import Gazetteer

_LEVELS = {
    "省": frozenset({Level.PROVINCE}),
    "市": frozenset({Level.PROVINCE, Level.PREFECTURE}),
    "区": frozenset({Level.COUNTY, Level.AREA}),
    "县": frozenset({Level.COUNTY}),
}
_SHORTEST = 3
_ZONE = re.compile(
    "(?:国家)?(?:高新|经开|开发|保税|自贸|高新技术产业开发|经济技术开发|经济开发)(?:试验)?区(?:管委会|管理委员会)?$"
)
_WORDS = re.compile("市场|市政(?!府)|市民|市长|市容|区域|区块|区长|县域|县长|省属|省会|省长")
"""Words that begin like a level."""


def placed(name: str, context: Collection[str], divisions: Divisions, gazetteer: Gazetteer) -> str:
    """The full name of an agency or a zone that leaves out its place; the name itself if the place is not certain.

    Args:
        name: as the document gives it.
        context: codes of the divisions that the document names without doubt, and of all they lie in.
        divisions, gazetteer: what is known of places and bodies.
    """
    if _ZONE.match(name):
        return _zone(name, context, divisions, gazetteer)
    levels = _LEVELS.get(name[:1])
    if levels is None or len(name) < _SHORTEST or _WORDS.match(name):
        return name
    found = [d for d in map(divisions.get, sorted(context)) if d and d.level in levels and d.name.endswith(name[0])]
    if len(found) != 1:
        return name
    return _written(found[0], name[1:], gazetteer)


def _zone(name: str, context: Collection[str], divisions: Divisions, gazetteer: Gazetteer) -> str:
    """The one listed zone, or its committee, that a place of the context has under this name."""
    places = [place for place in map(divisions.get, context) if place]
    called = (f"{written}{name}" for place in places for written in (place.name, place.short) if written)
    listed = {entry.name for spelling in called if (entry := gazetteer.lookup(spelling))}
    return listed.pop() if len(listed) == 1 else name


def _written(division: Division, rest: str, gazetteer: Gazetteer) -> str:
    """The listed spelling, else that with the division's full name."""
    spellings = (f"{division.name}{rest}", f"{division.short}{rest}")
    return next((spelling for spelling in spellings if gazetteer.lookup(spelling)), spellings[0])
