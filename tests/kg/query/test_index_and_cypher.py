"""What the index of the embedded store answers is what Cypher answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from benchmarks.graphs import made_graph
from kg.model import KnowledgeGraph, Status
from kg.ontology import Ontology
from kg.query import neighbourhood, paths
from kg.query.rows import How, entities, relations, ties
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


@pytest.mark.parametrize(
    ("outgoing", "incoming"),
    [(["guaranteed_by", "located_in"], ["invested_in"]), ([], ["loaned_to"]), (["partners_with"], ["partners_with"])],
)
def test_ties(
    both: tuple[EmbeddedStore, Indexless],
    made: KnowledgeGraph,
    chosen: list[str],
    outgoing: list[str],
    incoming: list[str],
) -> None:
    one, other = both
    found = ties(one, [*chosen, "nobody"], outgoing=outgoing, incoming=incoming)
    assert found == ties(other, [*chosen, "nobody"], outgoing=outgoing, incoming=incoming)
    told, there = found
    assert {relation.id for relation in told} == {
        relation.id
        for relation in made.relations
        if (relation.subject in chosen and relation.predicate in outgoing)
        or (relation.object in chosen and relation.predicate in incoming)
    }
    assert there.keys() == {*chosen, *(end for relation in told for end in (relation.subject, relation.object))}
    assert len(told) > 5


@pytest.mark.parametrize(
    "options",
    [
        {"depth": 2, "limit": 50, "hub_degree": 30},
        {"depth": 3, "limit": 5000},
        {"depth": 2, "min_confidence": 0.8, "include_unasserted": True},
        {"depth": 2, "types": ["Body"], "scopes": ["tianjin", "hebei"]},
        {"depth": 2, "predicates": ["invested_in", "located_in"]},
    ],
    ids=", ".join,
)
def test_neighbourhoods(
    both: tuple[EmbeddedStore, Indexless], chosen: list[str], ontology: Ontology, options: dict[str, Any]
) -> None:
    one, other = both
    found = 0
    for centre in chosen[:8]:
        answer = neighbourhood(one, ontology, centre, **options)
        found += len(answer.distances)
        assert answer == neighbourhood(other, ontology, centre, **options)
    assert found > 40


def test_a_limit_keeps_those_behind_the_cheapest_and_then_the_surest_relations(
    both: tuple[EmbeddedStore, Indexless], made: KnowledgeGraph, ontology: Ontology
) -> None:
    centre = max(made.entities, key=lambda entity: (entity.type == "Company", made.degrees[entity.id])).id
    told = [r for r in made.relations if centre in (r.subject, r.object) and r.status is Status.ASSERTED]
    ranked = sorted(told, key=lambda r: (ontology.predicate(r.predicate).step_cost, -r.confidence))
    far = list(dict.fromkeys(r.object if r.subject == centre else r.subject for r in ranked if not r.derived))
    assert len(far) > 20
    for most in range(1, len(far)):
        for store in both:
            found = neighbourhood(store, ontology, centre, limit=most)
            assert found.distances.keys() - {centre} == set(far[:most])
            assert found.truncated


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
