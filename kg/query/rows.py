"""Reads our nouns from a store: through its index if it has one, else by the Cypher texts that lie in `texts/`.

Knows no question and no database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

import numpy as np

from kg.model import Entity, Relation
from kg.store.base import Row, Store
from kg.store.columns import entity_of, relation_of
from kg.store.topology import EdgeFacts, NodeFacts, Numbers, Topology

How = Literal["around", "among"]

_READABLE = 300_000
"""Most relations of a graph that is read as a whole to walk through it; a second or two for each hundred thousand."""
_TEXTS = Path(__file__).parent / "texts"


@cache
def text(name: str) -> str:
    """The Cypher text in `texts/NAME.cypher`."""
    return (_TEXTS / f"{name}.cypher").read_text("utf-8")


class Edge(NamedTuple):
    """A relation seen from one of its ends; `far` is the other one."""

    relation: EdgeFacts
    far: NodeFacts


def entities(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities with these ids that there are, by id."""
    if index := store.index():
        return {entity.id: entity for entity in index.entities(index.topology.numbers(ids))}
    return {str(row["id"]): entity_of(row) for row in store.each(text("entity"), sorted(set(ids)))}


def nodes(store: Store, ids: Iterable[str]) -> dict[str, NodeFacts]:
    """The same, with no more than is needed to go there."""
    return {str(row["id"]): _node(row) for row in store.each(text("entity"), sorted(set(ids)))}


def relations(store: Store, how: How, ids: Iterable[str], predicates: Collection[str] | None = None) -> list[Relation]:
    """Relations of these entities, sorted by id.

    Args:
        store: where the graph is.
        how: `around` for those of which an end is among the entities, `among` for those of which both ends are.
        ids: of the entities.
        predicates: which predicates; None stands for all of them.
    """
    if index := store.index():
        return index.relations(_chosen(index.topology, how, index.topology.numbers(ids), predicates))
    wanted = sorted(set(ids))
    options: dict[str, object] = {"every": predicates is None, "predicates": sorted(predicates or [""])}
    if how == "among":
        options["ids"] = wanted
    found = {str(row["id"]): row for row in store.each(text(how), wanted, **options)}
    return [relation_of(found[key]) for key in sorted(found)]


def ties(
    store: Store, ids: Iterable[str], *, outgoing: Collection[str], incoming: Collection[str]
) -> tuple[list[Relation], dict[str, Entity]]:
    """Relations of these entities in one direction, and all that they tie together, in one exchange.

    Args:
        store: where the graph is.
        ids: of the entities.
        outgoing: predicates of those of which an entity is the subject.
        incoming: predicates of those of which it is the object.

    Returns:
        The relations, sorted by id, and by id the entities asked for, as far as there are any, and those at other ends.
    """
    if index := store.index():
        topology, near = index.topology, index.topology.numbers(ids)
        edges, far = _tied(topology, near, outgoing, incoming)
        there = index.entities(np.unique(np.concatenate([near, far])))
        return index.relations(np.unique(edges)), {entity.id: entity for entity in there}
    options = {"outgoing": sorted(outgoing or [""]), "incoming": sorted(incoming or [""])}
    told: dict[str, Relation] = {}
    known: dict[str, Entity] = {}
    for row in store.each(text("ties"), sorted(set(ids)), **options):
        if (key := str(row["id"])) not in known:
            known[key] = entity_of(row)
        if row["relation"]:
            ends = (row["near"], key) if row["forward"] else (key, row["near"])
            relation = relation_of({**row, "id": row["relation"], "subject": ends[0], "object": ends[1]})
            told[relation.id] = relation
    return [told[key] for key in sorted(told)], known


def edges(store: Store, ids: Iterable[str], predicates: Collection[str], min_confidence: float = 0.0) -> list[Edge]:
    """The relations of these entities in both directions, each seen from them, apart from the tree of regions.

    In no order. A store that has an index is better asked for its topology.
    """
    wanted = sorted(set(ids))
    options = {"predicates": sorted(predicates), "min_confidence": float(min_confidence)}
    rows = store.each(text("steps"), wanted, **options)
    return [Edge(_edge(row), _node({**row, "id": _far(row)})) for row in rows]


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
    there = sorted(map(_node, store.rows(text("topology_nodes"))))
    return Topology.of(there, sorted(map(_edge, store.rows(text("topology_edges")))))


def _chosen(topology: Topology, how: How, nodes: Numbers, predicates: Collection[str] | None) -> Numbers:
    """The numbers of the relations that `relations` wants."""
    _, edges, far = topology.around(nodes)
    kept = topology.predicates.among(predicates)[edges] if predicates is not None else np.ones(len(edges), np.bool_)
    if how == "among":
        there = np.zeros(len(topology), np.bool_)
        there[nodes] = True
        kept &= there[far]
    return np.unique(edges[kept])


def _tied(
    topology: Topology, nodes: Numbers, outgoing: Collection[str], incoming: Collection[str]
) -> tuple[Numbers, Numbers]:
    """The relations that `ties` wants, and their other ends."""
    near, edges, far = topology.around(nodes)
    kept = topology.predicates.among(outgoing)[edges] & (topology.subjects[edges] == near)
    kept |= topology.predicates.among(incoming)[edges] & (topology.objects[edges] == near)
    return edges[kept], far[kept]


def _far(row: Row) -> object:
    return row["object"] if row["forward"] else row["subject"]


def _node(row: Row) -> NodeFacts:
    within = tuple(cast("list[str]", row["within"] or ()))
    return NodeFacts(str(row["id"]), str(row["type"]), str(row["scope"]), within, int(cast("int", row["degree"])))


def _edge(row: Row) -> EdgeFacts:
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
