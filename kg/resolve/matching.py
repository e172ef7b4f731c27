"""The matcher of names: weighs clues by what labelled pairs taught, and says what it thinks and why."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from kg.errors import ResolutionError
from kg.resolve.clues import CLUES, Clue, Pair, found
from kg.resolve.described import Described
from kg.settings import shipped

WEIGHTS = "weights.json"
_TELLING = 0.2
"""Weight below which a clue is no reason that people should read."""


class Label(StrEnum):
    """What two names are to each other."""

    SAME = "same"
    DIFFERENT = "different"
    RELATED = "related"
    UNSURE = "unsure"


DECIDED = (Label.SAME, Label.DIFFERENT, Label.RELATED)


@dataclass(frozen=True, slots=True)
class Reason:
    """A clue that is seen, and how far it moves the decision: above 0 towards the label, below 0 away from it."""

    clue: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the matcher thinks of a pair.

    Args:
        label: same, different, related; unsure if nothing is probable enough.
        score: probability of the label; of an unsure pair that of being the same.
        probabilities: of each label that can be decided.
        reasons: what is seen, the weightiest first.
    """

    label: Label
    score: float
    probabilities: Mapping[Label, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What labelled pairs taught.

    Args:
        clues: weight of each clue for each label.
        bias: of each label, when nothing is seen.
        least: probability from which each label is given.
    """

    clues: Mapping[str, Mapping[Label, float]]
    bias: Mapping[Label, float]
    least: Mapping[Label, float]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """The shipped weights, or those of another file.

        Raises:
            ResolutionError: the file is missing or damaged, or speaks of a clue that there is not.
        """
        path = path or shipped("data", "matcher") / WEIGHTS
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            clues = {name: {Label(k): float(v) for k, v in row.items()} for name, row in told["clues"].items()}
            bias, least = ({Label(k): float(v) for k, v in told[part].items()} for part in ("bias", "least"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            msg = f"the matcher's weights in {path} cannot be read ({error}); make them anew with `jjj resolve train`"
            raise ResolutionError(msg) from error
        unknown = sorted(set(clues) - set(CLUES))
        if unknown:
            msg = f"{path} has weights for clues that there are not: {', '.join(unknown)}; run `jjj resolve train`"
            raise ResolutionError(msg)
        return cls(clues, bias, least)

    def save(self, path: Path) -> None:
        """Write them where `load` reads them."""
        told = {"bias": self.bias, "least": self.least, "clues": dict(sorted(self.clues.items()))}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Matcher:
    """Compares described names. Make one with `Matcher(Weights.load())` and pass it on.

    Args:
        weights: what labelled pairs taught.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def compare(self, left: Described, right: Described) -> Verdict:
        """What the two names are to each other; the order of the two does not matter."""
        if (right.key, right.name, right.about) < (left.key, left.name, left.about):
            left, right = right, left
        return self.weigh(found(Pair(left, right)))

    def weigh(self, clues: Mapping[str, Clue]) -> Verdict:
        """What a set of clues says."""
        probabilities = self.probabilities({name: clue.strength for name, clue in clues.items()})
        best = max(DECIDED, key=lambda label: probabilities[label])
        label = best if probabilities[best] >= self._weights.least[best] else Label.UNSURE
        reasons = self._reasons(clues, best)
        score = probabilities[label if label is not Label.UNSURE else Label.SAME]
        return Verdict(label, round(score, 4), {k: round(v, 4) for k, v in probabilities.items()}, reasons)

    def probabilities(self, strengths: Mapping[str, float]) -> dict[Label, float]:
        """Softmax over the sums of weights."""
        sums = {
            label: self._weights.bias[label]
            + sum(self._weight(name, label) * strength for name, strength in strengths.items())
            for label in DECIDED
        }
        top = max(sums.values())
        powers = {label: math.exp(total - top) for label, total in sums.items()}
        whole = sum(powers.values())
        return {label: power / whole for label, power in powers.items()}

    def _weight(self, clue: str, label: Label) -> float:
        return self._weights.clues.get(clue, {}).get(label, 0.0)

    def _reasons(self, clues: Mapping[str, Clue], label: Label) -> tuple[Reason, ...]:
        others = [other for other in DECIDED if other is not label]
        told = []
        for name, clue in clues.items():
            against = max(self._weight(name, other) for other in others)
            moved = (self._weight(name, label) - against) * clue.strength
            if abs(moved) >= _TELLING:
                told.append(Reason(name, round(moved, 3), clue.reason))
        return tuple(sorted(told, key=lambda reason: (-abs(reason.weight), reason.clue)))
