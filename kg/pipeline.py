"""The straight line: sources → documents → extractions → ledger → linker → graph → store, and nothing else."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from kg.assemble import Assembled, assemble
from kg.divisions import Divisions
from kg.documents import read_documents
from kg.errors import DocumentError, ExtractionError
from kg.extract import Extractor, Options, load_extractor
from kg.extract.llm import LLMReport
from kg.gazetteer import Gazetteer, Seats
from kg.ledger import Counts, Ledger, Recorded
from kg.model import Document, Failure, KnowledgeGraph
from kg.ontology import Ontology
from kg.reprints import find_reprints
from kg.resolve import Linker, resolve
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore

_PUBLISHED = "published"
_DEFAULT = Options()


class Stage(StrEnum):
    """Where the line is."""

    RECORD = "record"
    COMPARE = "compare"
    RESOLVE = "resolve"
    ASSEMBLE = "assemble"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Step:
    """What has just been done, or, of a stage after RECORD, is about to be done.

    Args:
        stage: where the line is.
        source: of RECORD, the source of the document.
        outcome: of RECORD, what it did to the ledger; None if the source failed.
    """

    stage: Stage
    source: str = ""
    outcome: Recorded | None = None


Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """The progress of one who does not look."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did.

    Args:
        entities, relations: how many the graph has.
        republished: whether the graph differs from the one published before.
        dropped: statements that are in no relation, by reason and by what they would have said.
        refusals: sentences about judgements that were not followed.
    """

    entities: int
    relations: int
    republished: bool
    dropped: Mapping[tuple[str, str], int]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Args:
        recorded: number of documents read, by what they did to the ledger.
        failed: sources and documents that could not be taken in, and why.
        held: what the ledger holds now.
        published: what publishing did.
        llm: what came of asking a language model, for each document that was asked about.
    """

    recorded: Mapping[Recorded, int]
    failed: tuple[Failure, ...]
    held: Counts
    published: Published
    llm: tuple[LLMReport, ...] = ()

    @property
    def read(self) -> int:
        """Number of documents that were read and are in the ledger."""
        return sum(self.recorded.values())

    @property
    def changed_anything(self) -> bool:
        """Whether a document was new or changed, or the graph became another."""
        return self.published.republished or self.read > self.recorded.get(Recorded.UNCHANGED, 0)


def build(
    sources: Iterable[str | Path],
    settings: Settings,
    *,
    options: Options = _DEFAULT,
    stdin: BinaryIO | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Take in every source and publish the graph.

    What is known already is not extracted again, so that a build that was interrupted goes on where it stopped.

    Args:
        sources: files, folders, patterns, and `-` for standard input.
        settings: the workspace.
        options: which voices are heard besides the rules; with other options, documents are extracted again.
        stdin: where `-` is read from.
        progress: called after each document and before each later stage.

    Raises:
        LedgerError, StorageFull, StoreError: the workspace cannot be written; what was recorded is kept.
        SettingsError: a voice that is asked for cannot be heard.
    """
    ontology = Ontology.load()
    asked: list[LLMReport] = []
    extractor = load_extractor(ontology, options, heard=asked.append)
    failed: list[Failure] = []
    recorded: Counter[Recorded] = Counter()
    with Ledger.open(settings) as ledger:
        for step in record(read_documents(sources, stdin=stdin), extractor, ledger):
            if isinstance(step, Failure):
                failed.append(step)
                progress(Step(Stage.RECORD, step.source))
            else:
                document, outcome = step
                recorded[outcome] += 1
                progress(Step(Stage.RECORD, document.source, outcome))
        published = publish(ledger, settings, ontology, progress=progress)
        return BuildReport(dict(recorded), tuple(failed), ledger.counts(), published, tuple(asked))


def record(
    documents: Iterable[Document | Failure], extractor: Extractor, ledger: Ledger
) -> Iterator[tuple[Document, Recorded] | Failure]:
    """Extract and record documents one by one; a failure concerns its document alone."""
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            yield document, _recorded(document, extractor, ledger)
        except (DocumentError, ExtractionError) as error:
            yield Failure(document.source, error)


def publish(ledger: Ledger, settings: Settings, ontology: Ontology, *, progress: Progress = silent) -> Published:
    """Resolve and assemble all that the ledger holds, and put the graph in place of the one published before."""
    progress(Step(Stage.COMPARE))
    ledger.keep_reprints(find_reprints(ledger))
    progress(Step(Stage.RESOLVE))
    divisions = Divisions.load()
    gazetteer = Gazetteer.load()
    linker = resolve(ledger, ontology, gazetteer, divisions)
    ledger.keep_rule_judgements(linker.rules)
    progress(Step(Stage.ASSEMBLE))
    assembled = assemble(ledger, linker, ontology, divisions, Seats.load(gazetteer))
    progress(Step(Stage.WRITE))
    with EmbeddedStore(settings.graph_folder) as store:
        store.write(assembled.graph)
    digest = _digest(assembled.graph)
    republished = ledger.recall(_PUBLISHED) != digest
    if republished:
        ledger.remember(_PUBLISHED, digest)
    return _published(assembled, linker, republished=republished)


def _recorded(document: Document, extractor: Extractor, ledger: Ledger) -> Recorded:
    if ledger.known(document, extractor.fingerprint):
        return ledger.attach(document)
    return ledger.record(extractor.extract(document), extractor.fingerprint)


def _published(assembled: Assembled, linker: Linker, *, republished: bool) -> Published:
    graph = assembled.graph
    refusals = tuple(map(str, linker.refusals))
    return Published(len(graph.entities), len(graph.relations), republished, assembled.dropped, refusals)


def _digest(graph: KnowledgeGraph) -> str:
    digest = hashlib.sha256()
    for part in (*graph.entities, *graph.relations):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
