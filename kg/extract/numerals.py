"""Chinese and Arabic numerals as they stand before units: 两千, 5000余万, 数百."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,6})?|\d{1,18}(?:\.\d{1,6})?")


def scale(units: str) -> int:
    """The product that a run of powers stands for: 千万 is 10,000,000; an empty run is 1."""
    product = 1
    for unit in units:
        product *= _POWERS[unit]
    return product


def number(written: str) -> Decimal | None:
    """The value of a plain numeral, 1,200.5 or 一百二十 or 二〇二三; None if it is none."""
    if _ARABIC.fullmatch(written):
        return Decimal(re.sub("[,，]", "", written))
    if not written or any(c not in _DIGITS and c not in _POWERS for c in written):
        return None
    if all(c in _DIGITS for c in written):
        return Decimal("".join(str(_DIGITS[c]) for c in written))
    return Decimal(_positional(written))


def _positional(written: str) -> int:
    """一亿二千三百万 and the like: groups of 万 and 亿, each built of digits and smaller powers."""
    total = group = digit = 0
    for c in written:
        power = _POWERS.get(c)
        if power is None:
            digit = _DIGITS[c]
        elif power < 10_000:
            group += (digit or (0 if group % (power * 10) else 1)) * power
            digit = 0
        else:
            if power == _POWERS["亿"]:
                total = (total + group + digit or 1) * power
            else:
                total += (group + digit or 1) * power
            group = digit = 0
    return total + group + digit


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: 9900000, 3.65."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
