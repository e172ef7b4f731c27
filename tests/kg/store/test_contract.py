"""What every store must do, whatever database is behind it."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import NoGraph, QueryRefused, QueryTooCostly
from kg.model import Entity, KnowledgeGraph, Relation, Status
from kg.query import whole_graph
from kg.store import Store
from kg.store.base import Row

pytestmark = pytest.mark.long

CASES = json.loads((Path(__file__).parents[2] / "cases" / "cypher.json").read_text("utf-8"))
COUNT = "MATCH (e:Entity) RETURN count(*) AS number"
PRODUCT = "MATCH (a:Entity), (b:Entity), (c:Entity), (d:Entity), (e:Entity), (f:Entity) RETURN count(*) AS number"


def test_an_empty_store_says_that_nothing_was_published(store: Store) -> None:
    with pytest.raises(NoGraph, match="jjj build"):
        store.rows(COUNT)


def test_what_was_written_is_read_back(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    assert whole_graph(store) == ecosystem


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_character_and_no_gap_is_lost(
    store: Store, graphs: st.SearchStrategy[KnowledgeGraph], data: st.DataObject
) -> None:
    graph = data.draw(graphs)
    store.write(graph)
    assert whole_graph(store) == graph


def test_a_chain_of_two_steps_is_counted_right(store: Store) -> None:
    chance = random.Random(1)
    kinds = [chance.choice(["Bank", "Company", "Park"]) for _ in range(200)]
    drawn = {
        (chance.randrange(200), chance.choice(["loaned_to", "located_in"]), chance.randrange(200)) for _ in range(400)
    }
    entities = tuple(Entity(f"e{n:03}", kind, f"e{n}") for n, kind in enumerate(kinds))
    relations = tuple(
        Relation(f"r{n:03}", f"e{a:03}", predicate, f"e{b:03}", (), Status.ASSERTED, 0.9)
        for n, (a, predicate, b) in enumerate(sorted(drawn))
    )
    store.write(KnowledgeGraph(entities, relations))
    chains = [
        1
        for a, first, b in drawn
        for c, second, d in drawn
        if (b, first, second, kinds[a], kinds[d]) == (c, "loaned_to", "located_in", "Bank", "Park")
    ]
    counted = store.rows(
        "MATCH (a:Entity)-[r]->(b:Entity)-[s]->(d:Entity) WHERE a.type = 'Bank' AND r.predicate = 'loaned_to' "
        "AND s.predicate = 'located_in' AND d.type = 'Park' RETURN count(*) AS number"
    )
    assert counted == [{"number": len(chains)}]
    assert chains


def test_a_lone_surrogate_does_not_stop_a_build(store: Store) -> None:
    store.write(KnowledgeGraph((Entity("e", "Company", "云\ud800汐"),), ()))
    assert store.rows("MATCH (e:Entity) RETURN e.name AS name") == [{"name": "云?汐"}]


def test_a_graph_without_anything_is_a_graph(store: Store) -> None:
    store.write(KnowledgeGraph((), ()))
    assert store.rows(COUNT) == [{"number": 0}]


def test_writing_replaces_everything(store: Store, ecosystem: KnowledgeGraph, changed: KnowledgeGraph) -> None:
    store.write(ecosystem)
    store.write(changed)
    assert whole_graph(store) == changed


def test_nodes_and_relations_carry_the_columns_that_queries_rely_on(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    [row] = store.rows(
        "MATCH (a:Entity {id: $a})-[r]->(b:Entity {id: $b}) WHERE r.amount = $amount RETURN a, r, b.scope AS scope",
        a="branch",
        b="medical",
        amount="990万元",
    )
    assert row["scope"] == "tianjin"
    assert row["a"] == {
        "id": "branch",
        "type": "Bank",
        "name": "海河联合银行滨湾支行",
        "aliases": [],
        "pinyin": "haihelianheyinhangbinwanzhihang",
        "initials": "hhlhyhbwzh",
        "place_code": "120116",
        "place_name": "滨海新区",
        "scope": "tianjin",
        "place_inferred": True,
        "within": ["120000", "120116"],
        "home": ["120000"],
        "degree": 3,
        "documents": ["d-1", "d-2"],
        "originals": ["d-1", "d-2"],
    }
    relation = row["r"]
    assert isinstance(relation, dict)
    assert {key: relation[key] for key in relation if key not in {"qualifiers", "evidence"}} == {
        "id": "branch-loaned_to-medical-0",
        "predicate": "loaned_to",
        "status": "asserted",
        "confidence": 0.9,
        "amount": "990万元",
        "amount_low": 9900000.0,
        "amount_high": 9900000.0,
        "currency": "CNY",
        "date": "2023-02",
        "published": "2024-01-11",
        "documents": 2,
        "witnesses": 1,
        "sentence": "海河联合银行滨湾支行向云汐医疗提供990万元授信。",
        "inferred_from": None,
    }


def test_a_reprint_stands_beside_its_original(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    [row] = store.rows("MATCH (e:Entity {id: 'medical'}) RETURN e.documents AS documents, e.originals AS originals")
    assert row == {"documents": ["d-1", "d-2", "d-3", "d-4"], "originals": ["d-1", "d-2", "d-3", "d-1"]}


def test_an_open_amount_has_no_lower_bound(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    rows = store.rows("MATCH ()-[r]->() WHERE r.amount = '近千万元' RETURN r.amount_low AS low, r.amount_high AS high")
    assert rows == [{"low": None, "high": 10_000_000.0}]


def test_an_entity_of_unknown_place_says_so(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    rows = store.rows("MATCH (e:Entity {id: 'person'}) RETURN e.scope AS scope, e.place_code AS code")
    assert rows == [{"scope": "unknown", "code": None}]


@pytest.mark.parametrize("cypher", [text for texts in CASES["refused"].values() for text in texts])
def test_what_is_no_reading_query_is_refused(
    published: Store, ecosystem: KnowledgeGraph, cypher: str, ask: Callable[[Store, str], list[Row]]
) -> None:
    with pytest.raises(QueryRefused):
        ask(published, cypher)
    assert whole_graph(published) == ecosystem
    assert not list(Path.cwd().glob("stolen*"))


@pytest.fixture(params=["rows", "ask"])
def ask(request: pytest.FixtureRequest) -> Callable[[Store, str], list[Row]]:
    """Both ways to run a Cypher text, with two parameters that nobody asked for."""
    parameters: dict[str, object] = {"1": 1, "1CALL": 1}
    if request.param == "rows":
        return lambda store, cypher: store.rows(cypher)
    return lambda store, cypher: list(store.ask(cypher, parameters).rows)


@pytest.mark.parametrize("case", CASES["harmless"], ids=lambda case: case["cypher"])
def test_words_of_writing_are_harmless_where_they_are_only_words(
    published: Store, case: dict[str, object], ask: Callable[[Store, str], list[Row]]
) -> None:
    assert ask(published, str(case["cypher"])) == [{"x": case["x"]}]


def test_a_parameter_is_never_read_as_cypher(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    assert store.rows("MATCH (e:Entity) WHERE e.name = $name RETURN e.id", name="x' OR 1=1 //") == []


def test_a_persons_question_is_cut_to_the_first_rows(store: Store, ecosystem: KnowledgeGraph) -> None:
    store.write(ecosystem)
    answer = store.ask("MATCH (e:Entity) RETURN e.id AS id ORDER BY id", {}, most=2)
    assert answer.rows == ({"id": "agency"}, {"id": "bank"})
    assert answer.more
    assert not store.ask("MATCH (e:Entity) RETURN e.id AS id LIMIT 2", {}, most=2).more


def test_a_question_that_takes_too_long_is_stopped(store: Store) -> None:
    many = tuple(Entity(f"e-{n:03}", "Company", f"第{n}公司") for n in range(200))
    store.write(KnowledgeGraph(many, ()))
    with pytest.raises(QueryTooCostly):
        store.ask(PRODUCT.replace("count(*)", "sum(size(a.name) * size(f.name))"), {}, seconds=0.2)
    assert store.rows(COUNT) == [{"number": 200}]


def test_what_is_remembered_is_made_once_for_each_published_graph(
    store: Store, ecosystem: KnowledgeGraph, changed: KnowledgeGraph
) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    store.write(ecosystem)
    assert [store.remember("it", make), store.remember("it", make)] == [1, 1]
    store.write(changed)
    assert store.remember("it", make) == 2


def test_many_threads_read_while_another_graph_is_published(
    store: Store, ecosystem: KnowledgeGraph, changed: KnowledgeGraph
) -> None:
    store.write(ecosystem)
    seen: list[KnowledgeGraph | Exception] = []

    def read() -> None:
        for _ in range(15):
            try:
                rows = store.rows("MATCH (e:Entity {id: $id}) RETURN e.name AS name", id="agency")
                seen.append(ecosystem if rows == [{"name": "滨湾区财政局"}] else changed)
            except Exception as error:  # noqa: BLE001 - whatever a thread meets is a finding
                seen.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for graph in (changed, ecosystem, changed):
        store.write(graph)
    for thread in threads:
        thread.join()
    assert len(seen) == 120
    assert not [finding for finding in seen if isinstance(finding, Exception)]
    assert whole_graph(store) == changed
