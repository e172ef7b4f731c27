"""What must be done to a target that holds one graph so that it holds another, as Cypher statements with rows.

Labels and relationship types stand in the texts, since Cypher has no parameters for them; they come from the ontology
or from what we wrote before, and are quoted. Knows no driver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

import kg
from kg.model import Entity, Heading, Relation
from kg.store.layout import (
    DIGEST,
    DOCUMENT,
    ENTITY,
    LINK_COLUMNS,
    MENTIONS,
    NODE_COLUMNS,
    PAGE_COLUMNS,
    WITHDRAWN,
    Layout,
    Link,
    Node,
    mention_digest,
    whole_digest,
    withdrawn_digest,
)

BATCH = 2000
"""Rows of one transaction, if nothing else is said: more take the server no less time each, and more memory."""
COUNT = "RETURN count(*) AS number"
"""How a statement ends: it tells how many of its rows it found."""
_ENDS = f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row.start}}) MATCH (b:{ENTITY} {{id: row.end}})"
Row = Mapping[str, object]


class _Keyed(Protocol):
    @property
    def id(self) -> str: ...


K = TypeVar("K", bound=_Keyed)
R = TypeVar("R")
T = TypeVar("T")


class What(StrEnum):
    """What a statement changes."""

    ENTITIES = "entities"
    RELATIONS = "relations"
    DOCUMENTS = "documents"
    KEPT = "kept"
    """Withdrawn nodes that others hold on to."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A Cypher text that is run for `rows`, which it calls `$rows`, and returns as `number` how many it found.

    Args:
        text: the Cypher.
        rows: what it is run for.
        changes: what it changes; None for what only follows from other statements.
        complete: whether it must find all its rows.
    """

    text: str
    rows: Sequence[object]
    changes: What | None = None
    complete: bool = False


Unit = tuple[Statement, ...]
"""Statements that are run in one transaction."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a target holds of ours.

    Args:
        entities, documents: digest by id.
        relations: digest and relationship type by id.
        withdrawn: label and id of what we gave up and others hold on to.
        labels: labels that we may have given.
        kinds: relationship types that we may have given.
    """

    entities: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Collection[tuple[str, str]] = frozenset()
    labels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there is nothing of ours."""
        return not (self.entities or self.relations or self.documents or self.withdrawn)

    @property
    def links(self) -> dict[str, str]:
        """Digest of each relation by id."""
        return {key: digest for key, (digest, _) in self.relations.items()}

    def digest(self) -> str:
        """The digest of all of it."""
        return whole_digest(self.documents, self.entities, self.links)


