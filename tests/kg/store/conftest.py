"""The stores that must keep the contract. A second one is added to STORES, and every contract test runs over it too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kg.store import EmbeddedStore, Store
from tests.kg.graphs import changed, ecosystem, graphs

__all__ = ["changed", "ecosystem", "graphs", "store"]

STORES: Mapping[str, Callable[[Path], Store]] = {"embedded": lambda folder: EmbeddedStore(folder / "graph")}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
