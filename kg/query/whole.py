"""Everything that is published, for exports."""

from __future__ import annotations

from kg.model import KnowledgeGraph
from kg.query.rows import text
from kg.query.selection import confident
from kg.store.base import Store
from kg.store.columns import entity_of, relation_of


def whole_graph(store: Store, *, min_confidence: float = 0.0) -> KnowledgeGraph:
    """Everything that is published, just as it was written: all entities, and the relations that are sure enough.

    Raises:
        QueryError: the confidence is out of bounds.
        NoGraph: nothing was published yet.
    """
    least = confident(min_confidence)
    found = map(relation_of, store.rows(text("all_relations")))
    return KnowledgeGraph(
        tuple(sorted(map(entity_of, store.rows(text("all_entities"))), key=lambda entity: entity.id)),
        tuple(sorted((each for each in found if each.confidence >= least), key=lambda relation: relation.id)),
    )
