"""Trains the recogniser's network on texts whose names are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from thinc.api import Adam, fix_random_seed

from kg.extract.chain_field import Floats, Ints, Lattice
from kg.extract.features import COLUMNS, MARK_COLUMNS
from kg.extract.tagger import Tagger, Vocabulary, batches, padded

EPOCHS = 10
"""How often each text is read; more learn the training texts by heart."""

_RATE, _WARM, _COOL = 0.002, 40, 0.9
_SHRINK, _CLIP = 0.01, 1.0
_SMOOTH = 10.0
"""What gradients are divided by: a text has some ten sentences."""

_DROPOUT = 0.45
_HIDDEN = {"word": 0.15, "first": 0.08, "last": 0.08, "ending": 0.15, "cues": 0.05}
"""Share of the tokens whose value is hidden, so that names never seen are no surprise."""

_UNMARKED, _ALL_UNMARKED = 0.15, 0.1
"""Share of the tokens, and of the texts, without the marks of the rules, so that these are not merely copied."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text to learn from.

    Args:
        rows: features of its tokens.
        sentences: first and last token (exclusive) of each sentence.
        names: first and last token (exclusive) and type of each name.
    """

    rows: Sequence[tuple[str, ...]]
    sentences: Sequence[tuple[int, int]]
    names: Sequence[tuple[int, int, str]]


def train_tagger(
    lessons: Sequence[Lesson],
    types: Sequence[str],
    *,
    seed: int,
    epochs: int = EPOCHS,
    progress: Callable[[int], None] = lambda _: None,
) -> Tagger:
    """A tagger that has read all lessons `epochs` times.

    Args:
        lessons: what to learn.
        types: the entity types to tell apart.
        seed: what chance starts from; the same gives the same weights on the same machine.
        epochs: how often each lesson is read.
        progress: called with the number of each epoch that is done.
    """
    fix_random_seed(seed)
    vocabulary = Vocabulary.of([lesson.rows for lesson in lessons])
    tagger = Tagger(vocabulary, types, _DROPOUT)
    course = _Course(tagger, lessons, np.random.default_rng(seed), epochs * len(lessons))
    for epoch in range(epochs):
        course.read_all()
        progress(epoch + 1)
    return course.graduate()


class _Course:
    """One training: the tagger, the texts in numbers, and the optimiser's state."""

    def __init__(self, tagger: Tagger, lessons: Sequence[Lesson], chance: np.random.Generator, steps: int) -> None:
        self._tagger = tagger
        self._lessons = lessons
        self._chance = chance
        self._steps, self._step = steps, 0
        self._numbers = [tagger.vocabulary.numbers(lesson.rows) for lesson in lessons]
        self._tags = [tagger.tagset.spelt(len(lesson.rows), lesson.names) for lesson in lessons]
        self._optimiser = Adam(_RATE, L2=_SHRINK, grad_clip=_CLIP, use_averages=True)

    def read_all(self) -> None:
        """Read every text once, in any order."""
        for number in self._chance.permutation(len(self._lessons)).tolist():
            self._read(number)

    def graduate(self) -> Tagger:
        """The tagger with the averages of all weights that it had, without dropout."""
        averages = self._optimiser.averages
        trained = Tagger(self._tagger.vocabulary, self._tagger.tagset.types)
        with self._tagger.network.use_params(averages):
            trained.network.from_bytes(self._tagger.network.to_bytes())
        trained.transitions = averages[_TRANSITIONS]
        trained.round()
        return trained

    def _read(self, number: int) -> None:
        tagger, optimiser = self._tagger, self._optimiser
        self._step += 1
        optimiser.learn_rate = _RATE * min(1.0, self._step / _WARM) * (1 - _COOL * self._step / self._steps)
        scores, backward = tagger.network.begin_update(self._hidden(self._numbers[number]))
        d_scores = np.zeros_like(scores)
        d_transitions = np.zeros_like(tagger.transitions)
        for batch in batches(self._lessons[number].sentences):
            d_batch, d_moves = self._gradients(scores, batch, self._tags[number])
            d_transitions += d_moves
            for row, (first, end) in enumerate(batch):
                d_scores[first:end] = d_batch[row, : end - first]
        backward(d_scores / _SMOOTH)
        tagger.network.finish_update(optimiser)
        tagger.transitions, _ = optimiser(_TRANSITIONS, tagger.transitions, d_transitions / _SMOOTH)

    def _gradients(self, scores: Floats, batch: list[tuple[int, int]], tags: Ints) -> tuple[Floats, Floats]:
        table, mask = padded(scores, batch)
        gold = np.zeros(mask.shape, dtype=np.int64)
        for row, (first, end) in enumerate(batch):
            gold[row, : end - first] = tags[first:end]
        return Lattice.of(table, self._tagger.transitions, mask, self._tagger.tagset).gradient(gold)

    def _hidden(self, numbers: Ints) -> Ints:
        """The features with some of them hidden, as names never seen will be."""
        seen = numbers.copy()
        for column, share in _HIDDEN.items():
            seen[self._chance.random(len(seen)) < share, COLUMNS.index(column)] = 0
        unmarked = self._chance.random(len(seen)) < _UNMARKED
        if self._chance.random() < _ALL_UNMARKED:
            unmarked[:] = True
        seen[unmarked, len(COLUMNS) - len(MARK_COLUMNS) :] = 0
        return seen


_TRANSITIONS = (0, "transitions")
