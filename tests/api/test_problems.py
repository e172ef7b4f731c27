from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import kg.errors
from api.app import create_app
from api.errors import STATUS, status_of
from kg.errors import KGError, StoreError
from kg.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Story

V1 = "/api/v1"


def problem(response: httpx.Response) -> Any:
    """The problem, which must be one and agree with the response."""
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["type"].startswith("urn:jjj-kg:problem:")
    return told


def _classes(base: type[KGError]) -> Iterator[type[KGError]]:
    yield base
    for below in base.__subclasses__():
        yield from _classes(below)


def test_every_error_class_has_a_status() -> None:
    assert {each for each in _classes(KGError) if each.__module__ == kg.errors.__name__} == set(STATUS)


def test_an_error_of_a_class_below_has_the_status_of_its_closest_base() -> None:
    class Unplugged(StoreError):
        pass

    assert status_of(Unplugged("x")) == HTTPStatus.SERVICE_UNAVAILABLE


def test_an_unknown_name_is_not_found(client: httpx.Client) -> None:
    response = client.get(f"{V1}/financiers", params={"name": "无名氏"})
    told = problem(response)
    assert response.status_code == 404
    assert (told["type"], told["title"], told["instance"]) == (
        "urn:jjj-kg:problem:not-found",
        "Not found",
        f"{V1}/financiers",
    )
    assert "无名氏" in told["detail"]
    assert "candidates" not in told


def test_an_ambiguous_name_conflicts_and_lists_the_candidates(client: httpx.Client, story: Story) -> None:
    response = client.get(f"{V1}/portfolio", params={"name": "云岫"})
    assert response.status_code == 409
    assert {(each["id"], each["type"]) for each in problem(response)["candidates"]} == {
        (story.ids["yunxiu"], "Company"),
        (story.ids["yunxiu_parts"], "Company"),
    }


@pytest.mark.parametrize(
    ("path", "parameters", "where"),
    [
        ("/search", {}, "query.q"),
        ("/search", {"q": "云" * 201}, "query.q"),
        ("/search", {"q": "云", "limit": 101}, "query.limit"),
        ("/neighbourhood", {"name": "云岫智能", "depth": 4}, "query.depth"),
        ("/financiers", {"name": "云岫智能", "min_confidence": 2}, "query.min_confidence"),
        ("/paths", {"from": "云岫智能"}, "query.to"),
        ("/paths", {"from": "云岫智能", "to": "燕河银行", "since": "yesterday"}, "query.since"),
    ],
)
def test_a_request_out_of_bounds_is_told_where(
    client: httpx.Client, path: str, parameters: dict[str, Any], where: str
) -> None:
    response = client.get(V1 + path, params=parameters)
    told = problem(response)
    assert response.status_code == 422
    assert told["type"] == "urn:jjj-kg:problem:invalid-request"
    assert [fault["where"] for fault in told["errors"]] == [where]


@pytest.mark.parametrize(
    ("path", "parameters", "detail"),
    [
        ("/financiers", {}, "give either name=… or id=…"),
        ("/financiers", {"name": "云岫智能", "id": "e-1"}, "give either name=… or id=…"),
        ("/neighbourhood", {"name": "云岫智能", "predicate": "lent"}, "there is no predicate “lent”"),
        ("/search", {"q": "云岫", "scope": "shanghai"}, "there is no scope “shanghai”"),
        ("/search", {"q": "云岫", "type": "Firm"}, "there is no type “Firm”"),
        ("/paths", {"from": "云岫智能", "to": "云岫智能"}, "both ends are the same"),
        ("/export", {"format": "xls"}, "there are: csv, graphml, json"),
    ],
)
def test_a_question_that_makes_no_sense_is_unprocessable(
    client: httpx.Client, path: str, parameters: dict[str, str], detail: str
) -> None:
    response = client.get(V1 + path, params=parameters)
    assert response.status_code == 422
    assert detail in problem(response)["detail"]


@pytest.mark.parametrize("path", ["/entities/e-0000000000000000", "/documents/d-0000000000000000", "/nowhere"])
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(V1 + path)
    assert response.status_code == 404
    problem(response)


def test_another_method_is_not_allowed_and_told_which_is(client: httpx.Client) -> None:
    response = client.put(f"{V1}/cypher", json={})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    problem(response)


@pytest.mark.parametrize(
    "query", ["CREATE (a:Entity) RETURN a", "MATCH (a) SET a.name = 'x' RETURN a", "MATCH (a RETURN a", " "]
)
def test_cypher_that_writes_or_is_broken_is_refused(client: httpx.Client, query: str) -> None:
    response = client.post(f"{V1}/cypher", json={"query": query})
    assert response.status_code == 400
    assert problem(response)["type"] == "urn:jjj-kg:problem:query-refused"


@pytest.mark.parametrize(
    "body", [{}, {"query": "RETURN 1", "limit": 0}, {"query": "RETURN 1", "limit": 1001}, {"query": "RETURN 1", "x": 1}]
)
def test_a_cypher_question_of_the_wrong_form_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    response = client.post(f"{V1}/cypher", json=body)
    assert response.status_code == 422
    problem(response)


def test_a_body_that_is_too_long_is_refused_whether_it_says_so_or_not(client: httpx.Client) -> None:
    body = b'{"query": "' + b"x" * 70_000 + b'"}'
    assert client.post(f"{V1}/cypher", content=body).status_code == 413
    response = client.post(
        f"{V1}/cypher", content=iter([body[:40_000], body[40_000:]])
    )  # sent in chunks, without a length
    assert response.status_code == 413
    problem(response)


def test_a_body_within_the_limit_arrives_whole_even_in_chunks(client: httpx.Client) -> None:
    chunks = [b'{"query": "RETURN 1 AS one"', b"}"]
    headers = {"content-type": "application/json"}
    assert client.post(f"{V1}/cypher", content=iter(chunks), headers=headers).json()["rows"] == [{"one": 1}]


def test_an_empty_workspace_is_unavailable_and_says_to_build(empty: httpx.Client) -> None:
    for path in ("/statistics", "/search?q=x", "/financiers?name=x", "/export"):
        response = empty.get(V1 + path)
        assert response.status_code == 503
        told = problem(response)
        assert told["type"] == "urn:jjj-kg:problem:no-graph"
        assert "jjj build" in told["detail"]


def test_an_unexpected_error_tells_nothing_of_the_inside(tmp_path: Path) -> None:
    app = create_app(Settings.read(tmp_path, environment={}))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/broken")

    response = asyncio.run(ask())
    assert response.status_code == 500
    assert "secret" not in str(problem(response))
