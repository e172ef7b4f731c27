"""Keys as 64-bit numbers: of whole strings, of strings with a character left out, and of stretches of two or three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_BASE = 0xD1342543DE82EF95
_INVERSE = np.uint64(pow(_BASE, -1, 1 << 64))
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Texts:
    """Strings as one array of characters.

    Args:
        characters: a number for each character, one string after the other.
        owners: for each character, which string it belongs to.
        places: for each character, where in its string it stands.
        count: how many strings there are.
    """

    characters: Hashes
    owners: Numbers
    places: Numbers
    count: int

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """The strings, some of which may be empty."""
        codes = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        lengths = np.fromiter(map(len, strings), np.int64, len(strings))
        starts = np.cumsum(lengths) - lengths
        owners = np.repeat(np.arange(len(strings)), lengths)
        return cls(mixed(codes), owners, np.arange(len(codes)) - starts[owners], len(strings))

    @property
    def terms(self) -> Hashes:
        """What each character adds to the sum of its string."""
        return self.characters * _powers(int(self.places.max(initial=-1)) + 1)[self.places]

    def sums(self) -> Hashes:
        """One number for each string, 0 for an empty one; strings that are equal have the same."""
        return _sums(self.terms, self.owners, self.count)

    def without_one(self) -> Hashes:
        """For each character, the number that its string would have without it."""
        terms = self.terms
        ends = np.cumsum(terms)
        starts = np.concatenate([[np.uint64(0)], ends])[np.searchsorted(self.owners, np.arange(self.count))]
        before = ends - terms - starts[self.owners]
        behind = self.sums()[self.owners] - before - terms
        found: Hashes = before + behind * _INVERSE
        return found

    def stretches(self, length: int) -> tuple[Numbers, Hashes]:
        """Which string each stretch of so many characters belongs to, and a number for the stretch."""
        last = len(self.owners) - length + 1
        if last <= 0:
            return np.empty(0, np.int64), np.empty(0, np.uint64)
        powers = _powers(length)
        found = np.zeros(last, np.uint64)
        for place in range(length):
            found += self.characters[place : place + last] * powers[place]
        inside = self.owners[:last] == self.owners[length - 1 :]
        return self.owners[:last][inside], found[inside]


def mixed(numbers: Hashes) -> Hashes:
    """The numbers scattered over 64 bits, different ones to different places (the finaliser of SplitMix64)."""
    numbers = numbers + _STEP
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    scattered: Hashes = numbers ^ (numbers >> np.uint64(31))
    return scattered


def _powers(count: int) -> Hashes:
    steps = np.full(max(count, 1), _BASE, np.uint64)
    steps[0] = 1
    powers: Hashes = np.cumprod(steps)
    return powers


def _sums(terms: Hashes, owners: Numbers, count: int) -> Hashes:
    ends = np.concatenate([[np.uint64(0)], np.cumsum(terms)])
    bounds = np.searchsorted(owners, np.arange(count + 1))
    sums: Hashes = ends[bounds[1:]] - ends[bounds[:-1]]
    return sums
