"""Reads the vocabulary's Turtle file; whatever a term must have and lacks is an OntologyError that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeVar

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import OntologyError
from kg.ontology.terms import LANGUAGES, Backer, EntityType, Predicate, QualifierType, Term, snake

JJJ = Namespace("https://w3id.org/jjj-kg/ontology#")
"""Namespace of all types, predicates and qualifiers."""
_DATE = "date"
_MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)

Named = TypeVar("Named", bound=Term)


@dataclass(frozen=True)
class Source:
    """The parsed file, which it turns into terms. Every method raises OntologyError for a term that is incomplete."""

    graph: Graph
    path: Path

    @classmethod
    def open(cls, path: Path) -> Source:
        """Parse the file.

        Raises:
            OntologyError: it cannot be read, or is no Turtle.
        """
        graph = Graph()
        try:
            graph.parse(path, format="turtle")
        except (OSError, SyntaxError, ValueError) as error:
            msg = f"cannot read the ontology {path}: {error}"
            raise OntologyError(msg) from error
        return cls(graph, path)

    def version(self) -> str:
        """Version that the file gives itself."""
        ontologies = list(self.graph.subjects(RDF.type, OWL.Ontology))
        if len(ontologies) != 1:
            msg = f"{self.path} describes {len(ontologies)} ontologies; one is expected"
            raise OntologyError(msg)
        return str(self._one(ontologies[0], OWL.versionInfo))

    def types(self) -> Mapping[str, EntityType]:
        """All entity types, abstract ones included."""
        return _by_key(self._type(iri) for iri in self._below(JJJ.Entity, RDFS.subClassOf))

    def qualifiers(self) -> Mapping[str, QualifierType]:
        """All qualifiers."""
        return _by_key(self._qualifier(iri) for iri in self._instances(JJJ.Qualifier))

    def families(self) -> Mapping[str, Term]:
        """All families of predicates."""
        return _by_key(self._family(iri) for iri in self._instances(JJJ.Family))

    def predicates(self, qualifiers: Mapping[str, QualifierType]) -> Mapping[str, Predicate]:
        """All predicates; `qualifiers` are those that they may carry."""
        properties = self._below(JJJ.relatedTo, RDFS.subPropertyOf) - {JJJ.relatedTo}
        return _by_key(self._predicate(iri, qualifiers) for iri in properties)

    def values(self, kind: str) -> Mapping[str, Mapping[str, str]]:
        """Label per language of each individual of one of our classes, such as `Status`."""
        return self._values(JJJ[kind])

    def _type(self, iri: URIRef) -> EntityType:
        parents = [parent for parent in self._objects(iri, RDFS.subClassOf) if _ours(parent)]
        if len(parents) > 1:
            self._complain(iri, f"has {len(parents)} superclasses of our own; one is expected")
        abstract = self._abstract(iri)
        return EntityType(
            *self._term(_local(iri), iri, examples=not abstract),
            parent=_local(parents[0]) if parents else None,
            abstract=abstract,
        )

    def _qualifier(self, iri: URIRef) -> QualifierType:
        kinds = self._one(iri, RDFS.range)
        return QualifierType(
            *self._term(_local(iri), iri, examples=False), values=self._values(kinds) if _ours(kinds) else {}
        )

    def _family(self, iri: URIRef) -> Term:
        return Term(str(self._one(iri, SKOS.notation)), str(iri), self._texts(iri, RDFS.label), {}, (), ())

    def _predicate(self, iri: URIRef, qualifiers: Mapping[str, QualifierType]) -> Predicate:
        symmetric = (iri, RDF.type, OWL.SymmetricProperty) in self.graph
        inverse = iri if symmetric else self._inverse(iri)
        own = {_local(node) for node in self._objects(iri, JJJ.qualifiedBy)} | {_DATE}
        if own - qualifiers.keys():
            self._complain(iri, f"is qualified by unknown qualifiers: {', '.join(sorted(own - qualifiers.keys()))}")
        return Predicate(
            *self._term(snake(_local(iri)), iri, examples=True),
            camel=_local(iri),
            inverse_iri=str(inverse),
            inverse_labels=self._texts(inverse, RDFS.label),
            domain=self._concrete(iri, RDFS.domain),
            range=self._concrete(iri, RDFS.range),
            symmetric=symmetric,
            qualifiers=tuple(sorted(own)),
            family=str(self._one(self._one(iri, JJJ.family), SKOS.notation)),
            backer=self._backer(iri),
            step_cost=self._step_cost(iri),
            counter_examples=self._sentences(iri, JJJ.counterExample),
            derived_among=frozenset(_local(kind) for kind in self._objects(iri, JJJ.derivedAmong)),
        )

    def _term(
        self, key: str, iri: URIRef, *, examples: bool
    ) -> tuple[str, str, Mapping[str, str], Mapping[str, str], tuple[str, ...], tuple[tuple[str, str], ...]]:
        sentences = self._sentences(iri, SKOS.example)
        if examples and not sentences:
            self._complain(iri, "lacks a skos:example")
        return (
            key,
            str(iri),
            self._texts(iri, RDFS.label),
            self._texts(iri, SKOS.definition),
            sentences,
            tuple(self._mappings(iri)),
        )

    def _mappings(self, iri: URIRef) -> Iterator[tuple[str, str]]:
        for how in (RDFS.subClassOf, RDFS.subPropertyOf, *_MAPPINGS):
            for other in sorted(self._objects(iri, how)):
                if not _ours(other):
                    yield _local(how), str(other)

    def _inverse(self, iri: URIRef) -> URIRef:
        inverses = [node for node in self.graph.subjects(OWL.inverseOf, iri) if isinstance(node, URIRef)]
        if len(inverses) != 1:
            self._complain(iri, f"has {len(inverses)} inverse properties; one is expected unless it is symmetric")
        return inverses[0]

    def _concrete(self, iri: URIRef, end: URIRef) -> frozenset[str]:
        node = self._one(iri, end)
        union = self.graph.value(node, OWL.unionOf)
        classes = [node] if union is None else list(Collection(self.graph, union))
        below = {leaf for each in classes for leaf in self._below(each, RDFS.subClassOf)}
        return frozenset(_local(leaf) for leaf in below if not self._abstract(leaf))

    def _abstract(self, iri: URIRef) -> bool:
        return (iri, JJJ.abstract, Literal(True)) in self.graph

    def _backer(self, iri: URIRef) -> Backer | None:
        backer = self.graph.value(iri, JJJ.backer)
        match str(backer):
            case "subject":
                return "subject"
            case "object":
                return "object"
        if backer is not None:
            self._complain(iri, f"has the backer {backer}; subject or object is expected")
        return None

    def _step_cost(self, iri: URIRef) -> float:
        cost = self._one(iri, JJJ.stepCost)
        if not isinstance(cost, Literal) or not isinstance(cost.value, Decimal) or cost.value <= 0:
            self._complain(iri, f"has the step cost {cost}; a decimal above zero is expected")
        return float(cost.value)

    def _values(self, kind: Node) -> Mapping[str, Mapping[str, str]]:
        values = {str(self._one(iri, SKOS.notation)): self._texts(iri, RDFS.label) for iri in self._instances(kind)}
        return MappingProxyType(dict(sorted(values.items())))

    def _texts(self, iri: URIRef, how: URIRef) -> Mapping[str, str]:
        texts = {node.language: str(node) for node in self.graph.objects(iri, how) if isinstance(node, Literal)}
        missing = [language for language in LANGUAGES if not texts.get(language)]
        if missing:
            self._complain(iri, f"lacks {_local(how)} in {' and '.join(missing)}")
        return MappingProxyType({language: texts[language] for language in LANGUAGES})

    def _sentences(self, iri: URIRef, how: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(node) for node in self.graph.objects(iri, how)))

    def _below(self, root: Node, how: URIRef) -> set[URIRef]:
        return {node for node in self.graph.transitive_subjects(how, root) if isinstance(node, URIRef)}

    def _instances(self, kind: Node) -> list[URIRef]:
        return sorted(node for node in self.graph.subjects(RDF.type, kind) if isinstance(node, URIRef))

    def _objects(self, iri: URIRef, how: URIRef) -> list[URIRef]:
        return sorted(node for node in self.graph.objects(iri, how) if isinstance(node, URIRef))

    def _one(self, subject: Node, how: URIRef) -> Node:
        values = list(self.graph.objects(subject, how))
        if len(values) != 1:
            self._complain(subject, f"has {len(values)} values of {_local(how)}; one is expected")
        return values[0]

    def _complain(self, iri: Node, fault: str) -> NoReturn:
        msg = f"{self.path}: {_local(iri)} {fault}"
        raise OntologyError(msg)


def _local(iri: Node) -> str:
    return re.split(r"[#/]", str(iri))[-1]


def _ours(iri: Node) -> bool:
    return str(iri).startswith(str(JJJ))


def _by_key(terms: Iterable[Named]) -> Mapping[str, Named]:
    return MappingProxyType({term.key: term for term in sorted(terms, key=lambda term: term.key)})