class Wanted:
    """The graph that a target shall hold, with the digests of all its parts, made when they are first asked for."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.entities: dict[str, str] = {}
        self.relations: dict[str, str] = {}
        self.documents: dict[str, str] = {}
        self._digest = ""

    def document(self, heading: Heading) -> Node:
        """The node of a document."""
        node = self.layout.document(heading)
        self.documents[node.key] = node.digest
        return node

    def entity(self, entity: Entity) -> Node:
        """The node of an entity."""
        node = self.layout.entity(entity)
        self.entities[node.key] = node.digest
        return node

    def relation(self, relation: Relation) -> Link:
        """The relationship of a relation."""
        link = self.layout.relation(relation)
        self.relations[link.key] = link.digest
        return link

    def digest(self) -> str:
        """The digest of the whole graph."""
        if not self._digest:
            self._complete()
            self._digest = whole_digest(self.documents, self.entities, self.relations)
        return self._digest

    def _complete(self) -> None:
        graph = self.layout.graph
        for heading in graph.documents if len(self.documents) < len(graph.documents) else ():
            self.document(heading)
        for entity in graph.entities if len(self.entities) < len(graph.entities) else ():
            self.entity(entity)
        for relation in graph.relations if len(self.relations) < len(graph.relations) else ():
            self.relation(relation)


@dataclass(frozen=True, slots=True)
class Part:
    """What of one kind of thing is new, changed and gone."""

    new: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]

    @classmethod
    def of(cls, wanted: Mapping[str, str], held: Mapping[str, str]) -> Part:
        """Compare digests by id."""
        new, gone = wanted.keys() - held.keys(), held.keys() - wanted.keys()
        changed = frozenset(key for key, digest in wanted.items() if held.get(key, digest) != digest)
        return cls(frozenset(new), changed, frozenset(gone))

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


@dataclass(frozen=True, slots=True)
class Difference:
    """What of all kinds is new, changed and gone."""

    entities: Part
    relations: Part
    documents: Part

    @classmethod
    def of(cls, wanted: Wanted, held: Held) -> Difference:
        """Compare what there shall be with what there is."""
        if held.empty:
            graph = wanted.layout.graph
            keys = (frozenset(each.id for each in part) for part in (graph.entities, graph.relations, graph.documents))
            return cls(*(Part(new, frozenset(), frozenset()) for new in keys))
        wanted.digest()
        return cls(
            Part.of(wanted.entities, held.entities),
            Part.of(wanted.relations, held.links),
            Part.of(wanted.documents, held.documents),
        )

    def __len__(self) -> int:
        return len(self.entities) + len(self.relations) + len(self.documents)


def units(difference: Difference, wanted: Wanted, held: Held, batch: int = BATCH) -> Iterator[Unit]:
    """What to run, in this order; running a part of it and then what is still missing comes to the same.

    No statement has more than `batch` rows, apart from those on mentions. The statements of one unit belong together:
    a node's digest speaks of its mentions, too.
    """
    graph = wanted.layout.graph
    documents = _Nodes(DOCUMENT, What.DOCUMENTS, PAGE_COLUMNS, wanted.layout, held, batch)
    entities = _Nodes(ENTITY, What.ENTITIES, NODE_COLUMNS, wanted.layout, held, batch)
    yield from _gone(difference.relations.gone, held, batch)
    yield from documents.written(map(wanted.document, _among(graph.documents, difference.documents)))
    # By type, since each type has a text of its own.
    chosen = sorted(_among(graph.entities, difference.entities), key=lambda entity: entity.type)
    yield from entities.written(map(wanted.entity, chosen))
    yield from _linked(map(wanted.relation, _among(graph.relations, difference.relations)), held, batch)
    yield from entities.withdrawn(difference.entities.gone)
    yield from documents.withdrawn(difference.documents.gone)


def publication(wanted: Wanted, *, schema: str) -> Mapping[str, object]:
    """What a target says of itself that holds all of `wanted`, and the constraints and indexes with this digest."""
    graph, terms = wanted.layout.graph, wanted.layout.terms
    return {
        DIGEST: wanted.digest(),
        "complete": True,
        "schema": schema,
        "entities": len(graph.entities),
        "relations": len(graph.relations),
        "documents": len(graph.documents),
        "ontology": terms.version,
        "version": kg.__version__,
        "labels": sorted(terms.all_labels),
        "kinds": list(terms.kinds),
        "owner": None,
        "imported": None,
    }


def _among(items: Iterable[K], part: Part) -> Iterator[K]:
    return (each for each in items if each.id in part.new or each.id in part.changed)


def _batches(rows: Iterable[tuple[T, R]], most: int) -> Iterator[tuple[T, list[R]]]:
    """The rows that go with the same thing, no more than `most` together."""
    waiting: defaultdict[T, list[R]] = defaultdict(list)
    for key, row in rows:
        waiting[key].append(row)
        if len(waiting[key]) == most:
            yield key, waiting.pop(key)
    yield from waiting.items()


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Writes the nodes of one kind."""

    label: str
    what: What
    columns: Collection[str]
    layout: Layout
    held: Held
    batch: int

    def written(self, nodes: Iterable[Node]) -> Iterator[Unit]:
        there = self._there()
        sorted_out = (((node.type, node.key in there), node) for node in nodes)
        for (type_key, known), batch in _batches(sorted_out, self.batch):
            yield tuple(self._changed(type_key, batch) if known else self._new(type_key, batch))

    def withdrawn(self, keys: Iterable[str]) -> Iterator[Unit]:
        for _, rows in _batches(((self.label, {"key": key}) for key in sorted(keys)), self.batch):
            matched = f"UNWIND $rows AS row MATCH (n:{self.label} {{id: row.key}}) WHERE n.{DIGEST} IS NOT NULL"
            yield (
                Statement(f"{matched} MATCH (n)-[m:{MENTIONS}]-() WHERE m.{DIGEST} IS NOT NULL DELETE m {COUNT}", rows),
                Statement(f"{matched} AND {self._foreign()} {self._stripped()} {COUNT}", rows, What.KEPT),
                Statement(f"{matched} DELETE n {COUNT}", rows, self.what),
            )

    def _there(self) -> Collection[str]:
        """Ids of what is there already, if only as something withdrawn."""
        held = self.held.documents if self.label == DOCUMENT else self.held.entities
        given_up = {key for label, key in self.held.withdrawn if label == self.label}
        return held.keys() | given_up

    def _new(self, type_key: str, nodes: Sequence[Node]) -> Iterator[Statement]:
        text = f"UNWIND $rows AS row CREATE (n{self._labels(type_key)}) SET n = {_map(self.columns, 0)} {COUNT}"
        yield Statement(text, [_values(node) for node in nodes], self.what, complete=True)
        yield from self._mentioned(nodes)

    def _changed(self, type_key: str, nodes: Sequence[Node]) -> Iterator[Statement]:
        rows = [{"key": node.key, **_properties(node)} for node in nodes]
        if any((self.label, node.key) in self.held.withdrawn for node in nodes):
            back = f"MATCH (n:{WITHDRAWN} {{id: row.key}}) WHERE n.{DIGEST} = '{withdrawn_digest(self.label)}'"
            yield Statement(f"UNWIND $rows AS row {back} REMOVE n:{WITHDRAWN} SET n:{self.label} {COUNT}", rows)
        labels = self._labels(type_key)
        other = "".join(f" REMOVE n:{_quoted(label)}" for label in sorted(self._ours() - set(self._chain(type_key))))
        text = (
            f"UNWIND $rows AS row MATCH (n:{self.label} {{id: row.key}}) WHERE n.{DIGEST} IS NOT NULL "
            f"SET n += row.properties{other} SET n{labels} {COUNT}"
        )
        yield Statement(text, rows, self.what, complete=True)
        yield from self._mentioned(nodes, before=True)

    def _mentioned(self, nodes: Sequence[Node], *, before: bool = False) -> Iterator[Statement]:
        told = {node.key: {key: mention_digest(key, node.key) for key in node.mentions} for node in nodes}
        if before and self.label != DOCUMENT:
            rows: list[Row] = [{"key": key, "kept": list(digests.values())} for key, digests in told.items()]
            text = (
                f"UNWIND $rows AS row MATCH (:{DOCUMENT})-[m:{MENTIONS}]->(:{ENTITY} {{id: row.key}}) "
                f"WHERE m.{DIGEST} IS NOT NULL AND NOT m.{DIGEST} IN row.kept DELETE m {COUNT}"
            )
            yield Statement(text, rows)
        pairs: list[Row] = [
            {"document": document, "entity": key, "digest": digest}
            for key, digests in told.items()
            for document, digest in digests.items()
        ]
        if pairs:
            text = (
                f"UNWIND $rows AS row MATCH (d:{DOCUMENT} {{id: row.document}}) MATCH (e:{ENTITY} {{id: row.entity}}) "
                f"MERGE (d)-[m:{MENTIONS} {{{DIGEST}: row.digest}}]->(e) {COUNT}"
            )
            yield Statement(text, pairs, complete=True)

    def _chain(self, type_key: str) -> tuple[str, ...]:
        return (DOCUMENT,) if self.label == DOCUMENT else self.layout.terms.labels(type_key)

    def _labels(self, type_key: str) -> str:
        return "".join(f":{_quoted(label)}" for label in self._chain(type_key))

    def _ours(self) -> frozenset[str]:
        """All labels that we may have given nodes of this kind."""
        return frozenset({DOCUMENT}) if self.label == DOCUMENT else self.held.labels | self.layout.terms.all_labels

    def _foreign(self) -> str:
        """That others hold on to a node: by relationships, labels or properties of theirs."""
        return (
            f"(EXISTS {{ (n)--() }} OR any(label IN labels(n) WHERE NOT label IN {_listed(self._ours())}) "
            f"OR any(key IN keys(n) WHERE NOT key IN {_listed([*self.columns, DIGEST])}))"
        )

    def _stripped(self) -> str:
        nothing = ", ".join(f"n.{_quoted(column)} = null" for column in self.columns if column != "id")
        labels = "".join(f" REMOVE n:{_quoted(label)}" for label in sorted(self._ours()))
        return f"SET {nothing}, n.{DIGEST} = '{withdrawn_digest(self.label)}'{labels} SET n:{WITHDRAWN}"


