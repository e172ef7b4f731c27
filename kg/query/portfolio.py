"""Whom did this bank, fund, park or institute finance, host or incubate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Entity, Status
from kg.ontology import Ontology
from kg.query.backing import Backing, Step, backer_of, backers, backing, chains, given, in_order
from kg.query.lookup import get
from kg.query.selection import Selection
from kg.store.base import Store

FAMILIES = ("finance", "incubation", "place")
"""Families of predicates that back someone, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """All backings of one family of predicates, the latest first."""

    family: str
    backings: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The answer.

    Args:
        backer: who was asked about.
        groups: what texts assert, by family; families without any are left out.
        apart: what texts plan, deny, report as over or as hearsay, if that was asked for.
    """

    backer: Entity
    groups: tuple[Group, ...]
    apart: tuple[Backing, ...] = ()


def portfolio(
    store: Store,
    ontology: Ontology,
    entity_id: str,
    *,
    look_through: bool = False,
    include_unasserted: bool = False,
    scopes: Iterable[str] = (),
    place: str = "",
    min_confidence: float = 0.0,
) -> Portfolio:
    """Whom the entity backs.

    Args:
        store: where the graph is.
        ontology: which says what backs someone, and which end gives.
        entity_id: who backs.
        look_through: whether to add what its branches back, and what the funds back that it founded, invested in or
            manages; such rows tell in `via` how it belongs to them.
        include_unasserted: whether to list apart what is not asserted.
        scopes: regions in which those who are backed must be; none means anywhere.
        place: key of a region or park, as `kg.query.regions.area` finds it, that limits it likewise; empty means none.
        min_confidence: least confidence of a relation, from 0 to 1.

    Raises:
        NotFound: there is no such entity.
        QueryError: a scope is unknown or the confidence out of bounds.
        NoGraph: nothing was published yet.
    """
    selection = Selection.of(ontology, scopes=scopes, place=place, min_confidence=min_confidence)
    asked = get(store, entity_id)
    via: dict[str, tuple[Step, ...]] = {asked.id: ()}
    givers = {asked.id: asked}
    behind = chains(store, ontology, asked, backwards=True, min_confidence=min_confidence) if look_through else ()
    for chain in behind:
        via[chain[-1].far.id] = chain
        givers[chain[-1].far.id] = chain[-1].far
    rows = list(_backings(store, ontology, givers, via, selection))
    grouped = (Group(f, in_order(r for r in rows if r.family == f and _asserted(r))) for f in FAMILIES)
    apart = in_order(row for row in rows if not _asserted(row)) if include_unasserted else ()
    return Portfolio(asked, tuple(group for group in grouped if group.backings), apart)


def _backings(
    store: Store,
    ontology: Ontology,
    givers: dict[str, Entity],
    via: dict[str, tuple[Step, ...]],
    selection: Selection,
) -> Iterator[Backing]:
    predicates = backers(ontology, FAMILIES)
    told, there = given(store, predicates, givers)
    for relation in told:
        predicate = predicates[relation.predicate]
        giver, taker = backer_of(predicate, relation)
        # Funds that hold each other would otherwise count as what they themselves finance.
        circular = taker in {step.near.id for step in via[giver]}
        if relation.confidence >= selection.min_confidence and selection.holds(there[taker]) and not circular:
            yield backing(predicate, relation, givers[giver], there[taker], via[giver])


def _asserted(row: Backing) -> bool:
    return row.status is Status.ASSERTED
