"""The tree of regions: districts in cities in provinces by the table of divisions, parks in districts.

What no document tells is marked by `inferred_from`, has no evidence, and never takes the place of what one does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.assemble.places import LOCATED_IN, PARK, PART_OF, Places
from kg.divisions import Divisions
from kg.model import DERIVED, Entity, Relation, Status, content_id

REGION = "Region"
TABLE = f"{DERIVED}divisions"
"""What a relation between two regions is inferred from."""

_LISTED_CONFIDENCE = 0.9
"""How sure it is that a park is where a list or its name has it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The regions in which something is, and how they and the parks lie in each other.

    Args:
        entities: all entities, among them a region for every division that holds one of them.
        relations: that regions are part of regions and parks are in them, where no document says so.
    """

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]


def grow(
    entities: Iterable[Entity],
    relations: Iterable[Relation],
    places: Places,
    divisions: Divisions,
) -> Tree:
    """The tree over these entities.

    Args:
        entities: what documents name.
        relations: what documents tell.
        places: where entities are.
        divisions: what lies in what.
    """
    named = {entity.id: entity for entity in entities}
    regions = _told(named)
    held = {key for entity in named.values() for key in (*entity.within, *entity.home)}
    for code in sorted(held - named.keys() - regions.keys()):
        regions[code] = _region(code, divisions)
    regions = {code: _with_names(region, code, divisions) for code, region in sorted(regions.items())}
    regions = _told_apart(regions, divisions)
    told = {(r.subject, r.object) for r in relations if r.predicate == LOCATED_IN and r.status is Status.ASSERTED}
    inferred = [*_parts(regions, divisions), *_parks(named.values(), regions, places, told)]
    everything = named | {region.id: region for region in regions.values()}
    return Tree(tuple(everything[key] for key in sorted(everything)), tuple(inferred))


def _told(named: Mapping[str, Entity]) -> dict[str, Entity]:
    """The divisions that documents name, by code; of two names for one, such as 燕郊 and 燕郊镇, the table's own."""
    found: dict[str, Entity] = {}
    for entity in sorted(named.values(), key=lambda entity: entity.id, reverse=True):
        code = entity.within[-1] if entity.within else ""
        if entity.type == REGION and code and code not in named and not _is(found.get(code), code):
            found[code] = entity
    return found


def _is(region: Entity | None, code: str) -> bool:
    return region is not None and region.id == _id(code)


def _id(code: str) -> str:
    """The id that a document's naming the division gives it."""
    return content_id("e", REGION, code)


def _region(code: str, divisions: Divisions) -> Entity:
    chain = divisions.chain(code)
    within = tuple(division.code for division in chain)
    return Entity(_id(code), REGION, chain[-1].name, place=divisions.place(code), within=within)


def _with_names(region: Entity, code: str, divisions: Divisions) -> Entity:
    """The region with the names by which people ask for it: 天津 for 天津市, 燕郊镇 for 燕郊."""
    division = divisions.get(code)
    known = {division.name, division.short} - {"", region.name} if division else set()
    return replace(region, aliases=tuple(sorted({*region.aliases, *known})))


def _told_apart(regions: Mapping[str, Entity], divisions: Divisions) -> dict[str, Entity]:
    """The regions, those of one name with the name of what they lie in before it: 南京市鼓楼区, 徐州市鼓楼区."""
    shared = Counter(region.name for region in regions.values())
    return {
        code: _in_full(region, "".join(division.name for division in divisions.chain(code)[-2:]))
        if shared[region.name] > 1
        else region
        for code, region in regions.items()
    }


def _in_full(region: Entity, name: str) -> Entity:
    return replace(region, name=name, aliases=tuple(sorted({*region.aliases, region.name} - {name})))


def _parts(regions: Mapping[str, Entity], divisions: Divisions) -> Iterator[Relation]:
    """That each region is part of the next wider one."""
    steps = {pair for code in regions for pair in pairwise(d.code for d in divisions.chain(code))}
    for outer, inner in sorted(steps):
        yield _inferred(regions[inner].id, PART_OF, regions[outer].id, TABLE, 1.0)


def _parks(
    entities: Iterable[Entity], regions: Mapping[str, Entity], places: Places, told: set[tuple[str, str]]
) -> Iterator[Relation]:
    """That each park is in the nearest region that a list, its name or its whole gives it, if no document says so."""
    for park in entities:
        where = places.where(park.id)
        if park.type == PARK and where.codes and where.origin:
            region = regions[where.codes[-1]].id
            if (park.id, region) not in told:
                yield _inferred(park.id, LOCATED_IN, region, where.origin, _LISTED_CONFIDENCE)


def _inferred(subject: str, predicate: str, target: str, origin: str, confidence: float) -> Relation:
    key = content_id("r", subject, predicate, target, Status.ASSERTED)
    return Relation(key, subject, predicate, target, (), Status.ASSERTED, confidence, inferred_from=origin)
