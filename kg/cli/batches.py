"""Commands that work through many documents: build, extract."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from typer import Argument, Exit, Option

from kg.cli.choices import MinConfidence
from kg.cli.errors import PARTLY
from kg.cli.session import AsJson, Session, Workspace
from kg.cli.voices import Heard, LlmModel, LlmPrice, LlmUrl, NerModel, chosen, shown
from kg.documents import READERS, STANDARD_INPUT, read_documents
from kg.documents.paths import expand
from kg.export.annotation import AnnotationFolder
from kg.ledger import Recorded
from kg.model import Failure

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.extract.llm import LLMReport
    from kg.pipeline import BuildReport, Step

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
    """What an extraction wrote, and what came of asking a language model, if one was asked."""

    folder: str
    written: tuple[str, ...]
    failed: tuple[Failed, ...]
    llm: Heard | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many statements of a kind are in no relation of the graph, and why."""

    reason: str
    what: str
    statements: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did and what there is now.

    Args:
        recorded: number of documents read, by whether they were new, changed or unchanged.
        failed: what could not be taken in, and why.
        changed_anything: whether the ledger or the graph became another.
        documents, statements: how many the ledger holds now.
        entities, relations: how many the graph has now.
        dropped: statements that are in no relation.
        refusals: judgements that were not followed.
        llm: what came of asking a language model, if one was asked.
    """

    recorded: Mapping[str, int]
    failed: tuple[Failed, ...]
    changed_anything: bool
    documents: int
    statements: int
    entities: int
    relations: int
    dropped: tuple[Dropped, ...]
    refusals: tuple[str, ...]
    llm: Heard | None = None

    @classmethod
    def of(cls, report: BuildReport) -> Built:
        """The report in plain values."""
        published = report.published
        dropped = sorted(published.dropped.items(), key=lambda item: (-item[1], item[0]))
        return cls(
            recorded={outcome: report.recorded.get(outcome, 0) for outcome in Recorded},
            failed=tuple(map(Failed.of, report.failed)),
            changed_anything=report.changed_anything,
            documents=report.held.documents,
            statements=report.held.statements,
            entities=published.entities,
            relations=published.relations,
            dropped=tuple(Dropped(reason, what, number) for (reason, what), number in dropped),
            refusals=published.refusals,
            llm=Heard.of(report.llm),
        )


def build(
    paths: Paths,
    llm_model: LlmModel = None,
    llm_url: LlmUrl = None,
    llm_price: LlmPrice = None,
    ner_model: NerModel = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Read, extract, record, resolve and publish. What is known already is not read again: stop and go on at will."""
    from kg import pipeline  # noqa: PLC0415 - loads spaCy, which asking needs none of

    session = Session.open(workspace, as_json)
    options = chosen(llm_model=llm_model, llm_url=llm_url, llm_price=llm_price, ner_model=ner_model)
    with progress_bar(session) as bar:
        report = pipeline.build(
            paths, session.settings, options=options, stdin=sys.stdin.buffer, progress=_Watch(bar, paths)
        )
    built = Built.of(report)
    session.answer(built, _built, *shown(built.llm), _failures_of)
    if built.failed:
        raise Exit(PARTLY)


def extract(
    paths: Paths,
    out: Annotated[Path, Option("--out", metavar="DIR", help="Folder that takes one JSON file per document.")],
    min_confidence: MinConfidence = 0.0,
    llm_model: LlmModel = None,
    llm_url: LlmUrl = None,
    llm_price: LlmPrice = None,
    ner_model: NerModel = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Extract only: one JSON per document in the annotation form; nothing is recorded."""
    from kg.extract import load_extractor  # noqa: PLC0415 - loads spaCy, which asking needs none of

    session = Session.open(workspace, as_json)
    options = chosen(llm_model=llm_model, llm_url=llm_url, llm_price=llm_price, ner_model=ner_model)
    asked: list[LLMReport] = []
    extractor = load_extractor(session.ontology, options, heard=asked.append)
    folder = AnnotationFolder(out, session.ontology, min_confidence=min_confidence)
    written: list[str] = []
    failed: list[Failed] = []
    with progress_bar(session) as bar:
        watch = _Watch(bar, paths)
        documents = read_documents(paths, stdin=sys.stdin.buffer)
        for result in extractor.extract_all(documents):
            if isinstance(result, Failure):
                failed.append(Failed.of(result))
                watch.read(result.source)
            else:
                written.append(str(folder.write(result)))
                watch.read(result.document.source)
    extracted = Extracted(str(out), tuple(written), tuple(failed), Heard.of(asked))
    session.answer(extracted, _written, *shown(extracted.llm), _failures_of)
    if failed:
        raise Exit(PARTLY)


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


class _Watch:
    """Moves a progress bar as files are worked off; a file may hold many documents."""

    def __init__(self, bar: Progress, sources: Iterable[str]) -> None:
        self._bar = bar
        self._files = bar.add_task("Reading", total=sum(1 for source in sources for _ in _files(source)), now="")
        self._last = ""

    def __call__(self, step: Step) -> None:
        """Show where the build is."""
        if step.stage == "record":
            self.read(step.source)
        else:
            self._bar.update(self._files, description=step.stage.capitalize(), now="")

    def read(self, source: str) -> None:
        """Show that a document of this source has been worked off."""
        file = source.partition("#")[0]
        if file != self._last:
            self._last = file
            self._bar.update(self._files, advance=1, now=Path(file).name)


def _files(source: str) -> Iterable[object]:
    return [source] if source == STANDARD_INPUT else expand(source)


def _built(built: Built) -> RenderableType:
    counted = ", ".join(f"{number} {outcome}" for outcome, number in built.recorded.items())
    head = f"{counted}, {len(built.failed)} failed" if built.changed_anything else f"Nothing changed: {counted}"
    table = Table.grid(padding=(0, 2))
    table.add_row("documents", head)
    table.add_row("ledger", f"{built.documents} documents, {built.statements} statements")
    table.add_row("graph", f"{built.entities} entities, {built.relations} relations")
    if built.dropped:
        left_out = sum(each.statements for each in built.dropped)
        reasons = ", ".join(dict.fromkeys(each.reason for each in built.dropped))
        table.add_row("left out", Text(f"{left_out} statements: {reasons}"))
    for refusal in built.refusals:
        table.add_row("refused", Text(refusal))
    return table


def _written(extracted: Extracted) -> RenderableType:
    return Text(f"{len(extracted.written)} written to {extracted.folder}, {len(extracted.failed)} failed")


def _failures_of(batch: Built | Extracted) -> RenderableType:
    return failures(batch.failed)
