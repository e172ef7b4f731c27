"""A page: the words of one Doc by character offset, and where names that are already known begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.analysis import Candidate, Name


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its offsets, its text and the dictionary's part of speech."""

    start: int
    end: int
    text: str
    tag: str


class Page:
    """What a grammar looks at.

    Args:
        text: the text of the Doc.
        words: its tokens, in order and without gaps.
        places: start and end of every candidate for a region.
        names: start, end and type of every candidate for an organisation or park.
    """

    def __init__(
        self,
        text: str,
        words: list[Word],
        places: Iterable[tuple[int, int]] = (),
        names: Iterable[tuple[int, int, str]] = (),
    ) -> None:
        self.text = text
        self.words = words
        self._starts = [word.start for word in words]
        self.places = _longest(places)
        self._taken = bytearray(len(text))
        for start, end in self.places.items():
            self._taken[start:end] = b"\x01" * (end - start)
        self.names: dict[int, int] = {}
        self._first: dict[int, int] = {}
        self.types: dict[int, str] = {}
        self.place_starts = {end: start for start, end in reversed(self.places.items())}
        self.place_ends = frozenset(self.place_starts)
        self.name_ends: dict[int, int] = {}
        for start, end, type_ in names:
            self.found(start, end, type_)

    @classmethod
    def of(cls, doc: Doc) -> Page:
        """The page of a Doc with the candidates that earlier components left on it."""
        if doc._.words is None:  # they never change, and spaCy takes long to tell them
            doc._.words = [Word(token.idx, token.idx + len(token), token.text, token.tag_) for token in doc]
        words: list[Word] = doc._.words
        candidates: list[Candidate] = doc._.candidates
        places = [(c.start, c.end) for c in candidates if c.type == "Region"]
        names = [(c.start, c.end, c.type) for c in candidates if c.type not in NO_BODIES]
        return cls("".join(word.text for word in words), words, places, names)

    def found(self, start: int, end: int, type_: str) -> None:
        """Take note of an organisation, so that names that build on it are seen."""
        self._first[start] = min(end, self._first.get(start, end))
        if end > self.names.get(start, 0):
            self.names[start] = end
            self.types[start] = type_
        self._taken[start:end] = b"\x01" * (end - start)
        self.name_ends[end] = min(start, self.name_ends.get(end, start))

    def name_these(self, names: Iterable[Name]) -> None:
        """Look only at decided names from now on; `first_end` still knows what longer names begin with."""
        self.names, self.types = {}, {}
        for name in names:
            if name.type not in NO_BODIES:
                self.found(name.start, name.end, name.type)

    def first_end(self, start: int) -> int:
        """End of the shortest name of a body that begins at `start`, `start` if none does."""
        return self._first.get(start, start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a region or a known body has a character of the stretch."""
        return self._taken.find(1, start, end) >= 0

    def word_at(self, offset: int) -> int:
        """Index of the word that holds the character at `offset`."""
        return bisect_right(self._starts, offset) - 1

    def at_edge(self, offset: int) -> bool:
        """Whether a word begins at `offset`, or the text ends there."""
        if offset >= len(self.text):
            return True
        return self.words[self.word_at(offset)].start == offset


NO_BODIES = frozenset({"Region", "Person", "Technology", "Industry"})
"""Types whose names no organisation's name is built on."""


def _longest(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start, end in spans:
        found[start] = max(end, found.get(start, 0))
    return found
