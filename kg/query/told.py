"""What one document tells: the relations whose evidence stands in it, and their ends."""

from __future__ import annotations

from dataclasses import replace

from kg.model import KnowledgeGraph, Relation
from kg.query.rows import entities, text
from kg.query.selection import confident
from kg.store.base import Store
from kg.store.columns import relation_of


def told_by(store: Store, document_id: str, *, min_confidence: float = 0.0) -> KnowledgeGraph:
    """The part of the graph that the document supports; each relation holds only the evidence that stands in it.

    A document that supports nothing, or that there is not, gives an empty graph.

    Raises:
        QueryError: the confidence is out of bounds.
        NoGraph: nothing was published yet.
    """
    least = confident(min_confidence)
    rows = store.rows(text("told_by"), document=f'"{document_id}"')
    found = (_from(relation_of(row), document_id) for row in rows)
    relations = sorted(
        (relation for relation in found if relation.evidence and relation.confidence >= least),
        key=lambda relation: relation.id,
    )
    ends = entities(store, (end for relation in relations for end in (relation.subject, relation.object)))
    return KnowledgeGraph(tuple(ends[key] for key in sorted(ends)), tuple(relations))


def _from(relation: Relation, document_id: str) -> Relation:
    return replace(relation, evidence=tuple(e for e in relation.evidence if e.document_id == document_id))
