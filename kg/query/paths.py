"""How two entities hang together: the most telling paths between them, not merely the shortest.

A path through 天津 or 人工智能 says nothing of the two firms at its ends. So each step costs what the ontology says of
its predicate, more if it touches a hub on the way (compare Adamic, L. A., Adar, E. (2003): Friends and neighbors on the
Web. Social Networks 25(3), 211–230, where a common neighbour counts by the logarithm of its degree), and more if the
relation is doubtful. Finding the k cheapest is left to `cheapest`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from math import log

from kg.errors import QueryError
from kg.model import Entity, Relation, Status
from kg.ontology import Ontology
from kg.query.cheapest import Route, cheapest_paths
from kg.query.lookup import get
from kg.query.rows import Edge, Node, edges, entities, nodes, relations
from kg.query.selection import ASSERTED, Selection, bounded
from kg.store.base import Store

LONGEST = 6
MOST = 50
"""Most paths of one answer."""
_BUDGET = 20_000
"""Most entities that are looked at from one end."""
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
        truncated: whether so much lies around the two that not all of it was looked at.
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
    field = _Field(store, ontology, selection, {source.id, target.id}, frozenset(avoid), hub_degree)
    field.explore(source.id, (max_length + 1) // 2)
    field.explore(target.id, max_length // 2)
    costs = field.costs()
    best = [route for _, route in islice(cheapest_paths(costs, source.id, target.id, most_steps=max_length), k)]
    there = entities(store, {node for route in best for node in route} | field.hubs)
    return Paths(
        source=source,
        target=target,
        found=tuple(_told(store, field.prices(), best, there, selection.predicates)),
        hubs=tuple(there[hub] for hub in sorted(field.hubs)),
        truncated=field.truncated,
    )


@dataclass(frozen=True, slots=True)
class _Price:
    """What a step over one relation costs, and why."""

    cost: float
    relation: str
    predicate_cost: float
    hub_penalty: float


_Prices = Mapping[frozenset[str], list[_Price]]
"""What the step between two entities costs over each relation between them, the cheapest first."""


class _Field:
    """The part of the graph in which paths between two ends can lie."""

    def __init__(
        self,
        store: Store,
        ontology: Ontology,
        selection: Selection,
        ends: set[str],
        avoid: frozenset[str],
        hub_degree: int,
    ) -> None:
        self._store = store
        self._ontology = ontology
        self._selection = selection
        self._ends = ends
        self._avoid = avoid
        self._hub_degree = hub_degree
        self._nodes = nodes(store, ends)
        self._edges: dict[str, Edge] = {}
        self.hubs: set[str] = set()
        self.truncated = False

    def explore(self, start: str, depth: int) -> None:
        """Take in every relation within `depth` steps of `start`."""
        seen = {start}
        frontier = [start]
        for _ in range(depth):
            reached: set[str] = set()
            for edge in self._steps(frontier):
                self._edges[edge.relation] = edge
                self._nodes[edge.far.id] = edge.far
                reached.add(edge.far.id)
            frontier = sorted(reached - seen - self._ends)
            self.truncated |= len(seen) + len(frontier) > _BUDGET
            frontier = frontier[: max(0, _BUDGET - len(seen))]
            seen.update(frontier)

    def prices(self) -> _Prices:
        """What each step costs over each relation between its two ends, the cheapest first."""
        between: dict[frozenset[str], list[_Price]] = defaultdict(list)
        for edge in self._edges.values():
            between[frozenset({edge.subject, edge.object})].append(self._price(edge))
        for prices in between.values():
            prices.sort(key=lambda price: (price.cost, price.relation))
        return between

    def costs(self) -> Mapping[str, Mapping[str, float]]:
        """The cheapest step from each entity to each of its neighbours."""
        table: dict[str, dict[str, float]] = defaultdict(dict)
        for pair, prices in self.prices().items():
            one, other = pair
            table[one][other] = table[other][one] = prices[0].cost
        return table

    def _steps(self, frontier: Iterable[str]) -> Iterator[Edge]:
        selection = self._selection
        for edge in edges(self._store, frontier, selection.predicates, selection.min_confidence):
            if selection.passes(edge) and edge.subject != edge.object and self._passable(edge.far):
                yield edge

    def _passable(self, node: Node) -> bool:
        if node.id in self._ends:
            return True
        if node.id in self._avoid or not self._selection.admits(node):
            return False
        if node.degree > self._hub_degree:
            self.hubs.add(node.id)
            return False
        return True

    def _price(self, edge: Edge) -> _Price:
        base = self._ontology.predicate(edge.predicate).step_cost
        penalty = (self._hub(edge.subject) + self._hub(edge.object)) / 2
        return _Price(base * penalty / max(edge.confidence, _LEAST_CONFIDENCE), edge.relation, base, penalty)

    def _hub(self, node: str) -> float:
        return 1.0 if node in self._ends else 1.0 + log(max(1, self._nodes[node].degree))


def _told(
    store: Store, prices: _Prices, routes: Iterable[Route], there: Mapping[str, Entity], predicates: frozenset[str]
) -> Iterator[Path]:
    """The routes with all evidence."""
    for route in routes:
        full = {r.id: r for r in relations(store, "among", route, predicates)}
        steps = tuple(_step(there[a], there[b], prices[frozenset({a, b})], full) for a, b in pairwise(route))
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
