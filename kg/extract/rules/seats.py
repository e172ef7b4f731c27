"""Seats in further frames: who goes there, what is set up there, what a place has, is the first or the home of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.location import was_there
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "location"
_LOCATED = "located_in"
_GOES = Pattern(
    _FAMILY,
    "<s:body>~~44(?P<v>{arriving_at})(?:了)?~2(?:<region>的)?<o:place>(?!的.{0,4}(?:企业|项目|公司|机构|客户|市场))",
)
_SET_UP = (
    Pattern(
        _FAMILY,
        "(?:在|于)~2<o:place>(?!之外|以外|外)…12(?P<v>{sets_up})(?:的|了)?[^、的，。；]{0,12}(?:——|叫|名为)?<s:org>",
    ),
    Pattern(_FAMILY, "(?:在|于)~2<o:place>(?!之外|以外|外)…8(?P<v>{sets_up})的…8(?:是|为|，是|——)~14<s:body>"),
    Pattern(
        _FAMILY,
        "(?:^|[，。；！？])<any>?在~2(?:<region>的)?<o:place>，<org>…16(?P<v>{sets_up})(?:了)?[^、的，。；]{0,10}<s:org>",
    ),
)
_CHOSEN = (
    Pattern(
        _FAMILY,
        "<s:org>(?:也|都|均|则|便|最终|同样){0,2}(?P<v>选择|选定|相中|看中)了?~2(?:<region>的)?<o:place>(?=[，。；！]|$)",
    ),
    Pattern(_FAMILY, "<s:org>，?(?:均|都|则)?(?P<v>来自)~2<o:region>(?=[，。；！]|$)"),
    Pattern(
        _FAMILY,
        "<o:place>~10(?P<v>签下|引来|招来|喜迎|再迎|揽入|留住|请来|搬来|迁来)了?~6<s:company>(?![^，。；]{0,6}(?:投资|共建|合作|订单))",
    ),
    Pattern(
        _FAMILY,
        "<o:place>，?(?:不仅|既|也|不光)?(?P<v>有)~6<s:org>[^，。；]{0,14}，?<any>?(?:也|又|还|更|亦)有~8<s2:org>",
        anywhere=True,
    ),
)
_HAS = Pattern(
    _FAMILY,
    "<o:place>(?:里|内|境内|城里|，|就|也|还|竟|便|不仅|又|正){0,2}(?P<v>有|藏着|坐落着|诞生了?|走出了?|坐拥|拥有)(?:了|着)?(?:一?[家个座])?~16<s:org>(?:，(?:也|还|更)有~16<s2:org>)?",
)
_RANKED = (
    Pattern(
        _FAMILY,
        "<s:org>…6(?:成为|成了|是|系|为|作为)~2<o:region>(?:的|市|省)?(?P<v>首[个家座支批条]|第[一二三四五\\d]+[家个座批]|唯一|最大|头一家|重点|骨干|明星|老牌)",
    ),
    Pattern(
        _FAMILY,
        "<o:region>(?P<v>首[个家座支]|第[一二三四五\\d]+[家个座]|唯一|最大的?)[^，。；]{2,22}?(?:——|、|：)<s:org>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "(?:作为|同为|同是|均为|都是|身为|号称)<o:place>…14(?P<v>企业|公司|小巨人|瞪羚|独角兽|龙头|名片|平台|药企|工厂|老厂|大户|机构|园区)，…2<s:body>",
    ),
)
_POSTED = (
    Pattern(_FAMILY, "<s:org>(?P<v>驻)<o:region>(?!…4(?:使馆|领事))"),
    Pattern(
        _FAMILY,
        "<s:body>(?:的|其|…6(?:并入|回|在|到))<o:region>(?P<v>总部|工厂|基地|团队|分公司|厂区|新厂|园区|实验室|研发中心|车间|仓库|老厂|旗舰店)",
    ),
    Pattern(
        _FAMILY,
        "<s:body>(?:的|公司)?(?P<v>{registered}|厂址|总部|院址)：<any>?~2<o:place>",
    ),
)
_STILL_THERE = (
    Pattern(
        _FAMILY,
        "<s:body>的?(?P<v>总部|工厂|厂子|老厂|生产基地|研发中心|大本营|办公室|院址|厂址|院区)(?:则|也|都|并?没有离开|依然|，){0,3}"
        "(?:仍|依旧|还|就|都|则)?(?:在|位于|设在|开在|留在|远在)~3<o:place>",
    ),
    Pattern(
        _FAMILY,
        "<s:body>，(?P<v>公司|企业|总部|工厂|厂子|院址|厂址|基地)(?:就|也|则|仍)?(?:在|位于|设在|远在)~2<o:place>",
    ),
    Pattern(
        _FAMILY,
        "<s:body>(?:公司|前者|后者|它)?(?:则|却|也)?(?P<v>也在|就在|仍在|都在|均在|同在|地处|身处|远在)~2<o:place>(?:里|内|上|境内|城里)?(?=[，。；])",
    ),
    Pattern(
        _FAMILY,
        "(?P<v>同在|同处|同样位于|同样在|一样在|落户在?|比邻而居的?)<o:place>的?，?(?:还有|也有|有|是|还包括)~6<s:body>",
        anywhere=True,
    ),
)
_NOT_SEATED = re.compile("展会|论坛|峰会|大会|考察|调研|走访|路演|参展|巡展|客户|市场|订单|招商|挂牌首日")


def goes_there(sentence: Sentence) -> Iterator[Claim]:
    """A body moves to, returns to or takes root in a place, told some clauses after its name (…，转场X, …，落脚X)."""
    for match in sentence.find(_GOES):
        body = match.unit("s")
        if body and body.kind != "park" and _seated(match):
            yield from match.claims(_LOCATED, 0.64)


def set_up_there(sentence: Sentence) -> Iterator[Claim]:
    """A body is founded, built or opened in a place (在X创办了Y, 在X布局的项目是Y)."""
    for match in sentence.find(*_SET_UP):
        if _seated(match):
            yield from match.claims(_LOCATED, 0.68)


def place_has(sentence: Sentence) -> Iterator[Claim]:
    """A place is said to have a body, or to be the choice or the home of it (X有一家企业Y, Y选择了X, Y来自X)."""
    for match in sentence.find(_HAS, *_CHOSEN):
        if _seated(match):
            yield from match.claims(_LOCATED, 0.64, dated=False)


def ranked_in_place(sentence: Sentence) -> Iterator[Claim]:
    """A body is the first, the only or the star one of a place (X首个…平台——Y, 作为X重点企业，Y…)."""
    for match in sentence.find(*_RANKED):
        if _seated(match):
            yield from match.claims(_LOCATED, 0.66, dated=False)


def posted_there(sentence: Sentence) -> Iterator[Claim]:
    """A body has its headquarters, works or staff in a place (Y驻X, Y的X总部, Y地址：X)."""
    for match in sentence.find(*_POSTED, *_STILL_THERE):
        if _seated(match):
            yield from match.claims(_LOCATED, 0.66, dated=False)


def _seated(match: Match) -> bool:
    """Whether both ends are seat and sitter: no agency on a visit, nothing that is only shown or sold there."""
    body, place = match.unit("s"), match.unit("o")
    if body is None or place is None or body.kind == "agency" or place.carried:
        return False
    left, right = match.sentence.clause(match.found.start("v"), match.found.end())
    return not was_there(match) and not _NOT_SEATED.search(match.sentence.written(left, right))


RULES = (goes_there, set_up_there, place_has, ranked_in_place, posted_there)
