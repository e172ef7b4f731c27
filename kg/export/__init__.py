"""Writes a knowledge graph into a file of another program's format: one module for each, listed in EXPORTERS."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import ExportError
from kg.export.csv_tables import write_csv
from kg.export.graphml import write_graphml
from kg.export.neo4j_import import write_neo4j_import
from kg.export.node_link import write_json
from kg.export.rdf import write_json_ld, write_n_triples, write_turtle
from kg.export.target import Exporter, replaced
from kg.model import KnowledgeGraph

__all__ = ["EXPORTERS", "Exporter", "export"]

EXPORTERS: Mapping[str, Exporter] = {
    "csv": write_csv,
    "graphml": write_graphml,
    "json": write_json,
    "json-ld": write_json_ld,
    "n-triples": write_n_triples,
    "neo4j-import": write_neo4j_import,
    "turtle": write_turtle,
}
"""Format → what writes it. The same graph gives the same bytes every time."""


def export(graph: KnowledgeGraph, format: str, path: Path) -> None:  # noqa: A002 - the word for it
    """Write `graph` to `path`, all or nothing: what was there before is replaced only by a complete export.

    Args:
        graph: what to write.
        format: a key of EXPORTERS.
        path: where to; missing folders above it are made.

    Raises:
        ExportError: the format is unknown, or `path` cannot be written.
        StorageFull: the disk is full.
    """
    if format not in EXPORTERS:
        raise ExportError(f"there is no export format “{format}”; there are: {', '.join(sorted(EXPORTERS))}")
    with replaced(path) as file:
        EXPORTERS[format](graph, file)
