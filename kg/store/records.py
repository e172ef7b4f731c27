"""An entity and a relation as one line of JSON, quickly written and quickly read. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

import orjson

from kg.model import Entity, Evidence, Place, Qualifier, Relation, Status
from kg.store.encoding import encoded

_PLACE, _QUALIFIER, _EVIDENCE = (
    attrgetter(*(field.name for field in fields(noun))) for noun in (Place, Qualifier, Evidence)
)


def entity_record(entity: Entity) -> bytes:
    """The entity in one line."""
    place = _PLACE(entity.place) if entity.place else None
    return _line(
        (
            entity.id,
            entity.type,
            entity.name,
            entity.aliases,
            place,
            entity.documents,
            entity.within,
            entity.home,
            dict(entity.reprints),
        )
    )


def entity_in(record: bytes) -> Entity:
    """The entity in such a line."""
    id_, type_, name, aliases, place, documents, within, home, reprints = orjson.loads(record)
    return Entity(
        id_,
        type_,
        name,
        tuple(aliases),
        Place(*place) if place else None,
        tuple(documents),
        tuple(within),
        tuple(home),
        reprints,
    )


def relation_record(relation: Relation) -> bytes:
    """The relation in one line."""
    return _line(
        (
            relation.id,
            relation.subject,
            relation.predicate,
            relation.object,
            list(map(_QUALIFIER, relation.qualifiers)),
            relation.status.value,
            relation.confidence,
            list(map(_EVIDENCE, relation.evidence)),
            relation.inferred_from,
        )
    )


def relation_in(record: bytes) -> Relation:
    """The relation in such a line."""
    id_, subject, predicate, object_, qualifiers, status, confidence, evidence, inferred_from = orjson.loads(record)
    return Relation(
        id_,
        subject,
        predicate,
        object_,
        tuple(Qualifier(*each) for each in qualifiers),
        Status(status),
        confidence,
        tuple(Evidence(*each) for each in evidence),
        inferred_from,
    )


def _line(values: Iterable[object]) -> bytes:
    return encoded(tuple(values)).encode("utf-8", "replace") + b"\n"
