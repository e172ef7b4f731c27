"""What README and docs show of the command line is what it prints today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from neo4j import GraphDatabase

from docs import neo4j_browser
from kg.browser import recipes
from kg.settings import GraphServer
from tests.neo4j.clearing import clear

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent


def _capture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("capture", ROOT / "docs/capture.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CAPTURE = _capture()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("sample")
    CAPTURE.build_sample(workspace)
    return workspace


@pytest.mark.parametrize("name", CAPTURE.PAGES)
def test_a_page_shows_what_the_commands_print(name: str, sample: Path) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "```console\n$ jjj " in page
    assert CAPTURE.refreshed(page, sample) == page


def test_the_page_on_rdf_shows_what_is_exported_and_how_its_questions_are_answered(sample: Path) -> None:
    page = (ROOT / CAPTURE.RDF).read_text(encoding="utf-8")
    assert page.count("```sparql\n") == 10
    assert "No rows." not in page
    assert CAPTURE.refreshed_rdf(page, sample) == page


def test_the_cypher_cookbook_shows_what_neo4j_answers(sample: Path, graph_server: GraphServer) -> None:
    clear(graph_server)
    neo4j_browser.publish_sample(graph_server, sample)
    auth = (graph_server.user, graph_server.password or "")
    with GraphDatabase.driver(graph_server.uri, auth=auth) as driver:
        driver.execute_query("CALL db.awaitIndexes(60)")
        assert neo4j_browser.page(driver, recipes()) == neo4j_browser.PAGE.read_text(encoding="utf-8")
