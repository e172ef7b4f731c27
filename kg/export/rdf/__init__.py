"""The graph as RDF: Turtle, N-Triples and JSON-LD, written and read back without loss."""

from __future__ import annotations

from kg.export.rdf.reading import FORMATS, SUFFIXES, read_rdf, read_rdf_file
from kg.export.rdf.terms import BASE, PREFIXES
from kg.export.rdf.writing import write_json_ld, write_n_triples, write_turtle

__all__ = [
    "BASE",
    "FORMATS",
    "PREFIXES",
    "SUFFIXES",
    "read_rdf",
    "read_rdf_file",
    "write_json_ld",
    "write_n_triples",
    "write_turtle",
]
