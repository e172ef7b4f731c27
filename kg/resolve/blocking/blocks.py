"""Blocks: who shares a key with whom, as sorted arrays; and, for each record, in which stretches of them it looks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.resolve.blocking.hashing import Hashes, Numbers
from kg.resolve.blocking.kinds import Kind
from kg.resolve.blocking.records import Tally

Rows = npt.NDArray[np.int32]
"""Numbers of records."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys of one kind: the record of each, and its hash."""

    rows: Rows
    hashes: Hashes


@dataclass(frozen=True, slots=True)
class Blocks:
    """All that share a key of one kind.

    Args:
        members: records, those of one block together and in order.
        starts, sizes: where each block begins in `members`, and how many it has.
        hashes: the key of each block, ascending.
        keys: how many keys there were, those that nobody shares too.
    """

    members: Rows
    starts: Numbers
    sizes: Numbers
    hashes: Hashes
    keys: int

    @classmethod
    def of(cls, keyed: Keyed, *, shared: bool) -> Blocks:
        """Sort keys into blocks.

        Args:
            keyed: the keys, in the order of their records.
            shared: leave out the blocks of one record.
        """
        order = np.argsort(keyed.hashes, kind="stable")
        hashes, members = keyed.hashes[order], keyed.rows[order]
        del order
        fresh = np.ones(len(hashes), bool)
        fresh[1:] = (hashes[1:] != hashes[:-1]) | (members[1:] != members[:-1])
        hashes, members = hashes[fresh], members[fresh]
        starts = _starts(hashes)
        sizes = np.diff(np.append(starts, len(hashes)))
        total = len(hashes)
        if shared:
            many = sizes > 1
            members = members[np.repeat(many, sizes)]
            keys, sizes = hashes[starts[many]], sizes[many]
            starts = np.cumsum(sizes) - sizes
        else:
            keys = hashes[starts]
        return cls(members, starts, sizes, keys, total)


@dataclass(frozen=True, slots=True)
class Looks:
    """For each of many records, a stretch of `members` among whom it looks for others.

    Args:
        rows: the record that looks.
        starts, stops: the stretch.
        weights: what sharing the key counts for.
    """

    rows: Rows
    starts: Numbers
    stops: Numbers
    weights: npt.NDArray[np.uint16]


SURE = 1 << 15
"""Weight from which a pair is kept however many others its ends meet; the sums of unsure keys stay below."""
_SCALE = 48
_LEAST = 1


def looks(blocks: Blocks, kind: Kind, records: int) -> tuple[Looks, Tally]:
    """Where the members of blocks look for each other."""
    sizes = np.repeat(blocks.sizes, blocks.sizes)
    large = sizes > kind.largest
    meets = np.flatnonzero((sizes > 1) & (~large | (kind.window > 0)))
    sizes, large = sizes[meets], large[meets]
    starts = np.repeat(blocks.starts, blocks.sizes)[meets]
    stops = starts + sizes
    if kind.window:
        starts = np.where(large, np.maximum(starts, meets - kind.window), starts)
        stops = np.where(large, np.minimum(stops, meets + kind.window + 1), stops)
    found = Looks(blocks.members[meets], starts, stops, _weights(sizes, kind, records))
    return _rarest(found, sizes, kind.most), _tally(blocks, kind)


def asks(keyed: Keyed, answering: Blocks, kind: Kind, records: int) -> tuple[Looks, Tally]:
    """Where the holders of keys look among those who answer to the same key."""
    if not len(answering.hashes):
        nobody = np.empty(0, np.int64)
        return Looks(keyed.rows[:0], nobody, nobody, nobody.astype(np.uint16)), Tally(len(keyed.rows), 0, 0, 0)
    at = np.minimum(np.searchsorted(answering.hashes, keyed.hashes), len(answering.hashes) - 1)
    known = answering.hashes[at] == keyed.hashes
    sizes = answering.sizes[at]
    large = known & (sizes > kind.largest)
    tally = Tally(len(known), int(known.sum()), int(large.sum()), int(sizes[large].sum()))
    fits = known & ~large
    at, sizes = at[fits], sizes[fits]
    starts = answering.starts[at]
    return Looks(keyed.rows[fits], starts, starts + sizes, _weights(sizes, kind, records)), tally


def _starts(hashes: Hashes) -> Numbers:
    first = np.ones(len(hashes), bool)
    first[1:] = hashes[1:] != hashes[:-1]
    return np.flatnonzero(first)


def _tally(blocks: Blocks, kind: Kind) -> Tally:
    if kind.largest == 0:  # nobody here looks for anybody
        return Tally(blocks.keys, int((blocks.sizes > 1).sum()), 0, 0)
    large = blocks.sizes[blocks.sizes > kind.largest]
    away = np.maximum(large - 1 - kind.window, 0)
    return Tally(blocks.keys, int((blocks.sizes > 1).sum()), len(large), int((away * (away + 1) // 2).sum()))


def _weights(sizes: Numbers, kind: Kind, records: int) -> npt.NDArray[np.uint16]:
    """How telling it is to share a key: how many times its holders would fit into all records."""
    if kind.sure:
        return np.full(len(sizes), SURE, np.uint16)
    telling = np.log2(np.maximum(records / np.maximum(sizes, 1), 1)) + _LEAST
    return np.minimum(telling * kind.worth * _SCALE, SURE - 1).astype(np.uint16)


def _rarest(found: Looks, sizes: Numbers, most: int) -> Looks:
    """Of each record's stretches those of the smallest blocks; of equal ones, those of the smaller hash."""
    if most >= len(found.rows):
        return found
    order = np.argsort((found.rows.astype(np.int64) << 32) | sizes, kind="stable")
    rows = found.rows[order]
    begin = np.searchsorted(rows, rows)
    kept = np.sort(order[np.arange(len(rows)) - begin < most])
    return Looks(found.rows[kept], found.starts[kept], found.stops[kept], found.weights[kept])
