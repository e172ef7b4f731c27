"""Technology: what a body or person develops, makes or owns (`develops`), told with the maker as the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "technology"
_DEVELOPS = (
    Pattern(_FAMILY, "<s:agent>~20(?P<v>{develop})(?:了|出|的|成功|完成)?~20<o:technology>"),
    Pattern(
        _FAMILY,
        "<s:body>(?:的)?<person>[^，。；]{0,4}(?:团队|课题组|教授|博士|研究员)?~10(?P<v>{develop})(?:了|出|的|成功|完成)?~20<o:technology>",
    ),
    Pattern(_FAMILY, "<s:agent>~10(?P<v>{engage})~8<o:technology>…6(?:的)?{make}"),
    Pattern(
        _FAMILY,
        "<s:body>~12(?:为|替|给|帮|向|联合|会同|携手|协助)<body>…8(?P<v>{develop}|{craft})(?:了|出|的)?~12<o:technology>",
    ),
    Pattern(
        _FAMILY,
        "<s:person>(?:…2团队|…2课题组|…2小组|带着…4|带领…6|率…4)~~16(?P<v>研制|研发|开发|攻克|突破|发明|创制|合成|首创|设计|做|造)(?:了|出)?~12<o:technology>",
    ),
    Pattern(
        _FAMILY,
        "<o:technology>的?(?:生产|制造|研发|销售|产业化|量产|运营)…6(?P<v>交给|交由|由|归|落在|落到)~2<s:company>",
    ),
    Pattern(_FAMILY, "<s:agent>~6(?:把|将)~14<o:technology>…12(?P<v>{move})"),
    Pattern(_FAMILY, "(?P<v>{engage})<o:technology>…4{make}的~6<s:body>"),
    Pattern(_FAMILY, "(?P<v>{craft})(?:了|出)?<o:technology>…2的~6<s:body>"),
    Pattern(_FAMILY, "(?:创办|成立|创立|注册|组建|设立|办起)了?…6<s:company>，(?P<v>{craft}|{engage})·6<o:technology>"),
    Pattern(_FAMILY, "(?:支持|助力|帮助|保障|推动)<s:body>…2(?P<v>{craft})·8<o:technology>"),
    Pattern(_FAMILY, "<s:agent>·10(?P<v>{craft})(?:了|出|着|起|上|下|的)?·10<o:technology>"),
    Pattern(
        _FAMILY, "<s:agent>…3(?:团队|课题组|教授|博士|研究员|实验室)…2(?P<v>的)(?:这项|这款|这一|该)?<o:technology>"
    ),
    Pattern(_FAMILY, "<s:agent>~6(?:把|将)<o:technology>…8(?P<v>转让|转给|许可|授权|卖给|交给|转化)"),
    Pattern(
        _FAMILY,
        "<s:body>~4(?:第[一二三]代|首款|主打|核心|拳头|明星|主要|代表)?(?:产品|机器人|芯片|车型|机型)(?P<v>叫|名叫|叫做|名为|是|为|包括|有|取名)<o:technology>",
    ),
)
_LAUNCHED = Pattern(_FAMILY, "<s:body>~14<o:technology>~8(?P<v>{launched})")
_OWNS = (
    Pattern(
        _FAMILY,
        "<s:body>(?P<v>的|自研|自研的|自主研发的|研发的|研制的|生产的|开发的|牌|推出的|自主|{achievement})?<o:technology>",
    ),
    Pattern(_FAMILY, "<s:body>~8(?P<v>{rely})~6<o:technology>"),
    Pattern(_FAMILY, "<s:body>…6(?P<v>{achievement})(?:——|包括|有|为|是|：)?<o:technology>"),
    Pattern(_FAMILY, "<s:agent>(?P<v>的)·8<o:technology>", anywhere=True),
    Pattern(_FAMILY, "<s:agent>…6(?P<v>{hold})(?:的|着|有|是)?·10<o:technology>"),
    Pattern(_FAMILY, "<s:agent>…8(?P<v>{hold}|绝活|本领|功课|家底|法宝|看家|门道)…10(?:：|——)~10<o:technology>"),
    Pattern(_FAMILY, "(?P<v>{rely})着?·4<o:technology>[^，。；]{0,12}，[^，。；]{0,20}?<s:company>"),
)
_WORKS_ON = (
    Pattern(_FAMILY, "<s:agent>~8{craft}(?P<v>的)(?:则|就|都|正|也|却|主要)*是~10<o:technology>"),
    Pattern(
        _FAMILY,
        "<s:body>(?:的|，)?(?:其)?~6(?P<v>{mainstay})(?:则|始终|就|都|仍|，)*(?:是|为|包括|有|叫|：|——|换成了?|变成了?|改成了?|变为|转为)~8<o:technology>",
    ),
    Pattern(
        _FAMILY, "<s:body>~~24(?P<v>取名为?|命名为|定名为?|名叫|名为|叫做|叫作|代号为?|型号为|商品名为?)<o:technology>"
    ),
    Pattern(_FAMILY, "<s:body>~14(?P<v>{granted})~8<o:technology>(?!…8(?:独占|独家))…12{licence}"),
    Pattern(
        _FAMILY,
        "(?:向|为|给|同意|批准)<s:body>(?P<v>颁发|核发|签发|发放|的)?~4<o:technology>…12{licence}",
        anywhere=True,
    ),
)
_JOINTLY = (
    Pattern(
        _FAMILY,
        "<s:agent>~10{with}~4<s2:agent>……30(?:联合|共同|合作|一起|双方|攻关|联手|携手|一道)…10(?P<v>{develop}|{craft}|开发|研制)(?:了|出|的)?~14<o:technology>",
    ),
    Pattern(_FAMILY, "<s:agent>~10{with}~4<s2:agent>…4就<o:technology>…8(?P<v>开发|研发|研制|攻关|研究)"),
    Pattern(
        _FAMILY,
        "<s:agent>~10{with}~4<s2:agent>…6(?P<v>攻关|研发|研制|开发|研究|打磨|推出)(?:的|了|出)?~10<o:technology>",
    ),
)
_IN_TURN = re.compile("分别|各自|依次")
_NO_MAKERS = frozenset({"Park", "Fund", "InvestmentFirm"})
_NO_MAKERS_AT_EASE = _NO_MAKERS | {"GovernmentAgency", "Association"}


def develops(sentence: Sentence) -> Iterator[Claim]:
    """A body or person develops, makes, launches or masters a technology (自主研发, 推出, 攻克)."""
    for match in sentence.find(*_DEVELOPS):
        yield from made(match, 0.87)


def launched(sentence: Sentence) -> Iterator[Claim]:
    """A body's technology was launched, approved or built (…问世, …获批)."""
    for match in sentence.find(_LAUNCHED):
        yield from made(match, 0.78)


