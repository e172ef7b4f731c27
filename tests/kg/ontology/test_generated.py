from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.ontology import JJJ, Ontology
from kg.ontology.generated import BEGIN, context, context_text, filled, write
from kg.settings import shipped


def test_the_table_in_the_readme_is_fresh() -> None:
    readme = shipped("ontology", "README.md").read_text(encoding="utf-8")
    assert filled(readme, Ontology.load()) == readme, "run `make generated`"


def test_the_context_is_fresh() -> None:
    written = shipped("ontology", "context.jsonld").read_text(encoding="utf-8")
    assert written == context_text(Ontology.load()), "run `make generated`"


def test_every_type_predicate_and_qualifier_has_a_row() -> None:
    ontology = Ontology.load()
    rows = {
        line.split("|")[1].strip(" `*") for line in filled(f"{BEGIN}{_end()}", ontology).splitlines() if "|" in line
    }
    assert {*ontology.types, *ontology.predicates, *ontology.qualifiers} <= rows


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"before\n{BEGIN}\nstale\n{_end()}\nafter\n", encoding="utf-8")
    write(tmp_path, Ontology.load())
    once = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path, Ontology.load())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == once
    assert "stale" not in once["README.md"].decode()
    assert once["README.md"].decode().endswith("\nafter\n")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser still uses it
def test_our_json_reads_as_rdf_under_the_context() -> None:
    node = {
        "id": "urn:example:r", "type": "Relation", "predicate": "loaned_to", "subject": "urn:example:bank",
        "object": {"id": "urn:example:firm", "type": "Company", "name": "云岫智能"},
        "status": "planned", "kind": "credit_line", "amount": "500万元",
    }  # fmt: skip
    graph = Graph().parse(data=json.dumps(context(Ontology.load()) | node), format="json-ld")
    relation, firm = URIRef("urn:example:r"), URIRef("urn:example:firm")
    assert set(graph) == {
        (relation, RDF.type, JJJ.Relation),
        (relation, RDF.predicate, JJJ.loanedTo),
        (relation, RDF.subject, URIRef("urn:example:bank")),
        (relation, RDF.object, firm),
        (relation, JJJ.status, JJJ.Planned),
        (relation, JJJ.kind, JJJ.CreditLine),
        (relation, JJJ.amount, Literal("500万元")),
        (firm, RDF.type, JJJ.Company),
        (firm, SKOS.prefLabel, Literal("云岫智能")),
    }


def test_every_iri_of_the_context_is_declared_in_the_ontology() -> None:
    declared = Graph().parse(shipped("ontology", "jjj.ttl"))
    terms = context(Ontology.load())["@context"]
    assert isinstance(terms, dict)
    iris = [value if isinstance(value, str) else value["@id"] for key, value in terms.items() if key != "@version"]
    ours = [URIRef(iri.replace("jjj:", str(JJJ))) for iri in iris if iri.startswith("jjj:")]
    assert len(ours) > 60
    assert [iri for iri in ours if (iri, None, None) not in declared] == []


def _end() -> str:
    return BEGIN.replace("begin", "end")
