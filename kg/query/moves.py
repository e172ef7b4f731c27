"""What moves between regions: firms, their daughters and branches, technology, money (北京研发、天津转化)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import QueryError
from kg.model import OPEN, Entity, Relation, Status, interval_ends
from kg.ontology import Ontology
from kg.query.regions import Area, Areas, area
from kg.query.rows import entities, text
from kg.query.selection import ASSERTED, bounded, confident, known
from kg.store.base import Store
from kg.store.columns import relation_of

MOST = 5000
"""Most moves of one answer."""


class Kind(StrEnum):
    """What moves."""

    RELOCATION = "relocation"
    LANDING = "landing"
    SUBSIDIARY = "subsidiary"
    BRANCH = "branch"
    SPIN_OFF = "spin_off"
    FOUNDING = "founding"
    INCUBATION = "incubation"
    TECHNOLOGY = "technology"
    INVESTMENT = "investment"
    LOAN = "loan"


KIND_NAMES = {
    Kind.RELOCATION: "迁移",
    Kind.LANDING: "落户",
    Kind.SUBSIDIARY: "子公司",
    Kind.BRANCH: "分支机构",
    Kind.SPIN_OFF: "成果孵化",
    Kind.FOUNDING: "创办",
    Kind.INCUBATION: "孵化",
    Kind.TECHNOLOGY: "技术转移",
    Kind.INVESTMENT: "投资",
    Kind.LOAN: "贷款",
}
"""What people call each kind."""

_OUTWARD = {"transferred_to": Kind.TECHNOLOGY, "invested_in": Kind.INVESTMENT, "loaned_to": Kind.LOAN}
"""Predicates that lead from where the subject is to where the object is."""
_INWARD = {
    "relocated_from": Kind.RELOCATION,
    "subsidiary_of": Kind.SUBSIDIARY,
    "part_of": Kind.BRANCH,
    "founded_by": Kind.FOUNDING,
    "incubated_by": Kind.INCUBATION,
}
"""Predicates that lead from where the object is to where the subject is."""
_LANDING = {"located_in": Kind.LANDING}
"""Predicates that lead from where the subject is at home to the object."""
_PREDICATES = _OUTWARD | _INWARD | _LANDING
_OFFICES = ("Bank", "GovernmentAgency")
"""Types whose offices everywhere are no moves, if only their names tell that they belong together."""
_KNOWLEDGE, _COMPANY = "KnowledgeBody", "Company"
"""Types of those who found a spin-off, and of the spin-off."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Something that goes from one region to another.

    Args:
        kind: what it is.
        source: whom or what it comes from: the region left, the parent, the giver; of a landing, the one who lands.
        target: whom or what it comes to; of a landing, the park or region.
        left: names of the regions and parks where it comes from, from the widest.
        reached: names of those where it comes to; empty if nobody says where one who moved away has gone.
        year: first year in which it may have happened: of its own date, else of its earliest evidence's publication.
        date: its own date in normal form, as far as texts tell.
        relation: what says so, with its evidence.
    """

    kind: Kind
    source: Entity
    target: Entity
    left: Keys
    reached: Keys
    year: int | None
    date: str | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class Moves:
    """The answer.

    Args:
        origin: where moves were to begin, None if anywhere else.
        destination: where they were to end, None if anywhere else.
        found: the moves, the latest first.
        more: how many the limit left out.
        counts: all moves by kind, the most frequent first.
    """

    origin: Area | None
    destination: Area | None
    found: tuple[Move, ...]
    more: int
    counts: tuple[tuple[Kind, int], ...]


def moves(
    store: Store,
    ontology: Ontology,
    *,
    origin: str | None = None,
    destination: str | None = None,
    kinds: Iterable[str] = (),
    years: Iterable[int] = (),
    min_confidence: float = 0.0,
    include_unasserted: bool = False,
    limit: int = 200,
) -> Moves:
    """What moved from one region to another; with one of them only, what moved out of it, or into it.

    A move crosses the border of both: what goes from 和平区 to 滨海新区 moves into 滨海新区, but not out of 天津.

    Args:
        store: where the graph is.
        ontology: which knows who is a university or an institute.
        origin: name or code of the region or park where moves begin; None means anywhere else.
        destination: likewise, where they end.
        kinds: of moves; none means all.
        years: of moves; none means all, and a move without any date is in none.
        min_confidence: least confidence of a relation, from 0 to 1.
        include_unasserted: whether to tell what texts only plan, deny, report as over or as hearsay, too.
        limit: most moves.

    Raises:
        NotFound, Ambiguous: no region or park is called so, or several are.
        QueryError: neither end was given, both are one, a kind is unknown, or a number is out of bounds.
        NoGraph: nothing was published yet.
    """
    bounded("the limit", limit, 1, MOST)
    wanted = known("kind of move", kinds, {kind.value: kind for kind in Kind})
    if origin is None and destination is None:
        raise QueryError("a move has a beginning and an end; give a region at least for one of them")
    begin = None if origin is None else area(store, origin)
    end = None if destination is None else area(store, destination)
    if begin == end:
        raise QueryError(f"a move leads from one region to another; both ends are {begin.name if begin else ''}")
    border = _Border(begin, end)
    statuses = frozenset(Status) if include_unasserted else ASSERTED
    told = _told(store, border, statuses, confident(min_confidence))
    chosen = frozenset(years)
    found = [
        move
        for move in _moves(store, ontology, told, border)
        if (not wanted or move.kind in wanted) and _in_years(move.relation, chosen)
    ]
    found.sort(key=lambda move: (-(move.year or 0), move.kind, -move.relation.confidence, move.relation.id))
    counted = {kind: sum(move.kind is kind for move in found) for kind in Kind}
    counts = sorted(
        ((kind, number) for kind, number in counted.items() if number), key=lambda pair: (-pair[1], pair[0])
    )
    return Moves(begin, end, tuple(found[:limit]), max(0, len(found) - limit), tuple(counts))


@dataclass(frozen=True, slots=True)
class _Border:
    """The borders that a move must cross."""

    begin: Area | None
    end: Area | None

    def crossed(self, left: Keys, reached: Keys) -> bool:
        """Whether one chain of keys lies in the one region, the other in the other, and they are truly apart.

        What is only known to be in 天津 may well be in 滨海新区, so that it does not move there.
        """
        if self._encloses(left, reached) or self._encloses(reached, left):
            return False
        return self._leaves(self.begin, left, reached, self.end) and self._leaves(self.end, reached, left, self.begin)

    @staticmethod
    def _leaves(region: Area | None, inside: Keys, outside: Keys, other: Area | None) -> bool:
        """Whether `inside` lies in the region and `outside` does not, unless all of the other region lies in it."""
        if region is None:
            return True
        nested = other is not None and region.key in other.within
        return region.key in inside and (nested or region.key not in outside)

    @staticmethod
    def _encloses(outer: Keys, inner: Keys) -> bool:
        return bool(outer) and outer == inner[: len(outer)]


def _told(store: Store, border: _Border, statuses: Collection[Status], min_confidence: float) -> list[Relation]:
    rows = store.rows(
        text("moves"),
        outward=sorted(_OUTWARD),
        inward=sorted(_INWARD),
        landing=sorted(_LANDING),
        offices=list(_OFFICES),
        min_confidence=min_confidence,
        **{"from": border.begin.key if border.begin else "", "to": border.end.key if border.end else ""},
    )
    return [relation for relation in map(relation_of, rows) if relation.status in statuses]


def _moves(store: Store, ontology: Ontology, told: Iterable[Relation], border: _Border) -> Iterator[Move]:
    relations = {relation.id: relation for relation in told}
    there = entities(store, (end for r in relations.values() for end in (r.subject, r.object)))
    areas = Areas.of(store)
    for relation in relations.values():
        subject, target = there[relation.subject], there[relation.object]
        source, target = (target, subject) if relation.predicate in _INWARD else (subject, target)
        left = source.home if relation.predicate in _LANDING else source.within
        reached = target.within
        gone = relation.predicate == "relocated_from" and border.end is None and not _apart(left, reached)
        if gone:
            reached = ()  # it went away, and nobody says where to
        if border.crossed(left, reached) and (gone or (left and reached)):
            yield Move(
                kind=_kind(ontology, relation, source, target),
                source=source,
                target=target,
                left=areas.names(left),
                reached=areas.names(reached),
                year=min(_years(relation), default=None),
                date=relation.date,
                relation=relation,
            )


def _apart(left: Keys, reached: Keys) -> bool:
    return bool(reached) and left != reached[: len(left)]


def _kind(ontology: Ontology, relation: Relation, source: Entity, target: Entity) -> Kind:
    kind = _PREDICATES[relation.predicate]
    scholarly = ontology.is_a(source.type, _KNOWLEDGE) and target.type == _COMPANY
    return Kind.SPIN_OFF if kind is Kind.FOUNDING and scholarly else kind


def _in_years(relation: Relation, years: Collection[int]) -> bool:
    told = _years(relation)
    return not years or bool(told and any(told[0] <= year <= told[-1] for year in years))


def _years(relation: Relation) -> list[int]:
    """First and last year of the first date, else the year in which the earliest evidence was published."""
    told = relation.date or relation.published or ""
    ends = [end for end in interval_ends(told) if end != OPEN]
    return sorted(int(end[:4]) for end in ends if end[:4].isdecimal())
