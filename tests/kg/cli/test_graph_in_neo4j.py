"""The same commands, asked of Neo4j with --graph: the same answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from tests.neo4j.clearing import clear

if TYPE_CHECKING:
    from tests.conftest import Story

Jjj = Callable[..., Any]
QUESTIONS: Sequence[Sequence[str]] = (
    ("search", "云岫"),
    ("search", "tianjin"),
    ("show", "云岫智能"),
    ("financiers", "云岫智能", "--look-through", "--unasserted"),
    ("portfolio", "燕河银行", "--look-through"),
    ("neighbours", "云岫智能", "--depth", "3"),
    ("path", "燕河银行", "周明川"),
    ("moves", "--from", "天津", "--to", "北京"),
    ("stats", "--in", "天津"),
    ("cypher", "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name, r.predicate, b.name ORDER BY r.id"),
)


@pytest.fixture
def server(graph_server: GraphServer, story: Story, monkeypatch: pytest.MonkeyPatch) -> GraphServer:
    """The server with the story's graph; its password is where a command looks for it."""
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(story.graph)
    monkeypatch.setenv("JJJ_NEO4J_PASSWORD", graph_server.password or "")
    return graph_server


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_neo4j_gives_the_same_answer(jjj: Jjj, story: Story, server: GraphServer, question: Sequence[str]) -> None:
    there = jjj(*question, "--json", "--graph", server.uri, "--workspace", story.settings.workspace)
    here = jjj(*question, "--json", "--workspace", story.settings.workspace)
    assert (there.code, there.err) == (0, "")
    assert there.out == here.out


def test_an_export_from_neo4j_is_the_same_file(
    jjj: Jjj, story: Story, server: GraphServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jjj("export", "--out", tmp_path / "here.json", "--workspace", story.settings.workspace).code == 0
    monkeypatch.setenv("JJJ_GRAPH", server.uri)
    ran = jjj("export", "--out", tmp_path / "there.json", "--workspace", tmp_path / "nothing")
    assert ran.code == 0
    assert f"graph: {server.uri}, neo4j" in ran.err
    assert (tmp_path / "there.json").read_bytes() == (tmp_path / "here.json").read_bytes()


def test_a_parameter_can_be_any_json(jjj: Jjj, server: GraphServer, tmp_path: Path) -> None:
    text = "MATCH (e:Entity) WHERE e.type IN $types AND e.degree >= $least RETURN e.name AS name ORDER BY name"
    parameters = ("--param", 'types:=["Bank","Fund"]', "--param", "least:=2")
    ran = jjj("cypher", text, *parameters, "--json", "--graph", server.uri, "--workspace", tmp_path)
    assert ran.json == {
        "rows": [{"name": "燕河银行"}, {"name": "燕河银行天津分行"}, {"name": "青禾产业投资基金"}],
        "more": False,
    }


@pytest.mark.parametrize("written", ["types", "=x", "types:=[", ":=1"])
def test_a_parameter_that_is_not_understood_is_refused(jjj: Jjj, story: Story, written: str) -> None:
    ran = jjj("cypher", "RETURN 1 AS x", "--param", written, "--workspace", story.settings.workspace)
    assert ran.code == 6
    assert "--param is written" in ran.err


def test_a_wrong_password_ends_the_command_with_what_to_do(
    jjj: Jjj, server: GraphServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JJJ_NEO4J_PASSWORD", "w-r-o-n-g")
    ran = jjj("stats", "--graph", server.uri, "--workspace", tmp_path)
    assert ran.code == 14
    assert "set JJJ_NEO4J_USER and JJJ_NEO4J_PASSWORD" in ran.err
    assert "w-r-o-n-g" not in ran.err


def test_a_server_that_is_not_there_has_an_exit_code_of_its_own(jjj: Jjj, tmp_path: Path) -> None:
    ran = jjj("stats", "--graph", "neo4j://me:s-e-c-r-e-t@127.0.0.1:1", "--workspace", tmp_path)
    assert ran.code == 24
    assert "nothing listens on port 1 of 127.0.0.1" in ran.err
    assert "s-e-c-r-e-t" not in ran.err
