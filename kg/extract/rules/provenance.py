"""Provenance: a technology comes first, and then who made it (`develops`): 由X研制, 出自X, X的专利, 从X引进的."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence
from kg.extract.rules.technology import made

_FAMILY = "technology"
_MADE_BY = (
    Pattern(_FAMILY, "<o:technology>~10(?:由|出自|来自)~4<s:agent>…10(?P<v>{develop})"),
    Pattern(_FAMILY, "<o:technology>~14由~4<s:agent>(?:~8{with}<s2:agent>)?~10(?P<v>{craft}|{done})"),
    Pattern(_FAMILY, "(?:由)~4<s:agent>~8(?P<v>{craft}|{develop}|{done})的~8<o:technology>", anywhere=True),
    Pattern(
        _FAMILY, "<o:technology>……14(?P<v>{origin})(?:了|自|于)?~8<s:agent>(?!…3(?:成员|校友|的?(?:客户|订单|投资)))"
    ),
    Pattern(
        _FAMILY, "<o:technology>~10(?P<v>在|从)~2<s:body>~14(?:{launched}|总装|完成|出厂|试制|走下|驶出|研制|诞生)"
    ),
    Pattern(
        _FAMILY, "<o:technology>~10被<s:agent>~8(?P<v>攻克|攻下|啃|拿下|突破|征服|破解|研发|研制|做|造|提升|推|开发)"
    ),
    Pattern(
        _FAMILY,
        "<o:technology>…10(?:均|全部|都|全|皆|就|清一色)?(?:为|是|系)~2<s:agent>(?P<v>{develop}|{craft}|所[研造制产有])",
    ),
    Pattern(_FAMILY, "<o:technology>~6(?:归|属于|属)~2<s:agent>(?P<v>所有|名下|独有|专有|独家)"),
    Pattern(
        _FAMILY,
        "<o:technology>，?(?:正|便|就|才|也|都|均|仍|则)?~2(?P<v>是|为|系)<s:agent>的?…16(?:产品|技术|成果|品牌|研发|研制|开发|推出|生产|专利|手笔|本领|作品|杰作|绝活|王牌|看家|拳头|拿手|招牌|主打|主力|得意|名片|心血|结晶|首个|首款|打磨|造的|做的|出来的)",
    ),
)
_OWNER = (
    Pattern(_FAMILY, "<o:technology>……20(?P<v>{maker})(?:一栏)?(?:写的)?(?:正?是|为|名叫|叫|：|——)~16<s:agent>"),
    Pattern(
        _FAMILY, "<s:agent>…8(?:是|系|为|作为|成为|即|，)~6<o:technology>(?:技术|产品|系统|项目)?的?(?P<v>{maker})"
    ),
    Pattern(_FAMILY, "(?:作为|身为)·4<o:technology>(?:技术|产品|系统)?的?(?P<v>{maker})，<s:agent>"),
    Pattern(_FAMILY, "<o:technology>(?:技术|产品|系统)?的?(?P<v>{maker})(?:、|——|，)?<s:agent>", anywhere=True),
)
_HANDED_ON = (
    Pattern(
        _FAMILY,
        "(?:从|自|向|同|与|花[^，。；]{1,8}(?:拿下|买下))<s:org>…10(?P<v>引进|购买|购入|购进|采购|购置|受让|买|拿到|接过|承接|引入|换取|接手|订购|得来|获得)(?:了|来|的|下|到)*~10<o:technology>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<s:agent>…6(?:向|给|将|把|许可|授权|同意|允许)?<body>?…4(?P<v>许可|授权|转让|交付|供应|移交|使用)(?:了|给)?(?:<body>)?(?:使用|实施)?~8<o:technology>",
    ),
    Pattern(_FAMILY, "<s:agent>~6(?:以|把|将|用)<o:technology>…8(?P<v>作价|入股|质押|出资|许可|转让|授权|挂牌)"),
    Pattern(_FAMILY, "<o:technology>~10(?P<v>采购自|购自|引进自|得自|转让自|租自|来自|源自|取自)~4<s:agent>"),
)


def made_by(sentence: Sentence) -> Iterator[Claim]:
    """A technology is said to be developed or made by a body or person, or to come from there (由…研制, 出自, 来自)."""
    for match in sentence.find(*_MADE_BY):
        yield from made(match, 0.8, at_ease=True)


def owner_named(sentence: Sentence) -> Iterator[Claim]:
    """A body or person is called the maker, owner or inventor of a technology (发明人, 著作权人, 研发单位)."""
    for match in sentence.find(*_OWNER):
        yield from made(match, 0.8, dated=False)


def handed_on(sentence: Sentence) -> Iterator[Claim]:
    """A body licenses, sells or delivers its technology to another, or another buys it there (许可, 引进, 作价入股)."""
    for match in sentence.find(*_HANDED_ON):
        yield from made(match, 0.68, dated=False, at_ease=True)


RULES = (made_by, owner_named, handed_on)
