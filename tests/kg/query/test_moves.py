"""What moves between regions, and which borders it must cross."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from kg.errors import Ambiguous, NotFound, QueryError
from kg.model import Entity, Evidence, KnowledgeGraph, Place, Qualifier, Relation, Status
from kg.ontology import Ontology
from kg.query import area, moves, neighbourhood, paths, search, statistics, whole_graph
from kg.query.moves import Kind
from kg.store import Store

BEIJING, TIANJIN, BINHAI, HAIDIAN = ("110000",), ("120000",), ("120000", "120116"), ("110000", "110108")
PARK = (*BINHAI, "park")
XIONGAN = ("130000", "130600", "area:雄安新区")
_SCOPES = {"11": "beijing", "12": "tianjin", "13": "hebei"}


def _thing(key: str, kind: str, name: str, within: tuple[str, ...], home: tuple[str, ...] = ()) -> Entity:
    codes = [each for each in within if each[:2].isdecimal()]
    place = Place(codes[-1], codes[-1], _SCOPES[codes[-1][:2]]) if codes else None
    return Entity(key, kind, name, (), place, ("d",), within, home)


_ENTITIES = (
    _thing("beijing", "Region", "北京市", BEIJING),
    _thing("haidian", "Region", "海淀区", HAIDIAN),
    _thing("tianjin", "Region", "天津市", TIANJIN),
    _thing("binhai", "Region", "滨海新区", BINHAI),
    _thing("hebei", "Region", "河北省", XIONGAN[:1]),
    _thing("baoding", "Region", "保定市", XIONGAN[:2]),
    _thing("xiongan", "Region", "雄安新区", XIONGAN),
    _thing("park", "Park", "津云科创园", PARK),
    _thing("university", "University", "燕山理工大学", HAIDIAN, HAIDIAN),
    _thing("institute", "ResearchInstitute", "燕山理工大学天津研究院", BINHAI, TIANJIN),
    _thing("parent", "Company", "北京衡岳科技有限公司", HAIDIAN, BEIJING),
    _thing("daughter", "Company", "衡岳智能（天津）有限公司", PARK, TIANJIN),
    _thing("startup", "Company", "津云传感有限公司", PARK),
    _thing("vague", "Company", "津沽仪器有限公司", TIANJIN),
    _thing("moved", "Company", "北京白苇生物有限公司", XIONGAN, BEIJING),
    _thing("gone", "Company", "海淀青禾软件有限公司", (), HAIDIAN),
    _thing("stale", "Company", "海淀津沽软件有限公司", HAIDIAN, HAIDIAN),
    _thing("settled", "Company", "北京云汐传感有限公司", PARK, BEIJING),
    _thing("sister", "Company", "朝阳衡岳科技有限公司", ("110000", "110105")),
    _thing("fund", "Fund", "津沽创业投资基金", TIANJIN),
    _thing("bank", "Bank", "燕河银行", BEIJING),
    _thing("branch", "Bank", "燕河银行天津分行", TIANJIN),
    _thing("person", "Person", "陆知远", ()),
)


def _told(
    subject: str, predicate: str, target: str, date: str = "", published: str | None = "2024-05-01", **more: Any
) -> Relation:
    key = f"{subject}-{predicate}-{target}"
    qualifiers = (Qualifier("date", date, date),) if date else ()
    sentence = Evidence(f"s-{key}", "d", "消息", "a.txt", "示例日报", published, 0, 4, key, "rule:test", 0.9)
    evidence = () if str(more.get("inferred_from", "")).startswith("derived") else (sentence,)
    return Relation(
        key, subject, predicate, target, qualifiers, more.pop("status", Status.ASSERTED), 0.9, evidence, **more
    )


_RELATIONS = (
    _told("university", "transferred_to", "startup", "2023-06"),
    _told("university", "transferred_to", "park", "2022/2023"),
    _told("startup", "founded_by", "university"),
    _told("institute", "founded_by", "university"),
    _told("institute", "part_of", "university", published=None),
    _told("daughter", "subsidiary_of", "parent", "2021"),
    _told("parent", "located_in", "park"),
    _told("moved", "relocated_from", "haidian"),
    _told("gone", "relocated_from", "beijing"),
    _told("stale", "relocated_from", "beijing"),
    _told("settled", "located_in", "park"),
    _told("sister", "subsidiary_of", "parent"),
    _told("fund", "invested_in", "parent"),
    _told("fund", "invested_in", "startup"),
    _told("parent", "invested_in", "vague", status=Status.PLANNED),
    _told("person", "founded_by", "parent"),
    _told("branch", "part_of", "bank", inferred_from="rule:name.branch_of_bank"),
    _told("haidian", "part_of", "beijing", inferred_from="derived:divisions"),
    _told("binhai", "part_of", "tianjin", inferred_from="derived:divisions"),
    _told("park", "located_in", "binhai", inferred_from="derived:seats"),
)


@pytest.fixture
def regions(publish: Callable[[KnowledgeGraph], Store]) -> Store:
    """A store with firms, a university, a fund and a park in and around two cities."""
    graph = KnowledgeGraph(
        tuple(sorted(_ENTITIES, key=lambda entity: entity.id)),
        tuple(sorted(_RELATIONS, key=lambda relation: relation.id)),
    )
    return publish(graph)


def told(store: Store, ontology: Ontology, **asked: Any) -> set[tuple[str, str, str]]:
    """Kind, source and target of each move."""
    return {(move.kind, move.source.id, move.target.id) for move in moves(store, ontology, **asked).found}


EASTWARD = {
    ("technology", "university", "startup"),
    ("technology", "university", "park"),
    ("spin_off", "university", "startup"),
    ("founding", "university", "institute"),
    ("branch", "university", "institute"),
    ("subsidiary", "parent", "daughter"),
    ("landing", "parent", "park"),
    ("landing", "settled", "park"),
}


def test_whatever_goes_from_a_district_of_one_city_to_a_park_in_another_moves_between_the_cities(
    regions: Store, ontology: Ontology
) -> None:
    assert told(regions, ontology, origin="北京", destination="天津") == EASTWARD


@pytest.mark.parametrize("destination", ["滨海新区", "120116", "津云科创园", "binhai"])
def test_a_place_is_meant_by_name_code_or_id(regions: Store, ontology: Ontology, destination: str) -> None:
    found = told(regions, ontology, origin="110108", destination=destination)
    assert ("subsidiary", "parent", "daughter") in found
    assert (("founding", "university", "institute") in found) == (destination != "津云科创园")


def test_money_goes_the_way_of_the_investor(regions: Store, ontology: Ontology) -> None:
    assert told(regions, ontology, origin="天津", destination="北京") == {("investment", "fund", "parent")}


def test_a_firm_that_moved_is_where_it_went_and_an_area_lies_in_its_city(regions: Store, ontology: Ontology) -> None:
    for destination in ("雄安新区", "保定", "河北"):
        assert told(regions, ontology, origin="北京", destination=destination) == {("relocation", "haidian", "moved")}


def test_one_who_left_for_nobody_knows_where_has_left_all_the_same(regions: Store, ontology: Ontology) -> None:
    found = {move.target.id: move for move in moves(regions, ontology, origin="北京", kinds=["relocation"]).found}
    assert set(found) == {"gone", "stale", "moved"}
    assert (found["gone"].left, found["gone"].reached) == (("北京市",), ())
    assert (found["stale"].left, found["stale"].reached) == (("北京市",), ())
    assert found["moved"].reached == ("河北省", "保定市", "雄安新区")


def test_moves_into_a_district_from_elsewhere_cross_its_own_border_only(regions: Store, ontology: Ontology) -> None:
    into = told(regions, ontology, destination="滨海新区")
    assert into >= EASTWARD
    assert ("landing", "daughter", "park") not in into


def test_what_stays_in_a_city_moves_between_its_districts_only(regions: Store, ontology: Ontology) -> None:
    daughter = ("subsidiary", "parent", "sister")
    assert daughter not in told(regions, ontology, origin="北京")
    assert daughter in told(regions, ontology, origin="海淀区")
    assert told(regions, ontology, origin="海淀区", destination="北京") == {daughter}
    assert told(regions, ontology, origin="北京", destination="海淀区") == set()


def test_what_may_be_in_the_district_anyway_does_not_move_there(regions: Store, ontology: Ontology) -> None:
    # the fund is somewhere in 天津, perhaps in 滨海新区
    assert told(regions, ontology, origin="天津", destination="滨海新区") == set()


def test_a_branch_that_only_its_name_tells_is_no_move(regions: Store, ontology: Ontology) -> None:
    assert ("branch", "bank", "branch") not in told(regions, ontology, origin="北京")


def test_the_tree_itself_moves_nothing(regions: Store, ontology: Ontology) -> None:
    asked = moves(regions, ontology, destination="滨海新区")
    assert not [move for move in asked.found if move.relation.derived]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2021], {"daughter"}),
        ([2022], {"park"}),
        ([2023], {"startup", "park"}),
        ([2021, 2023], {"startup", "park", "daughter"}),
        ([1999], set()),
    ],
)
def test_a_move_is_in_the_years_of_its_date(
    regions: Store, ontology: Ontology, years: list[int], expected: set[str]
) -> None:
    found = moves(
        regions, ontology, origin="北京", destination="天津", years=years, kinds=["technology", "subsidiary", "branch"]
    )
    assert {move.target.id for move in found.found} == expected


def test_without_a_date_the_year_is_that_of_publication(regions: Store, ontology: Ontology) -> None:
    landings = moves(regions, ontology, origin="北京", destination="天津", kinds=["landing"], years=[2024]).found
    assert {(landing.year, landing.date) for landing in landings} == {(2024, None)}
    [branch] = moves(regions, ontology, origin="北京", destination="天津", kinds=["branch"]).found
    assert branch.year is None


def test_the_latest_come_first_and_kinds_are_counted_beyond_the_limit(regions: Store, ontology: Ontology) -> None:
    asked = moves(regions, ontology, origin="北京", destination="天津", limit=2)
    assert (len(asked.found), asked.more) == (2, 6)
    assert asked.counts[:2] == ((Kind.LANDING, 2), (Kind.TECHNOLOGY, 2))
    assert asked.found[0].year == 2024


def test_plans_are_told_only_if_asked_for(regions: Store, ontology: Ontology) -> None:
    plan = ("investment", "parent", "vague")
    assert plan not in told(regions, ontology, origin="北京", destination="天津")
    assert plan in told(regions, ontology, origin="北京", destination="天津", include_unasserted=True)


def test_only_what_is_sure_enough_counts(regions: Store, ontology: Ontology) -> None:
    assert told(regions, ontology, origin="北京", min_confidence=0.95) == set()


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({}, QueryError, "a beginning and an end"),
        ({"origin": "北京", "destination": "110000"}, QueryError, "both ends are 北京市"),
        ({"origin": "桃花源"}, NotFound, "桃花源"),
        ({"origin": "北京", "kinds": ["escape"]}, QueryError, "there is no kind of move “escape”"),
        ({"origin": "北京", "limit": 0}, QueryError, "limit"),
        ({"origin": "北京", "min_confidence": 2}, QueryError, "between 0 and 1"),
        ({"origin": "市"}, Ambiguous, "may mean"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    regions: Store, ontology: Ontology, asked: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        moves(regions, ontology, **asked)


def test_a_person_is_no_place(regions: Store) -> None:
    with pytest.raises(NotFound):
        area(regions, "陆知远")


def test_search_in_a_city_finds_what_is_in_its_parks(regions: Store) -> None:
    assert {hit.id for hit in search(regions, "科技", place=area(regions, "北京").key)} == {"parent", "sister"}
    assert {hit.id for hit in search(regions, "有限公司", place=area(regions, "天津").key)} == {
        "daughter",
        "settled",
        "startup",
        "vague",
    }
    assert {hit.id for hit in search(regions, "有限公司", place="park")} == {"daughter", "settled", "startup"}


def test_statistics_roll_up(regions: Store) -> None:
    everywhere, city = statistics(regions), statistics(regions, place="120000")
    assert [(held.name, held.entities) for held in everywhere.places] == [("天津市", 8), ("北京市", 5), ("河北省", 1)]
    assert [(held.name, held.entities) for held in city.places] == [("滨海新区", 5)]
    assert [(held.name, held.entities) for held in statistics(regions, place="120116").places] == [("津云科创园", 3)]
    assert city.types == {"Company": 4, "Bank": 1, "Fund": 1, "Park": 1, "Region": 2, "ResearchInstitute": 1}
    assert city.predicates["invested_in"] == 3


def test_statistics_count_neither_relations_nor_regions_that_no_document_tells(regions: Store) -> None:
    counted = statistics(regions)
    assert counted.relations == len(_RELATIONS) - 3
    assert counted.predicates["part_of"] == 2


def test_a_neighbourhood_in_a_city_stays_there(regions: Store, ontology: Ontology) -> None:
    around = neighbourhood(regions, ontology, "university", place="120000")
    assert set(around.distances) == {"university", "startup", "park", "institute"}
    around = neighbourhood(regions, ontology, "park", place="120000")
    assert (set(around.distances), around.outside) == ({"park", "settled"}, 2)


def test_no_path_leads_up_and_down_the_tree(regions: Store, ontology: Ontology) -> None:
    assert not paths(regions, ontology, "haidian", "beijing", max_length=1).found


def test_an_export_of_a_city_holds_what_touches_it(regions: Store) -> None:
    graph = whole_graph(regions, place="120000")
    ids = set(graph.by_id)
    assert {"startup", "park", "university", "bank"} <= ids
    assert not {"moved", "gone", "xiongan"} & ids
    assert all({relation.subject, relation.object} <= ids for relation in graph.relations)


def test_the_chain_can_be_asked_in_cypher_without_recursion(regions: Store) -> None:
    rows = regions.rows(
        "MATCH (e:Entity) WHERE e.type = 'Company' AND $place IN e.within RETURN e.id AS id ORDER BY id", place="120000"
    )
    assert [row["id"] for row in rows] == ["daughter", "settled", "startup", "vague"]


def test_a_degree_does_not_count_the_tree(regions: Store) -> None:
    [row] = regions.rows("MATCH (e:Entity {id: 'binhai'}) RETURN e.degree AS degree")
    assert row["degree"] == 0


def test_a_relation_keeps_what_it_was_inferred_from(regions: Store) -> None:
    kept = {r.id: r.inferred_from for r in whole_graph(regions).relations if r.inferred_from}
    assert kept == {r.id: r.inferred_from for r in _RELATIONS if r.inferred_from}
    assert dataclasses.replace(_RELATIONS[0], inferred_from="") == _RELATIONS[0]
