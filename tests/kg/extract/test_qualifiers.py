from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.qualifiers import money, rates, rounds


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("990万元", "9900000", "CNY"),
        ("10亿美元", "1000000000", "USD"),
        ("近千万元", "../10000000", "CNY"),
        ("数千万元", "20000000/90000000", "CNY"),
        ("上亿元", "100000000/..", "CNY"),
        ("超3000万元人民币", "30000000/..", "CNY"),
        ("5000余万元", "50000000/..", "CNY"),
        ("2000万至3000万元", "20000000/30000000", "CNY"),
        ("3-5亿元", "300000000/500000000", "CNY"),
        ("两亿元", "200000000", "CNY"),
        ("一千二百万元", "12000000", "CNY"),
        ("3,000万元", "30000000", "CNY"),
        ("1.5亿元", "150000000", "CNY"),
        ("人民币5亿元", "500000000", "CNY"),
        ("10多亿元", "1000000000/..", "CNY"),
        ("约8000万港元", "80000000", "HKD"),
        ("不超过2亿元", "../200000000", "CNY"),
    ],
)
def test_money_is_kept_as_written_and_in_plain_decimals(written: str, value: str, unit: str) -> None:
    (found,) = money(f"公司获得{written}的支持")
    assert (found.qualifier.text, found.qualifier.value, found.qualifier.unit) == (written, value, unit)


def test_a_number_without_currency_is_no_money() -> None:
    assert list(money("累计服务逾10万人次，设备102台套，增长3.5%")) == []


@given(st.integers(1, 10**9), st.sampled_from([("", 1), ("万", 10_000), ("亿", 100_000_000)]))
def test_a_sum_reads_back_what_was_written(count: int, scale: tuple[str, int]) -> None:
    (found,) = money(f"贷款{count}{scale[0]}元")
    assert found.qualifier.value is not None
    assert Decimal(found.qualifier.value) == count * scale[1]


@given(st.text("0123456789.,，一二三十百千万亿近超约数上余多至-元美港人民币", max_size=40))
def test_money_stands_where_it_says(text: str) -> None:
    assert all(text[f.start : f.end] == f.qualifier.text for f in money(text))


@pytest.mark.parametrize(("text", "written", "value"), [
    ("年利率3.65%", "3.65%", "3.65"), ("执行利率低至2.9％", "2.9％", "2.9"), ("月息4‰", "4‰", "0.4"),
])  # fmt: skip
def test_a_rate_needs_a_word_for_interest(text: str, written: str, value: str) -> None:
    (found,) = rates(text)
    assert (found.qualifier.text, found.qualifier.value) == (written, value)


def test_growth_is_no_rate() -> None:
    assert list(rates("营收同比增长20%")) == []


@pytest.mark.parametrize("written", [
    "天使轮", "Pre-A轮", "A轮", "A+轮", "B2轮", "种子轮", "战略融资", "战略投资", "IPO", "Pre-IPO轮", "首轮",
])  # fmt: skip
def test_rounds_are_recognised(written: str) -> None:
    assert [f.qualifier.text for f in rounds(f"公司完成{written}融资")] == [written]


def test_letters_in_a_word_are_no_round() -> None:
    assert list(rounds("研发OPERA轮椅")) == []


def test_sums_that_tell_of_a_firm_as_a_whole_belong_to_no_relation() -> None:
    found = [
        each.qualifier.text for each in money("云麓生物完成2亿元B轮融资，三年累计融资超5亿元，注册资本为3000万元。")
    ]
    assert found == ["2亿元"]


def test_a_new_round_is_no_name_of_a_round() -> None:
    assert [each.qualifier.text for each in rounds("完成新一轮融资，去年刚完成Pre-A轮")] == ["Pre-A轮"]
