"""Where a knowledge graph is kept so that it can be asked: one contract, one module per database."""

from __future__ import annotations

from kg.store.base import Answer, Store
from kg.store.embedded import EmbeddedStore
from kg.store.opening import open_store

__all__ = ["Answer", "EmbeddedStore", "Store", "open_store"]
