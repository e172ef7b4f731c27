"""Short names against the full ones that have all their characters in order: 蓟信院 and 蓟川信息通信研究院.

Each short name looks only among the full names that have its rarest pair of characters in order, touching or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.resolve.blocking.hashing import Hashes, Numbers
from kg.resolve.blocking.records import Tally

_LONGEST = 40
"""Characters of a full name that are looked at."""
_LARGEST = 3_000
"""Full names that may have a short name's rarest pair of characters."""
_MOST = 40
"""Full names that a short one meets: those that it keeps in the fewest pieces."""
_AT_ONCE = 500_000
_NEVER = 99
_PIECE, _OPENING, _END, _KEPT = 16, 4, 6, 8
_BITS = np.uint64(63)

Letters = npt.NDArray[np.uint16]
"""Characters by number, a row for each name, 0 where it has no more or one that no short name has."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Names without legal form.

    Args:
        texts: the names.
        rows: numbers of their records.
        short: whether each may be short for another.
    """

    texts: Sequence[str]
    rows: Numbers
    short: npt.NDArray[np.bool_]


def shortened(phrases: Phrases) -> tuple[Numbers, Numbers, Tally]:
    """Records of short names and of full ones that they may be short for, pair by pair."""
    searched = _Searched.of(phrases)
    short = np.flatnonzero(phrases.short & (searched.lengths > 1))
    nobody = np.empty(0, np.int64)
    if not len(short):
        return nobody, nobody, Tally(0, 0, 0, 0)
    pairs, counts = searched.rarest_pairs(short)
    fits = (counts > 1) & (counts <= _LARGEST)
    left_out = counts > _LARGEST
    tally = Tally(len(short), int((counts > 1).sum()), int(left_out.sum()), int(counts[left_out].sum()))
    found = [_best(searched, *batch) for batch in searched.candidates(short[fits], pairs[fits])]
    if not found:
        return nobody, nobody, tally
    ones, others = (phrases.rows[np.concatenate(side)] for side in zip(*found, strict=True))
    apart = ones != others
    return ones[apart], others[apart], tally


