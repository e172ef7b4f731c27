"""Tells entities of one type and one name apart by a remark behind the name: 李伟（南开大学）, 市政府（保定市）."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Entity, Heading, Relation, Status
from kg.text import fold

_BETWEEN = re.compile(r"[\s()（）·•.,，、\-—_'’\"“”]")
_NAMES_NOTHING = frozenset({"Region", "Industry", "Technology"})
"""Types of things that many are related to, which so tell nothing apart."""


def told_apart(
    entities: Iterable[Entity], relations: Iterable[Relation], documents: Mapping[str, Heading]
) -> tuple[Entity, ...]:
    """The entities, sorted by id, no two of one type under one name; the name alone becomes an alias.

    Where an entity is tells it apart, else what it is related to, else the report that names it first.

    Args:
        entities: all entities.
        relations: what is known of them.
        documents: all documents, by id.
    """
    everything = {entity.id: entity for entity in entities}
    groups: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in everything.values():
        groups[entity.type, same(entity.name)].append(entity)
    homonyms = [members for members in groups.values() if len(members) > 1]
    around = _around({member.id for members in homonyms for member in members}, relations, everything)
    for members in homonyms:
        remarks = {member.id: tuple(_remarks(member, around[member.id], documents)) for member in members}
        for member in members:
            taken = {remark for other, theirs in remarks.items() if other != member.id for remark in theirs}
            remark = next((remark for remark in remarks[member.id] if remark not in taken), member.id)
            aliases = tuple(sorted({*member.aliases, member.name}))
            everything[member.id] = replace(member, name=f"{member.name}（{remark}）", aliases=aliases)
    return tuple(everything[key] for key in sorted(everything))


def same(name: str) -> str:
    """What spellings of one name share: width, case, spaces, brackets and marks set aside."""
    spelt = fold(name).casefold()
    return _BETWEEN.sub("", spelt) or spelt


def _remarks(entity: Entity, around: Sequence[str], documents: Mapping[str, Heading]) -> Iterator[str]:
    if entity.place:
        yield entity.place.name
    yield from around
    headings = sorted((documents[key] for key in entity.documents if key in documents), key=_first)
    for heading in headings:
        yield f"《{heading.title}》" if heading.title else heading.source
    for heading in headings:
        yield f"《{heading.title}》{heading.published or heading.source}"


def _around(wanted: set[str], relations: Iterable[Relation], entities: Mapping[str, Entity]) -> dict[str, list[str]]:
    """Names of what each of `wanted` is related to, the surest first."""
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for relation in relations:
        if relation.status is not Status.ASSERTED or relation.derived:
            continue
        for one, other in ((relation.subject, relation.object), (relation.object, relation.subject)):
            if one in wanted and other not in wanted and entities[other].type not in _NAMES_NOTHING:
                found[one].append((-relation.confidence, entities[other].name))
    return defaultdict(list, {one: [name for _, name in sorted(told)] for one, told in found.items()})


def _first(heading: Heading) -> tuple[str, str]:
    return heading.published or "9999", heading.id
