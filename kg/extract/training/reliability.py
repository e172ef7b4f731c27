"""How far confidence can be trusted: how many of the relations told with it are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BOUNDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where bins of confidence end."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Relations told with a confidence from `low` up to `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(judged: Sequence[tuple[float, bool]], bounds: Sequence[float] = BOUNDS) -> tuple[Bin, ...]:
    """Bins of judged relations, each a confidence and whether it is right; empty bins are left out."""
    bins: list[Bin] = []
    for low, high in pairwise(bounds):
        inside = [(p, right) for p, right in judged if low <= p < high or (p == high == bounds[-1])]
        if inside:
            count = len(inside)
            mean = sum(p for p, _ in inside) / count
            bins.append(Bin(low, high, count, mean, sum(right for _, right in inside) / count))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of confidence and share right, weighted by the size of the bins
    (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015); 0 without bins.
    """
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.confidence - each.right) for each in bins) / total if total else 0.0
