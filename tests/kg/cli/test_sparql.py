from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

from kg.export import export

if TYPE_CHECKING:
    from tests.conftest import Story

Jjj = Callable[..., Any]
LENDERS = """
    SELECT ?lender ?sum {
        ?loan rdf:predicate jjj:loanedTo ; rdf:subject/skos:prefLabel ?lender ; jjj:amount ?sum
    } ORDER BY ?lender"""


@pytest.fixture
def ask(jjj: Jjj, story: Story) -> Jjj:
    """`jjj` over the story's workspace."""
    return lambda *arguments: jjj(*arguments, "--workspace", story.settings.workspace)


def test_rows_are_a_table(ask: Jjj) -> None:
    ran = ask("sparql", LENDERS)
    assert ran.code == 0
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in ran.out.splitlines() if "│" in line]
    assert rows == [["燕河银行", "2亿元"], ["燕河银行天津分行", "500万元"]]


def test_rows_as_json_are_what_sparql_says_they_are(ask: Jjj) -> None:
    ran = ask("sparql", LENDERS, "--json", "--limit", "1")
    assert ran.err == ""
    bank = {"type": "literal", "value": "燕河银行", "xml:lang": "zh"}
    assert ran.json == {
        "head": {"vars": ["lender", "sum"]},
        "results": {"bindings": [{"lender": bank, "sum": {"type": "literal", "value": "2亿元"}}]},
        "more": True,
    }


def test_rows_as_csv_are_what_sparql_says_they_are(ask: Jjj) -> None:
    ran = ask("sparql", LENDERS, "--csv", "--limit", "1")
    assert ran.out == "lender,sum\r\n燕河银行,2亿元\r\n"
    assert "There is more; raise --limit" in ran.err


def test_a_yes_or_no_question_gets_yes_or_no(ask: Jjj) -> None:
    assert ask("sparql", "ASK { ?s jjj:loanedTo ?o }").out.startswith("yes")
    assert ask("sparql", "ASK { ?o jjj:developedBy ?s }").out.startswith("no")
    assert ask("sparql", "ASK { ?s jjj:loanedTo ?o }", "--json").json == {"head": {}, "boolean": True}


def test_facts_are_turtle_or_json_ld(ask: Jjj, story: Story) -> None:
    query = "CONSTRUCT { ?s jjj:loanedTo ?o } WHERE { ?s jjj:loanedTo ?o }"
    turtle = rdflib.Graph().parse(data=ask("sparql", query).out, format="turtle")
    assert [str(node).rpartition("/")[2] for node in turtle.subjects()] == [story.ids["branch"]]
    assert ask("sparql", query, "--json").json[0]["@id"].endswith(story.ids["branch"])


def test_a_question_can_come_from_standard_input(ask: Jjj, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s jjj:loanedTo ?o }"))
    assert ask("sparql", "-").out.startswith("yes")


def test_a_file_is_asked_instead_of_the_workspace(jjj: Jjj, story: Story, tmp_path: Path) -> None:
    export(story.graph, "n-triples", tmp_path / "graph.nt")
    ran = jjj("sparql", LENDERS, "--file", tmp_path / "graph.nt", "--csv", "--workspace", tmp_path / "none")
    assert ran.out == "lender,sum\r\n燕河银行,2亿元\r\n燕河银行天津分行,500万元\r\n"


@pytest.mark.parametrize(
    ("query", "code", "complaint"),
    [
        ("DELETE WHERE { ?s ?p ?o }", 7, "DELETE would change the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 7, "nothing is fetched here"),
        ("SELECT * { ?s ?p }", 7, "cannot be answered"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 8, "longer than it is granted"),
    ],
)
def test_what_cannot_be_asked_is_refused(ask: Jjj, query: str, code: int, complaint: str) -> None:
    ran = ask("sparql", query, "--seconds", "0.5")
    assert (ran.code, ran.out) == (code, "")
    assert complaint in ran.err
