"""Whether two texts are publications of one report, compared stretch by stretch and figure by figure.

A reprint has another headline, leaves paragraphs out or changes words. It never puts another name or another figure in
the place of one: that is what two notices from one template do, however much of their wording they share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from kg.reprints.wording import Wording

SHARED = 0.8
"""Least share of the shorter text's stretches that must stand in the longer one."""
SHORTEST = 1 / 3
"""Least length of a shortened copy, in lengths of the longer text. What is shorter is an excerpt, such as a digest of
the week's news has of many reports."""
FEWEST = 50
"""Letters of the shortest text that is compared; below it, only texts with the same letters are one."""

Names = Callable[[], Iterable[str]]
"""The names that stand in a text, as letters; only asked for where a decision hangs on them."""

_Place = tuple[int, int]

_SLOT = 40
"""Letters of the longest stretch that can be a name or figure in the place of another."""
_GAP = 3
"""Letters that two differences must have between them to be two: names from one pattern share a few."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CREDITED = re.compile(r"(?:记者|通讯员|编辑|责编|作者|摄影)$")
_LONGEST_CREDIT = 4


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where two texts differ: from where to where in each, both ends equal where it has nothing."""

    left: _Place
    right: _Place

    @property
    def is_short(self) -> bool:
        """Whether it can be one name or figure in the place of another, rather than a passage."""
        return max(self.left[1] - self.left[0], self.right[1] - self.right[0]) <= _SLOT


def shared_wording(left: Wording, right: Wording, left_names: Names, right_names: Names) -> float | None:
    """The share of the shorter text's wording that stands in the longer; None unless they are one report.

    Args:
        left, right: the texts.
        left_names, right_names: the names that stand in each.
    """
    if left.letters == right.letters:
        return 1.0 if left.letters else None
    sizes = sorted((len(left.shingles), len(right.shingles)))
    if min(len(left.letters), len(right.letters)) < FEWEST or sizes[0] < SHORTEST * sizes[1]:
        return None
    shared = len(np.intersect1d(left.shingles, right.shingles, assume_unique=True)) / sizes[0]
    if shared < SHARED:
        return None
    slots = [slot for slot in _slots(left.letters, right.letters) if slot.is_short]
    if _exchanged(slots, _own_figures(left.letters, right.letters), _own_figures(right.letters, left.letters)):
        return None
    own = _own_names(left.letters, left_names, right.letters), _own_names(right.letters, right_names, left.letters)
    return None if _exchanged(slots, *own) else round(shared, 4)


def _slots(left: str, right: str) -> Iterator[_Slot]:
    """The short stretches at which the texts differ, in order."""
    pending: _Slot | None = None
    for op in Levenshtein.opcodes(left, right):
        if op.tag == "equal":
            continue
        slot = _Slot((op.src_start, op.src_end), (op.dest_start, op.dest_end))
        if pending and slot.left[0] - pending.left[1] < _GAP:
            pending = _Slot((pending.left[0], slot.left[1]), (pending.right[0], slot.right[1]))
            continue
        if pending:
            yield pending
        pending = slot
    if pending:
        yield pending


def _exchanged(slots: Iterable[_Slot], left: Sequence[_Place], right: Sequence[_Place]) -> bool:
    """Whether something that only the left text has stands where the right one has something of its own."""
    return any(_cut(left, slot.left) and _cut(right, slot.right) for slot in slots) if left and right else False


def _cut(places: Iterable[_Place], slot: _Place) -> bool:
    """Whether the slot, or the point at which it is empty, cuts into one of the places."""
    if slot[0] == slot[1]:
        return any(begin < slot[0] < end for begin, end in places)
    return any(begin < slot[1] and slot[0] < end for begin, end in places)


def _own_figures(text: str, other: str) -> list[_Place]:
    """Where a text has figures that the other has nowhere."""
    known = set(_FIGURE.findall(other))
    return [found.span() for found in _FIGURE.finditer(text) if found.group() not in known]


def _own_names(text: str, names: Names, other: str) -> list[_Place]:
    """Where a text has names that the other has nowhere, those of its writers left out."""
    own = sorted({name for name in names() if len(name) > 1 and name not in other}, key=lambda name: (-len(name), name))
    if not own:
        return []
    places = (found.span() for found in re.finditer("|".join(map(re.escape, own)), text))
    return [(begin, end) for begin, end in places if not _CREDITED.search(text, max(0, begin - _LONGEST_CREDIT), begin)]
