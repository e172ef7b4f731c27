"""The graphs that exports are tested with."""

from __future__ import annotations

from tests.kg.graphs import ecosystem, graphs

__all__ = ["ecosystem", "graphs"]
