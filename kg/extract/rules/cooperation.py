"""Cooperation: who works together with whom (`partners_with`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "cooperation"
_WITH = (
    Pattern(_FAMILY, "<s:body>~14(?:与|同|和|跟)~6<o:body>…20(?P<v>{cooperate})"),
    Pattern(_FAMILY, "<s:actor>~14(?:与|同|和|跟)~6<o:actor>…14(?P<v>{agree})"),
    Pattern(_FAMILY, "<s:actor>~14(?P<v>{join})(?:了)?~4<o:body>"),
    Pattern(_FAMILY, "<s:body>…4(?:是|成为|为)~2<o:body>…6(?P<v>{partner})"),
    Pattern(_FAMILY, "<s:body>…10(?P<v>{partner})(?:包括|有|涵盖|为)?<o:body>"),
)
_TOGETHER = Pattern(_FAMILY, "<s:body>…14(?P<v>{cooperate})")
_SIGNED_TOGETHER = Pattern(_FAMILY, "<s:region>…8(?P<v>签署|签订|签约|达成)")
_MANY = 4
"""Members of the largest coordination that is read as all working with each other."""


def works_with(sentence: Sentence) -> Iterator[Claim]:
    """A body cooperates, signs an agreement or works together with another (与…合作, 与…签署, 联合…)."""
    for match in sentence.find(*_WITH):
        yield from match.claims("partners_with", 0.8)


def work_together(sentence: Sentence) -> Iterator[Claim]:
    """Bodies named side by side sign or do something together (A和B签署…, A、B联合…)."""
    for match in sentence.find(_TOGETHER, _SIGNED_TOGETHER):
        unit = match.unit("s")
        if unit is None or not 2 <= len(unit.referents) <= _MANY or unit.tail:
            continue
        for one, other in combinations(unit.referents, 2):
            yield Claim(
                "partners_with",
                one,
                other,
                sentence.start,
                sentence.end,
                "",
                round(0.75 * unit.trust, 3),
                match.dates(),
                match.status,
            )


RULES = (works_with, work_together)
