"""Where the settings name a Neo4j database, building and judging keep it in step with the workspace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreUnreachable
from kg.ledger import Ledger
from kg.model import Decision, Extraction, KnowledgeGraph
from kg.ontology import Ontology
from kg.publishing import publish
from kg.query import whole_graph
from kg.reviewing import judge
from kg.settings import GraphServer, Settings
from kg.store import EmbeddedStore
from kg.store.bolt import BoltStore
from tests.neo4j.clearing import clear

Report = Callable[..., Extraction]
NAMES = ("天津青禾科技有限公司", "天津白苇科技有限公司")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read(tmp_path, environment={})


def in_neo4j(server: GraphServer) -> KnowledgeGraph:
    with closing(BoltStore(server)) as store:
        return whole_graph(store)


def test_what_is_published_is_in_both(settings: Settings, graph_server: GraphServer, report: Report) -> None:
    clear(graph_server)
    kept, ontology = replace(settings, graph_server=graph_server), Ontology.load()
    with Ledger.open(settings) as ledger:
        for name in NAMES:
            ledger.record(report(f"{name}投产。", {"x": ("Company", name)}, source=name), "by hand")
        publish(ledger, kept, ontology)
        before = in_neo4j(graph_server)
        assert {entity.name for entity in before.entities} >= set(NAMES)
        left, right = (entity.id for entity in before.entities if entity.name in NAMES)
        judge(ledger, left, right, Decision.SAME, by="周明川", why="更名")
        publish(ledger, kept, ontology)
    after = in_neo4j(graph_server)
    [firm] = [entity for entity in after.entities if entity.name in NAMES]
    assert {firm.name, *firm.aliases} == set(NAMES)
    with EmbeddedStore(settings.graph_folder) as store:
        assert whole_graph(store) == after != before


def test_a_database_that_is_away_loses_nothing(settings: Settings, report: Report) -> None:
    away = replace(settings, graph_server=GraphServer("bolt://127.0.0.1:9", "neo4j", "nobody"))
    with Ledger.open(settings) as ledger:
        ledger.record(report("天津青禾科技有限公司投产。", {"x": ("Company", NAMES[0])}), "by hand")
        with pytest.raises(StoreUnreachable, match="cannot be reached"):
            publish(ledger, away, Ontology.load())
        assert ledger.counts().documents == 1
    with EmbeddedStore(settings.graph_folder) as store:
        assert NAMES[0] in {entity.name for entity in whole_graph(store).entities}
