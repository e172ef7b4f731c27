"""An entity and a relation as flat attributes, for formats that know no nesting."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Entity, Qualifier, Relation
from kg.store.columns import Value, qualifier_columns

ENTITY_ATTRIBUTES: Mapping[str, type] = {
    "type": str,
    "aliases": str,
    "place_code": str,
    "place": str,
    "scope": str,
    "place_inferred": bool,
    "within": str,
    "home": str,
    "documents": int,
    "witnesses": int,
}
"""Attribute of an entity besides its id and name → its kind.

`within` holds the keys of all that it lies in, from the widest: codes of divisions, then ids of parks; `home` likewise
those of the divisions that a public list or its name calls its own. `documents` is the number of those that name it,
`witnesses` that of reports, each once however often it was reprinted.
"""
RELATION_ATTRIBUTES: Mapping[str, type] = {
    "status": str,
    "confidence": float,
    "qualifiers": str,
    "normalised": str,
    "amount_low": float,
    "amount_high": float,
    "currency": str,
    "date": str,
    "sentence": str,
    "title": str,
    "document": str,
    "publisher": str,
    "published": str,
    "evidence": int,
    "documents": int,
    "witnesses": int,
    "inferred_from": str,
}
"""Attribute of a relation besides id, ends and predicate → its kind.

`normalised` holds the particulars that have a normal form, with it instead of what was written; `amount_low` and
`amount_high` bound the first sum of money, `date` is the first date's normal form. The sentence and what follows it
are those of the first evidence; `evidence` is the number of sentences, `documents` that of the documents in which they
stand, `witnesses` that of reports, each once however often it was reprinted.
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
        "within": " | ".join(entity.within) or None,
        "home": " | ".join(entity.home) or None,
        "documents": len(entity.documents),
        "witnesses": len(entity.witnesses),
    }


def relation_attributes(relation: Relation) -> dict[str, Value]:
    """The attributes of a relation, in the order of RELATION_ATTRIBUTES."""
    first = next(iter(relation.evidence), None)
    columns = qualifier_columns(relation.qualifiers)
    return {
        "status": relation.status.value,
        "confidence": relation.confidence,
        "qualifiers": "; ".join(f"{q.name}={q.text}" for q in relation.qualifiers) or None,
        "normalised": "; ".join(f"{q.name}={_normal(q)}" for q in relation.qualifiers if q.value) or None,
        "amount_low": columns["amount_low"],
        "amount_high": columns["amount_high"],
        "currency": columns["currency"],
        "date": columns["date"],
        "sentence": first.text if first else None,
        "title": first.title if first else None,
        "document": first.source if first else None,
        "publisher": first.publisher if first else None,
        "published": first.published if first else None,
        "evidence": len(relation.evidence),
        "documents": len(relation.documents),
        "witnesses": len(relation.witnesses),
        "inferred_from": relation.inferred_from or None,
    }


def _normal(qualifier: Qualifier) -> str:
    return f"{qualifier.value} {qualifier.unit}" if qualifier.unit else str(qualifier.value)
