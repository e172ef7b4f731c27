"""Wordings that hardly ever mislead, each told by certain rules where its cue stands: their precision is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluation.comparison import Source, ToldRelation
from kg.evaluation.counts import Counts

_RULE = "rule:"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording for one predicate.

    Args:
        name: how people write the wording.
        predicate: what it tells.
        rules: names of the rules that read it.
        cue: what stands in the sentence.
    """

    name: str
    predicate: str
    rules: frozenset[str]
    cue: re.Pattern[str]

    def matches(self, relation: ToldRelation) -> bool:
        """Whether the relation was read off this wording."""
        return relation.predicate == self.predicate and any(map(self._found_by, relation.sources))

    def _found_by(self, source: Source) -> bool:
        return source.origin.removeprefix(_RULE) in self.rules and self.cue.search(source.evidence) is not None


def _pattern(name: str, predicate: str, rules: str, cue: str) -> Pattern:
    return Pattern(name, predicate, frozenset(rules.split()), re.compile(cue))


PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        "完成…轮融资",
        "invested_in",
        "equity.financing_round equity.investment_received equity.round_led equity_threads.round_joined",
        "(?:完成|拿下|获得|获|敲定|官宣)[^。；]{0,40}轮[^。；]{0,8}融资",
    ),
    _pattern(
        "由…领投",
        "invested_in",
        "equity.financing_round equity.investment_received equity.round_led equity_threads.round_joined",
        "由[^。；]{1,40}领投",
    ),
    _pattern("授信", "loaned_to", "lending.credit lending.borrowing lending.agreement", "授信"),
    _pattern(
        "入驻",
        "located_in",
        "location.settled location.present_in_place location.of_the_place location.hosted location.residents",
        "入驻",
    ),
    _pattern("孵化", "incubated_by", "incubation.hatched incubation.hatches", "孵"),
)
"""The wordings that are told apart; one more is one more line."""


def by_pattern(relations: Iterable[ToldRelation]) -> dict[str, Counts]:
    """What was told rightly and wrongly by each wording; nothing is missed, for annotators mark no wordings."""
    told = list(relations)
    found = {pattern.name: [each.right for each in told if pattern.matches(each)] for pattern in PATTERNS}
    return {name: Counts(right=sum(right), wrong=len(right) - sum(right)) for name, right in found.items()}
