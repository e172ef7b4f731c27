"""Statements, a linker, the ontology and the divisions make a KnowledgeGraph."""

from __future__ import annotations

from kg.assemble.graph import NOT_ALLOWED, SELF_LOOP, UNKNOWN, UNNAMED, Assembled, assemble
from kg.assemble.linking import Identity, Inference, Linker

__all__ = ["NOT_ALLOWED", "SELF_LOOP", "UNKNOWN", "UNNAMED", "Assembled", "Identity", "Inference", "Linker", "assemble"]
