"""Persons: found by title, by-line, verb or list; found again; never made of ordinary words."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg.extract.components.persons  # noqa: F401  (registers the factory)
from kg.extract.tokenizer import create_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.add_pipe("jjj_persons")
    return nlp


def names(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return sorted({text[c.start : c.end] for c in doc._.candidates if c.type == "Person"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总经理王建华表示，公司将扩大投入。", ["王建华"]),
        ("“订单已经排满。”李伟说。", ["李伟"]),
        ("据赵晓燕介绍，项目进展顺利。", ["赵晓燕"]),
        ("会议由市委书记孟庆松主持。", ["孟庆松"]),
        ("高雁（董事长）与马丹（总经理）共同出席。", ["马丹", "高雁"]),
        ("法定代表人：张志强，注册资本100万元。", ["张志强"]),
        ("欧阳明远院士到场。", ["欧阳明远"]),
        ("任命孙立民为主任。", ["孙立民"]),
        ("办公室主任孟玉兵此前介绍了进度。", ["孟玉兵"]),
        ("所长马景和从专家手中接过证书。", ["马景和"]),
        ("河北大学杨青教授团队发明了工艺。", ["杨青"]),
        ("29岁的周文海最早学的是化学。", ["周文海"]),
        ("吕川文18岁那年离家。", ["吕川文"]),
    ],
)
def test_surroundings_tell_a_name(nlp: Language, text: str, expected: list[str]) -> None:
    assert names(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯（记者 王建华 通讯员赵晓燕）日前", ["王建华", "赵晓燕"]),
        ("文/孙立民 图/周涛", ["周涛", "孙立民"]),
        ("责任编辑：李伟", ["李伟"]),
        ("通讯员 王建华 赵晓燕\n孙立民 周涛\n\n正文", ["周涛", "孙立民", "王建华", "赵晓燕"]),
        ("通讯员 孙立民周志刚", ["周志刚", "孙立民"]),
        ("（记者 李 明）", ["李 明"]),
        ("（记者 贺若澄）", ["贺若澄"]),
        ("（记者 荦亭舟）", ["荦亭舟"]),
        ("（记者 获悉）", []),
    ],
)
def test_bylines_hold_several_names(nlp: Language, text: str, expected: list[str]) -> None:
    assert names(nlp, text) == expected


def test_a_listed_name_needs_no_title_of_its_own(nlp: Language) -> None:
    assert names(nlp, "副校长孟庆松、李文海、周涛出席。") == ["周涛", "孟庆松", "李文海"]


def test_a_name_once_found_is_found_again(nlp: Language) -> None:
    text = "董事长曹文彬表示满意。三年前回国的曹文彬选择了天津。"
    doc = nlp(text)
    assert sorted((c.start, c.end) for c in doc._.candidates if c.origin == "rule:persons.again") == [(3, 6), (17, 20)]


def test_a_weak_name_counts_once_it_comes_back(nlp: Language) -> None:
    assert names(nlp, "龚超回到北方") == []
    assert names(nlp, "龚超回到北方。龚超回到北方。龚超回到北方。") == ["龚超"]


def test_a_foreign_name_reaches_as_far_as_its_sounds(nlp: Language) -> None:
    assert names(nlp, "首席执行官约翰·卡尔森表示欢迎，卡尔森还说") == ["卡尔森", "约翰·卡尔森"]
    assert names(nlp, "天开·津门创新港开园") == []


@pytest.mark.parametrize(
    "text",
    [
        "高新技术企业成立方案出台，金融安全有保障。",
        "张家口、王府井、石家庄、常州、安阳、金华等地",
        "张总、王姐、李女士、赵先生、小刘、老周、孙某某都到了。",
        "局长严格要求，主任高度评价，经理全程陪同，专家石墨烯研究团队，工程师范围广。",
        "农业银行天津分行行长表示，相关方面表示，安全第一。",
        "杨柳青镇、武清区、任丘市、安平县、常委会、段落",
        "通知说，报告指出，应该说，白天表示，马上介绍",
        "记者 于北京报道",
        "",
    ],
)
def test_ordinary_words_are_no_names(nlp: Language, text: str) -> None:
    assert names(nlp, text) == []


def test_a_long_run_without_a_pause_is_read_in_pieces(nlp: Language) -> None:
    assert names(nlp, "王" * 5000) == []
