"""What a type, a predicate and a qualifier are, apart from the file that lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LANGUAGES = ("zh", "en")
"""Languages in which every term has a label and a definition."""

Backer = Literal["subject", "object"]


def snake(local_name: str) -> str:
    """The spelling of a predicate in Python, JSON and the graph: `loanedTo` gives `loaned_to`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", local_name).lower()


@dataclass(frozen=True)
class Term:
    """What a type, a predicate, a qualifier and a family of predicates have in common.

    Args:
        key: what code, JSON and the graph call it.
        iri: its full IRI.
        labels: label per language.
        definitions: definition per language; empty for a family.
        examples: Chinese example sentences (of a qualifier: example values).
        mappings: (how, IRI) of terms of other vocabularies; `how` is such as `subClassOf` or `closeMatch`.
    """

    key: str
    iri: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    examples: tuple[str, ...]
    mappings: tuple[tuple[str, str], ...]

    def label(self, language: str = "zh") -> str:
        """Its name for people, in `language` (zh or en)."""
        return self.labels[language]

    def definition(self, language: str = "zh") -> str:
        """What it means, in `language` (zh or en)."""
        return self.definitions[language]


@dataclass(frozen=True)
class EntityType(Term):
    """A type of entity.

    Args:
        parent: key of the superclass, None for the root.
        abstract: whether it only groups other types.
    """

    parent: str | None
    abstract: bool


@dataclass(frozen=True)
class QualifierType(Term):
    """A particular that a statement may carry.

    Args:
        values: label per language of each admissible value; empty where any text will do.
    """

    values: Mapping[str, Mapping[str, str]] = field(hash=False)


@dataclass(frozen=True)
class Predicate(Term):
    """A relation between two entities.

    Args:
        camel: local name in RDF, such as `loanedTo`.
        inverse_iri: IRI of the property that reads it backwards; of a symmetric one its own.
        inverse_labels: label per language of reading it backwards.
        domain, range: keys of the concrete types of its subjects and objects.
        symmetric: whether it has no direction.
        qualifiers: keys of the qualifiers that it may carry, date always among them.
        family: key of its family, such as `finance`.
        backer: the end that gives money, room or nurture, if one does.
        step_cost: how dear a path step over it is; telling ones are near 1, vague ones near 3.
        counter_examples: Chinese sentences that look like it and do not assert it.
        derived_among: keys of the types whose members it also joins where a public table, and no text, tells so.
    """

    camel: str
    inverse_iri: str
    inverse_labels: Mapping[str, str] = field(hash=False)
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    qualifiers: tuple[str, ...]
    family: str
    backer: Backer | None
    step_cost: float
    counter_examples: tuple[str, ...]
    derived_among: frozenset[str] = frozenset()

    @property
    def upper(self) -> str:
        """Its spelling as a relationship type: `LOANED_TO`."""
        return self.key.upper()

    def inverse_label(self, language: str = "zh") -> str:
        """How it reads from object to subject, in `language` (zh or en)."""
        return self.inverse_labels[language]
