from __future__ import annotations

from kg.extract.rules.regions import pointed_regions
from tests.kg.extract.rules.marked import marked


def pointed(text: str) -> list[tuple[str, str]]:
    doc = marked(text)
    found = pointed_regions(doc.text, doc._.names, doc._.referents)
    return [(doc.text[name.start : name.end], doc._.referents[name.referent].name) for name in found]


def test_an_abbreviation_stands_for_the_region_that_the_text_names() -> None:
    assert pointed("「Region:天津」开会，各方加快在津布局。") == [("津", "天津")]


def test_an_abbreviation_of_a_region_that_is_not_named_stands_for_nothing() -> None:
    assert pointed("「Region:北京」开会，各方加快在津布局。") == []


def test_the_chain_of_three_is_no_place_of_one() -> None:
    assert pointed("「Region:天津」开会，各方在津京两地布局。") == []


def test_our_city_is_the_city_named_most() -> None:
    text = "「Region:天津市」与「Region:北京市」相邻，「Region:天津市」近海，我市港口繁忙。"
    assert pointed(text) == [("我市", "天津市")]


def test_our_city_is_nobody_where_two_are_named_as_often() -> None:
    assert pointed("「Region:天津市」「Region:北京市」「Region:天津市」「Region:北京市」，我市港口繁忙。") == []
