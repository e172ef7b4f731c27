"""Training the relation scorer: what a page or a passage teaches, and what calibration makes of right and wrong."""

from __future__ import annotations

import pytest

from kg.extract.components.relation_scorer import RelationScorer
from kg.extract.scorer import Evidence
from kg.extract.training.corpus import Annotated, GoldEntity, GoldRelation, Part
from kg.extract.training.phrases import Phrase, read_phrase
from kg.extract.training.relations import LEAST, PhraseReader, Sample, Trained, calibrate, judge, read, train_scorer
from kg.model import Document, Status
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

ONTOLOGY = Ontology.load()
READER = PhraseReader(ONTOLOGY)
LOAN = "「Bank:滨河银行」向「Company:蓝芯科技」发放贷款300万元。"


def phrase(line: str) -> Phrase:
    return read_phrase(line, "a.txt:1", ONTOLOGY)


def said(samples: list[Sample]) -> dict[tuple[int, int], set[str]]:
    return {(s.pair.subject, s.pair.object): set(s.here) for s in samples}


def annotated(*relations: GoldRelation, text: str = "滨河银行向蓝芯科技发放贷款300万元。") -> Annotated:
    entities = (
        GoldEntity("b", "Bank", "滨河银行", ("滨河银行",)),
        GoldEntity("c", "Company", "蓝芯科技", ("蓝芯科技",)),
        GoldEntity("x", "Park", "望河园", ("望河园",)),
    )
    return Annotated("d", Document("", text, "d.json"), entities, relations, Part.TRAIN)


def loan(evidence: str = "滨河银行向蓝芯科技发放贷款300万元。", status: Status = Status.ASSERTED) -> GoldRelation:
    return GoldRelation("b", "loaned_to", "c", evidence, status)


def test_a_passage_teaches_what_it_says_in_its_direction() -> None:
    samples = list(READER.samples(phrase("[滨河银行|Bank]借钱给[蓝芯科技|Company]。 => 1 loaned_to 2")))
    assert said(samples) == {(0, 1): {"loaned_to"}, (1, 0): set()}
    assert [sample.types for sample in samples] == [("Bank", "Company"), ("Company", "Bank")]


def test_a_symmetric_relation_is_taught_both_ways() -> None:
    samples = list(READER.samples(phrase("[滨河银行|Bank]与[蓝芯科技|Company]合作。 => 1 partners_with 2")))
    assert said(samples) == {(0, 1): {"partners_with"}, (1, 0): {"partners_with"}}


def test_what_is_planned_in_a_passage_is_taught_as_nothing() -> None:
    samples = list(READER.samples(phrase("[滨河银行|Bank]拟借钱给[蓝芯科技|Company]。 => ?planned 1 loaned_to 2")))
    assert said(samples) == {(0, 1): set(), (1, 0): set()}


def test_a_page_teaches_where_its_gold_is_told() -> None:
    doc = related(marked(LOAN), ONTOLOGY)
    reading = read(annotated(loan()), [doc], ONTOLOGY, group="fold 1")
    assert said(list(reading.samples)) == {(0, 1): {"loaned_to"}, (1, 0): set()}
    assert (reading.gold, reading.missed, reading.group) == (frozenset({("loaned_to", 0, 1)}), 0, "fold 1")


def test_a_place_besides_the_evidence_teaches_neither_that_nor_its_contrary() -> None:
    doc = related(marked(LOAN + "「Bank:滨河银行」看望「Company:蓝芯科技」。"), ONTOLOGY)
    reading = read(annotated(loan()), [doc], ONTOLOGY, group="")
    forward = [sample for sample in reading.samples if sample.types == ("Bank", "Company")]
    assert [(set(s.here), set(s.elsewhere)) for s in forward] == [({"loaned_to"}, set()), (set(), {"loaned_to"})]


