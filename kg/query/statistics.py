"""How much there is: entities by type and region, relations by predicate, status and confidence, the best connected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from kg.query.regions import Areas
from kg.query.rows import text
from kg.query.selection import bounded, confident, known_scopes
from kg.store.base import Row, Store
from kg.store.columns import SCOPES

_BINS = 10


@dataclass(frozen=True, slots=True)
class Connected:
    """An entity and how many relations it has."""

    id: str
    type: str
    name: str
    degree: int


@dataclass(frozen=True, slots=True)
class Held:
    """A region or park and how many entities, other than regions, lie in it."""

    key: str
    type: str
    name: str
    entities: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The answer.

    Args:
        entities: number of entities in the wanted regions.
        relations: number of relations with an end there; only those that are sure enough are counted, here and below.
        documents: number of documents that name such an entity.
        reprints: how many of them tell again what another publication of the same report told.
        types: entities by type, the most frequent first.
        scopes: entities by region, in the order of `kg.store.columns.SCOPES`.
        predicates: relations by predicate, the most frequent first.
        statuses: relations by status, the most frequent first.
        confidence: relations by confidence, in ten equal bins from 0 to 1.
        best_connected: the entities with the most relations.
        places: the regions and parks directly below the wanted place, or the widest ones, those with the most entities
            first; what is in 天津 counts for 天津, wherever in it that is.
    """

    entities: int
    relations: int
    documents: int
    reprints: int
    types: Mapping[str, int] = field(hash=False)
    scopes: Mapping[str, int] = field(hash=False)
    predicates: Mapping[str, int] = field(hash=False)
    statuses: Mapping[str, int] = field(hash=False)
    confidence: tuple[int, ...]
    best_connected: tuple[Connected, ...]
    places: tuple[Held, ...]


def statistics(
    store: Store, *, scopes: Iterable[str] = (), place: str = "", most: int = 20, min_confidence: float = 0.0
) -> Statistics:
    """Counts of the published graph.

    Args:
        store: where the graph is.
        scopes: regions; none means everything.
        place: key of a region or park, as `kg.query.regions.area` finds it; empty means everywhere.
        most: how many of the best connected entities to list.
        min_confidence: least confidence of a relation that is counted, from 0 to 1; entities count in any case.

    Raises:
        QueryError: a scope is unknown, or the number or the confidence out of bounds.
        NoGraph: nothing was published yet.
    """
    bounded("the number of best connected entities", most, 1, 1000)
    least = confident(min_confidence)
    wanted = sorted(known_scopes(scopes) or SCOPES)
    entities = store.rows(text("entities_by_type"), scopes=wanted, place=place)
    relations = store.rows(text("relations_by_kind"), scopes=wanted, place=place, min_confidence=least)
    [documents], [reports] = (store.rows(text(what), scopes=wanted, place=place) for what in ("documents", "reports"))
    by_scope = _counted(entities, lambda row: str(row["scope"]))
    tenths = _counted(relations, lambda row: str(min(_BINS - 1, int(cast("float", row["tenth"])))))
    connected = _connected(store, wanted, place, most, least)
    return Statistics(
        entities=sum(map(_number, entities)),
        relations=sum(map(_number, relations)),
        documents=_number(documents),
        reprints=_number(documents) - _number(reports),
        types=_counted(entities, lambda row: str(row["type"])),
        scopes={scope: by_scope[scope] for scope in SCOPES if scope in by_scope},
        predicates=_counted(relations, lambda row: str(row["predicate"])),
        statuses=_counted(relations, lambda row: str(row["status"])),
        confidence=tuple(tenths.get(str(tenth), 0) for tenth in range(_BINS)),
        best_connected=tuple(
            Connected(str(row["id"]), str(row["type"]), str(row["name"]), int(cast("int", row["degree"])))
            for row in connected
        ),
        places=tuple(_held(store, wanted, place)),
    )


def _held(store: Store, scopes: list[str], place: str) -> list[Held]:
    """The places directly below `place` in which anything lies."""
    areas = Areas.of(store).by_key
    numbers = _counted(store.rows(text("entities_by_place"), scopes=scopes, place=place), lambda row: str(row["place"]))
    outer = areas[place].within if place in areas else ()
    found = (areas[key] for key in numbers if key in areas and areas[key].within[:-1] == outer)
    return [Held(each.key, each.type, each.name, numbers[each.key]) for each in found]


def _connected(store: Store, scopes: list[str], place: str, most: int, min_confidence: float) -> list[Row]:
    """The best connected: by the degree that is stored with them, unless some relations are not to count."""
    if not min_confidence:
        return store.rows(text("best_connected"), scopes=scopes, place=place, most=most)
    return store.rows(
        text("best_connected_surely"), scopes=scopes, place=place, most=most, min_confidence=min_confidence
    )


def _counted(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, int]:
    """Numbers by key, the greatest first, equal ones by key."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[key(row)] += _number(row)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _number(row: Row) -> int:
    return int(cast("int", row["number"]))
