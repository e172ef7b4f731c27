from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.money import money
from kg.store.columns import interval


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
        ("近亿元", "../100000000", "CNY"),
        ("超10亿元", "1000000000/..", "CNY"),
        ("过亿元", "100000000/..", "CNY"),
        ("1.2亿余元", "120000000/..", "CNY"),
        ("1000万元以上", "10000000/..", "CNY"),
        ("500万元以内", "../5000000", "CNY"),
        ("300-500万元", "3000000/5000000", "CNY"),
        ("2000万至1亿元", "20000000/100000000", "CNY"),
        ("3亿元到5亿元", "300000000/500000000", "CNY"),
        ("300万-500万美元", "3000000/5000000", "USD"),
        ("三五百万元", "3000000/5000000", "CNY"),
        ("两三千万元", "20000000/30000000", "CNY"),
        ("数百万美元", "2000000/9000000", "USD"),
        ("十几亿元", "1100000000/1900000000", "CNY"),
        ("几十亿元", "2000000000/9000000000", "CNY"),
        ("半个亿", "50000000", "CNY"),
        ("5个亿", "500000000", "CNY"),
        ("1亿2000万元", "120000000", "CNY"),
        ("亿元级", "100000000/1000000000", "CNY"),
        ("百万元级", "1000000/10000000", "CNY"),
        ("近亿元级", "../100000000", "CNY"),
        ("300万人民币", "3000000", "CNY"),
        ("US$300万", "3000000", "USD"),
        ("￥500万", "5000000", "CNY"),
        ("500 万元", "5000000", "CNY"),
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
    ("完成融资3亿，用于研发", "3亿", "300000000"), ("获授信1000万。", "1000万", "10000000"),
    ("获1.5亿A轮融资", "1.5亿", "150000000"), ("近亿级融资落地", "近亿级", "../100000000"),
    ("完成千万级天使轮融资", "千万级", "10000000/100000000"), ("获得300万信用贷款", "300万", "3000000"),
])  # fmt: skip
def test_a_sum_without_its_currency_needs_a_word_that_leaves_no_doubt(text: str, written: str, value: str) -> None:
    (found,) = money(text)
    assert (found.qualifier.text, found.qualifier.value, found.qualifier.unit) == (written, value, "CNY")


@pytest.mark.parametrize(
    "text", ["贷款企业3万家", "新增贷款3万笔", "投资者5万人", "服务企业1.2万家", "月活用户3亿", "占地20万平方米"]
)
def test_what_is_counted_in_ten_thousands_is_no_money(text: str) -> None:
    assert list(money(text)) == []


@pytest.mark.parametrize(("text", "written"), [("最近3000万元到账", "3000万元"), ("在此基础上3亿元", "3亿元")])
def test_a_word_that_ends_like_a_bound_is_none(text: str, written: str) -> None:
    assert [(f.qualifier.text, "/" in str(f.qualifier.value)) for f in money(text)] == [(written, False)]


def test_sums_that_tell_of_a_firm_as_a_whole_belong_to_no_relation() -> None:
    found = [
        each.qualifier.text for each in money("云麓生物完成2亿元B轮融资，三年累计融资超5亿元，注册资本为3000万元。")
    ]
    assert found == ["2亿元"]


_LEVELS = st.sampled_from([("", 1), ("万", 10_000), ("千万", 10_000_000), ("亿", 100_000_000)])


@given(st.integers(1, 9999), st.integers(1, 9999), _LEVELS)
def test_a_range_reads_back_its_ends(one: int, other: int, level: tuple[str, int]) -> None:
    low, high = sorted((one, other))
    (found,) = money(f"融资{low}至{high}{level[0]}元")
    assert interval(found.qualifier.value) == (low * level[1], high * level[1])


@given(st.integers(1, 9999), _LEVELS, st.sampled_from(["近", "不超过"]), st.sampled_from(["超", "逾", "不低于"]))
def test_a_bound_is_open_on_the_other_side(count: int, level: tuple[str, int], most: str, least: str) -> None:
    (below,), (above,) = (money(f"获{word}{count}{level[0]}元") for word in (most, least))
    assert interval(below.qualifier.value) == (None, count * level[1])
    assert interval(above.qualifier.value) == (count * level[1], None)


@given(st.text("0123456789.,，一二三五两半十百千万亿近超约数几上余多个至到-元美港级以人民币融资", max_size=30))
def test_no_range_begins_above_its_end(text: str) -> None:
    for found in money(text):
        low, high = interval(found.qualifier.value)
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
