"""Trade: who sells or provides what to whom (`supplies_to`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "trade"
_SUPPLIES = (
    Pattern(_FAMILY, "<s:body>~16(?:为|向|给)(?:了)?~6<o:body>…14(?P<v>{supply})(?P<what>[^，。；]{0,16})"),
    Pattern(_FAMILY, "<s:body>~14(?P<v>{supplied})(?:了|于|到|至|给)?~2<o:body>"),
    Pattern(_FAMILY, "<s:body>~24(?:在|被)<o:body>…14(?P<v>{deploy})"),
    Pattern(_FAMILY, "<s:body>~10(?:成为|是|系|为|入选|进入|跻身|列入)~2<o:body>…8(?P<v>{supplier})"),
    Pattern(_FAMILY, "<s:body>…10(?P<v>{customer})(?:包括|有|涵盖|为|覆盖|如|名单包括|是)?(?:了)?~4<o:body>"),
    Pattern(_FAMILY, "<s:body>~12(?:获得|收到|拿下|斩获|赢得|获|签下|承接)(?:了)?~4<o:body>…12(?P<v>{order})"),
    Pattern(_FAMILY, "<s:body>~10把~12(?P<v>卖给|卖到|卖进|销往|供应给|提供给|交付给)<o:body>"),
    Pattern(
        _FAMILY,
        "<s:body>~8(?:与|同|和)<o:body>…10(?P<v>签订|签署|签下|达成)…14(?:采购|供货|销售|供应|订货|购销|供需)…4(?:合同|协议|订单|意向)",
    ),
    Pattern(_FAMILY, "<s:body>~16(?P<v>提供给|交付给|供应给|销售给|出售给|供给)~2<o:body>"),
)
_BUYS = (
    Pattern(_FAMILY, "<o:body>…4(?:是|为|成为|都是|均为)~2<s:body>…6(?P<v>{customer})"),
    Pattern(_FAMILY, "<o:body>~6(?P<v>用上了?|换上了?|装上了?|用的是|配备了?)~4<s:body>"),
    Pattern(_FAMILY, "<o:body>~8选择(?:了)?<s:body>(?P<v>作为|为)"),
    Pattern(_FAMILY, "<s:body>~6受<o:body>~2(?P<v>委托)"),
    Pattern(_FAMILY, "<s:body>~8(?P<v>承建|承接|中标)(?:了|的)?<o:body>"),
    Pattern(_FAMILY, "<o:body>~10(?P<v>{buy})(?:了)?~4<s:body>…4(?:的|生产的|研发的|提供的)"),
    Pattern(_FAMILY, "<o:body>~10(?:从|向)<s:body>…6(?P<v>{buy})"),
    Pattern(_FAMILY, "<o:body>…10(?P<v>{supplier})(?:包括|有|为|是|——)<s:body>"),
    Pattern(_FAMILY, "<o:body>~8(?:委托|聘请|邀请)~14<s:body>…10(?P<v>{supply}|检测|评估|编制)"),
)
_HELPS = Pattern(_FAMILY, "<s:body>~8(?P<v>{help})~2<o:company>…10完成")


def supplies(sentence: Sentence) -> Iterator[Claim]:
    """A body sells or provides something to another, or counts it among its customers (为…提供, 供应, 客户包括…)."""
    for match in sentence.find(*_SUPPLIES):
        if not _is_finance(match):
            yield from match.claims("supplies_to", 0.8)


def buys(sentence: Sentence) -> Iterator[Claim]:
    """A body buys or uses what another makes (采购, 使用…的)."""
    for match in sentence.find(*_BUYS):
        yield from match.claims("supplies_to", 0.75)


def serves(sentence: Sentence) -> Iterator[Claim]:
    """A platform or agency helps a firm to get something done (协助…完成)."""
    for match in sentence.find(_HELPS):
        yield from match.claims("supplies_to", 0.6)


RULES = (supplies, buys, serves)


def _is_finance(match: Match) -> bool:
    """Whether what is provided is a loan, a guarantee or the like, which other rules read."""
    what = match.written("what")
    return any(word in what for word in cues(_FAMILY)["not_goods"])
