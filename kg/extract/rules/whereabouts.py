"""Where bodies are, told without a verb for it: 天津的X, 在三楼，X…, 园区有企业40家，X、Y… (`located_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, events, told_claims
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import ANY, Unit

_FAMILY = "location"
_LOCATED = "located_in"
_NAMED = 0.9
"""Trust of an end that is named, not pointed at."""
_STOPS = f"，。；！？：\n{ANY}"
_BESIDE = Pattern(_FAMILY, f"<o:place>(?P<v>[^、{_STOPS}]{{0,16}})<s:body>", anywhere=True)
_DESCRIBED = re.compile(
    f"(?:本土|本地|当地|籍|老牌|境内|区内|园内|内|里|辖区)?的?"
    f"(?:(?![在与和同跟向对为由被给将把从到有是等及让用请])[^的了]){{0,10}}(?:{'|'.join(cues(_FAMILY)['sort'])})"
    "|(?:本土|本地|当地|境内|区内|园内|园区|内|里|一侧|这边|那边)?的(?:一?[家个座所])?|"
    "(?!之外|以外|外)(?:(?![在与和同跟向对为由被给将把从到有是等及让用请])[^的了]){0,6}(?:[畔旁边侧岸湾镇街路村楼]|脚下|深处|附近|周边|腹地|港|方面|新?成立|新?设立|注册|组建|新建|土生土长)的|"
)
"""What can stand between a place and a body of it; nothing at all counts for regions."""
_LEFT = re.compile(
    "(?:离开|告别|走出|迁出|撤出|搬离|退出|走向|销往|出口|面向|服务|辐射|对接|覆盖|飞往|前往|孵化于|脱胎于|诞生于)$"
)
_FROM = re.compile("(?:从|由|(?<!来)自)$")
_RUNS_IT = re.compile("运营|开发|管理|物业|投资|建设|母公司|总部")
_FRONTED = Pattern(
    _FAMILY,
    f"(?:^|[。！？；，：])(?P<lead>[^、{_STOPS}]{{0,8}}?)<o:place>(?P<v>[^、{_STOPS}]{{0,18}})"
    f"(?:，|——|(?<=[里内中上]))(?:<any>在)?[^、的{_STOPS}]{{0,8}}<s:body>(?!、?[^，。；]{{0,8}}(?:调研|考察|走访|主办|承办|举办))",
    anywhere=True,
)
_IN = re.compile(
    "(?:.{0,4}在.{0,4}的|.{0,4}(?:在|走进|走入|步入|来到|地处|位于|落户|坐落于|扎根|立足|入驻|深入|身处|放眼|看)|今天|如今|眼下|昨天|日前)"
)
_INSIDE = re.compile(
    "(?!.*(?:[是有为给等原已将把被]|下辖|相距|旗下|下属|提起|说起|名单))"
    ".*(?:里|内|中|上|旁|畔|边|侧|深处|一隅|一角|腹地|境内|门口|对面|厂房|大楼|街道|镇|村|路|片区|片|楼|层|栋|号|角|地块|组团|核心区|起步区|车间)"
)
_OCCASION = re.compile(
    "会上|会议|论坛|大会|展会|会展|展馆|签约|峰会|活动|考察|调研|推介|仪式|期间|方面|支持|推动|帮助|牵线|指导|带领|市场|看来|的话|召开|"
    "举行|举办|布局|投资|建设|合作|名单|榜单|成立|同意|批复|部署|推进|政策|倡议|号召|要求|见证|撮合|协调|项目中|过程中|展厅|展台"
)
"""What is somewhere for a day, or has nothing to do with a seat."""


def _written(match: Match) -> bool:
    """Whether both ends stand in the text, and nobody is leaving the place."""
    ends = match.unit("o"), match.unit("s")
    if any(end is None or end.carried or end.trust < _NAMED for end in ends):
        return False
    before = match.sentence.skeleton.text[: match.found.start("o")]
    return not _LEFT.search(before) and (bool(match.found["v"]) or not _FROM.search(before))


def _several(match: Match) -> bool:
    place = match.unit("o")
    return place is not None and len(place.referents) > 1


def named_with_its_place(sentence: Sentence) -> Iterator[Claim]:
    """A place stands as an attribute before a body, with or without what sort of body it is (天津的X, 德国巨头X)."""
    for match in sentence.find(_BESIDE):
        between = match.found["v"]
        place, body = match.unit("o"), match.unit("s")
        if place is None or body is None or not _written(match) or _RUNS_IT.search(between):
            continue
        if not _DESCRIBED.fullmatch(between) or (not between and (place.kind == "park" or body.kind == "agency")):
            continue
        if not between and len(body.referents) > 1:
            first = replace(body, referents=body.referents[:1])
            yield from sentence.pairs(_LOCATED, first, place, 0.62, (), match.status)
        else:
            yield from match.claims(_LOCATED, 0.66 if between else 0.62, dated=False)


def fronted_place(sentence: Sentence) -> Iterator[Claim]:
    """A clause is but the place at which the next one's subject works (在…三楼，X; …镇上，X)."""
    for match in sentence.find(_FRONTED):
        lead, rest, body = match.found["lead"], match.found["v"], match.unit("s")
        if body is None or body.kind == "agency" or not _written(match) or _OCCASION.search(rest) or _several(match):
            continue
        if _FROM.search(lead):
            continue
        led = bool(_IN.fullmatch(lead))
        if (not lead or led) and (_INSIDE.fullmatch(rest) or (led and not rest)):
            yield from match.claims(_LOCATED, 0.62, dated=False)


