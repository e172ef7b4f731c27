"""Opens the store that the settings name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from kg.settings import Settings
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore


def open_store(settings: Settings) -> Store:
    """The Neo4j database that the settings name, or else the workspace's own graph. Whoever opens it closes it."""
    if settings.graph_server is None:
        return EmbeddedStore(settings.graph_folder)
    # By name: the driver takes longer to load than most questions take.
    return cast("Store", import_module("kg.store.bolt").BoltStore(settings.graph_server))
