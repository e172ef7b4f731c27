"""Trade: who sells or provides what to whom (`supplies_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "trade"
_SUPPLIES = (
    Pattern(_FAMILY, "<s:body>~16(?:为|向|给)(?:了)?~6<o:body>…14(?P<v>{supply})(?P<what>[^，。；]{0,16})"),
    Pattern(_FAMILY, "<s:body>~14(?P<v>{supplied})(?:了|于|到|至|给)?~2<o:body>"),
    Pattern(_FAMILY, "<s:body>~24(?:在|被)<o:org>…14(?P<v>{deploy})"),
    Pattern(_FAMILY, "<s:body>~14{enter}~2<o:body>…8(?P<v>{supplier})"),
    Pattern(_FAMILY, "<s:body>~14(?P<v>{enter})(?:了)?~2<o:body>(?:等…6)?的?(?:全球|核心|一级)?(?:{supplier})"),
    Pattern(_FAMILY, "<s:body>~16(?:为|替|给)~4<o:body>…8(?P<v>{service})(?=[，。；、]|的)(?P<what>)"),
    Pattern(
        _FAMILY, "<s:body>~12(?P<v>{service_for})(?:了)?~4<o:body>(?=[，。；]|…8(?:客户|项目|企业|需求|门店|工程|单位))"
    ),
    Pattern(_FAMILY, "<s:body>~16(?P<v>{hand_over})(?:了)?~8<o:body>"),
    Pattern(_FAMILY, "<s:body>~8(?P<v>{won})(?:了)?~4<o:body>~16(?:项目|工程|采购|标段|订单|标的|招标)"),
    Pattern(_FAMILY, "<s:body>~10(?P<v>承保|主承销|承销|代理销售|代建|代工|代运营)(?:了|的)?~2<o:body>"),
    Pattern(_FAMILY, "<s:body>…10(?P<v>{customer})(?:包括|有|涵盖|为|覆盖|如|名单包括|是)?(?:了)?~4<o:body>"),
    Pattern(
        _FAMILY, "<s:body>~12(?:获得|收到|接到|拿到|拿下|斩获|赢得|获|签下|承接)(?:了)?~4<o:body>…12(?P<v>{order})"
    ),
    Pattern(
        _FAMILY, "<s:body>~4(?P<v>承担|负责|参与承建)(?:了)?<o:body>…14(?:建设|开发|运维|改造|设计|施工|供货|配套)"
    ),
    Pattern(_FAMILY, "<s:body>~10把~12(?P<v>卖给|卖到|卖进|销往|供应给|提供给|交付给)<o:body>"),
    Pattern(
        _FAMILY,
        "<s:body>~8(?:与|同|和)<o:body>…10(?P<v>签订|签署|签下|签约|达成)…14(?:(?:采购|供货|销售|供应|订货|购销|供需|框架供货)…4(?:合同|协议|意向)|订单|大单)",
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
    Pattern(
        _FAMILY,
        "<o:body>~20(?P<v>{made})(?:均|都|全部|主要|也|正是)?(?:出自|来自|由|产自|采购自|购自)<s:body>(?:(?:独家)?(?:提供|供应|供货|生产|制造|设计|研制|承建|定制|配套)|之手|[，。；]|$)",
    ),
    Pattern(_FAMILY, "<o:body>~~30由<s:body>…6(?P<v>{underwrite})"),
    Pattern(_FAMILY, "<o:body>~10(?P<v>下单|订货|下达订单|批量采购|集中采购|签约采购)(?:了)?~4<s:body>"),
    Pattern(
        _FAMILY, "<s:body>…14(?P<v>买家|买方|承租方|用户|采购方|业主|甲方|委托方|下游)(?:是|为|正是|包括|有)~2<o:body>"
    ),
    Pattern(
        _FAMILY,
        "<o:body>~8(?:委托|聘请|邀请)~14<s:body>…10(?P<v>{supply}|检测|评估|编制|测试|检验|鉴定|审计|设计|开展|施工|加工|维护|评价)",
    ),
)
_TASK = re.compile("运营|管理|打理|贷款|课题|方子|图纸|承运|运行|经营|差事|任务|资金|基金|借款|合同")
_HELPS = Pattern(_FAMILY, "<s:body>~8(?P<v>{help})~2<o:company>…10完成")


def supplies(sentence: Sentence) -> Iterator[Claim]:
    """A body sells or provides something to another, or counts it among its customers (为…提供, 供应, 客户包括…)."""
    for match in sentence.find(*_SUPPLIES):
        if not _is_finance(match) and not _is_entrusted(match):
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
    if "what" not in match.found.re.groupindex or not match.found["o"]:
        return False
    what = match.sentence.written(match.found.end("o"), match.found.end())
    return any(word in what for word in cues(_FAMILY)["not_goods"])


def _is_entrusted(match: Match) -> bool:
    """Whether what is handed over is a task, money or know-how, and no goods."""
    if match.written("v") not in {"交给", "租给", "送到"}:
        return False
    left, right = match.sentence.clause(*match.found.span())
    return bool(_TASK.search(match.sentence.written(left, right)))
