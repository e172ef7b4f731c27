"""Questions in SPARQL about the published graph, or about any RDF file: Oxigraph answers, in a process of its own."""

from __future__ import annotations

from kg.sparql.answers import Facts, Solutions, SparqlAnswer, Term, Truth
from kg.sparql.asking import ask_file, ask_graph

__all__ = ["Facts", "Solutions", "SparqlAnswer", "Term", "Truth", "ask_file", "ask_graph"]
