"""What is compared, and what comes of it: plain records in, pairs of their places out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.resolve.blocking.hashing import Numbers


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """One name that may mean what another one means.

    Args:
        name: the name as it is written.
        type: key of its entity type, or empty.
        aliases: other names of the same bearer.
        identifiers: numbers that no two bearers share, such as credit codes.
    """

    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the keys of one kind.

    Args:
        keys: keys that records have, counted once for each record.
        blocks: keys that two records or more share.
        oversized: blocks that are too large, within which each record meets only its neighbours, or nobody.
        unseen: pairs that meet in no other way than in such a block, at most: pairs of its members that were left out.
    """

    keys: int
    blocks: int
    oversized: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Pairs that are worth comparing, each once, in order.

    Args:
        left, right: places of the two records of each pair in the sequence that was given; `left` is the smaller.
        tallies: what became of the keys, by kind.
        outranked: how often a record left out another with which it shares a key, because it has nearer ones.
    """

    left: Numbers
    right: Numbers
    tallies: Mapping[str, Tally]
    outranked: int

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.left.tolist(), self.right.tolist(), strict=True)
