"""Which SPARQL may be asked: what writes or would go out into the net is refused, however it is disguised."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryRefused
from kg.sparql.refusing import LONGEST, refuse_unless_reading

if TYPE_CHECKING:
    from tests.kg.sparql.conftest import Listener

PASSING = [
    "SELECT * { ?s ?p ?o }",
    "ask { ?s ?p ?o }",
    "PREFIX ex: <http://example.org/> CONSTRUCT { ?s ex:p ?o } WHERE { ?s ?p ?o }",
    "# service\nDESCRIBE ?service { ?service a jjj:ServicePlatform }",
    'SELECT * { ?s <https://example.org/service#x> \'SERVICE\', """SERVICE " it\'s""" }',
    "SELECT * { ?s ?p ?o FILTER (?o < 5 && ?o > 3) }",
    "SELECT * { ?s ?p 'it\\'s insert' }",
    "PREFIX insert: <urn:x> SELECT * { ?s insert:y ?delete }",
    "SELECT ?天津 { ?天津 ?p ?o }",
]
UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete where { ?s ?p ?o }",
    "PREFIX x: <urn:x> WITH x:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <https://example.org/data>",
    "LOAD <file:///etc/passwd>",
    "CLEAR ALL",
    "DROP GRAPH <urn:g>",
    "CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "MOVE DEFAULT TO <urn:g>",
    "ADD DEFAULT TO <urn:g>",
    "# SELECT\nCLEAR ALL",
]
DISGUISED = [
    "SELECT * { SERVICE <@> { ?a ?b ?c } }",
    "SELECT * { service silent <@> { ?a ?b ?c } }",
    "SELECT * { SERVICE#\n<@>{ ?a ?b ?c } }",
    "PREFIX x: <@> SELECT * { SERVICEx:y{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<@>{ ?a ?b ?c } }",
    "SELECT * { BIND (<@> AS ?z) FILTER(1<2)SERVICE<@>{ ?a ?b ?c } }",
    "SELECT * { FILTER(1<2)#>'''\nSERVICE <@> { ?a ?b ?c } #'''\n}",
    "PREFIX a: <urn:a> SELECT * { FILTER(1<a:b#>'''\n)SERVICE <@> { ?a ?b ?c } #'''\n}",
    "SELECT * { ?s ?p 'a' SERVICE <@> { ?a ?b ?c } }",
    "SELECT * { ?s ?p '\\'' . SERVICE <@> { ?a ?b ?c } }",
    "SELECT * { # '''\nSERVICE <@> { ?a ?b ?c } # '''\n}",
    "PREFIX a: <urn:a> SELECT * { ?s ?p a:b\\#c . SERVICE <@> { ?a ?b ?c } }",
    "SELECT * { OPTIONAL { SERVICE <@> { ?a ?b ?c } } }",
    "SELECT * { { SELECT * { SERVICE <@> { ?a ?b ?c } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <@> { ?a ?b ?c } } }",
]
PIECES = [
    "SERVICE", "<@>", "{?a ?b ?c}", "SERVICE<@>{?a ?b ?c}", "SERVICEx:p{?a ?b ?c}", "SERVICE?s#>\n{?a ?b ?c}",
    "'", '"', "'''", '"""', "#", "\n", "<", ">", "2", ")", "(", "FILTER(1<2", "FILTER(1<a:b", "?s ?p ?o", ".", ";",
    "\\", "\\#", "\\'", "a:b", "x:c", "?x", "{", "}", "//", "://", "\\u0053ERVICE", "@en", "<urn:a#b>", "a\\#", "#>",
]  # fmt: skip


ENDS = ["}", "\n}", ")}", "))}", "'''}"]


def _store() -> pyoxigraph.Store:
    """A graph in which each of DISGUISED finds what stands before its SERVICE."""
    store = pyoxigraph.Store()
    facts = """<urn:s> <urn:p> 1, "a", "'", <urn:ab#c> ."""
    store.load(facts, pyoxigraph.RdfFormat.TURTLE)
    return store


def run(query: str) -> bool:
    """Whether the engine, left to itself, understands the query; it is worked off."""
    try:
        found = _store().query(query)
    except (SyntaxError, OSError, RuntimeError):
        return False
    if not isinstance(found, pyoxigraph.QueryBoolean):
        with suppress(OSError, RuntimeError):  # what SERVICE asked for was not there
            list(found)
    return True


@pytest.mark.parametrize("query", PASSING)
def test_a_reading_query_passes(query: str) -> None:
    refuse_unless_reading(query)


@pytest.mark.parametrize("query", UPDATES)
def test_an_update_is_refused_by_its_name(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"^[A-Z]+ would change the graph"):
        refuse_unless_reading(query)


@pytest.mark.parametrize("query", DISGUISED)
def test_going_out_is_refused_however_it_is_disguised(query: str, listener: Listener) -> None:
    listener.asked.clear()
    hostile = query.replace("@", listener.url)
    assert run(hostile)
    assert listener.asked != []  # so this is no straw man
    with pytest.raises(QueryRefused, match=r"SERVICE would ask another server|could be an IRI or a comparison"):
        refuse_unless_reading(hostile)


@settings(max_examples=300)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12), end=st.sampled_from(ENDS))
def test_whatever_passes_asks_nobody(pieces: list[str], end: str, listener: Listener) -> None:
    listener.asked.clear()
    start = f"PREFIX a: <http://a/> PREFIX x: <{listener.url}> PREFIX p: <{listener.url}> SELECT * {{ "
    query = (start + "".join(pieces) + end).replace("@", listener.url)
    try:
        refuse_unless_reading(query)
    except QueryRefused:
        return
    run(query)
    assert listener.asked == []


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("", "a query asks with SELECT"),
        ("PREFIX ex: <urn:x>", "a query asks with SELECT"),
        ("SELECT * { ?s ?p 'open }", "' at character 18 is never closed"),
        ('SELECT * { ?s ?p """open" }', '""" at character 18 is never closed'),
        ("PREFIX service: <urn:x> SELECT * { ?s ?p ?o }", "a prefix cannot be called so"),
        ("SELECT * { ?s <urn:a#b> ?o }", "<urn:a#b> at character 15 could be an IRI or a comparison"),
        ("SELECT * {" + " " * LONGEST + "}", f"at most {LONGEST} are read"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_reason(query: str, complaint: str) -> None:
    with pytest.raises(QueryRefused, match=complaint):
        refuse_unless_reading(query)
