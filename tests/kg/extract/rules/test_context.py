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


def test_it_behind_a_verb_is_what_the_clauses_before_are_about(ontology: Ontology) -> None:
    found = claimed("「Company:蓝芯科技」扩产。如今，「Company:北辰机器人」成了它的合作伙伴。", ontology)
    assert ("北辰机器人", "partners_with", "蓝芯科技") in found


def test_the_latter_is_the_body_named_last(ontology: Ontology) -> None:
    found = claimed("「University:燕大」与「Company:蓝芯科技」签约，把3项专利转让给后者。", ontology)
    assert ("燕大", "transferred_to", "蓝芯科技") in found


def test_the_body_that_a_relative_clause_leads_to_is_the_subject(ontology: Ontology) -> None:
    found = claimed(
        "「ResearchInstitute:沧海研究院」孵化的「Company:蓝芯科技」很忙：总经理「Person:祝明远」天天加班。", ontology
    )
    assert {pair for pair in found if pair[1] == "holds_position"} == {("祝明远", "holds_position", "蓝芯科技")}


def test_a_post_that_opens_a_paragraph_is_at_the_firm_of_which_the_text_tells(ontology: Ontology) -> None:
    text = "「Company:蓝芯科技」做传感器。「Company:蓝芯科技」去年扩产。\n掌舵人「Person:祝明远」的履历很长。"
    assert ("祝明远", "holds_position", "蓝芯科技") in claimed(text, ontology)


def test_a_post_that_opens_a_paragraph_stays_open_among_several_firms(ontology: Ontology) -> None:
    text = "「Company:蓝芯科技」做传感器。「Company:北辰机器人」做机器人。\n掌舵人「Person:祝明远」的履历很长。"
    assert not claimed(text, ontology)


def test_an_unnamed_firm_ends_what_was_spoken_of(ontology: Ontology) -> None:
    assert not claimed("「Company:云麓生物」做新药。企业去年多家倒闭，落户「Park:燕南产业园」。", ontology)


def test_a_long_list_is_not_carried_into_the_next_sentence(ontology: Ontology) -> None:
    text = "「Company:蓝芯科技」、「Company:北辰机器人」、「Company:云麓生物」是老客户。去年落户「Park:燕南产业园」。"
    assert not {claim for claim in claimed(text, ontology) if claim[1] == "located_in"}


def test_this_body_with_others_named_before_the_noun_is_the_one_spoken_of(ontology: Ontology) -> None:
    text = (
        "「ResearchInstitute:燕南合成研究院」日前揭牌。"
        "这家由「University:沧海大学」同「Company:长渠集团」兴办的机构坐落于「Park:望河新城」。"
    )
    assert ("燕南合成研究院", "located_in", "望河新城") in claimed(text, ontology)


def test_this_body_stays_open_where_the_sentence_before_names_two_of_its_kind(ontology: Ontology) -> None:
    told = "「Company:蓝芯科技」与「Company:云麓生物」日前签约。"
    text = f"{told}这家由「University:沧海大学」孵化的企业坐落于「Park:望河新城」。"
    assert not {claim for claim in claimed(text, ontology) if claim[1] == "located_in"}


def test_a_clause_about_what_others_built_is_about_that(ontology: Ontology) -> None:
    built = "由「University:沧海大学」和「Company:长渠集团」共建的「ResearchInstitute:燕南合成研究院」"
    text = f"{built}，昨日在「Region:沧海市」挂牌。"
    found = {claim for claim in claimed(text, ontology) if claim[1] == "located_in"}
    assert found == {("燕南合成研究院", "located_in", "沧海市")}


def test_the_latter_of_a_pair_of_which_the_former_was_told(ontology: Ontology) -> None:
    text = (
        "集团内还有「Company:蓝芯科技」、「Company:云麓生物」，前者设在「Region:燕南市」，"
        "是「Company:长渠集团」的全资子公司，后者远在「Region:沧海市」。"
    )
    found = {claim for claim in claimed(text, ontology) if claim[1] == "located_in"}
    assert found == {("蓝芯科技", "located_in", "燕南市"), ("云麓生物", "located_in", "沧海市")}


def test_a_body_behind_a_dash_is_what_its_clause_is_about(ontology: Ontology) -> None:
    text = "全省首个中试平台——「Incubator:燕南中试平台」，昨天在「Region:沧海市」启用。"
    assert ("燕南中试平台", "located_in", "沧海市") in claimed(text, ontology)


def test_it_at_the_head_of_a_clause_is_the_body_just_introduced(ontology: Ontology) -> None:
    text = "生产交给「Company:云麓生物」，它的工厂设在「Region:沧海市」。"
    assert ("云麓生物", "located_in", "沧海市") in claimed(text, ontology)
