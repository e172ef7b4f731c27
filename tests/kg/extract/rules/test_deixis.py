"""Words that point at a place: what 这里, 园里, 新区 and a bare 落户 mean, and where they are left open."""

from __future__ import annotations

import pytest

from kg.extract.rules.deixis import has_grounds
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

_PARK = "「Park:燕南产业园」占地千亩。"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def located(text: str, ontology: Ontology) -> set[tuple[str, str]]:
    doc = related(marked(text), ontology)
    names = [referent.name for referent in doc._.referents]
    return {(names[c.subject], names[c.object]) for c in doc._.claims if c.predicate == "located_in"}


@pytest.mark.parametrize(
    "text",
    [
        f"{_PARK}「Company:蓝芯科技」也相继落户。",
        f"{_PARK}「Company:蓝芯科技」在园里注册了企业。",
        f"{_PARK}「Company:蓝芯科技」入驻园区。",
        f"{_PARK}「Company:蓝芯科技」在这里揭牌。",
        f"{_PARK}「Company:蓝芯科技」已在产业园建厂。",
        f"{_PARK}去年，「Company:蓝芯科技」落脚于此。",
    ],
)
def test_a_word_for_the_place_means_the_park_named_before(text: str, ontology: Ontology) -> None:
    assert located(text, ontology) == {("蓝芯科技", "燕南产业园")}


def test_here_means_the_region_where_no_park_is_near(ontology: Ontology) -> None:
    text = "「Region:沧海市」重视科技。「Lab:燕山实验室」在这里揭牌。"
    assert located(text, ontology) == {("燕山实验室", "沧海市")}


def test_new_area_means_the_region_of_that_sort(ontology: Ontology) -> None:
    text = "「Region:燕南新区」与「Region:沧海市」相邻。「Bank:滨河银行」已在新区设点。"
    assert ("滨河银行", "燕南新区") in located(text, ontology)


@pytest.mark.parametrize(
    "text",
    [
        "「Company:蓝芯科技」也相继落户。",
        f"{_PARK}「Company:蓝芯科技」的专家来自校园里。",
        f"{_PARK}当地政府表示，「Company:蓝芯科技」是纳税大户。",
        "「Park:望河村」历史悠久。「Company:蓝芯科技」也相继落户。",
        f"{_PARK}{'这一年风调雨顺。' * 40}「Company:蓝芯科技」也相继落户。",
    ],
)
def test_nothing_is_filled_in_where_no_park_is_meant(text: str, ontology: Ontology) -> None:
    assert located(text, ontology) == set()


def test_of_several_parks_the_one_named_most_is_meant(ontology: Ontology) -> None:
    text = f"{_PARK}「Park:燕南产业园」开园。「Park:河东科技城」紧邻「Region:沧海市」。「Company:蓝芯科技」也相继落户。"
    assert located(text, ontology) == {("蓝芯科技", "燕南产业园")}


@pytest.mark.parametrize(("name", "gate"), [("燕南产业园", True), ("河东软件基地（二期）", True), ("望河村", False)])
def test_a_quarter_has_no_gate(name: str, gate: bool) -> None:
    assert has_grounds(name) is gate
