from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.export import export
from kg.query import whole_graph
from kg.store import EmbeddedStore

if TYPE_CHECKING:
    from tests.conftest import Story

Jjj = Callable[..., Any]
FILES = {"graph.ttl": "turtle", "graph.nt": "n-triples", "graph.jsonld": "json-ld", "graph.json": "json"}


@pytest.mark.parametrize("name", FILES)
def test_an_exported_graph_can_be_asked_elsewhere(jjj: Jjj, story: Story, tmp_path: Path, name: str) -> None:
    export(story.graph, FILES[name], tmp_path / name)
    elsewhere = tmp_path / "elsewhere"
    ran = jjj("import", tmp_path / name, "--workspace", elsewhere)
    assert ran.code == 0
    counts = f"{len(story.graph.entities)} entities, {len(story.graph.relations)} relations, 0 documents"
    assert ran.out == f"{tmp_path / name}: {counts}\n"
    assert "the graph has no ledger here" in ran.err
    with EmbeddedStore(elsewhere / "graph") as store:
        assert whole_graph(store) == story.graph
    assert "500万元" in jjj("financiers", "云岫智能", "--workspace", elsewhere).out


def test_a_graph_that_was_built_here_is_not_replaced_by_mistake(jjj: Jjj, story: Story, tmp_path: Path) -> None:
    export(story.graph, "turtle", tmp_path / "graph.ttl")
    ran = jjj("import", tmp_path / "graph.ttl", "--workspace", story.settings.workspace)
    assert (ran.code, ran.out) == (25, "")
    assert "has 2 documents of its own" in ran.err
    again = jjj("import", tmp_path / "graph.ttl", "--replace", "--workspace", story.settings.workspace, "--json")
    assert again.json["entities"] == len(story.graph.entities)


def test_a_file_that_is_no_graph_leaves_what_is_published(jjj: Jjj, story: Story, tmp_path: Path) -> None:
    export(story.graph, "turtle", tmp_path / "graph.ttl")
    jjj("import", tmp_path / "graph.ttl", "--workspace", tmp_path / "elsewhere")
    for name, content in (("a.ttl", "nonsense"), ("b.json", "{}"), ("c.xlsx", "")):
        (tmp_path / name).write_text(content)
    codes = [
        jjj("import", tmp_path / n, "--workspace", tmp_path / "elsewhere").code
        for n in ("a.ttl", "b.json", "c.xlsx", "d.nt", "e.json")
    ]
    assert codes == [25, 15, 25, 25, 25]
    assert jjj("search", "云岫", "--workspace", tmp_path / "elsewhere").code == 0
