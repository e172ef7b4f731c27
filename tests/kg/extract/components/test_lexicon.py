"""Listed names: clear ones always, short and ambiguous ones only as whole words and beside firmer evidence."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg.extract.components.lexicon  # noqa: F401  (registers the factory)
from kg.extract.tokenizer import create_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.add_pipe("jjj_lexicon")
    return nlp


def names(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.type) for c in sorted(nlp(text)._.candidates)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建行和农行提供贷款。", [("建行", "Bank"), ("农行", "Bank")]),
        ("他毕业于北航。", [("北航", "University")]),
        ("工信部公布名单。", [("工信部", "GovernmentAgency")]),
        ("企业在北交所上市。", [("北交所", "FinancialInstitution")]),
        ("展商来自天津经开区。", [("天津经开区", "Park")]),
        ("论文来自中科院计算所。", [("中科院计算所", "ResearchInstitute")]),
        ("他去协和医院看病。", [("协和医院", "Hospital")]),
        ("新华社发布消息。", [("新华社", "Organization")]),
        ("东风汽车集团扩产。", [("东风汽车", "Company"), ("东风汽车集团", "Company")]),
    ],
)
def test_what_everybody_knows_is_found(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "船在途中行驶。",
        "构建行业标准。",
        "改善民生工程。",
        "人们联想到春天。",
        "天大的好事。",
        "中国银行业稳健运行。",
        "南开很热闹。",
    ],
)
def test_an_ordinary_word_is_no_name(nlp: Language, text: str) -> None:
    assert names(nlp, text) == []


def test_an_ambiguous_name_counts_after_the_full_one(nlp: Language) -> None:
    assert names(nlp, "南开大学迎新。南开今年扩招。") == [("南开大学", "University"), ("南开", "University")]


def test_a_list_vouches_for_an_ambiguous_name(nlp: Language) -> None:
    expected = [("华为", "Company"), ("联想", "Company"), ("小米", "Company"), ("百度", "Company")]
    assert names(nlp, "华为、联想、小米和百度都来了。") == expected


def test_the_longer_name_hides_what_it_contains(nlp: Language) -> None:
    assert names(nlp, "中国银行业协会开会。") == [("中国银行业协会", "Association")]


def test_a_firm_of_a_group_is_not_the_group(nlp: Language) -> None:
    assert names(nlp, "华润医药扩产。") == [("华润医药", "Company")]


def test_a_short_name_beside_a_dash_is_a_part_of_a_longer_one(nlp: Language) -> None:
    assert names(nlp, "某某—中关村中心揭牌。") == []
    assert names(nlp, "一个好去处——中关村。") == [("中关村", "Park")]


def test_sectors_are_left_to_their_own_component(nlp: Language) -> None:
    assert names(nlp, "集成电路和生物医药。") == []
