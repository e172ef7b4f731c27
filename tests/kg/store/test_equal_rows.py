"""Every Cypher text that we ship gives the same rows on every store; the real Neo4j is the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import kg.query
from benchmarks.graphs import made_graph
from kg.model import Heading, KnowledgeGraph
from kg.store import Store
from kg.store.base import Row
from kg.store.columns import SCOPES
from tests.kg.stores import STORES

TEXTS = {path.stem: path.read_text("utf-8") for path in (Path(kg.query.__file__).parent / "texts").glob("*.cypher")}
_EVERYWHERE: Mapping[str, object] = {"scopes": list(SCOPES), "place": ""}
_TIANJIN: Mapping[str, object] = {"scopes": ["tianjin", "hebei"], "place": "120000"}
_FINANCE = ["loaned_to", "invested_in", "guaranteed_by"]
_MOVES: Mapping[str, object] = {
    "outward": ["invested_in", "loaned_to"],
    "inward": ["relocated_from", "subsidiary_of", "part_of"],
    "landing": ["located_in", "relocated_to"],
    "offices": ["Bank", "FinancialInstitution"],
}
_WHOLE = (
    *("all_documents", "all_entities", "all_relations", "how_many_relations", "names"),
    *("topology_edges", "topology_nodes"),
)
_RELATED = ({"every": True, "predicates": [""]}, {"every": False, "predicates": _FINANCE})
_STEPS = (
    {"predicates": _FINANCE, "min_confidence": 0.0},
    {"predicates": [*_FINANCE, "part_of"], "min_confidence": 0.5},
)
ASKED: Mapping[str, Sequence[Mapping[str, object]]] = {
    **{name: [{}] for name in _WHOLE},
    **{name: [_EVERYWHERE, _TIANJIN] for name in ("documents", "entities_by_place", "entities_by_type", "reports")},
    **dict.fromkeys(("among", "around"), _RELATED),
    "steps": _STEPS,
    "areas": [{"types": ["Region", "Park"]}],
    "best_connected": [{**_EVERYWHERE, "most": 7}, {**_TIANJIN, "most": 50}],
    "best_connected_surely": [{**each, "most": 20, "min_confidence": 0.6} for each in (_EVERYWHERE, _TIANJIN)],
    "entity": [{}],
    "moves": [
        {**_MOVES, "from": "", "to": "", "min_confidence": 0.0},
        {**_MOVES, "from": "110000", "to": "", "min_confidence": 0.5},
        {**_MOVES, "from": "110000", "to": "120000", "min_confidence": 0.0},
    ],
    "relations_by_kind": [{**_EVERYWHERE, "min_confidence": 0.0}, {**_TIANJIN, "min_confidence": 0.5}],
    "ties": [
        {"outgoing": ["guaranteed_by"], "incoming": ["loaned_to", "invested_in"]},
        {"outgoing": _FINANCE, "incoming": [""]},
    ],
    "told_by": [{}],
}
"""Name of each text → the parameters with which it is asked; `$id`, `$ids` and `$document` come from the graph."""


@pytest.fixture(scope="module", params=["ecosystem", "made"])
def graph(request: pytest.FixtureRequest, ecosystem: KnowledgeGraph) -> KnowledgeGraph:
    """The invented graph that one can count by hand, and a larger one with hubs."""
    if request.param == "ecosystem":
        return ecosystem
    made = made_graph(600, 3000, seed=7)
    told = {piece.document_id: piece for relation in made.relations for piece in relation.evidence}
    headings = (Heading(key, piece.title, piece.source) for key, piece in sorted(told.items()))
    return replace(made, documents=tuple(headings))


@pytest.fixture(scope="module")
def stores(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, graph: KnowledgeGraph
) -> Iterator[Mapping[str, Store]]:
    """Every kind of store, each holding the graph."""
    opened = {name: make(tmp_path_factory.mktemp(name), request) for name, make in STORES.items()}
    for store in opened.values():
        store.write(graph)
    yield opened
    for store in opened.values():
        store.close()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_gives_the_same_rows_everywhere(name: str, stores: Mapping[str, Store], graph: KnowledgeGraph) -> None:
    asked = ASKED[name]
    rows = {kind: [_rows(store, name, each, graph) for each in asked] for kind, store in stores.items()}
    assert any(rows["neo4j"])
    assert rows["embedded"] == rows["neo4j"]


def _rows(store: Store, name: str, parameters: Mapping[str, object], graph: KnowledgeGraph) -> list[Row]:
    """The rows; in the order of their content where the text leaves their order open."""
    ids = sorted({end for relation in graph.relations[:60] for end in (relation.subject, relation.object)})
    more = {"ids": ids} if name == "among" else {"document": f'"{graph.documents[0].id}"'} if name == "told_by" else {}
    text = TEXTS[name]
    asked = {**parameters, **more}
    rows = store.each(text, ids, **asked) if "$id" in text else store.rows(text, **asked)
    return rows if "ORDER BY" in text else sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
