"""The stores that must keep the contract. A third one is added to STORES, and every contract test runs over it too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kg.settings import GraphServer
from kg.store import EmbeddedStore, Store
from kg.store.bolt import BoltStore
from tests.kg.graphs import changed, ecosystem, graphs
from tests.neo4j.clearing import clear

__all__ = ["changed", "ecosystem", "graphs", "store"]


def _embedded(folder: Path, _: pytest.FixtureRequest) -> Store:
    return EmbeddedStore(folder / "graph")


def _neo4j(_: Path, request: pytest.FixtureRequest) -> Store:
    server: GraphServer = request.getfixturevalue("graph_server")
    clear(server)
    return BoltStore(server)


STORES: Mapping[str, Callable[[Path, pytest.FixtureRequest], Store]] = {"embedded": _embedded, "neo4j": _neo4j}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = STORES[request.param](tmp_path, request)
    yield opened
    opened.close()
