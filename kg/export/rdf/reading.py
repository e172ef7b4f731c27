"""Reads back what `writing` wrote. A file that says anything else is refused, never read in part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeVar

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kg.errors import ImportRefused
from kg.export.rdf import describing as rdf
from kg.export.rdf.describing import Fact, described, reprints
from kg.export.rdf.terms import DECIMAL, Names, Term, Vocabulary, area_key, decimal_text, unminted, vocabulary
from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status

T = TypeVar("T")

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "n-triples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
}
"""Format that we write and read → what the parser calls it."""
SUFFIXES: Mapping[str, str] = {".ttl": "turtle", ".nt": "n-triples", ".jsonld": "json-ld"}
"""Suffix of a file → its format."""

_LISTS = frozenset({"aliases", "documents", "home", "within"})
_Facts = dict[NamedNode, list[Fact]]


def read_rdf(file: BinaryIO, form: str) -> KnowledgeGraph:
    """The graph that was written to `file` in the format `form`, a key of FORMATS.

    Nothing is ever fetched: a JSON-LD file whose context lies elsewhere is refused.

    Raises:
        ImportRefused: the file is damaged, or says something that is no part of a graph of ours.
    """
    if form not in FORMATS:
        raise ImportRefused(f"there is no format “{form}” to read; there are: {', '.join(sorted(FORMATS))}")
    facts = _parsed(file, form)
    graph = _Reading(facts, vocabulary()).graph()
    _refuse_more(facts, graph)
    return graph


def read_rdf_file(path: Path) -> KnowledgeGraph:
    """The graph in the file `path`, whose suffix tells its format; see `read_rdf`.

    Raises:
        ImportRefused: the file cannot be read, has another suffix, is damaged or foreign.
    """
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ImportRefused(f"{path} has none of the suffixes {', '.join(SUFFIXES)}, by which its format is known")
    try:
        with path.open("rb") as file:
            return read_rdf(file, form)
    except OSError as error:
        raise ImportRefused(f"cannot read {path}: {error.strerror or error}") from error


def _parsed(file: BinaryIO, form: str) -> _Facts:
    """What is said, by what it is said of."""
    facts: _Facts = {}
    try:
        for quad in pyoxigraph.parse(file, FORMATS[form], without_named_graphs=True):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                _refuse(
                    quad.subject, f"says {quad.predicate.value} {quad.object} and has no IRI, or its value has none"
                )
            facts.setdefault(quad.subject, []).append((quad.predicate, _ours(quad.object)))
    except (SyntaxError, ValueError) as error:
        raise ImportRefused(f"the file is no {form} that can be read: {error}") from error
    except MemoryError as error:
        raise ImportRefused(f"something in the file is larger than can be read: {error}") from error
    return facts


def _ours(value: Term) -> Term:
    """The value in the spelling that we write: other programs drop or add zeros to decimals."""
    if isinstance(value, Literal) and value.datatype == DECIMAL:
        with suppress(ArithmeticError):
            return decimal_text(value.value)
    return value


def _refuse_more(facts: _Facts, graph: KnowledgeGraph) -> None:
    """Refuse whatever the graph does not say, so that nothing that somebody added is lost unnoticed."""
    for subject, own in described(graph, vocabulary()):
        more = set(facts.pop(subject, ())).difference(own)
        if more:
            how, value = min(more, key=str)
            _refuse(subject, f"says {how.value} {value}, which is no part of a graph that jjj-kg writes")
    for subject, own_facts in facts.items():
        how, value = own_facts[0]
        _refuse(subject, f"says {how.value} {value}, and is nothing that jjj-kg knows")


def _refuse(subject: object, fault: str) -> NoReturn:
    name = subject.value if isinstance(subject, NamedNode | BlankNode) else str(subject)
    raise ImportRefused(f"{name} {fault}; write the graph anew with `jjj export`, or take out what was added")


class _Thing:
    """What a file says of one thing."""

    def __init__(self, iri: NamedNode, facts: Iterable[Fact]) -> None:
        self.iri = iri
        self._values: dict[NamedNode, list[Term]] = {}
        for how, value in dict.fromkeys(facts):
            self._values.setdefault(how, []).append(value)

    def all(self, how: NamedNode) -> Sequence[Term]:
        """Every value of a property."""
        return self._values.get(how, ())

    def maybe(self, how: NamedNode) -> Term | None:
        """The one value of a property that need not be there."""
        values = self.all(how)
        if len(values) > 1:
            _refuse(self.iri, f"has {len(values)} values of {how.value}; one at most is expected")
        return values[0] if values else None

    def one(self, how: NamedNode) -> Term:
        """The one value of a property."""
        value = self.maybe(how)
        if value is None:
            _refuse(self.iri, f"lacks {how.value}")
        return value

    def text(self, how: NamedNode) -> str:
        """The text of the one value of a property."""
        return self.one(how).value

    def maybe_text(self, how: NamedNode) -> str | None:
        """The text of a value that need not be there."""
        value = self.maybe(how)
        return None if value is None else value.value

    def key(self, how: NamedNode, names: Names) -> str:
        """The key of the ontology's term that is the value of a property."""
        value = self.one(how)
        key = names.key(value.value) if isinstance(value, NamedNode) else None
        if key is None:
            _refuse(self.iri, f"says {how.value} {value}, which is no term of our ontology")
        return key

    def read(self, how: NamedNode, parse: Callable[[str], T]) -> T:
        """The value of a property, parsed."""
        return self.parsed(self.text(how), how, parse)

    def parsed(self, text: str, how: NamedNode, parse: Callable[[str], T]) -> T:
        """A text that stands in a property, parsed."""
        try:
            return parse(text)
        except (ValueError, TypeError, RecursionError) as error:
            _refuse(self.iri, f"has “{text[:80]}” as {how.value}, which cannot be: {error}")

    def id_of(self, value: Term, *kinds: str) -> str:
        """The id of a thing of one of these kinds."""
        found = (unminted(kind, value.value) for kind in kinds if isinstance(value, NamedNode))
        parts = next(filter(None, found), None)
        if parts is None:
            _refuse(self.iri, f"points to {value}, where the IRI of a {kinds[0]} is expected")
        return parts[0]


