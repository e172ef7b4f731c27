"""`jjj resolve …`: what two names are to each other, measured, asked and learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from typer import Argument, Option

from kg.cli import judging, reviewing
from kg.cli.session import AsJson, Session, Workspace, as_line

if TYPE_CHECKING:  # importing it loads OpenCC and the tables
    from kg.resolve.evaluation import Report
    from kg.resolve.labelled import LabelledPair
    from kg.resolve.learning import Learnt
    from kg.resolve.matching import Verdict
    from kg.resolve.names import NameParts

resolve = typer.Typer(no_args_is_help=True, help="Which names mean one thing: measure, ask, learn, judge.")
resolve.command()(reviewing.review)
resolve.command()(judging.judge)
resolve.command()(judging.undo)
resolve.command()(judging.judgements)
resolve.command()(judging.publish)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A name, the full name of the division in it, and its parts."""

    name: str
    place: str
    parts: NameParts


Pairs = Annotated[
    list[Path], Argument(metavar="PAIRS.jsonl…", help="A JSON object a line: left, right (name, type, context), label.")
]


@resolve.command()
def evaluate(
    pairs: Pairs,
    faults: Annotated[bool, Option("--faults", help="List the pairs with a wrong label, and why.")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Measure the matcher on labelled pairs of names, beside other matchers in the same run."""
    session = Session.open(workspace, as_json)
    from kg.resolve import evaluation  # noqa: PLC0415 - loads the tables, which other commands need not
    from kg.resolve.labelled import read_pairs  # noqa: PLC0415
    from kg.resolve.setting import Comparing  # noqa: PLC0415

    with session.err.status("Comparing …"):
        comparing = Comparing.load()
        report = evaluation.evaluate(list(read_pairs(pairs)), comparing.matcher, comparing.setting)
    if as_json:
        session.answer(_plain(report, faults=faults))
    else:
        session.answer(report, _rows, _confusion, _categories, *([_faults] if faults else []))


@resolve.command()
def predict(pairs: Pairs, workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Say of each pair of names whether they are the same, related or different, and why; with --json a line a pair."""
    session = Session.open(workspace, as_json)
    from kg.resolve import evaluation  # noqa: PLC0415
    from kg.resolve.labelled import read_pairs  # noqa: PLC0415
    from kg.resolve.setting import Comparing  # noqa: PLC0415

    comparing = Comparing.load()
    read = list(read_pairs(pairs))
    verdicts = evaluation.predict(read, comparing.matcher, comparing.setting)
    if as_json:
        for pair, verdict in zip(read, verdicts, strict=True):
            print(as_line(_told(pair, verdict)), flush=True)  # noqa: T201 - a line a pair, for programs
        return
    session.answer(list(zip(read, verdicts, strict=True)), _verdicts)


@resolve.command()
def parse(
    names: Annotated[list[str], Argument(metavar="NAME…", help="Names of firms, banks, funds, parks, schools …")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Take names apart: region, core, trade, form, units, number, host, grade, English form, former names."""
    session = Session.open(workspace, as_json)
    from kg.divisions import Divisions  # noqa: PLC0415
    from kg.resolve.names import NameParser  # noqa: PLC0415

    divisions = Divisions.load()
    parser = NameParser.load(divisions)
    read = []
    for name in names:
        parts = parser.parse(name)
        place = "".join(division.name for division in divisions.chain(parts.region))
        read.append(_Parsed(name, place, parts))
    session.answer(read, _parsed)


@resolve.command()
def train(
    pairs: Annotated[list[Path] | None, Argument(metavar="PAIRS.jsonl…", help="Those of jjj-kg by default.")] = None,
    out: Annotated[Path | None, Option("--out", metavar="FILE", help="That of jjj-kg by default.")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Learn the matcher's weights from labelled pairs of names, and its threshold from folds that they do not see."""
    session = Session.open(workspace, as_json)
    from kg.resolve.labelled import read_pairs  # noqa: PLC0415
    from kg.resolve.learning import learn  # noqa: PLC0415
    from kg.resolve.matching import WEIGHTS  # noqa: PLC0415
    from kg.resolve.setting import Comparing  # noqa: PLC0415
    from kg.settings import shipped  # noqa: PLC0415

    files = pairs or sorted(shipped("data", "pairs").glob("*.jsonl"))
    target = out or shipped("data", "matcher") / WEIGHTS
    with session.err.status("Learning …"):
        learnt = learn(list(read_pairs(files)), Comparing.load().setting)
    learnt.weights.save(target)
    session.answer(learnt, lambda made: _learnt(made, target))


def _parsed(read: Sequence[_Parsed]) -> RenderableType:
    table = Table("name", "part", "")
    for parsed in read:
        place = (parsed.place, parsed.parts.region)
        said = asdict(parsed.parts) | {"region": " ".join(filter(None, place))}
        told = [(part, _written(value)) for part, value in said.items() if value]
        for row, (part, value) in enumerate(told):
            table.add_row("" if row else parsed.name, part, value)
        table.add_section()
    return table


def _written(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else "yes" if value is True else str(value)


def _rows(report: Report) -> RenderableType:
    table = Table(title=f"{report.pairs} pairs of names", title_justify="left")
    for heading in ("matcher", "accuracy", "same: precision", "same: recall", "its best threshold"):
        table.add_column(heading, justify="left" if heading == "matcher" else "right")
    for row in report.rows:
        if not row.installed:
            table.add_row(row.matcher, Text("not installed: make setup-peers", style="dim"))
            continue
        threshold = "" if row.threshold is None else f"{row.threshold:.3f}"
        table.add_row(row.matcher, f"{row.accuracy:.3f}", f"{row.precision:.3f}", f"{row.recall:.3f}", threshold)
    return table


def _confusion(report: Report) -> RenderableType:
    labels = ("same", "related", "different", "unsure")
    table = Table(title="What jjj-kg says of them", title_justify="left")
    table.add_column("labelled")
    for label in labels:
        table.add_column(label, justify="right")
    for truth in labels[:-1]:
        counts = report.confusion.get(truth, {})
        table.add_row(truth, *(str(counts.get(label, 0)) for label in labels))
    return table


def _categories(report: Report) -> RenderableType:
    table = Table(title="Right by category", title_justify="left")
    for heading in ("category", "right", "of"):
        table.add_column(heading, justify="left" if heading == "category" else "right")
    for category, (right, count) in report.categories.items():
        table.add_row(category or "–", str(right), str(count))
    return table


def _faults(report: Report) -> RenderableType:
    return _verdicts(report.faults)


def _verdicts(told: Sequence[tuple[LabelledPair, Verdict]]) -> RenderableType:
    text = Text()
    for pair, verdict in told:
        text.append(f"{pair.left.name}", "bold").append("  |  ").append(f"{pair.right.name}\n", "bold")
        wanted = f", labelled {pair.label}" if pair.label and pair.label is not verdict.label else ""
        text.append(f"  {verdict.label} {verdict.score:.2f}{wanted}\n")
        for reason in verdict.reasons:
            text.append(f"  {reason.weight:+.1f}  {reason.text}\n", "dim")
    return text


def _told(pair: LabelledPair, verdict: Verdict) -> dict[str, object]:
    return {
        "left": pair.left.name,
        "right": pair.right.name,
        "label": verdict.label,
        "score": verdict.score,
        "probabilities": verdict.probabilities,
        "reasons": [reason.text for reason in verdict.reasons],
        "clues": {reason.clue: reason.weight for reason in verdict.reasons},
    }


def _plain(report: Report, *, faults: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "pairs": report.pairs,
        "matchers": report.rows,
        "confusion": report.confusion,
        "categories": {name: {"right": right, "of": count} for name, (right, count) in report.categories.items()},
    }
    if faults:
        told["faults"] = [{**_told(pair, verdict), "labelled": pair.label} for pair, verdict in report.faults]
    return told


def _learnt(learnt: Learnt, target: Path) -> RenderableType:
    counts = ", ".join(f"{count} {label}" for label, count in sorted(learnt.pairs.items()))
    return Text(
        f"{target}: learnt from {sum(learnt.pairs.values())} pairs ({counts}). On folds that weights have not seen: "
        f"accuracy {learnt.accuracy:.3f}, same: precision {learnt.precision:.3f}, recall {learnt.recall:.3f}."
    )
