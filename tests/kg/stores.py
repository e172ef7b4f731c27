"""The stores that must keep the contract. A further one is added to STORES, and whatever asks a store asks it too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.settings import GraphServer
from kg.store import EmbeddedStore, Store
from kg.store.bolt import BoltStore
from tests.neo4j.clearing import clear


def _embedded(folder: Path, _: pytest.FixtureRequest) -> Store:
    return EmbeddedStore(folder / "graph")


def _neo4j(_: Path, request: pytest.FixtureRequest) -> Store:
    server: GraphServer = request.getfixturevalue("graph_server")
    clear(server)
    return BoltStore(server)


STORES: Mapping[str, Callable[[Path, pytest.FixtureRequest], Store]] = {"embedded": _embedded, "neo4j": _neo4j}
"""Name of each kind of store → how to open an empty one. There is one Neo4j database, so only one such at a time."""
