"""What part of the graph a question is limited to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.errors import QueryError
from kg.model import OPEN, Entity, Status, interval_ends
from kg.ontology import Ontology
from kg.store.columns import SCOPES, UNKNOWN
from kg.store.topology import EdgeFacts, NodeFacts

ASSERTED = frozenset({Status.ASSERTED})
"""Statuses that a question is limited to unless it asks for more."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What may be walked over.

    Args:
        predicates: keys of the predicates.
        types: keys of the concrete entity types.
        scopes: regions; entities whose place nothing tells, such as people and technologies, always pass.
        statuses: what the texts must claim.
        min_confidence: least confidence of a relation.
        since: first day; a relation without a date of its own has the day on which its earliest evidence was published,
            and one without either does not pass.
        until: last day.
        place: key of a region or park; empty for everywhere. Entities whose place nothing tells always pass.
    """

    predicates: frozenset[str]
    types: frozenset[str]
    scopes: frozenset[str]
    statuses: frozenset[Status] = ASSERTED
    min_confidence: float = 0.0
    since: date | None = None
    until: date | None = None
    place: str = ""

    @classmethod
    def of(
        cls,
        ontology: Ontology,
        *,
        predicates: Iterable[str] = (),
        types: Iterable[str] = (),
        scopes: Iterable[str] = (),
        statuses: Collection[Status] = ASSERTED,
        min_confidence: float = 0.0,
        since: date | None = None,
        until: date | None = None,
        place: str = "",
    ) -> Selection:
        """A selection in which nothing given means everything, and a superclass means all types below it.

        Raises:
            QueryError: a predicate, type or scope is unknown, or a number is out of bounds.
        """
        if since and until and since > until:
            raise QueryError(f"{since} is later than {until}")
        return cls(
            predicates=known("predicate", predicates, ontology.predicates) or frozenset(ontology.predicates),
            types=concrete_types(ontology, types) or frozenset(t.key for t in ontology.concrete_types),
            scopes=known_scopes(scopes) or frozenset(SCOPES),
            statuses=frozenset(statuses),
            min_confidence=confident(min_confidence),
            since=since,
            until=until,
            place=place,
        )

    def passes(self, edge: EdgeFacts) -> bool:
        """Whether the relation, apart from what its ends are, may be walked over."""
        return (
            edge.predicate in self.predicates
            and edge.status in self.statuses
            and edge.confidence >= self.min_confidence
            and self.in_time(edge.day)
        )

    def admits(self, node: NodeFacts) -> bool:
        """Whether an entity may be walked to."""
        return node.type in self.types and self.near(node)

    def near(self, node: NodeFacts) -> bool:
        """Whether the entity lies in the wanted regions, or nothing is known of where it is."""
        in_scope = node.scope in self.scopes or node.scope == UNKNOWN
        return in_scope and (not self.place or not node.within or self.place in node.within)

    def holds(self, entity: Entity) -> bool:
        """Whether the entity lies in the wanted regions; what is nowhere lies in none, unless all are wanted."""
        scope = entity.place.scope if entity.place else UNKNOWN
        return scope in self.scopes and (not self.place or self.place in entity.within)

    @property
    def timed(self) -> bool:
        """Whether the date of a relation matters."""
        return self.since is not None or self.until is not None

    @property
    def placed(self) -> bool:
        """Whether it matters where an entity is."""
        return bool(self.place) or not self.scopes.issuperset(SCOPES)

    def in_time(self, value: str) -> bool:
        """Whether a relation of this date may be walked over; it is empty if nothing tells the date."""
        if not self.timed:
            return True
        if not value:
            return False
        first, last = interval_ends(value)
        # Dates are shortened to what is known, so each bound is compared to the same precision.
        begins = self.until is None or first == OPEN or first <= self.until.isoformat()[: len(first)]
        ends = self.since is None or last == OPEN or last >= self.since.isoformat()[: len(last)]
        return begins and ends


def concrete_types(ontology: Ontology, types: Iterable[str]) -> frozenset[str]:
    """The concrete types at or below any of `types`.

    Raises:
        QueryError: one of them is unknown.
    """
    return frozenset(leaf for key in known("type", types, ontology.types) for leaf in ontology.concrete(key))


def known_scopes(scopes: Iterable[str]) -> frozenset[str]:
    """The scopes, if all exist.

    Raises:
        QueryError: one of them is unknown.
    """
    return known("scope", scopes, dict.fromkeys(SCOPES))


def known(noun: str, keys: Iterable[str], all_known: Mapping[str, object]) -> frozenset[str]:
    """The keys, if all are known.

    Raises:
        QueryError: one of them is not.
    """
    wanted = frozenset([keys] if isinstance(keys, str) else keys)
    strange = sorted(wanted - all_known.keys())
    if strange:
        raise QueryError(f"there is no {noun} “{strange[0]}”; there are: {', '.join(sorted(all_known))}")
    return wanted


def confident(value: float) -> float:
    """The value, if it can be a least confidence.

    Raises:
        QueryError: it does not lie between 0 and 1.
    """
    if not 0.0 <= value <= 1.0:
        raise QueryError(f"confidence lies between 0 and 1, not at {value}")
    return value


def bounded(what: str, value: int, low: int, high: int) -> int:
    """The value, if it lies between `low` and `high`.

    Raises:
        QueryError: it does not.
    """
    if not low <= value <= high:
        raise QueryError(f"{what} must lie between {low} and {high}, not at {value}")
    return value
