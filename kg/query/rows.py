"""Reads our nouns from a store: through its index if it has one, else by the Cypher texts that lie in `texts/`.

Knows no question and no database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Literal, cast

import numpy as np

from kg.model import Entity, Relation
from kg.store.base import Row, Store
from kg.store.columns import entity_of, relation_of
from kg.store.topology import EdgeFacts, NodeFacts, Numbers, Topology

Direction = Literal["outgoing", "incoming", "among"]

_READABLE = 300_000
"""Most relations of a graph that is read as a whole to walk through it; a second or two for each hundred thousand."""
_TEXTS = Path(__file__).parent / "texts"


@cache
def text(name: str) -> str:
    """The Cypher text in `texts/NAME.cypher`."""
    return (_TEXTS / f"{name}.cypher").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Node:
    """As much of an entity as is needed to decide whether to go there; `degree` is its number of relations."""

    id: str
    type: str
    scope: str
    degree: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation without its evidence, seen from one end; `far` is the other end.

    `day` is its date, or else the day on which its earliest evidence was published.
    """

    relation: str
    subject: str
    object: str
    predicate: str
    status: str
    confidence: float
    day: str | None
    far: Node

    @property
    def near(self) -> str:
        """Id of the end that it is seen from."""
        return self.subject if self.far.id == self.object else self.object


def entities(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities with these ids that there are, by id."""
    if index := store.index():
        return {entity.id: entity for entity in index.entities(index.topology.numbers(ids))}
    return {str(row["id"]): entity_of(row) for row in store.each(text("entity"), sorted(set(ids)))}


def nodes(store: Store, ids: Iterable[str]) -> dict[str, Node]:
    """The same, with no more than is needed to go there."""
    return {str(row["id"]): _node(row) for row in store.each(text("entity"), sorted(set(ids)))}


def relations(
    store: Store, how: Direction, ids: Iterable[str], predicates: Collection[str] | None = None
) -> list[Relation]:
    """Relations of these entities, sorted by id.

    Args:
        store: where the graph is.
        how: `outgoing`, `incoming`, or `among` for those both of whose ends are among the entities.
        ids: of the entities.
        predicates: which predicates; None stands for all of them.
    """
    if index := store.index():
        return index.relations(_chosen(index.topology, how, index.topology.numbers(ids), predicates))
    wanted = sorted(set(ids))
    options: dict[str, object] = {"every": predicates is None, "predicates": sorted(predicates or [""])}
    if how == "among":
        options["ids"] = wanted
    return sorted(map(relation_of, store.each(text(how), wanted, **options)), key=lambda relation: relation.id)


def edges(store: Store, ids: Iterable[str], predicates: Collection[str], min_confidence: float = 0.0) -> list[Edge]:
    """The relations of these entities in both directions, each seen from them, apart from the tree of regions.

    Sorted by id of the relation.
    """
    if index := store.index():
        return _seen(index.topology, index.topology.numbers(ids), predicates, min_confidence)
    wanted = sorted(set(ids))
    options = {"predicates": sorted(predicates), "min_confidence": float(min_confidence)}
    found = [_edge(row) for name in ("steps_out", "steps_in") for row in store.each(text(name), wanted, **options)]
    return sorted(found, key=lambda edge: (edge.relation, edge.far.id))


def topology(store: Store) -> Topology | None:
    """Who is related to whom in the whole graph: from the index, or read once from a store that has none.

    None if a graph without an index is so large that reading it would take longer than many questions. What was read
    leaves out the tree of regions, over which nobody walks.
    """
    if index := store.index():
        return index.topology
    return store.remember("topology", lambda: _whole(store))


def _whole(store: Store) -> Topology | None:
    [counted] = store.rows(text("how_many_relations"))
    if cast("int", counted["number"]) > _READABLE:
        return None
    there = sorted(map(_node, store.rows(text("topology_nodes"))), key=attrgetter("id"))
    edges = (_edge_facts(row) for row in store.rows(text("topology_edges")))
    return Topology.of((NodeFacts(n.id, n.type, n.scope, n.within, n.degree) for n in there), sorted(edges))


def _edge_facts(row: Row) -> EdgeFacts:
    return EdgeFacts(
        id=str(row["relation"]),
        subject=str(row["subject"]),
        object=str(row["object"]),
        predicate=str(row["predicate"]),
        status=str(row["status"]),
        confidence=float(cast("float", row["confidence"])),
        day=str(row["date"] or row["published"] or ""),
        derived=False,
    )


def _chosen(topology: Topology, how: Direction, nodes: Numbers, predicates: Collection[str] | None) -> Numbers:
    """The numbers of the relations that `relations` wants."""
    near, edges, far = topology.around(nodes)
    kept = topology.predicates.among(predicates)[edges] if predicates is not None else np.ones(len(edges), np.bool_)
    if how == "among":
        there = np.zeros(len(topology), np.bool_)
        there[nodes] = True
        kept &= there[far]
    else:
        kept &= (topology.subjects if how == "outgoing" else topology.objects)[edges] == near
    return np.unique(edges[kept])


def _seen(topology: Topology, nodes: Numbers, predicates: Collection[str], min_confidence: float) -> list[Edge]:
    _, edges, far = topology.around(nodes)
    kept = topology.predicates.among(predicates)[edges] & (topology.confidences[edges] >= min_confidence)
    kept &= ~topology.derived[edges]
    edges, far = edges[kept], far[kept]
    order = np.lexsort((far, edges))
    there = {number: node_in(topology, number) for number in np.unique(far).tolist()}
    return [
        _edge_in(topology, edge, there[end])
        for edge, end in zip(edges[order].tolist(), far[order].tolist(), strict=True)
    ]


def node_in(topology: Topology, number: int) -> Node:
    """The entity with this number."""
    scope, within = topology.places[number]
    return Node(topology.entities[number], topology.types[number], scope, int(topology.degrees[number]), within)


def _edge_in(topology: Topology, number: int, far: Node) -> Edge:
    return Edge(
        relation=topology.relations[number],
        subject=topology.entities[topology.subjects[number]],
        object=topology.entities[topology.objects[number]],
        predicate=topology.predicates[number],
        status=topology.statuses[number],
        confidence=float(topology.confidences[number]),
        day=topology.days[number] or None,
        far=far,
    )


def _node(row: Mapping[str, object]) -> Node:
    within = tuple(cast("list[str]", row["within"] or ()))
    return Node(str(row["id"]), str(row["type"]), str(row["scope"]), int(cast("int", row["degree"])), within)


def _edge(row: Row) -> Edge:
    return Edge(
        relation=str(row["relation"]),
        subject=str(row["subject"]),
        object=str(row["object"]),
        predicate=str(row["predicate"]),
        status=str(row["status"]),
        confidence=float(cast("float", row["confidence"])),
        day=cast("str | None", row["date"] or row["published"]) or None,
        far=_node(row),
    )
