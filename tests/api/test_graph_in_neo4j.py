"""The same requests, over a service that asks Neo4j: the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from tests.neo4j.clearing import clear

if TYPE_CHECKING:
    from tests.conftest import Story

Serving = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def over_neo4j(graph_server: GraphServer, story: Story, serving: Serving) -> Iterator[httpx.Client]:
    """A service over the story's workspace whose graph is in Neo4j."""
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(story.graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JJJ_NEO4J_PASSWORD", graph_server.password or "")
        with serving(story.settings.workspace, "--graph", graph_server.uri) as client:
            yield client


@pytest.mark.parametrize(
    "question",
    [
        "/search?q=云岫",
        "/financiers?name=云岫智能&look_through=true",
        "/neighbourhood?name=云岫智能&depth=3",
        "/paths?from=燕河银行&to=周明川",
        "/moves?from=天津&to=北京",
        "/statistics?in=天津",
    ],
)
def test_a_service_over_neo4j_gives_the_same_answer(
    client: httpx.Client, over_neo4j: httpx.Client, question: str
) -> None:
    here, there = (each.get(f"/api/v1{question}") for each in (client, over_neo4j))
    assert (there.status_code, there.json()) == (200, here.json())


def test_cypher_runs_on_neo4j(over_neo4j: httpx.Client) -> None:
    asked = {"query": "MATCH (e:Bank {name: $name}) RETURN labels(e) AS labels", "parameters": {"name": "燕河银行"}}
    answer = over_neo4j.post("/api/v1/cypher", json=asked)
    [row] = answer.json()["rows"]
    assert sorted(row["labels"]) == ["Agent", "Bank", "Body", "Entity", "FinancialBody"]


def test_writing_cypher_is_refused(over_neo4j: httpx.Client) -> None:
    answer = over_neo4j.post("/api/v1/cypher", json={"query": "MATCH (e) DETACH DELETE e"})
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:jjj-kg:problem:query-refused")


def test_a_database_that_is_gone_makes_the_service_unavailable_and_shows_no_password(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JJJ_NEO4J_PASSWORD", "s-e-c-r-e-t")
    with serving(tmp_path / "workspace", "--graph", "neo4j://127.0.0.1:1") as client:
        answer = client.get("/api/v1/statistics")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:jjj-kg:problem:store-unreachable")
    assert "s-e-c-r-e-t" not in answer.text
