"""Which statements about one pair speak of one event: two loans of different amounts are two, a repetition is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg.model import OPEN, Qualifier, Statement, interval_ends
from kg.ontology import Predicate
from kg.text import fold

AMOUNT, DATE = "amount", "date"
_DESCRIPTIVE = frozenset({"rate", "collateral", "currency"})
_NEARLY = Decimal("0.8")

Particulars = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Event:
    """One occurrence of a predicate between two entities, and the statements that speak of it.

    Args:
        particulars: what tells it apart, by qualifier.
        statements: all that support it.
        own: those that support no other event as well.
    """

    particulars: dict[str, frozenset[str]]
    statements: list[Statement] = field(default_factory=list)
    own: list[Statement] = field(default_factory=list)

    def qualifiers(self) -> tuple[Qualifier, ...]:
        """The particulars of all statements that speak of this event alone; of dates only the most exact."""
        found: dict[tuple[str, str], Qualifier] = {}
        for statement in self.own:
            for qualifier in statement.qualifiers:
                found.setdefault((qualifier.name, _value(qualifier)), qualifier)
        kept = [q for (name, value), q in found.items() if not (name == DATE and _refined(value, found))]
        return tuple(sorted(kept, key=lambda q: (q.name, q.value or "", q.text, q.unit or "")))


def events(statements: Iterable[Statement], predicate: Predicate) -> list[Event]:
    """The events of which statements with one subject, predicate, object and status speak.

    Only predicates that can carry an amount have events; all others hold once, whatever their dates and titles.
    A statement that says less than an event, and nothing else, supports every event that it fits.
    """
    told = sorted(((particulars(s, predicate), s) for s in statements), key=_most_telling_first)
    found: list[Event] = []
    for given, statement in told:
        fitting = [event for event in found if _covers(event.particulars, given)]
        if not fitting:
            fitting = [event for event in found if _same_amount(event.particulars, given)][:1]
        if not fitting:
            fitting = [Event(dict(given))]
            found += fitting
        for event in fitting:
            event.statements.append(statement)
            if len(fitting) == 1:
                event.own.append(statement)
                for name, values in given.items():
                    event.particulars.setdefault(name, values)
    return found


def particulars(statement: Statement, predicate: Predicate) -> dict[str, frozenset[str]]:
    """What tells the event of a statement apart: its amount, date, kind, round and the like, by qualifier."""
    if AMOUNT not in predicate.qualifiers:
        return {}
    telling: dict[str, set[str]] = {}
    for qualifier in statement.qualifiers:
        dated = qualifier.name != DATE or qualifier.value
        if qualifier.name in predicate.qualifiers and qualifier.name not in _DESCRIPTIVE and dated:
            telling.setdefault(qualifier.name, set()).add(_value(qualifier))
    return {name: frozenset(values) for name, values in sorted(telling.items())}


def _value(qualifier: Qualifier) -> str:
    return qualifier.value or fold(qualifier.text)


def _most_telling_first(told: tuple[Particulars, Statement]) -> tuple[int, str, str]:
    given, statement = told
    return -len(given), repr(sorted((name, sorted(values)) for name, values in given.items())), statement.id


def _covers(event: Particulars, given: Particulars) -> bool:
    return all(name in event and _any_agree(name, event[name], values) for name, values in given.items())


def _same_amount(event: Particulars, given: Particulars) -> bool:
    shared = event.keys() & given.keys()
    return AMOUNT in shared and all(_any_agree(name, event[name], given[name]) for name in shared)


def _any_agree(name: str, left: Iterable[str], right: Iterable[str]) -> bool:
    return any(_agree(name, a, b) for a in left for b in right)


def _agree(name: str, a: str, b: str) -> bool:
    if a == b:
        return True
    if name == DATE:
        days, others = _days(a), _days(b)
        return days[0] <= others[1] and others[0] <= days[1]
    if name == AMOUNT:
        one, other = _interval(a), _interval(b)
        return bool(one and other and one[0] <= other[1] and other[0] <= one[1])
    return False


def _interval(value: str) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest amount meant: 近千万元 (`../10000000`) is nearly that, 超千万元 somewhat more."""
    low, high = interval_ends(value)
    try:
        if low == OPEN:
            return Decimal(high) * _NEARLY, Decimal(high)
        if high == OPEN:
            return Decimal(low), Decimal(low) / _NEARLY
        return Decimal(low), Decimal(high)
    except InvalidOperation:
        return None


def _refined(date: str, found: Iterable[tuple[str, str]]) -> bool:
    """Whether another date says the same more exactly: 2023 and 2023-02, 近日 and the 5th of this month."""
    begin, end = _days(date)
    others = (_days(value) for name, value in found if name == DATE and value != date)
    return any(begin <= first and last <= end and (first, last) != (begin, end) for first, last in others)


def _days(value: str) -> tuple[str, str]:
    """First and last day of a date's normal form; words without one begin and end with themselves, and match none."""
    low, high = interval_ends(value)
    if not low[:4].isdecimal() and low != OPEN:
        return value, value
    first = "" if low == OPEN else low + "-01-01"[len(low) - 4 :]
    return first, "9999-12-31" if high == OPEN else high + "-12-31"[len(high) - 4 :]
