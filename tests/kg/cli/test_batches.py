"""Building, extracting, exporting and evaluating with the real extractor on a few sentences."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Jjj = Callable[..., Any]
NEWS = "日前，河北银行向北京云岫智能科技有限公司发放贷款500万元。"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of one report."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "loan.txt").write_text(NEWS, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def test_what_was_built_answers_who_financed_the_company(jjj: Jjj, news: Path, workspace: Path) -> None:
    built = jjj("build", news, "--workspace", workspace, "--json")
    assert built.code == 0
    assert built.json["recorded"] == {"new": 1, "changed": 0, "unchanged": 0}
    [row] = jjj("financiers", "云岫智能", "--workspace", workspace, "--json").json["financiers"]
    assert (row["backer"]["name"], row["amounts"][0]["text"]) == ("河北银行", "500万元")
    assert row["relation"]["evidence"][0]["text"] == NEWS


def test_building_twice_changes_nothing_and_says_so(jjj: Jjj, news: Path, workspace: Path) -> None:
    jjj("build", news, "--workspace", workspace)
    again = jjj("build", news, "--workspace", workspace)
    assert again.code == 0
    assert "Nothing changed: 0 new, 0 changed, 1 unchanged" in again.out


def test_a_document_that_fails_is_listed_and_the_rest_is_done(jjj: Jjj, news: Path, workspace: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    ran = jjj("build", news, news / "absent.txt", "--workspace", workspace, "--json")
    assert ran.code == 3
    assert ran.json["recorded"]["new"] == 1
    failed = {Path(each["source"]).name: each["error"] for each in ran.json["failed"]}
    assert failed == {"absent.txt": "DocumentError", "empty.txt": "DocumentError", "picture.txt": "DocumentError"}
    shown = jjj("build", news, "--workspace", workspace)
    assert shown.code == 3
    assert "empty.txt" in shown.out


def test_a_workspace_of_a_newer_schema_is_left_alone(jjj: Jjj, news: Path, workspace: Path) -> None:
    jjj("build", news, "--workspace", workspace)
    with closing(sqlite3.connect(workspace / "ledger.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    ran = jjj("build", news, "--workspace", workspace)
    assert ran.code == 11
    assert "upgrade jjj-kg" in ran.err


def test_a_workspace_that_is_a_file_is_refused(jjj: Jjj, news: Path) -> None:
    ran = jjj("build", news, "--workspace", news / "loan.txt")
    assert ran.code not in {0, 1, 2}
    assert ran.err.startswith("Error: ")
    assert (news / "loan.txt").read_text(encoding="utf-8") == NEWS


def test_ctrl_c_leaves_what_was_recorded_and_the_same_command_goes_on(jjj: Jjj, news: Path, workspace: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", str(news), "-", "--workspace", str(workspace)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        _wait_until_recorded(workspace / "ledger.sqlite", process)  # it now waits for the rest of standard input
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert err == "Error: interrupted; what was recorded is kept, the same command goes on from there\n"
    again = jjj("build", news, "--workspace", workspace, "--json").json
    assert again["recorded"] == {"new": 0, "changed": 0, "unchanged": 1}
    assert again["relations"] == 1


def _wait_until_recorded(ledger: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if ledger.exists():
            with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
                tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchall()
                if tables and connection.execute("SELECT 1 FROM documents").fetchall():
                    return
    pytest.fail(f"nothing was recorded; exit code {process.poll()}")


def test_extract_writes_the_annotation_form_under_the_input_files_name(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    (news / "gold-7.json").write_text(json.dumps({"title": "", "text": NEWS}), encoding="utf-8")
    ran = jjj("extract", news / "gold-7.json", "--out", tmp_path / "out", "--json")
    assert ran.json["written"] == [str(tmp_path / "out" / "gold-7.json")]
    written = json.loads((tmp_path / "out" / "gold-7.json").read_text(encoding="utf-8"))
    names = {entity["id"]: entity["name"] for entity in written["entities"]}
    [relation] = [each for each in written["relations"] if each["predicate"] == "loaned_to"]
    assert (names[relation["subject"]], names[relation["object"]]) == ("河北银行", "北京云岫智能科技有限公司")
    assert written["text"][relation["start"] : relation["end"]] == relation["evidence"]


def test_extract_into_a_file_is_refused(jjj: Jjj, news: Path) -> None:
    ran = jjj("extract", news, "--out", news / "loan.txt")
    assert ran.code == 15
    assert (news / "loan.txt").read_text(encoding="utf-8") == NEWS


def test_evaluate_of_its_own_output_is_perfect_and_of_an_invention_is_not(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    jjj("extract", news, "--out", tmp_path / "gold")
    assert jjj("evaluate", tmp_path / "gold", "--json").json["relations"]["f1"] == 1.0
    path = tmp_path / "gold" / "loan.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"loaned_to"', '"supplies_to"'), encoding="utf-8")
    ran = jjj("evaluate", tmp_path / "gold", "--faults")
    assert ran.code == 0
    assert "supplies_to" in ran.out


def test_evaluate_of_a_folder_without_annotations_is_refused(jjj: Jjj, news: Path) -> None:
    assert jjj("evaluate", news).code == 17


@pytest.mark.parametrize(("kind", "name"), [("json", "g.json"), ("graphml", "g.graphml"), ("csv", "g.zip")])
def test_export_writes_every_format(jjj: Jjj, story: Any, tmp_path: Path, kind: str, name: str) -> None:
    ran = jjj("export", "--format", kind, "--out", tmp_path / name, "--workspace", story.settings.workspace, "--json")
    assert ran.json == {"path": str(tmp_path / name), "format": kind, "entities": 11, "relations": 9}
    data = (tmp_path / name).read_bytes()
    if kind == "csv":
        with zipfile.ZipFile(tmp_path / name) as archive:
            data = b"".join(archive.read(each) for each in archive.namelist())
    assert "北京云岫智能科技有限公司".encode() in data


def test_an_export_can_be_limited_to_what_is_sure(jjj: Jjj, story: Any, tmp_path: Path) -> None:
    where = ("--out", tmp_path / "g.json", "--workspace", story.settings.workspace, "--json")
    ran = jjj("export", "--min-confidence", 0.95, *where)
    assert (ran.json["entities"], ran.json["relations"]) == (11, 0)


def test_an_extraction_can_be_limited_to_what_is_sure(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    jjj("extract", news, "--out", tmp_path / "all")
    jjj("extract", news, "--out", tmp_path / "sure", "--min-confidence", 1.0)
    everything, sure = (json.loads((tmp_path / each / "loan.json").read_text("utf-8")) for each in ("all", "sure"))
    assert len(everything["relations"]) == 1
    assert sure["relations"] == []
    assert sure["entities"] == everything["entities"]


def test_export_of_an_unknown_format_names_those_there_are(jjj: Jjj, story: Any, tmp_path: Path) -> None:
    ran = jjj("export", "--format", "xls", "--out", tmp_path / "g", "--workspace", story.settings.workspace)
    assert ran.code == 15
    assert "csv, graphml, json" in ran.err
    assert not (tmp_path / "g").exists()
