"""Suffixes: the words that organisations' names end in, what type they tell, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from kg.tables import rows

AS_PARENT = "="
"""Type of a suffix whose bodies are what the body is that they are part of: 天津中心 of an institute."""


class Kind(StrEnum):
    """How much a suffix proves: see the head of `organisation_suffixes.tsv`."""

    FORM = "form"
    HEAD = "head"
    AGENCY = "gov"
    UNIT = "unit"
    BRAND = "brand"


@dataclass(frozen=True, slots=True)
class Suffix:
    """A last word of names. `bare`: a region directly before it makes a name (天津＋大学)."""

    text: str
    type: str
    kind: Kind
    bare: bool


class Suffixes:
    """The table of suffixes, and the trades that make a company something finer."""

    def __init__(self) -> None:
        self._automaton = ahocorasick.Automaton()
        self._table: dict[str, Suffix] = {}
        self.types: set[str] = set()
        for row in rows("cues", "organisation_suffixes.tsv"):
            suffix = Suffix(row["suffix"], row["type"], Kind(row["class"]), row["bare"] == "1")
            self._automaton.add_word(suffix.text, suffix)
            self._table[suffix.text] = suffix
            self.types.add(suffix.type)
        self.types.discard(AS_PARENT)
        self._automaton.make_automaton()
        self._trades = {row["trade"]: row["type"] for row in rows("cues", "company_trades.tsv")}
        self._longest = max(map(len, self._table))
        self._longest_trade = max(map(len, self._trades))
        self.types.update(self._trades.values())

    def hits(self, text: str) -> Iterator[tuple[int, Suffix]]:
        """Where each suffix begins in `text`; of those that end at one place, the longest alone."""
        folded = text.replace("(", "（").replace(")", "）")
        last: tuple[int, Suffix] | None = None
        for end, suffix in self._automaton.iter(folded):
            begin = end + 1 - len(suffix.text)
            if last and last[0] + len(last[1].text) != end + 1:
                yield last
                last = None
            if last is None or len(suffix.text) > len(last[1].text):
                last = begin, suffix
        if last:
            yield last

    def company_type(self, before_form: str) -> str | None:
        """The finer type that the end of a company's name, its legal form taken off, tells; None if it tells none."""
        for length in range(min(self._longest_trade, len(before_form)), 1, -1):
            found = self._trades.get(before_form[-length:])
            if found:
                return found
        return None

    def exact(self, text: str) -> Suffix | None:
        """The suffix that is `text`, None if it is none."""
        return self._table.get(text)

    def unit_at(self, text: str, start: int) -> Suffix | None:
        """The longest suffix of a part of another body that stands at `start`; None if none does."""
        for length in range(self._longest, 0, -1):
            found = self._table.get(text[start : start + length])
            if found and found.kind is Kind.UNIT:
                return found
        return None

    def ending(self, name: str) -> Suffix | None:
        """The longest suffix that `name` ends in and is not; None if there is none."""
        folded = name.replace("(", "（").replace(")", "）")
        for length in range(min(self._longest, len(folded) - 1), 0, -1):
            found = self._table.get(folded[-length:])
            if found:
                return found
        return None

    def trade(self, word: str) -> bool:
        """Whether a word tells a trade, rather than being made up."""
        found = self._table.get(word)
        return word in self._trades or (found is not None and found.kind is Kind.BRAND)
