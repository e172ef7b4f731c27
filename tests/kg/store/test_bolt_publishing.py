"""A Neo4j database is kept in step with a graph, and what others keep there stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver, GraphDatabase

from kg.errors import NoGraph, SchemaConflict, StoreBusy
from kg.model import Entity, KnowledgeGraph
from kg.ontology import Ontology
from kg.query import whole_graph
from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from kg.store.bolt_publishing import Change, Progress, Synchronised, ahead, publish_graph
from kg.store.bolt_verifying import Discrepancy, Verified, verify_graph
from kg.store.changes import Statement, Unit, What
from tests.neo4j.clearing import clear

Publish = Callable[..., Synchronised]
Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def driver(graph_server: GraphServer) -> Iterator[Driver]:
    auth = (graph_server.user, graph_server.password or "")
    with GraphDatabase.driver(graph_server.uri, auth=auth, notifications_min_severity="OFF") as opened:
        yield opened


@pytest.fixture
def ask(driver: Driver, graph_server: GraphServer) -> Ask:
    """Runs any Cypher in the database, which is empty at first."""
    clear(graph_server)

    def run(cypher: str, **parameters: object) -> list[dict[str, object]]:
        return [record.data() for record in driver.execute_query(cypher, parameters).records]

    return run


@pytest.fixture
def publish(driver: Driver, graph_server: GraphServer, ontology: Ontology, ask: Ask) -> Publish:
    def run(graph: KnowledgeGraph, **options: object) -> Synchronised:
        return publish_graph(driver, graph_server, graph, ontology, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def verified(driver: Driver, graph_server: GraphServer, ontology: Ontology) -> Callable[[KnowledgeGraph], Verified]:
    return lambda graph: verify_graph(driver, graph_server, graph, ontology)


Verify = Callable[[KnowledgeGraph], Verified]


def without(graph: KnowledgeGraph, entity_id: str) -> KnowledgeGraph:
    """The graph without one entity and its relations."""
    entities = tuple(entity for entity in graph.entities if entity.id != entity_id)
    relations = tuple(each for each in graph.relations if entity_id not in {each.subject, each.object})
    return dataclasses.replace(graph, entities=entities, relations=relations)


def test_the_labels_of_a_node_are_the_classes_of_its_type(
    publish: Publish, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    publish(ecosystem)
    [row] = ask("MATCH (e {id: 'branch'}) RETURN labels(e) AS labels, e.name AS name, e.within AS within")
    assert set(row["labels"]) == {"Entity", "Agent", "Body", "FinancialBody", "Bank"}  # type: ignore[call-overload]
    assert (row["name"], row["within"]) == ("海河联合银行滨湾支行", ["120000", "120116"])


def test_a_relation_is_typed_and_shows_its_evidence(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    publish(ecosystem)
    [row] = ask(
        "MATCH (:Bank {id: 'branch'})-[r:LOANED_TO {amount_low: 9900000}]->(:Company) RETURN properties(r) AS r"
    )
    shown = row["r"]
    assert isinstance(shown, dict)
    assert shown["sentences"] == ["海河联合银行滨湾支行向云汐医疗提供990万元授信。"] * 2
    assert shown["document_ids"] == ["d-1", "d-4"]
    assert (shown["predicate"], shown["status"], shown["links"]) == ("loaned_to", "asserted", [])
    [row] = ask("MATCH (:Fund)-[r:INVESTED_IN]->(:Company) WHERE r.links <> [] RETURN r.links AS links")
    assert row == {"links": ["https://example.org/3"]}


def test_documents_mention_entities(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    publish(ecosystem)
    rows = ask(
        "MATCH (d:Document)-[:MENTIONS]->(:Company {id: 'medical'}) RETURN d.id AS id, d.original AS o ORDER BY id"
    )
    assert [(row["id"], row["o"]) for row in rows] == [("d-1", None), ("d-2", None), ("d-3", None), ("d-4", "d-1")]


def test_a_graph_that_is_there_is_not_written_again(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    first = publish(ecosystem)
    assert (first.entities, first.relations, first.documents) == (Change(16), Change(26), Change(4))
    # Any write would need the publication's node.
    ask("MATCH (p:Publication) SET p.owner = 'untouched'")
    assert publish(ecosystem) == Synchronised(first.digest)
    assert ask("MATCH (p:Publication) RETURN p.owner AS owner") == [{"owner": "untouched"}]


def test_only_what_differs_is_written(publish: Publish, verified: Verify, ecosystem: KnowledgeGraph) -> None:
    publish(ecosystem)
    first, *rest = ecosystem.entities
    renamed = dataclasses.replace(first, name="滨湾区国资局")
    graph = without(dataclasses.replace(ecosystem, entities=(renamed, *rest)), "sensing")
    done = publish(graph)
    # The firm that developed it has one relation less, and says so in its degree.
    assert (done.entities, done.relations, done.documents) == (Change(0, 2, 1), Change(0, 0, 1), Change())
    assert verified(graph).equal


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_the_size_of_a_batch_does_not_show(
    publish: Publish, verified: Verify, ecosystem: KnowledgeGraph, changed: KnowledgeGraph, batch: int
) -> None:
    for graph in (ecosystem, changed, KnowledgeGraph((), ()), ecosystem):
        publish(graph, batch=batch)
        assert verified(graph).equal


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_one_graph_after_another_leaves_exactly_the_last(
    publish: Publish,
    verified: Verify,
    graph_server: GraphServer,
    graphs: st.SearchStrategy[KnowledgeGraph],
    data: st.DataObject,
) -> None:
    graph = data.draw(graphs)
    publish(graph, batch=data.draw(st.integers(1, 5)))
    found = verified(graph)
    assert found == dataclasses.replace(found, number=0, complete=True, found_digest=found.wanted_digest)
    with BoltStore(graph_server) as store:
        assert whole_graph(store) == graph


def test_of_a_small_change_that_fails_nothing_is_seen(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph, changed: KnowledgeGraph
) -> None:
    publish(ecosystem)
    first = ecosystem.relations[0]
    supplies = (dataclasses.replace(first, id=key, predicate="supplies_to", object="chips") for key in ("s-1", "s-2"))
    ask("CREATE CONSTRAINT others FOR ()-[r:SUPPLIES_TO]-() REQUIRE r.status IS UNIQUE")
    try:
        with pytest.raises(SchemaConflict):
            publish(dataclasses.replace(changed, relations=(*changed.relations, *supplies)))
    finally:
        ask("DROP CONSTRAINT others")
    assert verified(ecosystem).equal


def test_what_others_keep_there_stays(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    publish(ecosystem)
    ask("CREATE (:Analyst {name: '周'})-[:WATCHES {since: 2024}]->(:Desk {name: '天津'})")
    ask("MATCH (a:Analyst), (e:Entity {id: 'medical'}) CREATE (a)-[:NOTES {text: '看好'}]->(e)")
    ask("MATCH (a:Entity {id: 'bank'}), (b:Entity {id: 'medical'}) CREATE (a)-[:LOANED_TO {guess: true}]->(b)")
    ask("MATCH (e:Entity {id: 'medical'}) SET e:Interesting, e.rating = 5")
    graph = dataclasses.replace(
        ecosystem,
        entities=tuple(
            dataclasses.replace(each, name="云汐", type="Hospital") if each.id == "medical" else each
            for each in ecosystem.entities
        ),
        relations=(),
    )
    publish(graph)
    [row] = ask("MATCH (a:Analyst)-[n:NOTES]->(e) RETURN n.text AS text, e.name AS name, e.rating AS r, labels(e) AS l")
    assert (row["text"], row["name"], row["r"]) == ("看好", "云汐", 5)
    assert set(row["l"]) == {"Entity", "Agent", "Body", "PublicBody", "Hospital", "Interesting"}  # type: ignore[call-overload]
    assert ask("MATCH (:Analyst)-[w:WATCHES]->(:Desk) RETURN w.since AS since") == [{"since": 2024}]
    assert ask("MATCH ()-[r:LOANED_TO]->() RETURN r.guess AS guess") == [{"guess": True}]


def test_a_withdrawn_entity_that_others_hold_on_to_stays_as_such_and_may_come_back(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    publish(ecosystem)
    ask("MATCH (e:Entity {id: 'fund'}) CREATE (:Note {text: '问题'})-[:ABOUT]->(e)")
    ask("MATCH (e:Entity {id: 'chips'}) SET e.rating = 3")
    ask("MATCH (d:Document {id: 'd-2'}) SET d:Read")
    rest = dataclasses.replace(without(without(ecosystem, "fund"), "chips"), documents=ecosystem.documents[:1])
    done = publish(rest)
    assert (done.entities.removed, done.documents.removed, done.kept) == (2, 3, 3)
    assert verified(rest).equal
    rows = ask("MATCH (w:Withdrawn) RETURN labels(w) AS labels, keys(w) AS keys, w.id AS id ORDER BY id")
    assert [(row["id"], sorted(row["labels"]), sorted(row["keys"])) for row in rows] == [  # type: ignore[call-overload]
        ("chips", ["Withdrawn"], ["digest", "id", "rating"]),
        ("d-2", ["Read", "Withdrawn"], ["digest", "id"]),
        ("fund", ["Withdrawn"], ["digest", "id"]),
    ]
    publish(ecosystem)
    assert verified(ecosystem).equal
    assert ask("MATCH (n:Note)-[:ABOUT]->(f:Fund) RETURN n.text AS text, f.name AS name") == [
        {"text": "问题", "name": "渤湾医疗产业基金"}
    ]
    assert ask("MATCH (w:Withdrawn) RETURN w") == []


@pytest.mark.parametrize("label", ["Entity", "Document", "Publication"])
def test_foreign_nodes_with_our_labels_stop_it_before_anything_is_changed(
    publish: Publish, ask: Ask, ecosystem: KnowledgeGraph, label: str
) -> None:
    ask(f"CREATE (:{label} {{id: 'bank', name: '别人的'}})")
    with pytest.raises(SchemaConflict, match=rf"has nodes labelled {label} that are not ours.*nothing was changed"):
        publish(ecosystem)
    assert ask("MATCH (n) RETURN n.name AS name") == [{"name": "别人的"}]


def test_a_foreign_constraint_that_is_in_the_way_is_told(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    ask("CREATE CONSTRAINT others FOR (e:Entity) REQUIRE e.place_name IS UNIQUE")
    try:
        with pytest.raises(SchemaConflict, match=r"a constraint or index of others .* stands in the way"):
            publish(ecosystem)
        assert ask("MATCH (e:Entity) RETURN e") == []
    finally:
        ask("DROP CONSTRAINT others")
    publish(ecosystem)


def test_two_publishers_do_not_mix(
    publish: Publish, driver: Driver, ecosystem: KnowledgeGraph, changed: KnowledgeGraph
) -> None:
    publish(ecosystem)
    with driver.session() as session, session.begin_transaction() as other:
        other.run("CREATE (:Publication {id: 'jjj-kg/writer'})").consume()
        with pytest.raises(StoreBusy, match="another publisher is writing"):
            publish(changed)
        other.rollback()
    assert publish(changed)


def test_a_claim_that_the_server_ends_stops_nobody_as_long_as_nobody_else_begins(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    ended: list[object] = []

    def end_claim(progress: Progress) -> None:
        if progress.done > 10 and not ended:
            claims = (
                "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.app = 'jjj publish' RETURN id"
            )
            [claim] = ask(claims)
            ended.extend(ask(f"TERMINATE TRANSACTIONS '{claim['id']}' YIELD message RETURN message"))

    publish(ecosystem, watch=end_claim, batch=4)
    assert ended == [{"message": "Transaction terminated."}]
    assert verified(ecosystem).equal


def test_whoever_lost_its_turn_writes_no_more(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    def usurp(progress: Progress) -> None:
        if progress.done > 10:
            ask("MATCH (p:Publication) SET p.owner = 'another'")

    with pytest.raises(StoreBusy, match="run it again"):
        publish(ecosystem, watch=usurp, batch=4)
    assert not verified(ecosystem).equal
    publish(ecosystem)
    assert verified(ecosystem).equal


def test_an_interrupted_publishing_goes_on_where_it_stopped(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done > 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(ecosystem, watch=interrupt, batch=5)
    [written] = ask("MATCH (e:Entity) RETURN count(*) AS number")
    assert written == {"number": 16}
    assert ask("MATCH (p:Publication) RETURN p.complete AS complete, p.digest AS digest") == [
        {"complete": False, "digest": ""}
    ]
    done = publish(ecosystem)
    assert done.entities == Change()
    assert 0 < done.relations.added < 26
    assert verified(ecosystem).equal


def test_nothing_can_be_verified_before_it_was_published(verified: Verify, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    with pytest.raises(NoGraph, match="jjj publish"):
        verified(ecosystem)


def test_verifying_looks_at_what_is_really_there_and_repairing_mends_it(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    publish(ecosystem)
    ask("MATCH (e:Entity {id: 'bank'}) SET e.name = '假', e:Company")
    ask("MATCH (:Document {id: 'd-2'})-[m:MENTIONS]->(:Entity {id: 'branch'}) DELETE m")
    ask("MATCH (e:Entity {id: 'sensing'}) DETACH DELETE e")
    ask("MATCH (d:Document {id: 'd-3'}) SET d.title = '改'")
    ask("MATCH ()-[r:FOUNDED_BY {id: 'mother-founded_by-agency-0'}]->() SET r.status = 'planned'")
    ask("CREATE (:Entity {id: 'stranger', digest: '0123456789abcdef'})")
    found = verified(ecosystem)
    assert not found.equal
    assert found.discrepancies == (
        Discrepancy(What.ENTITIES, "bank", "altered", ("name", "labels")),
        Discrepancy(What.ENTITIES, "branch", "altered", ("mentions",)),
        Discrepancy(What.RELATIONS, "mother-founded_by-agency-0", "altered", ("status",)),
        Discrepancy(What.DOCUMENTS, "d-3", "altered", ("title",)),
        Discrepancy(What.ENTITIES, "sensing", "missing"),
        Discrepancy(What.ENTITIES, "stranger", "surplus"),
        Discrepancy(What.RELATIONS, "medical-develops-sensing-0", "missing"),
    )
    assert not publish(ecosystem)
    assert publish(ecosystem, distrust=True)
    assert verified(ecosystem).equal


def test_labels_and_types_of_an_older_ontology_go(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph, changed: KnowledgeGraph
) -> None:
    publish(ecosystem)
    ask("MATCH (p:Publication) SET p.labels = p.labels + 'Lender', p.kinds = p.kinds + 'LENT_TO'")
    ask("MATCH (e:Entity {id: 'agency'}) SET e:Lender")
    ask(
        "MATCH (a:Entity {id: 'bank'}), (b:Entity {id: 'medical'}) "
        "CREATE (a)-[:LENT_TO {id: 'old', digest: '0123456789abcdef'}]->(b)"
    )
    publish(changed)
    assert verified(changed).equal
    assert ask("MATCH (e:Lender) RETURN e") == []
    assert ask("MATCH ()-[r:LENT_TO]->() RETURN r") == []


def test_a_type_or_predicate_that_the_ontology_lacks_is_kept_apart(
    publish: Publish, verified: Verify, ask: Ask, ecosystem: KnowledgeGraph
) -> None:
    odd = KnowledgeGraph(
        (Entity("a", "`) DETACH DELETE (n", "甲"), Entity("b", "", "乙")),
        (dataclasses.replace(ecosystem.relations[0], id="r", subject="a", predicate="x`]->() //", object="b"),),
    )
    publish(odd)
    assert verified(odd).equal
    assert ask("MATCH (a)-[r:RELATES_TO]->(b) RETURN labels(a) AS a, r.predicate AS p, labels(b) AS b") == [
        {"a": ["Entity"], "p": "x`]->() //", "b": ["Entity"]}
    ]


def test_names_are_found_by_any_part(publish: Publish, ask: Ask, ecosystem: KnowledgeGraph) -> None:
    publish(ecosystem)
    rows = ask("CALL db.index.fulltext.queryNodes('jjj_names', '砺石') YIELD node RETURN node.id AS id")
    assert rows == [{"id": "materials"}]
    rows = ask("CALL db.index.fulltext.queryNodes('jjj_names', '海联行') YIELD node RETURN node.id AS id")
    assert {"id": "bank"} in rows


def test_batches_that_are_made_ahead_come_in_order_until_one_cannot_be_made() -> None:
    def made() -> Iterator[Unit]:
        for number in range(5):
            yield (Statement("RETURN 1", [number]),)
        raise UnicodeError("no text")

    coming = ahead(made())
    assert [next(coming)[0].rows for _ in range(5)] == [[number] for number in range(5)]
    with pytest.raises(UnicodeError, match="no text"):
        next(coming)
