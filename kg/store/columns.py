"""Entities, relations and documents as flat columns, and back without loss: here stands what a graph store holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any, cast

from kg.model import Entity, Evidence, Heading, Place, Qualifier, Relation, Status, interval_ends
from kg.store.encoding import encoded
from kg.store.pinyin import readings

UNKNOWN = "unknown"
"""Scope of an entity whose place nothing tells."""
PERCENT = "%"
"""Unit of an amount that is a share of a firm, which is no money."""
SCOPES = ("beijing", "tianjin", "hebei", "outside", UNKNOWN)
"""Every scope that an entity can have in a store."""

Value = str | int | float | bool | None
"""What a flat column can hold."""
ENTITY_COLUMNS: Mapping[str, type] = {
    "id": str,
    "type": str,
    "name": str,
    "aliases": list,
    "pinyin": str,
    "initials": str,
    "place_code": str,
    "place_name": str,
    "scope": str,
    "place_inferred": bool,
    "within": list,
    "home": list,
    "degree": int,
    "documents": list,
    "originals": list,
}
"""Column of a node → its kind; a list holds strings.

`pinyin` and `initials` read the name and then each alias, parted by single spaces. `within` holds the keys of all that
the entity is in, from the widest: whatever is in 天津 is `WHERE '120000' IN e.within`, without any recursion.
`originals` holds, for each of `documents` in turn, the id of the document that it reprints, or its own.
"""
RELATION_COLUMNS: Mapping[str, type] = {
    "id": str,
    "predicate": str,
    "status": str,
    "confidence": float,
    "amount": str,
    "amount_low": float,
    "amount_high": float,
    "currency": str,
    "date": str,
    "published": str,
    "qualifiers": str,
    "evidence": str,
    "documents": int,
    "witnesses": int,
    "sentence": str,
    "inferred_from": str,
}
"""Column of a relation → its kind.

`qualifiers` and `evidence` are JSON, `sentence` is that of the first evidence, `published` the day of the earliest;
`documents` is the number of documents that tell it, `witnesses` that of reports, each once however often reprinted;
`inferred_from` says what a relation follows from that no document tells, and is null for all others.
"""
DOCUMENT_COLUMNS: Mapping[str, type] = {field.name: str for field in fields(Heading)}
"""Column of a document → its kind."""
_QUALIFIER = tuple(field.name for field in fields(Qualifier))
_EVIDENCE = tuple(field.name for field in fields(Evidence))


def entity_columns(entity: Entity, degree: int) -> dict[str, object]:
    """The columns of an entity, in the order of ENTITY_COLUMNS; `degree` does not count the tree of regions."""
    place = entity.place
    pinyin, initials = zip(*map(readings, (entity.name, *entity.aliases)), strict=True)
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "pinyin": " ".join(pinyin),
        "initials": " ".join(initials),
        "place_code": place.code if place else None,
        "place_name": place.name if place else None,
        "scope": place.scope if place else UNKNOWN,
        "place_inferred": place.inferred if place else None,
        "within": list(entity.within),
        "home": list(entity.home),
        "degree": degree,
        "documents": list(entity.documents),
        "originals": [entity.reprints.get(document_id, document_id) for document_id in entity.documents],
    }


def listed(entity: Entity) -> Iterator[str]:
    """All texts that stand in those columns of an entity that are lists; some come twice."""
    return chain(entity.aliases, entity.documents, entity.reprints.values(), entity.within, entity.home)


def entity_of(row: Mapping[str, object]) -> Entity:
    """The entity whose columns `row` holds."""
    place, documents = None, _strings(row["documents"])
    originals = zip(documents, _strings(row["originals"]), strict=True)
    if row["place_code"] is not None:
        place = Place(str(row["place_code"]), str(row["place_name"]), str(row["scope"]), bool(row["place_inferred"]))
    return Entity(
        id=str(row["id"]),
        type=str(row["type"]),
        name=str(row["name"]),
        aliases=_strings(row["aliases"]),
        place=place,
        documents=documents,
        within=_strings(row["within"]),
        home=_strings(row["home"]),
        reprints={document_id: original for document_id, original in originals if document_id != original},
    )


def relation_columns(relation: Relation) -> dict[str, object]:
    """The columns of a relation, in the order of RELATION_COLUMNS. Its two ends are not among them."""
    amounts = [q.text for q in relation.qualifiers if q.name == "amount"]
    return {
        "id": relation.id,
        "predicate": relation.predicate,
        "status": relation.status.value,
        "confidence": relation.confidence,
        "amount": "、".join(amounts) if amounts else None,
        **qualifier_columns(relation.qualifiers),
        "published": relation.published,
        "qualifiers": _json(_fields(q, _QUALIFIER) for q in relation.qualifiers),
        "evidence": _json(_fields(e, _EVIDENCE) for e in relation.evidence),
        "documents": len(relation.documents),
        "witnesses": len(relation.witnesses),
        "sentence": relation.evidence[0].text if relation.evidence else None,
        "inferred_from": relation.inferred_from or None,
    }


def document_columns(heading: Heading) -> dict[str, object]:
    """The columns of a document, in the order of DOCUMENT_COLUMNS."""
    return _fields(heading, DOCUMENT_COLUMNS)


def heading_of(row: Mapping[str, object]) -> Heading:
    """The heading whose columns `row` holds."""
    return Heading(**{name: cast("Any", row[name]) for name in DOCUMENT_COLUMNS})


def qualifier_columns(qualifiers: Iterable[Qualifier]) -> dict[str, Value]:
    """The normal forms of the first sum of money and the first date: bounds of the sum, its currency, the date."""
    told = [q for q in qualifiers if q.value]
    valued = next((q for q in told if q.name == "amount" and q.unit != PERCENT), None)
    low, high = interval(valued.value if valued else None)
    return {
        "amount_low": low,
        "amount_high": high,
        "currency": valued.unit if valued else None,
        "date": next((q.value for q in told if q.name == "date"), None),
    }


def relation_of(row: Mapping[str, object]) -> Relation:
    """The relation whose columns `row` holds, together with `subject` and `object`, the ids of its ends."""
    return Relation(
        id=str(row["id"]),
        subject=str(row["subject"]),
        predicate=str(row["predicate"]),
        object=str(row["object"]),
        qualifiers=tuple(Qualifier(**q) for q in _parsed(row["qualifiers"])),
        status=Status(str(row["status"])),
        confidence=float(cast("float", row["confidence"])),
        evidence=tuple(Evidence(**e) for e in _parsed(row["evidence"])),
        inferred_from=cast("str | None", row["inferred_from"]) or "",
    )


def interval(value: str | None) -> tuple[float | None, float | None]:
    """Least and greatest number of a normalised qualifier value; None where an end is open or unknown.

    `9900000` gives (9900000, 9900000), `../10000000` gives (None, 10000000).
    """
    low, high = interval_ends(value or "")
    return _number(low), _number(high)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _strings(values: object) -> tuple[str, ...]:
    return tuple(cast("Iterable[str]", values or ()))


def _fields(item: object, names: Iterable[str]) -> dict[str, object]:
    """The same as `dataclasses.asdict`, which copies every value and takes ten times as long."""
    return {name: getattr(item, name) for name in names}


def _json(items: Iterable[Mapping[str, object]]) -> str:
    return encoded(list(items))


def _parsed(text: object) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", json.loads(str(text)))