class _Reading:
    """One file."""

    def __init__(self, facts: _Facts, vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._vocabulary = vocabulary
        self._headings: dict[str, Heading] = {}

    def graph(self) -> KnowledgeGraph:
        ids = {kind: self._ids(kind) for kind in ("document", "entity", "relation")}
        self._headings = {key: self._heading(self._thing(iri), key) for key, iri in ids["document"]}
        entities = tuple(self._entity(self._thing(iri), key) for key, iri in ids["entity"])
        known = {entity.id for entity in entities}
        relations = tuple(self._relation(self._thing(iri), key, known) for key, iri in ids["relation"])
        return KnowledgeGraph(entities, relations, tuple(self._headings.values()))

    def _ids(self, kind: str) -> list[tuple[str, NamedNode]]:
        """The things of a kind that the file describes, by id."""
        found = ((unminted(kind, iri.value), iri) for iri in self._facts)
        return sorted(((parts[0], iri) for parts, iri in found if len(parts) == 1), key=lambda each: each[0])

    def _thing(self, iri: NamedNode) -> _Thing:
        return _Thing(iri, self._facts.get(iri, ()))

    def _heading(self, thing: _Thing, document_id: str) -> Heading:
        original = thing.maybe(rdf.REPRINT_OF)
        return Heading(
            id=document_id,
            title=thing.text(rdf.TITLE),
            source=thing.text(rdf.SOURCE),
            url=thing.maybe_text(rdf.URL),
            publisher=thing.maybe_text(rdf.PUBLISHER),
            published=thing.maybe_text(rdf.ISSUED),
            original=None if original is None else thing.id_of(original, "document"),
        )

    def _entity(self, thing: _Thing, entity_id: str) -> Entity:
        told = thing.maybe_text(rdf.LISTED)
        listed: dict[str, Any] = {} if told is None else thing.parsed(told, rdf.LISTED, _lists)
        documents = listed.get("documents") or _sorted(
            thing.id_of(each, "document") for each in thing.all(rdf.NAMED_IN)
        )
        return Entity(
            id=entity_id,
            type=thing.key(rdf.TYPE, self._vocabulary.types),
            name=thing.text(rdf.NAME),
            aliases=listed.get("aliases") or _sorted(each.value for each in thing.all(rdf.ALIAS)),
            place=_place(thing),
            documents=documents,
            within=listed.get("within") or self._areas(thing, rdf.WITHIN),
            home=listed.get("home") or self._areas(thing, rdf.HOME),
            reprints=listed["reprints"] if "reprints" in listed else reprints(documents, self._headings),
        )

    def _areas(self, thing: _Thing, how: NamedNode) -> tuple[str, ...]:
        return _sorted(thing.parsed(each.value, how, area_key) for each in thing.all(how))

    def _relation(self, thing: _Thing, relation_id: str, entities: set[str]) -> Relation:
        subject, other = (thing.id_of(thing.one(end), "entity") for end in (rdf.SUBJECT, rdf.OBJECT))
        for end in (subject, other):
            if end not in entities:
                _refuse(thing.iri, f"has the end “{end}”, which the file does not describe")
        return Relation(
            id=relation_id,
            subject=subject,
            predicate=thing.key(rdf.PREDICATE, self._vocabulary.predicates),
            object=other,
            qualifiers=tuple(map(self._qualifier, self._in_order(thing, rdf.OF_RELATION))),
            status=Status(thing.key(rdf.STATUS, self._vocabulary.statuses)),
            confidence=thing.read(rdf.CONFIDENCE, _share),
            evidence=tuple(map(self._evidence, self._in_order(thing, rdf.OF_EVIDENCE))),
            inferred_from=thing.maybe_text(rdf.INFERRED_FROM) or "",
        )

    def _in_order(self, thing: _Thing, how: NamedNode) -> list[_Thing]:
        """The things that a property points to, in the order of the numbers at the end of their IRIs."""
        numbered = ((thing.parsed(each.value, how, _number), each) for each in thing.all(how))
        return [self._at(thing, each) for _, each in sorted(numbered, key=lambda pair: pair[0])]

    def _at(self, thing: _Thing, value: Term) -> _Thing:
        """What `thing` points to."""
        if not isinstance(value, NamedNode):
            _refuse(thing.iri, f"points to {value}, where an IRI is expected")
        return self._thing(value)

    def _qualifier(self, thing: _Thing) -> Qualifier:
        return Qualifier(
            name=thing.key(rdf.PROPERTY, self._vocabulary.qualifiers),
            text=thing.text(rdf.TEXT),
            value=thing.maybe_text(rdf.VALUE),
            unit=thing.maybe_text(rdf.UNIT),
        )

    def _evidence(self, thing: _Thing) -> Evidence:
        iri = thing.one(rdf.IN_DOCUMENT)
        document = self._heading(self._at(thing, iri), thing.id_of(iri, "document", "citation"))
        return Evidence(
            statement_id=thing.text(rdf.STATEMENT_ID),
            document_id=document.id,
            title=document.title,
            source=document.source,
            publisher=document.publisher,
            published=document.published,
            start=thing.read(rdf.START, int),
            end=thing.read(rdf.END, int),
            text=thing.text(rdf.QUOTE),
            origin=thing.text(rdf.ORIGIN),
            confidence=thing.read(rdf.CONFIDENCE, _share),
            original=document.original,
        )


def _place(thing: _Thing) -> Place | None:
    name = thing.maybe_text(rdf.PLACE)
    if name is None:
        return None
    return Place(
        code=thing.maybe_text(rdf.DIVISION_CODE) or "",
        name=name,
        scope=thing.text(rdf.SCOPE),
        inferred=thing.maybe_text(rdf.INFERRED) == "true",
    )


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))


def _lists(text: str) -> dict[str, Any]:
    """The fields whose order or repetitions facts cannot tell, as `describing` writes them."""
    fields = json.loads(text)
    if not isinstance(fields, dict) or fields.keys() - _LISTS - {"reprints"}:
        raise TypeError(f"it should be an object of {', '.join(sorted(_LISTS))} and reprints")
    return {name: _mapping(value) if name == "reprints" else _texts(value) for name, value in fields.items()}


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{value!r} is no list of texts")
    return tuple(value)


def _mapping(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no object")
    _texts([*value.values()])
    return value


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError("a confidence lies between 0 and 1")
    return share


def _number(iri: str) -> int:
    return int(iri.rpartition(":")[2])