def owns(sentence: Sentence) -> Iterator[Claim]:
    """A technology is called a body's own, or the body relies on it (X的…, 凭借…)."""
    for match in sentence.find(*_OWNS):
        yield from made(match, 0.65, dated=False, at_ease=True)


def works_on(sentence: Sentence) -> Iterator[Claim]:
    """A technology is what a body mainly does, or for what it was given a licence (主业是…, 收到…注册证)."""
    for match in sentence.find(*_WORKS_ON):
        yield from made(match, 0.78, at_ease=True)


def jointly(sentence: Sentence) -> Iterator[Claim]:
    """Two bodies or persons develop a technology together (与…联合攻关, 共同研制)."""
    for match in sentence.find(*_JOINTLY):
        yield from made(match, 0.8)


def made(match: Match, confidence: float, *, dated: bool = True, at_ease: bool = False) -> Iterator[Claim]:
    """The claims of a match: one to one where 分别 says so, and none about bodies that make nothing.

    Args:
        match: of a pattern with the maker as `s` (and `s2`) and the technology as `o`.
        confidence: that of a match whose ends are all written out.
        dated: whether a date of the clause dates the relation.
        at_ease: whether the words would also fit a public body, which then is not taken for a maker.
    """
    excluded = _NO_MAKERS_AT_EASE if at_ease else _NO_MAKERS
    pairs = in_turn(match)
    for claim in match.claims("develops", confidence, dated=dated):
        if match.sentence.referents[claim.subject].type in excluded:
            continue
        if not pairs or (claim.subject, claim.object) in pairs:
            yield claim


def in_turn(match: Match) -> frozenset[tuple[int, int]]:
    """Who made which, where 分别 gives as many technologies to as many makers; else empty."""
    makers, things = match.unit("s"), match.unit("o")
    if makers is None or things is None or not 1 < len(makers.referents) == len(things.referents):
        return frozenset()
    if not _IN_TURN.search(match.between("s", "o")):
        return frozenset()
    return frozenset(zip(makers.referents, things.referents, strict=True))


RULES = (develops, launched, owns, works_on, jointly)
