from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.analysis import Claim, Name, Referent
from kg.extract.components.relations import Relations
from kg.extract.rules import EXPLANATIONS
from kg.model import Status
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import built, marked, related


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def test_the_factory_is_registered() -> None:
    assert Language.has_factory("jjj_relations")


def test_claims_the_ontology_forbids_are_dropped(ontology: Ontology) -> None:
    text = "「Person:周砚秋」落户「Region:望河区」。"
    assert related(marked(text), ontology)._.claims == []


def test_evidence_is_the_sentence(ontology: Ontology) -> None:
    doc = related(marked("天晴。「Bank:滨河银行」向「Company:蓝芯科技」发放贷款5万元。散会。"), ontology)
    (claim,) = doc._.claims
    assert doc.text[claim.start : claim.end] == "滨河银行向蓝芯科技发放贷款5万元。"
    assert claim.rule == "lending.credit"


def test_evidence_takes_in_the_sentence_from_which_the_subject_is_carried(ontology: Ontology) -> None:
    doc = related(marked("「Company:云麓生物」做新药。去年推出「Technology:抗体甲」。"), ontology)
    assert [doc.text[c.start : c.end] for c in doc._.claims] == ["云麓生物做新药。去年推出抗体甲。"]


def test_a_loan_and_a_credit_line_in_one_sentence_stay_two(ontology: Ontology) -> None:
    text = "「Bank:滨河银行」向「Company:蓝芯科技」发放贷款100万元，另给予「Company:蓝芯科技」授信2000万元。"
    amounts = {
        tuple(q.text for q in claim.qualifiers if q.name == "amount")
        for claim in related(marked(text), ontology)._.claims
        if claim.predicate == "loaned_to"
    }
    assert amounts == {("100万元",), ("2000万元",)}


def test_a_guarantee_is_no_loan(ontology: Ontology) -> None:
    text = "「FinancialInstitution:津冀担保」为「Company:蓝芯科技」的贷款提供担保。"
    assert {claim.predicate for claim in related(marked(text), ontology)._.claims} == {"guaranteed_by"}


def test_founders_are_no_partners_for_having_founded_something(ontology: Ontology) -> None:
    text = "「University:沧海大学」与「Company:北辰机器人」共同组建「Lab:柔性驱动实验室」。"
    assert {claim.predicate for claim in related(marked(text), ontology)._.claims} == {"founded_by"}


def test_a_plan_is_kept_and_marked(ontology: Ontology) -> None:
    (claim,) = related(marked("「Bank:滨河银行」拟向「Company:蓝芯科技」发放贷款。"), ontology)._.claims
    assert claim.status is Status.PLANNED


def test_a_relative_date_is_resolved(ontology: Ontology) -> None:
    doc = marked("上月，「Bank:滨河银行」向「Company:蓝芯科技」发放贷款。", date(2024, 3, 31))
    (claim,) = related(doc, ontology)._.claims
    assert [(q.text, q.value) for q in claim.qualifiers if q.name == "date"] == [("上月", "2024-02")]


_WORDS = st.one_of(
    st.sampled_from("，。；、“”（）向与和由的在将未从是为说\n"),
    st.sampled_from(
        ["发放", "贷款", "500万元", "等企业", "共建", "落户", "总经理", "我们", "完成", "A轮", "融资", "领投", "迁至"]
    ),
    st.sampled_from(["研发", "专注于", "领域", "2023年", "旗下", "许可给", "担保", "孵化", "供应", "客户", "合作"]),
)
_TYPES = st.sampled_from(
    ["Bank", "Company", "Park", "Region", "Person", "Technology", "Industry", "Fund", "University"]
)
_NAMED = st.tuples(_TYPES, st.integers(0, 5))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(pieces=st.lists(st.one_of(_WORDS, _NAMED), max_size=40))
def test_no_text_makes_rules_fail_or_claim_beyond_it(pieces: list[str | tuple[str, int]], ontology: Ontology) -> None:
    text, names, referents = "", list[Name](), list[Referent]()
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        referent = Referent(piece[0], f"名{piece[1]}")
        if referent not in referents:
            referents.append(referent)
        names.append(Name(len(text), len(text) + 2, referent.type, referents.index(referent)))
        text += referent.name
    claims: list[Claim] = related(built(text, names, referents), ontology)._.claims
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.subject != claim.object
        assert 0 < claim.confidence <= 1
        assert claim.rule in EXPLANATIONS
        assert ontology.allows(claim.predicate, referents[claim.subject].type, referents[claim.object].type)


def test_reading_twice_gives_the_same(ontology: Ontology) -> None:
    text = (
        "「Bank:滨河银行」向「Company:蓝芯科技」、「Company:云麓生物」发放贷款，"
        "「Company:蓝芯科技」落户「Park:燕南产业园」。"
    )
    assert related(marked(text), ontology)._.claims == related(marked(text), ontology)._.claims


def test_without_an_ontology_claims_are_not_checked() -> None:
    doc = Relations()(marked("「Person:周砚秋」创办「Company:蓝芯科技」。"))
    assert [claim.predicate for claim in doc._.claims] == ["founded_by"]


@settings(max_examples=100)
@given(text=st.text("甲乙向与由在，。“”\n贷款发放说银行分行的", min_size=1, max_size=60), data=st.data())
def test_names_may_lie_anywhere(text: str, data: st.DataObject) -> None:
    names = []
    for number in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, min(len(text), start + 6)))
        names.append(Name(start, end, data.draw(_TYPES), number))
    referents = [Referent(name.type, text[name.start : name.end]) for name in names]
    doc = Relations()(built(text, names, referents))
    assert all(0 <= claim.start <= claim.end <= len(text) for claim in doc._.claims)
