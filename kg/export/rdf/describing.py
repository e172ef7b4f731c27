"""What RDF says of a graph: for each thing its IRI and the facts about it, in an order that depends on the graph alone.

Only asserted relations are facts between their ends. Every relation is also a thing of its own (`rdf:Statement`) that
has a status, particulars and evidence, as in the qualified patterns of PROV and W3C ORG. Knows no format.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode

from kg.export.rdf.terms import (
    TRUE,
    Term,
    Vocabulary,
    area,
    day,
    decimal,
    decimal_text,
    integer,
    legal,
    link,
    minted,
    plain,
    said,
    term,
)
from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status, interval_ends

T = TypeVar("T")
Fact = tuple[NamedNode, Term]
Description = tuple[NamedNode, tuple[Fact, ...]]
"""A thing, and all that is said of it as (property, value)."""

TYPE = term("rdf:type")
SUBJECT, PREDICATE, OBJECT = (term(f"rdf:{end}") for end in ("subject", "predicate", "object"))
NAME, ALIAS = term("skos:prefLabel"), term("skos:altLabel")
DIVISION_CODE, DIVISION, PLACE, SCOPE = (term(f"jjj:{p}") for p in ("divisionCode", "division", "placeName", "scope"))
INFERRED, WITHIN, HOME, NAMED_IN = (term(f"jjj:{p}") for p in ("placeInferred", "within", "home", "namedIn"))
LISTED = term("jjj:listed")
RELATION, PARTICULAR, EVIDENCE, DOCUMENT = (
    term(f"jjj:{kind}") for kind in ("Relation", "Particular", "Evidence", "Document")
)
STATUS, CONFIDENCE, INFERRED_FROM = (term(f"jjj:{p}") for p in ("status", "confidence", "inferredFrom"))
OF_RELATION, OF_EVIDENCE, IN_DOCUMENT = (term(f"jjj:{p}") for p in ("particular", "evidence", "document"))
PROPERTY, TEXT, VALUE, UNIT = (term(f"jjj:{p}") for p in ("property", "text", "value", "unit"))
QUOTE, START, END, ORIGIN = (term(f"jjj:{p}") for p in ("quote", "start", "end", "origin"))
STATEMENT_ID = term("dct:identifier")
TITLE, SOURCE, ISSUED = (term(f"dct:{p}") for p in ("title", "source", "issued"))
PUBLISHER, URL, REPRINT_OF = term("dc:publisher"), term("schema:url"), term("jjj:reprintOf")
_QUOTED_FROM, _DERIVED_FROM = term("prov:wasQuotedFrom"), term("prov:wasDerivedFrom")
_AMOUNT_LOW, _AMOUNT_HIGH = term("jjj:amountLow"), term("jjj:amountHigh")
_CURRENCY = term("jjj:currency")
_NORMAL = {"amount": term("jjj:amountValue"), "date": term("jjj:dateValue"), "rate": term("jjj:rateValue")}

_DIGITS = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
_CURRENCY_CODE = re.compile(r"[A-Z]{3}")


def described(graph: KnowledgeGraph, vocabulary: Vocabulary) -> Iterator[Description]:
    """Everything in `graph`: entities, relations, each followed by its particulars and its evidence, and documents."""
    writing = _Describing(graph, vocabulary)
    yield from map(writing.entity, graph.entities)
    for relation in graph.relations:
        yield from writing.relation(relation)
    for heading in graph.documents:
        yield minted("document", heading.id), _document(heading)
    yield from writing.citations()


class _Describing:
    """One pass over one graph; documents that only evidence knows are gathered on the way."""

    def __init__(self, graph: KnowledgeGraph, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._headings = {heading.id: heading for heading in graph.documents}
        self._cited: dict[str, dict[Heading, int]] = defaultdict(dict)
        self._asserted: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for relation in graph.relations:
            if relation.status is Status.ASSERTED:
                self._asserted[relation.subject][relation.predicate, relation.object] = None

    def entity(self, entity: Entity) -> Description:
        listed = dict(_unlike(entity, reprints(entity.documents, self._headings)))
        direct = sorted(self._asserted.get(entity.id, ()))
        facts: tuple[Fact, ...] = (
            (TYPE, self._vocabulary.types.iri(entity.type)),
            (NAME, said(entity.name)),
            *_each(ALIAS, map(said, entity.aliases)),
            *_place(entity.place),
            *_each(WITHIN, map(area, entity.within)),
            *_each(HOME, map(area, entity.home)),
            *_each(NAMED_IN, (minted("document", key) for key in entity.documents)),
            *_maybe(LISTED, _json(listed) if listed else None),
            *((self._vocabulary.predicates.iri(verb), minted("entity", other)) for verb, other in direct),
        )
        return minted("entity", entity.id), facts

    def relation(self, relation: Relation) -> Iterator[Description]:
        particulars = [*_numbered("particular", relation, relation.qualifiers)]
        evidence = [*_numbered("evidence", relation, relation.evidence)]
        documents = [self._document_of(piece) for piece in relation.evidence]
        facts: tuple[Fact, ...] = (
            *self._core(relation),
            *self._shortcuts(relation.qualifiers),
            *_each(OF_RELATION, (iri for iri, _ in particulars)),
            *_each(OF_EVIDENCE, (iri for iri, _ in evidence)),
            *_each(_DERIVED_FROM, documents),
        )
        yield minted("relation", relation.id), facts
        for iri, qualifier in particulars:
            yield iri, self._particular(qualifier)
        for (iri, piece), document in zip(evidence, documents, strict=True):
            yield iri, _evidence(piece, document)

    def citations(self) -> Iterator[Description]:
        """Documents of which evidence says something else than the graph, or that the graph does not list."""
        for document_id in sorted(self._cited):
            for heading, number in self._cited[document_id].items():
                yield _citation(document_id, number), _document(heading)

    def _core(self, relation: Relation) -> Iterator[Fact]:
        yield TYPE, RELATION
        yield SUBJECT, minted("entity", relation.subject)
        yield PREDICATE, self._vocabulary.predicates.iri(relation.predicate)
        yield OBJECT, minted("entity", relation.object)
        yield STATUS, self._vocabulary.statuses.iri(relation.status)
        yield CONFIDENCE, decimal(relation.confidence)
        if relation.inferred_from:
            yield INFERRED_FROM, plain(relation.inferred_from)

    def _shortcuts(self, qualifiers: Iterable[Qualifier]) -> Iterator[Fact]:
        """The particulars as properties of the relation itself, for queries; each fact once."""
        facts = (fact for each in qualifiers if each.name in self._vocabulary.qualifiers for fact in self._short(each))
        yield from dict.fromkeys(facts)
        yield from _bounds(qualifiers)

    def _short(self, qualifier: Qualifier) -> Iterator[Fact]:
        iri = self._vocabulary.qualifiers.iri(qualifier.name)
        values = self._vocabulary.values.get(qualifier.name)
        if values is not None:
            if qualifier.value is not None and qualifier.value in values:
                yield iri, values.iri(qualifier.value)
            return
        yield iri, plain(qualifier.text)
        if qualifier.value is not None and qualifier.name in _NORMAL and not _is_share(qualifier):
            yield _NORMAL[qualifier.name], plain(qualifier.value)
        if qualifier.unit is not None and _CURRENCY_CODE.fullmatch(qualifier.unit):
            yield _CURRENCY, plain(qualifier.unit)

    def _particular(self, qualifier: Qualifier) -> tuple[Fact, ...]:
        return (
            (TYPE, PARTICULAR),
            (PROPERTY, self._vocabulary.qualifiers.iri(qualifier.name)),
            (TEXT, plain(qualifier.text)),
            *_maybe(VALUE, qualifier.value),
            *_maybe(UNIT, qualifier.unit),
        )

    def _document_of(self, piece: Evidence) -> NamedNode:
        told = Heading(
            piece.document_id, piece.title, piece.source, None, piece.publisher, piece.published, piece.original
        )
        known = self._headings.get(piece.document_id)
        if known is not None and told == cited(known):
            return minted("document", piece.document_id)
        numbers = self._cited[piece.document_id]
        return _citation(piece.document_id, numbers.setdefault(told, len(numbers) + 1))


def cited(heading: Heading) -> Heading:
    """What evidence tells of a document: all but where it was published."""
    return Heading(
        heading.id, heading.title, heading.source, None, heading.publisher, heading.published, heading.original
    )


def reprints(documents: Iterable[str], headings: Mapping[str, Heading]) -> dict[str, str]:
    """Which of these documents reprint which, as the headings tell it."""
    known = (headings[key] for key in documents if key in headings)
    return {each.id: each.original for each in known if each.original is not None}


def _unlike(entity: Entity, known_reprints: dict[str, str]) -> Iterator[tuple[str, object]]:
    """The fields that cannot be told from facts, which have no order and no repetitions."""
    lists = {
        "aliases": tuple(map(legal, entity.aliases)),
        "documents": entity.documents,
        "within": entity.within,
        "home": entity.home,
    }
    for field, items in lists.items():
        if items != tuple(sorted(set(items))):
            yield field, items
    if entity.reprints != known_reprints:
        yield "reprints", entity.reprints


def _place(place: Place | None) -> Iterator[Fact]:
    if place is None:
        return
    if place.code:
        yield DIVISION_CODE, plain(place.code)
        yield DIVISION, minted("division", place.code)
    yield PLACE, said(place.name)
    yield SCOPE, plain(place.scope)
    if place.inferred:
        yield INFERRED, TRUE


def _bounds(qualifiers: Iterable[Qualifier]) -> Iterator[Fact]:
    """Least and greatest of the first sum of money, as numbers."""
    sums = (each for each in qualifiers if each.name == "amount" and each.value and not _is_share(each))
    for value in (each.value or "" for each in list(sums)[:1]):
        for bound, digits in zip((_AMOUNT_LOW, _AMOUNT_HIGH), interval_ends(value), strict=True):
            if _DIGITS.fullmatch(digits):
                yield bound, decimal_text(digits)


def _is_share(qualifier: Qualifier) -> bool:
    return qualifier.name == "amount" and qualifier.unit == "%"


def _document(heading: Heading) -> tuple[Fact, ...]:
    return (
        (TYPE, DOCUMENT),
        (TITLE, said(heading.title)),
        (SOURCE, plain(heading.source)),
        *((URL, link(url)) for url in [heading.url] if url is not None),
        *((PUBLISHER, said(who)) for who in [heading.publisher] if who is not None),
        *((ISSUED, day(when)) for when in [heading.published] if when is not None),
        *_original(heading.original),
    )


def _original(original: str | None) -> Iterator[Fact]:
    if original is not None:
        yield REPRINT_OF, minted("document", original)
        yield _QUOTED_FROM, minted("document", original)


def _evidence(piece: Evidence, document: NamedNode) -> tuple[Fact, ...]:
    return (
        (TYPE, EVIDENCE),
        (STATEMENT_ID, plain(piece.statement_id)),
        (IN_DOCUMENT, document),
        (_QUOTED_FROM, document),
        (QUOTE, plain(piece.text)),
        (START, integer(piece.start)),
        (END, integer(piece.end)),
        (ORIGIN, plain(piece.origin)),
        (CONFIDENCE, decimal(piece.confidence)),
    )


def _numbered(kind: str, relation: Relation, items: Iterable[T]) -> Iterator[tuple[NamedNode, T]]:
    for number, item in enumerate(items, start=1):
        yield minted(kind, relation.id, str(number)), item


def _citation(document_id: str, number: int) -> NamedNode:
    return minted("citation", document_id, str(number))


def _each(how: NamedNode, values: Iterable[Term]) -> Iterator[Fact]:
    return ((how, value) for value in dict.fromkeys(values))


def _maybe(how: NamedNode, text: str | None) -> Iterator[Fact]:
    if text is not None:
        yield how, plain(text)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # A lone surrogate can only be spelt as an escape.
    return text if legal(text) == text else json.dumps(value, separators=(",", ":"), sort_keys=True)
