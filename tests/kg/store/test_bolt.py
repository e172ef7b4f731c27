"""What is particular to a store behind a network: whom it reaches, whom it does not, and what it says then."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from neo4j import GraphDatabase, Session

from kg.errors import KGError, NoGraph, QueryTooCostly, SettingsError, StoreError, StoreUnreachable
from kg.model import Entity, KnowledgeGraph
from kg.query import whole_graph
from kg.query.rows import relations
from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from tests.neo4j.clearing import clear
from tests.neo4j.server import Server, free_port, running

pytestmark = pytest.mark.long

COUNT = "MATCH (e:Entity) RETURN count(*) AS number"
ENDLESS = (
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c RETURN sum(a * b * c) AS x"
)
ONE = KnowledgeGraph((Entity("e", "Company", "云汐"),), ())


def refused(server: GraphServer) -> KGError:
    """What reading from the server raises."""
    with BoltStore(server) as store, pytest.raises(KGError) as raised:
        store.rows(COUNT)
    return raised.value


@pytest.fixture
def published(graph_server: GraphServer) -> Iterator[BoltStore]:
    """A store that holds one firm."""
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(ONE)
        yield store


@pytest.fixture
def analyst(graph_server: GraphServer) -> Iterator[Session]:
    """Someone else who writes to the same database."""
    with (
        GraphDatabase.driver(graph_server.uri, auth=(graph_server.user, graph_server.password or "")) as driver,
        driver.session(database=graph_server.database) as session,
    ):
        yield session


@contextmanager
def listening(answers: Callable[[socket.socket], None]) -> Iterator[GraphServer]:
    """Something that listens on a port and treats each connection in its own way."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                answers(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        yield GraphServer(f"bolt://127.0.0.1:{listener.getsockname()[1]}", password="any")
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def neo4j_4(connection: socket.socket) -> None:
    """As much of Bolt 4.4 as it takes to say who one is, and to be greeted again."""
    told = b"\xb1\x70\xa2\x86server\x8bNeo4j/4.4.0\x8dconnection_id\x86bolt-1"
    fine = b"\xb1\x70\xa0"
    connection.recv(20)
    connection.sendall(b"\x00\x00\x04\x04")
    for answer in (told, fine):
        if connection.recv(4096):
            connection.sendall(len(answer).to_bytes(2) + answer + b"\x00\x00")
    connection.recv(4096)


def older(connection: socket.socket) -> None:
    """No version of Bolt that is offered will do."""
    connection.recv(20)
    connection.sendall(b"\x00\x00\x00\x00")


def web(connection: socket.socket) -> None:
    """A web server."""
    connection.recv(20)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def test_a_wrong_password_is_told_and_not_shown(graph_server: GraphServer) -> None:
    error = refused(replace(graph_server, password="w-r-o-n-g"))
    assert str(error) == (
        f"{graph_server.uri} does not let in the user “neo4j” with this password; "
        "set JJJ_NEO4J_USER and JJJ_NEO4J_PASSWORD"
    )


def test_there_is_no_default_password(graph_server: GraphServer) -> None:
    error = refused(replace(graph_server, password=None))
    assert isinstance(error, SettingsError)
    assert "set JJJ_NEO4J_PASSWORD" in str(error)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_where_nothing_listens_nothing_can_be_reached(scheme: str) -> None:
    port = free_port()
    error = refused(GraphServer(f"{scheme}://127.0.0.1:{port}", password="any"))
    assert isinstance(error, StoreUnreachable)
    assert f"nothing listens on port {port} of 127.0.0.1" in str(error)


def test_a_host_that_is_not_there_is_named() -> None:
    error = refused(GraphServer("neo4j://nowhere.invalid", password="any"))
    assert isinstance(error, StoreUnreachable)
    assert "no host is called nowhere.invalid" in str(error)


def test_what_is_no_neo4j_server_is_told() -> None:
    with listening(web) as server:
        error = refused(server)
    assert isinstance(error, StoreUnreachable)
    assert "does not speak Bolt" in str(error)


def test_a_server_of_version_4_is_too_old() -> None:
    with listening(neo4j_4) as server:
        error = refused(server)
    assert "runs Neo4j 4.4.0, but jjj-kg needs Neo4j 5.23 or newer" in str(error)


def test_a_server_that_speaks_no_common_bolt_is_too_old() -> None:
    with listening(older) as server:
        error = refused(server)
    assert "jjj-kg needs Neo4j 5.23 or newer" in str(error)


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_a_server_without_tls_is_not_asked_with_it(graph_server: GraphServer, scheme: str) -> None:
    uri = graph_server.uri.replace("bolt", scheme)
    error = refused(replace(graph_server, uri=uri))
    assert isinstance(error, StoreUnreachable)
    assert "does not speak Bolt over TLS" in str(error)


def test_a_database_that_is_not_there_is_named(graph_server: GraphServer) -> None:
    error = refused(replace(graph_server, database="elsewhere"))
    assert str(error).startswith(f"there is no database “elsewhere” on {graph_server.uri}")


