"""Technology: what a body or person develops, makes or owns (`develops`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "technology"
_DEVELOPS = (
    Pattern(_FAMILY, "<s:agent>~20(?P<v>{develop})(?:了|出|的|成功|完成)?~20<o:technology>"),
    Pattern(
        _FAMILY,
        "<s:body>(?:的)?<person>[^，。；]{0,4}(?:团队|课题组|教授|博士|研究员)?~10(?P<v>{develop})(?:了|出|的|成功|完成)?~20<o:technology>",
    ),
    Pattern(_FAMILY, "<s:agent>~10(?P<v>{engage})~8<o:technology>…6(?:的)?{make}"),
    Pattern(_FAMILY, "<o:technology>~10(?:由|出自|来自)~4<s:agent>…10(?P<v>{develop})"),
    Pattern(_FAMILY, "<s:agent>~6(?:把|将)~14<o:technology>…10(?P<v>推向|推出|投入|应用|推广|带)"),
    Pattern(_FAMILY, "(?P<v>{engage})<o:technology>…4{make}的~6<s:body>"),
    Pattern(_FAMILY, "(?P<v>{craft})(?:了|出)?<o:technology>…2的~6<s:body>"),
    Pattern(_FAMILY, "(?:创办|成立|创立|注册|组建|设立|办起)了?…6<s:company>，(?P<v>{craft}|{engage})·6<o:technology>"),
    Pattern(_FAMILY, "(?:支持|助力|帮助|保障|推动)<s:body>…2(?P<v>{craft})·8<o:technology>"),
    Pattern(_FAMILY, "<s:agent>·10(?P<v>{craft})(?:了|出)?·10<o:technology>"),
    Pattern(
        _FAMILY, "<s:agent>…3(?:团队|课题组|教授|博士|研究员|实验室)…2(?P<v>的)(?:这项|这款|这一|该)?<o:technology>"
    ),
    Pattern(_FAMILY, "<s:agent>~6(?:把|将)<o:technology>…8(?P<v>转让|转给|许可|授权|卖给|交给|转化)"),
    Pattern(
        _FAMILY,
        "<o:technology>……12(?:研发者|研制者|开发者|生产商|制造商|研发方|研制方|持有人|上市许可持有人)(?P<v>是|为)…8<s:body>",
    ),
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
    Pattern(
        _FAMILY, "<o:technology>~2(?P<v>是|为|系)<s:agent>的?…10(?:产品|技术|成果|品牌|研发|研制|开发|推出|生产|专利)"
    ),
    Pattern(_FAMILY, "<s:body>…6(?P<v>{achievement})(?:——|包括|有|为|是|：)?<o:technology>"),
)


def develops(sentence: Sentence) -> Iterator[Claim]:
    """A body or person develops, makes, launches or masters a technology (自主研发, 推出, 攻克)."""
    for match in sentence.find(*_DEVELOPS):
        yield from match.claims("develops", 0.87)


def launched(sentence: Sentence) -> Iterator[Claim]:
    """A body's technology was launched, approved or built (…问世, …获批)."""
    for match in sentence.find(_LAUNCHED):
        yield from match.claims("develops", 0.78)


def owns(sentence: Sentence) -> Iterator[Claim]:
    """A technology is called a body's own, or the body relies on it (X的…, 凭借…)."""
    for match in sentence.find(*_OWNS):
        yield from match.claims("develops", 0.65, dated=False)


RULES = (develops, launched, owns)