def _gone(keys: Collection[str], held: Held, batch: int) -> Iterator[Unit]:
    """Remove relations."""
    for kind, rows in _batches(((held.relations[key][1], {"key": key}) for key in sorted(keys)), batch):
        text = f"MATCH ()-[r:{_quoted(kind)} {{id: row.key}}]->() WHERE r.{DIGEST} IS NOT NULL DELETE r"
        yield (Statement(f"UNWIND $rows AS row {text} {COUNT}", rows, What.RELATIONS),)


def _linked(links: Iterable[Link], held: Held, most: int) -> Iterator[Unit]:
    """Write relations, new and changed ones."""
    nowhere = ("", "")
    for (kind, before), batch in _batches(
        (((each.type, held.relations.get(each.key, nowhere)[1]), each) for each in links), most
    ):
        yield tuple(_changed_links(kind, before, batch) if before else _new_links(kind, batch))


def _new_links(kind: str, links: Sequence[Link]) -> Iterator[Statement]:
    ends = f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row[0]}}) MATCH (b:{ENTITY} {{id: row[1]}})"
    text = f"{ends} CREATE (a)-[r:{_quoted(kind)}]->(b) SET r = {_map(LINK_COLUMNS, 2)} {COUNT}"
    rows = [(link.start, link.end, *_values(link)) for link in links]
    yield Statement(text, rows, What.RELATIONS, complete=True)


