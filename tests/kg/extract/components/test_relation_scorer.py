"""Relation scorer: what it makes of the rules' claims, what it adds, and how margins and places are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ExtractionError, OntologyError
from kg.extract import load_extractor
from kg.extract.components.relation_scorer import RelationScorer, evidence_of, told, triple
from kg.extract.options import Options
from kg.extract.pairs import pairs
from kg.extract.scorer import BITS, Scorer, row
from kg.model import Document, Status
from kg.ontology import Ontology
from kg.settings import shipped
from tests.kg.extract.rules.marked import marked, related

LOAN = "「Bank:滨河银行」向「Company:蓝芯科技」发放贷款300万元。"
NEWS = "「Bank:滨河银行」与「Company:蓝芯科技」聚首。"
SURE: Mapping[str, float] = {"rule": 3.0, "model": 3.0}
UNSURE: Mapping[str, float] = {"rule": -3.0, "model": -3.0}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def scorer(
    ontology: Ontology, weights: Mapping[tuple[str, str], float], calibration: Mapping[str, float], base: float = -9.0
) -> Scorer:
    """A scorer with weights by feature and predicate, and `base` for whatever else."""
    predicates = tuple(sorted(ontology.predicates))
    table = np.zeros((1 << BITS, len(predicates)), np.float32)
    for (feature, predicate), weight in weights.items():
        table[row(feature), predicates.index(predicate)] += weight
    return Scorer(
        predicates, table, np.full(len(predicates), base, np.float32), calibration, {"rule": 0.2, "model": 0.35}
    )


def component(ontology: Ontology, judge: Scorer, folder: Path) -> RelationScorer:
    judge.save(folder / "relation_scorer")
    made = RelationScorer()
    made.bind(ontology)
    made.load(folder)
    return made


def said(doc: Doc) -> list[tuple[str, int, int, str]]:
    return [(claim.predicate, claim.subject, claim.object, claim.origin) for claim in doc._.claims]


def test_the_factory_is_registered() -> None:
    assert Language.has_factory("jjj_relation_scorer")


def test_before_its_files_are_read_claims_stay_as_they_are(ontology: Ontology) -> None:
    doc = related(marked(LOAN), ontology)
    before = list(doc._.claims)
    assert RelationScorer()(doc)._.claims == before != []


def test_a_rules_claim_gets_the_calibrated_probability(ontology: Ontology, tmp_path: Path) -> None:
    made = component(ontology, scorer(ontology, {}, {"rule": 2.0}), tmp_path)
    (claim,) = made(related(marked(LOAN), ontology))._.claims
    assert (claim.origin, claim.confidence) == ("rule:lending.credit", 0.881)


def test_an_improbable_claim_of_a_rule_is_dropped(ontology: Ontology, tmp_path: Path) -> None:
    made = component(ontology, scorer(ontology, {}, UNSURE), tmp_path)
    assert made(related(marked(LOAN), ontology))._.claims == []


def test_what_is_planned_keeps_the_rules_confidence(ontology: Ontology, tmp_path: Path) -> None:
    made = component(ontology, scorer(ontology, {}, UNSURE), tmp_path)
    doc = related(marked("「Bank:滨河银行」拟向「Company:蓝芯科技」发放贷款300万元。"), ontology)
    before = list(doc._.claims)
    assert [claim.status for claim in before] == [Status.PLANNED]
    assert made(doc)._.claims == before


def test_what_no_rule_claims_is_added_with_voice_and_evidence(ontology: Ontology, tmp_path: Path) -> None:
    judge = scorer(ontology, {("t:Bank>Company", "partners_with"): 12.0}, SURE)
    doc = component(ontology, judge, tmp_path)(related(marked(NEWS), ontology))
    (claim,) = doc._.claims
    assert (claim.predicate, claim.subject, claim.object, claim.origin) == ("partners_with", 0, 1, "model:relations")
    assert doc.text[claim.start : claim.end] == "滨河银行与蓝芯科技聚首。"
    assert claim.confidence == 0.953


def test_what_the_model_adds_is_denied_where_the_text_denies_it(ontology: Ontology, tmp_path: Path) -> None:
    judge = scorer(ontology, {("t:Bank>Company", "partners_with"): 12.0}, SURE)
    doc = component(ontology, judge, tmp_path)(related(marked(NEWS.replace("与", "没有与")), ontology))
    assert [claim.status for claim in doc._.claims if claim.voice == "model"] == [Status.NEGATED]


def test_what_a_rule_claims_is_not_added_again(ontology: Ontology, tmp_path: Path) -> None:
    judge = scorer(ontology, {("t:Bank>Company", "loaned_to"): 12.0}, SURE)
    assert said(component(ontology, judge, tmp_path)(related(marked(LOAN), ontology))) == [
        ("loaned_to", 0, 1, "rule:lending.credit")
    ]


def test_a_symmetric_relation_is_added_once(ontology: Ontology, tmp_path: Path) -> None:
    judge = scorer(ontology, {("bias", "partners_with"): 12.0}, SURE)
    found = said(component(ontology, judge, tmp_path)(related(marked(NEWS), ontology)))
    assert [(claim[0], {*claim[1:3]}) for claim in found] == [("partners_with", {0, 1})]


def test_only_what_the_ontology_allows_is_added(ontology: Ontology, tmp_path: Path) -> None:
    doc = component(ontology, scorer(ontology, {}, SURE, base=9.0), tmp_path)(
        related(marked("「Person:周砚秋」看了「Region:望河区」的「Park:望河园」。"), ontology)
    )
    types = [referent.type for referent in doc._.referents]
    assert doc._.claims
    assert all(ontology.allows(c.predicate, types[c.subject], types[c.object]) for c in doc._.claims)


def test_claims_are_sorted_by_place(ontology: Ontology, tmp_path: Path) -> None:
    doc = component(ontology, scorer(ontology, {}, SURE, base=9.0), tmp_path)(related(marked(NEWS + LOAN), ontology))
    places = [(claim.start, claim.end, claim.predicate) for claim in doc._.claims]
    assert places == sorted(places)
    assert len(places) > 4


def test_the_best_place_is_told_and_the_others_are_counted(ontology: Ontology) -> None:
    doc = related(marked(NEWS * 3 + LOAN), ontology)
    judge = scorer(
        ontology, {("t:Bank>Company", "loaned_to"): 9.0, ("kr:loaned_to:lending.credit", "loaned_to"): 0.5}, {}
    )
    best = told(judge, pairs(doc, ontology), doc._.referents, ontology)
    place = best["loaned_to", 0, 1]
    assert (place.score, place.places, len(place.scores)) == (0.5, 4, 4)
    assert place.pair.own == place.pair.place == ()


def test_margins_are_those_over_the_strongest_competitor(ontology: Ontology) -> None:
    text = "「Bank:滨河银行」、「Bank:长桥银行」和「Company:蓝芯科技」聚首。"
    doc = related(marked(text), ontology)
    judge = scorer(ontology, {("t:Bank>Company", "loaned_to"): 9.0, ("t:Bank>Company", "invested_in"): 7.0}, {})
    best = told(judge, pairs(doc, ontology), doc._.referents, ontology)
    assert best["loaned_to", 0, 2].margins == (4.0, 0.0, 2.0)  # the other bank may have lent as well
    assert best["invested_in", 0, 2].margins == (2.0, 0.0, -2.0)


def test_ends_of_a_symmetric_relation_are_in_order(ontology: Ontology) -> None:
    assert triple("partners_with", 5, 2, ontology) == ("partners_with", 2, 5)
    assert triple("loaned_to", 5, 2, ontology) == ("loaned_to", 5, 2)


def test_a_claim_that_stands_nowhere_has_no_score_to_speak_of(ontology: Ontology) -> None:
    (claim,) = related(marked(LOAN), ontology)._.claims
    evidence = evidence_of("loaned_to", None, claim)
    assert (evidence.score, evidence.rule, evidence.confidence) == (-4.0, claim.rule, claim.confidence)


def test_missing_files_are_told_with_what_to_do(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"no relation scorer .*jjj train.*leave the component"):
        load_extractor(ontology, Options(models=tmp_path, without=frozenset({"recogniser"})))


def test_a_predicate_outside_the_ontology_is_refused_on_loading(ontology: Ontology, tmp_path: Path) -> None:
    judge = scorer(ontology, {}, SURE)
    foreign = replace(judge, predicates=("admires", *judge.predicates[1:]))
    foreign.save(tmp_path / "relation_scorer")
    with pytest.raises(OntologyError, match="admires"):
        load_extractor(ontology, Options(models=tmp_path, without=frozenset({"recogniser"})))


def test_shipped_scorer_reads_the_same_text_the_same(ontology: Ontology) -> None:
    text = "岚州银行向河北岚汐数控装备有限公司发放500万元贷款，河北岚汐数控装备有限公司入驻滨海高新区。" * 5
    document = Document("", text, "test")
    one, two = (load_extractor(ontology, Options(models=shipped("data", "model"))).extract(document) for _ in range(2))
    assert one == two
