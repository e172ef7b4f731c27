"""What the index of the embedded store answers is what Cypher answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, cast

import pytest

from benchmarks.graphs import made_graph
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.query import neighbourhood, paths
from kg.query.rows import How, edges, entities, relations
from kg.store import EmbeddedStore

T = TypeVar("T")


class Indexless(EmbeddedStore):
    """The embedded store, asked by Cypher alone."""

    def index(self) -> None:  # type: ignore[override]
        """None."""


class Unread(Indexless):
    """The same, but never read as a whole."""

    def remember(self, what: str, make: Callable[[], T]) -> T:
        """None for what is too large."""
        return super().remember(what, cast("Callable[[], T]", lambda: None) if what == "topology" else make)


@pytest.fixture(scope="module")
def made() -> KnowledgeGraph:
    return made_graph(300, 1500)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def both(made: KnowledgeGraph, folder: Path) -> Iterator[tuple[EmbeddedStore, Indexless]]:
    with EmbeddedStore(folder) as store, Indexless(folder) as other:
        store.write(made)
        yield store, other


@pytest.fixture(scope="module")
def chosen(made: KnowledgeGraph) -> list[str]:
    return [relation.subject for relation in made.relations if not relation.derived][:40]


def test_entities(both: tuple[EmbeddedStore, Indexless], chosen: list[str]) -> None:
    one, other = both
    assert len(entities(one, [*chosen, "nobody"])) > 30
    assert entities(one, [*chosen, "nobody"]) == entities(other, [*chosen, "nobody"])


@pytest.mark.parametrize("how", ["around", "among"])
@pytest.mark.parametrize("predicates", [None, [], ["invested_in", "located_in"]])
def test_relations(
    both: tuple[EmbeddedStore, Indexless], chosen: list[str], how: How, predicates: list[str] | None
) -> None:
    one, other = both
    assert relations(one, how, chosen, predicates) == relations(other, how, chosen, predicates)


def test_edges(both: tuple[EmbeddedStore, Indexless], chosen: list[str], ontology: Ontology) -> None:
    one, other = both
    found = edges(one, chosen, ontology.predicates, 0.7)
    assert len(found) > 100
    assert found == edges(other, chosen, ontology.predicates, 0.7)


def test_neighbourhoods(both: tuple[EmbeddedStore, Indexless], chosen: list[str], ontology: Ontology) -> None:
    one, other = both
    for centre in chosen[:8]:
        answer = neighbourhood(one, ontology, centre, depth=2, limit=50, hub_degree=30)
        assert answer == neighbourhood(other, ontology, centre, depth=2, limit=50, hub_degree=30)


@pytest.mark.parametrize("kind", [Indexless, Unread])
def test_paths(
    both: tuple[EmbeddedStore, Indexless], kind: type[Indexless], chosen: list[str], ontology: Ontology, folder: Path
) -> None:
    one, _ = both
    pairs = [pair for pair in pairwise(chosen) if pair[0] != pair[1]][:12]
    answers = [paths(one, ontology, *pair, k=5, hub_degree=60) for pair in pairs]
    assert sum(map(len, answers)) > 20
    with kind(folder) as other:
        assert answers == [paths(other, ontology, *pair, k=5, hub_degree=60) for pair in pairs]
