"""Shipped tables: what they say of themselves is no row."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.tables import lines, rows


def test_remarks_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("# 出处\nname\trank\n\n王\t1\n# 其余\n李\t2\n", encoding="utf-8")
    assert lines(table) == ["name\trank", "王\t1", "李\t2"]


def test_rows_are_read_by_their_columns() -> None:
    assert {"name": "王", "rank": "1"} in rows("surnames.tsv")


def test_a_missing_table_means_a_damaged_installation() -> None:
    with pytest.raises(SettingsError):
        rows("no-such-table.tsv")
