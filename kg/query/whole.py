"""Everything that is published, for exports."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Entity, KnowledgeGraph, Relation
from kg.query.rows import text
from kg.query.selection import confident
from kg.store.base import Store
from kg.store.columns import entity_of, heading_of, relation_of


def whole_graph(store: Store, *, place: str = "", min_confidence: float = 0.0) -> KnowledgeGraph:
    """Everything that is published, just as it was written: all entities and documents, and relations sure enough.

    With the key of a region or park as `place` (`kg.query.regions.area` finds it), only what touches it: the entities
    that lie in it, their relations, the other ends of these, and the documents that tell of any of them.

    Raises:
        QueryError: the confidence is out of bounds.
        NoGraph: nothing was published yet.
    """
    least = confident(min_confidence)
    found = map(relation_of, store.rows(text("all_relations")))
    graph = KnowledgeGraph(
        tuple(sorted(map(entity_of, store.rows(text("all_entities"))), key=lambda entity: entity.id)),
        tuple(sorted((each for each in found if each.confidence >= least), key=lambda relation: relation.id)),
        tuple(sorted(map(heading_of, store.rows(text("all_documents"))), key=lambda heading: heading.id)),
    )
    return _touching(graph, place) if place else graph


def _touching(graph: KnowledgeGraph, place: str) -> KnowledgeGraph:
    there = {entity.id for entity in graph.entities if place in entity.within}
    relations = tuple(each for each in graph.relations if not there.isdisjoint((each.subject, each.object)))
    kept = there.union(*((each.subject, each.object) for each in relations))
    entities = tuple(entity for entity in graph.entities if entity.id in kept)
    telling = _telling(entities, relations)
    return KnowledgeGraph(entities, relations, tuple(each for each in graph.documents if each.id in telling))


def _telling(entities: Iterable[Entity], relations: Iterable[Relation]) -> set[str]:
    """Ids of the documents that name these entities or tell these relations, and of the originals of reprints."""
    of_entities = {key for entity in entities for key in (*entity.documents, *entity.witnesses)}
    return of_entities.union(*((*relation.documents, *relation.witnesses) for relation in relations))
