"""What two publications of one report have in common: the letters of its running text, and the stretches they make.

Headline, byline, source line, dateline and punctuation are what a reprint changes, so they are left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.layout import CJK, is_byline

SHINGLE = 5
"""Characters of a stretch that is compared: one changed character changes five stretches."""

Shingles: TypeAlias = "npt.NDArray[np.uint64]"
"""Hashes of all stretches of a text, sorted, each once."""

_MARK = re.compile(r"[，。；：！？、,;!?]|\.(?!\d)")
_FEW = 20
"""Letters of the shortest line that can begin or end the running text, if it has a mark of punctuation."""
_DATELINE = re.compile(
    r"[^，。；！？\n]{0,24}?(?:[讯电](?=[ \s(（])|(?<=[本网]报)讯)\s*(?:[(（][^()（）\n]{0,40}[)）])?"
)
_CREDIT = re.compile(r"[(（][^()（）\n]{0,30}?(?:记者|通讯员|编辑|责编|来源|作者|摄影|供图)[^()（）\n]{0,40}[)）]")
_LETTER = re.compile(rf"[{CJK}a-z0-9]|(?<=\d)\.(?=\d)")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True)
class Wording:
    """The letters and digits of a report's running text, folded."""

    letters: str

    @classmethod
    def of(cls, text: str) -> Wording:
        """The wording of a document's text."""
        return cls(letters(_running(unicodedata.normalize("NFKC", text))))

    @cached_property
    def shingles(self) -> Shingles:
        """The hash of every stretch of SHINGLE letters; one of all letters, if there are fewer."""
        codes = np.frombuffer(self.letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        width = min(SHINGLE, len(codes))
        if not width:
            return np.empty(0, np.uint64)
        mixed = np.zeros(len(codes) - width + 1, np.uint64)
        for place in range(width):  # wraps around, as a polynomial hash of 64 bits does
            mixed = (mixed ^ codes[place : place + len(mixed)]) * _PRIME
            mixed ^= mixed >> _SHIFT
        return np.unique(mixed)


def letters(text: str) -> str:
    """The letters and digits of a text, and the points of its numbers; widths and case are folded."""
    return "".join(_LETTER.findall(unicodedata.normalize("NFKC", text).lower()))


def _running(text: str) -> str:
    """The text from its first to its last line that reads like a sentence, without those who wrote or sent it."""
    lines = [line.strip() for line in text.splitlines()]
    telling = [number for number, line in enumerate(lines) if len(line) >= _FEW and _MARK.search(line)]
    if telling:
        lines = lines[telling[0] : telling[-1] + 1]
    kept = "\n".join(line for line in lines if not is_byline(line))
    dateline = _DATELINE.match(kept)
    return _CREDIT.sub("", kept[dateline.end() :] if dateline else kept)
