"""Nurture told without a frame: lists of what an incubator raised, and firms that it helped up (`incubated_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.analysis import Claim
from kg.extract.rules.incubation import of_a_part
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, events, told_claims
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.units import ANY, Unit

_FAMILY = "incubation"
_NURTURED = "incubated_by"
_FIRM = Role(frozenset({"Company"}))
_INCUBATOR = Role(frozenset({"Incubator"}))
_HOME = Role(frozenset({"University", "ResearchInstitute", "Lab", "Park"}))
_NO_EVENT = "(?!器|基地|载体|服务|期|园|功能|空间|中心|平台|面积|实验室|校园|校门|军营|车间|国门)"
_RAISED = Pattern(_FAMILY, f"{{raised}}{_NO_EVENT}")
_HATCHED = Pattern(_FAMILY, f"{{spun_out}}{_NO_EVENT}")
_OTHERWISE = Pattern(_FAMILY, "{otherwise}")
_LISTING = Pattern(
    _FAMILY,
    f"<o:body>~~24(?P<v>{{listing}}){_NO_EVENT}(?P<list>[^。；！？\n]{{0,60}}?)<s:company>",
    anywhere=True,
)
_OTHER_HOST = re.compile("[由与]$|投资$|收购$|联合$|[^，]{0,4}(?:运营|管理)的?$")
_CAME_OUT = (
    Pattern(_FAMILY, "<s:company>~~14从<o:body>…10(?P<v>{leave})"),
    Pattern(_FAMILY, "从<o:body>…10(?P<v>{leave})的?，?…4(?:还有|是|包括|有)~4<s:company>", anywhere=True),
    Pattern(_FAMILY, "<s:company>…6(?:是|为|便是|正是|就是|系|作为)~4<o:body>…10(?P<v>{raised}|{spun_out})"),
    Pattern(_FAMILY, "(?:作为|同为|身为)<o:body>…10(?P<v>{raised}|{spun_out}|{leave})…10，<s:company>"),
    Pattern(
        _FAMILY, "<s:company>…8(?P<v>出身|师出|源于|源自|源起|发端于|起源于|发源于|肇始于|萌芽于|滥觞于)~2<o:body>"
    ),
    Pattern(
        _FAMILY, "<s:company>~~8(?:起点|班底|技术|团队|核心团队|创始团队)…4(?P<v>是|来自|出自|源自|源于)~2<o:body>"
    ),
)


_MOVED_IN = Pattern(
    _FAMILY,
    "<s:company>~14(?P<v>入驻|落户|住进|进驻|搬进|搬入|迁入|安家|扎根|落脚|入孵|签约入驻|起步于|注册)(?:在|于|到|了)?~2<o:body>",
)
_IN_HOME = (
    Pattern(_FAMILY, "(?P<v>入驻|落户|住进|进驻|搬进|搬入|迁入|入孵)了?<o:body>[^，。；]{0,6}，~6<s:company>"),
    Pattern(_FAMILY, "在<o:body>(?:里|内|中)?~10(?P<v>注册|办起|创办|创立|成立|孵化|攒起)[^。；]{0,24}?<s:company>"),
)
_TOTAL = Pattern(
    _FAMILY,
    f"<o:body>~~40(?P<v>孵化|培育|孵出|育成|催生|扶持){_NO_EVENT}[^。；！？\n]{{0,24}}?(?:企业|公司|项目|团队)",
    anywhere=True,
)
_OF_THESE = re.compile(f"[{ANY}]?(?:其中|比如|例如|譬如|像|如|代表企业|这里面)")


_FOUNDERS = re.compile("创办人|创办者|创始人|带头人|负责人|掌门|总经理|董事长|总裁|校友|毕业")
"""Whose origin tells nothing of the firm's."""


def raised_by_incubator(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about one incubator and one firm tells of nurture: 陪跑, 入孵, 毕业, 学员企业, 扶上马."""
    for match, home, firm in events(sentence, _RAISED, _INCUBATOR, _FIRM, _OTHERWISE):
        if not _led_in(sentence, firm):
            yield from told_claims(_NURTURED, match, firm, home, 0.64)


def spun_out_of(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about one university, institute or park and one firm tells that the firm was hatched or spun out."""
    for match, home, firm in events(sentence, _HATCHED, _HOME, _FIRM, _OTHERWISE):
        if len(home.referents) == 1 and not _led_in(sentence, firm):
            yield from told_claims(_NURTURED, match, firm, home, 0.6)


def came_out_of(sentence: Sentence) -> Iterator[Claim]:
    """A firm is said to have left, or to be a graduate or tenant of, the body that raised it (从…走出, 是…学员企业)."""
    for match in sentence.find(*_CAME_OUT):
        if _FOUNDERS.search(match.sentence.skeleton.text, match.found.start(), match.found.end()):
            continue
        if not of_a_part(match) and not _OTHERWISE.expression.search(sentence.skeleton.text):
            yield from _from_homes(match, 0.74)


def listed_among_nurtured(sentence: Sentence) -> Iterator[Claim]:
    """A body tells how much it has hatched and names some of it (累计孵化企业46家，其中X、Y…; 在孵企业包括X)."""
    for match in sentence.find(_LISTING):
        before = match.sentence.skeleton.text[: match.found.start("s")]
        if not _OTHER_HOST.search(before) and match.clear("o", "s"):
            yield from _from_homes(match, 0.7)


def _led_in(sentence: Sentence, firm: Unit) -> bool:
    """Whether the firm acts beside the body that nurtures (由X投资, 与X合办)."""
    at = next((at for at, unit in sentence.units("company") if unit.start == firm.start), 0)
    return bool(_OTHER_HOST.search(sentence.skeleton.text[:at]))


def _from_homes(match: Match, confidence: float) -> Iterator[Claim]:
    """The claims of a match whose object can raise firms; another firm can, but seldom is it told in these words."""
    referents = match.sentence.referents
    for claim in match.claims(_NURTURED, confidence):
        if _INCUBATOR.fits(referents[claim.object]) or _HOME.fits(referents[claim.object]):
            yield claim


def moved_into_incubator(sentence: Sentence) -> Iterator[Claim]:
    """A firm has its rooms in an incubator (入驻, 住进), which is there to nurture it."""
    for match in sentence.find(_MOVED_IN, *_IN_HOME):
        for claim in match.claims(_NURTURED, 0.7):
            if sentence.referents[claim.object].type == "Incubator":
                yield claim


def among_those_raised(thread: Thread) -> Iterator[Claim]:
    """A body tells how many firms it hatched, and the next sentence names one of them (其中，X…)."""
    for before, sentence in pairwise(thread.sentences):
        opening = _OF_THESE.match(sentence.skeleton.text)
        total = next(before.find(_TOTAL), None) if opening else None
        firm = next((unit for _, unit in sentence.units("company") if not unit.carried), None)
        home = total.unit("o") if total else None
        if total is None or home is None or firm is None or any(True for _ in before.units("company")):
            continue
        for claim in sentence.pairs(_NURTURED, firm, home, round(0.6 * home.trust, 3), (), total.status):
            if _INCUBATOR.fits(sentence.referents[claim.object]) or _HOME.fits(sentence.referents[claim.object]):
                yield claim


RULES = (raised_by_incubator, spun_out_of, came_out_of, listed_among_nurtured, moved_into_incubator)
THREADS = (among_those_raised,)
