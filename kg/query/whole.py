"""Everything that is published, for exports."""

from __future__ import annotations

from kg.model import KnowledgeGraph
from kg.query.rows import text
from kg.query.selection import confident
from kg.store.base import Store
from kg.store.columns import entity_of, relation_of


def whole_graph(store: Store, *, place: str = "", min_confidence: float = 0.0) -> KnowledgeGraph:
    """Everything that is published, just as it was written: all entities, and the relations that are sure enough.

    With the key of a region or park as `place` (`kg.query.regions.area` finds it), only what touches it: the entities
    that lie in it, their relations, and the other ends of these.

    Raises:
        QueryError: the confidence is out of bounds.
        NoGraph: nothing was published yet.
    """
    least = confident(min_confidence)
    found = map(relation_of, store.rows(text("all_relations")))
    graph = KnowledgeGraph(
        tuple(sorted(map(entity_of, store.rows(text("all_entities"))), key=lambda entity: entity.id)),
        tuple(sorted((each for each in found if each.confidence >= least), key=lambda relation: relation.id)),
    )
    return _touching(graph, place) if place else graph


def _touching(graph: KnowledgeGraph, place: str) -> KnowledgeGraph:
    there = {entity.id for entity in graph.entities if place in entity.within}
    relations = tuple(each for each in graph.relations if not there.isdisjoint((each.subject, each.object)))
    kept = there.union(*((each.subject, each.object) for each in relations))
    return KnowledgeGraph(tuple(entity for entity in graph.entities if entity.id in kept), relations)
