"""Fixtures of the whole suite. Strategy: real stores in temporary folders, real servers on free ports, one Neo4j.

`report` (tests/kg) makes an extraction by hand where the extractor is not what is tested; `story` below is a small
published workspace for the tests of what people and programs see: command line and HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from kg.ledger import Ledger
from kg.model import (
    Document,
    Entity,
    Evidence,
    Extraction,
    KnowledgeGraph,
    Place,
    Qualifier,
    Relation,
    Status,
    content_id,
)
from kg.settings import GraphServer, Settings
from kg.store import EmbeddedStore
from tests.neo4j.server import Server, libraries, running

# Nothing here is about how fast a machine is.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_BEIJING, _TIANJIN = Place("110108", "海淀区", "beijing"), Place("120000", "天津市", "tianjin", inferred=True)
_CHENGDU = Place("510100", "成都市", "outside", inferred=True)
_NAMES: Mapping[str, tuple[str, str, tuple[str, ...], Place | None]] = {
    "yunxiu": ("Company", "北京云岫智能科技有限公司", ("云岫智能",), _BEIJING),
    "yunxiu_parts": ("Company", "成都云岫装备有限公司", (), _CHENGDU),
    "bank": ("Bank", "燕河银行", (), None),
    "branch": ("Bank", "燕河银行天津分行", (), _TIANJIN),
    "fund": ("Fund", "青禾产业投资基金", ("青禾基金",), _TIANJIN),
    "founder": ("InvestmentFirm", "天津拾级投资有限公司", (), _TIANJIN),
    "guarantor": ("FinancialInstitution", "天津澜桥融资担保有限公司", (), _TIANJIN),
    "park": ("Park", "海河科技园", (), _TIANJIN),
    "zhou": ("Person", "周明川", (), None),
    "beijing": ("Region", "北京市", ("北京",), Place("110000", "北京市", "beijing")),
    "tianjin": ("Region", "天津市", ("天津",), Place("120000", "天津市", "tianjin")),
}
_CHAINS = {"110108": ("110000", "110108"), "510100": ("510000", "510100")}
_NEWS = Document(
    "云岫智能获银行与基金支持",
    "燕河银行天津分行2024年3月向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，利率3.65%。"
    "青禾产业投资基金向云岫智能投资3000万元，为其A轮融资。天津澜桥融资担保有限公司为这笔贷款提供担保。"
    "云岫智能总经理周明川说，公司已入驻海河科技园。",
    "news/yunxiu.txt",
    url="https://example.org/yunxiu",
    publisher="示例日报",
    published=date(2024, 3, 18),
)
_BACKGROUND = Document(
    "青禾基金是谁的",
    "青禾产业投资基金由天津拾级投资有限公司发起设立。燕河银行天津分行隶属于燕河银行。"
    "燕河银行拟向北京云岫智能科技有限公司再授信2亿元。成都云岫装备有限公司是北京云岫智能科技有限公司的子公司。",
    "news/qinghe.txt",
)
Told = tuple[str, str, str, Document, str, tuple[Qualifier, ...], Status]
"""Subject, predicate, object, document, the sentence that says so, particulars, and what the sentence claims."""
_TOLD: tuple[Told, ...] = (
    (
        "branch",
        "loaned_to",
        "yunxiu",
        _NEWS,
        "燕河银行天津分行2024年3月向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，利率3.65%。",
        (
            Qualifier("amount", "500万元", "5000000", "CNY"),
            Qualifier("date", "2024年3月", "2024-03"),
            Qualifier("rate", "3.65%", "3.65", "%"),
        ),
        Status.ASSERTED,
    ),
    (
        "fund",
        "invested_in",
        "yunxiu",
        _NEWS,
        "青禾产业投资基金向云岫智能投资3000万元，为其A轮融资。",
        (Qualifier("amount", "3000万元", "30000000", "CNY"), Qualifier("round", "A轮")),
        Status.ASSERTED,
    ),
    (
        "bank",
        "loaned_to",
        "yunxiu",
        _BACKGROUND,
        "燕河银行拟向北京云岫智能科技有限公司再授信2亿元。",
        (Qualifier("amount", "2亿元", "200000000", "CNY"), Qualifier("kind", "授信", "credit_line")),
        Status.PLANNED,
    ),
    (
        "zhou",
        "holds_position",
        "yunxiu",
        _NEWS,
        "云岫智能总经理周明川说",
        (Qualifier("title", "总经理"),),
        Status.ASSERTED,
    ),
    *(
        (subject, predicate, other, document, sentence, (), Status.ASSERTED)
        for subject, predicate, other, document, sentence in (
            ("yunxiu", "guaranteed_by", "guarantor", _NEWS, "天津澜桥融资担保有限公司为这笔贷款提供担保。"),
            ("yunxiu", "located_in", "park", _NEWS, "公司已入驻海河科技园。"),
            ("fund", "founded_by", "founder", _BACKGROUND, "青禾产业投资基金由天津拾级投资有限公司发起设立。"),
            ("branch", "part_of", "bank", _BACKGROUND, "燕河银行天津分行隶属于燕河银行。"),
            (
                "yunxiu_parts",
                "subsidiary_of",
                "yunxiu",
                _BACKGROUND,
                "成都云岫装备有限公司是北京云岫智能科技有限公司的子公司。",
            ),
        )
    ),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that all processes end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which Neo4j server the tests run."""
    parser.addoption("--neo4j-version", help="another version of Neo4j than that of tests/neo4j/pom.xml")
    parser.addoption("--neo4j-java", default="java", help="which Java runs the Neo4j server")


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The Neo4j server of this run of the tests; who uses it clears it first. If it does not start, tests fail."""
    lib = libraries(version=request.config.getoption("--neo4j-version"))
    java = request.config.getoption("--neo4j-java")
    with running(tmp_path_factory.mktemp("neo4j"), java=java, lib=lib) as server:
        yield server


@pytest.fixture(scope="session")
def graph_server(neo4j_server: Server) -> GraphServer:
    """Where that server is and how one is let in."""
    return GraphServer(neo4j_server.uri, neo4j_server.user, neo4j_server.password)


@dataclass(frozen=True)
class Story:
    """A published workspace: a firm that a bank's branch, a fund and a guarantor back, with a plan beside.

    Args:
        settings: of the workspace.
        graph: what is published in it.
        ids: entity ids by our own short words for them.
        news: the document that most of it rests on.
    """

    settings: Settings
    graph: KnowledgeGraph
    ids: Mapping[str, str]
    news: Document


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The workspace, written once; tests only read it."""
    settings = Settings.read(tmp_path_factory.mktemp("story"), environment={})
    ids = {word: content_id("e", name) for word, (_, name, _, _) in _NAMES.items()}
    graph = KnowledgeGraph(_entities(ids), _relations(ids))
    with Ledger.open(settings) as ledger:
        for document in (_NEWS, _BACKGROUND):
            ledger.record(Extraction(document, (), ()), "by hand")
    with EmbeddedStore(settings.graph_folder) as store:
        store.write(graph)
    return Story(settings, graph, ids, _NEWS)


