from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import number, plain, scale


@pytest.mark.parametrize(
    ("written", "value"),
    [("十", 10), ("十二", 12), ("一百二十", 120), ("一百零五", 105), ("两千", 2000), ("二〇二三", 2023),
     ("三千五百万", 35_000_000), ("一亿二千三百万", 123_000_000), ("1,200.5", Decimal("1200.5"))],
)  # fmt: skip
def test_numerals_are_read(written: str, value: int) -> None:
    assert number(written) == value


@pytest.mark.parametrize("written", ["", "数", "甲", "1.2.3"])
def test_what_is_no_numeral_has_no_value(written: str) -> None:
    assert number(written) is None


def test_a_run_of_powers_is_their_product() -> None:
    assert (scale("千万"), scale("")) == (10_000_000, 1)


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_plain_decimals_lose_nothing(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)
