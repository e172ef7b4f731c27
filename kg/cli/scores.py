"""How an evaluation looks to people: one table per question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.model import Status

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.evaluation import Counts, Report, Share

_SHARES = ("precision", "recall", "F1", "right", "wrong", "missed")
_NOT_FOUND = "not found"


def totals(report: Report) -> RenderableType:
    """One line for each metric."""
    table = _table("metric", *_SHARES, "90% of F1", title=f"{report.documents} annotated documents")
    for metric, score in report.scores.items():
        bounds = "–".join(f"{bound:.3f}".removeprefix("0") for bound in score.interval)  # 80 columns are all there are
        table.add_row(metric, *_cells(score.total), bounds)
    return table


def by_type(report: Report) -> RenderableType:
    """One line for each entity type."""
    return _counted("type", report.scores["mentions"].by_class, "Mentions by type")


def by_predicate(report: Report) -> RenderableType:
    """One line for each predicate."""
    return _counted("predicate", report.scores["relations"].by_class, "Relations by predicate")


def by_qualifier(report: Report) -> RenderableType:
    """One line for each kind of particular."""
    return _counted("qualifier", report.scores["qualifiers"].by_class, "Qualifiers of the relations found")


def by_voice(report: Report) -> RenderableType:
    """Relations and names by who told them."""
    return Group(
        _counted("told by", report.relations_by_voice, "Relations by voice"),
        _counted("found by", report.names_by_voice, "Names by voice"),
    )


def trust(report: Report) -> RenderableType:
    """How many relations of each band of confidence are right, and what a least confidence keeps."""
    bands = _table(
        *("confidence", "relations", "mean confidence", "share right"),
        title=f"Relations by confidence; calibration error {report.calibration_error:.3f}",
    )
    for each in report.bins:
        band = f"{each.low:.1f}–{each.high:.1f}"
        bands.add_row(band, str(each.count), f"{each.confidence:.3f}", f"{each.right:.3f}")
    least = {f"≥ {least:.1f}": counts for least, counts in report.at_least.items()}
    return Group(bands, _counted("confidence", least, "Relations above a least confidence"))


def by_pattern(report: Report) -> RenderableType:
    """Relations of wordings that hardly ever mislead."""
    table = _table("wording", "precision", "right", "wrong", title="Relations of sure wordings")
    for name, counts in report.patterns.items():
        precision = f"{counts.precision:.3f}" if counts.right + counts.wrong else "–"
        table.add_row(name, precision, str(counts.right), str(counts.wrong))
    return table


def statuses(report: Report) -> RenderableType:
    """What became of statements that are asserted, planned, negated …; nothing where none are annotated."""
    if not report.statuses:
        return Text()
    told_as = {told for row in report.confusion.values() for told in row}
    columns = [each for each in (*Status, _NOT_FOUND) if each in told_as]
    table = _table("annotated as", "all", *columns, "right of found", title="Status: annotated as …, told as …")
    for status, told in report.confusion.items():
        cells = (str(told[each]) if told[each] else "" for each in columns)
        found = told.total() - told[_NOT_FOUND]
        right = f"{told[status] / found:.3f}" if found and status in [*Status] else ""
        table.add_row(status, str(told.total()), *cells, right)
    return table


def soundness(report: Report) -> RenderableType:
    """What was invented, what the ontology allows, and how fast it went."""
    table = Table("", "", title="Soundness and speed", title_justify="left", show_header=False)
    for name, share in _sound(report):
        table.add_row(name, f"{share.rate:.2%} ({share.number:,} of {share.of:,})")
    if report.speed:
        table.add_row("characters a second on one core", f"{report.speed.per_second:,.0f}")
        if report.speed.start_up is not None:
            table.add_row("start-up, not counted in it", f"{report.speed.start_up:.1f} s")
    return table


def faults_of(report: Report) -> RenderableType:
    """Everything missed or found wrongly."""
    table = Table("document", "metric", "", "what", title="Faults", title_justify="left")
    for fault in report.faults:
        what = Text(" · ".join(fault.what))
        table.add_row(Text(fault.document), fault.metric, "missed" if fault.missed else "wrong", what)
    return table


SCORES: tuple[Callable[[Report], RenderableType], ...] = (
    totals,
    by_type,
    by_predicate,
    by_qualifier,
    by_voice,
    trust,
    by_pattern,
    statuses,
    soundness,
)
"""What is always shown of an evaluation, in this order."""


def _sound(report: Report) -> Iterable[tuple[str, Share]]:
    sound = report.soundness
    if sound:
        yield "invented mentions", sound.invented_mentions
        yield "invented evidence", sound.invented_evidence
        yield "invented qualifiers", sound.invented_qualifiers
        yield "statements that the ontology allows", sound.allowed


def _counted(first: str, counts: Mapping[str, Counts], title: str) -> Table:
    table = _table(first, *_SHARES, title=title)
    for key, each in counts.items():
        table.add_row(key, *_cells(each))
    return table


def _cells(counts: Counts) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
    return (*shares, str(counts.right), str(counts.wrong), str(counts.missed))


def _table(first: str, *others: str, title: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    table.add_column(first, no_wrap=True)
    for other in others:
        table.add_column(other, justify="right")
    return table
