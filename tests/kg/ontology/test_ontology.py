from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.errors import OntologyError
from kg.model import Status
from kg.ontology import JJJ, LANGUAGES, Ontology
from kg.settings import shipped
from kg.store.columns import SCOPES

BODIES = frozenset(
    {
        "Company",
        "Bank",
        "FinancialInstitution",
        "Fund",
        "InvestmentFirm",
        "Incubator",
        "University",
        "ResearchInstitute",
        "Lab",
        "Hospital",
        "GovernmentAgency",
        "Association",
        "ServicePlatform",
        "Organization",
    }
)
PLACES = frozenset({"Park", "Region"})
ORGANISED = BODIES | {"Park"}
DOMAIN_AND_RANGE = {
    "located_in": (ORGANISED, PLACES),
    "incubated_by": (ORGANISED, ORGANISED),
    "loaned_to": (ORGANISED, ORGANISED),
    "invested_in": (ORGANISED | {"Region", "Person"}, ORGANISED | {"Technology"}),
    "guaranteed_by": (ORGANISED, ORGANISED),
    "founded_by": (ORGANISED, ORGANISED | {"Person", "Region"}),
    "operated_by": (ORGANISED, ORGANISED),
    "subsidiary_of": (ORGANISED, ORGANISED),
    "part_of": (ORGANISED, ORGANISED),
    "holds_position": ({"Person"}, ORGANISED | {"Region"}),
    "partners_with": (ORGANISED | {"Region"}, ORGANISED | {"Region"}),
    "supplies_to": (ORGANISED, ORGANISED),
    "transferred_to": (ORGANISED | {"Person"}, ORGANISED),
    "develops": (ORGANISED | {"Person"}, {"Technology"}),
    "in_industry": (ORGANISED, {"Industry"}),
    "relocated_from": (ORGANISED, PLACES),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def broken(tmp_path: Path, pattern: str, replacement: str) -> Path:
    """A copy of the shipped ontology in which one stretch was replaced."""
    text, replaced = re.subn(
        pattern, replacement, shipped("ontology", "jjj.ttl").read_text(encoding="utf-8"), count=1, flags=re.DOTALL
    )
    assert replaced == 1
    path = tmp_path / "broken.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_concrete_types_are_the_nineteen_of_the_guidelines(ontology: Ontology) -> None:
    keys = {entity_type.key for entity_type in ontology.concrete_types}
    assert keys == ORGANISED | {"Region", "Person", "Technology", "Industry"}
    assert len(keys) == 19


def test_abstract_superclasses_are_no_types_of_entities(ontology: Ontology) -> None:
    assert {key for key, entity_type in ontology.types.items() if entity_type.abstract} == {
        "Entity", "Agent", "Body", "FinancialBody", "KnowledgeBody", "SupportBody", "PublicBody", "Place", "Topic",
    }  # fmt: skip


def test_predicates_are_the_sixteen_with_their_domains_and_ranges(ontology: Ontology) -> None:
    assert {key: (each.domain, each.range) for key, each in ontology.predicates.items()} == DOMAIN_AND_RANGE


def test_spellings_are_derived_from_the_local_name(ontology: Ontology) -> None:
    loaned = ontology.predicate("loaned_to")
    assert (loaned.camel, loaned.key, loaned.upper) == ("loanedTo", "loaned_to", "LOANED_TO")
    assert loaned.iri == "https://w3id.org/jjj-kg/ontology#loanedTo"


def test_lender_and_investor_back_the_object_but_guarantor_incubator_and_park_back_the_subject(
    ontology: Ontology,
) -> None:
    assert {key: each.backer for key, each in ontology.predicates.items() if each.backer} == {
        "loaned_to": "subject",
        "invested_in": "subject",
        "guaranteed_by": "object",
        "incubated_by": "object",
        "located_in": "object",
    }


def test_finance_is_loans_equity_and_guarantees(ontology: Ontology) -> None:
    assert [each.key for each in ontology.family("finance")] == ["guaranteed_by", "invested_in", "loaned_to"]


def test_place_and_industry_are_the_dearest_steps(ontology: Ontology) -> None:
    dearest = sorted(ontology.predicates.values(), key=lambda each: -each.step_cost)[:2]
    assert {each.key for each in dearest} == {"located_in", "in_industry"}
    assert {ontology.predicate(key).step_cost for key in ("loaned_to", "incubated_by", "holds_position")} == {1.0}


def test_only_partnership_is_symmetric_and_reads_the_same_backwards(ontology: Ontology) -> None:
    assert [key for key, each in ontology.predicates.items() if each.symmetric] == ["partners_with"]
    partners = ontology.predicate("partners_with")
    assert partners.inverse_iri == partners.iri
    assert partners.inverse_label("zh") == partners.label("zh")


def test_loan_read_backwards_is_borrowing(ontology: Ontology) -> None:
    loaned = ontology.predicate("loaned_to")
    assert (loaned.inverse_iri, loaned.inverse_label("zh")) == (str(JJJ.borrowedFrom), "获贷于")


def test_every_predicate_may_be_dated_and_only_loans_have_collateral(ontology: Ontology) -> None:
    assert all("date" in each.qualifiers for each in ontology.predicates.values())
    assert [key for key, each in ontology.predicates.items() if "collateral" in each.qualifiers] == ["loaned_to"]
    assert ontology.predicate("loaned_to").qualifiers == ("amount", "collateral", "date", "kind", "product", "rate")


def test_kind_of_a_loan_is_a_loan_or_a_credit_line(ontology: Ontology) -> None:
    kinds = ontology.qualifiers["kind"].values
    assert {key: labels["zh"] for key, labels in kinds.items()} == {"credit_line": "授信", "loan": "贷款"}


def test_statuses_are_those_of_the_model(ontology: Ontology) -> None:
    assert set(ontology.statuses) == set(Status)


def test_scopes_are_the_three_what_lies_outside_and_what_is_unknown(ontology: Ontology) -> None:
    assert set(ontology.scopes) == set(SCOPES)
    assert ontology.scopes["outside"]["zh"] == "京津冀以外"


def test_a_bank_is_a_body_but_a_park_is_a_place(ontology: Ontology) -> None:
    assert ontology.is_a("Bank", "Body")
    assert ontology.is_a("Bank", "Bank")
    assert not ontology.is_a("Body", "Bank")
    assert not ontology.is_a("Park", "Body")
    assert ontology.concrete("Place") == PLACES
    assert ontology.concrete("Body") == BODIES


def test_a_person_holds_a_position_but_a_bank_does_not(ontology: Ontology) -> None:
    assert ontology.allows("holds_position", "Person", "Bank")
    assert not ontology.allows("holds_position", "Bank", "Person")
    assert not ontology.allows("located_in", "Bank", "Place")  # abstract: nothing is just a place


def test_types_are_related_if_any_predicate_allows_them(ontology: Ontology) -> None:
    assert ontology.relates("Person", "Bank")
    assert not ontology.relates("Region", "Person")
    assert {(p.key, s, t) for p in ontology.predicates.values() for s in p.domain for t in p.range} == {
        (p, s.key, t.key)
        for p in ontology.predicates
        for s in ontology.concrete_types
        for t in ontology.concrete_types
        if ontology.relates(s.key, t.key) and ontology.allows(p, s.key, t.key)
    }


@pytest.mark.parametrize("ask", [Ontology.type, Ontology.predicate, Ontology.family])
def test_an_unknown_key_is_refused_with_what_there_is(ontology: Ontology, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(OntologyError, match=r"“lent_to” is no .*; there are: "):
        ask(ontology, "lent_to")


def test_every_term_speaks_both_languages_and_types_and_predicates_have_examples(ontology: Ontology) -> None:
    terms = [*ontology.types.values(), *ontology.predicates.values(), *ontology.qualifiers.values()]
    assert all(term.label(language) and term.definition(language) for term in terms for language in LANGUAGES)
    assert all(term.examples for term in (*ontology.concrete_types, *ontology.predicates.values()))
    assert all(each.counter_examples for each in ontology.predicates.values())


def test_labels_are_unique_so_that_people_can_tell_terms_apart(ontology: Ontology) -> None:
    for terms in (ontology.types.values(), ontology.predicates.values()):
        for language in LANGUAGES:
            labels = [term.label(language) for term in terms]
            assert len(labels) == len(set(labels))


def test_every_term_of_ours_that_the_file_uses_is_declared_in_it() -> None:
    for name in ("jjj.ttl", "shapes.ttl"):
        declared = Graph().parse(shipped("ontology", "jjj.ttl"))
        used = Graph().parse(shipped("ontology", name))
        ours = {node for triple in used for node in triple if isinstance(node, URIRef) and node.startswith(str(JJJ))}
        assert {node for node in ours if (node, None, None) not in declared} == set()


def test_loading_twice_gives_equal_vocabularies_in_the_same_order(ontology: Ontology) -> None:
    again = Ontology.load()
    assert again == ontology
    assert list(again.types) == list(ontology.types)
    assert hash(again.predicate("loaned_to")) == hash(ontology.predicate("loaned_to"))


@pytest.mark.parametrize(
    ("pattern", "replacement", "complaint"),
    [
        ('"银行"@zh, ', "", "Bank lacks label in zh"),
        (
            r'skos:definition "医院与诊所。"@zh, "A hospital or clinic."@en ;',
            "",
            "Hospital lacks definition in zh and en",
        ),
        (r'skos:example "雄安新区公布了产业目录。"@zh', 'rdfs:comment "x"', "Region lacks a skos:example"),
        (r"jjj:Lab a owl:Class ;", "jjj:Lab a owl:Class ; rdfs:subClassOf jjj:Place ;", "Lab has 2 superclasses"),
        (r"; owl:inverseOf jjj:loanedTo", "", "loanedTo has 0 inverse properties"),
        (r"rdfs:domain jjj:Person ;", "", "holdsPosition has 0 values of domain"),
        (r'jjj:backer "subject"', 'jjj:backer "bank"', "loanedTo has the backer bank"),
        (r"jjj:stepCost 3.0", "jjj:stepCost -3.0", "locatedIn has the step cost -3.0"),
        (r"jjj:stepCost 3.0", 'jjj:stepCost "dear"', "locatedIn has the step cost dear"),
        (r"jjj:qualifiedBy jjj:title", "jjj:qualifiedBy jjj:salary", "holdsPosition is qualified by unknown .*salary"),
        (r"owl:versionInfo .0.1.0. ", 'rdfs:comment "x" ', "ontology has 0 values of versionInfo"),
        (r" a owl:Ontology ;", " a owl:Thing ;", "describes 0 ontologies"),
    ],
)
def test_an_incomplete_term_is_refused_by_name(tmp_path: Path, pattern: str, replacement: str, complaint: str) -> None:
    with pytest.raises(OntologyError, match=complaint):
        Ontology.load(broken(tmp_path, pattern, replacement))


def test_a_file_that_is_no_turtle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot read the ontology"):
        Ontology.load(broken(tmp_path, "jjj:Bank a owl:Class", "jjj:Bank a a a"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"cannot read the ontology .*absent\.ttl"):
        Ontology.load(tmp_path / "absent.ttl")
