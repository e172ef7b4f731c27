"""Merges statements about resolved referents into entities and relations. Knows no database and no resolver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.assemble.homonyms import told_apart
from kg.assemble.linking import Identity, Inference, Linker
from kg.assemble.particulars import Event, events
from kg.assemble.places import Places
from kg.assemble.retelling import Told, told_first
from kg.assemble.tree import grow
from kg.divisions import Divisions
from kg.errors import ResolutionError
from kg.gazetteer import Seats
from kg.model import (
    Document,
    Entity,
    Evidence,
    Heading,
    KnowledgeGraph,
    Relation,
    Reprint,
    Span,
    Statement,
    Status,
    content_id,
    referent_id,
)
from kg.ontology import Ontology

SELF_LOOP = "joins a thing to itself"
UNNAMED = "an end has no name"
UNKNOWN = "no predicate of the ontology"
NOT_ALLOWED = "not allowed by the ontology"

_Key = tuple[str, str, str, Status]


class Facts(Protocol):
    """What assembling reads from the ledger."""

    def documents(self) -> Iterable[Document]:
        """Every document."""
        ...

    def statements(self) -> Iterable[Statement]:
        """Every statement."""
        ...

    def reprints(self) -> Iterable[Reprint]:
        """Every document that is a reprint, with its original."""
        ...


@dataclass(frozen=True, slots=True)
class Assembled:
    """The graph, and what of the ledger is not in it.

    Args:
        graph: entities and relations.
        dropped: number of statements left out, by reason and by what they would have said, such as
            `Bank loaned_to Region`.
    """

    graph: KnowledgeGraph
    dropped: Mapping[tuple[str, str], int]


def assemble(
    ledger: Facts, linker: Linker, ontology: Ontology, divisions: Divisions, seats: Seats | None = None
) -> Assembled:
    """The graph of everything that the ledger holds. The same ledger gives the same graph, to the byte.

    Args:
        ledger: documents and statements.
        linker: which entity each referent is, and what names alone tell.
        ontology: which relations may hold.
        divisions: where places are.
        seats: where public lists have the seats of bodies; None if none shall be asked.
    """
    identities = {identity.id: identity for identity in linker.identities()}
    originals = {reprint.document_id: reprint.original_id for reprint in ledger.reprints()}
    documents = {document.id: Heading.of(document, originals.get(document.id)) for document in ledger.documents()}
    merger = _Merger(identities, linker, ontology, documents, originals)
    merger.read(ledger.statements())
    relations = merger.relations()
    places = Places(identities, relations, ontology, divisions, seats or Seats())
    entities = [_entity(identity, places, originals) for identity in identities.values()]
    tree = grow(entities, relations, places, divisions)
    every = tuple(sorted((*relations, *tree.relations), key=lambda relation: relation.id))
    read = tuple(documents[key] for key in sorted(documents))
    named = told_apart(tree.entities, every, documents)
    return Assembled(KnowledgeGraph(named, every, read), dict(sorted(merger.dropped.items())))


def _entity(identity: Identity, places: Places, originals: Mapping[str, str]) -> Entity:
    where, place = places.where(identity.id), places.place(identity.id)
    reprints = {document_id: originals[document_id] for document_id in identity.documents if document_id in originals}
    return Entity(
        identity.id,
        identity.type,
        identity.name,
        identity.aliases,
        place,
        identity.documents,
        where.within,
        where.home,
        reprints,
    )


@dataclass(slots=True)
class _Merger:
    """Collects statements by the entities that they are about, and turns each collection into relations."""

    identities: Mapping[str, Identity]
    linker: Linker
    ontology: Ontology
    documents: Mapping[str, Heading]
    originals: Mapping[str, str]
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    collected: defaultdict[_Key, list[Statement]] = field(default_factory=lambda: defaultdict(list))

    def read(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            if statement.literal:
                continue
            key = self._key(statement)
            if key:
                self.collected[key].append(statement)

    def relations(self) -> tuple[Relation, ...]:
        found = [relation for key, statements in self.collected.items() for relation in self._of(key, statements)]
        found += self._inferred()
        return tuple(sorted(found, key=lambda relation: relation.id))

    def _key(self, statement: Statement) -> _Key | None:
        try:
            subject = self.linker.canonical(referent_id(statement.document_id, statement.subject))
            target = self.linker.canonical(referent_id(statement.document_id, statement.object))
        except ResolutionError:
            self.dropped[UNNAMED, statement.predicate] += 1
            return None
        ends = self._admitted(subject, statement.predicate, target)
        return (ends[0], statement.predicate, ends[1], statement.status) if ends else None

    def _admitted(self, subject: str, predicate: str, target: str) -> tuple[str, str] | None:
        """The two ends, in order if the predicate has no direction; None, and counted, if it cannot hold."""
        types = (self.identities[subject].type, self.identities[target].type)
        said = f"{types[0]} {predicate} {types[1]}"
        if subject == target:
            self.dropped[SELF_LOOP, said] += 1
        elif predicate not in self.ontology.predicates:
            self.dropped[UNKNOWN, said] += 1
        elif not self.ontology.allows(predicate, *types):
            self.dropped[NOT_ALLOWED, said] += 1
        elif self.ontology.predicate(predicate).symmetric:
            return min(subject, target), max(subject, target)
        else:
            return subject, target
        return None

    def _of(self, key: _Key, statements: list[Statement]) -> Iterator[Relation]:
        told = told_first(statements, self.originals, self._turn)
        for event in events(told.first, self.ontology.predicate(key[1])):
            yield self._relation(key, event, told)

    def _turn(self, document_id: str) -> tuple[bool, str, str]:
        """Sorts an original and its reprints."""
        heading = self.documents[document_id]
        return heading.original is not None, heading.published or "9999", document_id

    def _relation(self, key: _Key, event: Event, told: Told) -> Relation:
        subject, predicate, target, status = key
        telling = [f"{name}={'|'.join(sorted(values))}" for name, values in sorted(event.particulars.items())]
        evidence = _sorted(
            (self._evidence(s.evidence, s.id, s.origin, s.confidence), repeats)
            for s, repeats in told.all_of(event.statements)
        )
        confidence = evidence[0].confidence
        relation_id = content_id("r", subject, predicate, target, status, *telling)
        return Relation(relation_id, subject, predicate, target, event.qualifiers(), status, confidence, evidence)

    def _inferred(self) -> Iterator[Relation]:
        for inference in self.linker.inferences():
            ends = self._admitted(inference.subject, inference.predicate, inference.object)
            if not ends or (*ends[:1], inference.predicate, ends[1], Status.ASSERTED) in self.collected:
                continue
            yield self._from_name(ends, inference)

    def _from_name(self, ends: tuple[str, str], inference: Inference) -> Relation:
        about = (ends[0], inference.predicate, ends[1])
        evidence = _sorted(
            (self._evidence(span, _inferred_id(span, inference), inference.origin, inference.confidence), False)
            for span in inference.evidence
        )
        return Relation(
            content_id("r", *about, Status.ASSERTED),
            *about,
            (),
            Status.ASSERTED,
            inference.confidence,
            evidence,
            inferred_from=inference.origin,
        )

    def _evidence(self, span: Span, statement_id: str, origin: str, confidence: float) -> Evidence:
        heading = self.documents[span.document_id]
        return Evidence(
            statement_id,
            span.document_id,
            heading.title,
            heading.source,
            heading.publisher,
            heading.published,
            span.start,
            span.end,
            span.text,
            origin,
            confidence,
            heading.original,
        )


def _sorted(evidence: Iterable[tuple[Evidence, bool]]) -> tuple[Evidence, ...]:
    """The surest first, those that repeat last; of several rules that read one sentence, the surest alone."""

    def rank(given: tuple[Evidence, bool]) -> tuple[bool, float, str, int, int, str]:
        piece, repeats = given
        return repeats, -piece.confidence, piece.document_id, piece.start, piece.end, piece.statement_id

    best: dict[tuple[str, int, int], Evidence] = {}
    for piece, _ in sorted(evidence, key=rank):
        best.setdefault((piece.document_id, piece.start, piece.end), piece)
    return tuple(best.values())


def _inferred_id(span: Span, inference: Inference) -> str:
    about = (inference.subject, inference.predicate, inference.object, inference.origin)
    return content_id("s", span.document_id, *about, f"{span.start}:{span.end}")
