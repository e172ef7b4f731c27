"""An empty store of each kind for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import KnowledgeGraph
from kg.store import Store
from tests.kg.graphs import changed, ecosystem, graphs
from tests.kg.stores import STORES

__all__ = ["changed", "ecosystem", "graphs", "published", "store"]


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = STORES[request.param](tmp_path, request)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=sorted(STORES))
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each kind for the tests of a module that only read."""
    opened = STORES[request.param](tmp_path_factory.mktemp("kept"), request)
    yield opened
    opened.close()


@pytest.fixture
def published(kept: Store, ecosystem: KnowledgeGraph) -> Store:
    """A store that holds the invented graph; it is written only if another one is there."""
    kept.write(ecosystem)
    return kept
