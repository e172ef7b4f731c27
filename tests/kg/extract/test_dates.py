from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import dates

PUBLISHED = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2023年2月", "2023-02"),
        ("2023年2月5日", "2023-02-05"),
        ("二〇二三年", "2023"),
        ("上月", "2024-05"),
        ("去年", "2023"),
        ("去年5月", "2023-05"),
        ("今年3月", "2024-03"),
        ("昨日", "2024-05-31"),
        ("5月27日", "2024-05-27"),
        ("8月9日", "2023-08-09"),
        ("2019年底", "2019-10/2019-12"),
        ("2023年上半年", "2023-01/2023-06"),
        ("近日", "2024-05-02/2024-06-01"),
        ("2月30日", "2024-02"),
    ],
)
def test_a_date_is_resolved_against_the_day_of_publication(written: str, value: str | None) -> None:
    (found,) = dates(f"{written}，公司落户", PUBLISHED)
    assert (found.qualifier.text, found.qualifier.value) == (written, value)


def test_without_a_day_of_publication_relative_dates_have_no_value() -> None:
    assert [f.qualifier.value for f in dates("去年5月，公司落户")] == [None]


@pytest.mark.parametrize(
    "text",
    ["截至2025年4月末，余额上升", "2015年以来，企业入驻", "“十四五”期间", "近7年攻坚", "今年前4个月", "2022年至今"],
)
def test_a_period_dates_no_event(text: str) -> None:
    assert list(dates(text, PUBLISHED)) == []


@given(
    st.text("0123456789年月日号今去上本初底末旬，二〇三十", max_size=30), st.dates(date(1950, 1, 1), date(2090, 1, 1))
)
def test_dates_stand_where_they_say(text: str, published: date) -> None:
    assert all(text[f.start : f.end] == f.qualifier.text for f in dates(text, published))


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_a_full_date_reads_back_what_was_written(day: date) -> None:
    (found,) = dates(f"{day.year}年{day.month}月{day.day}日，签约")
    assert found.qualifier.value == day.isoformat()


def test_a_date_that_leans_on_another_is_resolved_against_the_one_before_it() -> None:
    found = dates("公司2019年5月成立，同年11月获投，次年4月迁入园区，次月开业", PUBLISHED)
    assert [f.qualifier.value for f in found] == ["2019-05", "2019-11", "2020-04", "2020-05"]


def test_a_month_to_come_is_the_next_one() -> None:
    assert [f.qualifier.value for f in dates("项目将于3月5日开工", PUBLISHED)] == ["2025-03-05"]
    assert [f.qualifier.value for f in dates("项目于3月5日开工", PUBLISHED)] == ["2024-03-05"]
