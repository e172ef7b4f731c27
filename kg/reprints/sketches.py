"""Which documents may be publications of one report: MinHash signatures, put into buckets by bands of them.

The only place that knows datasketch. Its MinHashLSH keeps a Python set for every bucket, which takes more than a
gigabyte at 100,000 documents; sorting the bands finds the same buckets in some tens of megabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.reprints.wording import Shingles

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
"""Numbers of a signature. The share of them that two signatures have in common estimates the texts' resemblance."""

Signature: TypeAlias = "npt.NDArray[np.uint32]"
Pairs: TypeAlias = "npt.NDArray[np.int64]"
"""Two columns of row numbers, the smaller first."""

_TIERS = ((64, 2), (16, 8))
"""Bands, and numbers in each. The first tier finds nearly every copy down to a third of the length of its original,
which resembles it by 0.25: 1 - (1 - 0.25²)^64 = 0.98. The second finds what is nearly the same, even in crowds."""
_CROWD = 100
"""Members of a bucket that are all compared with each other; texts from one template gather in larger ones."""
_NEXT = 8
"""How many that follow it in a larger bucket of the second tier a document is compared with."""
_LEAST = 0.12
"""Estimated resemblance below which a pair is no candidate: three standard deviations below 0.25."""
_BLOCK = 1 << 18
"""Pairs whose signatures are compared at once, which takes 64 MiB."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def signature(shingles: Shingles) -> Signature:
    """The signature of a set of shingles, which is the same in every process."""
    sketch = _empty().copy()
    sketch.update_batch(shingles.astype(np.uint32).tolist())
    return np.asarray(sketch.hashvalues, np.uint32)


def candidates(signatures: Sequence[Signature]) -> tuple[Pairs, npt.NDArray[np.float32]]:
    """The pairs of row numbers that may be alike, sorted, and the estimated resemblance of each."""
    if len(signatures) < 2:
        return np.empty((0, 2), np.int64), np.empty(0, np.float32)
    table = np.stack(signatures)
    codes = [np.unique(np.concatenate(list(_tier(table, bands, rows)))) for bands, rows in _TIERS]
    coded = np.unique(np.concatenate(codes))
    pairs = np.column_stack(np.divmod(coded, len(table)))
    alike = np.zeros(len(pairs), np.float32)
    for at in range(0, len(pairs), _BLOCK):
        left, right = pairs[at : at + _BLOCK].T
        alike[at : at + _BLOCK] = (table[left] == table[right]).mean(axis=1)
    kept = alike >= _LEAST
    return pairs[kept], alike[kept]


@cache
def _empty() -> MinHash:
    from datasketch import MinHash  # noqa: PLC0415 - takes a second, which only publishing has

    return MinHash(PERMUTATIONS, hashfunc=int, scheme="affine32")


def _tier(table: npt.NDArray[np.uint32], bands: int, rows: int) -> Iterator[npt.NDArray[np.int64]]:
    """The pairs of documents that share a bucket in any band, each as one number."""
    yield np.empty(0, np.int64)
    for band in range(bands):
        keys = np.zeros(len(table), np.uint64)
        for column in range(band * rows, (band + 1) * rows):
            keys = (keys ^ table[:, column]) * _PRIME
        order = np.argsort(keys, kind="stable")
        yield from _paired(order, keys[order], crowds=rows > 2)


def _paired(
    order: npt.NDArray[np.int64], keys: npt.NDArray[np.uint64], *, crowds: bool
) -> Iterator[npt.NDArray[np.int64]]:
    """All pairs of each bucket's members, which stand together; of a crowd, each with its next ones, if at all."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.append(starts, len(keys)))
    reach = np.repeat(np.where(sizes <= _CROWD, _CROWD, _NEXT if crowds else 0), sizes)
    for step in range(1, min(_CROWD, len(keys))):
        together = keys[step:] == keys[:-step]
        if not together.any():
            return
        chosen = np.flatnonzero(together & (reach[:-step] >= step))
        yield order[chosen] * len(keys) + order[chosen + step]
