"""Logistic regression over named features, by Newton's method: the same examples always give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_ROUNDS, _CLOSE = 25, 1e-4
_BLOCK = 4_096
"""Examples that are looked at together; all of them at once would need much memory."""

Floats = npt.NDArray[np.float64]


def fit(
    examples: Sequence[Sequence[str]],
    truths: Sequence[bool],
    *,
    importance: Sequence[float],
    penalty: float,
    least: int,
) -> dict[str, float]:
    """The weights that make the truths most likely.

    Args:
        examples: features of each example.
        truths: whether each example is true.
        importance: how much each example counts.
        penalty: how strongly large weights are held back.
        least: in how many examples a feature must occur.
    """
    counts = Counter(feature for features in examples for feature in set(features))
    listed = sorted(feature for feature, count in counts.items() if count >= least)
    index = {feature: number for number, feature in enumerate(listed)}
    blocks = [_table(examples[at : at + _BLOCK], index) for at in range(0, len(examples), _BLOCK)]
    right, weight = np.asarray(truths, dtype=np.float64), np.asarray(importance, dtype=np.float64)
    weights = np.zeros(len(listed))
    for _ in range(_ROUNDS):
        slope, curve = penalty * weights, penalty * np.eye(len(listed))
        for number, table in enumerate(blocks):
            part = slice(number * _BLOCK, (number + 1) * _BLOCK)
            expected = 1 / (1 + np.exp(-(table @ weights)))
            slope += table.T @ (weight[part] * (expected - right[part]))
            curve += (table.T * (weight[part] * np.maximum(expected * (1 - expected), 1e-6))) @ table
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max(initial=0.0) < _CLOSE:
            break
    return {feature: float(weights[number]) for feature, number in index.items()}


def _table(examples: Sequence[Sequence[str]], index: dict[str, int]) -> Floats:
    table = np.zeros((len(examples), len(index)))
    for row, features in enumerate(examples):
        table[row, [index[feature] for feature in features if feature in index]] = 1
    return table
