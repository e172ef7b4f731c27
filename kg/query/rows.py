"""Runs the Cypher texts that lie in `texts/` and makes our nouns of their rows. Knows no question and no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from kg.model import Entity, Relation
from kg.store.base import Row, Store
from kg.store.columns import entity_of, relation_of

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
    """A relation without its evidence, seen from one end; `far` is the other end."""

    relation: str
    subject: str
    object: str
    predicate: str
    status: str
    confidence: float
    date: str | None
    published: str | None
    far: Node

    @property
    def near(self) -> str:
        """Id of the end that it is seen from."""
        return self.subject if self.far.id == self.object else self.object


def entities(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities with these ids that there are, by id."""
    return {str(row["id"]): entity_of(row) for row in store.each(text("entity"), sorted(set(ids)))}


def nodes(store: Store, ids: Iterable[str]) -> dict[str, Node]:
    """The same, with no more than is needed to go there."""
    return {str(row["id"]): _node(row) for row in store.each(text("entity"), sorted(set(ids)))}


def relations(store: Store, how: str, ids: Iterable[str], predicates: Collection[str] | None = None) -> list[Relation]:
    """Relations of these entities, sorted by id.

    Args:
        store: where the graph is.
        how: `outgoing`, `incoming`, or `among` for those both of whose ends are among the entities.
        ids: of the entities.
        predicates: which predicates; None stands for all of them.
    """
    wanted = sorted(set(ids))
    options: dict[str, object] = {"every": predicates is None, "predicates": sorted(predicates or [""])}
    if how == "among":
        options["ids"] = wanted
    return sorted(map(relation_of, store.each(text(how), wanted, **options)), key=lambda relation: relation.id)


def edges(store: Store, ids: Iterable[str], predicates: Collection[str], min_confidence: float = 0.0) -> list[Edge]:
    """The relations of these entities in both directions, each seen from them. Sorted by id of the relation."""
    wanted = sorted(set(ids))
    options = {"predicates": sorted(predicates), "min_confidence": float(min_confidence)}
    found = [_edge(row) for name in ("steps_out", "steps_in") for row in store.each(text(name), wanted, **options)]
    return sorted(found, key=lambda edge: (edge.relation, edge.far.id))


def _node(row: Mapping[str, object]) -> Node:
    within = tuple(cast("list[str]", row["within"]))
    return Node(str(row["id"]), str(row["type"]), str(row["scope"]), int(cast("int", row["degree"])), within)


def _edge(row: Row) -> Edge:
    return Edge(
        relation=str(row["relation"]),
        subject=str(row["subject"]),
        object=str(row["object"]),
        predicate=str(row["predicate"]),
        status=str(row["status"]),
        confidence=float(cast("float", row["confidence"])),
        date=cast("str | None", row["date"]),
        published=cast("str | None", row["published"]),
        far=_node(row),
    )
