"""Regions: chains are one name, ordinary words are none, and short names need a full one or a list."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg.extract.components.regions  # noqa: F401  (registers the factory)
from kg.extract.tokenizer import create_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.add_pipe("jjj_regions")
    return nlp


def regions(nlp: Language, text: str) -> list[str]:
    return [text[c.start : c.end] for c in sorted(nlp(text)._.candidates)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工厂在江苏省无锡市滨湖区。", ["江苏省无锡市滨湖区"]),
        ("河北省保定市容城县容城镇的学校。", ["河北省保定市容城县容城镇"]),
        ("湖北宜昌的船。", ["湖北宜昌"]),
        ("山东省平度市云山镇李家寨村在修路。", ["山东省平度市云山镇李家寨村"]),
        ("德国慕尼黑与日本。", ["德国慕尼黑", "日本"]),
        ("从非洲到东南亚。", ["非洲", "东南亚"]),
        ("雄安新区和滨海新区。", ["雄安新区", "滨海新区"]),
        ("客户来自武清、宝坻。", ["武清", "宝坻"]),
    ],
)
def test_places_are_found(nlp: Language, text: str, expected: list[str]) -> None:
    assert regions(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京津冀协同。", ["京津冀"]),
        ("京津冀地区很大。", ["京津冀"]),
        ("津冀两省市与沪苏浙皖。", ["津冀", "沪苏浙皖"]),
        ("粤港澳大湾区、长三角。", ["粤港澳大湾区", "长三角"]),
    ],
)
def test_several_provinces_are_one_region(nlp: Language, text: str, expected: list[str]) -> None:
    assert sorted(regions(nlp, text), key=text.find) == expected


def test_a_district_is_not_the_province_of_the_same_name(nlp: Language) -> None:
    assert regions(nlp, "河北区不在河北省。") == ["河北区", "河北省"]


@pytest.mark.parametrize(
    "text",
    [
        "我市召开大会。",
        "我国发展很快，中国制造。",
        "和平与发展。",
        "新城区建设。",
        "走南京路。",
        "京沪高铁开通。",
        "北京时间八点。",
        "他迎着朝阳出发。",
    ],
)
def test_what_is_no_place(nlp: Language, text: str) -> None:
    assert regions(nlp, text) == []


def test_a_doubtful_short_name_counts_after_the_full_one(nlp: Language) -> None:
    assert regions(nlp, "和平区有新店。和平的街道整洁。") == ["和平区", "和平"]


def test_a_list_vouches_for_a_doubtful_short_name(nlp: Language) -> None:
    assert regions(nlp, "店开在海淀、朝阳和丰台。") == ["海淀", "朝阳", "丰台"]


@pytest.mark.parametrize(
    ("text", "expected"), [("店在海淀、朝阳。", ["海淀", "朝阳"]), ("店在朝阳、海淀。", ["朝阳", "海淀"])]
)
def test_a_sister_vouches_from_either_side(nlp: Language, text: str, expected: list[str]) -> None:
    assert regions(nlp, text) == expected


def test_only_a_sister_vouches(nlp: Language) -> None:
    assert regions(nlp, "主题有武汉、和平。") == ["武汉"]


def test_a_list_of_other_things_vouches_for_nothing(nlp: Language) -> None:
    assert regions(nlp, "春风、朝阳和细雨。") == []
