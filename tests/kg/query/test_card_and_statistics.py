from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import NotFound, QueryError
from kg.model import KnowledgeGraph
from kg.query import card, rows, statistics, whole_graph
from kg.query.card import Source, Tally
from kg.query.rows import text
from kg.query.told import told_by
from kg.store import Store
from kg.store.columns import SCOPES


def test_a_card_holds_every_relation_as_seen_from_the_entity(store: Store) -> None:
    shown = card(store, "branch")
    assert shown.entity.name == "海河联合银行滨湾支行"
    assert shown.tallies == (Tally("loaned_to", True, 2), Tally("part_of", True, 1))
    assert [(fact.relation.predicate, fact.other.id, fact.outgoing) for fact in shown.facts] == [
        ("loaned_to", "medical", True),
        ("loaned_to", "medical", True),
        ("part_of", "bank", True),
    ]


def test_a_card_names_its_sources_the_latest_first(store: Store) -> None:
    sources = card(store, "medical").sources
    assert sources[1] == Source("d-3", "第3则消息", "news/3.txt", "滨湾日报", "2024-03-11")
    assert len(sources) == 4


def test_a_card_says_which_source_is_a_reprint(store: Store) -> None:
    shown = card(store, "medical")
    assert {source.document_id: source.original for source in shown.sources if source.original} == {"d-4": "d-1"}
    assert (shown.entity.reprints, shown.entity.witnesses) == ({"d-4": "d-1"}, ("d-1", "d-2", "d-3"))


def test_a_card_says_how_much_it_leaves_out(store: Store) -> None:
    shown = card(store, "region", limit=3)
    assert (len(shown.facts), shown.more, shown.tallies[0].number) == (3, 4, 7)


def test_there_is_no_card_of_nobody(store: Store) -> None:
    with pytest.raises(NotFound):
        card(store, "nobody")


def test_statistics_count_everything(store: Store, ecosystem: KnowledgeGraph) -> None:
    counted = statistics(store, most=2)
    assert (counted.entities, counted.relations) == (len(ecosystem.entities), len(ecosystem.relations))
    assert (counted.documents, counted.reprints) == (4, 1)
    assert counted.types["Company"] == 3
    assert counted.scopes == {"beijing": 2, "tianjin": 10, "hebei": 1, "outside": 1, "unknown": 2}
    assert (counted.predicates["located_in"], counted.statuses) == (8, {"asserted": 25, "planned": 1})
    assert counted.confidence == (0, 0, 0, 0, 2, 1, 0, 0, 0, 23)
    assert [(entity.id, entity.degree) for entity in counted.best_connected] == [("medical", 12), ("region", 7)]


def test_statistics_of_a_region_count_what_touches_it(store: Store) -> None:
    counted = statistics(store, scopes=["outside"])
    assert (counted.entities, counted.relations, counted.predicates) == (1, 1, {"invested_in": 1})


def test_statistics_count_only_relations_that_are_sure_enough(store: Store) -> None:
    counted = statistics(store, most=1, min_confidence=0.45)
    assert (counted.entities, counted.relations) == (16, 24)
    assert counted.predicates.get("partners_with") is None
    assert [(entity.id, entity.degree) for entity in counted.best_connected] == [("medical", 11)]


def test_a_card_leaves_out_what_is_not_sure_enough(store: Store) -> None:
    predicates = {fact.relation.predicate for fact in card(store, "medical", min_confidence=0.6).facts}
    assert "loaned_to" in predicates
    assert not predicates & {"guaranteed_by", "partners_with"}


def test_the_whole_graph_keeps_all_entities_and_the_relations_that_are_sure_enough(
    store: Store, ecosystem: KnowledgeGraph
) -> None:
    graph = whole_graph(store, min_confidence=0.45)
    assert graph.entities == ecosystem.entities
    assert len(graph.relations) == len(ecosystem.relations) - 2
    assert graph.documents == ecosystem.documents


def test_a_part_of_the_graph_comes_with_the_documents_that_tell_of_it(store: Store, ecosystem: KnowledgeGraph) -> None:
    assert [each.id for each in whole_graph(store, place="110000").documents] == ["d-1", "d-2", "d-3", "d-4"]
    assert [each.id for each in whole_graph(store, place="130000").documents] == ["d-1"]


def test_what_a_document_tells_can_be_limited_to_what_is_sure(store: Store) -> None:
    assert len(told_by(store, "d-1").relations) == 1
    assert told_by(store, "d-1", min_confidence=0.95).relations == ()


@pytest.mark.parametrize("ask", [
    lambda store: card(store, "medical", min_confidence=1.5),
    lambda store: statistics(store, min_confidence=-0.1),
    lambda store: whole_graph(store, min_confidence=2),
    lambda store: told_by(store, "d-1", min_confidence=2),
])  # fmt: skip
def test_a_confidence_out_of_bounds_is_refused(store: Store, ask: Callable[[Store], object]) -> None:
    with pytest.raises(QueryError, match="between 0 and 1"):
        ask(store)


def test_an_unknown_region_is_refused(store: Store) -> None:
    with pytest.raises(QueryError):
        statistics(store, scopes=["atlantis"])


TEXTS = Path(rows.__file__).parent / "texts"
EVERYTHING = {
    "id": "medical",
    "ids": ["medical", "branch"],
    "every": True,
    "predicates": ["loaned_to"],
    "outgoing": ["loaned_to"],
    "incoming": ["loaned_to"],
    "min_confidence": 0.0,
    "scopes": list(SCOPES),
    "most": 3,
    "document": "d-1",
    "place": "120000",
    "types": ["Region"],
    "outward": ["invested_in"],
    "inward": ["subsidiary_of"],
    "landing": ["located_in"],
    "offices": ["Bank"],
    "from": "",
    "to": "120000",
}


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.cypher")))
def test_every_text_says_what_it_is_for_and_runs(store: Store, name: str) -> None:
    assert text(name).startswith("// ")
    parameters = {key: value for key, value in EVERYTHING.items() if re.search(rf"\${key}\b", text(name))}
    store.rows(text(name), **parameters)
