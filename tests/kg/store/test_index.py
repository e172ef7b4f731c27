from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.model import Entity, KnowledgeGraph
from kg.store.index import Index, write_index
from kg.store.topology import Ids


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[KnowledgeGraph], Index]:
    """Writes a graph's index into a new folder and opens it."""
    folder, numbers = tmp_path_factory.mktemp("indexes"), count()

    def index(graph: KnowledgeGraph) -> Index:
        path = folder / str(next(numbers))
        write_index(graph, path)
        return Index(path)

    return index


@settings(max_examples=40)
@given(data=st.data())
def test_entities_and_relations_come_back_by_number_as_they_were(
    indexed: Callable[[KnowledgeGraph], Index], graphs: st.SearchStrategy[KnowledgeGraph], data: st.DataObject
) -> None:
    graph = data.draw(graphs)
    index = indexed(graph)
    assert index.entities(range(len(graph.entities))) == list(graph.entities)
    assert index.relations(range(len(graph.relations))) == list(graph.relations)


@settings(max_examples=40)
@given(data=st.data())
def test_all_relations_of_an_entity_are_found_from_it(
    indexed: Callable[[KnowledgeGraph], Index], graphs: st.SearchStrategy[KnowledgeGraph], data: st.DataObject
) -> None:
    graph = data.draw(graphs)
    topology = indexed(graph).topology
    for number, entity in enumerate(graph.entities):
        near, edges, far = topology.around(np.array([number]))
        found = sorted((topology.relations[edge], topology.entities[end]) for edge, end in zip(edges, far, strict=True))
        out = [(r.id, r.object) for r in graph.relations if r.subject == entity.id]
        back = [(r.id, r.subject) for r in graph.relations if r.object == entity.id]
        assert found == sorted(out + back)
        assert set(near.tolist()) <= {number}


@given(ids=st.sets(st.text(max_size=3)), wanted=st.sets(st.text(max_size=3)))
def test_ids_are_found_by_their_text(ids: set[str], wanted: set[str]) -> None:
    known = sorted(ids)
    assert Ids.of(known).numbers(wanted | set(known[:2])).tolist() == [
        number for number, each in enumerate(known) if each in wanted or number < 2
    ]


def test_ids_that_are_all_of_one_length_are_found_by_their_text() -> None:
    ids = Ids.of(["e-1", "e-3", "e-\x00"])
    assert Ids.of(["e-1", "e-3", "e-5"]).numbers(["e-5", "e-1", "e-2", "e-9", "e-33", ""]).tolist() == [0, 2]
    assert len(ids) == 3


def test_a_graph_without_relations_has_an_index(indexed: Callable[[KnowledgeGraph], Index]) -> None:
    index = indexed(KnowledgeGraph((Entity("e", "Company", "甲"),), ()))
    assert index.topology.around(np.array([0]))[1].tolist() == []
    assert index.relations([]) == []


def test_a_broken_index_is_named(tmp_path: Path) -> None:
    write_index(KnowledgeGraph((Entity("e", "Company", "甲"),), ()), tmp_path / "index")
    (tmp_path / "index" / "starts.npy").write_bytes(b"half")
    with pytest.raises(StoreError, match="jjj build"):
        Index(tmp_path / "index")
