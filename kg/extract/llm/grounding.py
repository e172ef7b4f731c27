"""Grounding: where in a text a quotation stands, compared as names are compared everywhere else (`kg.text.fold`)."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from kg.text import fold


class Grounds:
    """A text in which quotations are looked up; offsets are those of the text, not of its folded form."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts, self._ends = array("l"), array("l")
        for start, end in _clusters(text):
            folded = fold(text[start:end])
            pieces.append(folded)
            self._starts.extend([start] * len(folded))
            self._ends.extend([end] * len(folded))
        self._folded = "".join(pieces)

    def find(self, quotation: str, low: int = 0, high: int | None = None) -> Iterator[tuple[int, int]]:
        """Start and end of each place between two offsets where `quotation` stands; they do not overlap.

        Widths, white space and quotation marks do not matter, everything else does.
        """
        wanted = fold(quotation)
        at = self._folded.find(wanted, bisect_left(self._starts, low)) if wanted else -1
        while at >= 0:
            last = at + len(wanted) - 1
            start, end = self._starts[at], self._ends[last]
            if high is not None and end > high:
                return
            if self._whole(at, last):
                yield start, end
            at = self._folded.find(wanted, last + 1)

    def _whole(self, first: int, last: int) -> bool:
        """Whether no character that folding makes several of (㈱, ㎡) is cut."""
        opens = first == 0 or self._starts[first - 1] != self._starts[first]
        return opens and (last + 1 == len(self._ends) or self._ends[last + 1] != self._ends[last])


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that fold independently: a character with the combining marks behind it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at
