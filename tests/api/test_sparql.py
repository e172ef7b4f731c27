from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
import rdflib

if TYPE_CHECKING:
    from tests.conftest import Story

SPARQL = "/api/v1/sparql"
LENDERS = """
    SELECT ?lender {
        ?loan rdf:predicate jjj:loanedTo ; jjj:status jjj:Asserted ; rdf:subject/skos:prefLabel ?lender
    }"""
ROWS = {
    "head": {"vars": ["lender"]},
    "results": {"bindings": [{"lender": {"type": "literal", "value": "燕河银行天津分行", "xml:lang": "zh"}}]},
}


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "params": {"query": LENDERS}},
        {"method": "POST", "data": {"query": LENDERS}},
        {"method": "POST", "content": LENDERS, "headers": {"Content-Type": "application/sparql-query"}},
    ],
    ids=["get", "form", "body"],
)
def test_a_query_comes_in_each_way_of_the_protocol(client: httpx.Client, request_: dict[str, Any]) -> None:
    answer = client.request(url=SPARQL, **request_)
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json() == ROWS


def test_rows_come_as_csv_to_those_who_want_it(client: httpx.Client) -> None:
    answer = client.get(SPARQL, params={"query": LENDERS}, headers={"Accept": "text/csv"})
    assert answer.text == "lender\r\n燕河银行天津分行\r\n"


def test_facts_come_as_turtle_or_json_ld(client: httpx.Client, story: Story) -> None:
    query = "CONSTRUCT { ?s jjj:loanedTo ?o } WHERE { ?s jjj:loanedTo ?o }"
    turtle = client.post(SPARQL, data={"query": query})
    assert turtle.headers["content-type"].startswith("text/turtle")
    [subject] = rdflib.Graph().parse(data=turtle.text, format="turtle").subjects()
    assert str(subject).endswith(story.ids["branch"])
    json_ld = client.post(SPARQL, data={"query": query}, headers={"Accept": "application/ld+json"})
    assert json_ld.json()[0]["@id"] == str(subject)


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"query": "DELETE WHERE { ?s ?p ?o }"}},
        {"data": {"update": "DELETE WHERE { ?s ?p ?o }"}},
        {"data": {"query": ["ASK {}", "ASK {}"]}},
        {"data": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}},
        {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}},
        {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}},
        {"content": ""},
    ],
)
def test_what_cannot_be_asked_is_a_problem(client: httpx.Client, request_: dict[str, Any]) -> None:
    answer = client.post(SPARQL, **request_)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:jjj-kg:problem:query-refused")
