"""What it is to back someone with money, room or nurture, as one relation and as a chain of those who stand behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Entity, Relation, Status
from kg.ontology import Backer, Ontology, Predicate
from kg.query.rows import ties
from kg.store.base import Store
from kg.store.columns import interval

DEPTH = 3
"""Most steps that are looked behind a backer."""
_KINDS = {"loaned_to": "loan", "invested_in": "equity", "guaranteed_by": "guarantee"}
"""Kind of a financing whose text does not say one; that of any other predicate is its key."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: as written, its bounds in whole units of `currency` (ISO 4217), None where open or unknown."""

    text: str
    low: float | None
    high: float | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """From one entity to the next, over all relations between them that count, the most confident first."""

    near: Entity
    far: Entity
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Backing:
    """That `backer` finances, hosts or nurtures `backed`, as one relation says, whose evidence it holds.

    Args:
        backer: who gives.
        backed: who receives.
        family: key of the predicate's family: finance, incubation or place.
        kind: `loan`, `credit_line`, `equity`, `guarantee`, or what else the text calls it; several joined by `+`.
        amounts: the sums that the text states.
        date: ISO 8601, shortened to what is known.
        round: such as A轮.
        status: whether the text asserts, plans or denies it.
        confidence: from 0 to 1.
        relation: the relation itself, with its evidence.
        via: how the one who was asked about belongs to the backer, if it is not the backer itself.
    """

    backer: Entity
    backed: Entity
    family: str
    kind: str
    amounts: tuple[Amount, ...]
    date: str | None
    round: str | None
    status: Status
    confidence: float
    relation: Relation
    via: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Behind:
    """Behind an entity of `type` stands the entity at `end` of each of its relations of `predicate`."""

    type: str
    predicate: str
    end: Backer


_BEHIND = (
    _Behind("Fund", "founded_by", "object"),
    _Behind("Fund", "operated_by", "object"),
    _Behind("Fund", "invested_in", "subject"),
    _Behind("Bank", "part_of", "object"),
)


def backers(ontology: Ontology, families: Iterable[str]) -> dict[str, Predicate]:
    """The predicates of these families that tell which end backs the other, by key."""
    return {p.key: p for family in families for p in ontology.family(family) if p.backer is not None}


def backer_of(predicate: Predicate, relation: Relation) -> tuple[str, str]:
    """Ids of the one who backs and the one who is backed."""
    if predicate.backer == "subject":
        return relation.subject, relation.object
    return relation.object, relation.subject


def received(
    store: Store, predicates: Mapping[str, Predicate], ids: Iterable[str]
) -> tuple[list[Relation], dict[str, Entity]]:
    """The relations of these predicates by which others back these entities, and all who are in them or asked for."""
    return ties(store, ids, outgoing=_backed_by(predicates, "object"), incoming=_backed_by(predicates, "subject"))


def given(
    store: Store, predicates: Mapping[str, Predicate], ids: Iterable[str]
) -> tuple[list[Relation], dict[str, Entity]]:
    """The relations of these predicates by which these entities back others, and all who are in them or asked for."""
    return ties(store, ids, outgoing=_backed_by(predicates, "subject"), incoming=_backed_by(predicates, "object"))


def _backed_by(predicates: Mapping[str, Predicate], end: Backer) -> list[str]:
    return [key for key, predicate in predicates.items() if predicate.backer == end]


def backing(
    predicate: Predicate, relation: Relation, backer: Entity, backed: Entity, via: tuple[Step, ...] = ()
) -> Backing:
    """The relation, read as a backing."""
    told = defaultdict(list)
    for qualifier in relation.qualifiers:
        told[qualifier.name].append(qualifier)
    date, turn = next(iter(told["date"]), None), next(iter(told["round"]), None)
    return Backing(
        backer=backer,
        backed=backed,
        family=predicate.family,
        kind="+".join(q.value or q.text for q in told["kind"]) or _KINDS.get(predicate.key, predicate.key),
        amounts=tuple(Amount(q.text, *interval(q.value), q.unit) for q in told["amount"]),
        date=(date.value or date.text) if date else None,
        round=(turn.value or turn.text) if turn else None,
        status=relation.status,
        confidence=relation.confidence,
        relation=relation,
        via=via,
    )


def in_order(found: Iterable[Backing]) -> tuple[Backing, ...]:
    """The surest claims of the texts first, then the latest, then the most confident."""
    statuses = list(Status)
    rows = sorted(found, key=lambda b: (-b.confidence, b.backer.name, b.backed.name, b.relation.id))
    rows.sort(key=lambda b: b.date or "", reverse=True)
    return tuple(sorted(rows, key=lambda b: (len(b.via), statuses.index(b.status))))


def chains(
    store: Store,
    ontology: Ontology,
    start: Entity,
    *,
    backwards: bool = False,
    without: Iterable[str] = (),
    min_confidence: float = 0.0,
) -> list[tuple[Step, ...]]:
    """Who stands behind `start`, or backwards behind whom it stands: a fund's founders, investors and managers, a bank.

    Each entity comes once, by its shortest chain, and never again, so that circles of funds come to an end; entities in
    `without` do not come at all, and no chain has a relation below `min_confidence`.
    """
    found: list[tuple[Step, ...]] = []
    reached = {start.id, *without}
    ends: dict[str, tuple[Entity, tuple[Step, ...]]] = {start.id: (start, ())}
    for _ in range(DEPTH):
        links, there = _links(store, ontology, ends, min_confidence, backwards=backwards)
        beyond = {far: near for near, far in sorted(links, reverse=True) if far not in reached}
        following = {}
        for far, near in sorted(beyond.items()):
            entity, chain = ends[near]
            following[far] = (there[far], (*chain, Step(entity, there[far], tuple(links[near, far]))))
        found += [chain for _, chain in following.values()]
        reached |= following.keys()
        ends = following
    return found


def _links(
    store: Store, ontology: Ontology, near: Collection[str], min_confidence: float, *, backwards: bool
) -> tuple[dict[tuple[str, str], list[Relation]], dict[str, Entity]]:
    """The relations that lead one step from entities in `near`, by ids of the near and the far end, and all ends."""
    outgoing = {rule.predicate for rule in _BEHIND if (rule.end == "object") is not backwards}
    incoming = {rule.predicate for rule in _BEHIND if (rule.end == "object") is backwards}
    told, known = ties(store, near, outgoing=outgoing, incoming=incoming)
    sure = [r for r in told if r.status is Status.ASSERTED and r.confidence >= min_confidence and r.subject != r.object]
    links: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in sorted(sure, key=lambda r: (-r.confidence, r.id)):
        for front, behind in set(_ends(ontology, relation, known)):
            links[(behind, front) if backwards else (front, behind)].append(relation)
    return links, known


def _ends(ontology: Ontology, relation: Relation, known: dict[str, Entity]) -> Iterator[tuple[str, str]]:
    for rule in _BEHIND:
        if rule.predicate == relation.predicate:
            front, behind = relation.subject, relation.object
            if rule.end == "subject":
                front, behind = behind, front
            if ontology.is_a(known[front].type, rule.type):
                yield front, behind
