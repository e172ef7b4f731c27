"""The trained judge of pairs: weights per feature and predicate, and what its sums mean as probabilities.

A linear model over hashed features (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009), its
sums turned into probabilities by logistic calibration (Platt, 1999). It knows numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import chain
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from murmurhash.mrmr import hash as murmur

from kg.errors import ExtractionError

BITS = 18
"""Features share 2 to this many rows of weights."""

_MARGINS = ("subject", "object", "pair")
_APART = 3.0
"""Margins beyond this are all alike."""
_WEIGHTS, _PARTICULARS = "weights.npz", "calibration.json"

Floats = npt.NDArray[np.float32]


@lru_cache(maxsize=1 << 18)
def row(feature: str) -> int:
    """The row of weights that a feature has, the same in every process."""
    return int(murmur(feature)) & ((1 << BITS) - 1)


def rows(features: Iterable[str]) -> list[int]:
    """The distinct rows of a pair's features, sorted."""
    return sorted({row(feature) for feature in features})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one relation of a document.

    Args:
        predicate: its predicate.
        score: the highest sum of weights that any place gave it.
        rule: name of the rule that claimed it, empty if none did.
        confidence: of that claim, 0 if there is none.
        places: how many places of the text had a sum near the highest.
        margins: by how much its score exceeds the highest one of the same predicate with the same subject, of the
            same predicate with the same object, and of another predicate between the two.
    """

    predicate: str
    score: float
    rule: str = ""
    confidence: float = 0.0
    places: int = 1
    margins: tuple[float, float, float] = (_APART, _APART, _APART)

    def features(self) -> dict[str, float]:
        """What calibration weighs, by name."""
        voice = "rule" if self.rule else "model"
        score = min(6.0, max(-6.0, self.score))
        return {
            f"{voice}": 1.0,
            f"{voice}:score": score,
            f"{voice}:{self.predicate}": 1.0,
            "places": min(3, self.places) - 1.0,
            **{f"{name}:{self.predicate}": value for name, value in zip(_MARGINS, self._bounded(), strict=True)},
            **dict(zip(_MARGINS, self._bounded(), strict=True)),
            **({f"rule:{self.rule}": 1.0, "rule:confidence": 4 * (self.confidence - 0.7)} if self.rule else {}),
        }

    def _bounded(self) -> tuple[float, ...]:
        return tuple(min(_APART, max(-_APART, margin)) for margin in self.margins)


@dataclass(frozen=True)
class Scorer:
    """Judges pairs.

    Args:
        predicates: in the order of the columns of `weights`.
        weights: one row per hashed feature, one column per predicate.
        intercepts: one per predicate.
        calibration: weight by name of what `Evidence.features` gives.
        least: probability by voice (`rule`, `model`) below which a relation is not told.
    """

    predicates: tuple[str, ...]
    weights: Floats
    intercepts: Floats
    calibration: Mapping[str, float]
    least: Mapping[str, float]

    def sums(self, described: Sequence[tuple[Iterable[str], tuple[str, ...]]]) -> Floats:
        """Shape (pairs, predicates): the sum of weights of each pair for each predicate, a log-odds.

        Args:
            described: of each pair its own features and those of its place, which many pairs may have in common: the
                weights of a place are summed once.
        """
        numbers: dict[tuple[str, ...], int] = {}
        at = [numbers.setdefault(place, len(numbers)) for _, place in described]
        places = [frozenset(rows(place)) for place in numbers]
        own = [
            [each for each in rows(features) if each not in places[n]]
            for (features, _), n in zip(described, at, strict=True)
        ]
        return self._added([sorted(place) for place in places])[at] + self._added(own) + self.intercepts

    def _added(self, listed: Sequence[Sequence[int]]) -> Floats:
        """Shape (lists, predicates): the sum of the rows in each list."""
        sums = np.zeros((len(listed), len(self.predicates)), np.float32)
        filled = [index for index, each in enumerate(listed) if each]
        if filled:
            starts = np.cumsum([0, *(len(listed[index]) for index in filled[:-1])])
            flat = np.fromiter(chain.from_iterable(listed), np.int32)
            sums[filled] = np.add.reduceat(self.weights[flat], starts, axis=0, dtype=np.float32)
        return sums

    def probability(self, evidence: Evidence) -> float:
        """How probable it is that a careful reader would find the relation told."""
        total = sum(self.calibration.get(name, 0.0) * value for name, value in evidence.features().items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def save(self, folder: Path) -> None:
        """Write the scorer to a folder, the same bytes for the same scorer.

        Raises:
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        used = np.flatnonzero(np.any(self.weights != 0, axis=1)).astype(np.int32)
        with (folder / _WEIGHTS).open("wb") as file:
            np.savez_compressed(file, rows=used, weights=self.weights[used].astype(np.float16), to=self.intercepts)
        particulars = {"predicates": self.predicates, "least": self.least, "calibration": self.calibration}
        text = json.dumps(particulars, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / _PARTICULARS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Scorer:
        """Read a scorer.

        Raises:
            ExtractionError: it is missing or damaged.
        """
        try:
            particulars = json.loads((folder / _PARTICULARS).read_text(encoding="utf-8"))
            predicates = tuple(map(str, particulars["predicates"]))
            calibration = {str(name): float(value) for name, value in particulars["calibration"].items()}
            least = {voice: float(particulars["least"][voice]) for voice in ("rule", "model")}
            with np.load(BytesIO((folder / _WEIGHTS).read_bytes()), allow_pickle=False) as stored:
                weights = np.zeros((1 << BITS, len(predicates)), np.float32)
                weights[stored["rows"]] = _columns(stored["weights"], len(predicates))
                intercepts = _columns(stored["to"], len(predicates))
        except Exception as error:  # an archive can be damaged in more ways than its readers have errors in common
            msg = (
                f"{folder} holds no relation scorer ({type(error).__name__}: {error}); "
                "reinstall jjj-kg, make one with `jjj train`, or leave the component `relation_scorer` out"
            )
            raise ExtractionError(msg) from error
        return cls(predicates, weights, intercepts, calibration, least)


def _columns(stored: npt.NDArray[np.floating[Any]], count: int) -> Floats:
    """What was stored, if it has a column for each predicate: numpy would spread a single one over all of them."""
    if stored.shape[-1:] != (count,):
        raise ValueError(f"{stored.shape} is no shape for {count} predicates")
    return stored.astype(np.float32)
