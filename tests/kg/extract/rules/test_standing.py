"""What is over, not so or not yet: rules of their own, and plain readings that let every other rule read it."""

from __future__ import annotations

import pytest

from kg.extract.rules.readings import plain
from kg.extract.rules.skeleton import Skeleton
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def told(text: str, ontology: Ontology) -> set[tuple[str, str, str, str]]:
    doc = related(marked(text), ontology)
    names = [referent.name for referent in doc._.referents]
    return {(names[c.subject], c.predicate, names[c.object], c.status.value) for c in doc._.claims}


def skeleton(text: str) -> Skeleton:
    return Skeleton(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)), {})


@pytest.mark.parametrize(
    ("told_as", "plainly"),
    [
        ("甲拟向乙发放贷款", "甲向乙发放贷款"),
        ("甲没有从乙搬走", "甲从乙搬走"),
        ("甲不再是乙的子公司", "甲是乙的子公司"),
        ("甲与乙联合筹建丙", "甲与乙联合组建丙"),
        ("甲将在乙设厂", "甲在乙设厂"),
    ],
)
def test_a_plain_reading_leaves_out_what_plans_or_denies(told_as: str, plainly: str) -> None:
    reading = plain(skeleton(told_as))
    assert reading is not None
    assert reading.text == plainly


@pytest.mark.parametrize("text", ["甲向乙发放贷款", "甲已将专利转让给乙", "未来，甲在乙设厂", "甲主要在乙办公"])
def test_what_plans_and_denies_nothing_has_no_plain_reading(text: str) -> None:
    assert plain(skeleton(text)) is None


def test_a_plain_reading_knows_where_its_characters_stand() -> None:
    text = "甲计划在乙建厂"
    reading = plain(skeleton(text))
    assert reading is not None
    assert [text[at] for at in reading.places] == list(reading.text)


