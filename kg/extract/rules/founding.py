"""Founding: who founded, set up or co-built a body, park or fund (`founded_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import ANY, Unit

_FAMILY = "founding"
_BY = (
    Pattern(
        _FAMILY,
        "<o:body>…16由~6(?:<s3:agent>{with})?<s:actor>(?:~8{with}~4<s2:actor>)?~14(?P<v>{found})(?!的[^，。；])",
    ),
    Pattern(_FAMILY, "<o:body>…6由…12<s:person>…14(?P<v>{found})"),
    Pattern(_FAMILY, "<o:body>…4(?:是|系|为|，是)~6<s:actor>(?:{with}<s2:actor>)?…16(?P<v>{found})的"),
    Pattern(_FAMILY, "(?P<v>由)~6<s:actor>(?:{with}<s2:actor>)?~14{strong}的(?:·12)<o:body>"),
    Pattern(
        _FAMILY,
        "<o:body>…8由~4<s:actor>(?:~6{with}<s2:actor>)?~12(?P<v>{found})的…6(?:机构|研究院|中心|公司|园区|平台|基金|实验室|企业|学校|医院|联盟|孵化器)",
    ),
)
_LED_TO = Pattern(
    _FAMILY,
    "由~4<s:actor>(?:~6{with}~4<s2:actor>)?~6(?P<v>牵头|发起|倡议|领衔|主导|倡导)(?:发起|组织)?，<any>?<o:body>~8(?:应运而生|诞生|成立|揭牌|挂牌|问世|组建|启动|启用|亮相)",
    anywhere=True,
)
_JOINT_FIRM = (
    Pattern(
        _FAMILY,
        "<o:body>…8(?:是|系|为|，|——)~4<s:actor>(?:~4{with}~2<s2:actor>)?(?:共同)?的?(?:一家)?(?P<v>合资|合作|合营|合办)(?:公司|企业|机构|平台|学校|医院)",
    ),
    Pattern(_FAMILY, "<s:actor>(?:~4{with}~2<s2:actor>)?的(?P<v>合资|合营)(?:公司|企业)(?:——)?<o:body>", anywhere=True),
    Pattern(_FAMILY, "<o:body>（(?:由)?<s:actor>(?:~4{with}~2<s2:actor>)?~4(?P<v>{strong})~4）", anywhere=True),
)
_SEATED = re.compile("坐落|位于|入驻|落户|地处|设在|来自|落地")
_SIGNED_FOR = Pattern(
    _FAMILY,
    "<s:actor>~10{with}~4<s2:actor>……24(?:双方|各方|三方|两地|两家|并|，<any>?)(?P<v>{strong}|挂牌)(?:了)?~16<o:body>",
)
_LAUNCHED = Pattern(_FAMILY, "<s:actor>~10{with}~4<s2:actor>……16(?P<v>推出|启动|签约设立|落地)(?:了)?~16<o:fund>")
_FOUNDS = (
    Pattern(_FAMILY, "<s:actor>~10{with}~4<s2:actor>…16(?P<v>{found})(?:了)?~16<o:body>"),
    Pattern(_FAMILY, "<s:agent>~16(?P<v>{strong})(?!方|单位|主体|者|仪式|以来)(?:了)?~14<o:body>"),
    Pattern(
        _FAMILY,
        "<s:body>~8(?P<v>打造|建设|建起|建成|搭建)(?!后|方|单位|主体|者)(?:了|的)?~8<o:body>(?!厂房|工厂|车间|大楼|项目|产线|生产)",
    ),
    Pattern(_FAMILY, "<s:body>~12{with}~4<s2:actor>…8(?P<v>{strong})的~6<o:body>"),
    Pattern(_FAMILY, "<s:body>~12(?P<v>注册)了?(?:一家)?(?:全资|控股)?(?:子公司|公司)?(?:——)?<o:company>"),
    Pattern(_FAMILY, "<s:person>~8{with}~6<s2:person>~16(?P<v>{strong})了?~10<o:body>"),
    Pattern(
        _FAMILY,
        "<s:agent>~14(?P<v>办了|开办了?|办起了?|建了|设了|组了|组起|搭起|搭了|拉起|新建了?)(?:一[家个所座支])?~8<o:body>",
    ),
    Pattern(
        _FAMILY, "<s:actor>~~20(?P<v>另设|还设|又设|设了|设有|设立|成立|发起|组建|推出)了?(?:一[只支个])~14<o:fund>"
    ),
    Pattern(_FAMILY, "<s:actor>~4(?P<v>另设|设立)~16<o:fund>"),
    Pattern(_FAMILY, "<s:region>~8(?P<v>设立|出资设立|发起设立|组建|搭建|建起|打造)了?~10<o:body>"),
    Pattern(_FAMILY, "<s:agent>~12(?P<v>挂出|挂起|挂上|挂牌成立)(?:了)?~2<o:body>(?:的)?(?:牌子|招牌|牌匾)?"),
)
_BY_MANY = Pattern(_FAMILY, "<o:body>…30(?>(?P<by>由)…60<s:actor>)……160(?P<v>{found})")
_LINK = re.compile("[^。；：的]{0,4}(?:[、，和与及]|联合|会同|携手|牵头)[^。；：的]{0,10}")
_CLOSING = re.compile("[^。；：，]{0,16}")
_PURPOSE = re.compile("投资(?!公司|平台)|支持|服务|收购|促进|帮助|推动|用于")
_APPROVES = re.compile("批准|批复|同意|获批|颁发|建设获|建设方")
_FOUNDER = (
    Pattern(_FAMILY, "<o:body>…6(?P<v>{founder})~12<s:person>"),
    Pattern(_FAMILY, "<s:person>…4(?:是|为|，)~4<o:body>…4(?P<v>{founder})"),
)


def founded(sentence: Sentence) -> Iterator[Claim]:
    """The text says by whom a body was founded or co-built (由…共建, 是…联合发起设立的)."""
    for match in sentence.find(*_BY):
        end = match.found.end("o")
        behind = match.between("v", "o") if match.found.start("v") < end else ""
        if _SEATED.search(behind) or (end < match.found.start("s") and sentence.skeleton.text[end] == "的"):
            continue
        yield from match.claims("founded_by", 0.92, subjects=("o",), objects=("s", "s2", "s3"))


def founds(sentence: Sentence) -> Iterator[Claim]:
    """A body, alone or with others, founds another (联合…成立, 发起设立, 创办)."""
    for match in sentence.find(*_FOUNDS):
        behind = match.between("v", "o")
        ahead = match.between("s", "v")
        if _PURPOSE.search(behind) or _SEATED.search(behind) or _APPROVES.search(ahead) or match.acted_on("s"):
            continue
        if match.follows("这位") or match.follows("这名"):
            continue
        yield from match.claims("founded_by", 0.85, subjects=("o",), objects=("s", "s2"))


def founds_as_agreed(sentence: Sentence) -> Iterator[Claim]:
    """Bodies come to an agreement and, as the sentence goes on, found another (签约，双方共建…; 推出…基金)."""
    for match in sentence.find(_SIGNED_FOR, _LAUNCHED):
        first = match.unit("s")
        if first and not first.carried and match.clear("s2", "o") and not _PURPOSE.search(match.between("v", "o")):
            yield from match.claims("founded_by", 0.78, subjects=("o",), objects=("s", "s2"))


def led_to(sentence: Sentence) -> Iterator[Claim]:
    """Under the lead of a body another came about, or it is the joint venture of several (由…牵头，…应运而生)."""
    for match in sentence.find(_LED_TO, *_JOINT_FIRM):
        yield from match.claims("founded_by", 0.78, subjects=("o",), objects=("s", "s2"))


def founders_listed(sentence: Sentence) -> Iterator[Claim]:
    """A long list of founders runs over several commas (由…牵头，联合…，以及…共同发起)."""
    for match in sentence.find(_BY_MANY):
        founders = list(_listed(match))
        for founder_unit in founders if len(founders) > 1 else ():
            whole = match.unit("o")
            if whole is not None:
                yield from sentence.pairs(
                    "founded_by", whole, founder_unit, round(0.88 * whole.trust, 3), match.dates(), match.status
                )


def _listed(match: Match) -> Iterator[Unit]:
    """The bodies written between 由 and the verb, if only what links them stands between; else none."""
    skeleton, at, end = match.sentence.skeleton.text, match.found.end("by"), match.found.start("v")
    found: list[Unit] = []
    for place, unit in match.sentence.units("actor"):
        if not at <= place < end or unit.carried:
            continue
        gap = re.sub(f"[{ANY}]", "", skeleton[at:place])
        if found and not _LINK.fullmatch(gap):
            return
        found.append(unit)
        at = place + 1
    if _CLOSING.fullmatch(skeleton, at, end):
        yield from found


def founder(sentence: Sentence) -> Iterator[Claim]:
    """A person is called the founder of a body (创始人)."""
    for match in sentence.find(*_FOUNDER):
        yield from match.claims("founded_by", 0.8, subjects=("o",), objects=("s",), dated=False)


RULES = (founded, founds, founds_as_agreed, led_to, founders_listed, founder)