@dataclass(frozen=True, slots=True)
class _Searched:
    """Names as letters.

    Args:
        letters: of each name.
        lengths: of each name, in characters.
        size: how many different letters there are, 0 counted.
        masks: which letters each name has, folded into 64 bits.
        by_length: names, the longest first.
    """

    letters: Letters
    lengths: Numbers
    size: int
    masks: Hashes
    by_length: Numbers

    @classmethod
    def of(cls, phrases: Phrases) -> _Searched:
        used = sorted(set("".join(t for t, short in zip(phrases.texts, phrases.short, strict=True) if short)))
        table = np.zeros(0x110000, np.uint16)
        table[[ord(letter) for letter in used]] = np.arange(1, len(used) + 1)
        lengths = np.fromiter(map(len, phrases.texts), np.int64, len(phrases.texts))
        width = min(_LONGEST, int(lengths.max(initial=0)))
        codes = "".join(text[:width].ljust(width, "\0") for text in phrases.texts).encode("utf-32-le", "surrogatepass")
        letters = table[np.frombuffer(codes, np.uint32)].reshape(len(lengths), width)
        masks = np.zeros(len(lengths), np.uint64)
        for column in letters.T:
            masks |= np.where(column > 0, np.uint64(1) << (column.astype(np.uint64) & _BITS), np.uint64(0))
        return cls(letters, lengths, len(used) + 1, masks, np.argsort(-lengths, kind="stable"))

    def rarest_pairs(self, short: Numbers) -> tuple[Numbers, Numbers]:
        """For each short name its rarest pair of characters in order, and how often names have it."""
        own = self.letters[short].astype(np.int64)
        width = min(own.shape[1], int(self.lengths[short].max()))
        each = [
            np.where((own[:, i] > 0) & (own[:, j] > 0), own[:, i] * self.size + own[:, j], 0)
            for i in range(width)
            for j in range(i + 1, width)
        ]
        wanted, where = np.unique(np.stack(each), return_inverse=True)
        places = np.full(self.size**2, -1, np.int32)
        places[wanted] = np.arange(len(wanted))
        counts = np.zeros(len(wanted), np.int64)
        for codes, _ in self._pairs():
            known = places[codes]
            counts += np.bincount(known[known >= 0], minlength=len(wanted))
        counts[wanted == 0] = np.iinfo(np.int64).max
        where = where.reshape(len(each), len(short))
        best = counts[where].argmin(axis=0)
        chosen = where[best, np.arange(len(short))]
        return wanted[chosen], counts[chosen]

    def _pairs(self) -> Iterator[tuple[Numbers, Numbers]]:
        """For two places at a time: the pair of characters that names have there, and which names."""
        letters = self.letters[self.by_length].astype(np.int64)
        lengths = self.lengths[self.by_length]
        for j in range(1, letters.shape[1]):
            end = int(np.searchsorted(-lengths, -j))  # names that are longer than j
            for i in range(j):
                both = (letters[:end, i] > 0) & (letters[:end, j] > 0)
                yield (letters[:end, i] * self.size + letters[:end, j])[both], self.by_length[:end][both]

    def candidates(self, short: Numbers, pairs: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """Short names with names that are longer and have their rarest pair and all of their letters, in batches."""
        members, starts, counts = self._postings(np.unique(pairs), pairs)
        order = np.arange(len(short))
        cuts = np.searchsorted(np.cumsum(counts), np.arange(_AT_ONCE, int(counts.sum()) + _AT_ONCE, _AT_ONCE)) + 1
        for part in np.split(order, np.unique(cuts[cuts < len(order)])):
            many = counts[part]
            begin = np.cumsum(many) - many
            full = members[np.repeat(starts[part] - begin, many) + np.arange(int(many.sum()))]
            one = np.repeat(short[part], many)
            fits = (self.masks[one] & ~self.masks[full] == 0) & (self.lengths[full] > self.lengths[one])
            yield one[fits], full[fits]

    def _postings(self, wanted: Numbers, pairs: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """All names with the wanted pairs, and where those of each of `pairs` begin and how many they are."""
        places = np.full(self.size**2, -1, np.int32)
        places[wanted] = np.arange(len(wanted))
        held = []
        for codes, names in self._pairs():
            known = places[codes]
            held.append((known[known >= 0].astype(np.int64) << 32) | names[known >= 0])
        both = np.unique(np.concatenate(held)) if held else np.empty(0, np.int64)
        bounds = np.searchsorted(both >> 32, np.arange(len(wanted) + 1))
        at = np.searchsorted(wanted, pairs)
        return both & 0xFFFFFFFF, bounds[at], bounds[at + 1] - bounds[at]


def _best(searched: _Searched, short: Numbers, full: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs that are shortenings, of each short name only the best."""
    cost = np.full(len(short), _NEVER * _PIECE, np.int64)
    for length in np.unique(searched.lengths[short]).tolist():
        at = np.flatnonzero(searched.lengths[short] == length)
        shorts, fulls = searched.letters[short[at], :length], searched.letters[full[at]]
        ends = fulls[np.arange(len(at)), np.minimum(searched.lengths[full[at]], fulls.shape[1]) - 1]
        cost[at] = pieces(shorts, fulls) * _PIECE
        cost[at] += (shorts[:, 0] != fulls[:, 0]) * _OPENING + (shorts[:, -1] != ends) * _END
        cost[at] += _KEPT - length * _KEPT // searched.lengths[full[at]]
    made = cost < _NEVER * _PIECE
    short, full, cost = short[made], full[made], cost[made]
    order = np.lexsort((full, cost, short))
    short, full = short[order], full[order]
    kept = np.arange(len(short)) - np.searchsorted(short, short) < _MOST
    return short[kept], full[kept]


def pieces(shorts: Letters, fulls: Letters) -> Numbers:
    """In how few pieces each short name lies in its full one, as `kg.resolve.shortening.shorten` counts them.

    Args:
        shorts: short names of one length.
        fulls: as many full names.

    Returns:
        The pieces, 99 where the full name lacks a letter or has them in another order.
    """
    # fewest[:, j]: fewest pieces that lay the letters so far over the full name's first j + 1, the last one on j
    fewest = np.where(fulls == shorts[:, :1], 1, _NEVER).astype(np.int8)
    for place in range(1, shorts.shape[1]):
        apart = np.minimum.accumulate(fewest, axis=1)
        following = np.full_like(fewest, _NEVER)
        following[:, 1:] = fewest[:, :-1]
        following[:, 2:] = np.minimum(following[:, 2:], apart[:, :-2] + 1)
        fewest = np.where(fulls == shorts[:, place : place + 1], following, _NEVER).astype(np.int8)
    found: Numbers = fewest.min(axis=1).astype(np.int64)
    return np.where(found >= _NEVER, _NEVER, found)
