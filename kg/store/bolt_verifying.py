"""Compares what a Neo4j database really holds of ours with the graph that it should hold. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from neo4j import Driver, Session

from kg.errors import NoGraph
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.bolt_errors import translating
from kg.store.bolt_state import held, state
from kg.store.changes import Difference, Held, Part, Wanted, What
from kg.store.layout import DIGEST, DOCUMENT, ENTITY, MENTIONS, Layout, Link, Node

_SHOWN = 10
"""How many discrepancies of each kind are told."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not in the target as it should be.

    Args:
        what: entities, relations or documents.
        id: its id.
        how: `missing`, `surplus` or `altered`.
        where: of something altered, the columns that differ; also `labels`, `mentions`, `type` or `ends`.
    """

    what: What
    id: str
    how: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """How a target compares with the graph that it should hold.

    Args:
        wanted, found: number of entities, relations and documents, by name.
        wanted_digest, found_digest: over the content of all of them.
        complete: whether the last publishing came to its end.
        discrepancies: the first ones of each kind.
        number: how many there are.
    """

    wanted: Mapping[str, int]
    found: Mapping[str, int]
    wanted_digest: str
    found_digest: str
    complete: bool
    discrepancies: tuple[Discrepancy, ...]
    number: int

    @property
    def equal(self) -> bool:
        """Whether the target holds exactly the graph."""
        return self.complete and not self.number


def verify_graph(driver: Driver, server: GraphServer, graph: KnowledgeGraph, ontology: Ontology) -> Verified:
    """Compare the labels, properties, ends and mentions of all that is ours in the database with `graph`.

    Raises:
        NoGraph: nothing was ever published there.
        StoreError: it cannot be read.
    """
    with translating(server), driver.session(database=server.database, notifications_min_severity="OFF") as session:
        told = state(session)
        if told is None:
            raise NoGraph(f"nothing has been published to “{server.database}” on {server.uri} yet; run `jjj publish`")
        wanted = Wanted(Layout(graph, ontology))
        there = held(session, wanted.layout.terms, told, checked=True)
        digest = wanted.digest()
        difference = Difference.of(wanted, there)
        return Verified(
            _counts(graph.entities, graph.relations, graph.documents),
            _counts(there.entities, there.relations, there.documents),
            digest,
            there.digest(),
            told.complete and told.digest == digest,
            tuple(_discrepancies(session, difference, wanted, there)),
            len(difference),
        )


def _counts(*each: Iterable[object]) -> dict[str, int]:
    names = (What.ENTITIES, What.RELATIONS, What.DOCUMENTS)
    return {str(name): sum(1 for _ in things) for name, things in zip(names, each, strict=True)}


def _discrepancies(session: Session, difference: Difference, wanted: Wanted, there: Held) -> Iterator[Discrepancy]:
    layout, graph = wanted.layout, wanted.layout.graph
    chosen = _first(difference.entities.changed)
    for node in (layout.entity(graph.by_id[key]) for key in chosen):
        yield Discrepancy(What.ENTITIES, node.key, "altered", tuple(_node(session, node, ENTITY, layout)))
    chosen = _first(difference.relations.changed)
    for link in (layout.relation(each) for each in graph.relations if each.id in chosen):
        yield Discrepancy(
            What.RELATIONS, link.key, "altered", tuple(_link(session, link, there.relations[link.key][1]))
        )
    chosen = _first(difference.documents.changed)
    for node in (layout.document(each) for each in graph.documents if each.id in chosen):
        yield Discrepancy(What.DOCUMENTS, node.key, "altered", tuple(_node(session, node, DOCUMENT, layout)))
    parts = zip(What, (difference.entities, difference.relations, difference.documents), strict=False)
    for what, part in parts:
        yield from _there_or_not(what, part)


def _first(keys: Iterable[str]) -> list[str]:
    return list(islice(sorted(keys), _SHOWN))


def _there_or_not(what: What, part: Part) -> Iterator[Discrepancy]:
    for how, keys in (("missing", part.new), ("surplus", part.gone)):
        yield from (Discrepancy(what, key, how) for key in _first(keys))


def _node(session: Session, node: Node, label: str, layout: Layout) -> Iterator[str]:
    text = (
        f"MATCH (n:{label} {{id: $key}}) "
        f"RETURN n AS item, labels(n) AS labels, [(d:{DOCUMENT})-[:{MENTIONS}]->(n) | d.id] AS mentions"
    )
    for record in session.run(text, key=node.key):
        yield from _columns(node, record["item"])
        ours = layout.terms.all_labels.intersection(record["labels"])
        if label == ENTITY and ours != set(layout.terms.labels(node.type)):
            yield "labels"
        if label == ENTITY and sorted(record["mentions"]) != list(node.mentions):
            yield "mentions"


def _link(session: Session, link: Link, kind: str) -> Iterator[str]:
    if link.type != kind:
        yield "type"
    text = f"MATCH (a)-[r:`{kind}` {{id: $key}}]->(b) RETURN properties(r) AS item, a.id AS start, b.id AS end"
    for record in session.run(text, key=link.key):
        yield from _columns(link, record["item"])
        if (record["start"], record["end"]) != (link.start, link.end):
            yield "ends"


def _columns(item: Node | Link, row: Mapping[str, object]) -> Iterator[str]:
    wanted = {**item.properties, DIGEST: item.digest}
    yield from (name for name, value in wanted.items() if row.get(name, [] if value == [] else None) != value)
