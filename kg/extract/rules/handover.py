"""Technology that passes from who found it to who makes it, told without a frame (`transferred_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, events, told_claims
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.transfer import OTHER_GOODS, technology

_FAMILY = "transfer"
_FINDER = Role(frozenset({"University", "ResearchInstitute", "Lab", "Hospital"}))
_INVENTOR = Role(frozenset({"Person"}))
_MAKER = Role(frozenset({"Company"}))
_PASSED_ON = Pattern(_FAMILY, "{passed_on}")
_LICENSED = Pattern(_FAMILY, "{licensed}")
_APART = Pattern(_FAMILY, "{apart}")
_ASSET = Pattern(_FAMILY, "<technology>|{asset}|{strong_result}")
_GRANTED = re.compile(
    "(?:专利|发明|著作权|软著|新型|已获|获得|得到|国家)授权|授权[的了]?(?:国内|国家|中国|国际)?(?:发明|专利|实用)"
)
_REACH = 22
"""How many characters from the word for the deal the technology is told."""
_DEALS = (
    Pattern(_FAMILY, "<s:agent>~30(?:<technology>|{asset}|{strong_result})…16(?P<v>{given})(?:了|给)?~3<o:body>"),
    Pattern(_FAMILY, "<o:body>…16(?P<v>{got})(?:了|过)?~3<s:agent>…24(?:{asset}|{result})"),
    Pattern(
        _FAMILY,
        "<o:body>…16(?:从|向|自)~2<s:agent>(?:那里|手里|手中|处)?…10(?P<v>{got}|买技术|买专利)…24(?:{asset}|{result})",
    ),
    Pattern(_FAMILY, "(?:{asset}|{result})…10(?:由|经)<s:agent>…8(?P<v>{given})(?:给)?~2<o:body>"),
    Pattern(_FAMILY, "<s:agent>…4(?P<v>许可|授权|特许)<o:body>…4(?:使用|生产|实施|制造|销售|产业化)"),
    Pattern(_FAMILY, "(?P<v>受让)(?:自|于|了)?<s:agent>…24(?:{asset}|{result})…6，<o:body>"),
)


def passed_to_maker(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about one institute and one firm tells that a technology is sold, licensed or paid in as capital."""
    for match, finder, maker in events(sentence, _PASSED_ON, _FINDER, _MAKER, _APART):
        if len(finder.referents) == 1 and _asset_near(match):
            yield from told_claims("transferred_to", match, finder, maker, 0.62)


def licensed_by_inventor(sentence: Sentence) -> Iterator[Claim]:
    """A sentence about one person and one firm tells that the person's patent or process is licensed or sold to it."""
    for match, inventor, maker in events(sentence, _LICENSED, _INVENTOR, _MAKER, _APART):
        if _asset_near(match) and not _granted(match):
            yield from told_claims("transferred_to", match, inventor, maker, 0.58)


def _granted(match: Match) -> bool:
    """Whether an office grants a patent, which passes nothing on (11项专利授权, 授权发明专利)."""
    start, end = match.trigger
    return _GRANTED.search(match.sentence.skeleton.text, max(0, start - 4), end + 4) is not None


def deal_over_technology(sentence: Sentence) -> Iterator[Claim]:
    """A body gives, gets or licenses a technology in further words for it (拿下…技术, 交给, 接过…工艺)."""
    if _APART.expression.search(sentence.skeleton.text):
        return
    for match in sentence.find(*_DEALS):
        if not OTHER_GOODS.search(sentence.written(*match.found.span())):
            yield from match.claims("transferred_to", 0.7, qualifiers=(*technology(match), *match.amounts()))


def _asset_near(match: Match) -> bool:
    """Whether a technology is spoken of in the clause of the deal or the next ones to it."""
    start, end = match.found.span()
    return bool(_ASSET.expression.search(match.sentence.skeleton.text, max(0, start - _REACH), end + _REACH))


RULES = (passed_to_maker, licensed_by_inventor, deal_over_technology)
