"""Who is at a place named in other sentences: residents listed, and those who are all there together (`located_in`)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.units import ANY, CLASSES, Unit

_FAMILY = "location"
_LOCATED = "located_in"
_BACK = 3
"""How many sentences back a place or a list is still spoken of."""
_RESIDENT = re.compile("区内|园内|入驻|落户|园区企业|驻园|驻区|辖内|辖区|在园")
_ALL = Pattern(
    _FAMILY,
    "(?:^|[，。；：！？])<any>?(?P<who>(?:这|上述|以上|前述|其余|其他|后)?(?P<n>[两二三四五六七八九十]|\\d{1,2})(?:家|个|所|处|者|只|座)[^，。；：！？在于]{0,8}?|它们|他们|上述[^，。；：！？在于]{2,6}?|这些[^，。；：！？在于]{2,6}?|双双|)"
    "(?P<v>(?:均|都|全部|全|皆|无一例外|不约而同|先后|相继|陆续|双双|同样|也|就|现|又){0,3}(?:在|{settle}|{arriving_at})(?:于|在|了|到)?)[^，。；：！？]{0,4}?<o:place>(?:里|内|境内)?(?=[，。；！？]|的|落|扎|设|建|投|办|注|生|$)",
    anywhere=True,
)
_PLURAL = re.compile("家|个|所|处|者|只|座|它们|他们|这些|上述|双双|均|都|全部|皆|无一例外|不约而同")
_NUMBERS = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_OWNER = re.compile(f"的[^，。；：{ANY}]{{0,6}}[{CLASSES['body']}]")


def residents_listed(thread: Thread) -> Iterator[Claim]:
    """A list of firms ends in 等区内企业 or the like, and a sentence before names the park (…等区内企业)."""
    for number, sentence in enumerate(thread.sentences):
        for at, unit in sentence.units("org"):
            tail = unit.tail + sentence.skeleton.text[at + 1 : at + 3] if unit.tail else ""
            if not _RESIDENT.search(tail) or any(place < at for place, _ in sentence.units("park")):
                continue
            host = _zone_of_agency(sentence, at) or _park_before(thread, number)
            if host is not None:
                yield from sentence.pairs(_LOCATED, unit, host, 0.64, start=host.start)


def _zone_of_agency(sentence: Sentence, end: int) -> Unit | None:
    """The zone with whose name that of an agency begins which is named before a position (望河开发区金融局)."""
    for at, unit in sentence.units("agency"):
        agency = sentence.referents[unit.referents[0]].name
        for number, zone in enumerate(sentence.referents):
            if at < end and zone.type in {"Park", "Region"} and zone.name[-1] == "区" and agency.startswith(zone.name):
                return Unit((number,), "park", unit.start, unit.end)
    return None


def _park_before(thread: Thread, number: int) -> Unit | None:
    for sentence in reversed(thread.sentences[max(0, number - 2 * _BACK) : number]):
        parks = [unit for _, unit in sentence.units("park") if not unit.carried and len(unit.referents) == 1]
        if parks:
            return parks[-1]
    return None


def all_of_them_there(thread: Thread) -> Iterator[Claim]:
    """Those who were just listed are said to be at a place together (三家均在…, 它们都落户…)."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(_ALL):
            place = match.unit("o")
            if place is None or place.carried or not _PLURAL.search(match.found["who"] + match.found["v"]):
                continue
            for unit in _listed_before(thread, number, match):
                yield from sentence.pairs(_LOCATED, unit, place, 0.62, (), match.status, unit.start)


def _listed_before(thread: Thread, number: int, match: Match) -> list[Unit]:
    """The bodies named last, as many as the clause counts: before it in its sentence, else in the one before."""
    word = match.found["n"] or "0"
    count = _NUMBERS.get(word) or int(word)
    here = list(_settlers(match.sentence, match.found.start()))
    for units in (here, list(_settlers(thread.sentences[number - 1])) if number else []):
        joint = [unit for unit in units if len(unit.referents) == (count or max(2, len(unit.referents)))]
        if joint:
            return joint[-1:]
        if count and len({r for unit in units for r in unit.referents}) == count:
            return units
    return []


def _settlers(sentence: Sentence, end: int = sys.maxsize) -> Iterator[Unit]:
    """The bodies written before a position that can settle somewhere; of X的Y only Y."""
    text = sentence.skeleton.text
    for at, unit in sentence.units("org"):
        if at < end and not unit.carried and unit.kind not in {"agency", "bank"} and not _OWNER.match(text, at + 1):
            yield unit


_REGISTERED = Pattern(
    _FAMILY,
    "^[^，。；：！？]{0,6}?(?P<v>{registered})(?:为|（[^（）]{0,8}）)?：?[^，。；：！？]{0,3}?<o:region>",
    anywhere=True,
)
_ENTRY = Pattern(
    _FAMILY, "^[^，。；：！？]{0,6}?{entry}(?:（[^（）]{0,12}）)?：?[^，。；：！？]{0,2}?<s:org>", anywhere=True
)
_FORM = 8
"""How many lines of a form may stand between the name of a body and its address."""


def entered_in_form(thread: Thread) -> Iterator[Claim]:
    """A form gives the name of a body and, some lines below, where it is registered (公司名称：…，住所：…)."""
    told: tuple[int, Unit] | None = None
    for number, sentence in enumerate(thread.sentences):
        entry = next(sentence.find(_ENTRY), None)
        if entry is not None:
            unit = entry.unit("s")
            told = (number, unit) if unit else told
        for match in sentence.find(_REGISTERED):
            place = match.unit("o")
            if told and place and number - told[0] <= _FORM and len(told[1].referents) == 1:
                yield from sentence.pairs(_LOCATED, told[1], place, 0.7, start=told[1].start)


THREADS = (residents_listed, all_of_them_there, entered_in_form)
