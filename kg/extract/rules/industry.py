"""Industry: the field in which a body works (`in_industry`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.technology import in_turn
from kg.extract.rules.units import ANY

_FAMILY = "industry"
_ENGAGES = (
    Pattern(_FAMILY, "<s:worker>~20(?P<v>{engage})(?:于|在|了)?~16<o:industry>"),
    Pattern(_FAMILY, "(?P<v>{engage})(?:于)?~6<o:industry>…8的~8<s:body>"),
)
_PLAINLY = (
    Pattern(_FAMILY, "<s:worker>·12(?P<v>{plainly})(?:了|着|于)?~6<o:industry>"),
    Pattern(_FAMILY, "(?P<v>{plainly}|{engage})<o:industry>…4的·8<s:body>"),
    Pattern(_FAMILY, "<s:company>~~24(?P<v>{applied})~4<o:industry>"),
    Pattern(_FAMILY, "<s:worker>~6(?:给|为|向)<o:industry>…6(?P<v>提供|供应|配套|做配套|供货|服务|赋能)"),
    Pattern(_FAMILY, "<s:worker>…16(?:方向|领域|投资|资金|重点|产业|业务)·6(?P<v>{scope})·4<o:industry>"),
    Pattern(_FAMILY, "(?:创办|成立|创立|注册|组建|设立|办起)了?…6<s:company>，(?P<v>{plainly}|{engage})~6<o:industry>"),
    Pattern(
        _FAMILY, "<o:industry>(?P<v>板块|赛道|领域|行业|产业)的…6(?:成员|一员|企业|公司|代表|龙头|玩家)，?<s:body>"
    ),
)
_PROFILE = (
    Pattern(
        _FAMILY, "<s:worker>(?:的|，)?(?:其)?·8(?P<v>{mainstay})(?:则|始终|就|都|仍|一直|，)*{told}~10<o:industry>"
    ),
    Pattern(_FAMILY, "<s:worker>~8{plainly}(?P<v>的)(?:则|就|都|正|也|却|主要)?是~8<o:industry>"),
    Pattern(_FAMILY, "<s:worker>~10(?P<v>从|由)<o:industry>…6{origin}"),
    Pattern(_FAMILY, "<s:worker>~10(?:从|由)<field>…10(?P<v>{cross})了?~4<o:industry>"),
    Pattern(
        _FAMILY, "<s:worker>~12(?P<v>应用于|应用在|用于|用在|用到|适用于|服务于|供给|卖给|卖进|切入)~8<o:industry>"
    ),
)
_OF_OTHERS = re.compile(
    f"[^，。；{ANY}]{{0,6}}的[^，。；{ANY}]{{0,6}}(?:公司|企业|团队|队伍|项目|厂家|机构|客户|专家|人才|老师)"
)
"""What makes those who work in a field others than the subject (看了一家做X的公司) …"""
_ITSELF = re.compile("[是为系即]|作为|身为|这[家个支所]|聚|引|吸|汇|集|入驻|迎|来了?|孵|培育|收|投")
"""… unless it is said to be one of them, or to be their home."""
_PROCEEDS = re.compile("所募|募集|募资|资金|款项")
_SPENT = Pattern(
    _FAMILY,
    "<s:firm>…20(?:融资|发行|募资|募集|获投|债券)……70(?:所募|募集|融资|这笔|本轮)?资金…8(?P<v>投向|用于|用来|推动|投入|支持)…14<o:industry>",
)
_LEADING = (
    Pattern(
        _FAMILY, "<s:body>…12以<o:industry>…4为(?P<v>主导|主攻|核心|重点|主|特色|支柱|引领|龙头|方向|代表|主体|主业)"
    ),
    Pattern(_FAMILY, "<s:body>的?<o:industry>(?P<v>产业链|产业集群|产业|板块|业务|主业|业)"),
    Pattern(
        _FAMILY,
        "<s:worker>~~30<o:industry>(?:都|也|均|样样|全)(?P<v>要投|投|做|会做|能做|干|有布局|布局|涉足|有涉猎|懂|覆盖|在行|拿手)",
    ),
    Pattern(
        _FAMILY,
        "<o:industry>(?:就|正|才)?是<s:body>它?(?:的|安身|吃饭)…4(?P<v>饭碗|本行|强项|根基|底色|主业|招牌|名片|拿手|重头|主战场|看家|压舱石|立身)",
    ),
    Pattern(_FAMILY, "<o:industry>…4(?P<v>是|成为|作为)<s:body>…8(?:主导|支柱|重点|主攻|优势|特色|核心|主业)"),
)
_OF_PARK = Pattern(_FAMILY, "<s:park>~~40(?P<v>)<o:industry>")
_AT_ONCE = re.compile(
    "(?:目前|如今|现在|眼下|其中|去年|今年|近年来|，)*(?:园[内里区]|区内|初步构建起?|初步形成了?|基本形成了?)"
)
_CLUSTERS = re.compile("[两三四五六]大(?:主导|支柱|特色|优势|重点)?产业|产业(?:集群|加速|产值|规模|链)")
"""What may stand between a park that is carried over and its field."""
_AMONG = Pattern(_FAMILY, "<s:org>…4<o:industry>(?:{field})?…6(?P<v>{player})")
_IN_FIELD = Pattern(_FAMILY, "<s:worker>~16(?:在|于|为|对|向)<o:industry>…4(?P<v>{field})")
_PLAYER = (
    Pattern(_FAMILY, "<s:body>…8(?:是|为|系)…20的<o:industry>(?:{field})?(?:{player})?(?P<v>{player})"),
    Pattern(_FAMILY, "<o:industry>(?:{field})?(?:的)?~4(?P<v>{player})(?:——|代表)?~2<s:body>"),
    Pattern(_FAMILY, "<s:body>…8(?:是|为|系|作为|成为)~12<o:industry>(?:{field})?…10(?P<v>{player})"),
    Pattern(
        _FAMILY,
        "<s:company>·16(?:这家|(?<![了过访察])一家|作为|身为|同为|同是|这个|的)·10<o:industry>(?:{field})?…2"
        "(?P<v>{player})",
    ),
    Pattern(_FAMILY, "(?:同为|同是|同属|都是|作为)<o:industry>(?:{field})?…2(?P<v>{player})?，~4<s:company>"),
    Pattern(
        _FAMILY,
        "<o:industry>(?:{field}|{player}|版图|全?产业链|集群){1,2}…6(?P<v>有|包括|如|像|——|：|代表|例如|分别是|首推)~4<s:body>",
    ),
    Pattern(
        _FAMILY,
        "(?:提起|说起|一提|提到|谈到|谈起|聊起|看好|论)<o:industry>……20(?P<v>首推|绕不开|绕不过|知道|想到|数|得说)~10<s:company>",
    ),
)


def engages(sentence: Sentence) -> Iterator[Claim]:
    """A body works in or focuses on a field (主营, 专注于, 聚焦…领域)."""
    for match in sentence.find(*_ENGAGES, *_PLAINLY):
        unit = match.unit("s")
        if unit and unit.carried and _PROCEEDS.search(match.between("s", "v")):
            continue
        if unit and match.found.start("s") < match.found.start("v") and _others_work(match):
            continue
        pairs = in_turn(match)
        for claim in match.claims("in_industry", 0.8, dated=False):
            if not pairs or (claim.subject, claim.object) in pairs:
                yield claim


def _others_work(match: Match) -> bool:
    """Whether it is others than the subject, and nobody by name, who work in the field."""
    text = match.sentence.skeleton.text
    others = _OF_OTHERS.match(text, match.found.end("o"))
    return others is not None and not _ITSELF.search(text, match.found.end("s"), match.found.end("v"))


def spends(sentence: Sentence) -> Iterator[Claim]:
    """A body raises money to be spent in a field (所募资金投向…)."""
    for match in sentence.find(_SPENT):
        unit = match.unit("s")
        if unit and not unit.carried:
            yield from match.claims("in_industry", 0.7, dated=False)


def in_field(sentence: Sentence) -> Iterator[Claim]:
    """A body does something in a field (在…领域)."""
    for match in sentence.find(_IN_FIELD):
        yield from match.claims("in_industry", 0.68, dated=False)


def field_of_park(sentence: Sentence) -> Iterator[Claim]:
    """A park does something with a field: what is told of a park and a sector in one clause is mostly its profile."""
    for match in sentence.find(_OF_PARK):
        park = match.unit("s")
        if park and (park.carried != "earlier" or _at_once(match)):
            yield from match.claims("in_industry", 0.55, dated=False)


def _at_once(match: Match) -> bool:
    """Whether a park that is carried over is plainly meant: 园内 before the field, or 两大产业 behind it."""
    text = match.sentence.skeleton.text
    between = match.between("s", "o")
    return bool(_AT_ONCE.fullmatch(between) or (not between and _CLUSTERS.match(text, match.found.end("o"))))


def profile(sentence: Sentence) -> Iterator[Claim]:
    """A field is called what a body mainly does, or where it comes from (主业是…, 从…起家, 做的是…)."""
    for match in sentence.find(*_PROFILE):
        yield from match.claims("in_industry", 0.72, dated=False)


def leading_field(sentence: Sentence) -> Iterator[Claim]:
    """A field is called a body's leading or own one (以…为主导, X的…产业)."""
    for match in sentence.find(*_LEADING):
        yield from match.claims("in_industry", 0.75, dated=False)


def among_players(sentence: Sentence) -> Iterator[Claim]:
    """Bodies are listed as firms of a field (X、Y等…企业)."""
    for match in sentence.find(_AMONG):
        unit = match.unit("s")
        if unit and unit.tail.startswith("等"):
            yield from match.claims("in_industry", 0.8, dated=False)


def player(sentence: Sentence) -> Iterator[Claim]:
    """A body is called a firm of a field (…企业X, X是…龙头企业)."""
    for match in sentence.find(*_PLAYER):
        yield from match.claims("in_industry", 0.8, dated=False)


RULES = (engages, profile, spends, field_of_park, leading_field, in_field, among_players, player)
