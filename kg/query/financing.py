"""Who financed this company: loans, credit lines, equity and guarantees, with amount, date and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import NotFound
from kg.model import Entity, Status
from kg.ontology import Ontology
from kg.query.backing import Backing, Step, backer_of, backers, backing, chains, in_order, received
from kg.query.selection import Selection
from kg.store.base import Store

FINANCE = "finance"
"""The family of predicates that is meant."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Someone who stands behind a financier, and how: the steps lead from the financier to `entity`."""

    financier: Entity
    entity: Entity
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Financing:
    """The answer.

    Args:
        company: who was asked about.
        financiers: what texts assert, the latest first; one row for each relation.
        apart: what texts plan, deny, report as over or as hearsay, if that was asked for.
        behind: who stands behind funds and branches among the financiers, if that was asked for.
    """

    company: Entity
    financiers: tuple[Backing, ...]
    apart: tuple[Backing, ...] = ()
    behind: tuple[Behind, ...] = ()


def financiers(
    store: Store,
    ontology: Ontology,
    entity_id: str,
    *,
    look_through: bool = False,
    include_unasserted: bool = False,
    scopes: Iterable[str] = (),
    place: str = "",
    min_confidence: float = 0.0,
) -> Financing:
    """Who financed the entity.

    Args:
        store: where the graph is.
        ontology: which says what finances, and which end gives.
        entity_id: who was financed.
        look_through: whether to follow a fund to those who founded, invested in or manage it, and a branch to its bank,
            at most three steps.
        include_unasserted: whether to list apart what is not asserted.
        scopes: regions in which the financiers must be; none means anywhere.
        place: key of a region or park, as `kg.query.regions.area` finds it, that limits it likewise; empty means none.
        min_confidence: least confidence of a relation, from 0 to 1.

    Raises:
        NotFound: there is no such entity.
        QueryError: a scope is unknown or the confidence out of bounds.
        NoGraph: nothing was published yet.
    """
    selection = Selection.of(ontology, scopes=scopes, place=place, min_confidence=min_confidence)
    predicates = backers(ontology, [FINANCE])
    told, there = received(store, predicates, [entity_id])
    if entity_id not in there:
        raise NotFound(f"there is no entity with the id {entity_id}")
    company = there[entity_id]
    rows = [
        backing(predicate, relation, there[giver], company)
        for relation in told
        for predicate in [predicates[relation.predicate]]
        for giver, _ in [backer_of(predicate, relation)]
        if relation.confidence >= selection.min_confidence and selection.holds(there[giver])
    ]
    asserted = in_order(row for row in rows if row.status is Status.ASSERTED)
    apart = in_order(row for row in rows if row.status is not Status.ASSERTED)
    return Financing(
        company=company,
        financiers=asserted,
        apart=apart if include_unasserted else (),
        behind=_behind(store, ontology, company, asserted, min_confidence) if look_through else (),
    )


def _behind(
    store: Store, ontology: Ontology, company: Entity, direct: Iterable[Backing], min_confidence: float
) -> tuple[Behind, ...]:
    unique = {row.backer.id: row.backer for row in direct}
    return tuple(
        Behind(financier, chain[-1].far, chain)
        for financier in unique.values()
        for chain in chains(store, ontology, financier, without=[company.id], min_confidence=min_confidence)
    )
