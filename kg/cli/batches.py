"""Commands that work through many documents: build, extract, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from typer import Argument, Exit, Option

from kg.cli.errors import PARTLY
from kg.cli.scores import SCORES, faults_of
from kg.cli.session import AsJson, Session, Workspace
from kg.documents import READERS, read_documents
from kg.export.annotation import AnnotationFolder
from kg.model import Document, Failure

_FORMATS = ", ".join(sorted(suffix.removeprefix(".") for suffix in READERS))
Paths = Annotated[
    list[str],
    Argument(
        metavar="PATH…", help=f"Files ({_FORMATS}), folders, patterns, or - for standard input.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be worked off, and why."""

    source: str
    error: str
    message: str

    @classmethod
    def of(cls, failure: Failure) -> Failed:
        """The failure in words."""
        return cls(failure.source, type(failure.error).__name__, str(failure.error))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extraction wrote."""

    folder: str
    written: tuple[str, ...]
    failed: tuple[Failed, ...]


def extract(
    paths: Paths,
    out: Annotated[Path, Option("--out", metavar="DIR", help="Folder that takes one JSON file per document.")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Extract only: one JSON per document in the annotation form; nothing is recorded."""
    from kg.extract import load_extractor  # noqa: PLC0415 - loads spaCy, which asking needs none of

    session = Session.open(workspace, as_json)
    folder = AnnotationFolder(out, session.ontology)
    written: list[str] = []
    failed: list[Failed] = []
    with progress_bar(session) as bar:
        task = bar.add_task("Extracting", total=None, now="")
        documents = _told(read_documents(paths, stdin=sys.stdin.buffer), bar)
        for result in load_extractor(session.ontology).extract_all(documents):
            if isinstance(result, Failure):
                failed.append(Failed.of(result))
            else:
                written.append(str(folder.write(result)))
            bar.advance(task)
    session.answer(Extracted(str(out), tuple(written), tuple(failed)), _written, _failures_of)
    if failed:
        raise Exit(PARTLY)


def evaluate(
    gold: Annotated[Path, Argument(metavar="GOLD_DIR", help="Folder of annotated documents.")],
    faults: Annotated[bool, Option("--faults", help="List everything missed or found wrongly.")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Measure the extractor against annotated documents."""
    from kg.evaluation import evaluate_extractor  # noqa: PLC0415 - loads spaCy, which asking needs none of
    from kg.extract import load_extractor  # noqa: PLC0415 - the same

    session = Session.open(workspace, as_json)
    with session.err.status("Extracting …"):
        report = evaluate_extractor(load_extractor(session.ontology), gold, session.ontology)
    if as_json:
        session.answer(report.as_json() | ({"faults": report.faults} if faults else {}))
    else:
        session.answer(report, *SCORES, *([faults_of] if faults else []))


def progress_bar(session: Session) -> Progress:
    """A bar on standard error; silent for programs and where nobody watches."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", style="dim"),
        console=session.err,
        transient=True,
        disable=session.as_json or not session.err.is_terminal,
    )


def failures(failed: Iterable[Failed]) -> RenderableType:
    """A table of what failed and why, empty if nothing did."""
    table = Table("source", "reason", title="Failed", title_justify="left", title_style="bold red")
    for each in failed:
        table.add_row(Text(each.source), Text(each.message))
    return table if table.row_count else Text()


def _told(documents: Iterable[Document | Failure], bar: Progress) -> Iterator[Document | Failure]:
    for document in documents:
        for task in bar.task_ids:
            bar.update(task, now=Path(document.source).name)
        yield document


def _written(extracted: Extracted) -> RenderableType:
    return Text(f"{len(extracted.written)} written to {extracted.folder}, {len(extracted.failed)} failed")


def _failures_of(extracted: Extracted) -> RenderableType:
    return failures(extracted.failed)
