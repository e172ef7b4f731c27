"""The gazetteer: names and short names lead to one entry, and the shipped tables are sound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.divisions import Divisions
from kg.errors import SettingsError
from kg.gazetteer import Entry, Gazetteer
from kg.ontology import Ontology
from kg.text import fold

HEADER = "name\ttype\taliases\tparent\tdivision\tnote\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("工行", "中国工商银行", "banks"),
        ("中国工商银行", "中国工商银行", "banks"),
        ("北航", "北京航空航天大学", "universities"),
        ("工信部", "工业和信息化部", "agencies"),
        ("北交所", "北京证券交易所", "financial"),
        ("天津经开区", "天津经济技术开发区", "parks"),
        ("中科院计算所", "中国科学院计算技术研究所", "institutes"),
        ("“中国 科学院”", "中国科学院", "institutes"),
    ],
)
def test_a_short_name_leads_to_the_full_one(gazetteer: Gazetteer, written: str, name: str, kind: str) -> None:
    entry = gazetteer.lookup(written)
    assert entry is not None
    assert (entry.name, entry.kind) == (name, kind)


@pytest.mark.parametrize("written", ["中行", "南开", "联想", "天大", "未来的某某银行", ""])
def test_an_ambiguous_or_unknown_name_leads_nowhere(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.lookup(written) is None


def test_sectors_are_not_merged_by_kinship(gazetteer: Gazetteer) -> None:
    robots, industrial = gazetteer.lookup("机器人"), gazetteer.lookup("工业机器人")
    assert robots is not None
    assert industrial is not None
    assert robots != industrial


def test_types_are_those_of_the_ontology(gazetteer: Gazetteer) -> None:
    concrete = {key for key, kind in Ontology.load().types.items() if not kind.abstract}
    assert {entry.type for entry in gazetteer.entries} - concrete == set()


def test_divisions_and_parents_exist(gazetteer: Gazetteer) -> None:
    divisions = Divisions.load()
    assert [e.name for e in gazetteer.entries if e.division and divisions.get(e.division) is None] == []
    assert [e.parent for e in gazetteer.entries if e.parent and gazetteer.lookup(e.parent) is None] == []


def test_no_name_is_listed_twice(gazetteer: Gazetteer) -> None:
    clear = Counter(fold(name) for entry in gazetteer.entries for name in (entry.name, *entry.aliases))
    assert [name for name, count in clear.items() if count > 1] == []


def test_tables_of_other_forms_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ranks.tsv").write_text("# other\nname\trank\n王\t1\n", encoding="utf-8")
    (tmp_path / "banks.tsv").write_text(f"# ours\n{HEADER}渔阳银行\tBank\t渔行|渔?\t\t120000\t\n", encoding="utf-8")
    assert Gazetteer.load(tmp_path).entries == (
        Entry("渔阳银行", "Bank", ("渔行",), division="120000", kind="banks", ambiguous=("渔",)),
    )


def test_a_malformed_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "banks.tsv").write_text(f"{HEADER}渔阳银行\tBank\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="渔阳银行"):
        Gazetteer.load(tmp_path)
