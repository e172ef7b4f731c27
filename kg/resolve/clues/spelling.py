"""Clues in how two names are written."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import LCSseq, Levenshtein

from kg.resolve.clues.clue import Clue, Pair
from kg.store.pinyin import pinyin
from kg.tables import rows

_SHORTEST = 4
_MOST_DAMAGED = 2
_LITTLE = 0.25
_MEANT = re.compile(r"[0-9一二三四五六七八九十东西南北中]")


def same_name(pair: Pair) -> Clue | None:
    """The names are equal but for width, brackets, dashes, spaces, number signs or traditional characters."""
    if pair.left.key == pair.right.key:
        return Clue(1, f"{pair.left.name} and {pair.right.name} are spellings of one name")
    return None


def same_but_for_form(pair: Pair) -> Clue | None:
    """The names are equal but for the legal form."""
    if pair.left.bare == pair.right.bare and pair.left.key != pair.right.key:
        return Clue(1, f"the names differ only by the legal form: {pair.left.name}, {pair.right.name}")
    return None


def damaged(pair: Pair) -> Clue | None:
    """One name is the other with a character misread for one that looks like it, or lost, outside of its core."""
    said = pair.once(_damage)
    if said and not _in_core(pair):
        return Clue(1, f"one name reads like the other with {said}")
    return None


def damaged_core(pair: Pair) -> Clue | None:
    """One name is the other with a character of its core misread or lost: a slip, or another firm."""
    said = pair.once(_damage)
    if said and _in_core(pair):
        return Clue(1, f"the core of one name reads like that of the other with {said}")
    return None


def damaged_listed(pair: Pair) -> Clue | None:
    """One name is listed, and the other, which is not, reads like it but for a misread or lost character."""
    if pair.once(_damage) and bool(pair.left.body) != bool(pair.right.body):
        listed, other = (pair.left, pair.right) if pair.left.body else (pair.right, pair.left)
        return Clue(1, f"{other.name} reads like the listed name {listed.name}")
    return None


def one_character_off(pair: Pair) -> Clue | None:
    """The names differ by one or two characters that nobody misreads for each other."""
    edits = pair.once(_edits)
    if edits and (_moved(edits) or _apart(pair) or not all(_misread(one, other) for one, other in edits)):
        said = ", ".join(f"{one or 'nothing'} against {other or 'nothing'}" for one, other in edits)
        return Clue(1, f"the names differ by {said}, which is no slip of the pen")
    return None


def like_sounding(pair: Pair) -> Clue | None:
    """The names are read alike, whatever their characters; one may be written in pinyin."""
    if pair.left.key == pair.right.key or min(len(pair.left.key), len(pair.right.key)) < _SHORTEST - 1:
        return None
    one, other = pair.left.reading, pair.right.reading
    if one == other or (pair.left.latin != pair.right.latin and (one.startswith(other) or other.startswith(one))):
        return Clue(1, f"{pair.left.name} and {pair.right.name} are read alike")
    return None


def alike(pair: Pair) -> Clue | None:
    """How much of both names is the same stretch, beyond the shorter name's being a piece of the longer."""
    one, other = pair.left.bare, pair.right.bare
    shared = LCSseq.normalized_similarity(one, other)
    return Clue(shared, f"{shared:.0%} of both names is the same") if shared else None


def nothing_shared(pair: Pair) -> Clue | None:
    """Hardly a character is in both names, though both are written alike and neither is short for the other."""
    if pair.shortening:
        return None
    if pair.left.latin == pair.right.latin and LCSseq.normalized_similarity(pair.left.bare, pair.right.bare) < _LITTLE:
        return Clue(1, f"{pair.left.name} and {pair.right.name} share hardly a character")
    return None


def _edits(pair: Pair) -> list[tuple[str, str]]:
    """The few characters by which two names of some length differ, empty if they are many or none."""
    one, other = pair.left.key, pair.right.key
    if one == other or min(len(one), len(other)) < _SHORTEST or pair.left.latin or pair.right.latin:
        return []
    if Levenshtein.distance(one, other, score_cutoff=_MOST_DAMAGED) > min(
        _MOST_DAMAGED, min(len(one), len(other)) // 5 + 1
    ):
        return []
    return [
        (one[op.src_start : op.src_end], other[op.dest_start : op.dest_end])
        for op in Levenshtein.opcodes(one, other)
        if op.tag != "equal"
    ]


def _damage(pair: Pair) -> str:
    """What is misread for what, empty if the names differ otherwise or not at all."""
    edits = pair.once(_edits)
    if not edits or _moved(edits) or _apart(pair) or not all(_misread(one, other) for one, other in edits):
        return ""
    return ", ".join(f"{one or 'nothing'} for {other or 'nothing'}" for one, other in edits)


def _in_core(pair: Pair) -> bool:
    one, other = pair.left.parts, pair.right.parts
    return one.core != other.core and one.form == other.form and one.trade == other.trade


def _moved(edits: list[tuple[str, str]]) -> bool:
    """Whether something is lost at one place and something put in at another."""
    return len(edits) > 1 and any(not one or not other for one, other in edits)


def _apart(pair: Pair) -> bool:
    """Whether the difference makes two places or two numbers of one."""
    one, other = pair.left, pair.right
    return one.numbers != other.numbers or bool(one.region and other.region and one.region != other.region)


def _misread(one: str, other: str) -> bool:
    if not one or not other:
        lost = one or other
        return len(lost) == 1 and not _MEANT.search(lost)
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: str, other: str) -> bool:
    looks = _lookalikes()
    if one not in looks or other not in looks:
        return True
    if other in looks.get(one, "") or one in looks.get(other, ""):
        return True
    return not _MEANT.search(one + other) and pinyin(one) == pinyin(other)


@cache
def _lookalikes() -> dict[str, str]:
    return {row["character"]: row["lookalikes"] for row in rows("lookalikes.tsv")}
