"""Clauses: the stretches between marks in which one thing at a time is told."""

from __future__ import annotations

import re

CLAUSE_END = re.compile("[，。；！？：\n]")
"""A mark that ends a clause."""
CLAUSE = re.compile("[^，。；！？：\n]+")
"""What stands between two of them."""


def clause_start(text: str, at: int, end: re.Pattern[str] = CLAUSE_END) -> int:
    """Where the clause that holds a position begins.

    Args:
        text: skeleton of a sentence.
        at: the position.
        end: what ends a clause, for those who count fewer marks.
    """
    return max((found.end() for found in end.finditer(text, 0, at)), default=0)
