"""Evaluation: how well extraction does against annotated documents, by the annotation guidelines' own definitions.

One module per thing measured; the scores come from comparison.py, what an extractor does by itself from soundness.py
and speed.py. Nothing here knows how a report is shown.
"""

from __future__ import annotations

from kg.evaluation.comparison import METRICS, NOT_ANNOTATED, NOT_FOUND, Fault
from kg.evaluation.counts import Counts, Score
from kg.evaluation.measure import evaluate, evaluate_extractor
from kg.evaluation.patterns import PATTERNS
from kg.evaluation.report import Report
from kg.evaluation.soundness import Share, Soundness
from kg.evaluation.speed import Speed
from kg.extract.training.corpus import Part

__all__ = [
    "METRICS",
    "NOT_ANNOTATED",
    "NOT_FOUND",
    "PATTERNS",
    "Counts",
    "Fault",
    "Part",
    "Report",
    "Score",
    "Share",
    "Soundness",
    "Speed",
    "evaluate",
    "evaluate_extractor",
]
