"""A graph made for the cookbook: small enough to count by hand, and every recipe finds something in it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status

_BEIJING = Place("110000", "北京市", "beijing")
_TIANJIN = Place("120000", "天津市", "tianjin")
_BINHAI = Place("120116", "滨海新区", "tianjin")
_HEBEI = Place("130000", "河北省", "hebei")
_WITHIN: Mapping[str, tuple[str, ...]] = {"120116": ("120000", "120116")}
_HOME = {"北京": ("110000",), "天津": ("120000",)}

_DOCUMENTS = (
    Heading("d-1", "云汐医疗获授信", "1.txt", "https://example.org/1", "滨湾日报", "2023-06-11"),
    Heading("d-2", "砺石材料落户保定", "2.txt", "https://example.org/2", "滨湾日报", "2024-02-03"),
    Heading("d-3", "母基金与它的基金", "3.txt", None, "燕赵晚报", "2025-05-20"),
    Heading("d-4", "云汐医疗获授信", "4.txt", "https://example.org/4", "渤湾晨报", "2023-06-12", original="d-1"),
)
_DAYS = {heading.id: heading for heading in _DOCUMENTS}

_NAMES: tuple[tuple[str, str, str, tuple[str, ...], Place | None], ...] = (
    ("agency", "GovernmentAgency", "滨湾区财政局", (), _TIANJIN),
    ("bank", "Bank", "燕河银行", (), _BEIJING),
    ("beijing", "Region", "北京市", ("北京",), _BEIJING),
    ("binhai", "Region", "滨海新区", (), _BINHAI),
    ("branch", "Bank", "燕河银行天津分行", (), _TIANJIN),
    ("chips", "Company", "北京雁栖芯片有限公司", ("雁栖芯片",), _BEIJING),
    ("daughter", "Company", "天津雁栖微电子有限公司", (), _BINHAI),
    ("double", "Company", "天津云汐医疗", ("云汐医疗",), _TIANJIN),
    ("fund", "Fund", "青禾产业投资基金", ("青禾基金",), _TIANJIN),
    ("guarantor", "FinancialInstitution", "津沽融资担保有限公司", (), _TIANJIN),
    ("lab", "Lab", "柔性传感重点实验室", (), _BEIJING),
    ("medical", "Company", "天津云汐医疗科技有限公司", ("云汐医疗",), _BINHAI),
    ("medicine", "Industry", "生物医药", (), None),
    ("mother", "Fund", "渤湾引导母基金", (), _TIANJIN),
    ("park", "Park", "云帆科技园", (), _BINHAI),
    ("parts", "Company", "保定砺石材料有限公司", ("砺石材料",), _HEBEI),
    ("person", "Person", "陆知远", (), None),
    ("school", "University", "燕山理工大学材料学院", (), _BEIJING),
    ("sensor", "Technology", "柔性传感器", (), None),
    ("tianjin", "Region", "天津市", ("天津",), _TIANJIN),
    ("university", "University", "燕山理工大学", (), _BEIJING),
    ("venture", "InvestmentFirm", "北京拾级创业投资有限公司", ("拾级投资",), _BEIJING),
)


def _yuan(text: str, value: str) -> Qualifier:
    return Qualifier("amount", text, value, "CNY")


def _told(
    subject: str,
    predicate: str,
    object_: str,
    document: str,
    *qualifiers: Qualifier,
    status: Status = Status.ASSERTED,
    confidence: float = 0.9,
) -> Relation:
    key = f"{subject}-{predicate}-{object_}-{status}"
    evidence = (_evidence(key, document, confidence),)
    return Relation(key, subject, predicate, object_, qualifiers, status, confidence, evidence)


def _evidence(key: str, document: str, confidence: float) -> Evidence:
    heading = _DAYS[document]
    text = f"{heading.title}：{key}。"
    return Evidence(
        f"s-{key}-{document}", document, heading.title, heading.source, heading.publisher, heading.published,
        0, len(text), text, "rule:test", confidence, heading.original,
    )  # fmt: skip


_REPRINTED = Relation(
    "branch-loaned_to-medical-asserted",
    "branch",
    "loaned_to",
    "medical",
    (
        _yuan("990万元", "9900000"),
        Qualifier("collateral", "专利质押"),
        Qualifier("kind", "授信", "credit_line"),
        Qualifier("rate", "3.65%", "3.65", "%"),
    ),
    Status.ASSERTED,
    0.9,
    tuple(_evidence("branch-loaned_to-medical", document, 0.9) for document in ("d-1", "d-4")),
)
_RELATIONS = (
    _REPRINTED,
    _told("bank", "loaned_to", "parts", "d-2", _yuan("1亿元", "100000000")),
    _told("bank", "loaned_to", "medical", "d-3", _yuan("2亿元", "200000000"), status=Status.PLANNED),
    _told("fund", "invested_in", "medical", "d-2", _yuan("3000万元", "30000000"), Qualifier("round", "A轮")),
    _told("fund", "invested_in", "chips", "d-3"),
    _told("fund", "invested_in", "guarantor", "d-3", _yuan("2亿元", "200000000")),
    _told("venture", "invested_in", "medical", "d-2", _yuan("2000万元", "20000000")),
    _told("venture", "invested_in", "chips", "d-3", _yuan("1.5亿元", "150000000")),
    _told("venture", "invested_in", "parts", "d-2", status=Status.NEGATED),
    _told("mother", "invested_in", "fund", "d-3", _yuan("5亿元", "500000000")),
    _told("mother", "founded_by", "agency", "d-3"),
    _told("medical", "guaranteed_by", "guarantor", "d-1", confidence=0.4),
    _told("branch", "part_of", "bank", "d-1"),
    _told("medical", "located_in", "park", "d-1", Qualifier("date", "2022年", "2022")),
    _told("daughter", "located_in", "park", "d-2"),
    _told("daughter", "subsidiary_of", "chips", "d-2"),
    _told("parts", "relocated_from", "beijing", "d-2"),
    _told("person", "holds_position", "medical", "d-1", Qualifier("title", "董事长")),
    _told("person", "holds_position", "chips", "d-3", Qualifier("title", "董事")),
    _told("person", "holds_position", "university", "d-3", Qualifier("title", "教授")),
    _told("medical", "founded_by", "person", "d-1"),
    _told("medical", "in_industry", "medicine", "d-1"),
    _told("medical", "develops", "sensor", "d-1"),
    _told("school", "part_of", "university", "d-3"),
    _told("lab", "part_of", "school", "d-3"),
    _told(
        "school", "transferred_to", "medical", "d-3",
        _yuan("300万元", "3000000"), Qualifier("technology", "柔性传感专利"),
    ),
    _told("chips", "founded_by", "university", "d-3"),
    _told("parts", "supplies_to", "chips", "d-2"),
    _told("chips", "supplies_to", "medical", "d-3"),
    *(
        Relation(f"{low}-{how}-{high}", low, how, high, (), Status.ASSERTED, 1.0, (), "derived:divisions")
        for low, how, high in (("park", "located_in", "binhai"), ("binhai", "part_of", "tianjin"))
    ),
)  # fmt: skip


def _entity(key: str, kind: str, name: str, aliases: tuple[str, ...], place: Place | None) -> Entity:
    told = [piece for each in _RELATIONS if key in (each.subject, each.object) for piece in each.evidence]
    within = _WITHIN.get(place.code, (place.code,)) if place else ()
    parks = [each.object for each in _RELATIONS if each.subject == key and each.object == "park"]
    return Entity(
        key,
        kind,
        name,
        aliases,
        place,
        tuple(sorted({piece.document_id for piece in told})),
        (*within, *parks, *([key] if kind == "Park" else [])),
        _HOME.get(name[:2], ()),
        {piece.document_id: piece.original for piece in told if piece.original},
    )


def cookbook_graph() -> KnowledgeGraph:
    """Two firms, 云汐医疗 and 雁栖芯片, their money, school, park and suppliers."""
    entities = tuple(_entity(*each) for each in _NAMES)
    return KnowledgeGraph(entities, tuple(sorted(_RELATIONS, key=lambda each: each.id)), _DOCUMENTS)
