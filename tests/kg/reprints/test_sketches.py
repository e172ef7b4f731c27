"""What is put before the exact comparison: nearly every copy, hardly a stranger, and never all pairs of a crowd."""

from __future__ import annotations

import numpy as np

from kg.reprints.sketches import PERMUTATIONS, candidates, signature
from kg.reprints.wording import Shingles

CHANCE = np.random.default_rng(20240506)


def some(number: int) -> Shingles:
    return np.unique(CHANCE.integers(0, 2**63, number, dtype=np.uint64))


def found(*texts: Shingles) -> set[tuple[int, int]]:
    pairs, alike = candidates([signature(text) for text in texts])
    assert len(pairs) == len(alike)
    return {(int(left), int(right)) for left, right in pairs}


def test_copies_down_to_a_third_are_candidates() -> None:
    whole = [some(900) for _ in range(200)]
    cut = [text[CHANCE.permutation(len(text))[:300]] for text in whole]
    pairs = found(*whole, *cut)
    assert len({(number, number + 200) for number in range(200)} & pairs) >= 196
    assert all(right == left + 200 for left, right in pairs)


def test_in_a_crowd_everybody_has_a_neighbour_but_not_everybody() -> None:
    text = some(600)
    crowd = [np.unique(np.concatenate([text, some(6)])) for _ in range(600)]
    pairs = found(*crowd)
    assert {right for _, right in pairs} == set(range(1, 600))
    assert len(pairs) < 600 * 599 / 2 / 4


def test_a_signature_depends_on_the_set_alone() -> None:
    text = some(50)
    assert signature(text).tolist() == signature(text[::-1]).tolist()
    assert len(signature(text)) == PERMUTATIONS
    assert found() == found(text) == set()
