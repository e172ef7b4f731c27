"""Transfer: technology that passes from one body to another (`transferred_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.model import Qualifier

_FAMILY = "transfer"
_GIVES = (
    Pattern(_FAMILY, "<s:agent>~12(?:将|把)(?P<t>[^，。；]{0,40}?)(?P<v>{transfer})(?:{to})~4<o:body>"),
    Pattern(_FAMILY, "<s:agent>~14(?:向|给|对)<o:body>…6(?P<v>{transfer})(?:了)?(?P<t>[^，。；]{0,30}?{asset})"),
    Pattern(_FAMILY, "<s:agent>(?P<t>[^，。；]{0,30}?{asset})…10(?P<v>{transfer})(?:{to})~4<o:body>"),
    Pattern(_FAMILY, "<s:agent>~12(?:将|把)(?P<t>[^，。；]{0,40}?)(?P<v>{transfer})，?…6(?:给|至|到|由)<o:body>"),
    Pattern(_FAMILY, "<s:agent>…4(?:的)?(?P<t>[^，。；]{0,24}?{asset})…6在<o:company>…8(?P<v>{land})"),
)
OTHER_GOODS = re.compile("股权|股份|房产|土地|资产|债权|地块|基金份额|厂房|使用权|销售|代理|经销|商标")
"""What is no technology, though it is sold or licensed too."""
_HANDED = (
    Pattern(_FAMILY, "<s:body><s2:person>~~34(?P<v>{hand})(?:了)?~4<o:body>"),
    Pattern(_FAMILY, "<s:agent>~~34(?P<v>{hand})(?:了)?~4<o:body>"),
    Pattern(
        _FAMILY,
        "<s:agent>~~16(?:将|把)(?P<t>[^，。；]{0,50}?)(?P<v>转给|交给|移交给?|交由|授予|卖给|作价.{0,14}?转给|以.{0,14}?(?:转|卖|许可)给)(?:了)?<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:agent>~14(?:与|同|和)<o:body>…10(?P<v>签订|签署|签约|签下|达成)…12(?:{asset})?(?:{transfer})…4(?:合同|协议|意向)",
    ),
    Pattern(_FAMILY, "<s:body>…24(?P<v>作价入股|技术入股|专利入股|作价出资|作价投资)(?:了|到|至)?<o:body>"),
)
_PASSED = (
    Pattern(_FAMILY, "<o:body>…16(?P<v>{take})(?:了)?(?:来自|自)<s:agent>(?:的)?(?P<t>[^，。；]{0,30}?(?:{asset}))"),
    Pattern(_FAMILY, "(?:专利|技术|成果|品种|工艺)~6由<s:agent>…4(?P<v>许可|转让|授权)(?:给)?<o:body>"),
    Pattern(_FAMILY, "<s:agent>的?(?P<t>[^，。；]{0,20}?{asset})~6(?P<v>落地|落户|转化|投产)(?:于|在|到)?<o:company>"),
    Pattern(_FAMILY, "<o:body>~10获(?:得)?<s:agent>…8(?P<v>授权|许可|独占许可|转让)"),
    Pattern(_FAMILY, "<o:body>~10将<s:agent>的?(?P<t>[^，。；]{0,30}?(?:{asset}))…6(?P<v>转化|产业化|投产|推向市场)"),
    Pattern(
        _FAMILY,
        "<s:agent>的?(?P<t>[^，。；]{0,30}?(?:{asset}))……8(?:由|被)<o:body>(?P<v>{take}|买断|买走|收购|转化|产业化|承接|率先试用|先行试用|试用|实施)",
    ),
)
_TAKES = (
    Pattern(_FAMILY, "<o:body>~10(?:从|向)<s:body>…6(?P<v>{take})(?:了)?(?P<t>[^，。；]{0,30}?{asset})"),
    Pattern(_FAMILY, "<o:body>~10(?P<v>{take})(?:了)?<s:body>(?P<t>[^，。；]{0,30}?(?:{asset}))"),
    Pattern(_FAMILY, "<o:company>…10由<s:body>…4(?P<v>{transfer})(?:而来|取得|得来)"),
)
_PUT_INTO = (
    Pattern(
        _FAMILY,
        "<s:agent>…4(?:发明|研制|研发|开发|选育|培育|设计|提出|创制)(?:出?的|出)……24(?:由|经|被|交由|在)~2<o:company>…8(?P<v>投产|规模化|生产|转化|产业化|量产|接手|制造|承接|推向市场|推广)",
    ),
    Pattern(
        _FAMILY,
        "<o:company>的?…8(?:技术|专利|菌种|工艺|成果|配方|图纸)(?:均|都|主要|全部|正是|则|就|大多)?(?P<v>来自|源自|出自|源于|来源于|得自)(?:于|了)?~2<s:agent>",
    ),
)
_FINDERS = frozenset({"University", "ResearchInstitute", "Lab", "Hospital", "Person"})
_NAMED = re.compile("[“《「]([^”》」]{2,40})[”》」]")
_COUNTED = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十两]{1,3})[项件个种款](?:[^，。；的]{0,12}?)(?:专利|技术|成果|知识产权)"
)


def licences(sentence: Sentence) -> Iterator[Claim]:
    """A body licenses, sells or hands over a technology to another (将…许可给, 向…转让, 在…转化)."""
    for match in sentence.find(*_GIVES, *_HANDED):
        if OTHER_GOODS.search(match.sentence.written(*match.found.span())):
            continue
        ends = ("o", "s") if _from_the_other(match) else ("s", "o")
        yield from match.claims(
            "transferred_to",
            0.85,
            qualifiers=(*technology(match), *match.amounts()),
            subjects=(ends[0],),
            objects=(ends[1],),
        )


def acquires(sentence: Sentence) -> Iterator[Claim]:
    """A body takes over a technology from another (从…受让, 引进…的技术)."""
    for match in sentence.find(*_TAKES, *_PASSED):
        yield from match.claims("transferred_to", 0.78, qualifiers=(*technology(match), *match.amounts()))


def put_into(sentence: Sentence) -> Iterator[Claim]:
    """A firm makes what another found, or has its technology from there (…发明的…由X投产, X的核心技术来自…)."""
    for match in sentence.find(*_PUT_INTO):
        if not OTHER_GOODS.search(match.sentence.written(*match.found.span())):
            yield from match.claims("transferred_to", 0.7, qualifiers=technology(match))


def _from_the_other(match: Match) -> bool:
    """Whether a firm signs for the technology of an institute (公司与大学签订技术转让合同): the firm is who gets it."""
    if not match.written("v").startswith(("签", "达成")):
        return False
    types = {
        group: {match.sentence.referents[r].type for r in unit.referents}
        for group in "so"
        if (unit := match.unit(group))
    }
    return types.get("s") == {"Company"} and types.get("o", set()) <= _FINDERS


RULES = (licences, acquires, put_into)


def technology(match: Match) -> tuple[Qualifier, ...]:
    """What passed on: a technology named in the match, a title in quotes, or a counted asset."""
    start, end = match.found.span()
    for at, unit in match.sentence.units("technology"):
        if start <= at < end:
            return (Qualifier("technology", match.sentence.text[unit.start : unit.end]),)
    written = match.sentence.written(start, end)
    named = _NAMED.search(written)
    if named:
        return (Qualifier("technology", named[1]),)
    counted = _COUNTED.search(written)
    return (Qualifier("technology", counted.group()),) if counted else ()