_ROLL = re.compile("|".join(cues(_FAMILY)["gathering"]))
_ARRIVING = re.compile("|".join(cues(_FAMILY)["arriving"]))
_AGENT_AFTER = re.compile(
    ".?(?:运营|投资|开发|打造|建设|管理|承建|负责|改造|设计|出资|控股|发起|主办|举办|组织|说|表示|介绍|先后(?:建|被)|收编|牵头)"
)
_ALONGSIDE = re.compile("(?:[同与和]|对接|服务|联合)[^，。；]{0,2}\\d+家")
_MOVING = re.compile("(?:从|由|自)[^，。；]{1,12}(?:迁|搬|疏解)")
_NOT_YET = re.compile("[^，。；]{0,4}(?:尚|仍)?(?:在|处于)?(?:论证|洽谈|评审|考察)")


def roll_call(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about a park tells how many firms are there or came, and names some (入驻企业31家，X、Y率先投产)."""
    text = sentence.skeleton.text
    at, place = next(((at, u) for at, u in sentence.units("place") if not u.carried or u.kind == "park"), (0, None))
    if (
        place is None
        or len(place.referents) > 1
        or _MOVING.search(text)
        or _LEFT.search(text[:at])
        or _FROM.search(text[:at])
        or _ALONGSIDE.search(text, at)
    ):
        return
    told = _ROLL.search(text, at)
    if told is None or (place.kind == "region" and not _ARRIVING.fullmatch(told.group())):
        return
    match = Match(sentence, told)
    end = next((where for where, _ in sentence.units("place") if where > told.end()), len(text))
    for where, unit in sentence.units("company"):
        if told.start() < where < end and not unit.carried and _listed(text, where):
            trust = round(0.64 * place.trust, 3)
            yield from sentence.pairs(_LOCATED, unit, place, trust, (), match.status)


def _listed(text: str, at: int) -> bool:
    """Whether a firm is told as one of those that are there, not as who runs the place."""
    if text[max(0, at - 1) : at] in {"由", "与", "和", "对", "向", "为", "给"} or "；" in text[:at]:
        return False
    return not _AGENT_AFTER.match(text, at + 1) and not _NOT_YET.match(text, at + 1)


_SEATED = Pattern(_FAMILY, "{seated}")
_AWAY = Pattern(_FAMILY, "{away}")
_SETTLER = Role(
    frozenset(
        {
            "Company",
            "Lab",
            "ResearchInstitute",
            "University",
            "Hospital",
            "Association",
            "InvestmentFirm",
            "Organization",
        }
    )
)
"""Who settles somewhere; platforms and incubators are rather opened for a place."""
_PLACE = Role(frozenset({"Park", "Region"}))


_COMPANION = re.compile("(?:由|与|和|同|对|向|为|给|替|帮|受|被|紧挨着?|参股|控股|收购|投资|合作)$")
_INTO = re.compile("[在于到往进至回将把][^，。；]{0,3}$")
_NEAR = 12
"""How many characters may stand between the place and the word that tells of the seat."""
_APART = re.compile(f"[{_STOPS}]")
_BREAK = re.compile("[，。；：！？]")
_CLAUSES = 2
"""How many clauses on the seat of a body may be told, and of how many bodies at once."""
_ITS_OWN = re.compile(
    "(?:内|里|中)?的[^，。；]{0,4}(?:项目|企业|公司|机构|客户|展位|经销商|供应商|代理商|渠道商|合作方|伙伴|市场)"
)
"""Bodies of the place: it is they that settled there."""


def settles_somewhere(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about one body and one place tells of a seat, premises, a start or an arrival there."""
    text = sentence.skeleton.text
    for match, body, place in events(sentence, _SEATED, _SETTLER, _PLACE, _AWAY):
        at = next((at for at, unit in sentence.units("place") if unit.start == place.start), None)
        if at is None or len(place.referents) > 1 or place.carried or not _adjoining(text, at, match):
            continue
        where = next((at for at, unit in sentence.units("body") if unit.start == body.start), 0)
        told_before = body.carried == "earlier" and body.kind != "company"
        if not told_before and not _COMPANION.search(text[:where]) and not _elsewhere(text, where, body, match):
            yield from told_claims(_LOCATED, match, body, place, 0.6)


def _elsewhere(text: str, at: int, body: Unit, match: Match) -> bool:
    """Whether the body is told of too far from the word for the seat, or is one of several in another clause."""
    between = text[at : match.found.start()] if at < match.found.start() else text[match.found.end() : at]
    breaks = len(_BREAK.findall(between))
    return "；" in between or breaks > _CLAUSES or (breaks > 0 and len(body.referents) > _CLAUSES)


def _adjoining(text: str, at: int, match: Match) -> bool:
    """Whether the place is that of the word which tells of the seat: behind it, or before it with 在 or its like."""
    if _ITS_OWN.match(text, at + 1):
        return False
    start, end = match.found.span()
    between = text[end:at] if at >= end else text[at + 1 : start]
    if len(between) > _NEAR or _APART.search(between):
        return False
    return at >= end or _INTO.search(text, max(0, at - 5), at) is not None


RULES = (named_with_its_place, fronted_place, roll_call, settles_somewhere)
