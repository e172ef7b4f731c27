"""The part of a topology that a selection lets one walk over. Knows no store and no question."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.ontology import Ontology
from kg.query.selection import Selection
from kg.store.topology import NodeFacts, Numbers, Topology

Mask = NDArray[np.bool_]


def step_costs(topology: Topology, ontology: Ontology) -> NDArray[np.float64]:
    """What a step over a relation costs by the ontology, by the code of its predicate in the topology."""
    return np.array([ontology.predicate(key).step_cost for key in topology.predicates.values], np.float64)


class Terrain:
    """A topology seen through a selection.

    Args:
        topology: who is related to whom.
        selection: which relations and entities count.
    """

    def __init__(self, topology: Topology, selection: Selection) -> None:
        self.topology = topology
        self._selection = selection
        self._predicates = topology.predicates.among(selection.predicates)
        self._statuses = topology.statuses.among(selection.statuses)
        self._types = topology.types.among(selection.types)
        self._days = topology.days.where(selection.in_time) if selection.timed else None
        self._places = topology.places.where(self._near) if selection.placed else None

    def around(self, nodes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The relations of these entities that count, one after the other: the entity, the relation, its other end."""
        near, edges, far = self.topology.around(nodes)
        kept = self._counts(edges)
        return near[kept], edges[kept], far[kept]

    def admits(self, nodes: Numbers) -> Mask:
        """Which of these entities may be walked to."""
        types = self.right_type(nodes)
        return types if self._places is None else types & self._places[nodes]

    def right_type(self, nodes: Numbers) -> Mask:
        """Which of these entities are of a wanted type."""
        return self._types[nodes]

    def _counts(self, edges: Numbers) -> Mask:
        topology = self.topology
        kept = self._predicates[edges] & self._statuses[edges]
        kept &= ~topology.derived[edges] & (topology.confidences[edges] >= self._selection.min_confidence)
        if self._days is not None:
            kept &= self._days[edges]
        return kept

    def _near(self, place: tuple[str, tuple[str, ...]]) -> bool:
        scope, within = place
        return self._selection.near(NodeFacts("", "", scope, within, 0))
