"""All that is known of one entity: its names, its place, its relations with their evidence, its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Entity, Evidence, Relation
from kg.query.lookup import get
from kg.query.rows import entities, relations
from kg.query.selection import bounded, confident
from kg.store.base import Store

MOST = 10_000
"""Most relations that a card can show."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation as seen from the entity; `outgoing` if the entity is its subject."""

    relation: Relation
    other: Entity
    outgoing: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many relations of one predicate there are in one direction."""

    predicate: str
    outgoing: bool
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document that supports a relation of the entity; `original` is the id of the one that it reprints, if any."""

    document_id: str
    title: str
    source: str
    publisher: str | None
    published: str | None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The answer.

    Args:
        entity: who was asked about.
        tallies: all its relations that are sure enough, counted.
        facts: its relations by predicate and direction, the most confident first.
        more: how many relations the limit left out.
        sources: the documents behind the facts, the latest first.
    """

    entity: Entity
    tallies: tuple[Tally, ...]
    facts: tuple[Fact, ...]
    more: int
    sources: tuple[Source, ...]


def card(store: Store, entity_id: str, *, limit: int = 200, min_confidence: float = 0.0) -> Card:
    """The card of the entity, with at most `limit` relations, each of at least this confidence.

    Raises:
        NotFound: there is no such entity.
        QueryError: the limit or the confidence is out of bounds.
        NoGraph: nothing was published yet.
    """
    bounded("the limit", limit, 1, MOST)
    least = confident(min_confidence)
    entity = get(store, entity_id)
    sure = (relation for relation in relations(store, "around", [entity.id]) if relation.confidence >= least)
    pairs = ((relation, relation.subject == entity.id) for relation in sure)
    found = sorted(pairs, key=lambda pair: (pair[0].predicate, not pair[1], -pair[0].confidence, pair[0].id))
    shown = found[:limit]
    others = entities(store, (r.object if outgoing else r.subject for r, outgoing in shown))
    counted = Counter((relation.predicate, outgoing) for relation, outgoing in found)
    return Card(
        entity=entity,
        tallies=tuple(Tally(predicate, outgoing, n) for (predicate, outgoing), n in counted.items()),
        facts=tuple(Fact(r, others[r.object if outgoing else r.subject], outgoing) for r, outgoing in shown),
        more=len(found) - len(shown),
        sources=_sources(evidence for relation, _ in shown for evidence in relation.evidence),
    )


def _sources(evidence: Iterable[Evidence]) -> tuple[Source, ...]:
    unique = {Source(e.document_id, e.title, e.source, e.publisher, e.published, e.original) for e in evidence}
    rows = sorted(unique, key=lambda source: (source.title, source.document_id, source.source))
    return tuple(sorted(rows, key=lambda source: source.published or "", reverse=True))
