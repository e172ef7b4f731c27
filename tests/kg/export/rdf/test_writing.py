"""The RDF that is written: what is a fact and what is not, valid by our shapes, and readable to every triple store."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import PROV, RDF, SH, SKOS, Literal, Namespace, URIRef, compare

from kg.export import EXPORTERS
from kg.export.node_link import write_json
from kg.export.rdf import BASE, FORMATS
from kg.model import Entity, KnowledgeGraph, Place, Relation, Status
from kg.ontology import JJJ
from kg.settings import shipped

if TYPE_CHECKING:
    from tests.conftest import Story

ENTITY, RELATION, EVIDENCE = (Namespace(f"{BASE}{kind}/") for kind in ("entity", "relation", "evidence"))
DOCUMENT, PARTICULAR = Namespace(f"{BASE}document/"), Namespace(f"{BASE}particular/")
FORMS = sorted(FORMATS)
DEPRECATED = "ignore:ConjunctiveGraph is deprecated"  # rdflib's own JSON-LD parser still uses it


def written(graph: KnowledgeGraph, form: str = "turtle") -> bytes:
    file = io.BytesIO()
    EXPORTERS[form](graph, file)
    return file.getvalue()


def parsed(graph: KnowledgeGraph, form: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=written(graph, form), format={"n-triples": "nt"}.get(form, form))


def offenders(data: rdflib.Graph) -> set[str]:
    """Names of the things at which the data violate a shape, checked together with the ontology."""
    together = data + rdflib.Graph().parse(shipped("ontology", "jjj.ttl"))
    _, report, _ = pyshacl.validate(together, shacl_graph=rdflib.Graph().parse(shipped("ontology", "shapes.ttl")))
    assert isinstance(report, rdflib.Graph)
    return {str(node).removeprefix(BASE) for node in report.objects(None, SH.focusNode)}


@pytest.fixture(scope="module")
def rdf(ecosystem: KnowledgeGraph) -> rdflib.Graph:
    return parsed(ecosystem)


def test_an_asserted_relation_is_a_fact_between_its_ends(rdf: rdflib.Graph) -> None:
    assert set(rdf.objects(ENTITY.branch, JJJ.loanedTo)) == {ENTITY.medical}
    assert set(rdf.objects(ENTITY.person, JJJ.holdsPosition)) == {ENTITY.chips, ENTITY.medical}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ASSERTED])
def test_what_is_not_asserted_is_told_of_but_never_a_fact(ecosystem: KnowledgeGraph, status: Status) -> None:
    relations = tuple(replace(each, status=status) for each in ecosystem.relations)
    data = parsed(KnowledgeGraph(ecosystem.entities, relations))
    verbs = {
        predicate for _, predicate, other in data if (other, RDF.predicate) and str(predicate).startswith(str(JJJ))
    }
    assert not verbs & set(data.objects(None, RDF.predicate))
    assert set(data.objects(None, JJJ.status)) == {JJJ[status.capitalize()]}


def test_two_loans_of_one_pair_are_one_fact_and_two_things_each_with_its_sum(rdf: rdflib.Graph) -> None:
    loans = {each for each in rdf.subjects(RDF.subject, ENTITY.branch) if (each, RDF.predicate, JJJ.loanedTo) in rdf}
    assert loans == {RELATION["branch-loaned_to-medical-0"], RELATION["branch-loaned_to-medical-1"]}
    assert {str(rdf.value(loan, JJJ.amount)): rdf.value(loan, JJJ.amountHigh) for loan in loans} == {
        "990万元": Literal("9900000.0", datatype=rdflib.XSD.decimal),
        "500万元": Literal("5000000.0", datatype=rdflib.XSD.decimal),
    }


def test_an_open_interval_has_one_bound(rdf: rdflib.Graph) -> None:
    investment = RELATION["fund-invested_in-medical-0"]
    assert rdf.value(investment, JJJ.amountLow) is None
    assert rdf.value(investment, JJJ.amountHigh) == Literal("10000000.0", datatype=rdflib.XSD.decimal)
    assert str(rdf.value(investment, JJJ.amountValue)) == "../10000000"


def test_a_particular_keeps_wording_value_and_unit(rdf: rdflib.Graph) -> None:
    sum_lent = PARTICULAR["branch-loaned_to-medical-0:1"]
    assert (RELATION["branch-loaned_to-medical-0"], JJJ.particular, sum_lent) in rdf
    assert set(rdf.predicate_objects(sum_lent)) == {
        (RDF.type, JJJ.Particular),
        (JJJ.property, JJJ.amount),
        (JJJ.text, Literal("990万元")),
        (JJJ.value, Literal("9900000")),
        (JJJ.unit, Literal("CNY")),
    }


def test_evidence_quotes_its_document_and_a_reprint_its_original(rdf: rdflib.Graph) -> None:
    piece = EVIDENCE["branch-loaned_to-medical-0:2"]
    assert (piece, PROV.wasQuotedFrom, DOCUMENT["d-4"]) in rdf
    assert (RELATION["branch-loaned_to-medical-0"], PROV.wasDerivedFrom, DOCUMENT["d-4"]) in rdf
    assert rdf.value(DOCUMENT["d-4"], JJJ.reprintOf) == DOCUMENT["d-1"]
    assert str(rdf.value(piece, JJJ.quote)) == "海河联合银行滨湾支行向云汐医疗提供990万元授信。"


def test_chinese_names_say_so_and_others_say_nothing() -> None:
    entities = (Entity("a", "Company", "云汐"), Entity("b", "Company", "OpenAI"), Entity("c", "Person", "Ωmega"))
    names = set(parsed(KnowledgeGraph(entities, ())).objects(None, SKOS.prefLabel))
    assert names == {Literal("云汐", lang="zh"), Literal("OpenAI"), Literal("Ωmega")}


def test_an_address_that_is_no_iri_stays_text(ecosystem: KnowledgeGraph) -> None:
    urls = ("https://example.org/新闻?a=1#b", "https://example.org/a b", "news", "http://[", "javascript:alert(1)", "")
    documents = tuple(replace(ecosystem.documents[0], id=f"d-{n}", url=url) for n, url in enumerate(urls))
    data = parsed(KnowledgeGraph((), (), documents), "n-triples")
    pages = [data.value(DOCUMENT[f"d-{n}"], URIRef("https://schema.org/url")) for n in range(len(urls))]
    assert [str(page) for page in pages] == list(urls)
    assert [isinstance(page, URIRef) for page in pages] == [True, False, False, False, False, False]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.filterwarnings(DEPRECATED)
def test_two_libraries_read_the_same_triples_from_every_format(ecosystem: KnowledgeGraph, form: str) -> None:
    ours = parsed(ecosystem, form)
    store = pyoxigraph.Store()
    store.load(written(ecosystem, form), FORMATS[form])
    assert len(store) == len(ours) == len(written(ecosystem, "n-triples").splitlines()) - 1
    assert compare.isomorphic(ours, parsed(ecosystem, "n-triples"))


def test_turtle_and_n_triples_hold_the_same_whatever_the_text(ecosystem: KnowledgeGraph) -> None:
    nasty = tuple(
        sorted({'"', "'", "\\", '"""', "\n", "\r\n", "\t", "\x00", "\x7f", "\u2028", "😀", "@zh", "<&>", "\ufffe"})
    )
    graph = KnowledgeGraph((Entity("e", "Company", "x", nasty, Place("", "", "outside")),), ())
    kinds = {form: {str(quad) for quad in pyoxigraph.parse(written(graph, form), FORMATS[form])} for form in FORMS}
    assert kinds["turtle"] == kinds["n-triples"] == kinds["json-ld"]
    assert {quad.object.value for quad in pyoxigraph.parse(written(graph), FORMATS["turtle"])} >= set(nasty)


