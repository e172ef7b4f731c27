"""Numbers in names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.numerals import arabic, number

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("青禾第七〇七研究所", "青禾707研究所"),
        ("青禾707所", "青禾707所"),
        ("蓟川市第八十中学", "蓟川市80中学"),
        ("青禾基金二期", "青禾基金2期"),
        ("青禾基金ii期", "青禾基金2期"),
        ("青禾远见一号", "青禾远见1号"),
        ("第三研究院", "3研究院"),
        ("五一三所", "513所"),
        ("三禾重工", "三禾重工"),
        ("一汽", "一汽"),
        ("华中科技大学", "华中科技大学"),
    ],
)
def test_what_counts_something_is_written_in_digits(written: str, told: str) -> None:
    assert arabic(written) == told


@given(st.integers(1, 9999))
def test_a_number_is_read_as_it_is_written(value: int) -> None:
    written, digits = "", str(value)
    for place, digit in enumerate(digits):
        unit = ["", "十", "百", "千"][len(digits) - place - 1]
        written += DIGITS[int(digit)] + (unit if digit != "0" else "")
    assert number(written) == value or "零" in written
    assert number("".join(DIGITS[int(digit)] for digit in digits)) == value
    assert number(digits) == value


@pytest.mark.parametrize("numeral", ["", "甲", "二甲"])
def test_what_is_no_numeral_is_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        number(numeral)
