"""The keys of a record: what it must share with another one for the two to meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.resolve.blocking.records import Record
from kg.resolve.known import KnownNames
from kg.resolve.names import NameParser, NameParts
from kg.resolve.numerals import arabic
from kg.resolve.spelling import spell
from kg.resolve.tables import key, without_form
from kg.store.pinyin import pinyin

IDENTIFIER, NAME, LISTED, UNIT, PLACED, PROVINCE = "identifier", "name", "listed", "unit", "placed", "province"
LOCAL, SOUND = "local", "sound"
UNPLACED, READ, SPELT = "unplaced", "read", "spelt"

_NATION = re.compile("^(?:中华人民共和国|中国|国家级?|全国)(?=.{4})")
_LAB = re.compile("^省部共建|(?:国家级?|全国|省级?|市级?)?重点(?=实验室$)")
_LEVEL = re.compile("(?<=.)[省市区县](?=.{2})")
_ASIDE = re.compile(r"(?<=.)\(([^()]{2,8})\)(?=.)")
_WORD = re.compile("[a-z]{2,}|\\d+")
_LATIN_FORM = re.compile(
    r"\b(?:co|ltd|inc|corp|corporation|company|limited|llc|plc|group|holdings?|the|of|and|for|de)\b"
)
_MOST_MEANINGS = 3
_MOST_WORDS = 4
_CORE_LENGTHS = (2, 3, 4, None)
"""In characters: where a core ends and its trade begins is often unsure."""
_SHORTEST = 2
_SHORT = 7


@dataclass(slots=True)
class Keys:
    """Keys of many records, each kind with the number of the record that each key is of.

    Args:
        keys: by kind, number of the record and key.
        written: spellings of all names, in which characters may be damaged.
        cores: names without region and legal form, with the province.
        phrases: names without legal form, and whether they may be short for longer ones.
        vague: numbers of records whose name tells so little that many others may be meant.
    """

    keys: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    written: list[tuple[int, str]] = field(default_factory=list)
    cores: list[tuple[int, str, str]] = field(default_factory=list)
    phrases: list[tuple[int, str, bool]] = field(default_factory=list)
    vague: list[int] = field(default_factory=list)

    def add(self, kind: str, number: int, key: str) -> None:
        """One key of a record, unless it is too short to tell anything."""
        if len(key) >= _SHORTEST:
            self.keys.setdefault(kind, []).append((number, key))


class KeyReader:
    """Reads the keys of records. Make one with `KeyReader.load()` and pass it on.

    Args:
        divisions: what regions there are.
        parser: takes names apart.
        known: other names of listed bodies.
    """

    def __init__(self, divisions: Divisions, parser: NameParser, known: KnownNames) -> None:
        self._divisions = divisions
        self._parser = parser
        self._known = known
        self._regions: dict[str, tuple[str, str]] = {}

    @classmethod
    def load(cls) -> Self:
        """A reader that knows the shipped tables.

        Raises:
            SettingsError: one of the tables is missing or malformed.
        """
        divisions = Divisions.load()
        return cls(divisions, NameParser.load(divisions), KnownNames.load(Gazetteer.load()))

    def read(self, records: Iterable[tuple[int, Record]]) -> Keys:
        """The keys of numbered records."""
        keys = Keys()
        for number, record in records:
            for identifier in record.identifiers:
                keys.add(IDENTIFIER, number, spell(identifier))
            for name in dict.fromkeys((record.name, *record.aliases)):
                self._name(keys, number, name)
        return keys

    def _name(self, keys: Keys, number: int, name: str) -> None:
        spelt = spell(name)
        whole = key(spelt)
        keys.add(NAME, number, whole)
        keys.written.append((number, whole))
        if arabic(spelt) != spelt:
            keys.written.append((number, spelt))  # a slip in a numeral changes the number
        self._listed(keys, number, name, whole)
        if spelt.isascii():
            _latin(keys, number, spelt)
        else:
            self._chinese(keys, number, spelt, whole)

    def _listed(self, keys: Keys, number: int, name: str, whole: str) -> None:
        meanings = self._known.meanings(name)
        if len(meanings) <= _MOST_MEANINGS:
            for meaning in meanings:
                keys.add(LISTED, number, f"body {meaning.body}")
        owner = None if meanings else self._known.owner(whole)
        if owner:
            meaning, tail = owner
            keys.add(UNIT, number, f"{meaning.body} {_LEVEL.sub('', tail)}")

    def _chinese(self, keys: Keys, number: int, spelt: str, whole: str) -> None:
        parts = self._parser.parse(spelt)
        bare = without_form(whole)
        own = _local(parts)
        local = own or bare
        region, province = self._region(parts.region)
        if parts.region:
            keys.add(PLACED, number, f"{parts.region} {local}")
            keys.add(PROVINCE, number, f"{province} {local}")
        else:
            keys.add(UNPLACED, number, local)
        keys.add(LOCAL, number, local)
        keys.add(SOUND, number, _sound(bare))
        _read(keys, number, region, parts.core)
        self._aside(keys, number, spelt, local)
        keys.cores.append((number, local, province))
        short = bool(own) and not parts.legal and len(bare) < _SHORT
        keys.phrases.append((number, self._with_initial(bare, province), short))
        if short or not parts.region:
            keys.vague.append(number)

    def _aside(self, keys: Keys, number: int, spelt: str, local: str) -> None:
        """What stands in brackets may be a region whose short name is an ordinary word: 青禾（沙河）科技."""
        aside = _ASIDE.search(spelt)
        if aside and aside[1] in local:
            parts = self._parser.parse(spelt.replace(aside[0], "", 1))
            keys.add(LOCAL, number, _local(parts))
            keys.add(UNPLACED, number, _local(parts))
            _read(keys, number, _sound(aside[1]), parts.core)

    def _region(self, code: str) -> tuple[str, str]:
        """How a region is read, and in which province it is."""
        if code not in self._regions:
            division = self._divisions.get(code)
            chain = self._divisions.chain(code)
            read = pinyin(division.short or division.name) if division else ""
            self._regions[code] = read, chain[0].code if chain else ""
        return self._regions[code]

    def _with_initial(self, bare: str, province: str) -> str:
        """The name behind the one character that stands for its province, if the name lacks it: 冀|河北青禾科技."""
        division = self._divisions.get(province)
        single = next((alias for alias in division.aliases if len(alias) == 1), "") if division else ""
        return bare if single in bare else single + bare


def _local(parts: NameParts) -> str:
    """What stands between region and legal form, without what says how high a body or a laboratory ranks."""
    whole = arabic(parts.without_region).replace("有限责任公司", "有限公司")
    return _LAB.sub("", _NATION.sub("", without_form(whole)))


def _read(keys: Keys, number: int, region: str, core: str) -> None:
    """How the core is read, alone and behind its region."""
    for said in dict.fromkeys(_sound(core[:length]) for length in _CORE_LENGTHS):
        keys.add(READ, number, said)
        if region and said:
            keys.add(READ, number, region + said)


def _latin(keys: Keys, number: int, spelt: str) -> None:
    words = _WORD.findall(_LATIN_FORM.sub(" ", spelt))
    keys.add(SOUND, number, "".join(words))
    keys.vague.append(number)
    for start in range(min(2, len(words))):
        for end in range(start + 1, min(start + 1 + _MOST_WORDS, len(words) + 1)):
            keys.add(SPELT, number, "".join(words[start:end]))


def _sound(text: str) -> str:
    return "".join(map(_reading, text))


@cache
def _reading(character: str) -> str:
    return pinyin(character)