@pytest.mark.parametrize("form", FORMS)
def test_another_process_writes_the_same_bytes(ecosystem: KnowledgeGraph, form: str, tmp_path: Path) -> None:
    with (tmp_path / "graph.json").open("wb") as file:
        write_json(ecosystem, file)
    code = """if True:
        import sys
        from kg.export import EXPORTERS
        from kg.export.node_link import read_json
        EXPORTERS[sys.argv[1]](read_json(open(sys.argv[2], "rb").read()), sys.stdout.buffer)
    """
    command = [sys.executable, "-W", "ignore", "-c", code, form, str(tmp_path / "graph.json")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": "7",
    }
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout == written(ecosystem, form)


def test_a_published_graph_is_valid_by_our_shapes(story: Story) -> None:
    assert offenders(parsed(story.graph)) == set()


def test_the_tree_of_regions_is_valid_without_evidence(story: Story) -> None:
    ends = (story.ids["beijing"], story.ids["tianjin"])
    tree = Relation("r-tree", ends[0], "part_of", ends[1], (), Status.ASSERTED, 1.0, (), "derived:divisions")
    assert offenders(parsed(KnowledgeGraph(story.graph.entities, (tree,)))) == set()
    untold = replace(tree, inferred_from="")
    assert offenders(parsed(KnowledgeGraph(story.graph.entities, (untold,)))) == {"relation/r-tree"}


def test_a_plan_that_was_made_a_fact_is_invalid(story: Story) -> None:
    data = parsed(story.graph)
    plan = next(data.subjects(JJJ.status, JJJ.Planned))
    subject, predicate, other = (data.value(plan, end) for end in (RDF.subject, RDF.predicate, RDF.object))
    assert subject
    assert predicate
    assert other
    data.add((subject, predicate, other))
    assert offenders(data) == {str(plan).removeprefix(BASE)}


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (JJJ.Relation, JJJ.confidence),
        (JJJ.Relation, JJJ.status),
        (JJJ.Relation, RDF.object),
        (JJJ.Relation, JJJ.evidence),
        (JJJ.Particular, JJJ.property),
        (JJJ.Particular, JJJ.text),
        (JJJ.Evidence, JJJ.quote),
        (JJJ.Evidence, JJJ.document),
        (JJJ.Bank, SKOS.prefLabel),
    ],
)
def test_a_thing_that_lacks_what_it_must_have_is_invalid(story: Story, kind: URIRef, how: URIRef) -> None:
    data = parsed(story.graph)
    thing = min(data.subjects(RDF.type, kind), key=str)
    data.remove((thing, how, None))
    assert str(thing).removeprefix(BASE) in offenders(data)


def test_a_particular_that_its_predicate_does_not_carry_is_invalid(story: Story) -> None:
    data = parsed(story.graph)
    position = next(data.subjects(RDF.predicate, JJJ.holdsPosition))
    particular = data.value(position, JJJ.particular)
    assert particular
    data.set((particular, JJJ.property, JJJ.collateral))
    assert offenders(data) == {str(position).removeprefix(BASE)}
