"""The cheapest simple paths of a bounded number of steps, one after the other. Knows nothing of firms.

Yen, J. Y. (1971): Finding the K shortest loopless paths in a network. Management Science 17(11), 712–716; here with
Dijkstra's algorithm over pairs of node and number of steps, so that the bound holds for every path that is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from heapq import heappop, heappush
from itertools import pairwise

Costs = Mapping[str, Mapping[str, float]]
"""Cost above zero of the step from a node to each of its neighbours."""
Route = tuple[str, ...]


def cheapest_paths(costs: Costs, source: str, target: str, *, most_steps: int) -> Iterator[tuple[float, Route]]:
    """Every simple path from `source` to `target` with its cost, cheapest first, always in the same order.

    Args:
        costs: what each step costs, always more than zero.
        source: first node.
        target: last node, another one.
        most_steps: most steps of a path.
    """
    found: list[Route] = []
    candidates: list[tuple[float, Route]] = []
    seen: set[Route] = set()
    first = _cheapest(costs, (source,), target, most_steps, frozenset())
    if first:
        heappush(candidates, first)
        seen.add(first[1])
    while candidates:
        cost, route = heappop(candidates)
        yield cost, route
        found.append(route)
        for branch in range(len(route) - 1):
            root = route[: branch + 1]
            taken = {other[branch + 1] for other in found if other[: branch + 1] == root}
            detour = _cheapest(costs, root, target, most_steps, taken)
            if detour and detour[1] not in seen:
                seen.add(detour[1])
                heappush(candidates, detour)


def _cheapest(
    costs: Costs, root: Route, target: str, most_steps: int, barred: Collection[str]
) -> tuple[float, Route] | None:
    """The cheapest way to go on from `root` to `target`, whose next node is not `barred`; None if there is none."""
    paid = sum(costs[a][b] for a, b in pairwise(root))
    queue: list[tuple[float, Route]] = [(paid, root)]
    fewest: dict[str, int] = {}
    while queue:
        cost, route = heappop(queue)
        here = route[-1]
        if here == target:
            return cost, route
        # Whoever comes later has paid more, so only fewer steps can make up for it.
        if len(route) > most_steps or fewest.get(here, most_steps + 1) <= len(route):
            continue
        fewest[here] = len(route)
        for far, step in costs.get(here, {}).items():
            if far not in route and not (route == root and far in barred):
                heappush(queue, (cost + step, (*route, far)))
    return None
