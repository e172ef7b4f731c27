"""An entity and a relation as flat attributes, for formats that know no nesting."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Entity, Relation

Value = str | int | float | bool | None

ENTITY_ATTRIBUTES: Mapping[str, type] = {
    "type": str,
    "aliases": str,
    "place_code": str,
    "place": str,
    "scope": str,
    "place_inferred": bool,
    "documents": int,
}
"""Attribute of an entity besides its id and name → its kind. `documents` is their number."""
RELATION_ATTRIBUTES: Mapping[str, type] = {
    "status": str,
    "confidence": float,
    "qualifiers": str,
    "sentence": str,
    "title": str,
    "document": str,
    "publisher": str,
    "published": str,
    "evidence": int,
}
"""Attribute of a relation besides id, ends and predicate → its kind.

The sentence and what follows it are those of the first evidence; `evidence` is the number of sentences.
"""


def entity_attributes(entity: Entity) -> dict[str, Value]:
    """The attributes of an entity, in the order of ENTITY_ATTRIBUTES."""
    place = entity.place
    return {
        "type": entity.type,
        "aliases": " | ".join(entity.aliases) or None,
        "place_code": place.code if place else None,
        "place": place.name if place else None,
        "scope": place.scope if place else None,
        "place_inferred": place.inferred if place else None,
        "documents": len(entity.documents),
    }


def relation_attributes(relation: Relation) -> dict[str, Value]:
    """The attributes of a relation, in the order of RELATION_ATTRIBUTES."""
    first = next(iter(relation.evidence), None)
    return {
        "status": relation.status.value,
        "confidence": relation.confidence,
        "qualifiers": "; ".join(f"{q.name}={q.text}" for q in relation.qualifiers) or None,
        "sentence": first.text if first else None,
        "title": first.title if first else None,
        "document": first.source if first else None,
        "publisher": first.publisher if first else None,
        "published": first.published if first else None,
        "evidence": len(relation.evidence),
    }
