"""What reprints do to a graph: they add links and nothing else, in whatever order documents come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import assemble
from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.ledger import Ledger
from kg.model import Extraction, KnowledgeGraph, Qualifier, Relation
from kg.ontology import Ontology
from kg.reprints import find_reprints
from kg.resolve import resolve

pytestmark = pytest.mark.long

Report = Callable[..., Extraction]
Graph = Callable[[Iterable[Extraction]], KnowledgeGraph]

BANK, FIRM, PERSON = ("Bank", "蓟川银行"), ("Company", "青禾机器人有限公司", "青禾机器人"), ("Person", "陆知远")
NAMES = {"bank": BANK, "firm": FIRM, "person": PERSON}
TEXT = """\
蓟川银行昨日向青禾机器人有限公司发放贷款300万元，用于采购减速器，这是这家企业今年拿到的头一笔信用贷款。
青禾机器人从仓库改建的厂房里投产只用了七个月，园区派专人帮办了环评、消防和用电手续，陆知远对此印象很深。
“我们在北京做研发，在天津做制造，河北的配套厂一个小时就能把零件送到。”陆知远说，下一步要把关节模组也放到这里生产。
"""
OTHER = "记者另从蓟川银行获悉，青禾机器人有限公司已经用上这家银行的一笔信用贷款，金额为三百万元，具体日期没有透露。"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """`graph([extraction, …])` records them in this order in a fresh ledger and publishes nothing but the graph."""
    tables = Ontology.load(), Gazetteer.load(), Divisions.load()

    def make(extractions: Iterable[Extraction]) -> KnowledgeGraph:
        ontology, gazetteer, divisions = tables
        folder = tmp_path_factory.mktemp("workspace")
        with Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}") as ledger:
            for extraction in extractions:
                ledger.record(extraction, "by hand")
            ledger.keep_reprints(find_reprints(ledger))
            return assemble(ledger, resolve(ledger, ontology, gazetteer, divisions), ontology, divisions).graph

    return make


def yesterday(day: int) -> Qualifier:
    return Qualifier("date", "昨日", f"2024-05-{day - 1:02}")


SUM = Qualifier("amount", "300万元", "3000000", "CNY")


def told(day: int) -> list[tuple[Any, ...]]:
    """What the report says when it comes out on this day of May."""
    loan = ("bank", "loaned_to", "firm", (SUM, yesterday(day)))
    return [loan, ("person", "holds_position", "firm"), ("bank", "loaned_to", "firm", (Qualifier("rate", "3.65%"),))]


def published(
    report: Report, day: int, *, head: str = "", tail: str = "", lines: int = 3, confidence: float = 0.8
) -> Extraction:
    text = head + "".join(TEXT.splitlines(keepends=True)[:lines]) + tail
    source = f"{day}-{lines}{head}{tail}.txt".replace("\n", "")
    when = date(2024, 5, day)
    return report(text, NAMES, told(day), source=source, title=head, published=when, confidence=confidence)


def bare(relations: Iterable[Relation]) -> list[Relation]:
    return [replace(relation, evidence=()) for relation in relations]


@st.composite
def reprints(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "day": draw(st.integers(8, 28)),
        "head": draw(
            st.sampled_from(["", "机器人企业获贷\n", "来源：渤海晨报\n本报讯（记者 钱守一）", "津门社天津5月9日电 "])
        ),
        "tail": draw(st.sampled_from(["", "编者按：这样的例子值得多看一看。\n", "（责任编辑：孙二）\n"])),
        "lines": draw(st.integers(2, 3)),
        "confidence": draw(st.floats(0.5, 1.0)),
    }


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(copies=st.lists(reprints(), min_size=1, max_size=4, unique_by=repr), data=st.data())
def test_reprints_change_no_relation_only_its_links(
    report: Report, graph: Graph, copies: list[dict[str, Any]], data: st.DataObject
) -> None:
    witnesses = [
        published(report, 7),
        report(OTHER, NAMES, [told(7)[1]], source="other.txt", published=date(2024, 5, 7)),
    ]
    again = [published(report, **copy) for copy in copies]
    before = graph(witnesses)
    after = graph(data.draw(st.permutations([*witnesses, *again])))

    assert bare(after.relations) == bare(before.relations)
    for old, new in zip(before.relations, after.relations, strict=True):
        assert new.witnesses == old.witnesses
        assert new.evidence[: len(old.evidence)] == old.evidence
        added = new.evidence[len(old.evidence) :]
        assert {piece.original for piece in added} <= {witnesses[0].document.id}
    documents = {extraction.document.id for extraction in again}
    [loan] = (
        relation
        for relation in after.relations
        if ("amount", "300万元") in {(q.name, q.text) for q in relation.qualifiers}
    )
    assert documents < loan.documents

    def plain(made: KnowledgeGraph) -> list[Any]:
        return [(replace(entity, documents=(), reprints={}), entity.witnesses) for entity in made.entities]

    assert plain(after) == plain(before)


def test_two_reports_of_one_loan_are_two_witnesses(report: Report, graph: Graph) -> None:
    other = report(OTHER, NAMES, [told(7)[0]], source="other.txt", published=date(2024, 5, 7))
    made = graph([published(report, 7), published(report, 8, head="快讯\n"), other])
    [loan] = (r for r in made.relations if r.predicate == "loaned_to")
    assert (len(loan.documents), len(loan.witnesses)) == (3, 2)


def test_a_reprint_is_no_second_voice_for_a_relation(report: Report, graph: Graph) -> None:
    original = published(report, 7, confidence=0.6)
    surer = published(report, 8, head="快讯\n", confidence=0.95)
    made = graph([original, surer])
    assert {relation.confidence for relation in made.relations} == {0.6}
    assert {relation.evidence[0].document_id for relation in made.relations} == {original.document.id}


def test_what_only_a_reprint_adds_is_told_by_it(report: Report, graph: Graph) -> None:
    claims = [*told(8), ("firm", "located_in", "region")]
    names = {**NAMES, "region": ("Region", "天津")}
    more = report(f"{TEXT}企业的厂房在天津。", names, claims, source="8.txt", published=date(2024, 5, 8))
    made = graph([published(report, 7), more])
    [place] = (relation for relation in made.relations if relation.predicate == "located_in" and relation.evidence)
    assert place.documents == {more.document.id}
    assert len([relation for relation in made.relations if relation.predicate == "loaned_to"]) == 1


def test_an_earlier_original_that_is_found_later_takes_over(report: Report, graph: Graph) -> None:
    late, early = published(report, 9, head="快讯\n"), published(report, 7)
    [loan] = (r for r in graph([late, early]).relations if r.predicate == "loaned_to")
    assert ("date", "2024-05-06") in {(q.name, q.value) for q in loan.qualifiers}
    assert loan.evidence[0].original is None
    assert loan.witnesses == {early.document.id}


def test_a_crowd_of_reprints_does_not_outvote_a_name(report: Report, graph: Graph) -> None:
    short = {**NAMES, "firm": ("Company", "青禾机器人有限公司")}
    reports = [
        report(
            f"{n}：青禾机器人有限公司在渤湾展会上展出了焊接、搬运和巡检三种新机器人，观众很多。",
            short,
            source=f"{n}.txt",
        )
        for n in ("甲", "乙")
    ]
    wrong = {**NAMES, "firm": ("InvestmentFirm", "青禾机器人有限公司")}
    crowd = [
        report(f"{TEXT}{n}", wrong, source=f"{day}.txt", published=date(2024, 5, day))
        for n, day in (("", 7), ("（记者 甲）", 8), ("（记者 乙）", 9), ("（记者 丙）", 10))
    ]
    made = graph([*reports, *crowd])
    [firm] = (entity for entity in made.entities if entity.name == "青禾机器人有限公司")
    assert firm.type == "Company"
    assert (len(firm.documents), len(firm.witnesses)) == (6, 3)
