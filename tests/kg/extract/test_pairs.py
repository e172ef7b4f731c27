"""Pairs: which names of a sentence are paired, in which directions, and with what they are described."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.extract.pairs import Pair, pairs
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

LOAN = "「Bank:滨河银行」向「Company:蓝芯科技」发放贷款300万元。"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def paired(text: str, ontology: Ontology) -> list[Pair]:
    return list(pairs(related(marked(text), ontology), ontology))


def ends(found: list[Pair]) -> list[tuple[int, int]]:
    return [(pair.subject, pair.object) for pair in found]


def features(text: str, ontology: Ontology, subject: int, target: int) -> set[str]:
    (pair,) = (pair for pair in paired(text, ontology) if (pair.subject, pair.object) == (subject, target))
    return {*pair.own, *pair.place}


def test_two_names_of_a_sentence_are_paired_in_both_directions(ontology: Ontology) -> None:
    assert ends(paired(LOAN, ontology)) == [(0, 1), (1, 0)]


def test_a_name_is_not_paired_with_itself(ontology: Ontology) -> None:
    assert paired("「Company:蓝芯科技」就是「Company:蓝芯科技」。", ontology) == []


def test_a_pair_spans_its_sentence(ontology: Ontology) -> None:
    doc = related(marked("天晴。" + LOAN + "散会。"), ontology)
    assert {doc.text[pair.start : pair.end] for pair in pairs(doc, ontology)} == {"滨河银行向蓝芯科技发放贷款300万元。"}


def test_a_body_is_paired_with_what_the_next_sentence_names(ontology: Ontology) -> None:
    text = "「Company:蓝芯科技」搬了家。新楼挨着「Park:望河园」。"
    doc = related(marked(text), ontology)
    found = list(pairs(doc, ontology))
    assert set(ends(found)) == {(0, 1), (1, 0)}
    assert {doc.text[pair.start : pair.end] for pair in found} == {"蓝芯科技搬了家。新楼挨着望河园。"}


def test_a_region_is_paired_with_what_later_sentences_name(ontology: Ontology) -> None:
    text = "「Region:河川市」下了雨。天晴了。「Company:蓝芯科技」开了工。"
    assert {(0, 1), (1, 0)} <= set(ends(paired(text, ontology)))


def test_what_no_predicate_relates_is_not_paired(ontology: Ontology) -> None:
    assert paired("「Person:周砚秋」看了「Industry:氢能」。", ontology) == []


def test_members_of_a_coordination_have_the_features_of_their_place_in_common(ontology: Ontology) -> None:
    found = paired("「Company:甲厂」和「Company:乙厂」造「Technology:轧机」。", ontology)
    first, second = (pair for pair in found if pair.object == 2)
    assert first.place is second.place
    assert first.own != second.own


def test_all_that_a_sentence_was_about_may_be_meant_by_the_next(ontology: Ontology) -> None:
    text = "「Company:甲厂」「Company:乙厂」「Company:丙厂」都来了。「Technology:轧机」很新。"
    assert {(0, 3), (1, 3), (2, 3)} <= set(ends(paired(text, ontology)))


def test_how_far_back_and_how_often_named_is_told_of_what_is_meant(ontology: Ontology) -> None:
    told = features("「Company:蓝芯科技」搬了家。\n新楼挨着「Park:望河园」。", ontology, 0, 1)
    assert {">pp:True:2:opened", ">pp:True:0:0"} <= told
    assert not any(feature.startswith((">p:", ">pp:")) for feature in features(LOAN, ontology, 0, 1))


def test_members_of_a_coordination_are_paired_with_each_other(ontology: Ontology) -> None:
    found = paired("「Company:蓝芯科技」和「Company:云麓生物」结盟。", ontology)
    assert ends(found) == [(0, 1), (1, 0)]
    assert "joint:Company>Company" in found[0].own


def test_direction_is_told(ontology: Ontology) -> None:
    assert "t:Bank>Company" in features(LOAN, ontology, 0, 1)
    assert "t:Company<Bank" in features(LOAN, ontology, 1, 0)


def test_numbers_between_and_behind_are_all_alike(ontology: Ontology) -> None:
    other = LOAN.replace("300", "7.5")
    assert features(LOAN, ontology, 0, 1) == features(other, ontology, 0, 1)


def test_what_rules_claim_is_told_with_its_direction(ontology: Ontology) -> None:
    said = features(LOAN, ontology, 0, 1)
    assert {"k:loaned_to:asserted:here", "kr:loaned_to:lending.credit", "kc:written:loaned_to"} <= said
    assert "k:loaned_to:asserted:there" not in said
    assert {"k<:loaned_to", "kso:loaned_to", "kos:loaned_to"} <= features(LOAN, ontology, 1, 0)


def test_a_claim_of_another_sentence_is_told_as_such(ontology: Ontology) -> None:
    found = paired(LOAN + "「Bank:滨河银行」看好「Company:蓝芯科技」。", ontology)
    later = max(pair.start for pair in found)
    said = {f for pair in found if pair.start == later and pair.subject == 0 for f in pair.own}
    assert "k:loaned_to:asserted:there" in said
    assert "k:loaned_to:asserted:here" not in said


def test_a_pair_is_described_no_longer_the_more_often_it_is_claimed(ontology: Ontology) -> None:
    few, many = (max(len(p.own) + len(p.place) for p in paired(LOAN * times, ontology)) for times in (3, 60))
    assert many == few


def test_verbs_around_the_ends_are_told(ontology: Ontology) -> None:
    doc = marked(LOAN)
    for token in doc:
        token.tag_ = "v" if token.text in "发放" else "n"
    found = [pair for pair in pairs(related(doc, ontology), ontology) if pair.subject == 0]
    assert {">v:none|\ue000\ue002", ">vr:发|\ue000\ue002"} <= set(found[0].place)


def test_what_a_title_says_is_marked(ontology: Ontology) -> None:
    doc = related(marked(LOAN + LOAN), ontology)
    doc._.title_end = len(doc.text) // 2
    assert Counter("title" in pair.own for pair in pairs(doc, ontology)) == {True: 2, False: 2}


@pytest.mark.parametrize("names", [250, 500, 1000])
@pytest.mark.parametrize("mark", ["、", "，", ""])
def test_pairs_are_in_proportion_to_the_names_of_a_sentence(ontology: Ontology, mark: str, names: int) -> None:
    text = mark.join(f"「Company:甲{at:03}厂」" for at in range(names)) + "。"
    assert len(paired(text, ontology)) <= 20 * names
