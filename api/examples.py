"""Answers as examples for the API's description: a made-up bank that lends to a made-up firm.

They are real values of the answers' types, so that they cannot drift from what the API gives.
"""

from __future__ import annotations

from typing import Any

from fastapi.encoders import jsonable_encoder

from kg.model import Entity, Evidence, KnowledgeGraph, Place, Qualifier, Relation, Status
from kg.query import Area, Card, Financing, Hit, Move, Moves, Neighbourhood, Path, Paths, Portfolio, Statistics
from kg.query.backing import Amount, Backing
from kg.query.card import Fact, Source, Tally
from kg.query.moves import Kind
from kg.query.paths import PathStep
from kg.query.portfolio import Group
from kg.query.statistics import Connected, Held
from kg.store import Answer

_DOCUMENT = "d-8a1f0c6d2b7e4395"
BANK = Entity(
    "e-1c7be20f9d3a4586",
    "Bank",
    "燕河银行",
    (),
    Place("130100", "石家庄市", "hebei", inferred=True),
    (_DOCUMENT,),
    ("130000", "130100"),
)
FIRM = Entity(
    "e-94d0a7c35be81f26",
    "Company",
    "北京云岫智能科技有限公司",
    ("云岫智能",),
    Place("110108", "海淀区", "beijing"),
    (_DOCUMENT,),
    ("110000", "110108"),
    ("110000",),
)
_EVIDENCE = Evidence(
    statement_id="s-5f2e9b7041cad386",
    document_id=_DOCUMENT,
    title="云岫智能获知识产权质押贷款",
    source="news/yunxiu.txt",
    publisher="示例日报",
    published="2024-03-18",
    start=42,
    end=70,
    text="日前，燕河银行向北京云岫智能科技有限公司发放贷款500万元。",
    origin="rule:lending.loan",
    confidence=0.9,
)
LOAN = Relation(
    id="r-2b90d1e7f85c3a64",
    subject=BANK.id,
    predicate="loaned_to",
    object=FIRM.id,
    qualifiers=(Qualifier("amount", "500万元", "5000000", "CNY"), Qualifier("date", "日前", "2024-03")),
    status=Status.ASSERTED,
    confidence=0.9,
    evidence=(_EVIDENCE,),
)
_AMOUNT = Amount("500万元", 5_000_000.0, 5_000_000.0, "CNY")
_BACKING = Backing(BANK, FIRM, "finance", "loan", (_AMOUNT,), "2024-03", None, Status.ASSERTED, 0.9, LOAN)
GRAPH = KnowledgeGraph((BANK, FIRM), (LOAN,))

SEARCH = [Hit(FIRM.id, FIRM.type, FIRM.name, "beijing", 1, "alias", "云岫智能", 0.95)]
CARD = Card(
    entity=FIRM,
    tallies=(Tally("loaned_to", outgoing=False, number=1),),
    facts=(Fact(LOAN, BANK, outgoing=False),),
    more=0,
    sources=(Source(_DOCUMENT, _EVIDENCE.title, _EVIDENCE.source, _EVIDENCE.publisher, _EVIDENCE.published),),
)
FINANCING = Financing(FIRM, (_BACKING,))
PORTFOLIO = Portfolio(BANK, (Group("finance", (_BACKING,)),))
NEIGHBOURHOOD = Neighbourhood(FIRM, GRAPH, {FIRM.id: 0, BANK.id: 1}, (), 0, truncated=False)
PATHS = Paths(FIRM, BANK, (Path((PathStep(FIRM, BANK, LOAN, (), 1.0, 1.0, 1.11),), 1.11),), (), truncated=False)
STATISTICS = Statistics(
    entities=2,
    relations=1,
    documents=1,
    reprints=0,
    types={"Bank": 1, "Company": 1},
    scopes={"beijing": 1, "hebei": 1},
    predicates={"loaned_to": 1},
    statuses={"asserted": 1},
    confidence=(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    best_connected=(Connected(BANK.id, BANK.type, BANK.name, 1), Connected(FIRM.id, FIRM.type, FIRM.name, 1)),
    places=(Held("110000", "Region", "北京市", 1), Held("130000", "Region", "河北省", 1)),
)
_HEBEI = Area("130000", "e-7f3a90c2d518be46", "Region", "河北省", ("130000",))
_BEIJING = Area("110000", "e-20d9c51b8f6e743a", "Region", "北京市", ("110000",))
_MOVE = Move(Kind.LOAN, BANK, FIRM, ("河北省", "石家庄市"), ("北京市", "海淀区"), 2024, "2024-03", LOAN)
MOVES = Moves(_HEBEI, _BEIJING, (_MOVE,), 0, ((Kind.LOAN, 1),))
CYPHER = Answer(({"a.name": BANK.name, "b.name": FIRM.name},), more=False)


def shown(value: object) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route whose example answer is `value`."""
    return {200: {"content": {"application/json": {"example": jsonable_encoder(value)}}}}
