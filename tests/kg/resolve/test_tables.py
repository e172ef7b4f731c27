"""Tables of names: every body has one number."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.gazetteer import Entry, Gazetteer
from kg.resolve.known import KnownNames
from kg.resolve.tables import Tables, key

CALLED = """# other names
name|type|way|called|note
天津青禾科技集团有限公司|Company|short|青禾集团|
天津青禾科技集团有限公司|Company|english|Qinghe Group|
天津青禾科技集团有限公司|Company|former|天津青禾电子厂|1999
天津青禾科技集团有限公司|Company|short|青科|ambiguous
蓟川青年科学院|ResearchInstitute|short|青科|ambiguous
蓟川大学|University|english|Jichuan University|
""".replace("|", "\t")
ABOVE = """name|type|relation|above|above_type|note
青禾种业有限公司|Company|subsidiary_of|天津青禾科技集团有限公司|Company|
蓟川大学医学院|University|part_of|蓟川大学|University|
""".replace("|", "\t")
SEATS = """name|type|division|address
蓟川大学|University|120104|青禾路1号
""".replace("|", "\t")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("called-a.tsv", CALLED), ("above-a.tsv", ABOVE), ("seats-a.tsv", SEATS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def known(folder: Path) -> KnownNames:
    return KnownNames.load(Gazetteer([Entry("青禾科技集团", "Company", ("青禾集团",))]), folder)


def body(known: KnownNames, name: str) -> int:
    (meaning,) = known.meanings(name)
    return meaning.body


def test_all_names_of_a_body_mean_it(known: KnownNames) -> None:
    names = "天津青禾科技集团有限公司|天津青禾科技集团|青禾集团|Qinghe Group|天津青禾电子厂|青禾科技集团"
    assert len({body(known, name) for name in names.split("|")}) == 1


def test_an_ambiguous_name_means_several(known: KnownNames) -> None:
    assert {(m.name, m.ambiguous) for m in known.meanings("青科")} == {
        ("青禾科技集团", True),
        ("蓟川青年科学院", True),
    }


def test_an_unlisted_name_means_nothing(known: KnownNames) -> None:
    assert known.meanings("青禾") == ()


def test_what_stands_above_is_known(known: KnownNames) -> None:
    assert known.above(body(known, "青禾种业有限公司")) == {body(known, "青禾集团"): "subsidiary_of"}
    assert known.above(body(known, "青禾集团")) == {}


def test_another_legal_form_before_it_is_another_firm(known: KnownNames) -> None:
    assert known.meanings("青禾种业股份有限公司") == ()


def test_a_unit_has_its_owner(known: KnownNames) -> None:
    owner = known.owner("蓟川大学机器人学院")
    assert owner
    assert (owner[0].name, owner[1]) == ("蓟川大学", "机器人学院")
    assert known.owner("蓟川大学") is None


def test_a_seat_is_known(known: KnownNames) -> None:
    seat = known.seat(body(known, "Jichuan University"))
    assert seat
    assert (seat.division, seat.address) == ("120104", "青禾路1号")


@pytest.mark.parametrize("text", ["", "name\ttype\n", CALLED + "一\t二\n"])
def test_a_malformed_table_is_refused(text: str, folder: Path) -> None:
    (folder / "called-b.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="called-b"):
        Tables.read(Gazetteer([]), folder)


def test_the_shipped_tables_give_a_name_one_body_unless_they_say_it_has_several() -> None:
    known = KnownNames.load(Gazetteer.load())
    doubtful = {
        called: meant
        for called, meant in known._meanings.items()
        if len({m.body for m in meant if not m.ambiguous and m.way != "former"}) > 1
        and len({m.type for m in meant if not m.ambiguous}) == 1
    }
    assert len(doubtful) < len(known._meanings) / 100, sorted(doubtful)[:20]


def test_keys_know_no_marks() -> None:
    assert key("青禾（天津）有限责任公司") == key("青禾(天津)有限公司") == "青禾天津有限公司"


def test_a_firm_and_its_group_stay_two_though_they_share_a_short_name(folder: Path) -> None:
    firm, group = "青禾种业有限公司", "天津青禾种业集团有限公司"
    shared = f"name|type|way|called|note\n{firm}|Company|short|青禾|\n{group}|Company|short|青禾|\n"
    tie = f"name|type|relation|above|above_type|note\n{firm}|Company|subsidiary_of|{group}|Company|\n"
    (folder / "called-b.tsv").write_text(shared.replace("|", "\t"), encoding="utf-8")
    (folder / "above-b.tsv").write_text(tie.replace("|", "\t"), encoding="utf-8")
    known = KnownNames.load(Gazetteer([]), folder)
    assert body(known, firm) != body(known, group)


def test_no_shipped_body_is_below_itself() -> None:
    known = KnownNames.load(Gazetteer.load())
    assert [name for number, name in known._names.items() if number in known.above(number)] == []
