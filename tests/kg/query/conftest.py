"""The invented graph, published once for all questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.store import EmbeddedStore, Store
from tests.kg.graphs import ecosystem

__all__ = ["ecosystem", "ontology", "store"]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The vocabulary that jjj-kg ships."""
    return Ontology.load()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, ecosystem: KnowledgeGraph) -> Iterator[Store]:
    """A store that holds the invented graph."""
    with EmbeddedStore(tmp_path_factory.mktemp("graph")) as opened:
        opened.write(ecosystem)
        yield opened
