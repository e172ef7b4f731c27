"""A linear-chain conditional random field over BILOU tags: its gradient, and the exact probability of every span.

Works on padded batches of sentences; knows nothing of words or networks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

OUTSIDE = 0
_LETTERS = 4  # begin, inside, last, unit, in this order
_TINY = 1e-30


class TokenSpan(NamedTuple):
    """A stretch of tokens of one sentence of a batch that may be a name."""

    sentence: int
    first: int
    end: int
    type: str
    probability: float


class Tagset:
    """The tags of a set of entity types: outside, then begin, inside, last and unit of each type in order."""

    def __init__(self, types: Sequence[str]) -> None:
        self.types = tuple(types)
        self.size = 1 + _LETTERS * len(self.types)
        opened, closed = np.zeros(self.size, dtype=np.int64), np.zeros(self.size, dtype=np.int64)
        for number in range(len(self.types)):
            begin = self._begin(number)
            opened[[begin, begin + 1]] = number + 1  # after begin and inside the name goes on
            closed[[begin + 1, begin + 2]] = number + 1  # inside and last go on with one
        self.admissible: Floats = (opened[:, None] == closed[None, :]).astype(np.float32)
        self.first: Floats = self.admissible[OUTSIDE]
        self.last: Floats = np.ascontiguousarray(self.admissible[:, OUTSIDE])

    def _begin(self, number: int) -> int:
        return 1 + _LETTERS * number

    def spelt(self, length: int, names: Sequence[tuple[int, int, str]]) -> Ints:
        """Tags of `length` tokens; `names` are first token, last token (exclusive) and type, and do not overlap."""
        tags = np.full(length, OUTSIDE, dtype=np.int64)
        for first, end, type_ in names:
            begin = self._begin(self.types.index(type_))
            if end - first == 1:
                tags[first] = begin + 3
            else:
                tags[first:end] = begin + 1
                tags[first], tags[end - 1] = begin, begin + 2
        return tags


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scaled forward and backward values of a batch, from which all probabilities follow.

    Args:
        emitted: exp of the scores, by sentence, place and tag.
        moves: exp of the transitions, 0 where inadmissible.
        forward, backward: their product is the probability of each tag at each place.
        scale: what each place was divided by.
        mask: 1 where a sentence has a token, else 0.
    """

    emitted: Floats
    moves: Floats
    forward: Floats
    backward: Floats
    scale: Floats
    mask: Floats

    @classmethod
    def of(cls, scores: Floats, transitions: Floats, mask: Floats, tagset: Tagset) -> Lattice:
        """The lattice of a padded batch whose sentences have at least one token each."""
        emitted = np.exp(scores - scores.max(axis=2, keepdims=True))
        moves = np.exp(transitions) * tagset.admissible
        emitted[:, 0] *= tagset.first
        ends = mask.sum(axis=1).astype(np.int64) - 1
        emitted[np.arange(len(ends)), ends] *= tagset.last
        forward, scale = _forward(emitted, moves, mask)
        return cls(emitted, moves, forward, _backward(emitted, moves, scale, ends), scale, mask)

    def probabilities(self) -> Floats:
        """Of each tag at each place."""
        return self.forward * self.backward * self.mask[:, :, None]

    def gradient(self, gold: Ints) -> tuple[Floats, Floats]:
        """Gradients of the negative log likelihood of the tags `gold`: for the scores, for the transitions."""
        d_scores = self.probabilities()
        rows, places = np.nonzero(self.mask)
        d_scores[rows, places, gold[rows, places]] -= 1
        tags = self.emitted.shape[2]
        both = self.mask[:, 1:]
        onward = self.emitted[:, 1:] * self.backward[:, 1:] / self.scale[:, 1:, None] * both[:, :, None]
        d_moves = (self.forward[:, :-1].reshape(-1, tags).T @ onward.reshape(-1, tags)) * self.moves
        np.subtract.at(d_moves, (gold[:, :-1][both > 0], gold[:, 1:][both > 0]), 1)
        return d_scores, d_moves

    def spans(self, tagset: Tagset, least: float, longest: int) -> Iterator[TokenSpan]:
        """Every span of at most `longest` tokens that is a name with a probability of `least` or more.

        The probabilities of the names that begin at a token sum to one at most, so that there are few of them.
        """
        probable = self.probabilities()
        onward = self.emitted / self.scale[:, :, None]
        for sentence, first, tag in np.argwhere(probable >= least).tolist():
            number, letter = divmod(tag - 1, _LETTERS)
            if tag != OUTSIDE and letter == _LETTERS - 1:
                probability = float(probable[sentence, first, tag])
                yield TokenSpan(sentence, first, first + 1, tagset.types[number], probability)
            elif tag != OUTSIDE and letter == 0:
                stop = min(first + longest, onward.shape[1])
                begun = float(self.forward[sentence, first, tag])
                here = onward[sentence, first:stop, tag + 1 : tag + 3]
                rest = self.backward[sentence, first:stop, tag + 1 : tag + 3]
                moves = self.moves[tag : tag + 2, tag + 1 : tag + 3]
                for length, probability in _endings(begun, here, rest, moves, least):
                    yield TokenSpan(sentence, first, first + length, tagset.types[number], probability)


def _forward(emitted: Floats, moves: Floats, mask: Floats) -> tuple[Floats, Floats]:
    forward, scale = np.zeros_like(emitted), np.ones_like(mask)
    value = emitted[:, 0]
    for at in range(emitted.shape[1]):
        if at:
            value = (forward[:, at - 1] @ moves) * emitted[:, at]
        total = np.maximum(value.sum(axis=1), _TINY)
        scale[:, at] = np.where(mask[:, at] > 0, total, 1)
        forward[:, at] = value / total[:, None]
    return forward, scale


def _backward(emitted: Floats, moves: Floats, scale: Floats, ends: Ints) -> Floats:
    backward = np.ones_like(emitted)
    back = np.ascontiguousarray(moves.T)
    for at in range(emitted.shape[1] - 2, -1, -1):
        value = (emitted[:, at + 1] * backward[:, at + 1] / scale[:, at + 1, None]) @ back
        backward[:, at] = np.where((ends > at)[:, None], value, 1)
    return backward


def _endings(begun: float, here: Floats, rest: Floats, moves: Floats, least: float) -> Iterator[tuple[int, float]]:
    """Length and probability of each likely name that begins where the forward value is `begun`.

    Args:
        begun: forward value of the tag begin at the first token.
        here: scaled emissions of the tags inside and last, from the first token on.
        rest: backward values of the same.
        moves: from begin and inside (rows) to inside and last (columns).
        least: the least probability.
    """
    path, before = begun, 0
    for at in range(1, len(here)):
        probability = path * float(moves[before, 1] * here[at, 1] * rest[at, 1])
        if probability >= least:
            yield at + 1, probability
        path *= float(moves[before, 0] * here[at, 0])
        before = 1
        if path * float(rest[at, 0]) < least:
            return
