"""Regions and parks as people ask for them: by name, by pinyin, by code. Each has a key, and whatever lies in it has it
in its column `within`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from kg.errors import NotFound
from kg.query.lookup import find
from kg.query.rows import text
from kg.store.base import Store

TYPES = ("Park", "Region")
"""Types of what other things lie in."""


@dataclass(frozen=True, slots=True)
class Area:
    """A region or a park.

    Args:
        key: code of the division, or id of what has no code.
        id: of the entity.
        type: key of its type.
        name: its preferred name.
        within: keys of all that it lies in, from the widest, its own last.
    """

    key: str
    id: str
    type: str
    name: str
    within: tuple[str, ...]


@dataclass(frozen=True)
class Areas:
    """All regions and parks of a graph, by key."""

    by_key: Mapping[str, Area] = field(hash=False)

    @classmethod
    def of(cls, store: Store) -> Areas:
        """Those of the graph that is published now.

        Raises:
            NoGraph: nothing was published yet.
        """
        return store.remember("areas", lambda: cls(dict(_read(store))))

    def name(self, key: str) -> str:
        """What the region or park with this key is called; the key itself if the graph does not hold it."""
        return self.by_key[key].name if key in self.by_key else key

    def names(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The same for each of several."""
        return tuple(map(self.name, keys))


def area(store: Store, argument: str) -> Area:
    """The region or park that `argument` means: its code, id, name, alias, a unique piece of its name, or pinyin.

    Raises:
        NotFound: no region or park in which anything lies is called so.
        Ambiguous: several match equally well.
        QueryError: the argument is empty or too long.
        NoGraph: nothing was published yet.
    """
    areas = Areas.of(store)
    if argument in areas.by_key:
        return areas.by_key[argument]
    entity = find(store, argument, types=TYPES)
    key = entity.within[-1] if entity.within else ""
    if key not in areas.by_key:
        raise NotFound(f"nothing is known to lie in {entity.name}; ask for a wider region")
    return areas.by_key[key]


def _read(store: Store) -> list[tuple[str, Area]]:
    found = []
    for row in store.rows(text("areas"), types=list(TYPES)):
        within = tuple(cast("list[str]", row["within"]))
        if within:
            found.append((within[-1], Area(within[-1], str(row["id"]), str(row["type"]), str(row["name"]), within)))
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))
