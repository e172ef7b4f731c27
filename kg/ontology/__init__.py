"""The vocabulary: types, predicates and qualifiers as `ontology/jjj.ttl` has them, read once into typed objects.

No other code may repeat a type, a predicate or one of its spellings that the file holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TypeVar

from kg.errors import OntologyError
from kg.ontology.source import JJJ, Source
from kg.ontology.terms import LANGUAGES, Backer, EntityType, Predicate, QualifierType, Term
from kg.settings import shipped

__all__ = ["JJJ", "LANGUAGES", "Backer", "EntityType", "Ontology", "Predicate", "QualifierType", "Term"]

T = TypeVar("T")


@dataclass(frozen=True)
class Ontology:
    """The whole vocabulary.

    Args:
        version: of the file.
        types: entity types by key, abstract ones included, sorted.
        predicates: predicates by key, sorted.
        qualifiers: qualifiers by key, sorted.
        families: families of predicates by key, sorted.
        statuses: label per language of each status of a statement.
        scopes: label per language of each region into which places are rolled up.
    """

    version: str
    types: Mapping[str, EntityType]
    predicates: Mapping[str, Predicate]
    qualifiers: Mapping[str, QualifierType]
    families: Mapping[str, Term]
    statuses: Mapping[str, Mapping[str, str]]
    scopes: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, path: Path | None = None) -> Ontology:
        """Read the vocabulary from `path`, by default the one that jjj-kg ships.

        Raises:
            OntologyError: the file cannot be read, or a term lacks something that every term must have.
        """
        source = Source.open(path or shipped("ontology", "jjj.ttl"))
        qualifiers = source.qualifiers()
        return cls(
            version=source.version(),
            types=source.types(),
            predicates=source.predicates(qualifiers),
            qualifiers=qualifiers,
            families=source.families(),
            statuses=source.values("Status"),
            scopes=source.values("Scope"),
        )

    @cached_property
    def concrete_types(self) -> tuple[EntityType, ...]:
        """The types that an entity can have."""
        return tuple(entity_type for entity_type in self.types.values() if not entity_type.abstract)

    def type(self, key: str) -> EntityType:
        """The type called `key`, such as `Company`.

        Raises:
            OntologyError: there is none.
        """
        return _known(self.types, key, "type")

    def predicate(self, key: str) -> Predicate:
        """The predicate called `key`, such as `loaned_to`.

        Raises:
            OntologyError: there is none.
        """
        return _known(self.predicates, key, "predicate")

    def family(self, key: str) -> tuple[Predicate, ...]:
        """The predicates of a family, such as `finance`.

        Raises:
            OntologyError: there is no such family.
        """
        _known(self.families, key, "family of predicates")
        return tuple(predicate for predicate in self.predicates.values() if predicate.family == key)

    def is_a(self, key: str, ancestor: str) -> bool:
        """Whether type `key` is `ancestor` or lies below it.

        Raises:
            OntologyError: one of them is no type.
        """
        self.type(ancestor)
        current: str | None = key
        while current is not None and current != ancestor:
            current = self.type(current).parent
        return current == ancestor

    def concrete(self, key: str) -> frozenset[str]:
        """Keys of the concrete types at or below type `key`."""
        return frozenset(leaf.key for leaf in self.concrete_types if self.is_a(leaf.key, key))

    def allows(self, predicate: str, subject_type: str, object_type: str) -> bool:
        """Whether `predicate` can hold between entities of these two types.

        Raises:
            OntologyError: there is no such predicate.
        """
        known = self.predicate(predicate)
        return subject_type in known.domain and object_type in known.range

    def relates(self, subject_type: str, object_type: str) -> bool:
        """Whether any predicate can hold between entities of these two types."""
        return (subject_type, object_type) in self._related

    @cached_property
    def _related(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            ends for predicate in self.predicates.values() for ends in product(predicate.domain, predicate.range)
        )


def _known(terms: Mapping[str, T], key: str, noun: str) -> T:
    try:
        return terms[key]
    except KeyError:
        msg = f"“{key}” is no {noun} of the ontology; there are: {', '.join(terms)}"
        raise OntologyError(msg) from None
