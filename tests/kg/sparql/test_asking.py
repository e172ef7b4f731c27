"""Questions in SPARQL about a published graph, and about files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import ImportRefused, NoGraph, QueryRefused, QueryTooCostly, StoreError
from kg.export import export
from kg.model import KnowledgeGraph
from kg.settings import Settings
from kg.sparql.answers import Facts, Solutions, Term, Truth
from kg.sparql.asking import ask_file, ask_graph
from kg.store import EmbeddedStore

if TYPE_CHECKING:
    from tests.conftest import Story
    from tests.kg.sparql.conftest import Listener

NAMES = "SELECT ?name { ?who a jjj:GovernmentAgency ; skos:prefLabel ?name }"


@pytest.fixture
def workspace(tmp_path: Path, ecosystem: KnowledgeGraph) -> Settings:
    """A workspace of its own for those who change it."""
    settings = Settings.read(tmp_path / "workspace", environment={})
    with EmbeddedStore(settings.graph_folder) as store:
        store.write(ecosystem)
    return settings


def values(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Solutions)
    return list(answer.shown())


def test_facts_join_relations_with_their_evidence(story: Story) -> None:
    query = """
        SELECT ?lender ?sum ?sentence {
            ?loan rdf:predicate jjj:loanedTo ; rdf:object/skos:altLabel "云岫智能"@zh ; jjj:status jjj:Asserted ;
                rdf:subject/skos:prefLabel ?lender ; jjj:amountHigh ?sum ; jjj:evidence/jjj:quote ?sentence
        }"""
    sentence = "燕河银行天津分行2024年3月向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，利率3.65%。"
    assert values(ask_graph(story.settings, query)) == [("燕河银行天津分行", "5000000", sentence)]


def test_the_ontology_can_be_asked_along_with_the_graph(story: Story) -> None:
    query = """
        SELECT ?name ?kind {
            ?who a ?type ; skos:prefLabel ?name . ?type rdfs:subClassOf* jjj:FinancialBody ; rdfs:label ?kind
            FILTER (LANG(?kind) = "zh")
        } ORDER BY ?name LIMIT 2"""
    assert values(ask_graph(story.settings, query)) == [
        ("天津拾级投资有限公司", "投资机构"),
        ("天津澜桥融资担保有限公司", "金融机构"),
    ]


def test_a_plan_is_no_fact(story: Story) -> None:
    bank = f"entity:{story.ids['bank']} jjj:loanedTo entity:{story.ids['yunxiu']}"
    assert ask_graph(story.settings, f"ASK {{ {bank} }}") == Truth(value=False)
    branch = bank.replace(story.ids["bank"], story.ids["branch"])
    assert ask_graph(story.settings, f"ASK {{ {branch} }}") == Truth(value=True)


def test_rows_end_where_asked_and_say_if_there_is_more(story: Story) -> None:
    query = "SELECT ?name { ?who skos:prefLabel ?name ; a jjj:Region } ORDER BY ?name"
    first = ask_graph(story.settings, query, most=1)
    assert first == Solutions(("name",), ((Term("literal", "北京市", "zh"),),), more=True)
    assert ask_graph(story.settings, query, most=2) == replace(
        first, rows=(*first.rows, (Term("literal", "天津市", "zh"),)), more=False
    )


def test_a_variable_may_be_unbound_and_a_term_keeps_its_kind(story: Story) -> None:
    query = (
        "SELECT ?none ?iri ?number ?blank { BIND (jjj:Bank AS ?iri) BIND (1.5 AS ?number) BIND (BNODE() AS ?blank) }"
    )
    answer = ask_graph(story.settings, query)
    assert isinstance(answer, Solutions)
    [(none, iri, number, blank)] = answer.rows
    assert none is None
    assert iri == Term("uri", "https://w3id.org/jjj-kg/ontology#Bank")
    assert number == Term("literal", "1.5", datatype="http://www.w3.org/2001/XMLSchema#decimal")
    assert blank is not None
    assert blank.type == "bnode"


def test_what_is_constructed_comes_as_turtle(story: Story) -> None:
    query = "CONSTRUCT { ?firm jjj:borrowedFrom ?who } WHERE { ?who jjj:loanedTo ?firm }"
    answer = ask_graph(story.settings, query)
    assert isinstance(answer, Facts)
    fact = f"entity:{story.ids['yunxiu']} jjj:borrowedFrom entity:{story.ids['branch']} ."
    assert answer.as_turtle().strip().splitlines()[-1] == fact
    everything = ask_graph(story.settings, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", most=3)
    assert isinstance(everything, Facts)
    assert (len(everything.lines), everything.more) == (3, True)
    assert len(json.loads(everything.as_json_ld())) >= 1


def test_a_graph_that_is_published_anew_is_asked_from_then_on(workspace: Settings, changed: KnowledgeGraph) -> None:
    assert values(ask_graph(workspace, NAMES)) == [("滨湾区财政局",)]
    with EmbeddedStore(workspace.graph_folder) as store:
        store.write(changed)
    assert values(ask_graph(workspace, NAMES)) == [("滨湾区国资局",)]
    assert len(list((workspace.graph_folder / "sparql").glob("triples-*"))) == 1


def test_triples_that_somebody_deleted_are_made_again(workspace: Settings) -> None:
    ask_graph(workspace, NAMES)
    [triples] = (workspace.graph_folder / "sparql").glob("triples-*")
    for file in triples.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="cannot be opened; delete that folder"):
        ask_graph(workspace, NAMES)
    triples.rmdir()
    assert values(ask_graph(workspace, NAMES)) == [("滨湾区财政局",)]


def test_what_a_killed_maker_left_is_cleared(workspace: Settings) -> None:
    left = workspace.graph_folder / "sparql" / "building"
    left.mkdir(parents=True)
    (left / "CURRENT").write_text("half of it")
    assert values(ask_graph(workspace, NAMES)) == [("滨湾区财政局",)]
    assert not left.exists()


def test_without_a_graph_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(NoGraph):
        ask_graph(Settings.read(tmp_path, environment={}), NAMES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
)
def test_a_query_that_would_never_end_is_stopped(story: Story, query: str) -> None:
    with pytest.raises(QueryTooCostly):
        ask_graph(story.settings, query, seconds=1)


NESTED = "SELECT ?x { BIND (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) }"


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p }", "SELECT * {" + "(" * 100_000, NESTED])
def test_a_broken_query_is_refused(story: Story, query: str) -> None:
    with pytest.raises(QueryRefused):
        ask_graph(story.settings, query)


@pytest.mark.parametrize(("form", "suffix"), [("turtle", "ttl"), ("n-triples", "nt"), ("json-ld", "jsonld")])
def test_a_file_can_be_asked_without_publishing_it(
    ecosystem: KnowledgeGraph, tmp_path: Path, form: str, suffix: str
) -> None:
    path = tmp_path / f"天津 graph.{suffix}"
    export(ecosystem, form, path)
    assert values(ask_file(path, NAMES)) == [("滨湾区财政局",)]


def test_a_file_may_be_anybodys_rdf_and_fetches_nothing(tmp_path: Path, listener: Listener) -> None:
    (tmp_path / "other.ttl").write_text("<#a> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1/x> .")
    assert ask_file(tmp_path / "other.ttl", "ASK { ?s <http://www.w3.org/2002/07/owl#imports> ?o }") == Truth(
        value=True
    )
    (tmp_path / "remote.jsonld").write_text(f'{{"@context":"{listener.url}","@id":"urn:a","b":"c"}}')
    with pytest.raises(ImportRefused, match="is no RDF that can be read"):
        ask_file(tmp_path / "remote.jsonld", "ASK { ?s ?p ?o }")
    assert listener.asked == []


def test_a_file_that_is_no_rdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("no turtle")
    with pytest.raises(ImportRefused, match="is no RDF that can be read"):
        ask_file(tmp_path / "a.ttl", "ASK {}")
    with pytest.raises(ImportRefused, match="has no suffix by which"):
        ask_file(tmp_path / "a.docx", "ASK {}")
    with pytest.raises(ImportRefused, match="No such file"):
        ask_file(tmp_path / "b.ttl", "ASK {}")
