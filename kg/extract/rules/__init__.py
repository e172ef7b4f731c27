"""The relation rules, one family a file. A rule reads one sentence; its docstring tells why the relation holds."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import wraps
from types import ModuleType
from typing import TypeVar

from kg.extract.analysis import Claim
from kg.extract.rules import (
    alliance,
    borrowers,
    capital,
    careers,
    cooperation,
    credit_threads,
    custom,
    equity,
    equity_events,
    equity_threads,
    field_threads,
    founders,
    founding,
    founding_threads,
    founding_topics,
    goods_threads,
    guarantee,
    handover,
    incubation,
    industry,
    lending,
    location,
    nurture,
    operators,
    ownership,
    ownership_threads,
    people,
    post_threads,
    product_threads,
    provenance,
    relocation,
    rolls,
    seats,
    service_threads,
    sites,
    standing,
    structure,
    technology,
    tenants,
    trade,
    transfer,
    whereabouts,
)
from kg.extract.rules.naming import told_by_name
from kg.extract.rules.sentence import Rule, Sentence, ThreadRule
from kg.model import Status

_FAMILIES = (
    lending,
    guarantee,
    equity,
    equity_events,
    capital,
    founding,
    founders,
    incubation,
    nurture,
    location,
    whereabouts,
    seats,
    sites,
    rolls,
    relocation,
    structure,
    ownership,
    operators,
    cooperation,
    alliance,
    trade,
    custom,
    transfer,
    handover,
    technology,
    provenance,
    industry,
    careers,
    standing,
)

_THREADED = (
    borrowers,
    credit_threads,
    equity_threads,
    founding_threads,
    founding_topics,
    ownership_threads,
    post_threads,
    product_threads,
    field_threads,
    service_threads,
    goods_threads,
)

_R = TypeVar("_R", Rule, ThreadRule)


def _named(family: ModuleType, rules: tuple[_R, ...]) -> dict[str, _R]:
    return {f"{family.__name__.rpartition('.')[2]}.{rule.__name__}": rule for rule in rules}


def _in_both_readings(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """Rules that read a sentence as it is told, and plainly for what it plans, denies or ends."""

    def reading(rule: Rule) -> Rule:
        @wraps(rule)
        def read(sentence: Sentence, /) -> Iterator[Claim]:
            yield from rule(sentence)
            if sentence.plain is not None:
                yield from (claim for claim in rule(sentence.plain) if claim.status is not Status.ASSERTED)
            if sentence.contrasted is not None:
                denied, unit = sentence.contrasted
                named = set(unit.referents)
                yield from (replace(c, status=Status.NEGATED) for c in rule(denied) if named & {c.subject, c.object})

        return read

    return {name: reading(rule) for name, rule in rules.items()}


PEOPLE: Mapping[str, Rule] = _in_both_readings(_named(people, people.RULES))
"""Rules that run first: who speaks for whom follows from the posts that people hold."""

RULES: Mapping[str, Rule] = _in_both_readings(
    {
        name: rule
        for family, rules in (*((family, family.RULES) for family in _FAMILIES), (people, people.IN_CONTEXT))
        for name, rule in _named(family, rules).items()
    }
)
"""All other rules by name, such as `lending.credit`."""

THREADS: Mapping[str, ThreadRule] = {
    name: rule
    for family, rules in (
        *((family, family.RULES) for family in _THREADED),
        (relocation, relocation.THREADS),
        (tenants, tenants.THREADS),
        (alliance, alliance.THREADS),
        (nurture, nurture.THREADS),
    )
    for name, rule in _named(family, rules).items()
}
"""Rules that run last: they read the whole document, and what the others found in it."""

NAMING = "naming.told_by_name"
"""Name of the one rule that reads names instead of sentences."""

EXPLANATIONS: Mapping[str, str] = {
    name: inspect.cleandoc(rule.__doc__ or "")
    for name, rule in {**PEOPLE, **RULES, **THREADS, NAMING: told_by_name}.items()
}
"""Why a relation holds, in a sentence for the reader of the graph, by the name of the rule that found it."""
