from __future__ import annotations

import pytest

from kg.extract.rules.quotes import quotes
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def claimed(text: str, ontology: Ontology) -> dict[tuple[str, str, str], float]:
    doc = related(marked(text), ontology)
    names = [referent.name for referent in doc._.referents]
    return {(names[c.subject], c.predicate, names[c.object]): c.confidence for c in doc._.claims}


def test_a_clause_without_subject_takes_that_of_the_clause_before(ontology: Ontology) -> None:
    found = claimed("「Company:蓝芯科技」成立于2016年，落户「Park:燕南产业园」。", ontology)
    assert ("蓝芯科技", "located_in", "燕南产业园") in found


def test_a_subject_from_an_earlier_sentence_is_less_sure_than_a_written_one(ontology: Ontology) -> None:
    written = claimed("「Company:云麓生物」推出「Technology:抗体甲」。", ontology)
    carried = claimed("「Company:云麓生物」做新药。去年推出「Technology:抗体甲」。", ontology)
    claim = ("云麓生物", "develops", "抗体甲")
    assert carried[claim] < written[claim]


def test_a_subject_does_not_cross_into_the_next_paragraph(ontology: Ontology) -> None:
    assert not claimed("「Company:云麓生物」做新药。\n去年推出「Technology:抗体甲」。", ontology)


def test_an_unnamed_subject_stops_one_that_is_carried_over(ontology: Ontology) -> None:
    assert not claimed("「Company:云麓生物」做新药。另一家公司的团队推出「Technology:抗体甲」。", ontology)


def test_a_clause_that_leads_up_takes_the_subject_of_the_next(ontology: Ontology) -> None:
    found = claimed("从「Region:沧海市」来到「Park:燕南产业园」，「Company:云麓生物」只用了半年。", ontology)
    assert {("云麓生物", "relocated_from", "沧海市"), ("云麓生物", "located_in", "燕南产业园")} <= set(found)


def test_we_in_a_quotation_is_the_speakers_employer(ontology: Ontology) -> None:
    text = "“我们自主研发了「Technology:水下机器人」，可以下潜千米。”「Company:北辰机器人」总经理「Person:祝明远」说。"
    assert ("北辰机器人", "develops", "水下机器人") in claimed(text, ontology)


def test_a_speaker_before_the_quotation_counts_too() -> None:
    doc = marked("「Company:北辰机器人」总经理「Person:祝明远」介绍：“目前我们的产品已经卖到全国各地。”")
    (quote,) = quotes(doc.text, doc._.names, {1: 0})
    assert quote.speaker == 0
    assert doc.text[quote.start] == "“"


def test_a_quoted_term_is_no_speech() -> None:
    doc = marked("「Company:北辰机器人」的“巡检专家”介绍")
    assert quotes(doc.text, doc._.names, {}) == []
