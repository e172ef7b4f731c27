"""Each bad graph differs from the good one in one thing, and must be refused for that thing."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import SH, Graph, URIRef

from kg.settings import shipped

PREFIXES = """
@prefix jjj:  <https://w3id.org/jjj-kg/ontology#> .
@prefix rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:example:> .
"""
GOOD = """
:bank a jjj:Bank ; skos:prefLabel "燕河银行" ; skos:altLabel "燕河行" ;
    jjj:divisionCode "130100" ; jjj:scope "hebei" ; jjj:loanedTo :firm .
:firm a jjj:Company ; skos:prefLabel "云岫智能" .
:loan a jjj:Relation ; rdf:subject :bank ; rdf:predicate jjj:loanedTo ; rdf:object :firm ;
    jjj:status jjj:Asserted ; jjj:confidence 0.9 ; jjj:evidence :evidence ; jjj:kind jjj:Loan ;
    jjj:amount "近500万元" ; jjj:amountValue "../5000000" ; jjj:currency "CNY" ;
    jjj:rate "3.65%" ; jjj:rateValue "3.65" ; jjj:date "2023年2月" ; jjj:dateValue "2023-02" .
:evidence a jjj:Evidence ; jjj:document :document ; jjj:quote "燕河银行贷款给云岫智能。" ;
    jjj:start 3 ; jjj:end 9 ; jjj:origin "rule:lending" ; jjj:confidence 0.9 .
:document a jjj:Document ; dct:title "快讯" ; dct:source "a.txt" ; dct:issued "2023-03-01"^^xsd:date .
"""


def offenders(turtle: str) -> set[str]:
    """Local names of the nodes at which the graph violates a shape."""
    data = Graph().parse(data=PREFIXES + turtle, format="turtle") + Graph().parse(shipped("ontology", "jjj.ttl"))
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(shipped("ontology", "shapes.ttl")))
    assert isinstance(report, Graph)
    nodes = set(report.objects(None, SH.focusNode))
    assert all(isinstance(node, URIRef) for node in nodes)
    return {str(node).removeprefix("urn:example:") for node in nodes}


def test_a_good_graph_conforms() -> None:
    assert offenders(GOOD) == set()


@pytest.mark.parametrize(
    ("good", "bad", "where"),
    [
        (' ; skos:prefLabel "云岫智能"', "", "firm"),
        ('"云岫智能" .', '"云岫智能", "云岫科技" .', "firm"),
        ('"云岫智能" .', '" 云岫智能" .', "firm"),
        ('skos:altLabel "燕河行"', 'skos:altLabel "燕河银行"', "bank"),
        ('"130100"', '"13010"', "bank"),
        ('"hebei"', '"henan"', "bank"),
        (":firm a jjj:Company", ":firm a jjj:Company, jjj:Bank", "firm"),
        (":bank a jjj:Bank", ":bank a jjj:FinancialBody", "bank"),
        ("jjj:confidence 0.9 ; jjj:evidence", "jjj:confidence 1.2 ; jjj:evidence", "loan"),
        ("jjj:confidence 0.9 ; jjj:evidence", "jjj:confidence -0.1 ; jjj:evidence", "loan"),
        ("jjj:evidence :evidence ;", "", "loan"),
        ("jjj:status jjj:Asserted", 'jjj:status "asserted"', "loan"),
        ('"../5000000"', '"500万"', "loan"),
        ('"../5000000"', '"5,000,000"', "loan"),
        ('"CNY"', '"元"', "loan"),
        ('"3.65"', '"3.65%"', "loan"),
        ('"3.65"', '"LPR20"', "loan"),
        ('"2023-02"', '"2023-13"', "loan"),
        ('"2023-02"', '"2023/2"', "loan"),
        ("rdf:predicate jjj:loanedTo", "rdf:predicate jjj:borrowed", "loan"),
        ("jjj:kind jjj:Loan", 'jjj:round "A轮"', "loan"),
        ("jjj:start 3", "jjj:start 9", "evidence"),
        ("jjj:document :document ;", "", "evidence"),
        ('dct:title "快讯" ; ', "", "document"),
        ('"2023-03-01"^^xsd:date', '"2023-03-01"', "document"),
    ],
)
def test_a_graph_with_one_fault_is_refused_where_the_fault_is(good: str, bad: str, where: str) -> None:
    assert GOOD.count(good) == 1
    assert offenders(GOOD.replace(good, bad)) == {where}


def test_a_direct_relation_between_wrong_types_is_refused() -> None:
    person = ':person a jjj:Person ; skos:prefLabel "周明川" .'
    assert offenders(GOOD + person + ":person jjj:holdsPosition :firm .") == set()
    assert offenders(GOOD + person + ":firm jjj:holdsPosition :bank .") == {"firm"}
    assert offenders(GOOD + person + ":bank jjj:loanedTo :person .") == {"bank"}


def test_a_reified_relation_between_wrong_types_is_refused() -> None:
    assert offenders(GOOD.replace("rdf:object :firm", "rdf:object :region") + _REGION) == {"loan"}


@pytest.mark.parametrize("value", ["9900000", "9900000.5", "../10000000", "10000000/..", "1000/2000"])
def test_amounts_may_be_numbers_and_intervals(value: str) -> None:
    assert offenders(GOOD.replace("../5000000", value)) == set()


@pytest.mark.parametrize("value", ["3.65", "3.05/3.45", "../4", "LPR-0.2", "LPR+0.15"])
def test_rates_may_be_told_by_their_distance_from_the_prime_rate(value: str) -> None:
    assert offenders(GOOD.replace('"3.65"', f'"{value}"')) == set()


@pytest.mark.parametrize("value", ["2023", "2023-02", "2023-02-28", "2021/2023", "2021-05/..", "../2023"])
def test_dates_may_be_shortened_and_intervals(value: str) -> None:
    assert offenders(GOOD.replace('"2023-02"', f'"{value}"')) == set()


_REGION = ':region a jjj:Region ; skos:prefLabel "保定市" .'
