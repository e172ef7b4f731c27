"""The chain field, against the sum over all tag sequences written out."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from kg.extract.chain_field import Floats, Ints, Lattice, Tagset

TAGSET = Tagset(("Bank", "Park"))
LENGTHS = (4, 2, 1)


@pytest.fixture
def scores() -> Floats:
    drawn: Floats = np.random.default_rng(7).normal(size=(len(LENGTHS), 4, TAGSET.size)).astype(np.float32)
    return drawn


@pytest.fixture
def transitions() -> Floats:
    drawn: Floats = np.random.default_rng(8).normal(size=(TAGSET.size, TAGSET.size)).astype(np.float32)
    return drawn


@pytest.fixture
def mask() -> Floats:
    return np.asarray([[1] * length + [0] * (4 - length) for length in LENGTHS], dtype=np.float32)


def sequences(scores: Floats, transitions: Floats, length: int) -> dict[tuple[int, ...], float]:
    """Every admissible tag sequence of a sentence with its probability."""
    weight: dict[tuple[int, ...], float] = {}
    for tags in product(range(TAGSET.size), repeat=length):
        moves = list(pairwise(tags))
        if TAGSET.first[tags[0]] and TAGSET.last[tags[-1]] and all(TAGSET.admissible[move] for move in moves):
            total = sum(float(scores[at, tag]) for at, tag in enumerate(tags))
            weight[tags] = float(np.exp(total + sum(float(transitions[move]) for move in moves)))
    whole = sum(weight.values())
    return {tags: value / whole for tags, value in weight.items()}


def test_admissible_sequences_are_those_of_whole_names() -> None:
    begin, inside, last, unit = 1, 2, 3, 4
    assert TAGSET.admissible[begin, last]
    assert TAGSET.admissible[inside, inside]
    assert TAGSET.admissible[last, unit]
    assert not TAGSET.admissible[begin, 0]
    assert not TAGSET.admissible[begin, 4 + last]
    assert not TAGSET.admissible[0, inside]


def test_names_are_spelt_by_type_and_place() -> None:
    spelt = TAGSET.spelt(6, [(0, 1, "Park"), (2, 5, "Bank")])
    assert spelt.tolist() == [8, 0, 1, 2, 3, 0]


def test_probabilities_of_tags_are_those_of_the_sequences_that_hold_them(
    scores: Floats, transitions: Floats, mask: Floats
) -> None:
    found = Lattice.of(scores, transitions, mask, TAGSET).probabilities()
    for row, length in enumerate(LENGTHS):
        for at, tag in product(range(length), range(TAGSET.size)):
            told = sum(p for tags, p in sequences(scores[row], transitions, length).items() if tags[at] == tag)
            assert found[row, at, tag] == pytest.approx(told, abs=1e-5)


def test_probabilities_of_names_are_those_of_the_sequences_that_spell_them(
    scores: Floats, transitions: Floats, mask: Floats
) -> None:
    spans = Lattice.of(scores, transitions, mask, TAGSET).spans(TAGSET, 1e-6, 10)
    found = {span[:4]: span.probability for span in spans}
    assert len(found) == sum(length * (length + 1) // 2 for length in LENGTHS) * len(TAGSET.types)
    for (row, first, end, type_), probability in found.items():
        name = TAGSET.spelt(LENGTHS[row], [(first, end, type_)])[first:end].tolist()
        each = sequences(scores[row], transitions, LENGTHS[row]).items()
        told = sum(p for tags, p in each if list(tags[first:end]) == name)
        assert probability == pytest.approx(told, abs=1e-5)


def test_names_longer_than_allowed_are_not_told(scores: Floats, transitions: Floats, mask: Floats) -> None:
    spans = list(Lattice.of(scores, transitions, mask, TAGSET).spans(TAGSET, 1e-6, 2))
    assert max(span.end - span.first for span in spans) == 2


def likelihood(scores: Floats, transitions: Floats, gold: Ints) -> float:
    return sum(
        float(np.log(sequences(scores[row], transitions, length)[tuple(gold[row, :length].tolist())]))
        for row, length in enumerate(LENGTHS)
    )


def test_gradient_is_the_slope_of_the_likelihood(scores: Floats, transitions: Floats, mask: Floats) -> None:
    gold = np.zeros((3, 4), dtype=np.int64)
    gold[0] = TAGSET.spelt(4, [(1, 4, "Park")])
    gold[1, :2] = TAGSET.spelt(2, [(0, 1, "Bank")])
    d_scores, d_transitions = Lattice.of(scores, transitions, mask, TAGSET).gradient(gold)
    step = 1e-2
    for place in ((0, 1, 5), (0, 3, 7), (1, 0, 4), (2, 0, 0)):
        up, down = scores.copy(), scores.copy()
        up[place] += step
        down[place] -= step
        slope = (likelihood(up, transitions, gold) - likelihood(down, transitions, gold)) / (2 * step)
        assert d_scores[place] == pytest.approx(-slope, abs=1e-3)
    for move in ((0, 0), (5, 6), (4, 0)):
        up, down = transitions.copy(), transitions.copy()
        up[move] += step
        down[move] -= step
        slope = (likelihood(scores, up, gold) - likelihood(scores, down, gold)) / (2 * step)
        assert d_transitions[move] == pytest.approx(-slope, abs=1e-3)


def test_long_sentences_neither_overflow_nor_vanish() -> None:
    scores = np.random.default_rng(9).normal(scale=30, size=(1, 400, TAGSET.size)).astype(np.float32)
    lattice = Lattice.of(scores, np.zeros((TAGSET.size,) * 2, np.float32), np.ones((1, 400), np.float32), TAGSET)
    assert lattice.probabilities().sum(axis=2) == pytest.approx(np.ones((1, 400)), abs=1e-3)
