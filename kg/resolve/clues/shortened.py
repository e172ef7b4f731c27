"""Clues in how a short name may be made from a full one."""

from __future__ import annotations

import re

from rapidfuzz.distance import LCSseq

from kg.resolve.clues.clue import Clue, Pair
from kg.resolve.described import Described
from kg.resolve.shortening import shorten

_SHORT = 4
_OTHER_MATTER = 0.8
_LAB = re.compile("(?:国家|全国)?重点实验室$|实验室$")
_LAB_OPENING = re.compile("^省部共建")


def part_of_the_name(pair: Pair) -> Clue | None:
    """The short name is one piece of the full one, and neither its beginning, its end nor a firm's whole core."""
    told = any(pair.once(clue) for clue in (brand_of_firm, begins_the_name, ends_the_name))
    if pair.shortening and pair.shortening[2].runs == 1 and not told:
        short, full, _ = pair.shortening
        return Clue(1, f"{short.name} is a piece of {full.name}")
    return None


def brand_of_firm(pair: Pair) -> Clue | None:
    """The short name is what a firm's full name has between its region and its legal form, or the beginning of that."""
    if pair.shortening and pair.shortening[2].runs == 1:
        short, full, _ = pair.shortening
        begins = full.bare.startswith(short.bare) or full.parts.without_region.startswith(short.bare)
        if full.legal and not short.legal and begins and short.parts.core == full.parts.core:
            return Clue(1, f"{short.name} is the beginning of the firm's name {full.name}")
    return None


def core_with_trade(pair: Pair) -> Clue | None:
    """The short name is a firm's core with some words of its trade."""
    if pair.shortening and pair.shortening[2].runs > 1:
        short, full, _ = pair.shortening
        if full.legal and not short.legal and len(full.parts.core) > 1 and short.bare.startswith(full.parts.core):
            return Clue(1, f"{short.name} is the core of {full.name} with words of its trade")
    return None


def begins_the_name(pair: Pair) -> Clue | None:
    """The short name is the beginning of a longer one that is no firm's full name."""
    if pair.shortening and pair.shortening[2].runs == 1:
        short, full, made = pair.shortening
        begins = made.first == 0 or full.parts.without_region.startswith(short.bare)
        if begins and not full.legal and made.last:
            return Clue(1, f"{full.name} begins with {short.name}")
    return None


def ends_the_name(pair: Pair) -> Clue | None:
    """The short name is the end of the longer one: what stands before it is left out."""
    if pair.shortening and pair.shortening[2].runs == 1 and not pair.shortening[2].last:
        short, full, _ = pair.shortening
        if len(short.bare) < _SHORT - 1:
            return None
        return Clue(1, f"{full.name} ends with {short.name}")
    return None


def characters_of_the_name(pair: Pair) -> Clue | None:
    """The short name picks characters of the full one, in order; the fewer pieces the better."""
    if pair.shortening and pair.shortening[2].runs > 1:
        short, full, made = pair.shortening
        return Clue(1 - (made.runs - 1) / len(short.bare), f"{short.name} picks characters of {full.name}")
    return None


def picks_first_and_last(pair: Pair) -> Clue | None:
    """The picked characters reach from the beginning of the full name, or of what follows its region, to its end."""
    if pair.shortening:
        short, full, made = pair.shortening
        region = len(full.bare) - len(full.parts.without_region) if full.region else 0
        if made.runs > 1 and made.first in (0, region, 2) and made.last == 0:
            return Clue(1, f"{short.name} reaches over all of {full.name}")
    return None


def much_left_out(pair: Pair) -> Clue | None:
    """How much of the full name the short one leaves out."""
    if pair.shortening:
        short, full, made = pair.shortening
        return Clue(1 - made.kept, f"{short.name} leaves out {1 - made.kept:.0%} of {full.name}")
    return None


def both_full(pair: Pair) -> Clue | None:
    """Both names are full ones with a legal form, so that none is short for the other."""
    if pair.left.legal and pair.right.legal and pair.left.bare != pair.right.bare:
        return Clue(1, "both are full names with a legal form")
    return None


def no_shortening(pair: Pair) -> Clue | None:
    """Neither name can be made from the other by leaving characters out, though one is short."""
    short = min((pair.left, pair.right), key=lambda d: len(d.bare))
    if pair.shortening is None and pair.left.bare != pair.right.bare and len(short.bare) <= _SHORT and not short.latin:
        return Clue(1, f"{short.name} cannot be made from the other name by leaving out characters")
    return None


def other_lab(pair: Pair) -> Clue | None:
    """Two laboratories for different matters."""
    one, other = (_LAB_OPENING.sub("", _LAB.sub("", _tail(d))) for d in (pair.left, pair.right))
    short, long = sorted((one, other), key=len)
    if pair.types != {"Lab"} or not short or shorten(short, long):
        return None
    if LCSseq.normalized_similarity(one, other) < _OTHER_MATTER:
        return Clue(1, f"one is a laboratory for {one}, the other for {other}")
    return None


def same_lab(pair: Pair) -> Clue | None:
    """Two names of laboratories that agree but for 国家重点, 全国重点, 省部共建 and the host before them."""
    one, other = (_LAB_OPENING.sub("", _LAB.sub("", _tail(d))) for d in (pair.left, pair.right))
    if pair.types == {"Lab"} and one and other and pair.left.key != pair.right.key:
        short, long = sorted((one, other), key=len)
        if long == short or long.endswith(short):
            return Clue(1, f"both are a laboratory for {short}")
    return None


def _tail(described: Described) -> str:
    return described.owner[1] if described.owner else described.bare
