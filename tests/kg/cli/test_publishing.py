"""`jjj publish` and `jjj verify` against a real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from kg.ledger import Ledger
from kg.model import Entity, Extraction, KnowledgeGraph
from kg.settings import GraphServer, Settings
from kg.store import EmbeddedStore
from tests.neo4j.clearing import clear

Jjj = Callable[..., Any]
Report = Callable[..., Extraction]
NAMES = {"bank": ("Bank", "蓟川银行"), "firm": ("Company", "青禾机器人有限公司")}


@pytest.fixture
def target(graph_server: GraphServer, monkeypatch: pytest.MonkeyPatch) -> GraphServer:
    """An empty database whose password is in the environment."""
    clear(graph_server)
    monkeypatch.setenv("JJJ_NEO4J_PASSWORD", graph_server.password or "")
    return graph_server


@pytest.fixture
def workspace(tmp_path: Path, report: Report) -> Path:
    """A workspace whose ledger tells of one loan; nothing was built from it yet."""
    with Ledger.open(Settings.read(tmp_path, environment={})) as ledger:
        ledger.record(report("蓟川银行向青禾机器人有限公司贷款。", NAMES, [("bank", "loaned_to", "firm")]), "by hand")
    return tmp_path


def change(server: GraphServer, cypher: str) -> None:
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password or "")) as driver:
        driver.execute_query(cypher)


def test_the_workspace_is_published_and_then_in_step(jjj: Jjj, target: GraphServer, workspace: Path) -> None:
    first = jjj("publish", "--to", target.uri, "--workspace", workspace, "--json")
    assert (first.code, first.err) == (0, "")
    # Besides the two: nothing in their names tells of a region.
    assert first.json["entities"] == {"added": 2, "changed": 0, "removed": 0}
    assert first.json["relations"] == {"added": 1, "changed": 0, "removed": 0}
    assert first.json["documents"] == {"added": 1, "changed": 0, "removed": 0}
    again = jjj("publish", "--to", target.uri, "--workspace", workspace)
    assert again.code == 0
    assert "was in step: nothing written" in again.out


def test_what_was_recorded_since_is_published_too(
    jjj: Jjj, target: GraphServer, workspace: Path, report: Report
) -> None:
    jjj("publish", "--to", target.uri, "--workspace", workspace)
    with Ledger.open(Settings.read(workspace, environment={})) as ledger:
        names = {"bank": NAMES["bank"], "firm": ("Company", "云岫科技有限公司")}
        claims = [("bank", "loaned_to", "firm")]
        ledger.record(report("蓟川银行又向云岫科技有限公司贷款。", names, claims, source="more.txt"), "by hand")
    ran = jjj("publish", "--to", target.uri, "--workspace", workspace, "--json")
    assert ran.json["entities"] == {"added": 1, "changed": 1, "removed": 0}
    assert ran.json["relations"] == {"added": 1, "changed": 0, "removed": 0}


def test_a_graph_without_a_ledger_is_published_as_it_is(jjj: Jjj, target: GraphServer, tmp_path: Path) -> None:
    with EmbeddedStore(Settings.read(tmp_path, environment={}).graph_folder) as store:
        store.write(KnowledgeGraph((Entity("e", "Company", "云汐"),), ()))
    ran = jjj("publish", "--to", target.uri, "--workspace", tmp_path, "--json")
    assert ran.json["entities"]["added"] == 1


def test_an_empty_workspace_does_not_empty_the_target(
    jjj: Jjj, target: GraphServer, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    jjj("publish", "--to", target.uri, "--workspace", workspace)
    ran = jjj("publish", "--to", target.uri, "--workspace", tmp_path_factory.mktemp("empty"))
    assert ran.code == 9
    assert "no graph has been published" in ran.err
    assert jjj("verify", "--to", target.uri, "--workspace", workspace).code == 0


def test_verifying_tells_what_was_altered_and_repairs_it(jjj: Jjj, target: GraphServer, workspace: Path) -> None:
    jjj("publish", "--to", target.uri, "--workspace", workspace)
    change(target, "MATCH (b:Bank) SET b.name = '假银行'")
    ran = jjj("verify", "--to", target.uri, "--workspace", workspace)
    assert ran.code == 1
    assert "differs in 1 places" in ran.out
    assert "name" in ran.out
    told = jjj("verify", "--to", target.uri, "--workspace", workspace, "--json").json
    assert told["equal"] is False
    assert [(each["what"], each["how"], each["where"]) for each in told["found"]["discrepancies"]] == [
        ("entities", "altered", ["name"])
    ]
    assert jjj("verify", "--to", target.uri, "--workspace", workspace, "--repair").code == 0
    assert jjj("verify", "--to", target.uri, "--workspace", workspace, "--json").json["equal"] is True


def test_nothing_is_written_over_what_others_have(jjj: Jjj, target: GraphServer, workspace: Path) -> None:
    change(target, "CREATE (:Entity {name: '别人的'})")
    ran = jjj("publish", "--to", target.uri, "--workspace", workspace)
    assert ran.code == 27
    assert "not ours" in ran.err


def test_a_target_must_be_named_and_let_in(
    jjj: Jjj, target: GraphServer, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = jjj("publish", "--workspace", workspace)
    assert ran.code == 10
    assert "--to neo4j://HOST:7687" in ran.err
    monkeypatch.delenv("JJJ_NEO4J_PASSWORD")
    ran = jjj("publish", "--to", target.uri, "--workspace", workspace)
    assert ran.code == 10
    assert "JJJ_NEO4J_PASSWORD" in ran.err
    monkeypatch.setenv("JJJ_NEO4J_PASSWORD", "not this one")
    ran = jjj("publish", "--to", target.uri, "--workspace", workspace)
    assert ran.code == 14
    assert "not this one" not in ran.err


def test_another_database_must_exist(jjj: Jjj, target: GraphServer, workspace: Path) -> None:
    ran = jjj("publish", "--to", target.uri, "--database", "elsewhere", "--workspace", workspace)
    assert ran.code == 14
    assert "there is no database “elsewhere”" in ran.err
