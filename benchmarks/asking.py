"""What is asked of the stores when they are measured: the same questions through our functions and by others' means.

Every way is given one or two ids and gives back how much it found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import ladybug
import networkx
import numpy as np
from neo4j import READ_ACCESS, Driver, GraphDatabase

from kg.ontology import Ontology
from kg.query import financiers, neighbourhood, paths
from kg.query.terrain import step_costs
from kg.settings import GraphServer
from kg.store import EmbeddedStore, Store
from kg.store.bolt import BoltStore
from kg.store.index import Index

Ask = Callable[[str, str], int]
LONGEST = 4
"""Most steps of a path."""
_HUBS = 100
_GIVING = ("invested_in", "loaned_to")
_TOLD = "r.status = 'asserted' AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'"
_ONE = f"MATCH (c:Entity {{id: $one}})-[r]-(n:Entity) WHERE {_TOLD} RETURN c, r, n LIMIT 2000"
_TWO = (
    f"MATCH (c:Entity {{id: $one}})-[r]-(m:Entity)-[q]-(n:Entity) WHERE m.degree <= 100 AND {_TOLD} AND "
    f"{_TOLD.replace('r.', 'q.')} RETURN r, m, q, n LIMIT 2000"
)
_WHO = (
    "MATCH (c:Entity {id: $one})-[r]-(b:Entity) WHERE r.status = 'asserted' AND r.predicate IN "
    "['invested_in', 'loaned_to', 'guaranteed_by'] RETURN b, r"
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Whom is asked about: as people ask, which is mostly about those who are in many relations, and anyone."""

    asked: Sequence[tuple[str, str]]
    anyone: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, index: Index, number: int, seed: int = 7) -> Pairs:
        """So many of each, always the same ones. Seven of ten that people ask about are ends of some relation, one of
        ten is among the greatest hubs.
        """
        chance = random.Random(seed)  # noqa: S311  nobody is to be surprised
        topology = index.topology
        hubs = np.argsort(-topology.degrees.astype(np.int64), kind="stable")[:_HUBS]

        def someone() -> str:
            luck = chance.random()
            if luck < 0.7:
                return topology.entities[topology.subjects[chance.randrange(len(topology.relations))]]
            return anyone() if luck < 0.9 else topology.entities[hubs[chance.randrange(len(hubs))]]

        def anyone() -> str:
            return topology.entities[chance.randrange(len(topology))]

        asked, strangers = ([(draw(), draw()) for _ in range(2 * number)] for draw in (someone, anyone))
        return cls(*([pair for pair in pairs if pair[0] != pair[1]][:number] for pairs in (asked, strangers)))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: by our function, by Cypher typed by hand, and of whom."""

    label: str
    ours: Callable[[Store, Ontology, str, str], int]
    by_hand: Mapping[str, str]
    anyone: bool = False


def _one_step(store: Store, ontology: Ontology, one: str, _: str) -> int:
    return len(neighbourhood(store, ontology, one).graph.relations)


def _two_steps(store: Store, ontology: Ontology, one: str, _: str) -> int:
    return len(neighbourhood(store, ontology, one, depth=2).graph.relations)


def _who_paid(store: Store, ontology: Ontology, one: str, _: str) -> int:
    return len(financiers(store, ontology, one).financiers)


def _paths(number: int) -> Callable[[Store, Ontology, str, str], int]:
    return lambda store, ontology, one, other: len(
        paths(store, ontology, one, other, k=number, max_length=LONGEST).found
    )


_LADYBUG = f"(a:Entity {{id: $one}})-[r:Relation* SHORTEST 1..{LONGEST}]-(b:Entity {{id: $other}})"
_NEO4J = f"shortestPath((a:Entity {{id: $one}})-[:%s*..{LONGEST}]-(b:Entity {{id: $other}}))"


def _shortest() -> Mapping[str, str]:
    """The databases' own searches, over relations alone: a document that names two entities is no way between them."""
    types = "|".join(predicate.upper for predicate in Ontology.load().predicates.values())
    return {"embedded": f"MATCH p = {_LADYBUG} RETURN p", "neo4j": f"MATCH p = {_NEO4J % types} RETURN p"}


