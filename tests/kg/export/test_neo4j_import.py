"""The files load with the real importer, and what they load is what publishing would have written."""

from __future__ import annotations

import dataclasses
import io
import os
import shlex
import subprocess
import zipfile
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export.neo4j_import import write_neo4j_import
from kg.model import Entity, Evidence, KnowledgeGraph, Place, Relation, Status
from kg.ontology import Ontology
from kg.query import whole_graph
from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from kg.store.bolt_connection import connect
from kg.store.bolt_publishing import Change, publish_graph
from kg.store.bolt_verifying import verify_graph
from tests.kg.graphs import _NASTY
from tests.neo4j.server import free_port, libraries, prepare, running

pytestmark = pytest.mark.long


def archive(graph: KnowledgeGraph) -> dict[str, str]:
    file = io.BytesIO()
    write_neo4j_import(graph, file)
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


@pytest.fixture(scope="module")
def nasty(ecosystem: KnowledgeGraph) -> KnowledgeGraph:
    """The invented graph, and beside it texts that no CSV should be asked to hold."""
    texts = [*_NASTY, "  天 ", "\t", "\x1c\x1d\x1e", "a\nb\r\nc", "长" * 1_000]
    entities = tuple(
        Entity(f"n-{n:02}", "Company", text, (text, "甲"), Place(text, text, "tianjin"), (), (text, ""), ("", text))
        for n, text in enumerate(texts)
    )
    evidence = tuple(
        Evidence("s", "d-1", text, text, None, None, 0, 1, text, "rule:x", 0.1 + 0.2, None) for text in texts
    )
    odd = Relation("z", "bank", "loaned_to", "n-00", (), Status.PLANNED, 1 / 3, evidence)
    lone = Entity("o-one-empty-alias", "Fund", "基金", ("",))
    return dataclasses.replace(
        ecosystem,
        entities=tuple(sorted((*ecosystem.entities, *entities, lone), key=lambda entity: entity.id)),
        relations=tuple(sorted((*ecosystem.relations, odd), key=lambda relation: relation.id)),
    )


@pytest.fixture(scope="module")
def home(nasty: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server into which the script of the archive has loaded the graph."""
    folder = tmp_path_factory.mktemp("imported")
    prepare(folder, "a password of tests", bolt=free_port(), http=free_port())
    with (folder / "graph.zip").open("wb") as file:
        write_neo4j_import(nasty, file)
    with zipfile.ZipFile(folder / "graph.zip") as opened:
        opened.extractall(folder / "files")
    admin = folder / "neo4j-admin"
    admin.write_text(f'#!/bin/sh\nexec java -cp {shlex.quote(str(libraries()))}/"*" org.neo4j.cli.AdminTool "$@"\n')
    admin.chmod(0o755)
    environment = {**os.environ, "NEO4J_HOME": str(folder), "NEO4J_ADMIN": str(admin)}
    done = subprocess.run(
        ["sh", folder / "files" / "load.sh"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(nasty.entities) + len(nasty.documents) + 1} nodes" in done.stdout
    return folder


def test_what_was_imported_is_in_step_once_its_indexes_are_made(home: Path, nasty: KnowledgeGraph) -> None:
    ontology = Ontology.load()
    with running(home, password="a password of tests") as running_server:
        server = GraphServer(running_server.uri, running_server.user, running_server.password)
        with connect(server) as driver:
            before = verify_graph(driver, server, nasty, ontology)
            # The one thing that CSV cannot say: that a list has one item, which is empty.
            assert [(each.id, each.where) for each in before.discrepancies] == [
                ("o-one-empty-alias", ("aliases", "digest"))
            ]
            done = publish_graph(driver, server, nasty, ontology)
            assert (done.entities, done.relations, done.documents) == (Change(changed=1), Change(), Change())
            assert verify_graph(driver, server, nasty, ontology).equal
            assert not publish_graph(driver, server, nasty, ontology)
            [index] = driver.execute_query("SHOW INDEXES YIELD name, state WHERE name = 'jjj_names'").records
            assert index["state"] == "ONLINE"
        with BoltStore(server) as store:
            assert whole_graph(store) == nasty


def test_the_importer_is_told_of_line_breaks_and_of_long_fields_only_where_there_are_any() -> None:
    plain = KnowledgeGraph((Entity("e", "Company", "云汐"),), ())
    assert "--multiline-fields" not in archive(plain)["load.sh"]
    assert "--read-buffer-size" not in archive(plain)["load.sh"]
    told = archive(KnowledgeGraph((Entity("e", "Company", "云\n汐" * 500_000),), ()))["load.sh"]
    assert "--multiline-fields=true" in told
    assert "--read-buffer-size=10000000" in told


def test_lists_are_parted_by_a_character_that_no_item_has() -> None:
    graph = KnowledgeGraph((Entity("e", "Company", "云汐", ("a\x1fb", "c\x1ed")),), ())
    files = archive(graph)
    assert "--array-delimiter=U+001D" in files["load.sh"]
    assert '"a\x1fb\x1dc\x1ed"' in files["entities.csv"]


def test_a_graph_that_uses_every_such_character_is_refused() -> None:
    every = "".join(map(chr, (*range(0x20), *range(0xE000, 0xE100))))
    with pytest.raises(ExportError, match="could part the items of a list"):
        archive(KnowledgeGraph((Entity("e", "Company", "云汐", (every,)),), ()))
