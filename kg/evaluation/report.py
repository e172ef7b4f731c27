"""What an evaluation tells: scores, and how far statements can be trusted by confidence, voice, wording and status."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluation.comparison import (
    METRICS,
    NOT_ANNOTATED,
    NOT_FOUND,
    Comparison,
    Fault,
    ToldName,
    ToldRelation,
    ToldStatus,
)
from kg.evaluation.counts import Counts, Score
from kg.evaluation.patterns import by_pattern
from kg.evaluation.soundness import Soundness
from kg.evaluation.speed import Speed
from kg.extract.training.reliability import Bin, calibration_error, reliability
from kg.model import Status

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Least confidences for which precision and recall are told."""


@dataclass(frozen=True)
class Report:
    """How a set of predicted documents compares with the annotated ones.

    Args:
        documents: how many are annotated.
        predicted: how many of them were predicted; the others count as if nothing had been extracted.
        scores: by metric, in the order of METRICS.
        faults: everything missed or found wrongly, by document.
        relations: every asserted relation that was told, judged.
        names: every surface that was told, judged.
        statuses: what became of every statement, over the documents in which unasserted ones are annotated too.
        soundness: what was invented, where the extractor itself was measured.
        speed: of extracting, where the extractor itself was measured.
    """

    documents: int
    predicted: int
    scores: Mapping[str, Score]
    faults: tuple[Fault, ...]
    relations: tuple[ToldRelation, ...] = ()
    names: tuple[ToldName, ...] = ()
    statuses: tuple[ToldStatus, ...] = ()
    soundness: Soundness | None = None
    speed: Speed | None = None

    @classmethod
    def of(cls, compared: list[Comparison], predicted: int) -> Report:
        """The report on documents each beside what was predicted for it.

        Args:
            compared: every annotated document.
            predicted: how many of them were predicted.
        """
        chance = random.Random(0)  # noqa: S311  the same samples on every run
        return cls(
            documents=len(compared),
            predicted=predicted,
            scores={metric: Score.of([one.counts(metric) for one in compared], chance) for metric in METRICS},
            faults=tuple(fault for one in compared for fault in one.faults()),
            relations=tuple(told for one in compared for told in one.told_relations()),
            names=tuple(told for one in compared for told in one.told_names()),
            statuses=tuple(told for one in compared for told in one.statuses()),
        )

    @property
    def bins(self) -> tuple[Bin, ...]:
        """Relations by bands of confidence: what share of each is right."""
        return reliability([(told.confidence, told.right) for told in self.relations])

    @property
    def calibration_error(self) -> float:
        """How far confidence is from the share that is right, on average."""
        return calibration_error(self.bins)

    @property
    def at_least(self) -> Mapping[float, Counts]:
        """Relations told if only those count that have a least confidence."""
        sure = {least: [told for told in self.relations if told.confidence >= least] for least in THRESHOLDS}
        return {least: self._of_all("relations", told) for least, told in sure.items()}

    @property
    def relations_by_voice(self) -> Mapping[str, Counts]:
        """Relations by who told them; what several tell is apart, under all their names."""
        return self._by_voice("relations", self.relations)

    @property
    def names_by_voice(self) -> Mapping[str, Counts]:
        """Names with their types by who found them; what several find, here or there, is apart."""
        return self._by_voice("mentions", self.names)

    @property
    def patterns(self) -> Mapping[str, Counts]:
        """Relations by the wordings that hardly ever mislead."""
        return by_pattern(self.relations)

    @property
    def confusion(self) -> Mapping[str, Counter[str]]:
        """How many statements of each annotated status were told as what."""
        counted: dict[str, Counter[str]] = {}
        for told in self.statuses:
            counted.setdefault(told.annotated, Counter())[told.told] += 1
        return {status: counted[status] for status in (*Status, NOT_ANNOTATED) if status in counted}

    def as_json(self) -> dict[str, object]:
        """The report without its faults, for machines."""
        told: dict[str, object] = {
            "documents": self.documents,
            "predicted": self.predicted,
            **{metric: score.as_json() for metric, score in self.scores.items()},
            "confidence": {
                "calibration_error": round(self.calibration_error, 4),
                "bands": [_bin_json(each) for each in self.bins],
                "at_least": {str(least): counts.as_json() for least, counts in self.at_least.items()},
            },
            "relations_by_voice": _json(self.relations_by_voice),
            "names_by_voice": _json(self.names_by_voice),
            "patterns": _json(self.patterns),
            "statuses": {status: _status_json(status, told) for status, told in self.confusion.items()},
        }
        measured = {"soundness": self.soundness, "speed": self.speed}
        return told | {name: each.as_json() for name, each in measured.items() if each is not None}

    def _by_voice(self, metric: str, told: Iterable[ToldRelation | ToldName]) -> Mapping[str, Counts]:
        groups: dict[str, list[ToldRelation | ToldName]] = {}
        for each in told:
            groups.setdefault(" + ".join(sorted(each.voices)), []).append(each)
        return {voices: self._of_all(metric, groups[voices]) for voices in sorted(groups)}

    def _of_all(self, metric: str, told: Iterable[ToldRelation | ToldName]) -> Counts:
        """Counts of some of what was told, all else that there is being missed."""
        judged = [each.right for each in told]
        total = self.scores[metric].total
        return Counts(sum(judged), len(judged) - sum(judged), total.right + total.missed - sum(judged))


def _bin_json(each: Bin) -> dict[str, float]:
    return {
        "low": each.low,
        "high": each.high,
        "relations": each.count,
        "mean_confidence": round(each.confidence, 4),
        "right": round(each.right, 4),
    }


def _json(counts: Mapping[str, Counts]) -> dict[str, object]:
    return {name: each.as_json() for name, each in counts.items()}


def _status_json(status: str, told: Mapping[str, int]) -> dict[str, object]:
    return {
        "annotated": sum(told.values()),
        "right": told.get(status, 0),
        "told_as_asserted": told.get(Status.ASSERTED, 0),
        "not_found": told.get(NOT_FOUND, 0),
        "told_as": dict(sorted(told.items())),
    }