def test_routing_addresses_work_as_well(published: BoltStore, graph_server: GraphServer) -> None:
    with BoltStore(replace(graph_server, uri=graph_server.uri.replace("bolt", "neo4j"))) as store:
        assert store.rows(COUNT) == [{"number": 1}]


def test_a_server_that_is_lost_in_mid_query_is_told_and_asked_again_when_it_is_back(tmp_path: Path) -> None:
    with running(tmp_path, heap="512m") as started, BoltStore(_at(started)) as store:
        store.write(ONE)
        with ThreadPoolExecutor(1) as aside:
            asked = aside.submit(store.rows, ENDLESS)
            _await_query(started)
            started.kill()
            with pytest.raises(StoreUnreachable, match="nothing listens"):
                asked.result(60)
        port = int(started.uri.rpartition(":")[2])
        with running(tmp_path, heap="512m", bolt=port):
            assert store.rows(COUNT) == [{"number": 1}]


def test_a_server_that_can_only_be_read_is_read_and_not_written(tmp_path: Path) -> None:
    with running(tmp_path, heap="512m") as started, BoltStore(_at(started)) as store:
        store.write(ONE)
    with (
        running(tmp_path, heap="512m", settings={"server.databases.default_to_read_only": "true"}) as started,
        BoltStore(_at(started)) as store,
    ):
        assert store.rows(COUNT) == [{"number": 1}]
        with pytest.raises(StoreError, match="can only be read; publish to another one"):
            store.write(KnowledgeGraph((Entity("e", "Company", "云溪"),), ()))


def test_what_others_keep_there_is_not_taken_for_ours(published: BoltStore, analyst: Session) -> None:
    analyst.run("MATCH (e:Entity) CREATE (:Note {text: '看一下'})-[:ABOUT]->(e) SET e.mark = '红'").consume()
    [row] = published.rows("MATCH (e:Entity) RETURN e")
    assert isinstance(row["e"], dict)
    assert "mark" not in row["e"]
    assert "digest" not in row["e"]


def test_a_relation_that_others_draw_between_ours_is_not_taken_for_ours(
    graph_server: GraphServer, analyst: Session, ecosystem: KnowledgeGraph
) -> None:
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(ecosystem)
        analyst.run(
            "MATCH (a:Entity {id: 'medical'}), (b:Entity {id: 'chips'}) CREATE (a)-[:SAME_OWNER]->(b)"
        ).consume()
        assert whole_graph(store) == ecosystem
        assert "SAME_OWNER" not in {relation.predicate for relation in relations(store, "around", ["medical"])}
        assert len(relations(store, "among", ["medical", "chips"])) == 1


def test_a_persons_question_shows_all_that_is_there(published: BoltStore, analyst: Session) -> None:
    analyst.run("MATCH (e:Entity) SET e.mark = '红'").consume()
    [row] = published.ask("MATCH (e:Entity) RETURN e", {}).rows
    assert isinstance(row["e"], dict)
    assert row["e"]["mark"] == "红"


def test_a_database_that_was_emptied_has_no_graph(published: BoltStore, graph_server: GraphServer) -> None:
    clear(graph_server)
    with pytest.raises(NoGraph, match="jjj publish --to"):
        published.remember("it", lambda: 1)


def test_values_of_neo4j_are_told_as_json_knows_them(published: BoltStore) -> None:
    [row] = published.rows(
        "RETURN date('2024-05-01') AS day, duration('P1M') AS span, point({x: 1.0, y: 2.0}) AS point,"
        " 0.0 / 0.0 AS nan, 1.0 / 0.0 AS infinite, {a: [1, date('2024-05-01')]} AS map"
    )
    assert row == {
        "day": "2024-05-01",
        "span": "P1M",
        "point": {"type": "Point", "coordinates": [1.0, 2.0]},
        "nan": "nan",
        "infinite": "inf",
        "map": {"a": [1, "2024-05-01"]},
    }


def test_subqueries_and_reading_procedures_may_be_called(published: BoltStore) -> None:
    assert published.ask("CALL () { MATCH (e:Entity) RETURN e.id AS id } RETURN id", {}).rows == ({"id": "e"},)
    labels = published.ask("CALL db.labels() YIELD label RETURN collect(label) AS labels", {}).rows[0]["labels"]
    assert isinstance(labels, list)
    assert "Company" in labels


def test_a_row_that_takes_too_long_to_read_is_given_up(published: BoltStore) -> None:
    with pytest.raises(QueryTooCostly):
        published.ask("RETURN range(1, 20000000) AS x", {}, seconds=1)


def test_an_answer_that_is_too_large_is_refused(published: BoltStore) -> None:
    with pytest.raises(QueryTooCostly, match="more than 32 MiB"):
        published.ask(
            "UNWIND range(1, 40) AS i RETURN reduce(s = '云', n IN range(1, 20) | s + s) AS x", {}, seconds=60
        )


def _at(server: Server) -> GraphServer:
    return GraphServer(server.uri, server.user, server.password)


def _await_query(server: Server) -> None:
    """Come back once the endless query runs."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        while not session.run("SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND' RETURN q").data():
            pass
