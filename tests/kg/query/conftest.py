"""A store of each kind, and the invented graph in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.store import Store
from tests.kg.graphs import ecosystem
from tests.kg.stores import STORES

__all__ = ["ecosystem", "ontology", "publish", "store"]

Publish = Callable[[KnowledgeGraph], Store]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The vocabulary that jjj-kg ships."""
    return Ontology.load()


@pytest.fixture(scope="session", params=sorted(STORES))
def publish(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publish]:
    """Gives the store, once it holds the graph that it is given; it is written only if another one is there."""
    opened = STORES[request.param](tmp_path_factory.mktemp("store"), request)

    def holding(graph: KnowledgeGraph) -> Store:
        opened.write(graph)
        return opened

    yield holding
    opened.close()


@pytest.fixture
def store(publish: Publish, ecosystem: KnowledgeGraph) -> Store:
    """A store that holds the invented graph."""
    return publish(ecosystem)