def test_what_no_place_tells_is_told_wherever_the_pair_stands() -> None:
    doc = related(marked(LOAN), ONTOLOGY)
    reading = read(annotated(loan(evidence="另一页上的话。")), [doc], ONTOLOGY, group="")
    assert said(list(reading.samples))[0, 1] == {"loaned_to"}


def test_relations_whose_ends_were_not_found_are_counted_as_missed() -> None:
    doc = related(marked(LOAN), ONTOLOGY)
    reading = read(annotated(loan(), GoldRelation("c", "located_in", "x", "无")), [doc], ONTOLOGY, group="")
    assert (len(reading.gold), reading.missed) == (1, 1)


def test_what_is_not_asserted_is_no_gold() -> None:
    doc = related(marked(LOAN), ONTOLOGY)
    assert read(annotated(loan(status=Status.NEGATED)), [doc], ONTOLOGY, group="").gold == frozenset()


def test_a_page_without_text_teaches_nothing() -> None:
    reading = read(annotated(loan()), [], ONTOLOGY, group="")
    assert (reading.samples, reading.gold, reading.missed) == ((), frozenset(), 1)


def test_calibration_learns_that_one_voice_is_right_and_the_other_is_not() -> None:
    right = [(Evidence("loaned_to", 2.0, "lending.credit", 0.9), True)] * 30
    wrong = [(Evidence("loaned_to", 2.0), False)] * 30
    groups = ["甲", "乙"] * 30
    weights = calibrate([*right, *wrong], groups)
    assert weights["rule"] > 0 > weights["model"]
    assert weights == calibrate([*right, *wrong], groups)


def test_what_holds_in_one_group_alone_is_hardly_believed() -> None:
    examples = [(Evidence("loaned_to", 2.0, "lending.credit", 0.9), True)] * 30
    examples += [(Evidence("loaned_to", 2.0), False)] * 30
    steady = calibrate(examples, ["甲", "乙"] * 30)
    turned = [(evidence, truth if at % 2 else not truth) for at, (evidence, truth) in enumerate(examples)]
    assert abs(calibrate(turned, ["甲", "乙"] * 30)["rule"]) < abs(steady["rule"]) / 4


@pytest.fixture(scope="module")
def trained() -> Trained:
    doc = related(marked(LOAN), ONTOLOGY)
    other = related(marked("「Bank:长桥银行」探望「Company:云麓生物」。"), ONTOLOGY)
    nothing = annotated(text="长桥银行探望云麓生物。")
    readings = [read(annotated(loan()), [doc], ONTOLOGY, group=f"fold {n % 2}") for n in range(8)]
    readings += [read(nothing, [other], ONTOLOGY, group=f"fold {n % 2}") for n in range(8)]
    return train_scorer(readings, [], ONTOLOGY)


def test_a_scorer_tells_what_it_was_taught_from_what_it_was_not(trained: Trained) -> None:
    component = RelationScorer()
    component.bind(ONTOLOGY)
    component._scorer = trained.scorer
    (claim,) = component(related(marked(LOAN), ONTOLOGY))._.claims
    assert (claim.predicate, claim.origin) == ("loaned_to", "rule:lending.credit")
    assert claim.confidence > 0.6
    assert component(related(marked("「Bank:长桥银行」探望「Company:云麓生物」。"), ONTOLOGY))._.claims == []


def test_only_pages_that_the_weights_did_not_see_are_judged_and_nothing_is_missed(trained: Trained) -> None:
    assert sum(truth for _, truth in trained.judged) == 8
    assert trained.missed == 0
    assert trained.scorer.least == LEAST


def test_the_gold_judges_what_is_told_and_what_is_claimed(trained: Trained) -> None:
    reading = read(annotated(loan()), [related(marked(LOAN), ONTOLOGY)], ONTOLOGY, group="")
    truths = {
        (evidence.predicate, evidence.rule): truth for evidence, truth in judge(trained.scorer, reading, ONTOLOGY)
    }
    assert truths["loaned_to", "lending.credit"]
    assert [key for key, truth in truths.items() if truth] == [("loaned_to", "lending.credit")]
