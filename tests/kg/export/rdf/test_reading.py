"""What is written as RDF reads back as the same graph, and anything else is refused."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ImportRefused
from kg.export import EXPORTERS, export
from kg.export.rdf import FORMATS, read_rdf, read_rdf_file
from kg.model import Entity, KnowledgeGraph, Relation, Status

FORMS = sorted(FORMATS)


def written(graph: KnowledgeGraph, form: str) -> bytes:
    file = io.BytesIO()
    EXPORTERS[form](graph, file)
    return file.getvalue()


def read(data: bytes | str, form: str = "turtle") -> KnowledgeGraph:
    return read_rdf(io.BytesIO(data if isinstance(data, bytes) else data.encode()), form)


def edited(graph: KnowledgeGraph, old: str, new: str) -> str:
    """The graph in Turtle with one change."""
    text = written(graph, "turtle").decode()
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize("form", FORMS)
def test_a_graph_reads_back_with_nothing_lost(ecosystem: KnowledgeGraph, form: str) -> None:
    assert read(written(ecosystem, form), form) == ecosystem


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_any_graph_reads_back_with_nothing_lost(
    graphs: st.SearchStrategy[KnowledgeGraph], form: str, data: st.DataObject
) -> None:
    graph = data.draw(graphs)
    assert read(written(graph, form), form) == graph


@pytest.mark.parametrize("form", FORMS)
def test_an_id_may_be_anything_and_a_confidence_is_exact(form: str) -> None:
    ids = sorted([".", "..", "", "a/b", "a:b", "a%2Fb", "云", "\ud800", "a b", "<>", "-"])
    entities = tuple(Entity(key, "Company", key.replace("\ud800", "?"), within=("120000", key)) for key in ids)
    relation = Relation("x", "..", "loaned_to", "a/b", (), Status.ASSERTED, 0.1 + 0.2)
    graph = KnowledgeGraph(entities, (relation, replace(relation, id="y", confidence=5e-324)))
    assert read(written(graph, form), form) == graph


@pytest.mark.parametrize("form", FORMS)
def test_a_lone_surrogate_becomes_a_question_mark_as_in_csv(form: str) -> None:
    graph = KnowledgeGraph((Entity("e", "Company", "云\ud800汐", ("\udfff",)),), ())
    assert read(written(graph, form), form).entities == (Entity("e", "Company", "云?汐", ("?",)),)


@pytest.mark.parametrize("kind", ["turtle", "n-triples"])
def test_a_graph_survives_another_triple_store(ecosystem: KnowledgeGraph, kind: str) -> None:
    store = pyoxigraph.Store()
    store.load(written(ecosystem, "json-ld"), pyoxigraph.RdfFormat.JSON_LD)
    dumped = store.dump(format=FORMATS[kind], from_graph=pyoxigraph.DefaultGraph())
    assert dumped is not None
    assert read(dumped, kind) == ecosystem


def test_the_suffix_of_a_file_tells_its_format(ecosystem: KnowledgeGraph, tmp_path: Path) -> None:
    for form, suffix in (("turtle", "ttl"), ("n-triples", "NT"), ("json-ld", "jsonld")):
        path = tmp_path / f"graph.{suffix}"
        export(ecosystem, form, path)
        assert read_rdf_file(path) == ecosystem
    with pytest.raises(ImportRefused, match=r"none of the suffixes \.ttl, \.nt, \.jsonld"):
        read_rdf_file(tmp_path / "graph.rdf")
    with pytest.raises(ImportRefused, match=r"cannot read .*: No such file"):
        read_rdf_file(tmp_path / "absent.ttl")


def test_damage_is_refused_with_its_line(ecosystem: KnowledgeGraph) -> None:
    text = written(ecosystem, "turtle").decode()
    line = text[: text.index("entity:bank a")].count("\n") + 2  # a dot would be right up to there
    with pytest.raises(ImportRefused, match=f"no turtle that can be read: .*line {line}"):
        read(text.replace("entity:bank a jjj:Bank ;", "entity:bank a jjj:Bank"))
    with pytest.raises(ImportRefused, match="no json-ld that can be read"):
        read(written(ecosystem, "json-ld")[:-40], "json-ld")


THING, SENSING = "<http://schema.org/Thing>", 'entity:sensing a jjj:Technology ;\n    skos:prefLabel "柔性传感"@zh .'
UNNAMED = ('entity:person a jjj:Person ;\n    skos:prefLabel "陆知远"@zh ;', "entity:person a jjj:Person ;")
FUND = "entity:mother a jjj:Fund"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "entity:sensing a jjj:Technology",
            f"entity:sensing a {THING}",
            "entity/sensing says .*no term of our ontology",
        ),
        (*UNNAMED, "entity/person lacks .*prefLabel"),
        ('"陆知远"@zh', '"陆知远"@zh, "陆"@zh', "entity/person has 2 values of .*prefLabel; one at most"),
        ('"陆知远"@zh', '"陆知远"@zh ; schema:name "陆"', 'person says https://schema.org/name "陆", which is no part'),
        (SENSING, "", "medical-develops-sensing-0 has the end “sensing”, which the file does not describe"),
        ("jjj:confidence 0.5", "jjj:confidence 1.5", "has “1.5” as .*confidence.*lies between 0 and 1"),
        ("jjj:confidence 0.5", 'jjj:confidence "sure"', "medical-guaranteed_by-guarantor-0 has “sure” as .*confidence"),
        ("jjj:status jjj:Planned", "jjj:status jjj:Perhaps", "bank-loaned_to-medical-0 says .*Perhaps>, which is no"),
        (FUND, f"<urn:other:mother> a jjj:Fund .\n{FUND}", "urn:other:mother says .*Fund>, and is nothing"),
        ("jjj:evidence evidence:branch-loaned_to-medical-1:1", 'jjj:evidence "a b:1"', 'points to "a b:1"'),
        ("jjj:document document:d-2", 'jjj:document "d-2"', 'points to "d-2"'),
        (FUND, f"[] a jjj:Fund .\n{FUND}", "has no IRI"),
        ("rdf:object entity:sensing", 'rdf:object "sensing"', 'points to "sensing", where the IRI of a entity'),
        (
            'jjj:text "董事" .',
            'jjj:text "董事" ; jjj:unit "a", "b" .',
            "person-holds_position-chips-0:1 has 2 values of",
        ),
    ],
)
def test_what_is_no_graph_of_ours_is_refused_where_the_fault_is(
    ecosystem: KnowledgeGraph, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(ImportRefused, match=complaint):
        read(edited(ecosystem, old, new))


def test_a_shortcut_that_is_missing_is_no_loss(ecosystem: KnowledgeGraph) -> None:
    assert read(edited(ecosystem, '    jjj:title "董事" ;\n', "")) == ecosystem


def test_a_plan_that_somebody_made_a_fact_is_refused(ecosystem: KnowledgeGraph) -> None:
    plan = "entity:bank jjj:loanedTo entity:medical ."
    with pytest.raises(ImportRefused, match=r"entity/bank says .*loanedTo .*no part of a graph"):
        read(written(ecosystem, "turtle").decode() + plan)


def test_evidence_may_be_hung_on_no_relation(ecosystem: KnowledgeGraph) -> None:
    lone = 'evidence:nobody:1 a jjj:Evidence ; jjj:quote "x" .'
    with pytest.raises(ImportRefused, match=r"evidence/nobody:1 says .*is nothing that jjj-kg knows"):
        read(written(ecosystem, "turtle").decode() + lone)


def test_a_context_that_lies_elsewhere_is_never_fetched(ecosystem: KnowledgeGraph) -> None:
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        document = json.loads(written(ecosystem, "json-ld"))
        document["@context"] = f"http://127.0.0.1:{server.server_port}/context.jsonld"
        with pytest.raises(ImportRefused, match="no json-ld that can be read"):
            read(json.dumps(document), "json-ld")
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize(
    ("form", "hostile"),
    [
        ("n-triples", lambda: b'<urn:a> <urn:b> "' + b"x" * (1 << 25) + b'" .'),
        ("turtle", lambda: b'<urn:a> <urn:b> """' + b"x" * (1 << 25) + b'""" .'),
        ("turtle", lambda: b"<urn:a> <urn:b> " + b"(" * 200_000),
        ("turtle", lambda: b"<urn:a> <urn:b> " + b"[ <urn:b> " * 200_000),
        ("json-ld", lambda: b'{"@id":"urn:a","urn:b":' * 50_000),
        ("json-ld", lambda: b"[" * 1_000_000),
        ("json-ld", lambda: b'{"@context":' * 50_000),
        ("json-ld", lambda: b'{"@graph":[{"@id":"urn:g","@graph":[{"@id":"urn:a","urn:b":"x"}]}]}'),
        ("turtle", lambda: b"\xff\xfe\x00"),
        ("n-triples", lambda: b"<urn:a> <urn:b> <not an iri> ."),
    ],
)
def test_hostile_files_are_refused(form: str, hostile: Callable[[], bytes]) -> None:
    with pytest.raises(ImportRefused):
        read(hostile(), form)


def test_hostile_lists_of_an_entity_are_refused(ecosystem: KnowledgeGraph) -> None:
    for listed in (
        "[",
        "1",
        "[1]",
        '{"aliases":[1]}',
        '{"aliases":"x"}',
        '{"reprints":[1]}',
        '{"name":["x"]}',
        "[" * 10**5,
    ):
        with pytest.raises(ImportRefused, match="entity/person"):
            read(edited(ecosystem, '"陆知远"@zh', f'"陆知远"@zh ; jjj:listed {json.dumps(listed)}'))


def test_an_unknown_format_names_those_that_exist() -> None:
    with pytest.raises(ImportRefused, match="“rdf” to read; there are: json-ld, n-triples, turtle"):
        read("", "rdf")


def test_nothing_reads_back_as_nothing() -> None:
    assert [read(written(KnowledgeGraph((), ()), form), form) for form in FORMS] == [KnowledgeGraph((), ())] * 3
    assert not re.search("[^\x00-\x7f]", written(KnowledgeGraph((), ()), "turtle").decode())
