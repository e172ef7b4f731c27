"""Claims about what a document tells in pieces: loans, guarantees and rounds over several sentences."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

_BANK, _OTHER = "「Bank:滨河银行」", "「Bank:太行银行」"
_FIRM, _SECOND = "「Company:蓝芯科技」", "「Company:云麓生物」"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def told(text: str, predicate: str, ontology: Ontology) -> set[tuple[str, str, str | None]]:
    """Subject, object and sum of every claim."""
    doc = related(marked(text), ontology)
    names = [referent.name for referent in doc._.referents]
    return {
        (names[c.subject], names[c.object], next((q.text for q in c.qualifiers if q.name == "amount"), None))
        for c in doc._.claims
        if c.predicate == predicate
    }


def test_a_credit_line_and_what_is_drawn_from_it_are_two_claims_about_the_one_lender(ontology: Ontology) -> None:
    text = f"{_FIRM}刚获得一笔600万元的授信。随后，他提取了200万元。{_BANK}为{_FIRM}发放专利质押贷款。"
    sums = {amount for _, _, amount in told(text, "loaned_to", ontology)}
    assert {"600万元", "200万元"} <= sums


def test_a_sum_stays_open_where_two_lend_to_the_borrower(ontology: Ontology) -> None:
    text = f"{_FIRM}刚获得一笔600万元的授信。{_BANK}向{_FIRM}发放贷款。{_OTHER}向{_FIRM}发放贷款。"
    assert told(text, "loaned_to", ontology) == {("滨河银行", "蓝芯科技", None), ("太行银行", "蓝芯科技", None)}


def test_a_sum_hoped_for_is_no_loan(ontology: Ontology) -> None:
    text = f"{_FIRM}希望获得一笔600万元的授信。{_BANK}向{_FIRM}发放贷款。"
    assert told(text, "loaned_to", ontology) == {("滨河银行", "蓝芯科技", None)}


def test_a_lender_beside_two_firms_lends_to_neither(ontology: Ontology) -> None:
    text = f"{_FIRM}和{_SECOND}的负责人都在场，{_BANK}当天完成了300万元贷款审批。"
    assert told(text, "loaned_to", ontology) == set()


def test_a_round_ends_with_its_passage(ontology: Ontology) -> None:
    idle = f"{_FIRM}员工有百人。"
    text = f"{_FIRM}完成B轮融资。{idle * 4}「InvestmentFirm:长亭资本」领投了另一家公司。"
    assert told(text, "invested_in", ontology) == set()


def test_residents_are_at_the_park_of_which_the_sentence_before_tells(ontology: Ontology) -> None:
    text = f"「Park:燕南产业园」开了一堂税务课。授课的人还为{_FIRM}、{_SECOND}等园内企业算了一笔账。"
    held = {(one, other) for one, other, _ in told(text, "located_in", ontology)}
    assert held == {("蓝芯科技", "燕南产业园"), ("云麓生物", "燕南产业园")}


def test_residents_of_no_named_park_are_nowhere(ontology: Ontology) -> None:
    text = f"税务局开了一堂课。授课的人还为{_FIRM}、{_SECOND}等园内企业算了一笔账。"
    assert told(text, "located_in", ontology) == set()


def test_so_many_as_were_just_named_are_all_there(ontology: Ontology) -> None:
    text = f"一起交房租的有{_FIRM}和{_SECOND}。两家都在「Park:燕南产业园」。"
    held = {(one, other) for one, other, _ in told(text, "located_in", ontology)}
    assert held == {("蓝芯科技", "燕南产业园"), ("云麓生物", "燕南产业园")}


def test_another_number_than_was_named_is_somebody_else(ontology: Ontology) -> None:
    text = f"一起交房租的有{_FIRM}和{_SECOND}。五家都在「Park:燕南产业园」。"
    assert told(text, "located_in", ontology) == set()


def test_an_address_in_a_form_is_that_of_the_body_entered_above(ontology: Ontology) -> None:
    text = f"被担保人名称：{_FIRM}\n成立日期：2016年\n注册地点：「Region:沧海市」望河路6号\n法定代表人：方圆"
    assert {(one, other) for one, other, _ in told(text, "located_in", ontology)} == {("蓝芯科技", "沧海市")}


def test_an_address_far_below_is_that_of_nobody(ontology: Ontology) -> None:
    rows = "".join(f"第{number}项内容：{_SECOND}的产品说明\n" for number in range(9))
    text = f"被担保人名称：{_FIRM}\n{rows}注册地点：「Region:沧海市」望河路6号"
    assert told(text, "located_in", ontology) == set()


def test_residents_are_at_the_zone_whose_bureau_speaks(ontology: Ontology) -> None:
    text = (
        "「Park:燕南产业园」开园。「Park:望河开发区」热闹起来。"
        f"「GovernmentAgency:望河开发区金融局」帮{_FIRM}、{_SECOND}等区内重点企业办了备案。"
    )
    held = {(one, other) for one, other, _ in told(text, "located_in", ontology)}
    assert held == {("蓝芯科技", "望河开发区"), ("云麓生物", "望河开发区")}
