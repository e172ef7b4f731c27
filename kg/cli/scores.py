"""How an evaluation looks to people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.evaluation import Counts, Report


def totals(report: Report) -> RenderableType:
    """One line for each metric."""
    table = _table("metric", title=f"{report.documents} annotated documents")
    for metric, score in report.scores.items():
        low, high = score.interval
        table.add_row(metric, *_cells(score.total), f"{low:.3f} to {high:.3f}")
    return table


def by_predicate(report: Report) -> RenderableType:
    """One line for each predicate."""
    return _by_class(report, "relations", "Relations by predicate")


def by_type(report: Report) -> RenderableType:
    """One line for each entity type."""
    return _by_class(report, "mentions", "Mentions by type")


def faults_of(report: Report) -> RenderableType:
    """Everything missed or found wrongly."""
    table = Table("document", "metric", "", "what", title="Faults", title_justify="left")
    for fault in report.faults:
        what = Text(" · ".join(fault.what))
        table.add_row(Text(fault.document), fault.metric, "missed" if fault.missed else "wrong", what)
    return table


SCORES: tuple[Callable[[Report], RenderableType], ...] = (totals, by_type, by_predicate)
"""What is always shown of an evaluation, in this order."""


def _by_class(report: Report, metric: str, title: str) -> RenderableType:
    table = _table("", title=title)
    for key, counts in report.scores[metric].by_class.items():
        table.add_row(key, *_cells(counts), "")
    return table


def _cells(counts: Counts) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
    return (*shares, str(counts.right), str(counts.wrong), str(counts.missed))


def _table(first: str, *, title: str) -> Table:
    heads = (first, "precision", "recall", "F1", "right", "wrong", "missed", "90% of F1")
    return Table(*heads, title=title, title_justify="left")
