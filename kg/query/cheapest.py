"""The cheapest simple paths of a bounded number of steps, one after the other. Knows no firms and no graph store.

First, from the target backwards, the least that it can cost to get there from each node in a given number of steps
(Bellman, R. (1958): On a routing problem. Quarterly of Applied Mathematics 16(1), 87–90), as far as paths of that
length can meet; then the paths themselves, best first (Hart, P. E., Nilsson, N. J., Raphael, B. (1968): A formal basis
for the heuristic determination of minimum cost paths. IEEE Transactions on Systems Science and Cybernetics 4(2),
100–107). Since the least is known and not guessed, next to no step is taken that does not lie on a path that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Nodes = NDArray[np.integer[Any]]
Route = tuple[int, ...]
_DIGITS = 9
"""Decimal places up to which costs are told apart; sums of the same steps in another order differ beyond."""


class Steps(NamedTuple):
    """Steps, one after the other: where each begins, where it ends, and its cost, always above zero."""

    near: Nodes
    far: Nodes
    costs: NDArray[np.float64]


class Roads(Protocol):
    """A graph to walk through. Whatever step there is, there is the step back, at the same cost."""

    def __len__(self) -> int:
        """How many nodes there are; they are numbered from 0."""
        ...

    def steps(self, nodes: Nodes) -> Steps:
        """All steps from these nodes, in any order; there may be several from one node to another."""
        ...


def cheapest_paths(roads: Roads, source: int, target: int, *, most_steps: int) -> Iterator[tuple[float, Route]]:
    """Every simple path from `source` to `target` with its cost: the cheapest first, of equally dear ones the one that
    passes the lower numbers. What lies around the two is looked at now, the paths are found one by one.

    Args:
        roads: the graph.
        source: first node.
        target: last node, another one.
        most_steps: most steps of a path, one at least.
    """
    return _in_order(roads, source, target, _least_costs(roads, source, target, most_steps))


def _in_order(
    roads: Roads, source: int, target: int, least: list[NDArray[np.float64]]
) -> Iterator[tuple[float, Route]]:
    queue: list[tuple[float, Route, float]] = [(0.0, (source,), 0.0)]
    while queue:
        _, route, paid = heappop(queue)
        if route[-1] == target:
            yield paid, route
            continue
        rest = least[-1 - len(route)]
        for bound, cost, far in _onwards(roads, route[-1], paid, rest):
            if far not in route:
                heappush(queue, (bound, (*route, far), cost))


def _onwards(roads: Roads, node: int, paid: float, rest: NDArray[np.float64]) -> Iterator[tuple[float, float, int]]:
    """Each neighbour that leads to the target: the least that a path over it costs, what it costs so far, and it."""
    _, far, costs = roads.steps(np.array([node]))
    leading = np.isfinite(rest[far])
    far, costs = far[leading], paid + costs[leading]
    bounds = np.round(costs + rest[far], _DIGITS)
    order = np.lexsort((costs, far))
    far, costs, bounds = far[order], costs[order], bounds[order]
    first = np.ones(len(far), np.bool_)
    first[1:] = far[1:] != far[:-1]
    return zip(bounds[first].tolist(), costs[first].tolist(), far[first].tolist(), strict=True)


def _least_costs(roads: Roads, source: int, target: int, most_steps: int) -> list[NDArray[np.float64]]:
    """The least that it costs from each node to the target in at most 0, 1, 2 … steps; of those numbers of steps that
    are left only near the source, only for nodes near the source. From the source itself no path comes back.
    """
    nowhere = np.full(len(roads), np.inf)
    nowhere[target] = 0.0
    least = [nowhere]
    backwards = most_steps // 2
    frontier = np.array([target])
    for _ in range(backwards):
        costs = least[-1].copy()
        near, far, step = roads.steps(frontier)
        np.minimum.at(costs, far, step + least[-1][near])
        costs[source] = np.inf
        frontier = np.unique(far)
        frontier = frontier[costs[frontier] < least[-1][frontier]]
        least.append(costs)
    reach = _reach(roads, source, target, most_steps - backwards)
    for near, far, step in reversed(reach):
        costs = least[0].copy()
        np.minimum.at(costs, near, step + least[-1][far])
        costs[source] = np.inf
        least.append(costs)
    return least


def _reach(roads: Roads, source: int, target: int, most_steps: int) -> list[Steps]:
    """All steps that can be the first, the first or second … of a path."""
    found: list[Steps] = []
    frontier = np.array([source])
    seen = np.zeros(len(roads), np.bool_)
    seen[[source, target]] = True
    for _ in range(most_steps):
        steps = roads.steps(frontier)
        found.append(_both(found[-1], steps) if found else steps)
        frontier = np.unique(steps.far)
        frontier = frontier[~seen[frontier]]
        seen[frontier] = True
    return found


def _both(one: Steps, other: Steps) -> Steps:
    return Steps(
        np.concatenate([one.near, other.near]),
        np.concatenate([one.far, other.far]),
        np.concatenate([one.costs, other.costs]),
    )
