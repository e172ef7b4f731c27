from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.periods import Reading, leans

SATURDAY = date(2024, 6, 1)
EDTF = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?|\.\.)(/(\d{4}(-\d\d(-\d\d)?)?|\.\.))?")


@pytest.mark.parametrize(("written", "value"), [
    ("昨日", "2024-05-31"), ("近日", "2024-05-02/2024-06-01"), ("前不久", "2024-03-03/2024-06-01"),
    ("上周五", "2024-05-24"), ("上周", "2024-05-20/2024-05-26"), ("本周三", "2024-05-29"),
    ("上周末", "2024-05-25/2024-05-26"),
    ("本月初", "2024-06-01/2024-06-10"), ("上月底", "2024-05-21/2024-05-31"), ("5月中旬", "2024-05-11/2024-05-20"),
    ("去年底", "2023-10/2023-12"), ("去年12月", "2023-12"), ("今年一季度", "2024-01/2024-03"),
    ("2023年第四季度", "2023-10/2023-12"), ("2023年上半年", "2023-01/2023-06"), ("2018年秋天", "2018-09/2018-11"),
    ("2018年冬", "2018-12/2019-02"), ("“十四五”期间", "2021/2025"), ("十三五", "2016/2020"), ("三年前", "2021"),
    ("8年前的4月8日", "2016-04-08"), ("几年前", "2015/2022"), ("2013年前后", "2012/2014"), ("2020年起", "2020/.."),
    ("今年以来", "2024-01/2024-06"), ("2023年底前", "../2023"), ("年内", "2024-06-01/2024-12-31"), ("12月", "2023-12"),
    ("二〇二三年五月", "2023-05"), ("2024-03-05", "2024-03-05"), ("2022年3月至5月", "2022-03/2022-05"),
    ("2019年到2023年", "2019/2023"), ("5月3日至6日", "2024-05-03/2024-05-06"), ("2024年2月30日", "2024-02"),
])  # fmt: skip
def test_a_date_has_one_normal_form(written: str, value: str) -> None:
    assert Reading(SATURDAY).normal(written) == value


@pytest.mark.parametrize(("written", "value"), [
    ("同年", "2019"), ("次年", "2020"), ("同年11月", "2019-11"), ("次年4月", "2020-04"), ("当月", "2019-05"),
    ("次月", "2019-06"), ("同日", "2019-05-06"), ("次日", "2019-05-07"),
])  # fmt: skip
def test_a_date_can_lean_on_the_one_before(written: str, value: str) -> None:
    assert Reading(SATURDAY, before="2019-05-06").normal(written) == value
    assert leans(written)
    assert Reading(SATURDAY).normal(written) is None


@pytest.mark.parametrize("written", ["", "世纪之交", "13月", "甲年", "当晚", "年" * 100])
def test_what_tells_no_time_has_no_value(written: str) -> None:
    assert Reading(SATURDAY).normal(written) is None


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 20))
def test_a_weekday_of_last_week_lies_in_last_week(published: date, index: int) -> None:
    weekday = "一二三四五六日"[index % 7]
    value = Reading(published).normal(f"上周{weekday}")
    assert value is not None
    day = date.fromisoformat(value)
    monday = published - timedelta(days=published.weekday())
    assert monday - timedelta(days=7) <= day < monday
    assert day.weekday() == index % 7


@given(
    st.text("0123456789年月日周上下本去今明同次前后初底中旬至一二三四五十季度半几两—-/“”期间", max_size=16),
    st.dates(),
    st.none() | st.dates(date(1000, 1, 1)).map(date.isoformat),
)
def test_a_normal_form_is_edtf_and_never_ends_before_it_begins(text: str, published: date, before: str | None) -> None:
    value = Reading(published, before).normal(text)
    if value is not None:
        assert EDTF.fullmatch(value)
        low, _, high = value.partition("/")
        assert not high or ".." in (low, high) or low[: len(high)] <= high
