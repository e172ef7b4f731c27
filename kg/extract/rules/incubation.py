"""Incubation: where a firm was hatched or nurtured (`incubated_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import CLASSES

_FAMILY = "incubation"
_PART = re.compile(f"的?[{CLASSES['org']}]")
_HATCHED = (
    Pattern(
        _FAMILY,
        "<s:body>~6(?:是|系|为|作为)(?:由)?<o:body>…8(?P<v>{hatched}|(?:{hatch})(?:的|出|而来|成长|起来|企业|项目))",
    ),
    Pattern(_FAMILY, "<s:body>~12(?:由|经|获|被|在|得到)<o:body>…10(?P<v>{hatch})"),
    Pattern(_FAMILY, "<s:body>~10(?P<v>{born})~4(?:<body>的?)?<o:body>"),
    Pattern(_FAMILY, "<s:body>~6从<o:body>…8(?P<v>{leave})"),
    Pattern(_FAMILY, "从<o:body>…6(?P<v>{leave})的~8<s:body>"),
    Pattern(_FAMILY, "(?P<v>{born}|由)<o:body>(?:{hatch})?的~8<s:company>"),
)
_BORN_AS = Pattern(_FAMILY, "<s:body>…10(?:技术|团队|成果|前身)(?P<v>{born})~4(?:<body>的)?<o:body>", anywhere=True)
_FORMERLY = Pattern(_FAMILY, "<s:company>的?(?P<v>前身)(?:是|为)<o:body>…10(?:课题组|团队|实验室|项目组|研究室)")
_REGARDED = Pattern(_FAMILY, "<s:body>(?:看作|视为|当作|称为|视作|归为)…8(?P<v>{born})~4<o:body>", anywhere=True)
_GREW_UP = (
    Pattern(_FAMILY, "<o:body>(?:里|内|中)?，?~6<s:company>…10(?P<v>{grow})"),
    Pattern(_FAMILY, "<s:company>~8在<o:body>(?:里|内|中)?~6(?P<v>{grow})"),
    Pattern(_FAMILY, "在<o:body>(?:里|内|中)?~6(?P<v>办起|创办|创立|成立|注册)了?~4<s:company>"),
    Pattern(_FAMILY, "<s:company>~6(?:入孵|入驻孵化于|进入)<o:body>(?P<v>孵化|加速|培育)"),
)
_HATCHES = (
    Pattern(
        _FAMILY, "<o:body>~12(?P<v>{hatch})(?!期|器|园|基地|中心|服务|平台)(?:出来|出|了|的|成功|而来)*~16<s:company>"
    ),
    Pattern(_FAMILY, "<o:body>~4的?~2(?P<v>{hatched})~6<s:company>"),
)


def hatched(sentence: Sentence) -> Iterator[Claim]:
    """A firm is said to be hatched by, or to come out of, a body (由…孵化, 是…的孵化企业, 诞生于…)."""
    for match in sentence.find(*_HATCHED):
        for claim in match.claims("incubated_by", 0.9) if not of_a_part(match) else ():
            if sentence.referents[claim.subject].type == "Company":
                yield claim


def hatches(sentence: Sentence) -> Iterator[Claim]:
    """A body is said to hatch or nurture firms (孵化出…, 培育了…, 孵化企业…)."""
    for match in sentence.find(*_HATCHES):
        yield from match.claims("incubated_by", 0.85)


def hatched_as_described(sentence: Sentence) -> Iterator[Claim]:
    """A firm's technology or team is said to come out of a body, or the firm to be a team from there (技术脱胎于…)."""
    for match in sentence.find(_BORN_AS, _FORMERLY, _REGARDED):
        if not of_a_part(match):
            yield from match.claims("incubated_by", 0.82)


def grew_up_in_incubator(sentence: Sentence) -> Iterator[Claim]:
    """A firm begins or grows in an incubator (在…里办起, 在…成长)."""
    for match in sentence.find(*_GREW_UP):
        for claim in match.claims("incubated_by", 0.8):
            if sentence.referents[claim.object].type == "Incubator":
                yield claim


def resident_of_incubator(sentence: Sentence) -> Iterator[Claim]:
    """A list of firms ends in 等在孵企业 or 等孵化企业 after the body that nurtures them."""
    for at, unit in sentence.units("company"):
        if "孵" not in unit.tail:
            continue
        hosts = [host for place, host in sentence.units("body") if place < at]
        if hosts:
            yield from sentence.pairs("incubated_by", unit, hosts[-1], 0.75)


def of_a_part(match: Match) -> bool:
    """Whether a part of the body follows, which is then the one that is meant (北方大学的光电实验室)."""
    return bool(_PART.match(match.sentence.skeleton.text, match.found.end("o")))


RULES = (hatched, hatches, hatched_as_described, grew_up_in_incubator, resident_of_incubator)
