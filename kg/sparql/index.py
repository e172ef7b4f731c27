"""The triples of one graph in a folder, from which a query starts at once however large the graph. Made when missing.

Layout: `triples-<what they are of>` is a finished database, `building` one in progress, `lock.sqlite` keeps two makers
apart. Knows nothing of where the graph comes from.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Store

from kg.errors import StorageFull
from kg.export.rdf.describing import described
from kg.export.rdf.terms import vocabulary
from kg.model import KnowledgeGraph
from kg.settings import shipped
from kg.store.publication import alone, translating

_LAYOUT = "1"
"""Changes with what is said of a graph, so that an unchanged graph is described anew."""


class Index:
    """The triples in `folder`, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, version: str, graph: Callable[[], KnowledgeGraph]) -> Path:
        """The database of the graph that is called `version`; if it is missing, it is made of what `graph` gives.

        Raises:
            StorageFull: no room.
            StoreError: the folder cannot be written, or another maker does not come to an end.
        """
        path = self._folder / f"triples-{_digest(version)}"
        if not path.is_dir():
            with translating(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
                with alone(self._folder):
                    if not path.is_dir():
                        self._make(path, graph())
        return path

    def _make(self, path: Path, graph: KnowledgeGraph) -> None:
        for old in (*self._folder.glob("triples-*"), self._folder / "building"):
            shutil.rmtree(old, ignore_errors=True)
        building = self._folder / "building"
        try:
            _fill(building, graph)
        except OSError as error:  # the engine's own have a text, but no number
            shutil.rmtree(building, ignore_errors=True)
            if error.errno is None and "space" in str(error).lower():
                raise StorageFull(f"the disk that holds {self._folder} is full; make room and try again") from error
            raise
        building.replace(path)


def _fill(folder: Path, graph: KnowledgeGraph) -> None:
    """Put graph and ontology into a new database, so that queries can ask for labels and superclasses."""
    store = Store(folder)
    store.bulk_load(path=shipped("ontology", "jjj.ttl"), format=RdfFormat.TURTLE)
    store.bulk_extend(
        Quad(subject, how, value) for subject, facts in described(graph, vocabulary()) for how, value in facts
    )
    store.flush()


def _digest(version: str) -> str:
    """Depends on all that the triples depend on."""
    ontology = shipped("ontology", "jjj.ttl").read_bytes()
    told = "\x1f".join((_LAYOUT, pyoxigraph.__version__, version)).encode()
    return hashlib.sha256(told + b"\x1f" + ontology).hexdigest()[:16]
