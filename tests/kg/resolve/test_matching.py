"""Two names are the same, related or different; each verdict has its reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResolutionError
from kg.resolve.clues import CLUES, Clue
from kg.resolve.described import Described
from kg.resolve.matching import DECIDED, Label, Matcher, Weights
from kg.resolve.setting import Comparing

COMPARING = Comparing.load()


def described(name: str, kind: str = "Company", about: str = "") -> Described:
    return Described(name, kind, about, COMPARING.setting)


def label(left: Described, right: Described) -> Label:
    return COMPARING.matcher.compare(left, right).label


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("天津青禾机器人有限公司", "天津青禾機器人有限公司", "Company"),
        ("青禾（天津）机器人有限公司", "青禾﹙天津﹚机器人 有限责任公司", "Company"),
        ("蓟川市第八十中学", "蓟川市第80中学", "Organization"),
        ("天津青禾机器人有限公司", "天津青禾机器人股份有限公司", "Company"),
        ("中国科学院自动化研究所", "中科院自动化所", "ResearchInstitute"),
    ],
)
def test_one_body_under_two_names(left: str, right: str, kind: str) -> None:
    assert label(described(left, kind), described(right, kind)) is Label.SAME


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("保定青禾恒达电气有限公司", "沧州青禾恒达电气有限公司", "Company"),
        ("青禾成长二期创业投资基金（有限合伙）", "青禾成长一期创业投资基金（有限合伙）", "Fund"),
        ("天津市和平区人民政府", "沈阳市和平区人民政府", "GovernmentAgency"),
        ("北京工业大学", "北方工业大学", "University"),
        ("招商银行天津分行", "工商银行天津分行", "Bank"),
    ],
)
def test_two_bodies_with_like_names(left: str, right: str, kind: str) -> None:
    assert label(described(left, kind), described(right, kind)) is Label.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("天津大学化工学院", "University"), ("天津大学", "University")),
        (("招商银行股份有限公司", "Bank"), ("招行北京分行", "Bank")),
        (("天津经济技术开发区管理委员会", "GovernmentAgency"), ("天津经济技术开发区", "Park")),
    ],
)
def test_a_part_is_related_to_its_whole(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert label(described(*left), described(*right)) is Label.RELATED


def test_the_words_beside_a_name_decide() -> None:
    left = described("青禾医院", "Hospital", "武汉市青禾大道12号")
    right = described("北京青禾医院", "Hospital", "北京市东城区")
    near = described("青禾医院", "Hospital", "北京东城")
    assert label(left, right) is Label.DIFFERENT
    assert label(near, right) is Label.SAME


def test_every_verdict_has_reasons_the_weightiest_first() -> None:
    verdict = COMPARING.matcher.compare(described("保定青禾电气有限公司"), described("沧州青禾电气有限公司"))
    weights = [abs(reason.weight) for reason in verdict.reasons]
    assert weights
    assert weights == sorted(weights, reverse=True)
    assert any("保定市" in reason.text for reason in verdict.reasons)


NAMES = st.text("天津青禾（）机器人有限公司大学一二12ab ", min_size=1, max_size=16).filter(str.strip)


@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter(left: str, right: str) -> None:
    one, other = described(left), described(right, "Park", "天津")
    first, second = COMPARING.matcher.compare(one, other), COMPARING.matcher.compare(other, one)
    assert first.label == second.label
    assert first.probabilities == second.probabilities
    assert sum(first.probabilities.values()) == pytest.approx(1, abs=0.001)


@given(st.text(max_size=40).filter(str.strip), st.text(max_size=40))
def test_any_text_can_be_compared(name: str, about: str) -> None:
    assert COMPARING.matcher.compare(described(name, "", about), described("天津青禾有限公司")).label in Label


@given(NAMES)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    probabilities = COMPARING.matcher.compare(described(name), described(name)).probabilities
    assert max(DECIDED, key=lambda decided: probabilities[decided]) is Label.SAME


def test_a_probability_below_the_least_is_unsure() -> None:
    weights = Weights({"same_name": {Label.SAME: 1.0}}, dict.fromkeys(DECIDED, 0.0), dict.fromkeys(DECIDED, 0.6))
    matcher = Matcher(weights)
    assert matcher.weigh({"same_name": Clue(1, "one name")}).label is Label.UNSURE
    assert matcher.weigh({"same_name": Clue(1, "one name")}).score == pytest.approx(0.576, abs=0.001)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    Weights.load().save(tmp_path / "weights.json")
    assert Weights.load(tmp_path / "weights.json") == Weights.load()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", json.dumps({"bias": {}, "least": {}, "clues": {"no_such_clue": {"same": 1}}})]
)
def test_damaged_weights_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResolutionError, match="jjj resolve train"):
        Weights.load(tmp_path / "weights.json")


def test_every_clue_says_what_it_is() -> None:
    assert all(finder.__doc__ and finder.__doc__.endswith((".", "?")) for finder in CLUES.values())


def test_weights_are_those_of_the_clues_that_there_are() -> None:
    assert set(Weights.load().clues) == set(CLUES)
