"""Constraints and indexes of the Neo4j graph, generated from the ontology. Knows no driver."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.store.layout import DOCUMENT, ENTITY, STATE, Terms

NAMES, TITLES = "jjj_names", "jjj_titles"
"""The full-text indexes: names and aliases of entities; titles of documents."""
_KEYED = (STATE, DOCUMENT, ENTITY)
_ASKED = ("type", "scope", "place_code")
"""Columns of every entity that questions begin with, besides its id and name."""
_WORTH = ("amount_low", "date")
"""Columns that questions begin with, of relations that can carry a sum of money."""
_CJK = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint or an index, with the Cypher that makes it if it is not there.

    Args:
        name: what the server calls it.
        text: the Cypher.
        early: whether writing needs it; what is not early is made faster when the graph is there.
    """

    name: str
    text: str
    early: bool = False


def rules(ontology: Ontology) -> tuple[Rule, ...]:
    """Everything that the server shall have, constraints first."""
    return (*map(_key, _KEYED), *_relation_keys(ontology), *_indexes(ontology), *_full_text())


def schema_digest(ontology: Ontology) -> str:
    """Changes whenever a rule does."""
    return hashlib.sha256("\n".join(rule.text for rule in rules(ontology)).encode()).hexdigest()[:16]


def _key(label: str) -> Rule:
    name = f"jjj_{label.lower()}_id"
    text = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
    return Rule(name, text, early=True)


def _relation_keys(ontology: Ontology) -> Iterator[Rule]:
    for kind in Terms(ontology).kinds:
        name = f"jjj_{kind.lower()}_id"
        yield Rule(name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:`{kind}`]-() REQUIRE r.id IS UNIQUE")


def _indexes(ontology: Ontology) -> Iterator[Rule]:
    for label in (ENTITY, *(each.key for each in ontology.concrete_types)):
        yield _index(f"jjj_{label.lower()}_name", f"(n:`{label}`)", "n.name")
    for column in _ASKED:
        yield _index(f"jjj_entity_{column}", f"(n:`{ENTITY}`)", f"n.{column}")
    yield _index("jjj_entity_name_part", f"(n:`{ENTITY}`)", "n.name", kind="TEXT ")
    yield _index("jjj_document_published", f"(n:`{DOCUMENT}`)", "n.published")
    for predicate in ontology.predicates.values():
        for column in _WORTH if "amount" in predicate.qualifiers else ():
            yield _index(f"jjj_{predicate.key}_{column}", f"()-[r:`{predicate.upper}`]-()", f"r.{column}")


def _index(name: str, pattern: str, where: str, *, kind: str = "") -> Rule:
    return Rule(name, f"CREATE {kind}INDEX {name} IF NOT EXISTS FOR {pattern} ON ({where})")


def _full_text() -> Iterator[Rule]:
    # The analyzer cuts Chinese into pairs of characters, so that any part of a name is found.
    for name, label, columns in ((NAMES, ENTITY, "n.name, n.aliases"), (TITLES, DOCUMENT, "n.title")):
        yield Rule(name, f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:`{label}`) ON EACH [{columns}] {_CJK}")
