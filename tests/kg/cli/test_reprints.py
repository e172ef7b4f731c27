"""What a person reads of reprints in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.cli.tables import reported

TEXT = """\
燕河银行天津分行昨日向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，用于采购减速器，这是企业今年的头一笔信用贷款。
云岫智能总经理周明川说，厂房由原来的仓库改建，从签约到投产只用了七个月，园区派专人帮办了环评、消防和用电手续。
"""
HEAD = "---\ntitle: 云岫智能获贷\npublisher: {}\npublished: 2024-05-{:02}\n---\n"


def test_three_publications_of_one_report_are_shown_as_such(jjj: Callable[..., Any], tmp_path: Path) -> None:
    for day, paper in enumerate(("示例日报", "示例晨报", "示例网"), 7):
        (tmp_path / f"{day}.md").write_text(HEAD.format(paper, day) + TEXT, encoding="utf-8")
    workspace = ("--workspace", tmp_path / "workspace")
    assert jjj("build", tmp_path / "*.md", *workspace).code == 0

    shown = jjj("show", "云岫智能", *workspace).out
    assert "Named in 3 documents, 2 of them reprints" in shown
    assert "示例日报，2024-05-07，另有 2 处，其中 2 篇转载" in "".join(shown.split("\n")).replace(" │", "")
    assert "3 documents, 2 of them reprints" in jjj("stats", *workspace).out
    assert jjj("stats", *workspace, "--json").json["reprints"] == 2


def test_numbers_of_documents_are_told_in_words() -> None:
    told = [reported(1, 0), reported(4, 0), reported(2, 1), reported(3, 2)]
    assert told == ["1 document", "4 documents", "2 documents, 1 of them a reprint", "3 documents, 2 of them reprints"]
