"""From a person's query to its answer, on the published graph of a workspace or on a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from kg.errors import StoreError
from kg.export.rdf.terms import PREFIXES
from kg.query import whole_graph
from kg.settings import Settings
from kg.sparql.answers import Facts, SparqlAnswer, Truth, solutions
from kg.sparql.engine import answered
from kg.sparql.index import Index
from kg.sparql.refusing import refuse_unless_reading
from kg.store import EmbeddedStore
from kg.store.apart import run_apart
from kg.store.publication import Publication

_ATTEMPTS = 3
"""How often it is tried again if the graph is published anew meanwhile, and its old triples are gone."""


def ask_graph(settings: Settings, query: str, *, seconds: float = 10.0, most: int = 1000) -> SparqlAnswer:
    """What `query` gives on the graph published in a workspace, together with the ontology.

    The first question after the graph was published has to wait until its triples are written.

    Args:
        settings: of the workspace.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of `kg.export.rdf.PREFIXES` need not be declared.
        seconds: time that it may take, without writing the triples.
        most: most rows or facts.

    Raises:
        NoGraph: nothing was published yet.
        QueryRefused: the query is malformed, would write, or would go out into the net.
        QueryTooCostly: it needs more time or memory than granted.
        StoreError: the graph cannot be read, or its triples cannot be written.
    """
    refuse_unless_reading(query)
    for attempt in range(_ATTEMPTS):
        path = _triples(settings)
        try:
            return _apart(path, query, seconds, most)
        except StoreError:
            if path.is_dir() or attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


def ask_file(path: Path, query: str, *, seconds: float = 60.0, most: int = 1000) -> SparqlAnswer:
    """What `query` gives on an RDF file, whose suffix tells its format; `seconds` include reading it.

    Raises:
        ImportRefused: the file is no RDF that can be read.
        QueryRefused: the query is malformed, would write, or would go out into the net.
        QueryTooCostly: it needs more time or memory than granted.
    """
    refuse_unless_reading(query)
    return _apart(path, query, seconds, most)


def _triples(settings: Settings) -> Path:
    """The triples of what is published now."""
    publication = Publication(settings.graph_folder)
    index = Index(settings.graph_folder / "sparql")
    with EmbeddedStore(settings.graph_folder) as store:
        while True:
            version = publication.current().name
            path = index.of(version, lambda: whole_graph(store))
            if publication.current().name == version:  # else another graph may have been read under this name
                return path


def _apart(path: Path, query: str, seconds: float, most: int) -> SparqlAnswer:
    request = {"path": str(path), "query": query, "most": most, "prefixes": dict(PREFIXES)}
    told = cast("dict[str, Any]", run_apart(answered, request, seconds=seconds))
    if "boolean" in told:
        return Truth(told["boolean"])
    if "facts" in told:
        return Facts(tuple(dict.fromkeys(told["facts"])), told["more"])
    return solutions(told["variables"], told["rows"], more=told["more"])
