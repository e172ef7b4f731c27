"""What a few words beside a name tell of its bearer: place, codes, people, other names, what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.divisions import Divisions, Level
from kg.resolve.spelling import spell

_CREDIT = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])")
CREDIT_LENGTH = 18
"""Characters of a unified social credit code."""
_STOCK = re.compile(r"(?<![0-9A-Za-z.])(?:\d{6}(?!\d)|\d{4,5}(?=\.?hk|\(hk\)))")
_STREET = re.compile(
    r"([\u4e00-\u9fff]{2,8}?(?:大街|大道|中路|东路|西路|南路|北路|路|街|道|胡同|巷|园|里|府))(\d+)?号?"
)
_NUMBERED = re.compile(r"([\u4e00-\u9fff]{2,8})(\d+)号")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柳庄柏印"
)
_PERSON_CUE = (
    "(?:法定代表人|法人代表|创始人|联合创始人|董事长|总经理|院长|主任|校长|所长|负责人|实际控制人|首席执行官|ceo)"
    "(?:为|是|:)?"
)
_NAME = f"[{_SURNAMES}][\\u4e00-\\u9fff]{{1,2}}"
_PERSON = re.compile(
    f"{_PERSON_CUE}(?P<led>{_NAME})(?![\\u4e00-\\u9fff])|(?P<founder>{_NAME})(?:等)?(?:创办|创立|创建|教授创办|任董事长|任总经理|任院长)"
    f"|(?:^|[,;、。])(?P<bare>{_NAME})(?=$|[,;、。])"
)
_MARKS = re.compile(r"[,，;；、。:：()（）\s]+")
_FORMER = re.compile(
    r"(?:前身(?:为|是)|原名(?:为|是|叫)?|曾用名(?:为|是|:)?|原称|原(?=[\u4e00-\u9fff]{3,})|改制前(?:为|称)|旧称|旧名)([^,;、。()]{2,30})"
)
_LATER = re.compile(
    r"(?:更名(?:为|成)|改名(?:为|叫)?|现名(?:为|是)?|现称|改称|后(?:为|称)|升格为|改制为)([^,;、。()]{2,30})"
)
_SHORT = re.compile(
    r"(?:简称|全称|又称|也称|俗称|别称|亦称|即|称作|英文名(?:称)?(?:为)?)[:为是]?[“\"]?([^,;、。()”\"]{2,40})"
)
_TIE = re.compile(
    "旗下|控股|全资|所属|下属|直属|附属|管理人|牵头|依托|主管|隶属|子公司|母公司|执行事务合伙人|管理机构|运营|股东|代管|托管"
)
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BOILERPLATE = re.compile(
    "统一社会信用代码|信用代码|股票代码|证券代码|法定代表人|法人代表|联合创始人|创始人|创办|创立|成立于?|设立|位于|总部|注册地?|"
    "简称|全称|前身|更名|改名|曾用名|现名|原名|校区|校址|地址|院址|董事长|总经理|上市|沪市|深市|港股|公司|企业|高校|大学|学院|"
    "医院|机构|有限|股份|集团|天津|北京|河北|的|年|月|为|是|由|在|于|等"
)
"""Words of almost any remark, which say nothing of what somebody deals with."""
_VAGUE = frozenset({Level.REGION, Level.CONTINENT, Level.COUNTRY})
_LONGEST_PLACE = 10
_BARE_LEVEL = 2
"""Length of names such as 西区 and 城区, which are divisions only beside what they lie in."""
_NOT_OF_A_PLACE = re.compile(
    "[东西南北中]?(?:路|街|道|大街|大道)|[^,;、。:的在和]{0,14}?(?:大学|学院|公司|研究所|研究院|医院|银行|集团|实验室|中心|厂|大学)(?=$|[,;、。:的牵旗])"
)


def valid_credit_code(code: str) -> bool:
    """Whether the last character of a unified social credit code is the check digit that GB 32100-2015 asks for."""
    if len(code) != CREDIT_LENGTH or set(code) - set(_CODE_LETTERS):
        return False
    total = sum(_CODE_LETTERS.index(letter) * weight for letter, weight in zip(code, _CODE_WEIGHTS, strict=False))
    return _CODE_LETTERS[(31 - total % 31) % 31] == code[-1]


@dataclass(frozen=True)
class Context:
    """A few words beside a name.

    Args:
        text: the words.
        divisions: what places there are.
    """

    text: str
    divisions: Divisions

    @cached_property
    def spelt(self) -> str:
        """The words in one spelling."""
        return spell(self.text.replace("，", ",").replace("；", ";").replace("、", ",")) if self.text.strip() else ""

    @cached_property
    def credit_codes(self) -> frozenset[str]:
        """Unified social credit codes, with a right check digit or not: a misprint is still no other firm's."""
        return frozenset(_CREDIT.findall(self.text.upper()))

    @cached_property
    def stock_codes(self) -> frozenset[str]:
        """Codes under which shares are traded, without the exchange."""
        bare = _CREDIT.sub("", self.text.upper()).casefold()
        return frozenset(code.lstrip("0") if len(code) < 6 else code for code in _STOCK.findall(bare))

    @cached_property
    def people(self) -> frozenset[str]:
        """People who lead or founded it."""
        found = {next(name for name in match.groups() if name) for match in _PERSON.finditer(self.spelt)}
        return frozenset(name for name in found if not self.divisions.find(name))

    @cached_property
    def places(self) -> frozenset[str]:
        """Codes of the smallest divisions that are named."""
        found: dict[str, None] = {}
        text, at = self.spelt, 0
        outer = ""
        while at < len(text):
            division, length = self._place(text, at, outer)
            if division:
                found[division] = None
                outer = division
                at += length
            else:
                at += 1
        smallest = {code for code in found if not any(o != code and self.divisions.within(o, code) for o in found)}
        return frozenset(smallest)

    def _place(self, text: str, at: int, outer: str) -> tuple[str, int]:
        for length in range(min(_LONGEST_PLACE, len(text) - at), 1, -1):
            written = text[at : at + length]
            if _NOT_OF_A_PLACE.match(text, at + length):
                continue
            listed = [d for d in self.divisions.names.get(written, ()) if d.level not in _VAGUE]
            inside = [d for d in listed if outer and self.divisions.within(d.code, outer)]
            found = inside or [d for d in listed if (written == d.name and len(written) > _BARE_LEVEL) or d.bare]
            if found:
                best = min(found, key=lambda d: (self.divisions.scope(d.code) == "outside", len(d.code), d.code))
                return best.code, length
        return "", 0

    @cached_property
    def streets(self) -> Mapping[str, str]:
        """Streets that are named, with the number of the house or an empty text."""
        text = self._without_places
        found = dict(_NUMBERED.findall(text))
        for street, number in _STREET.findall(text):
            found.setdefault(street, number)
        return found

    @cached_property
    def _without_places(self) -> str:
        text = self.spelt
        for code in sorted(self.places):
            for division in (self.divisions.get(code), *self.divisions.ancestors(code)):
                for name in division.names if division else ():
                    if len(name) > 1:
                        text = text.replace(name, ",")
        return text

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """Names that the words say to be former, later, short or full names of the bearer."""
        found = (name for pattern in (_FORMER, _LATER, _SHORT) for name in pattern.findall(self.spelt))
        return tuple(dict.fromkeys(found))

    @cached_property
    def tells_a_tie(self) -> bool:
        """Whether the words say that the bearer belongs to something, or something to it."""
        return bool(_TIE.search(self.spelt))

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The words between marks."""
        return tuple(piece for piece in _MARKS.split(self.spelt) if piece)

    @cached_property
    def grams(self) -> frozenset[str]:
        """Pairs of neighbouring characters of what is neither place nor number."""
        text = self._without_places
        for person in self.people:
            text = text.replace(person, ",")
        return frozenset(_grams(_BOILERPLATE.sub(",", text)))


def _grams(text: str) -> Iterator[str]:
    for piece in re.findall(r"[\u4e00-\u9fff]{2,}|(?<![a-z0-9])[a-z]{2,}(?![a-z0-9])", text):
        if piece.isascii():
            yield piece
        else:
            yield from (piece[at : at + 2] for at in range(len(piece) - 1))