QUESTIONS = (
    Question("neighbours, one step", _one_step, {"embedded": _ONE, "neo4j": _ONE}),
    Question("neighbourhood, two steps", _two_steps, {"embedded": _TWO, "neo4j": _TWO}),
    Question("neighbourhood of anyone, two steps", _two_steps, {"embedded": _TWO, "neo4j": _TWO}, anyone=True),
    Question("financiers", _who_paid, {"embedded": _WHO, "neo4j": _WHO}),
    Question("best path", _paths(1), _shortest()),
    Question("best path between any two", _paths(1), _shortest(), anyone=True),
    Question("three best paths", _paths(3), {}),
)


@contextmanager
def ours_embedded(folder: Path) -> Iterator[Callable[[Question], Ask]]:
    """Our functions on the embedded store."""
    ontology = Ontology.load()
    with EmbeddedStore(folder) as store:
        yield lambda question: partial(question.ours, store, ontology)


@contextmanager
def ours_neo4j(server: GraphServer) -> Iterator[Callable[[Question], Ask]]:
    """Our functions on Neo4j."""
    ontology = Ontology.load()
    with BoltStore(server) as store:
        yield lambda question: partial(question.ours, store, ontology)


@contextmanager
def ladybug_by_hand(folder: Path) -> Iterator[Callable[[Question], Ask | None]]:
    """Cypher through Ladybug's own module."""
    [file] = folder.glob("graph-*.lbug")
    with ladybug.Database(file, read_only=True, max_db_size=1 << 38) as database, ladybug.Connection(database) as link:

        def ask(text: str, one: str, other: str) -> int:
            given = {"one": one, "other": other}
            result = link.execute(text, {name: value for name, value in given.items() if f"${name}" in text})
            # A text of several statements has several results.
            results = result if isinstance(result, list) else [result]
            return sum(len(each.get_all()) for each in results)

        yield lambda question: partial(ask, question.by_hand["embedded"]) if question.by_hand else None


@contextmanager
def driver_by_hand(server: GraphServer) -> Iterator[Callable[[Question], Ask | None]]:
    """Cypher through the official driver of Neo4j."""
    with opened(server) as driver:

        def ask(text: str, one: str, other: str) -> int:
            with driver.session(database=server.database, default_access_mode=READ_ACCESS) as session:
                return len(session.run(text, one=one, other=other).data())

        yield lambda question: partial(ask, question.by_hand["neo4j"]) if question.by_hand else None


@contextmanager
def in_memory(folder: Path) -> Iterator[Callable[[Question], Ask | None]]:
    """networkx, with the same prices of steps, and neither texts nor filters."""
    with EmbeddedStore(folder) as store:
        graph = _weighted(store.index(), Ontology.load())

    def best(one: str, other: str) -> int:
        try:
            return len(networkx.bidirectional_dijkstra(graph, one, other)[1]) and 1
        except networkx.NetworkXNoPath:
            return 0

    def steps(number: int, one: str, _: str) -> int:
        return len(networkx.ego_graph(graph, one, number))

    ways: Mapping[str, Ask] = {
        "neighbours, one step": partial(steps, 1),
        "best path": best,
        "best path between any two": best,
    }
    yield lambda question: ways.get(question.label)


def opened(server: GraphServer) -> Driver:
    """A driver connected to the server."""
    return GraphDatabase.driver(server.uri, auth=(server.user, server.password or ""))


def _weighted(index: Index, ontology: Ontology) -> networkx.Graph[Any]:
    topology = index.topology
    penalties = 1 + np.log(np.maximum(topology.degrees, 1))
    mean = (penalties[topology.subjects] + penalties[topology.objects]) / 2
    costs = step_costs(topology, ontology)[topology.predicates.codes] * mean / topology.confidences
    told = ~topology.derived & (np.array(topology.statuses.values) == "asserted")[topology.statuses.codes]
    ids = [topology.entities[number] for number in range(len(topology))]
    graph: networkx.Graph[Any] = networkx.Graph()
    graph.add_nodes_from(ids)
    for one, other, cost in zip(topology.subjects[told], topology.objects[told], costs[told].tolist(), strict=True):
        known = graph.get_edge_data(ids[one], ids[other], default={"weight": cost})
        graph.add_edge(ids[one], ids[other], weight=min(cost, known["weight"]))
    return graph
