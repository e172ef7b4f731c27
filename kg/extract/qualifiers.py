"""Particulars of a relation as a text gives them: rates, shares and rounds, each with its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.numerals import number, plain
from kg.model import Qualifier


@dataclass(frozen=True, slots=True)
class Found:
    """A qualifier and where it stands in the text that was searched."""

    start: int
    end: int
    qualifier: Qualifier


_NUMERAL = r"\d{1,3}(?:\.\d{1,4})?"
_MOST = "近|不超过|不高于|至多|最高|低于"
_LEAST = "超过|超|逾|不低于|至少|高于"
_RATE = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|约|仅为|仅|低至|为)?"
    rf"(?P<written>(?:(?P<low>{_NUMERAL})\s?[%％‰]?(?:至|到|[-—–~～]{{1,2}}))?(?P<rate>{_NUMERAL})\s?(?P<unit>[%％‰]))"
)
_RATE_CUE = re.compile(r"利率|利息|费率|年化|LPR|贴息|年息|月息|票面|收益率")
_LPR = re.compile(
    r"(?:一年期|1年期|五年期以上|同期)?LPR(?:基础上)?"
    r"(?:(?P<sign>下浮|下调|减点?|低|[-－]|上浮|上调|加点?|高|[+＋])\s?(?P<points>\d{1,3})\s?个?(?:基点|BPs?|bps?|Bps?))"
)
_DOWN = frozenset({"下浮", "下调", "减", "减点", "低", "-", "－"})
_TENTHS = "[一二三四五六七八九两]成(?:[一二三四五六七八九半])?"
_SHARE = re.compile(
    rf"(?P<most>近|不超过)?(?P<least>超过|超|逾|不低于)?"
    rf"(?:(?P<percent>{_NUMERAL})\s?[%％]|百分之(?P<han>[一二三四五六七八九十百]{{1,5}})|(?P<tenths>{_TENTHS})"
    r"|(?P<half>过半数?|半数以上|一半以上|超半数|半数|一半))"
)
_SHARE_BEFORE = re.compile(r"(?:持股|占股|参股|控股|入股|持有|占比|股比|出资比例|持股比例|认缴比例)[^，。；\d]{0,8}$")
_SHARE_AFTER = re.compile(r"的?(?:股权|股份|股比|份额|控股权)")
_ROUND = re.compile(
    r"(?<![A-Za-z])(?:Pre[-\s]?[A-Ha-h]{1,2}\d?|[A-H]\d?|[A-H]{2})(?:\+{1,3}|＋{1,3})?(?:轮|(?=\s?系列融资))"
    r"|(?:种子|天使|Pre-?天使|战略|首)(?:\+{1,2})?轮|战略(?:投资|融资)(?!者|方|人)|Pre-?IPO轮?|首次公开(?:募股|发行)|(?<![A-Za-z])IPO(?![A-Za-z])|定向增发|定增"
)
_NAMED_ROUNDS = {
    "战略投资": "战略", "战略融资": "战略", "首次公开募股": "IPO", "首次公开发行": "IPO", "定增": "定向增发",
    "首": "首轮",
}  # fmt: skip


def rates(text: str) -> Iterator[Found]:
    """Interest or fee rates in `text`: percentages with a word for interest within 12 characters before them.

    A rate told by its distance from the loan prime rate has the value `LPR-0.2` (20 basis points below it).
    """
    for match in _LPR.finditer(text):
        sign = "-" if match["sign"] in _DOWN else "+"
        value = f"LPR{sign}{plain(Decimal(match['points']) / 100)}"
        yield Found(match.start(), match.end(), Qualifier("rate", match.group(), value, "%"))
    for match in _RATE.finditer(text):
        if _RATE_CUE.search(text, max(0, match.start() - 12), match.start()):
            yield Found(*match.span("written"), Qualifier("rate", match["written"], _rate(match), "%"))


def _rate(match: re.Match[str]) -> str:
    part = Decimal(10 if match["unit"] == "‰" else 1)
    value = plain(Decimal(match["rate"]) / part)
    if match["low"] and Decimal(match["low"]) <= Decimal(match["rate"]):
        return f"{plain(Decimal(match['low']) / part)}/{value}"
    return _bounded(match, value)


def _bounded(match: re.Match[str], value: str) -> str:
    if match["most"]:
        return f"../{value}"
    return f"{value}/.." if match["least"] else value


def shares(text: str) -> Iterator[Found]:
    """Shares of a firm in `text`, in percent: 持股51%, 三成股权, 过半股份; with a word for holding beside them."""
    for match in _SHARE.finditer(text):
        held = _SHARE_BEFORE.search(text, max(0, match.start() - 14), match.start())
        if held or _SHARE_AFTER.match(text, match.end()):
            value = _share(match)
            if value is not None:
                yield Found(match.start(), match.end(), Qualifier("amount", match.group(), value, "%"))


def _share(match: re.Match[str]) -> str | None:
    if match["half"]:
        return "50" if match["half"] in {"半数", "一半"} else "50/.."
    if match["tenths"]:
        tens, _, rest = match["tenths"].partition("成")
        count = (number(tens) or Decimal(0)) * 10 + (Decimal(5) if rest == "半" else number(rest) or Decimal(0))
    else:
        count = number(match["han"] or match["percent"]) or Decimal(0)
    return _bounded(match, plain(count)) if 0 < count <= 100 else None


def rounds(text: str) -> Iterator[Found]:
    """Financing rounds in `text`: 天使轮, Pre-A轮, B2轮, A+轮, 战略融资, IPO."""
    for match in _ROUND.finditer(text):
        yield Found(match.start(), match.end(), Qualifier("round", match.group(), _round(match.group())))


def _round(written: str) -> str:
    """The name of a round as one writes it: Pre-A, A+, 天使, 战略, IPO."""
    bare = re.sub(r"\s", "", written).replace("＋", "+").removesuffix("轮")
    pre = re.fullmatch(r"Pre-?(.+)", bare)
    if pre:
        return f"Pre-{pre[1] if pre[1] in {'天使', 'IPO'} else pre[1].upper()}"
    return _NAMED_ROUNDS.get(bare, bare)
