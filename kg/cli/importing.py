"""The command that brings a graph back that was exported somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from rich.text import Text
from typer import Argument, Option

from kg.cli.session import AsJson, Session, Workspace
from kg.errors import ImportRefused
from kg.export.node_link import read_json
from kg.export.rdf import SUFFIXES, read_rdf_file
from kg.ledger import Ledger
from kg.model import KnowledgeGraph
from kg.store import EmbeddedStore

_JSON = ".json"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from where."""

    path: str
    entities: int
    relations: int
    documents: int


def import_(
    path: Annotated[Path, Argument(metavar="FILE", help=f"What `jjj export` wrote: {', '.join((*SUFFIXES, _JSON))}.")],
    replace: Annotated[
        bool, Option("--replace", help="Even if the workspace has documents of its own, from which a graph was built.")
    ] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Publish a graph that was exported elsewhere, to ask it here; it comes without ledger, texts and judgements."""
    session = Session.open(workspace, as_json)
    if not replace:
        _refuse_to_replace(session)
    graph = _read(path)
    with EmbeddedStore(session.settings.graph_folder) as store:
        store.write(graph)
    read = Imported(str(path), len(graph.entities), len(graph.relations), len(graph.documents))
    session.answer(read, _shown)
    session.note("the graph has no ledger here: `jjj build` and `jjj resolve` know nothing of it, and would replace it")


def _refuse_to_replace(session: Session) -> None:
    """Keep a graph that was built from documents here from being replaced by mistake."""
    with Ledger.open(session.settings) as ledger:
        documents = ledger.counts().documents
    if documents:
        raise ImportRefused(
            f"the workspace {session.settings.workspace} has {documents} documents of its own, and a graph that was "
            "built from them; import into another with --workspace, or say --replace"
        )


def _read(path: Path) -> KnowledgeGraph:
    if path.suffix.lower() != _JSON:
        return read_rdf_file(path)
    try:
        return read_json(path.read_bytes())
    except OSError as error:
        raise ImportRefused(f"cannot read {path}: {error.strerror or error}") from error


def _shown(read: Imported) -> Text:
    return Text(f"{read.path}: {read.entities} entities, {read.relations} relations, {read.documents} documents")
