"""Numbers in names: 第七〇七研究所 and 707所, 第八十中学 and 80中, 二期 and 2期 say the same."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_RUN = "[零〇○一二三四五六七八九十百千两]"
_COUNTED = (
    "(?:期|号|批|号楼|院|所|中学|中|局|厂|小学|小|大队|师|团|医院|附院|附属|研究院|研究所|设计院|工程局|机械厂|校区|分院|分校|航空|"
    "世纪)"
)
_NUMBER = re.compile(
    rf"第(?P<ordinal>{_RUN}+|\d+)|(?P<long>[零〇○一二三四五六七八九]{{3,}})|(?P<counted>{_RUN}+)(?={_COUNTED})"
)
_ROMAN = str.maketrans("ⅰⅱⅲⅳⅴⅵ", "123456")
_ROMAN_PHASE = re.compile(r"(?<![a-z])(i{1,3}|iv|v|vi)(?=期|号|\(|$)")
_VALUES = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}


def number(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral: 七〇七 and 七百零七 are 707, 八十 is 80.

    Raises:
        ValueError: it is no numeral.
    """
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or set(numeral) - set(_DIGITS) - set(_UNITS):
        msg = f"{numeral!r} is no numeral"
        raise ValueError(msg)
    if not set(numeral) & set(_UNITS):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def arabic(name: str) -> str:
    """The name with its numbers in digits and without 第, where they count something or are written digit by digit.

    Args:
        name: spelt by `kg.resolve.spelling.spell`.
    """
    written = _ROMAN_PHASE.sub(lambda found: _VALUES[found.group()], name.translate(_ROMAN))
    return _NUMBER.sub(
        lambda found: str(number(found.group("ordinal") or found.group("long") or found.group("counted"))), written
    )
