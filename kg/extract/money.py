"""Sums of money in a text, each with its normal form: an exact number, a range or a bound, and a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.numerals import number, plain, scale
from kg.extract.qualifiers import Found
from kg.model import Qualifier

_MOST = "(?<!最)近|将近|接近|不超过|不高于|最高不超过|至多|最高|最高可达"
_LEAST = "超过|超|逾|突破|不低于|不少于|至少|多达|(?<![超通经不])过(?=[十百千万亿]{1,2}元)"
_ABOUT = "约为|约|大约|达到|高达|达|总计|合计"
_ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,6})?"
_HAN = "半(?=个?[亿千百])|[一二三四五六七八九两十百千]{1,8}"
_CURRENCIES = {
    "人民币元": "CNY", "元人民币": "CNY", "元": "CNY", "人民币": "CNY", "块钱": "CNY", "美元": "USD", "美金": "USD",
    "港元": "HKD", "港币": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "新加坡元": "SGD", "新元": "SGD",
    "瑞士法郎": "CHF", "韩元": "KRW", "加元": "CAD", "澳元": "AUD", "卢布": "RUB",
}  # fmt: skip
_BEFORE = {"美元": "USD", "US$": "USD", "$": "USD", "港币": "HKD"}
_CURRENCY = "|".join(sorted(_CURRENCIES, key=len, reverse=True))

_MONEY = re.compile(
    rf"(?P<most>{_MOST})?(?P<least>{_LEAST})?(?P<about>{_ABOUT})?(?P<before>人民币|美元|港币|US\$|\$|￥|¥)?"
    rf"(?:(?P<low>{_ARABIC}|{_HAN})(?P<low_scale>[十百千万亿]{{0,3}})(?:美?元)?(?:至|到|[-—–~～]{{1,2}}))?"
    rf"(?:(?P<hundred_millions>\d{{1,6}})亿(?=\d{{1,4}}万))?"
    rf"(?P<some>数|几|(?<![以之])上(?=[十百千万亿]))?(?P<digits>{_ARABIC}|{_HAN})?\s?(?P<dozen>几)?(?P<more>余|多)?个?"
    rf"(?P<scale>[十百千万亿]{{0,3}})(?P<more2>余|多)?(?P<level>级)?"
    rf"(?:(?P<currency>{_CURRENCY})|(?<=[万亿余多级]))(?P<level2>级)?(?P<bound>以上|以下|以内)?"
)
_OF_NO_RELATION = re.compile(
    r"(?:累计(?:已)?(?:完成|获得?)?(?:股权)?(?:融资|募资)(?:总?额|金额|规模)?|注册资(?:本金?|金))(?:已|达到?|为)?$"
)
_SPENT = "融资|授信|贷款|放贷|续贷|投资|注资|增资|募资|借款|担保|获投|获贷|信用贷|出资|拨款"
_BARE_BEFORE = re.compile(rf"(?:{_SPENT})(?:总?额度?|金额|规模|资金)?(?:了|为|到|共|合?计)?$")
_BARE_AFTER = re.compile(
    r"的?(?:人民币)?(?:[A-Za-z+＋\-]{1,6}\d?\+?轮|种子轮|天使轮|新一轮|首轮|战略|股权|信用|专利|知识产权|质押|流动资金){0,2}"
    rf"(?:{_SPENT}|信贷|资金|额度)"
)
_BOUNDARY = re.compile(r"[，,。；;、！？）)」”\s]|的?$")
_PAIR = re.compile("([一二两三四五六七八])([二三四五六七八九])([十百千]?)")


def money(text: str) -> Iterator[Found]:
    """Sums of money in `text`: 990万元, 近千万元, 10亿美元, 2000万至3000万元, 5000余万元, 十几亿元, 千万元级.

    A sum without its currency is taken where a word beside it leaves no doubt: 融资3亿, 1000万授信. What a firm has
    raised so far in several rounds (累计融资超24亿元) and what it is registered with (注册资本1亿元) is the sum of no
    relation and left out.
    """
    for match in _MONEY.finditer(text):
        if not (match["digits"] or match["scale"]) or not (match["currency"] or _unmistakable(match, text)):
            continue
        value = _amount(match)
        if value is not None and not _OF_NO_RELATION.search(text, max(0, match.start() - 12), match.start()):
            unit = _BEFORE.get(match["before"] or "") or _CURRENCIES[match["currency"] or "元"]
            yield Found(match.start(), match.end(), Qualifier("amount", match.group(), value, unit))


def _unmistakable(match: re.Match[str], text: str) -> bool:
    """Whether a number without a currency is a sum: 5个亿, ￥300万, 融资3亿, 近亿级A轮融资; but not 贷款企业3万家."""
    if not re.search("[万亿]", match["scale"] or ""):
        return False
    if match["before"] or "个亿" in match.group():
        return True
    if _BARE_AFTER.match(text, match.end()):
        return True
    cue = _BARE_BEFORE.search(text, max(0, match.start() - 10), match.start())
    return cue is not None and _BOUNDARY.match(text, match.end()) is not None


def _amount(match: re.Match[str]) -> str | None:
    """The normal form of a sum, or None if its numeral cannot be read."""
    bounds = _bounds(match)
    if bounds is None:
        return None
    low, high = bounds
    if match["low"]:
        start = _start(match)
        return f"{plain(start)}/{plain(high)}" if start is not None and start <= low else None
    if low != high:
        return f"{plain(low)}/{plain(high)}"
    value = plain(low)
    if match["most"] or match["bound"] in {"以下", "以内"}:
        return f"../{value}"
    if match["least"] or match["some"] or match["more"] or match["more2"] or match["bound"]:
        return f"{value}/.."
    return value


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest that the numeral stands for, apart from the words around it."""
    factor, digits = scale(match["scale"]), match["digits"] or ""
    pair = _PAIR.fullmatch(digits)
    if pair:  # 三五百万
        power = factor * scale(pair[3])
        first, last = (number(pair[at]) or Decimal(0) for at in (1, 2))
        return (first * power, last * power) if first < last else None
    count = _count(digits)
    if count is None:
        return None
    count *= factor
    if match["some"] and match["some"] != "上":  # 数千万, 几十亿
        return count * 2, count * 9
    if match["dozen"]:  # 十几亿, 二十几亿
        return count + factor, count + 9 * factor
    if match["hundred_millions"]:  # 1亿2000万
        count += Decimal(match["hundred_millions"]) * 100_000_000
    powers_only = not re.search("[^十百千]", digits)
    levelled = (match["level"] or match["level2"]) and powers_only
    bounded = match["some"] or match["most"] or match["least"]
    return (count, count * 10) if levelled and not bounded else (count, count)


def _count(digits: str) -> Decimal | None:
    if digits == "半":
        return Decimal("0.5")
    return number(digits) if digits else Decimal(1)


def _start(match: re.Match[str]) -> Decimal | None:
    """Where a range begins: in its own unit (2000万至1亿元), else in that of its end (3至5亿元)."""
    count = _count(match["low"])
    return None if count is None else count * scale(match["low_scale"] or match["scale"])
