"""How a graph lies in Neo4j: labelled nodes, typed relationships, and a digest of each, by which it is known again.

Knows the ontology and no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.model import Entity, Heading, KnowledgeGraph, Relation
from kg.ontology import Ontology
from kg.store.captions import caption
from kg.store.columns import (
    DOCUMENT_COLUMNS,
    ENTITY_COLUMNS,
    RELATION_COLUMNS,
    document_columns,
    entity_columns,
    relation_columns,
)
from kg.store.encoding import encoded

ENTITY, DOCUMENT, MENTIONS = "Entity", "Document", "MENTIONS"
"""Labels of all entities and of documents; type of the relationship from a document to each entity that it names."""
STATE, WITHDRAWN = "Publication", "Withdrawn"
"""Label of the node that tells the state of the target; of what we gave up and others still hold on to."""
KEY = "jjj-kg"
"""Id of the node that tells the state of the target."""
OTHER = "RELATES_TO"
"""Type of a relationship whose predicate the ontology does not have."""
NODE_COLUMNS: Mapping[str, type] = {**ENTITY_COLUMNS, "caption": str}
PAGE_COLUMNS: Mapping[str, type] = {**DOCUMENT_COLUMNS, "caption": str}
"""Property of an entity's and of a document's node → its kind: those of every store, and what pictures show."""
LINK_COLUMNS: Mapping[str, type] = {**RELATION_COLUMNS, "sentences": list, "document_ids": list, "links": list}
"""Property of a relationship → its kind: those of every store, and what people see who click on it.

`sentences` holds the text of each evidence, `document_ids` the document of each, `links` their addresses, each once.
"""
DIGEST = "digest"
"""Property that everything of ours has, and by which we know it."""
_LAYOUT = "2"
"""Changes with what a digest covers, so that a target of an older layout is written anew."""


Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be: its properties, those that are missing as None, its digest, and where it stands.

    Args:
        key: its id.
        type: of an entity; empty for a document.
        properties: by column.
        mentions: of an entity, ids of the documents of the graph that name it, sorted.
        digest: 16 hexadecimal digits of all of this.
    """

    key: str
    type: str
    properties: Mapping[str, object]
    mentions: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship to be: its type, the ids of its ends, its properties, and the digest of all of this."""

    key: str
    type: str
    start: str
    end: str
    properties: Mapping[str, object]
    digest: str


class Layout:
    """How the entities, relations and documents of one graph lie in Neo4j."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        self.graph = graph
        self.terms = Terms(ontology)
        self._headings = {heading.id: heading for heading in graph.documents}

    def entity(self, entity: Entity) -> Node:
        """The node of an entity."""
        mentions = self.mentions(entity)
        labels = self.terms.labels(entity.type)
        row, digest = _sendable(
            {**entity_columns(entity, self.graph.degrees[entity.id]), "caption": caption(entity.name)},
            lambda row: node_digest(labels, row, NODE_COLUMNS, mentions),
        )
        return Node(entity.id, entity.type, row, mentions, digest)

    def mentions(self, entity: Entity) -> tuple[str, ...]:
        """Ids of the documents of the graph that name an entity, sorted."""
        return tuple(sorted(key for key in set(entity.documents) if key in self._headings))

    def relation(self, relation: Relation) -> Link:
        """The relationship of a relation."""
        urls = (self._url(piece.document_id) for piece in relation.evidence)
        kind = self.terms.kind(relation.predicate)
        row, digest = _sendable(
            {
                **relation_columns(relation),
                "sentences": [piece.text for piece in relation.evidence],
                "document_ids": [piece.document_id for piece in relation.evidence],
                "links": list(dict.fromkeys(url for url in urls if url)),
            },
            lambda row: link_digest(kind, relation.subject, relation.object, row),
        )
        return Link(relation.id, kind, relation.subject, relation.object, row, digest)

    def document(self, heading: Heading) -> Node:
        """The node of a document."""
        row, digest = _sendable(
            {**document_columns(heading), "caption": caption(heading.title)},
            lambda row: node_digest((DOCUMENT,), row, PAGE_COLUMNS),
        )
        return Node(heading.id, "", row, (), digest)

    def _url(self, document_id: str) -> str | None:
        heading = self._headings.get(document_id)
        return heading.url if heading else None


class Terms:
    """Labels and relationship types, as the ontology has them."""

    def __init__(self, ontology: Ontology) -> None:
        self.version = ontology.version
        self.all_labels = frozenset(ontology.types)
        self.kinds = tuple(sorted({OTHER, *(predicate.upper for predicate in ontology.predicates.values())}))
        self._kinds = {predicate.key: predicate.upper for predicate in ontology.predicates.values()}
        self._labels = {key: _chain(ontology, key) for key in ontology.types}

    def labels(self, type_key: str) -> tuple[str, ...]:
        """The labels of an entity of this type, the most general first; one that is unknown is an Entity."""
        return self._labels.get(type_key, (ENTITY,))

    def kind(self, predicate: str) -> str:
        """The relationship type of a predicate."""
        return self._kinds.get(predicate, OTHER)


def node_digest(
    labels: Iterable[str], row: Mapping[str, object], columns: Mapping[str, type], mentions: Iterable[str] = ()
) -> str:
    """The digest of a node: of its labels in any order, of these columns of `row`, and of who mentions it."""
    return _digest([sorted(labels), list(mentions), *_values(row, columns)])


def link_digest(kind: str, start: str, end: str, row: Mapping[str, object]) -> str:
    """The digest of a relationship: of its type, its ends and all columns of `row`."""
    return _digest([kind, start, end, *_values(row, LINK_COLUMNS)])


@cache
def withdrawn_digest(label: str) -> str:
    """The digest of what is left of something withdrawn that had this label."""
    return _digest([WITHDRAWN, label])


def mention_digest(document_id: str, entity_id: str) -> str:
    """The digest of a document's naming an entity."""
    return _digest([MENTIONS, document_id, entity_id])


def whole_digest(documents: Mapping[str, str], entities: Mapping[str, str], relations: Mapping[str, str]) -> str:
    """The digest of a whole graph, from those of its documents, entities and relations by their ids."""
    return _digest([[each[key] for key in sorted(each)] for each in (documents, entities, relations)])


def _values(row: Row, columns: Mapping[str, type]) -> Iterator[object]:
    """What the columns hold; a list that is not there is empty, since files to import cannot tell these apart."""
    return ((row.get(column) or []) if kind is list else row.get(column) for column, kind in columns.items())


def _digest(content: list[object]) -> str:
    return hashlib.sha256(encoded([_LAYOUT, *content]).encode()).hexdigest()[:16]


def _chain(ontology: Ontology, key: str) -> tuple[str, ...]:
    parent = ontology.type(key).parent
    return (*(_chain(ontology, parent) if parent else ()), key)


def _sendable(row: Row, digest: Callable[[Row], str]) -> tuple[Row, str]:
    """The row and its digest, lone surrogates, which cannot be sent, as question marks, as in the embedded store."""
    try:
        return row, digest(row)
    except UnicodeEncodeError:
        clean = {name: _plain(value) for name, value in row.items()}
        return clean, digest(clean)


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
