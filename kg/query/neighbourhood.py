"""What lies around an entity, up to three steps away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.errors import NotFound
from kg.model import Entity, KnowledgeGraph, Status
from kg.ontology import Ontology
from kg.query.rows import edges, entities, relations
from kg.query.selection import ASSERTED, Selection, bounded
from kg.query.terrain import Terrain, step_costs
from kg.store.base import Store
from kg.store.columns import UNKNOWN
from kg.store.topology import NodeFacts, Numbers, Topology

DEEPEST = 3
MOST = 5000
"""Most entities of one answer."""


@dataclass(frozen=True, slots=True)
class Hub:
    """An entity with so many relations that the walk did not go on from it."""

    entity: Entity
    degree: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The answer.

    Args:
        centre: who was asked about.
        graph: the centre, what lies around it, and all selected relations among these.
        distances: steps from the centre, by id of the entity.
        hubs: where the walk did not go on.
        outside: how many entities were reached, but lie outside the wanted regions.
        truncated: whether the limit left entities out.
    """

    centre: Entity
    graph: KnowledgeGraph
    distances: Mapping[str, int] = field(hash=False)
    hubs: tuple[Hub, ...]
    outside: int
    truncated: bool


def neighbourhood(
    store: Store,
    ontology: Ontology,
    entity_id: str,
    *,
    depth: int = 1,
    predicates: Iterable[str] = (),
    types: Iterable[str] = (),
    scopes: Iterable[str] = (),
    place: str = "",
    limit: int = 200,
    hub_degree: int = 100,
    min_confidence: float = 0.0,
    include_unasserted: bool = False,
) -> Neighbourhood:
    """What lies around the entity. If there is too much, the nearest and most telling come first.

    Args:
        store: where the graph is.
        ontology: which knows predicates and types, and how telling a predicate is.
        entity_id: the centre.
        depth: most steps from the centre, 1 to 3.
        predicates: keys of predicates to walk over; none means all.
        types: keys of entity types to walk to, with all types below them; none means all.
        scopes: regions; none means everywhere. Entities without a known place always pass.
        place: key of a region or park, as `kg.query.regions.area` finds it, that limits it likewise; empty means none.
        limit: most entities besides the centre.
        hub_degree: an entity with more relations than this is shown, but not walked on from, unless it is the centre.
        min_confidence: least confidence of a relation, from 0 to 1.
        include_unasserted: whether to walk over what is planned, denied, over or hearsay, too.

    Raises:
        NotFound: there is no such entity.
        QueryError: a number is out of bounds, or a predicate, type or scope is unknown.
        NoGraph: nothing was published yet.
    """
    bounded("the depth", depth, 1, DEEPEST)
    bounded("the limit", limit, 1, MOST)
    statuses = frozenset(Status) if include_unasserted else ASSERTED
    selection = Selection.of(
        ontology,
        predicates=predicates,
        types=types,
        scopes=scopes,
        place=place,
        statuses=statuses,
        min_confidence=min_confidence,
    )
    walk = _Walk(store, ontology, selection, limit, hub_degree)
    walk.from_(entity_id, depth)
    return walk.answer(entity_id)


class _Walk:
    """One walk outwards, step by step."""

    def __init__(self, store: Store, ontology: Ontology, selection: Selection, limit: int, hub_degree: int) -> None:
        self._store = store
        self._ontology = ontology
        self._selection = selection
        self._limit = limit
        self._hub_degree = hub_degree
        self._distances: dict[str, int] = {}
        self._hubs: dict[str, int] = {}
        self._outside: set[str] = set()
        self._truncated = False

    def from_(self, centre: str, depth: int) -> None:
        self._distances[centre] = 0
        frontier = [centre]
        for distance in range(1, depth + 1):
            topology = self._topology(frontier)
            reached = self._reached(topology, frontier)
            room = self._limit + 1 - len(self._distances)
            self._truncated |= len(reached) > room
            frontier = []
            for number in reached[:room].tolist():
                node, degree = topology.entities[number], int(topology.degrees[number])
                self._distances[node] = distance
                if degree <= self._hub_degree:
                    frontier.append(node)
                elif distance < depth:
                    self._hubs[node] = degree

    def answer(self, centre: str) -> Neighbourhood:
        there = entities(self._store, self._distances)
        if centre not in there:
            raise NotFound(f"there is no entity with the id {centre}")
        among = relations(self._store, "among", there, self._selection.predicates)
        kept = [
            r for r in among if r.status in self._selection.statuses and r.confidence >= self._selection.min_confidence
        ]
        return Neighbourhood(
            centre=there[centre],
            graph=KnowledgeGraph(tuple(there[key] for key in sorted(there)), tuple(kept)),
            distances=dict(sorted(self._distances.items())),
            hubs=tuple(Hub(there[key], degree) for key, degree in sorted(self._hubs.items())),
            outside=len(self._outside),
            truncated=self._truncated,
        )

    def _topology(self, frontier: Sequence[str]) -> Topology:
        """Who is related to whom, at least around these entities."""
        if index := self._store.index():
            return index.topology
        selection = self._selection
        steps = edges(self._store, frontier, selection.predicates, selection.min_confidence)
        there = {node: NodeFacts(node, "", UNKNOWN, (), 0) for node in frontier} | {
            step.far.id: step.far for step in steps
        }
        relations_once = {step.relation.id: step.relation for step in steps}
        return Topology.of(sorted(there.values()), sorted(relations_once.values()))

    def _reached(self, topology: Topology, frontier: Sequence[str]) -> Numbers:
        """Entities one step further out, the most telling first."""
        terrain = Terrain(topology, self._selection)
        _, steps, far = terrain.around(topology.numbers(frontier))
        costs = step_costs(topology, self._ontology)
        far = far[np.lexsort((far, -topology.confidences[steps], costs[topology.predicates.codes[steps]]))]
        far = far[np.sort(np.unique(far, return_index=True)[1])]
        far = far[~np.isin(far, topology.numbers(self._distances))]
        admitted = terrain.admits(far)
        outside = far[terrain.right_type(far) & ~admitted]
        self._outside.update(topology.entities[number] for number in outside.tolist())
        return far[admitted]
