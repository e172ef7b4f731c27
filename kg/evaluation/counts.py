"""Counts of what was found rightly, found wrongly and missed, and the shares that follow from them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_SAMPLES, _LOW, _HIGH = 200, 10, 189  # bootstrap samples, and which of them, sorted, bound the middle nine tenths


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found, 0 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where nothing is right."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> dict[str, float]:
        """Shares and numbers, for machines."""
        shares = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {**shares, "right": self.right, "wrong": self.wrong, "missed": self.missed}


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over all documents, by class (entity type, predicate, qualifier), with the 90% interval of its F1."""

    total: Counts
    by_class: Mapping[str, Counts]
    interval: tuple[float, float]

    @classmethod
    def of(cls, documents: Sequence[Mapping[str, Counts]], chance: random.Random) -> Score:
        """The score of documents of which the counts are known by class; its interval by drawing documents anew."""
        totals = [added(counts.values()) for counts in documents]
        samples = sorted(added(chance.choices(totals, k=len(totals))).f1 for _ in range(_SAMPLES))
        classes = sorted({each for counts in documents for each in counts})
        return cls(
            total=added(totals),
            by_class={each: added(counts[each] for counts in documents if each in counts) for each in classes},
            interval=(samples[_LOW], samples[_HIGH]),
        )

    def as_json(self) -> dict[str, object]:
        """The score for machines."""
        by_class = {each: counts.as_json() for each, counts in self.by_class.items()}
        return {**self.total.as_json(), "f1_90ci": [round(x, 3) for x in self.interval], "by_class": by_class}


def added(counts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    return sum(counts, Counts())