def _entities(ids: Mapping[str, str]) -> tuple[Entity, ...]:
    made = (
        Entity(ids[word], kind, name, aliases, place, _documents(word), _within(ids[word], kind, place), _home(name))
        for word, (kind, name, aliases, place) in _NAMES.items()
    )
    return tuple(sorted(made, key=lambda entity: entity.id))


def _within(key: str, kind: str, place: Place | None) -> tuple[str, ...]:
    codes = _CHAINS.get(place.code, (place.code,)) if place else ()
    return (*codes, key) if kind == "Park" else codes


def _home(name: str) -> tuple[str, ...]:
    return tuple(code for place, code in (("北京", "110000"), ("天津", "120000")) if name.startswith(place))


def _documents(word: str) -> tuple[str, ...]:
    return tuple(sorted({document.id for s, _, o, document, *_ in _TOLD if word in (s, o)}))


def _relations(ids: Mapping[str, str]) -> tuple[Relation, ...]:
    made = (_relation(ids, *told) for told in _TOLD)
    return tuple(sorted(made, key=lambda relation: relation.id))


def _relation(
    ids: Mapping[str, str],
    subject: str,
    predicate: str,
    other: str,
    document: Document,
    sentence: str,
    qualifiers: tuple[Qualifier, ...],
    status: Status,
) -> Relation:
    start = document.text.index(sentence)
    day = document.published.isoformat() if document.published else None
    evidence = Evidence(
        content_id("s", sentence), document.id, document.title, document.source, document.publisher, day,
        start, start + len(sentence), sentence, "rule:by-hand", 0.9,
    )  # fmt: skip
    key = content_id("r", subject, predicate, other, sentence)
    return Relation(key, ids[subject], predicate, ids[other], qualifiers, status, 0.9, (evidence,))
