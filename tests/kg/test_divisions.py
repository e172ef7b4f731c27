"""Divisions: codes, what lies in what, scopes, and the place that a name begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import OUTSIDE, Divisions, Level
from kg.errors import SettingsError
from kg.model import Place


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load()


def test_codes_are_those_of_the_national_standard(divisions: Divisions) -> None:
    named = {
        code: division.name for code in ("110108", "120116", "130629", "310115") if (division := divisions.get(code))
    }
    assert named == {"110108": "海淀区", "120116": "滨海新区", "130629": "容城县", "310115": "浦东新区"}


def test_the_three_regions_are_complete(divisions: Divisions) -> None:
    def inside(top: str, level: Level) -> int:
        return sum(division.level is level and division.code.startswith(top) for division in divisions)

    assert (inside("11", Level.COUNTY), inside("12", Level.COUNTY)) == (16, 16)
    assert (inside("13", Level.PREFECTURE), inside("13", Level.COUNTY)) == (11, 167)


def test_every_parent_exists(divisions: Divisions) -> None:
    assert [d.code for d in divisions if d.parent and divisions.get(d.parent) is None] == []


def test_an_ambiguous_name_finds_all_its_bearers_the_largest_first(divisions: Divisions) -> None:
    assert [(d.code, d.name) for d in divisions.find("朝阳")] == [
        ("211300", "朝阳市"),
        ("110105", "朝阳区"),
        ("211321", "朝阳县"),
        ("220104", "朝阳区"),
    ]


def test_hebei_district_is_not_hebei_province(divisions: Divisions) -> None:
    assert [d.code for d in divisions.find("河北区")] == ["120105"]
    assert [d.code for d in divisions.find("河北")] == ["130000", "120105"]


def test_an_abbreviation_finds_its_province(divisions: Divisions) -> None:
    assert [d.name for d in divisions.find("冀")] == ["河北省"]


def test_an_unknown_name_finds_nothing(divisions: Divisions) -> None:
    assert divisions.find("桃花源") == ()


def test_ancestors_run_from_the_nearest_to_the_farthest(divisions: Divisions) -> None:
    assert [d.name for d in divisions.ancestors("320211")] == ["无锡市", "江苏省"]
    assert [d.name for d in divisions.ancestors("130629")] == ["雄安新区", "河北省"]
    assert divisions.ancestors("999999") == ()


def test_counties_of_xiongan_lie_in_it_and_in_baoding(divisions: Divisions) -> None:
    assert divisions.within("130629", "area:雄安新区")
    assert divisions.within("130629", "130600")
    assert not divisions.within("130629", "130100")
    assert not divisions.within("130600", "130600")


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("120116001", ["天津市", "滨海新区", "塘沽街道"]),
        ("110108", ["北京市", "海淀区"]),
        ("130629", ["河北省", "保定市", "雄安新区", "容城县"]),
        ("area:雄安新区", ["河北省", "保定市", "雄安新区"]),
        ("area:渤海新区", ["河北省", "沧州市", "沧州渤海新区"]),
        ("country:德国", ["德国"]),
        ("999999", []),
    ],
)
def test_a_chain_runs_from_the_widest_to_the_division_itself(divisions: Divisions, code: str, chain: list[str]) -> None:
    assert [division.name for division in divisions.chain(code)] == chain


def test_every_chain_is_free_of_circles_and_agrees_with_what_lies_within(divisions: Divisions) -> None:
    for division in divisions:
        chain = divisions.chain(division.code)
        assert chain[-1] == division
        assert all(divisions.within(division.code, outer.code) for outer in chain[:-1])


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("110000", "beijing"),
        ("110108", "beijing"),
        ("120116", "tianjin"),
        ("130629", "hebei"),
        ("area:雄安新区", "hebei"),
        ("320211", OUTSIDE),
        ("country:德国", OUTSIDE),
        ("city:慕尼黑", OUTSIDE),
        ("region:京津冀", OUTSIDE),
        ("no such code", OUTSIDE),
    ],
)
def test_scope(divisions: Divisions, code: str, scope: str) -> None:
    assert divisions.scope(code) == scope


def test_place_of_a_district(divisions: Divisions) -> None:
    assert divisions.place("120116", inferred=True) == Place("120116", "滨海新区", "tianjin", inferred=True)


def test_place_of_a_town_is_its_county(divisions: Divisions) -> None:
    town = next(d for d in divisions.find("大王古庄镇") if d.level is Level.TOWN)
    assert divisions.place(town.code) == Place("120114", "武清区", "tianjin")


def test_a_place_without_a_code_has_none(divisions: Divisions) -> None:
    assert divisions.place("area:雄安新区") == Place("", "雄安新区", "hebei")
    assert divisions.place("country:德国") == Place("", "德国", OUTSIDE)


def test_place_of_an_unknown_code_is_refused(divisions: Divisions) -> None:
    with pytest.raises(SettingsError, match="123456"):
        divisions.place("123456")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("天津滨海高新区某某公司", "120116"),
        ("天津某某科技有限公司", "120000"),
        ("北京朝阳某某医院", "110105"),
        ("江苏省无锡市滨湖区某某园", "320211"),
        ("唐山高新区", "130200"),
        ("雄安新区某某局", "area:雄安新区"),
        ("吉林某某集团", "220000"),
        ("德国某某集团", "country:德国"),
        ("上海", "310000"),
    ],
)
def test_a_name_begins_with_a_place(divisions: Divisions, name: str, code: str) -> None:
    division = divisions.at_start_of(name)
    assert division is not None
    assert division.code == code


@pytest.mark.parametrize(
    "name",
    ["朝阳区某某厂", "东方某某集团", "和平某某商店", "京津冀某某联盟", "华北某某厂", "某某天津分公司", ""],
)
def test_an_ambiguous_or_vague_beginning_is_no_place(divisions: Divisions, name: str) -> None:
    assert divisions.at_start_of(name) is None


def test_an_ambiguous_district_does_not_hide_its_province(divisions: Divisions) -> None:
    division = divisions.at_start_of("河北新华某某厂")  # Shijiazhuang and Cangzhou both have a 新华区
    assert division is not None
    assert division.code == "130000"


@given(st.text(alphabet="天津滨海北京朝阳新区市县河和平某厂", max_size=12))
def test_the_place_of_a_name_stands_at_its_beginning(divisions: Divisions, name: str) -> None:
    division = divisions.at_start_of(name)
    if division is not None:
        outer = (division, *divisions.ancestors(division.code))
        assert any(name.startswith(written) for place in outer for written in place.names)


def test_a_malformed_table_is_refused_with_its_row(tmp_path: Path) -> None:
    table = tmp_path / "divisions.tsv"
    table.write_text("code\tname\n110000\t北京市\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="北京市"):
        Divisions.load(table)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        Divisions.load(tmp_path / "none.tsv")
