"""Pairs from blocks: each record meets those with whom it shares the most telling keys, and no more than so many."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from kg.resolve.blocking.blocks import SURE, Looks, Rows
from kg.resolve.blocking.hashing import Hashes, Numbers

_ROWS = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_WEIGHT = np.uint64(48)
_AT_ONCE = 4_000_000
"""Meetings that are weighed together."""
_ROWS_AT_ONCE = 1 << 15
"""Records whose meetings are weighed together; their numbers must fit into the upper 16 bits of a ranking."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """Everywhere that records look for others, sorted by the record that looks.

    Args:
        members: all blocks of all kinds, one after the other.
        looks: stretches of `members`.
        most: for each record, how many others it meets for unsure keys.
    """

    members: Rows
    looks: Looks
    most: Numbers

    def pairs(self, workers: int) -> tuple[Hashes, int]:
        """Each pair once, as the smaller number above the larger one; and how often one was outranked at one end."""
        bounds = self._bounds()
        with ThreadPoolExecutor(workers) as pool:  # numpy works outside of the interpreter's lock
            parts = list(pool.map(self._part, bounds[:-1], bounds[1:]))
        if not parts:
            return np.empty(0, np.uint64), 0
        return np.unique(np.concatenate([kept for kept, _ in parts])), sum(out for _, out in parts)

    def _bounds(self) -> list[int]:
        """Where to cut the looks, always between two records, so that no part is too large."""
        rows = self.looks.rows
        if not len(rows):
            return [0]
        done = np.cumsum(self.looks.stops - self.looks.starts)
        cuts = np.searchsorted(done, np.arange(_AT_ONCE, int(done[-1]), _AT_ONCE))
        inner = np.searchsorted(rows, rows[cuts])
        steps = np.searchsorted(rows, np.arange(0, int(rows[-1]), _ROWS_AT_ONCE))
        bounds: list[int] = np.unique(np.concatenate([[0], inner, steps, [len(rows)]])).tolist()
        return bounds

    def _part(self, start: int, stop: int) -> tuple[Hashes, int]:
        ones, others, weights = _added_up(*self._meetings(start, stop))
        least = int(ones[0]) if len(ones) else 0
        # one number sorts by record, then by weight from the heaviest, then by the other record
        ranking = ((ones - np.uint64(least)) << _WEIGHT) | ((np.uint64(2 * SURE - 1) - weights) << _ROWS) | others
        ranking.sort()
        ones = (ranking >> _WEIGHT).astype(np.int64)
        rank = np.arange(len(ones)) - np.searchsorted(ones, ones)
        ones += least
        sure = np.uint64(2 * SURE - 1) - ((ranking >> _ROWS) & np.uint64(2 * SURE - 1)) >= np.uint64(SURE)
        kept = sure | (rank < self.most[ones])
        one, other = ones[kept].astype(np.uint64), ranking[kept] & _LOW
        return (np.minimum(one, other) << _ROWS) | np.maximum(one, other), int(len(kept) - kept.sum())

    def _meetings(self, start: int, stop: int) -> tuple[Hashes, Hashes]:
        """Who meets whom, and for what weight: the record above the one it meets, as often as they share a key."""
        starts, stops = self.looks.starts[start:stop], self.looks.stops[start:stop]
        counts = stops - starts
        begin = np.cumsum(counts) - counts
        at = np.repeat(starts - begin, counts) + np.arange(int(counts.sum()))
        others = self.members[at].astype(np.uint64)
        ones = np.repeat(self.looks.rows[start:stop].astype(np.uint64), counts)
        weights = np.repeat(self.looks.weights[start:stop].astype(np.uint64), counts)
        apart = ones != others
        return ((ones << _ROWS) | others)[apart], weights[apart]


def _added_up(meetings: Hashes, weights: Hashes) -> tuple[Hashes, Hashes, Hashes]:
    """Each meeting once, with the sum of its weights; of a sure one that it is sure."""
    order = np.argsort(meetings)
    meetings, weights = meetings[order], weights[order]
    first = np.ones(len(meetings), bool)
    first[1:] = meetings[1:] != meetings[:-1]
    starts = np.flatnonzero(first)
    if not len(starts):
        return meetings, meetings, weights
    sure = np.maximum.reduceat(weights, starts) >= SURE
    sums = np.minimum(np.add.reduceat(weights, starts), np.uint64(SURE - 1))
    summed = np.where(sure, np.uint64(SURE), sums)
    meetings = meetings[starts]
    return meetings >> _ROWS, meetings & _LOW, summed


def together(looking: Sequence[tuple[Rows, Looks]], most: Numbers) -> Meetings:
    """Several kinds of blocks as one.

    Args:
        looking: of each kind, the members of its blocks and the stretches of them.
        most: for each record, how many others it meets for unsure keys.
    """
    shared: dict[int, int] = {}
    members: list[Rows] = []
    for held, _ in looking:
        if id(held) not in shared:  # those who are asked look for each other too
            shared[id(held)] = sum(map(len, members))
            members.append(held)
    offsets = [shared[id(held)] for held, _ in looking]
    rows = np.concatenate([found.rows for _, found in looking])
    starts = np.concatenate([found.starts + offset for (_, found), offset in zip(looking, offsets, strict=True)])
    stops = np.concatenate([found.stops + offset for (_, found), offset in zip(looking, offsets, strict=True)])
    weights = np.concatenate([found.weights for _, found in looking])
    order = np.argsort(rows, kind="stable")
    return Meetings(np.concatenate(members), Looks(rows[order], starts[order], stops[order], weights[order]), most)
