"""The gazetteer as one automaton: every place of a text where a listed name stands, in one pass over it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import ahocorasick

from kg.gazetteer import Entry, Gazetteer

_WIDTHS = str.maketrans("（）", "()")


class Wording(StrEnum):
    """By which of its names an entry is called: the listed one, an alias, or one that means something else as well."""

    NAME = "name"
    ALIAS = "alias"
    AMBIGUOUS = "ambiguous"


class Hit(NamedTuple):
    """A listed name in a text: offsets (end exclusive), whose it is, and which of its names."""

    start: int
    end: int
    entry: Entry
    wording: Wording


class Lexicon:
    """Finds the names of a gazetteer. Overlapping hits are all reported: which one counts is decided later."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._automaton = ahocorasick.Automaton()
        listed: dict[str, list[tuple[Entry, Wording]]] = {}
        for entry in gazetteer.entries:
            for written, wording in _wordings(entry):
                listed.setdefault(written, []).append((entry, wording))
        for written, meanings in listed.items():
            self._automaton.add_word(written, (len(written), tuple(meanings)))
        self._automaton.make_automaton()

    @classmethod
    def load(cls) -> Lexicon:
        """The automaton of the shipped gazetteer.

        Raises:
            SettingsError: the shipped tables are missing or malformed.
        """
        return cls(Gazetteer.load())

    def scan(self, text: str) -> Iterator[Hit]:
        """Every hit in `text`, by its end; a Latin name counts only as a whole word."""
        for last, (length, meanings) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if _whole(text, start, end):
                for entry, wording in meanings:
                    yield Hit(start, end, entry, wording)

    def canonical(self, name: str) -> Entry | None:
        """The entry that `name` means beyond doubt, None if there is none."""
        return self.gazetteer.lookup(name)


def _wordings(entry: Entry) -> Iterator[tuple[str, Wording]]:
    named = Wording.AMBIGUOUS if entry.context else Wording.NAME
    for names, wording in (
        ((entry.name,), named),
        (entry.aliases, Wording.ALIAS),
        (entry.ambiguous, Wording.AMBIGUOUS),
    ):
        for name in names:
            yield from ((written, wording) for written in dict.fromkeys((name, name.translate(_WIDTHS))))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name does not begin or end inside a Latin word."""
    before = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    after = end < len(text) and _latin(text[end - 1]) and _latin(text[end])
    return not before and not after


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
