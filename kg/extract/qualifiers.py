"""Particulars of a relation as a text gives them: money, rates and financing rounds, each with its normalised value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.numerals import number, plain, scale
from kg.model import Qualifier


@dataclass(frozen=True, slots=True)
class Found:
    """A qualifier and where it stands in the text that was searched."""

    start: int
    end: int
    qualifier: Qualifier


_MOST = "近|将近|接近|不超过|不高于|最高不超过|至多|最高|最高可达"
_LEAST = "超过|超|逾|突破|不低于|不少于|至少|多达"
_ABOUT = "约为|约|大约|达到|高达|达|总计|合计"
_ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,6})?"
_HAN = "[一二三四五六七八九两十百千]{1,8}"
_CURRENCIES = {
    "人民币元": "CNY", "元人民币": "CNY", "元": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD",
    "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "新加坡元": "SGD", "新元": "SGD", "瑞士法郎": "CHF", "韩元": "KRW",
    "加元": "CAD", "澳元": "AUD", "卢布": "RUB",
}  # fmt: skip
_CURRENCY = "|".join(sorted(_CURRENCIES, key=len, reverse=True))

_MONEY = re.compile(
    rf"(?P<most>(?:{_MOST}))?(?P<least>(?:{_LEAST}))?(?P<about>(?:{_ABOUT}))?(?P<before>人民币|美元|港币|US\$|\$|￥|¥)?"
    rf"(?:(?P<low>{_ARABIC}|{_HAN})(?P<low_scale>[十百千万亿]{{0,3}})(?:元)?(?:至|到|[-—–~～]{{1,2}}))?"
    rf"(?P<some>数|几|上)?(?P<digits>{_ARABIC}|{_HAN})?(?P<more>余|多)?(?P<scale>[十百千万亿]{{0,3}})(?P<more2>余|多)?"
    rf"(?P<currency>{_CURRENCY})"
)
_RATE = re.compile(r"(?:约|仅|仅为|低至|为)?(?P<rate>\d{1,3}(?:\.\d{1,4})?)\s?(?P<unit>[%％‰])")
_RATE_CUE = re.compile(r"利率|利息|费率|年化|LPR|贴息|年息|月息")
_ROUND = re.compile(
    r"(?<![A-Za-z])(?:Pre[-\s]?[A-Ha-h]{1,2}\d?|[A-H]\d?|[A-H]{2})(?:\+{1,3}|＋{1,3})?(?:轮|(?=\s?系列融资))"
    r"|(?:种子|天使|Pre-?天使|战略|首)(?:\+{1,2})?轮|战略(?:投资|融资)(?!者|方|人)|Pre-?IPO轮?|首次公开(?:募股|发行)|(?<![A-Za-z])IPO(?![A-Za-z])|定向增发|定增"
)


_OF_NO_RELATION = re.compile(
    r"(?:累计(?:已)?(?:完成|获得?)?(?:股权)?(?:融资|募资)(?:总?额|金额|规模)?|注册资(?:本金?|金))(?:已|达到?|为)?$"
)


def money(text: str) -> Iterator[Found]:
    """Sums of money in `text`: 990万元, 近千万元, 10亿美元, 2000万至3000万元, 5000余万元.

    What a firm has raised so far in several rounds (累计融资超24亿元) and what it is registered with (注册资本1亿元)
    is the sum of no relation and left out.
    """
    for match in _MONEY.finditer(text):
        sized = match["digits"] or match["scale"]
        value = _amount(match) if sized else None
        if value is not None and not _OF_NO_RELATION.search(text, max(0, match.start() - 12), match.start()):
            unit = _currency(match)
            yield Found(match.start(), match.end(), Qualifier("amount", match.group(), value, unit))


def _currency(match: re.Match[str]) -> str:
    before = {"美元": "USD", "US$": "USD", "$": "USD", "港币": "HKD"}.get(match["before"] or "")
    return before or _CURRENCIES[match["currency"]]


def _amount(match: re.Match[str]) -> str | None:
    """The normalised value of a sum, or None if its numeral cannot be read."""
    factor = scale(match["scale"])
    if match["some"]:
        return _some(match["some"], match["digits"], factor)
    count = number(match["digits"]) if match["digits"] else Decimal(1)
    if count is None:
        return None
    value = plain(count * factor)
    if match["low"]:
        low = number(match["low"])
        low_factor = scale(match["low_scale"]) if match["low_scale"] else factor
        return None if low is None else f"{plain(low * low_factor)}/{value}"
    if match["most"]:
        return f"../{value}"
    if match["least"] or match["more"] or match["more2"]:
        return f"{value}/.."
    return value


def _some(word: str, digits: str | None, factor: int) -> str | None:
    """上千万 is at least that much; 数千万 lies between two and nine times as much."""
    count = number(digits) if digits else Decimal(1)
    if count is None:
        return None
    if word == "上":
        return f"{plain(count * factor)}/.."
    return f"{plain(count * factor * 2)}/{plain(count * factor * 9)}"


def rates(text: str) -> Iterator[Found]:
    """Interest or fee rates in `text`: percentages with a word for interest within 12 characters before them."""
    for match in _RATE.finditer(text):
        if _RATE_CUE.search(text, max(0, match.start() - 12), match.start()):
            share = Decimal(match["rate"]) / (10 if match["unit"] == "‰" else 1)
            written = text[match.start("rate") : match.end()]
            yield Found(match.start("rate"), match.end(), Qualifier("rate", written, plain(share), "%"))


def rounds(text: str) -> Iterator[Found]:
    """Financing rounds in `text`: 天使轮, Pre-A轮, B2轮, A+轮, 战略融资, IPO."""
    for match in _ROUND.finditer(text):
        written = match.group()
        yield Found(
            match.start(), match.end(), Qualifier("round", written, written.removesuffix("轮").replace("＋", "+"))
        )
