"""Cue words of the relation rules, read from data/lexicon/cues/*.tsv: one cue and its words a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.tables import rows

FAMILIES = (
    "lending",
    "guarantee",
    "equity",
    "founding",
    "incubation",
    "location",
    "structure",
    "cooperation",
    "trade",
    "transfer",
    "technology",
    "industry",
    "people",
)
"""The families of relation rules that have cue words of their own."""


@cache
def cues(family: str) -> Mapping[str, tuple[str, ...]]:
    """The words of every cue of one family (`lending`, `equity` …), longest first.

    Raises:
        SettingsError: there is no such file, so the installation is damaged.
    """
    words: dict[str, set[str]] = {}
    for row in rows("cues", f"{family}.tsv"):
        words.setdefault(row["cue"], set()).update(row["words"].split("|"))
    return {cue: tuple(sorted(listed, key=lambda word: (-len(word), word))) for cue, listed in words.items()}
