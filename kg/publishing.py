"""The second half of the line: ledger → linker → graph → store. Needs no extractor, so that judging is quick."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

import kg
from kg.assemble import Assembled, assemble
from kg.divisions import Divisions
from kg.gazetteer import Gazetteer, Seats
from kg.ledger import Ledger, Recorded
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.query import whole_graph
from kg.reprints import METHOD, find_reprints
from kg.resolve import Linker, resolve
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore
from kg.store.opening import open_store

_PUBLISHED, _COMPARED, _MADE = "published", "compared", "made"


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


def publish(ledger: Ledger, settings: Settings, ontology: Ontology, *, progress: Progress = silent) -> Published:
    """Resolve and assemble all that the ledger holds, and put the graph in place of the one published before.

    Where the settings name a Neo4j database, that is brought in step as well.

    Raises:
        StoreError: a graph cannot be written; what the ledger holds stays, and publishing again goes on from there.
    """
    assembled, published = _make(ledger, settings, ontology, progress)
    if settings.graph_server:
        progress(Step(Stage.WRITE, settings.graph_server.uri))
        with closing(open_store(settings)) as target:
            target.write(assembled.graph)
    return published


def workspace_graph(
    ledger: Ledger, settings: Settings, ontology: Ontology, *, progress: Progress = silent
) -> KnowledgeGraph:
    """The graph of a workspace, to be taken elsewhere: made and published anew if the ledger has changed since.

    A workspace that holds a graph and no documents, such as one that was taken in from a file, gives that graph.

    Raises:
        NoGraph: there are neither documents nor a graph.
    """
    if ledger.counts().documents and ledger.recall(_MADE) != _state(ledger):
        assembled, _ = _make(ledger, settings, ontology, progress)
        return assembled.graph
    with EmbeddedStore(settings.graph_folder) as store:
        return whole_graph(store)


def _make(ledger: Ledger, settings: Settings, ontology: Ontology, progress: Progress) -> tuple[Assembled, Published]:
    progress(Step(Stage.COMPARE))
    _compare(ledger)
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
    ledger.keep_identifiers(linker.identifiers(), linker.found)
    digest = _digest(assembled.graph)
    republished = ledger.recall(_PUBLISHED) != digest
    if republished:
        ledger.remember(_PUBLISHED, digest)
    ledger.remember(_MADE, _state(ledger))
    return assembled, _published(assembled, linker, republished=republished)


def _state(ledger: Ledger) -> str:
    """Changes whenever something does of which the graph is made: documents, sources, what people judge, our code."""
    state = hashlib.sha256(f"{kg.__version__} {METHOD} {ledger.digest()}\n".encode())
    for locator, document_id in ledger.sources():
        state.update(f"{locator} {document_id}\n".encode("utf-8", "surrogatepass"))
    for entry in ledger.history():
        state.update(f"{entry.number} {entry.undone is None}\n".encode())
    return state.hexdigest()


def _compare(ledger: Ledger) -> None:
    """Find the reprints, unless the documents are those among which they were found the last time."""
    among = f"{METHOD} {ledger.digest()}"
    if ledger.recall(_COMPARED) != among:
        ledger.keep_reprints(find_reprints(ledger))
        ledger.remember(_COMPARED, among)


def _published(assembled: Assembled, linker: Linker, *, republished: bool) -> Published:
    graph = assembled.graph
    refusals = tuple(refusal.told(linker.called) for refusal in linker.refusals)
    return Published(len(graph.entities), len(graph.relations), republished, assembled.dropped, refusals)


def _digest(graph: KnowledgeGraph) -> str:
    digest = hashlib.sha256()
    for part in (*graph.entities, *graph.relations, *graph.documents):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
