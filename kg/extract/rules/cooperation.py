"""Cooperation: who works together with whom (`partners_with`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "cooperation"
_WITH = (
    Pattern(_FAMILY, "<s:body>~14(?P<with>与|同|和|跟)~6<o:body>…20(?P<v>{cooperate})(?!…2{found})"),
    Pattern(_FAMILY, "<s:actor>~14(?P<with>与|同|和|跟)~6<o:actor>…14(?P<v>{agree})"),
    Pattern(_FAMILY, "<s:actor>~14(?:与|同|和|跟)~6<o:actor>~~30(?:并|还)(?:共同)?(?P<v>{agree})…12(?:协议|备忘录)"),
    Pattern(_FAMILY, "<s:actor>~14(?P<v>{join})(?:了)?~4<o:body>"),
    Pattern(_FAMILY, "<s:body>~14(?P<v>依托)的?(?:是)?~2<o:body>(?!…4(?:建|组建|设立|成立|运营|管理|挂牌|，由))"),
    Pattern(_FAMILY, "<s:body>…4(?:是|成为|成了|也是|为)~2<o:body>…6(?P<v>{partner})"),
    Pattern(_FAMILY, "<s:body>…10(?P<v>{partner})(?:包括|有|涵盖|为)?<o:body>"),
    Pattern(
        _FAMILY, "<s:body>~8(?P<v>配合|对接|牵手|携手)~2<o:body>……12(?:推出|开展|完成|实施|落实|打造|建立|达成|形成|签)"
    ),
    Pattern(
        _FAMILY,
        "<s:actor>~14(?:与|同|和|跟)~6<o:actor>…8(?P<v>建立|组建|结成|形成|构建|缔结)…8(?:联盟|联合体|协作|合作|伙伴|同盟|共同体|友好)",
    ),
    Pattern(
        _FAMILY,
        "(?:与|同|和|跟)~2<o:actor>…6(?P<v>携手|握手|牵手|合作|签约|联手|结对|搭档|配对|结盟|联姻)的(?:则|还|正|也|便|就)?(?:是|有)~4<s:actor>",
    ),
    Pattern(_FAMILY, "<s:actor>~2(?P<v>对上|配上|牵上|搭上了?|连上|结缘)<o:actor>(?=[，。；]|$)"),
    Pattern(_FAMILY, "<s:body>，?(?:则|也|还|正|更)?(?:是|为|成为)~4<o:body>…12(?P<v>{partner})"),
    Pattern(_FAMILY, "<s:body>~6以<o:body>(?:的[^，。；]{1,8})?为(?P<v>依托|技术支撑|技术依托|技术后盾|后盾|支撑)"),
    Pattern(_FAMILY, "在<o:org>~6(?P<v>支持|帮助|协助|协作|配合)下，<s:org>~8(?:研发|研制|开发|攻克|突破|完成)"),
    Pattern(_FAMILY, "<s:body>~10在<o:body>~6(?P<v>支持|帮助|协作|配合)下…6(?:研发|研制|开发|攻克)"),
)
_TOGETHER = (
    Pattern(_FAMILY, "<s:body>…14(?P<v>{mutual})(?!…2{found}|伙伴|单位|方|银行|医院|企业|高校|机构|入场|入驻)"),
    Pattern(_FAMILY, "<s:body>~~24(?P<v>{agree})…6(?:协议|备忘录|合作)"),
)
_PAIR = Pattern(_FAMILY, "<s:body>与<o:body>(?=(?:、<body>与<body>)*等?……20(?P<v>{agree}|{cooperate}))")
_BARGAIN = re.compile(
    "(?![^，。；]{0,14}(?:合作协议|战略|备忘录|框架协议|合作框架))[^，。；]{0,14}?(?:(?:保证|担保|借款|贷款|抵押|质押|授信|采购|销售|供货|供应|购销|转让|许可|租赁|收购|增资|入股|投资|认购|劳动|土地|"
    "出让|辅导|分包|运维|服务外包|代理|承揽|融资|委托)[^，。；]{0,6}(?:合同|协议|单)|订单|大单|运维单|股权融资|资产|贷款|授信|股份|股权)"
)
"""Bargains of which other rules tell."""
_VENTURE = re.compile(
    "[^，。；]{0,6}?(?:设立|组建(?!联合|创新联合|联盟|团队|专班)|成立(?!联合|工作组|专班)|创办|合资|出资|投资|下注|注资|增资|入股|持股|揭幕|揭牌|"
    "兴建|而建|搭建的|做担保|提供担保|提供贷款)|[^，。；]{0,2}(?:主办|承办|运营)|[^，。；]{0,6}作?(?:连带)?保证|[^，。；]{0,3}把它办|[^，。；]{0,2}出(?:钱|资|[，。])"
    "|，[^，。；]{0,14}(?:投下|投了|领投|跟投|作了?连带保证|作担保|提供担保)"
)
"""What is founded or paid for together makes no partners."""
_SIGNED_TOGETHER = Pattern(_FAMILY, "<s:region>…8(?P<v>签署|签订|签约|达成|签下)")
WITH_OTHERS = re.compile("[与同跟]")
"""What they do together they do with a third body, not with each other."""
_TAKES_ALONG = re.compile("(?:联合|携手|会同|协同|牵手|联手|拉上|邀请|组织|支持|推动|引导)$")
_MANY = 4
"""Members of the largest coordination that is read as all working with each other."""


def works_with(sentence: Sentence) -> Iterator[Claim]:
    """A body cooperates, signs an agreement or works together with another (与…合作, 与…签署, 联合…)."""
    for match in sentence.find(*_WITH, _PAIR):
        if not _is_founding(match) and not is_bargain(match) and not is_venture(match):
            yield from match.claims("partners_with", 0.8)


def work_together(sentence: Sentence) -> Iterator[Claim]:
    """Bodies named side by side sign or do something together (A和B签署…, A、B联合…)."""
    for match in sentence.find(*_TOGETHER, _SIGNED_TOGETHER):
        unit = match.unit("s")
        if (
            unit is None
            or not 2 <= len(unit.referents) <= _MANY
            or unit.tail
            or joined(match)
            or _is_founding(match)
            or is_bargain(match)
            or is_venture(match)
            or WITH_OTHERS.search(match.between("s", "v"))
        ):
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


def is_bargain(match: Match) -> bool:
    """Whether what is signed or agreed upon is a purchase, a loan, a licence or the like."""
    return bool(_BARGAIN.match(match.sentence.skeleton.text, match.trigger[1]))


def is_venture(match: Match) -> bool:
    """Whether what is done together is to found, to build or to pay for something."""
    return bool(_VENTURE.match(match.sentence.skeleton.text, match.trigger[1]))


def joined(match: Match) -> bool:
    """Whether another body takes the members of a coordination along (携手X、Y), so that they need not be partners."""
    return _TAKES_ALONG.search(match.sentence.skeleton.text, 0, match.found.start()) is not None


def _is_founding(match: Match) -> bool:
    """Whether the bodies found, build or pay for something together (由X与Y共建), which other rules read."""
    start = match.found.start("s")
    by = match.sentence.skeleton.text.endswith("由", 0, start)
    return by and match.written("v").startswith(("共建", "共同", "合作建", "合资"))


RULES = (works_with, work_together)