def _changed_links(kind: str, before: str, links: Sequence[Link]) -> Iterator[Statement]:
    rows = [{"key": link.key, "start": link.start, "end": link.end, **_properties(link)} for link in links]
    # A relationship cannot be given other ends or another type: it is replaced.
    other = "true" if kind != before else "a.id <> row.start OR b.id <> row.end"
    old = f"MATCH (a)-[r:{_quoted(before)} {{id: row.key}}]->(b) WHERE r.{DIGEST} IS NOT NULL AND ({other}) DELETE r"
    yield Statement(f"UNWIND $rows AS row {old} {COUNT}", rows)
    text = f"MERGE (a)-[r:{_quoted(kind)} {{id: row.key}}]->(b) SET r += row.properties"
    yield Statement(f"{_ENDS} {text} {COUNT}", rows, What.RELATIONS, complete=True)


def _map(columns: Iterable[str], first: int) -> str:
    """The properties of a new thing, from a row that holds their values alone, from place `first` on.

    Most of the time of a large load goes into packing what is sent; names of columns would double it.
    """
    named = (f"{_quoted(column)}: row[{place}]" for place, column in enumerate((*columns, DIGEST), first))
    return "{" + ", ".join(named) + "}"


def _values(item: Node | Link) -> tuple[object, ...]:
    return (*item.properties.values(), item.digest)


def _properties(item: Node | Link) -> Row:
    return {"properties": {**item.properties, DIGEST: item.digest}}


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _listed(names: Iterable[str]) -> str:
    return "[" + ", ".join("'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'" for name in sorted(names)) + "]"
