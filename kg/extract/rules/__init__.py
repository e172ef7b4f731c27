"""The relation rules, one family a file. A rule reads one sentence; its docstring tells a reader why the relation holds."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.rules import (
    cooperation,
    equity,
    founding,
    guarantee,
    incubation,
    industry,
    lending,
    location,
    people,
    structure,
    technology,
    trade,
    transfer,
)
from kg.extract.rules.sentence import Rule

_FAMILIES = (
    lending,
    guarantee,
    equity,
    founding,
    incubation,
    location,
    structure,
    cooperation,
    trade,
    transfer,
    technology,
    industry,
)


def _named(*families: object) -> dict[str, Rule]:
    named: dict[str, Rule] = {}
    for family in families:
        rules: tuple[Rule, ...] = family.RULES  # type: ignore[attr-defined]
        short = str(family.__name__).rpartition(".")[2]  # type: ignore[attr-defined]
        named |= {f"{short}.{rule.__name__}": rule for rule in rules}  # type: ignore[attr-defined]
    return named


PEOPLE: Mapping[str, Rule] = _named(people)
"""Rules that run first: who speaks for whom follows from the posts that people hold."""

RULES: Mapping[str, Rule] = _named(*_FAMILIES) | {f"people.{rule.__name__}": rule for rule in people.IN_CONTEXT}
"""All other rules by name, such as `lending.credit`."""
