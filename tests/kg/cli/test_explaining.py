"""`jjj explain` on a few sentences, with the real extractor."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jjj = Callable[..., Any]
BANK, FIRM = "河北银行", "北京云岫智能科技有限公司"
LENT = f"日前，{BANK}向{FIRM}发放贷款500万元。"
PLANNED = f"{BANK}还拟向{FIRM}授信2亿元。"
TEXT = f"{LENT}\n{PLANNED}\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "loan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_reader_sees_the_text_and_below_each_sentence_what_it_tells(jjj: Jjj, news: Path) -> None:
    lines = [line.strip() for line in jjj("explain", news).out.splitlines()]
    sentence = lines.index(f"日前，‹{BANK}·银行›向‹{FIRM}·企业›发放贷款500万元。")
    told = lines.index(f"{BANK} → 贷款给 loaned to → {FIRM}")
    planned = lines.index(f"{BANK} → 贷款给 loaned to → {FIRM}  [计划中 planned]")
    assert sentence < told < lines.index(f"‹{BANK}·银行›还拟向‹{FIRM}·企业›授信2亿元。") < planned
    assert "金额 amount: 500万元 = 5000000 CNY" in lines[told + 1]
    assert "rule:lending.credit: A bank or another lender grants" in lines[told + 2]


def test_the_legend_tells_the_types_in_both_languages(jjj: Jjj, news: Path) -> None:
    assert "企业 Company  银行 Bank" in jjj("explain", news).out


def test_programs_get_everything_with_offsets(jjj: Jjj, news: Path) -> None:
    [told] = jjj("explain", news, "--json").json["documents"]
    text = told["document"]["text"]
    assert text == TEXT
    assert all(text[name["start"] : name["end"]] == name["text"] for name in told["names"])
    lent, planned = told["relations"]
    assert (lent["subject"], lent["predicate"], lent["object"]) == (BANK, "loaned_to", FIRM)
    assert (lent["evidence"]["text"], lent["voice"], lent["status"]) == (LENT, "rule", "asserted")
    assert {"name": "amount", "text": "500万元", "value": "5000000", "unit": "CNY"} in lent["qualifiers"]
    assert planned["status"] == "planned"


def test_only_sure_relations_are_told_where_that_is_asked(jjj: Jjj, news: Path) -> None:
    out = jjj("explain", news, "--min-confidence", "1").out
    assert "没有读出关系" in out
    assert f"‹{BANK}·银行›" in out


def test_one_page_is_written_for_a_browser(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    ran = jjj("explain", news, "--html", tmp_path / "page.html", "--json")
    assert ran.json == {"path": str(tmp_path / "page.html"), "documents": 1, "names": 4, "relations": 2}
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<mark" in page
    assert jjj("explain", news, "--html", tmp_path).code == 15


def test_a_document_can_come_from_standard_input() -> None:
    command = [sys.executable, "-m", "kg.cli", "explain", "-", "--json"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True)
    assert [each["predicate"] for each in json.loads(done.stdout)["documents"][0]["relations"]] == ["loaned_to"] * 2


def test_a_document_that_was_built_is_explained_by_its_id(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    workspace = ("--workspace", tmp_path / "workspace")
    jjj("build", news, *workspace)
    [told] = jjj("explain", news, "--json").json["documents"]
    news.unlink()
    [again] = jjj("explain", told["document"]["id"], "--json", *workspace).json["documents"]
    assert again["relations"] == told["relations"]


def test_a_source_that_there_is_not_is_refused(jjj: Jjj, tmp_path: Path) -> None:
    assert jjj("explain", tmp_path / "absent.txt").code == 17
    ran = jjj("explain", "d-0123456789abcdef", "--workspace", tmp_path / "workspace")
    assert ran.code == 4
    assert "d-0123456789abcdef" in ran.err


def test_every_document_of_a_file_is_explained(jjj: Jjj, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps({"title": "", "text": each}) for each in (LENT, TEXT)), encoding="utf-8")
    assert [len(each["relations"]) for each in jjj("explain", path, "--json").json["documents"]] == [1, 2]


def test_a_document_gives_the_terminal_no_orders(jjj: Jjj, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(f"\x1b]0;owned\x07[bold]{LENT}[/bold]\u202e反\x9b31m", encoding="utf-8")
    out = jjj("explain", path).out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)
    assert "[bold]" in out  # what looks like markup is text
