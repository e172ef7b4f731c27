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
    codes: Mapping[str, str],
    relations: Iterable[Relation],
    places: Places,
    divisions: Divisions,
) -> Tree:
    """The tree over these entities.

    Args:
        entities: what documents name.
        codes: code of the division that a region among them is, by its id.
        relations: what documents tell.
        places: where entities are.
        divisions: what lies in what.
    """
    named = {entity.id: entity for entity in entities}
    regions = {code: named[key] for key, code in sorted(codes.items(), reverse=True) if named[key].type == REGION}
    held = {key for e in named.values() for key in (*e.within, *e.home)} | regions.keys()
    for code in sorted(held - named.keys() - regions.keys()):
        regions[code] = _region(code, divisions)
    regions = _told_apart(
        {code: _with_short_name(region, code, divisions) for code, region in regions.items()}, divisions
    )
    told = {(r.subject, r.object) for r in relations if r.predicate == LOCATED_IN and r.status is Status.ASSERTED}
    inferred = [*_parts(regions, divisions), *_parks(named.values(), regions, places, told)]
    everything = named | {region.id: region for region in regions.values()}
    return Tree(tuple(everything[key] for key in sorted(everything)), tuple(inferred))


def _region(code: str, divisions: Divisions) -> Entity:
    chain = divisions.chain(code)
    # The id is the one that a document's naming the region would give it.
    within = tuple(division.code for division in chain)
    return Entity(content_id("e", REGION, code), REGION, chain[-1].name, place=divisions.place(code), within=within)


def _with_short_name(region: Entity, code: str, divisions: Divisions) -> Entity:
    """The region with the short name by which people ask for it: 天津 for 天津市."""
    division = divisions.get(code)
    if not division or not division.short or division.short in (region.name, *region.aliases):
        return region
    return replace(region, aliases=tuple(sorted((*region.aliases, division.short))))


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
