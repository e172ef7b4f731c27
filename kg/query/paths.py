"""How two entities hang together: the most telling paths between them, not merely the shortest.

A path through 天津 or 人工智能 says nothing of the two firms at its ends. So each step costs what the ontology says of
its predicate, more if it touches a hub on the way (compare Adamic, L. A., Adar, E. (2003): Friends and neighbors on the
Web. Social Networks 25(3), 211–230, where a common neighbour counts by the logarithm of its degree), and more if the
relation is doubtful. Finding the k cheapest is left to `cheapest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from kg.errors import QueryError
from kg.model import Entity, Relation, Status
from kg.ontology import Ontology
from kg.query.cheapest import Route, Steps, cheapest_paths
from kg.query.lookup import get
from kg.query.rows import edges, entities, nodes, relations, topology
from kg.query.selection import ASSERTED, Selection, bounded
from kg.query.terrain import Terrain, step_costs
from kg.store.base import Store
from kg.store.topology import EdgeFacts, NodeFacts, Numbers, Topology

LONGEST = 6
MOST = 50
"""Most paths of one answer."""
_BUDGET = 20_000
"""Most entities that are looked at from one end in a large graph without an index."""
_LEAST_CONFIDENCE = 0.01
"""A relation of no confidence at all would cost infinitely much."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path.

    Args:
        near: where it begins.
        far: where it ends.
        relation: the cheapest relation between the two, with its evidence; either may be its subject.
        also: further selected relations between the two.
        predicate_cost: what the ontology says of the predicate.
        hub_penalty: mean over both ends of 1 + ln(number of relations); an end of the whole path counts as 1.
        cost: predicate_cost × hub_penalty ÷ confidence of the relation.
    """

    near: Entity
    far: Entity
    relation: Relation
    also: tuple[Relation, ...]
    predicate_cost: float
    hub_penalty: float
    cost: float


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of steps from one entity to the other; `cost` is the sum of theirs, and the least is the most telling."""

    steps: tuple[PathStep, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Paths:
    """The answer.

    Args:
        source: where the paths begin.
        target: where they end.
        found: the paths, the most telling first.
        hubs: entities with too many relations to be walked through; a path over them may be missing.
        truncated: whether so much lies around the two that not all of it was looked at; never with the embedded store.
    """

    source: Entity
    target: Entity
    found: tuple[Path, ...]
    hubs: tuple[Entity, ...]
    truncated: bool

    def __iter__(self) -> Iterator[Path]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


def paths(
    store: Store,
    ontology: Ontology,
    source_id: str,
    target_id: str,
    *,
    k: int = 3,
    max_length: int = 4,
    predicates: Iterable[str] = (),
    types: Iterable[str] = (),
    scopes: Iterable[str] = (),
    place: str = "",
    since: date | None = None,
    until: date | None = None,
    min_confidence: float = 0.0,
    include_unasserted: bool = False,
    avoid: Iterable[str] = (),
    hub_degree: int = 1000,
) -> Paths:
    """The `k` most telling paths between two entities; the direction of relations does not matter.

    Args:
        store: where the graph is.
        ontology: which knows predicates, types and what a step costs.
        source_id: one end.
        target_id: the other end.
        k: most paths.
        max_length: most steps of a path.
        predicates: keys of predicates to walk over; none means all.
        types: keys of entity types to walk through, with all types below them; none means all.
        scopes: regions to walk through; none means everywhere. Entities without a known place always pass.
        place: key of a region or park, as `kg.query.regions.area` finds it, that limits it likewise; empty means none.
        since: first day of a relation, or else of its earliest evidence.
        until: last day.
        min_confidence: least confidence of a relation, from 0 to 1.
        include_unasserted: whether to walk over what is planned, denied, over or hearsay, too.
        avoid: ids of entities that no path may pass.
        hub_degree: an entity with more relations than this is not passed either.

    Raises:
        NotFound: one of the entities does not exist.
        QueryError: both are the same, a number is out of bounds, or a predicate, type or scope is unknown.
        NoGraph: nothing was published yet.
    """
    bounded("the number of paths", k, 1, MOST)
    bounded("the length of a path", max_length, 1, LONGEST)
    selection = Selection.of(
        ontology,
        predicates=predicates,
        types=types,
        scopes=scopes,
        place=place,
        statuses=frozenset(Status) if include_unasserted else ASSERTED,
        min_confidence=min_confidence,
        since=since,
        until=until,
    )
    if source_id == target_id:
        raise QueryError("a path leads from one entity to another; both ends are the same")
    source, target = get(store, source_id), get(store, target_id)
    limits = _Limits(selection, frozenset({source.id, target.id}), frozenset(avoid), hub_degree)
    ground, truncated = _ground(store, limits, source.id, target.id, max_length)
    roads = _Roads(ground, ontology, limits)
    found = cheapest_paths(roads, *map(roads.number, (source.id, target.id)), most_steps=max_length)
    hubs = roads.hubs()
    best = [route for _, route in islice(found, k)]
    there = entities(store, {roads.id(node) for route in best for node in route} | hubs)
    return Paths(
        source=source,
        target=target,
        found=tuple(_told(store, roads, best, there, selection.predicates)),
        hubs=tuple(there[hub] for hub in sorted(hubs)),
        truncated=truncated,
    )


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a path may pass: what the selection lets it, the two ends, nothing to be avoided, and no hub."""

    selection: Selection
    ends: frozenset[str]
    avoid: frozenset[str]
    hub_degree: int

    def passes(self, node: NodeFacts) -> bool:
        return node.id in self.ends or (
            node.id not in self.avoid and node.degree <= self.hub_degree and self.selection.admits(node)
        )


def _ground(store: Store, limits: _Limits, source: str, target: str, max_length: int) -> tuple[Topology, bool]:
    """A topology in which all paths lie, and whether it leaves some of them out: everything, if that can be had, else
    what lies around the two ends.
    """
    if whole := topology(store):
        return whole, False
    surroundings = _Surroundings(store, limits)
    surroundings.explore(source, (max_length + 1) // 2)
    surroundings.explore(target, max_length // 2)
    return surroundings.topology(), surroundings.truncated


class _Surroundings:
    """The part of a graph in which paths between two ends can lie, read step by step."""

    def __init__(self, store: Store, limits: _Limits) -> None:
        self._store = store
        self._limits = limits
        self._nodes = nodes(store, limits.ends)
        self._edges: dict[str, EdgeFacts] = {}
        self.truncated = False

    def explore(self, start: str, depth: int) -> None:
        """Take in every relation within `depth` steps of `start`."""
        seen = {start}
        frontier = [start]
        for _ in range(depth):
            reached = {node.id for node in self._reached(frontier) if self._limits.passes(node)}
            frontier = sorted(reached - seen - self._limits.ends)
            self.truncated |= len(seen) + len(frontier) > _BUDGET
            frontier = frontier[: max(0, _BUDGET - len(seen))]
            seen.update(frontier)

    def topology(self) -> Topology:
        """All that was taken in."""
        return Topology.of(sorted(self._nodes.values()), sorted(self._edges.values()))

    def _reached(self, frontier: Iterable[str]) -> Iterator[NodeFacts]:
        selection = self._limits.selection
        for edge in edges(self._store, frontier, selection.predicates, selection.min_confidence):
            if selection.passes(edge.relation):
                self._edges[edge.relation.id] = edge.relation
                self._nodes[edge.far.id] = edge.far
                yield edge.far


@dataclass(frozen=True, slots=True)
class _Price:
    """What a step over one relation costs, and why."""

    cost: float
    relation: str
    predicate_cost: float
    hub_penalty: float


class _Roads:
    """A topology as roads that can be walked within the limits, each at its price."""

    def __init__(self, topology: Topology, ontology: Ontology, limits: _Limits) -> None:
        self._topology = topology
        self._terrain = Terrain(topology, limits.selection)
        self._hub_degree = limits.hub_degree
        self._ends = topology.numbers(limits.ends)
        self._avoided = topology.numbers(limits.avoid)
        self._bases = step_costs(topology, ontology)
        self._penalties = _penalties(min(limits.hub_degree, int(topology.degrees.max(initial=0))))
        self._hubs: list[Numbers] = []

    def __len__(self) -> int:
        return len(self._topology)

    def number(self, entity_id: str) -> int:
        """What the entity is called here."""
        return int(self._topology.numbers([entity_id])[0])

    def id(self, number: int) -> str:
        """The id of the entity that is called so here."""
        return str(self._topology.entities[number])

    def steps(self, nodes: Numbers) -> Steps:
        """All steps from these entities over relations that count, to entities that may be passed."""
        near, _, far, costs = self._priced(nodes)
        return Steps(near, far, costs)

    def hubs(self) -> set[str]:
        """Ids of the entities to which steps would have led if they had not too many relations."""
        found = np.unique(np.concatenate([*self._hubs, self._ends[:0]]))
        return {self._topology.entities[number] for number in found.tolist()}

    def prices(self, one: int, other: int) -> list[_Price]:
        """What the step between two entities costs over each relation between them, the cheapest first."""
        near, edges, far, costs = self._priced(np.array([one]))
        kept = far == other
        bases, penalties = self._bases[self._topology.predicates.codes[edges]], self._mean_penalty(near, far)
        names = [self._topology.relations[edge] for edge in edges[kept].tolist()]
        rows = zip(costs[kept].tolist(), names, bases[kept].tolist(), penalties[kept].tolist(), strict=True)
        return sorted((_Price(*row) for row in rows), key=lambda price: (price.cost, price.relation))

    def _priced(self, nodes: Numbers) -> tuple[Numbers, Numbers, Numbers, NDArray[np.float64]]:
        near, edges, far = self._terrain.around(nodes)
        kept = self._passable(far) & (far != near)
        near, edges, far = near[kept], edges[kept], far[kept]
        sure = np.maximum(self._topology.confidences[edges], _LEAST_CONFIDENCE)
        bases = self._bases[self._topology.predicates.codes[edges]]
        return near, edges, far, bases * self._mean_penalty(near, far) / sure

    def _passable(self, nodes: Numbers) -> NDArray[np.bool_]:
        ends = _equal(nodes, self._ends)
        admitted = self._terrain.admits(nodes) & ~_equal(nodes, self._avoided)
        small = self._topology.degrees[nodes] <= self._hub_degree
        self._hubs.append(nodes[admitted & ~small & ~ends])
        return ends | (admitted & small)

    def _mean_penalty(self, near: Numbers, far: Numbers) -> NDArray[np.float64]:
        return np.asarray((self._penalty(near) + self._penalty(far)) / 2)

    def _penalty(self, nodes: Numbers) -> NDArray[np.float64]:
        degrees = np.minimum(self._topology.degrees[nodes], len(self._penalties) - 1)
        return np.where(_equal(nodes, self._ends), 1.0, self._penalties[degrees])


def _equal(nodes: Numbers, few: Numbers) -> NDArray[np.bool_]:
    """Which of the nodes are among a few."""
    found = np.zeros(len(nodes), np.bool_)
    for each in few:
        found |= nodes == each
    return found


@lru_cache(16)
def _penalties(most: int) -> NDArray[np.float64]:
    """What passing an entity costs, by its number of relations, up to `most`."""
    return np.array([1.0 + log(max(1, degree)) for degree in range(most + 1)])


def _told(
    store: Store, roads: _Roads, routes: Iterable[Route], there: Mapping[str, Entity], predicates: frozenset[str]
) -> Iterator[Path]:
    """The routes with all evidence."""
    for route in routes:
        passed = [there[roads.id(node)] for node in route]
        full = {r.id: r for r in relations(store, "among", (entity.id for entity in passed), predicates)}
        prices = (roads.prices(one, other) for one, other in pairwise(route))
        steps = tuple(_step(a, b, price, full) for (a, b), price in zip(pairwise(passed), prices, strict=True))
        yield Path(steps, sum(step.cost for step in steps))


def _step(near: Entity, far: Entity, prices: list[_Price], full: Mapping[str, Relation]) -> PathStep:
    best, *others = prices
    return PathStep(
        near=near,
        far=far,
        relation=full[best.relation],
        also=tuple(full[other.relation] for other in others),
        predicate_cost=best.predicate_cost,
        hub_penalty=best.hub_penalty,
        cost=best.cost,
    )
