from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from api.routes.export import MEDIA
from kg.export import EXPORTERS


@pytest.fixture(scope="module")
def openapi(client: httpx.Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


def test_every_question_is_described(openapi: Any) -> None:
    assert sorted(openapi["paths"]) == [
        f"/api/v1/{path}"
        for path in (
            "cypher", "documents/{id}", "entities/{id}", "export", "financiers", "judgements", "judgements/{number}",
            "moves", "neighbourhood", "ontology", "paths", "portfolio", "review", "search", "sparql",
                "statistics",
        )
    ]  # fmt: skip


def test_every_answer_to_a_question_about_the_graph_has_an_example(openapi: Any) -> None:
    for path in (
        "search",
        "entities/{id}",
        "financiers",
        "portfolio",
        "neighbourhood",
        "paths",
        "statistics",
        "cypher",
    ):
        [operation] = openapi["paths"][f"/api/v1/{path}"].values()
        assert operation["responses"]["200"]["content"]["application/json"]["example"]


def test_examples_have_no_member_that_real_answers_lack(client: httpx.Client, openapi: Any) -> None:
    real = client.get("/api/v1/financiers", params={"name": "云岫智能"}).json()
    answer = openapi["paths"]["/api/v1/financiers"]["get"]["responses"]["200"]
    example = answer["content"]["application/json"]["example"]
    assert example.keys() <= real.keys()
    shown, given = example["financiers"][0], real["financiers"][0]
    assert {"backer", "amounts", "date", "relation"} <= shown.keys() <= given.keys()
    assert shown["relation"]["evidence"][0].keys() <= given["relation"]["evidence"][0].keys()


def test_every_error_is_described_as_a_problem(openapi: Any) -> None:
    for operations in openapi["paths"].values():
        for operation in operations.values():
            assert set(operation["responses"]) == {"200", "default"}
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]
    assert {"Problem", "Candidate", "Fault"} <= openapi["components"]["schemas"].keys()


def test_every_reference_leads_somewhere(openapi: Any) -> None:
    names = re.findall(r'"#/components/schemas/(\w+)"', json.dumps(openapi))
    assert names
    assert set(names) <= openapi["components"]["schemas"].keys()


def test_every_export_format_has_a_media_type() -> None:
    assert MEDIA.keys() == EXPORTERS.keys()
