"""Windows: a long text cut where a reader would pause, so that no text needs more memory than its longest window."""

from __future__ import annotations

from collections.abc import Iterator

_PAUSES = ("\n\n", "。\n", "\n", "。", "；", "，", " ")

LONGEST = 20_000
"""Characters of a window; nearly every report fits into one."""


def windows(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of the windows of `text`, in order and without gaps.

    A window ends at a blank line if its second half has one, else at the best other pause there, else where it is full.
    """
    begin = 0
    while len(text) - begin > longest:
        end = _pause(text, begin + longest // 2, begin + longest)
        yield begin, end
        begin = end
    if begin < len(text):
        yield begin, len(text)


def _pause(text: str, low: int, high: int) -> int:
    for mark in _PAUSES:
        at = text.rfind(mark, low, high)
        if at >= 0:
            return at + len(mark)
    return high
