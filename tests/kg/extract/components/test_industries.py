"""Industries: lists and heads tell sectors; what is generic, and what is part of a longer name, is none."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg.extract.components.industries
import kg.extract.components.regions  # noqa: F401  (registers the factory)
from kg.extract.tokenizer import create_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.add_pipe("jjj_regions")
    nlp.add_pipe("jjj_industries")
    return nlp


def sectors(nlp: Language, text: str) -> list[str]:
    return [text[c.start : c.end] for c in sorted(nlp(text)._.candidates) if c.type == "Industry"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重点发展生物医药产业。", ["生物医药"]),
        ("布局人工智能、芯片和光伏等产业。", ["人工智能", "芯片", "光伏"]),
        ("聚焦新能源、新材料、渔具制造等重点领域。", ["新能源", "新材料", "渔具制造"]),
        ("本市的渔具产业很有名。", ["渔具"]),
        ("汽车行业回暖。", ["汽车"]),
        ("抢占低空经济新赛道。", ["低空经济"]),
        ("天津信创产业链完整。", ["信创"]),
        ("“双碳”领域政策出台。", ["双碳"]),
        ("公司深耕氢能多年。", ["氢能"]),
        ("大会讨论了集成电路。", ["集成电路"]),
        ("涵盖智能制造、测绘技术与应用、新材料等领域。", ["智能制造", "测绘技术与应用", "新材料"]),
        ("瞄准的12条重点产业链。", []),
        ("全国生物制造产业。", ["生物制造"]),
        ("公司主营渔具租赁，另有两家门店。", ["渔具租赁"]),
        ("基金主要投向数字经济、低空经济和智能制造。", ["数字经济", "低空经济", "智能制造"]),
        ("他创办公司，做量子计算。", ["量子计算"]),
        ("新区以绿色能源、跨境租赁为主导。", ["绿色能源", "跨境租赁"]),
        ("新技术用在汽车、航空、航天上。", ["汽车", "航空", "航天"]),
        ("主攻生命健康、海洋遥感两个领域。", ["生命健康", "海洋遥感"]),
        ("唐山的机器人企业不少。", ["机器人"]),
        ("专业渔船租赁企业来了。", ["渔船租赁"]),
    ],
)
def test_sectors_are_found_without_the_generic_word(nlp: Language, text: str, expected: list[str]) -> None:
    assert sectors(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "传统产业转型。",
        "主导产业明确。",
        "相关领域的专家。",
        "该领域竞争激烈。",
        "在技术研发、人才培养、成果转化等领域合作。",
        "成为制约产业发展的短板。",
        "人工智能算法很快。",
        "这批机器人到货了。",
        "竞争优势与特色领域。",
        "做好服务，做大规模，投向未来。",
        "对接公安、消防等部门。",
        "“小巨人”企业又添三家。",
        "聚焦重点任务，围绕中心工作。",
        "以市场需求为主导。",
    ],
)
def test_what_is_no_sector(nlp: Language, text: str) -> None:
    assert sectors(nlp, text) == []


def test_a_doubtful_word_is_a_sector_beside_a_clear_one(nlp: Language) -> None:
    assert sectors(nlp, "有生物医药、物流、旅游。") == ["生物医药", "物流", "旅游"]


def test_one_sector_does_not_vouch_for_a_list_of_other_things(nlp: Language) -> None:
    assert sectors(nlp, "在渔具清洗、船帆晾晒、新材料等领域合作。") == ["新材料"]


def test_a_long_run_of_words_takes_no_more_than_its_length(nlp: Language) -> None:
    assert sectors(nlp, "新材料、" * 2000 + "新材料等产业") == ["新材料"] * 2001
