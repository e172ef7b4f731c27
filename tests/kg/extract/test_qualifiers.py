from __future__ import annotations

import pytest

from kg.extract.qualifiers import rates, rounds, shares


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


def test_a_new_round_is_no_name_of_a_round() -> None:
    assert [each.qualifier.text for each in rounds("完成新一轮融资，去年刚完成Pre-A轮")] == ["Pre-A轮"]


@pytest.mark.parametrize(("text", "written", "value"), [
    ("年化利率3.05%-3.45%", "3.05%-3.45%", "3.05/3.45"), ("利率不超过4%", "4%", "../4"),
    ("执行LPR减20个基点", "LPR减20个基点", "LPR-0.2"), ("按一年期LPR上浮15BP计", "一年期LPR上浮15BP", "LPR+0.15"),
])  # fmt: skip
def test_a_rate_can_be_a_range_a_bound_or_a_distance_from_the_prime_rate(text: str, written: str, value: str) -> None:
    (found,) = rates(text)
    assert (found.qualifier.text, found.qualifier.value, found.qualifier.unit) == (written, value, "%")


@pytest.mark.parametrize(("text", "written", "value"), [
    ("持股51%", "51%", "51"), ("受让公司三成股权", "三成", "30"), ("取得过半股权", "过半", "50/.."),
    ("持有公司27.52%的股份", "27.52%", "27.52"), ("持股近三成", "近三成", "../30"), ("持股三成半", "三成半", "35"),
    ("百分之三十的股权", "百分之三十", "30"),
])  # fmt: skip
def test_a_share_of_a_firm_is_told_in_percent(text: str, written: str, value: str) -> None:
    (found,) = shares(text)
    assert (found.qualifier.text, found.qualifier.value, found.qualifier.unit) == (written, value, "%")


def test_growth_and_the_impossible_are_no_share() -> None:
    assert list(shares("营收增长20%，产量过半，持股130%")) == []


@pytest.mark.parametrize(("written", "value"), [
    ("Pre-A+轮", "Pre-A+"), ("PreA轮", "Pre-A"), ("B＋轮", "B+"), ("战略投资", "战略"), ("战略轮", "战略"),
    ("PreIPO轮", "Pre-IPO"), ("首次公开募股", "IPO"), ("定增", "定向增发"), ("天使++轮", "天使++"), ("首轮", "首轮"),
])  # fmt: skip
def test_a_round_has_one_name_however_it_is_written(written: str, value: str) -> None:
    (found,) = rounds(f"公司完成{written}")
    assert (found.qualifier.text, found.qualifier.value) == (written, value)
