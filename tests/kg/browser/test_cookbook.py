"""Every recipe of the cookbook runs on a real Neo4j and tells what can be counted by hand in a small graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg.browser import Recipe, recipes
from kg.errors import SettingsError
from kg.settings import GraphServer
from kg.store import EmbeddedStore
from kg.store.bolt import BoltStore
from tests.kg.browser.asking import answer
from tests.kg.browser.graph import cookbook_graph
from tests.neo4j.clearing import clear

RECIPES = {recipe.name: recipe for recipe in recipes()}
CASES: dict[str, Any] = json.loads((Path(__file__).parents[2] / "cases/cookbook.json").read_text("utf-8"))
EVERYWHERE = sorted(name for name, recipe in RECIPES.items() if recipe.everywhere)


@pytest.fixture(scope="module")
def neo4j(graph_server: GraphServer) -> Iterator[Driver]:
    """The server, holding the graph that was made for the cookbook."""
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(cookbook_graph())
    auth = (graph_server.user, graph_server.password or "")
    with GraphDatabase.driver(graph_server.uri, auth=auth) as driver:
        driver.execute_query("CALL db.awaitIndexes(60)")
        yield driver


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The same graph in the embedded store."""
    with EmbeddedStore(tmp_path_factory.mktemp("cookbook")) as store:
        store.write(cookbook_graph())
        yield store


def test_there_are_recipes_enough_and_each_has_its_case() -> None:
    assert len(RECIPES) >= 28
    assert len(EVERYWHERE) >= 12
    assert sorted(CASES) == sorted(RECIPES)


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_recipe_gives_its_columns_and_the_rows_counted_by_hand(name: str, neo4j: Driver) -> None:
    case = CASES[name]
    assert case["parameters"].keys() == RECIPES[name].parameters.keys()
    assert case["rows"]
    assert answer(neo4j, RECIPES[name], case["parameters"]) == case["rows"]


@pytest.mark.parametrize("name", EVERYWHERE)
def test_what_runs_on_both_stores_gives_the_same_rows(name: str, embedded: EmbeddedStore) -> None:
    case, recipe = CASES[name], RECIPES[name]
    rows = embedded.rows(recipe.query, **case["parameters"])
    assert {tuple(row) for row in rows} == {recipe.columns}
    told = [list(row.values()) for row in rows]
    assert (told if "ORDER BY" in recipe.query else sorted(told, key=repr)) == case["rows"]


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_a_favourite_opens_with_its_question_and_is_one_statement_that_only_reads(recipe: Recipe) -> None:
    assert recipe.favourite.splitlines()[0] == f"// {recipe.zh} · {recipe.en}"
    assert any("\u4e00" <= character <= "\u9fff" for character in recipe.zh)
    assert recipe.en.isascii() or "→" in recipe.en
    assert recipe.favourite.count(";") == 1
    assert "$" not in recipe.favourite
    words = set(recipe.query.replace("(", " ").split())
    assert words.isdisjoint({"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "LOAD"})


def test_every_parameter_that_a_recipe_asks_with_has_a_value_to_try() -> None:
    for recipe in RECIPES.values():
        assert set(re.findall(r"\$(\w+)", recipe.query)) == set(recipe.parameters), recipe.name


def test_a_file_without_the_head_of_a_recipe_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "99-nothing.cypher"
    path.write_text("MATCH (n) RETURN n;\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"99-nothing\.cypher is no recipe"):
        Recipe.read(path)