PERSON, OTHER = "「Person:苏望舒」", "「Person:祝明远」"
FIRM, PARENT = "「Company:云麓生物」", "「Company:长渠集团」"
BANK, FUND = "「Bank:滨河银行」", "「InvestmentFirm:长亭资本」"
SCHOOL, LAB = "「University:沧海大学」", "「Lab:光子实验室」"
TOWN, PARK = "「Region:沧海市」", "「Park:燕南产业园」"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"{PERSON}辞去{PARENT}副总经理职务。", ("苏望舒", "holds_position", "长渠集团", "terminated")),
        (f"{PERSON}离开{PARENT}后，办起了一家小店。", ("苏望舒", "holds_position", "长渠集团", "terminated")),
        (f"{PERSON}2015年从{SCHOOL}辞职下海。", ("苏望舒", "holds_position", "沧海大学", "terminated")),
        (f"{PERSON}早年在{SCHOOL}教书，如今开了茶馆。", ("苏望舒", "holds_position", "沧海大学", "terminated")),
        (f"{PERSON}，1980年生，曾供职于{SCHOOL}。", ("苏望舒", "holds_position", "沧海大学", "terminated")),
        (f"{PARENT}前高管{PERSON}出来创业。", ("苏望舒", "holds_position", "长渠集团", "terminated")),
        (f"{PARENT}原副总经理{PERSON}出席。", ("苏望舒", "holds_position", "长渠集团", "terminated")),
        (f"董事会免去{PERSON}的{PARENT}财务总监职务。", ("苏望舒", "holds_position", "长渠集团", "terminated")),
        (f"{FIRM}的总部没有从{TOWN}搬走。", ("云麓生物", "relocated_from", "沧海市", "negated")),
        (f"{FIRM}的总部仍留在{TOWN}，没有跟着搬。", ("云麓生物", "relocated_from", "沧海市", "negated")),
        (f"{FUND}所持{FIRM}股份已悉数转让。", ("长亭资本", "invested_in", "云麓生物", "terminated")),
        (f"{FIRM}原股东{FUND}彻底退出。", ("长亭资本", "invested_in", "云麓生物", "terminated")),
        (f"{FIRM}已不再是{PARENT}的子公司。", ("云麓生物", "subsidiary_of", "长渠集团", "terminated")),
        (f"{FIRM}撤销{TOWN}分公司。", ("云麓生物", "located_in", "沧海市", "terminated")),
        (f"{FIRM}曾在{TOWN}开过门店。", ("云麓生物", "located_in", "沧海市", "terminated")),
        (f"{BANK}对{FIRM}的贷款已于去年全部收回。", ("滨河银行", "loaned_to", "云麓生物", "terminated")),
        (f"{FIRM}与{PARENT}没有股权关系。", ("云麓生物", "subsidiary_of", "长渠集团", "negated")),
        (f"{LAB}与{SCHOOL}没有隶属关系。", ("光子实验室", "part_of", "沧海大学", "negated")),
        (f"{FIRM}与{PARENT}从无业务往来。", ("云麓生物", "partners_with", "长渠集团", "negated")),
        (f"{FIRM}在{TOWN}没有工厂。", ("云麓生物", "located_in", "沧海市", "negated")),
        (f"{FIRM}的厂子设在{PARK}，而不是{TOWN}。", ("云麓生物", "located_in", "沧海市", "negated")),
        (f"{BANK}没有批准{FIRM}的贷款申请。", ("滨河银行", "loaned_to", "云麓生物", "negated")),
        (f"{FIRM}拟向{BANK}申请500万元。", ("滨河银行", "loaned_to", "云麓生物", "planned")),
        (f"{PARENT}将在{TOWN}建一座{PARK}。", ("燕南产业园", "located_in", "沧海市", "planned")),
        (f"{PARENT}将在{TOWN}建一座{PARK}。", ("燕南产业园", "founded_by", "长渠集团", "planned")),
        (f"{FIRM}希望在新药筛选上同{SCHOOL}合作。", ("云麓生物", "partners_with", "沧海大学", "planned")),
    ],
)
def test_what_is_over_not_so_or_not_yet_is_told_with_its_status(
    text: str, claim: tuple[str, str, str, str], ontology: Ontology
) -> None:
    found = told(text, ontology)
    assert claim in found
    assert (*claim[:3], "asserted") not in found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"{PARENT}尚未投资{FIRM}。", ("长渠集团", "invested_in", "云麓生物", "negated")),
        (f"{FIRM}并未落户{PARK}。", ("云麓生物", "located_in", "燕南产业园", "negated")),
        (f"{FIRM}并非{PARENT}的子公司。", ("云麓生物", "subsidiary_of", "长渠集团", "negated")),
        (f"{SCHOOL}与{PARENT}计划共同组建{LAB}。", ("光子实验室", "founded_by", "沧海大学", "planned")),
        (f"{FIRM}曾是{PARENT}的全资子公司。", ("云麓生物", "subsidiary_of", "长渠集团", "terminated")),
        (f"有消息称，{FUND}投资了{FIRM}。", ("长亭资本", "invested_in", "云麓生物", "rumoured")),
        (f"{FUND}投资了{FIRM}，双方均未置评。", ("长亭资本", "invested_in", "云麓生物", "rumoured")),
        (f"{FIRM}计划投资两亿元，在{PARK}建厂。", ("云麓生物", "located_in", "燕南产业园", "planned")),
        (f"{PARK}由{PARENT}运营，而不是{FIRM}。", ("燕南产业园", "operated_by", "云麓生物", "negated")),
        (f"{PARENT}此前已取消为{FIRM}银行借款提供的担保。", ("云麓生物", "guaranteed_by", "长渠集团", "terminated")),
        (f"{BANK}向{FIRM}发放贷款500万元一事没有实施。", ("滨河银行", "loaned_to", "云麓生物", "negated")),
        (f"{PARENT}没有为{FIRM}的贷款提供担保。", ("云麓生物", "guaranteed_by", "长渠集团", "negated")),
        (f"{FUND}2019年入股{FIRM}，三年后退出。", ("长亭资本", "invested_in", "云麓生物", "terminated")),
        (f"{FIRM}的「Technology:薄膜电池」产线已关停。", ("云麓生物", "develops", "薄膜电池", "terminated")),
        (f"{PARENT}与{SCHOOL}签订协议，双方将建设{LAB}。", ("光子实验室", "founded_by", "沧海大学", "planned")),
        (f"{FIRM}计划投资两亿元，在{TOWN}新建{PARK}。", ("燕南产业园", "located_in", "沧海市", "planned")),
    ],
)
def test_every_rule_reads_plans_denials_and_ends(
    text: str, claim: tuple[str, str, str, str], ontology: Ontology
) -> None:
    found = told(text, ontology)
    assert claim in found
    assert (*claim[:3], "asserted") not in found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"{FIRM}将总部迁至{PARK}。", ("云麓生物", "located_in", "燕南产业园", "asserted")),
        (f"从未借过钱的{FIRM}收到{BANK}贷款500万元。", ("滨河银行", "loaned_to", "云麓生物", "asserted")),
        (f"此前，{FUND}投资了{FIRM}。", ("长亭资本", "invested_in", "云麓生物", "asserted")),
        (f"{PERSON}卸任后担任{FIRM}董事长。", ("苏望舒", "holds_position", "云麓生物", "asserted")),
        (f"{PARK}由{PARENT}运营，而不是{FIRM}。", ("燕南产业园", "operated_by", "长渠集团", "asserted")),
        (f"{FIRM}2020年已将产线转移到{PARK}，明年扩产。", ("云麓生物", "located_in", "燕南产业园", "asserted")),
        (f"{FIRM}董事长{PERSON}来到{PARENT}考察。", ("苏望舒", "holds_position", "云麓生物", "asserted")),
    ],
)
def test_what_only_looks_like_a_plan_or_a_denial_is_asserted(
    text: str, claim: tuple[str, str, str, str], ontology: Ontology
) -> None:
    assert claim in told(text, ontology)


@pytest.mark.parametrize(
    ("text", "told_wrongly"),
    [
        (f"{PERSON}没有离开{PARENT}，后来还升了职。", "terminated"),
        (f"{PERSON}拟辞去{PARENT}董事长职务。", "terminated"),
        (f"{FIRM}的总部从{TOWN}搬走了。", "negated"),
        (f"{FUND}未转让所持{FIRM}股份。", "terminated"),
        (f"{FIRM}没有撤销{TOWN}分公司。", "terminated"),
        (f"{FIRM}在{TOWN}有工厂。", "negated"),
        (f"{FIRM}与{PARENT}往来密切。", "negated"),
        (f"{BANK}批准{FIRM}的贷款申请。", "negated"),
        (f"{FIRM}已向{BANK}申请专利质押。", "planned"),
        (f"{FIRM}与{SCHOOL}合作多年。", "planned"),
        (f"{BANK}对{FIRM}的贷款余额达两亿元。", "terminated"),
        (f"{FIRM}持有{LAB}的股权。", "terminated"),
    ],
)
def test_none_of_it_is_told_of_the_contrary(text: str, told_wrongly: str, ontology: Ontology) -> None:
    assert not [claim for claim in told(text, ontology) if claim[3] == told_wrongly]
