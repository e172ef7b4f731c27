"""An empty store of each kind for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store
from tests.kg.graphs import changed, ecosystem, graphs
from tests.kg.stores import STORES

__all__ = ["changed", "ecosystem", "graphs", "store"]


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = STORES[request.param](tmp_path, request)
    yield opened
    opened.close()
