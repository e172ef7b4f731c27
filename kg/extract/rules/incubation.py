"""Incubation: where a firm was hatched or nurtured (`incubated_by`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "incubation"
_HATCHED = (
    Pattern(
        _FAMILY,
        "<s:body>~6(?:是|系|为|作为)(?:由)?<o:body>…8(?P<v>{hatched}|(?:{hatch})(?:的|出|而来|成长|起来|企业|项目))",
    ),
    Pattern(_FAMILY, "<s:body>~12(?:由|经|获|被|在|得到)<o:body>…10(?P<v>{hatch})"),
    Pattern(_FAMILY, "<s:body>~10(?P<v>{born})~4<o:body>"),
    Pattern(_FAMILY, "<s:body>~6从<o:body>…8(?P<v>{leave})"),
    Pattern(_FAMILY, "从<o:body>…6(?P<v>{leave})的~8<s:body>"),
    Pattern(_FAMILY, "(?P<v>{born}|由)<o:body>(?:{hatch})?的~8<s:company>"),
)
_HATCHES = (
    Pattern(_FAMILY, "<o:body>~12(?P<v>{hatch})(?:出来|出|了|的|成功|而来)*~16<s:company>"),
    Pattern(_FAMILY, "<o:body>~4的?~2(?P<v>{hatched})~6<s:company>"),
)


def hatched(sentence: Sentence) -> Iterator[Claim]:
    """A firm is said to be hatched by, or to come out of, a body (由…孵化, 是…的孵化企业, 诞生于…)."""
    for match in sentence.find(*_HATCHED):
        yield from match.claims("incubated_by", 0.9)


def hatches(sentence: Sentence) -> Iterator[Claim]:
    """A body is said to hatch or nurture firms (孵化出…, 培育了…, 孵化企业…)."""
    for match in sentence.find(*_HATCHES):
        yield from match.claims("incubated_by", 0.85)


def resident_of_incubator(sentence: Sentence) -> Iterator[Claim]:
    """A list of firms ends in 等在孵企业 or 等孵化企业 after the body that nurtures them."""
    for at, unit in sentence.units("company"):
        if "孵" not in unit.tail:
            continue
        hosts = [host for place, host in sentence.units("body") if place < at]
        if hosts:
            yield from sentence.pairs("incubated_by", unit, hosts[-1], 0.75)


RULES = (hatched, hatches, resident_of_incubator)
