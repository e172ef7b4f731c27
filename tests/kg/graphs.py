"""Graphs to test with: a small invented one whose answers can be counted by hand, and ones that nobody would invent."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import strategies as st

from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status

_TIANJIN = Place("120000", "天津市", "tianjin")
_BINHAI = Place("120116", "滨海新区", "tianjin", inferred=True)
_BEIJING = Place("110108", "海淀区", "beijing")
_HEBEI = Place("130000", "河北省", "hebei")
_SHANGHAI = Place("310000", "上海市", "outside")

_CHAINS = {
    _TIANJIN.code: ("120000",),
    _BINHAI.code: ("120000", "120116"),
    _BEIJING.code: ("110000", "110108"),
    _HEBEI.code: ("130000",),
    _SHANGHAI.code: ("310000",),
}


def _placed(entity: Entity) -> Entity:
    """The entity with the chain of its place; parks end in themselves."""
    within = _CHAINS[entity.place.code] if entity.place else ()
    return dataclasses.replace(entity, within=(*within, entity.id) if entity.type == "Park" else within)


_NAMING = ("d-1", "d-2", "d-3", "d-4")
_NAMED = (
    Entity("agency", "GovernmentAgency", "滨湾区财政局", place=_BINHAI),
    Entity("bank", "Bank", "海河联合银行股份有限公司", ("海河联合银行", "海联行"), _TIANJIN),
    Entity("branch", "Bank", "海河联合银行滨湾支行", place=_BINHAI, documents=("d-1", "d-2"), home=("120000",)),
    Entity("chips", "Company", "北京雁栖芯片有限公司", ("雁栖芯片",), _BEIJING),
    Entity("fund", "Fund", "渤湾医疗产业基金", place=_TIANJIN),
    Entity("guarantor", "FinancialInstitution", "津沽融资担保有限公司", place=_TIANJIN),
    Entity("incubator", "Incubator", "启帆孵化器", place=_BINHAI),
    Entity("manager", "InvestmentFirm", "青岚资本管理有限公司", place=_BEIJING),
    Entity("materials", "Company", "雄安砺石材料有限公司", ("砺石材料",), _HEBEI),
    Entity("medical", "Company", "天津云汐医疗科技有限公司", ("云汐医疗",), _BINHAI, _NAMING, reprints={"d-4": "d-1"}),
    Entity("mother", "Fund", "渤湾引导母基金", place=_TIANJIN),
    Entity("park", "Park", "云帆科技园", place=_BINHAI),
    Entity("person", "Person", "陆知远"),
    Entity("region", "Region", "天津市", ("天津",), _TIANJIN, ("d-1",)),
    Entity("sensing", "Technology", "柔性传感"),
    Entity("shanghai", "InvestmentFirm", "上海浦鸣投资有限公司", place=_SHANGHAI),
)
_ENTITIES = tuple(map(_placed, _NAMED))


def _said(number: int, text: str) -> tuple[Evidence, ...]:
    evidence = Evidence(
        statement_id=f"s-{number}",
        document_id=f"d-{number}",
        title=f"第{number}则消息",
        source=f"news/{number}.txt",
        publisher="滨湾日报",
        published=f"2024-0{number}-11",
        start=0,
        end=len(text),
        text=text,
        origin="rule:test",
        confidence=0.9,
    )
    return (evidence,)


def _reprinted(original: Evidence, number: int) -> Evidence:
    """The same sentence in another publication of the same report."""
    return dataclasses.replace(
        original,
        statement_id=f"s-{number}",
        document_id=f"d-{number}",
        source=f"news/{number}.txt",
        publisher="渤湾晨报",
        published=f"2024-0{number}-11",
        original=original.document_id,
    )


def _relation(
    subject: str,
    predicate: str,
    object_: str,
    *qualifiers: Qualifier,
    status: Status = Status.ASSERTED,
    confidence: float = 0.9,
    number: int = 0,
    evidence: tuple[Evidence, ...] = (),
) -> Relation:
    name = f"{subject}-{predicate}-{object_}-{number}"
    return Relation(name, subject, predicate, object_, tuple(qualifiers), status, confidence, evidence)


def _yuan(text: str, value: str) -> Qualifier:
    return Qualifier("amount", text, value, "CNY")


[_CREDIT] = _said(1, "海河联合银行滨湾支行向云汐医疗提供990万元授信。")
_RELATIONS = (
    _relation(
        "branch",
        "loaned_to",
        "medical",
        _yuan("990万元", "9900000"),
        Qualifier("date", "2023年2月", "2023-02"),
        Qualifier("kind", "授信", "credit_line"),
        evidence=(_CREDIT, _reprinted(_CREDIT, 4)),
    ),
    _relation(
        "branch", "loaned_to", "medical", _yuan("500万元", "5000000"), number=1, evidence=_said(2, "放款500万元。")
    ),
    _relation("bank", "loaned_to", "medical", _yuan("2亿元", "200000000"), status=Status.PLANNED),
    _relation("bank", "loaned_to", "materials", _yuan("1亿元", "100000000")),
    _relation(
        "fund",
        "invested_in",
        "medical",
        _yuan("近千万元", "../10000000"),
        Qualifier("date", "2024年5月", "2024-05"),
        Qualifier("round", "A轮"),
        evidence=_said(3, "渤湾医疗产业基金领投云汐医疗近千万元A轮融资。"),
    ),
    _relation("medical", "guaranteed_by", "guarantor", _yuan("300万元", "3000000"), confidence=0.5),
    _relation("branch", "part_of", "bank"),
    _relation("fund", "operated_by", "manager"),
    _relation("mother", "invested_in", "fund"),
    _relation("fund", "invested_in", "mother", confidence=0.4),
    _relation("mother", "founded_by", "agency"),
    _relation("mother", "founded_by", "medical"),
    _relation("medical", "incubated_by", "incubator"),
    _relation("medical", "located_in", "park"),
    _relation("person", "holds_position", "medical", Qualifier("title", "董事长")),
    _relation("person", "holds_position", "chips", Qualifier("title", "董事")),
    _relation("shanghai", "invested_in", "chips"),
    _relation("medical", "partners_with", "chips", confidence=0.4),
    _relation("medical", "develops", "sensing"),
    *(
        _relation(b, "located_in", "region")
        for b in ("bank", "fund", "medical", "mother", "park", "chips", "materials")
    ),
)


_DOCUMENTS = (
    *(Heading(f"d-{n}", f"第{n}则消息", f"news/{n}.txt", None, "滨湾日报", f"2024-0{n}-11") for n in (1, 2)),
    Heading("d-3", "第3则消息", "news/3.txt", "https://example.org/3", "滨湾日报", "2024-03-11"),
    Heading("d-4", "第1则消息", "news/4.txt", None, "渤湾晨报", "2024-04-11", original="d-1"),
)


@pytest.fixture(scope="session")
def ecosystem() -> KnowledgeGraph:
    """Invented bodies of the region; 云汐医疗 (`medical`) is at the centre of it."""
    return KnowledgeGraph(_ENTITIES, tuple(sorted(_RELATIONS, key=lambda relation: relation.id)), _DOCUMENTS)


@pytest.fixture(scope="session")
def changed(ecosystem: KnowledgeGraph) -> KnowledgeGraph:
    """The invented graph with one name changed, and one relation and one document less."""
    first, *rest = ecosystem.entities
    renamed = dataclasses.replace(first, name="滨湾区国资局")
    return KnowledgeGraph((renamed, *rest), ecosystem.relations[1:], ecosystem.documents[1:])


_NASTY = [
    "",
    '"',
    '""',
    "\\",
    "'",
    "\n",
    "\r\n",
    "\x00",
    ",",
    "NULL",
    "[a,b]",
    "=1+1",
    "\x1f0\x1e",
    "]]>",
    "<&>",
    "天津",
    "😀",
]
_text = st.text(max_size=12) | st.sampled_from(_NASTY)
_key = st.text(min_size=1, max_size=6)
_maybe = st.none() | _text
_share = st.floats(0, 1)
_place = st.builds(Place, _text, _text, st.sampled_from(["beijing", "tianjin", "hebei", "outside"]), st.booleans())
_texts = st.lists(_text, max_size=3).map(tuple)


@st.composite
def _entity(draw: st.DrawFn) -> Entity:
    entity = draw(st.builds(Entity, _key, _text, _text, _texts, st.none() | _place, _texts, _texts, _texts))
    originals = zip(entity.documents, draw(st.lists(_text, max_size=3)), strict=False)
    return dataclasses.replace(entity, reprints={d: original for d, original in originals if d != original})


_qualifier = st.builds(Qualifier, st.sampled_from(["amount", "date", "kind"]) | _text, _text, _maybe, _maybe)
_heading = st.builds(Heading, _key, _text, _text, _maybe, _maybe, _maybe, _maybe)
_offset = st.integers(0, 10**6)
_evidence = st.builds(
    Evidence, _text, _text, _text, _text, _maybe, _maybe, _offset, _offset, _text, _text, _share, _maybe
)


@st.composite
def _graph(draw: st.DrawFn) -> KnowledgeGraph:
    entities = draw(st.lists(_entity(), min_size=1, max_size=4, unique_by=lambda entity: entity.id))
    end = st.sampled_from([entity.id for entity in entities])
    qualifiers = st.lists(_qualifier, max_size=3).map(tuple)
    evidence = st.lists(_evidence, max_size=2).map(tuple)
    relation = st.builds(Relation, _key, end, _text, end, qualifiers, st.sampled_from(Status), _share, evidence, _text)
    relations = draw(st.lists(relation, max_size=4, unique_by=lambda r: r.id))
    documents = draw(st.lists(_heading, max_size=3, unique_by=lambda heading: heading.id))
    return KnowledgeGraph(
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(relations, key=lambda r: r.id)),
        tuple(sorted(documents, key=lambda heading: heading.id)),
    )


@pytest.fixture(scope="session")
def graphs() -> st.SearchStrategy[KnowledgeGraph]:
    """Graphs with every kind of text and every combination of what may be missing; to be drawn with `st.data()`."""
    return _graph()
