"""A loader or a server that is killed at any point leaves what the next run completes."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import Driver

from kg.errors import StorageFull, StoreUnreachable
from kg.export import export
from kg.model import Entity, Heading, KnowledgeGraph, Relation, Status
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.bolt_connection import connect
from kg.store.bolt_publishing import Progress, publish_graph
from kg.store.bolt_verifying import verify_graph
from tests.neo4j.clearing import clear
from tests.neo4j.server import Server, running

pytestmark = pytest.mark.long

_TYPES = ("Company", "Bank", "Person", "Park", "Fund")
_PREDICATES = ("loaned_to", "invested_in", "located_in", "partners_with")
_BATCH = 40
_LOADER = """
import sys
from pathlib import Path
from kg.export.node_link import read_json
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.bolt_connection import connect
from kg.store.bolt_publishing import publish_graph

def tell(progress):
    print(progress.stage, progress.done, flush=True)

server = GraphServer.read(sys.argv[1])
with connect(server) as driver:
    graph = read_json(Path(sys.argv[2]).read_bytes())
    publish_graph(driver, server, graph, Ontology.load(), watch=tell, batch=int(sys.argv[3]))
print("ended", flush=True)
"""


def made(seed: int) -> KnowledgeGraph:
    """A graph in many batches; any two have most in common."""
    chance = random.Random(seed)
    documents = tuple(Heading(f"d-{n:03}", f"第{n}则", "news") for n in range(60))
    entities = tuple(
        Entity(
            f"e-{n:03}",
            chance.choice(_TYPES),
            f"公司{n}",
            (f"别名{chance.randrange(3)}",),
            documents=(f"d-{n % 60:03}",),
        )
        for n in range(300)
        if chance.random() < 0.9
    )
    ids = [entity.id for entity in entities]
    relations = tuple(
        Relation(
            f"r-{n:04}", chance.choice(ids), chance.choice(_PREDICATES), chance.choice(ids), (), Status.ASSERTED, 0.5
        )
        for n in range(600)
        if chance.random() < 0.9
    )
    return KnowledgeGraph(entities, relations, documents)


@contextmanager
def loader(server: GraphServer, graph: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that publishes the graph and tells how far it is."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "JJJ_NEO4J_USER": server.user,
        "JJJ_NEO4J_PASSWORD": server.password or "",
    }
    command = [sys.executable, "-c", textwrap.dedent(_LOADER), server.uri, str(graph), str(_BATCH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        yield process


def kill_at(process: subprocess.Popen[str], batch: int) -> bool:
    """Kill the process when it begins its `batch`-th batch; False if it ended before."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("write"):
            batch -= 1
        if batch <= 0:
            process.kill()
            process.wait()
            return True
    return False


def test_a_loader_killed_at_ten_points_leaves_what_the_next_run_completes(
    graph_server: GraphServer, tmp_path: Path
) -> None:
    ontology, chance = Ontology.load(), random.Random(11)
    clear(graph_server)
    with connect(graph_server) as driver:
        wanted = publish_graph(driver, graph_server, made(2), ontology).digest
        clear(graph_server)
        for number in range(10):
            # Each run wants another graph than the one before, so that there is something to write, change and remove.
            graph = tmp_path / f"{number}.json"
            export(made(number), "json", graph)
            with loader(graph_server, graph) as process:
                assert kill_at(process, chance.randrange(1, 20)), number
        publish_graph(driver, graph_server, made(2), ontology)
        found = verify_graph(driver, graph_server, made(2), ontology)
        assert found.equal
        assert found.found_digest == wanted


def test_a_server_killed_while_it_is_written_to_holds_what_was_told_to_be_written(tmp_path: Path) -> None:
    ontology, home = Ontology.load(), tmp_path / "home"
    for batch in (3, 9):
        with running(home, heap="512m") as server, _connected(server) as (where, driver):
            told: list[int] = []

            def cut(progress: Progress, server: Server = server, told: list[int] = told, batch: int = batch) -> None:
                told.append(progress.done)
                if progress.stage == "write" and len(told) > batch:
                    server.kill()

            with pytest.raises(StoreUnreachable, match="run it again, and it goes on where it stopped"):
                publish_graph(driver, where, made(1), ontology, watch=cut, batch=_BATCH)
    with running(home, heap="512m") as server, _connected(server) as (where, driver):
        done = publish_graph(driver, where, made(1), ontology, batch=_BATCH)
        everything = len(made(1).entities) + len(made(1).relations) + len(made(1).documents)
        added = done.entities.added + done.relations.added + done.documents.added
        assert 0 < added <= everything - 9 * _BATCH / 2
        assert verify_graph(driver, where, made(1), ontology).equal


@contextmanager
def _connected(server: Server) -> Iterator[tuple[GraphServer, Driver]]:
    where = GraphServer(server.uri, server.user, server.password)
    with connect(where) as driver:
        yield where, driver


def test_a_server_whose_disk_is_full_is_told_and_the_next_run_completes(tmp_path: Path) -> None:
    ontology, home = Ontology.load(), tmp_path / "home"
    graph = KnowledgeGraph((), (), tuple(Heading(f"d-{n:05}", f"标题{n}" * 200, "news") for n in range(6_000)))
    with running(home, heap="512m") as server, _connected(server) as (where, driver):
        publish_graph(driver, where, made(1), ontology)
        # No file of the server may grow beyond this: to it that is what a full disk is, and it needs no privileges.
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (8 << 20, resource.RLIM_INFINITY))
        with pytest.raises(StorageFull, match=r"make room there, start it anew and run this again"):
            publish_graph(driver, where, graph, ontology)
        server.kill()
    with running(home, heap="512m") as server, _connected(server) as (where, driver):
        publish_graph(driver, where, graph, ontology)
        assert verify_graph(driver, where, graph, ontology).equal
