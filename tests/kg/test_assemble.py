"""How statements merge into relations, and where entities are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.assemble import NOT_ALLOWED, SELF_LOOP, UNKNOWN, UNNAMED, Assembled, assemble
from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.ledger import Ledger
from kg.model import Document, Entity, Extraction, Heading, Place, Qualifier, Relation, Statement, Status
from kg.ontology import Ontology
from kg.resolve import resolve

Report = Callable[..., Extraction]
Assemble = Callable[..., Assembled]

BANK, FIRM = ("Bank", "蓟川银行"), ("Company", "青禾机器人有限公司")
NAMES = {"bank": BANK, "firm": FIRM}


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened


@pytest.fixture
def assembled(ledger: Ledger, ontology: Ontology, gazetteer: Gazetteer, divisions: Divisions) -> Assemble:
    """`assembled(extraction, …)` records the extractions and assembles all that the ledger then holds."""

    def make(*extractions: Extraction) -> Assembled:
        for extraction in extractions:
            ledger.record(extraction, "by hand")
        return assemble(ledger, resolve(ledger, ontology, gazetteer, divisions), ontology, divisions)

    return make


@pytest.fixture
def loans(report: Report) -> Callable[..., list[Extraction]]:
    """`loans(qualifiers, …)` makes one report of a loan for each tuple of qualifiers."""

    def make(*told: tuple[Qualifier, ...], status: Status = Status.ASSERTED) -> list[Extraction]:
        return [
            report(
                f"第{n}报：蓟川银行贷款给青禾机器人有限公司。",
                NAMES,
                [("bank", "loaned_to", "firm", qualifiers, status)],
                source=f"{n}.txt",
                confidence=0.5 + n / 10,
            )
            for n, qualifiers in enumerate(told)
        ]

    return make


def yuan(text: str, value: str) -> Qualifier:
    return Qualifier("amount", text, value, "CNY")


def day(value: str) -> Qualifier:
    return Qualifier("date", value, value)


def entity(made: Assembled, name: str) -> Entity:
    return next(e for e in made.graph.entities if e.name == name)


def relations(made: Assembled, predicate: str) -> list[Relation]:
    return [r for r in made.graph.relations if r.predicate == predicate]


def told(relation: Relation) -> set[tuple[str, str]]:
    return {(q.name, q.value or q.text) for q in relation.qualifiers}


NINE, FIVE = yuan("990万元", "9900000"), yuan("500万元", "5000000")
LOAN, CREDIT = Qualifier("kind", "贷款", "loan"), Qualifier("kind", "授信", "credit_line")


@pytest.mark.parametrize(
    ("statements", "events"),
    [
        ([(NINE,), (FIVE,)], [{("amount", "9900000")}, {("amount", "5000000")}]),
        ([(NINE,), (yuan("九百九十万元", "9900000"),)], [{("amount", "9900000")}]),
        ([(NINE, CREDIT), (NINE, LOAN)], [{("amount", "9900000"), ("kind", k)} for k in ("credit_line", "loan")]),
        (
            [(NINE, day("2023-02")), (NINE, day("2024-02"))],
            [{("amount", "9900000"), ("date", d)} for d in ("2023-02", "2024-02")],
        ),
        ([(NINE, day("2023")), (NINE, day("2023-02-05"))], [{("amount", "9900000"), ("date", "2023-02-05")}]),
        (
            [(NINE, day("2023-05-02/2023-06-01")), (NINE, day("2023-05-27"))],
            [{("amount", "9900000"), ("date", "2023-05-27")}],
        ),
        (
            [(NINE, day("../2022")), (NINE, day("2023-05"))],
            [{("amount", "9900000"), ("date", d)} for d in ("../2022", "2023-05")],
        ),
        ([(NINE, day("2023-02")), (NINE, LOAN)], [{("amount", "9900000"), ("date", "2023-02"), ("kind", "loan")}]),
        ([(NINE,), (yuan("近千万元", "../10000000"),)], [{("amount", "9900000"), ("amount", "../10000000")}]),
        ([(NINE,), (Qualifier("date", "近日"),)], [{("amount", "9900000"), ("date", "近日")}]),
        ([(day("2023-02"),), (LOAN,)], [{("date", "2023-02")}, {("kind", "loan")}]),
    ],
)  # fmt: skip
def test_statements_about_one_loan_are_one_relation(
    loans: Callable[..., list[Extraction]],
    assembled: Assemble,
    statements: list[Any],
    events: list[set[tuple[str, str]]],
) -> None:
    made = relations(assembled(*loans(*statements)), "loaned_to")
    assert sorted(map(sorted, map(told, made))) == sorted(map(sorted, events))


def test_a_statement_without_particulars_supports_every_loan(
    loans: Callable[..., list[Extraction]], assembled: Assemble
) -> None:
    rate = Qualifier("rate", "3.65%", "3.65", "%")
    made = relations(assembled(*loans((NINE,), (FIVE,), (rate,))), "loaned_to")
    assert sorted(sorted(e.source for e in r.evidence) for r in made) == [["0.txt", "2.txt"], ["1.txt", "2.txt"]]
    assert [told(r) for r in made if ("rate", "3.65") in told(r)] == []


def test_plans_stay_apart_from_facts(loans: Callable[..., list[Extraction]], assembled: Assemble) -> None:
    fact, plan = loans((), ()), loans((), (), status=Status.PLANNED)
    made = relations(assembled(fact[0], plan[1]), "loaned_to")
    assert {(r.status, r.evidence[0].source) for r in made} == {(Status.ASSERTED, "0.txt"), (Status.PLANNED, "1.txt")}


def test_the_best_evidence_comes_first_and_gives_the_confidence(
    loans: Callable[..., list[Extraction]], assembled: Assemble
) -> None:
    (relation,) = relations(assembled(*loans((), (), ())), "loaned_to")
    assert [(e.source, e.confidence) for e in relation.evidence] == [("2.txt", 0.7), ("1.txt", 0.6), ("0.txt", 0.5)]
    assert relation.confidence == 0.7


def test_evidence_tells_where_it_stands(report: Report, assembled: Assemble) -> None:
    text = "蓟川银行贷款给青禾机器人有限公司。"
    claim = [("bank", "loaned_to", "firm")]
    extraction = report(text, NAMES, claim, source="a.txt", title="贷款", published=date(2024, 5, 2))
    (relation,) = relations(assembled(extraction), "loaned_to")
    (evidence,) = relation.evidence
    assert evidence.text == text[evidence.start : evidence.end] == text
    assert (evidence.title, evidence.source, evidence.published) == ("贷款", "a.txt", "2024-05-02")
    assert evidence.statement_id == next(s.id for s in extraction.statements if not s.literal)


def test_one_sentence_read_by_two_rules_is_one_evidence(report: Report, assembled: Assemble) -> None:
    once = report("蓟川银行贷款给青禾机器人有限公司。", NAMES, [("bank", "loaned_to", "firm")])
    claim = next(s for s in once.statements if not s.literal)
    again = Statement(
        claim.document_id, "bank", "loaned_to", "firm", claim.evidence, confidence=0.4, origin="rule:lending.other"
    )
    (relation,) = relations(assembled(Extraction(once.document, once.mentions, (*once.statements, again))), "loaned_to")
    assert [e.statement_id for e in relation.evidence] == [claim.id]


def test_dates_do_not_multiply_what_holds_once(report: Report, assembled: Assemble) -> None:
    names = {"a": ("University", "青禾大学"), "b": FIRM}
    reports = [
        report(f"{n}：青禾大学与青禾机器人有限公司合作。", names, [(*ends, (day(n),))], source=n)
        for n, ends in (("2023", ("a", "partners_with", "b")), ("2024", ("b", "partners_with", "a")))
    ]
    (relation,) = relations(assembled(*reports), "partners_with")
    assert relation.subject < relation.object
    assert told(relation) == {("date", "2023"), ("date", "2024")}


def test_what_becomes_a_loop_is_dropped_and_counted(report: Report, assembled: Assemble) -> None:
    names = {"a": ("Company", "天津青禾科技有限公司"), "b": ("Company", "天津青禾科技有限责任公司")}
    made = assembled(report("天津青禾科技有限公司、天津青禾科技有限责任公司。", names, [("a", "partners_with", "b")]))
    assert made.graph.relations == ()
    assert made.dropped == {(SELF_LOOP, "Company partners_with Company"): 1}


def test_what_the_ontology_forbids_is_dropped_and_counted(report: Report, assembled: Assemble) -> None:
    claims = [("firm", "holds_position", "bank"), ("bank", "hypnotised", "firm"), ("bank", "loaned_to", "nobody")]
    made = assembled(report("蓟川银行、青禾机器人有限公司。", NAMES, claims))
    assert made.graph.relations == ()
    assert made.dropped == {
        (NOT_ALLOWED, "Company holds_position Bank"): 1,
        (UNKNOWN, "Bank hypnotised Company"): 1,
        (UNNAMED, "loaned_to"): 1,
    }


def test_a_branch_is_part_of_its_bank_by_its_name(report: Report, assembled: Assemble) -> None:
    made = assembled(report("蓟川银行天津分行开业。", {"x": ("Bank", "蓟川银行天津分行")}))
    (relation,) = relations(made, "part_of")
    assert (made.graph.by_id[relation.subject].name, made.graph.by_id[relation.object].name) == (
        "蓟川银行天津分行",
        "蓟川银行",
    )
    assert [e.origin for e in relation.evidence] == ["rule:name.branch_of_bank"]


def test_what_a_document_says_of_a_branch_is_not_said_again(report: Report, assembled: Assemble) -> None:
    names = {"x": ("Bank", "蓟川银行天津分行"), "y": BANK}
    made = assembled(report("蓟川银行天津分行隶属蓟川银行。", names, [("x", "part_of", "y")]))
    assert [[e.origin for e in r.evidence] for r in relations(made, "part_of")] == [["rule"]]


BINHAI = Place("120116", "滨海新区", "tianjin")


@pytest.mark.parametrize(
    ("names", "claims", "place"),
    [
        ({"x": FIRM, "r": ("Region", "天津市滨海新区")}, [("x", "located_in", "r")], BINHAI),
        (
            {"x": FIRM, "p": ("Park", "青禾产业园"), "r": ("Region", "滨海新区")},
            [("x", "located_in", "p"), ("p", "located_in", "r")],
            BINHAI,
        ),
        ({"x": ("Company", "保定青禾机械有限公司")}, [], Place("130600", "保定市", "hebei", inferred=True)),
        ({"x": ("Company", "青禾机械（北京）有限公司")}, [], Place("110000", "北京市", "beijing", inferred=True)),
        ({"x": ("Bank", "河北银行青岛分行")}, [], Place("370200", "青岛市", "outside", inferred=True)),
        ({"x": ("University", "天津大学")}, [], Place("120000", "天津市", "tianjin", inferred=True)),
        (
            {"x": ("Lab", "青禾实验室"), "u": ("University", "天津大学")},
            [("x", "part_of", "u")],
            Place("120000", "天津市", "tianjin", inferred=True),
        ),
        ({"x": ("Region", "滨海新区")}, [], BINHAI),
        ({"x": ("Region", "雄安新区")}, [], Place("", "雄安新区", "hebei")),
        ({"x": ("Person", "河南")}, [], None),
        ({"x": FIRM, "r": ("Region", "天津")}, [("x", "located_in", "r", (), Status.PLANNED)], None),
        ({"x": ("Park", "青禾园"), "y": ("Park", "白苇园")}, [("x", "part_of", "y"), ("y", "part_of", "x")], None),
    ],
)
def test_where_an_entity_is(
    report: Report, assembled: Assemble, names: dict[str, Any], claims: list[Any], place: Place | None
) -> None:
    made = assembled(report("，".join(name for _, name in names.values()), names, claims))
    subject = names["x"][1]
    found = next(e for e in made.graph.entities if subject in (e.name, *e.aliases))
    assert found.place == place


def test_the_order_of_documents_does_not_show(
    report: Report, tmp_path: Path, ontology: Ontology, gazetteer: Gazetteer, divisions: Divisions
) -> None:
    reports = [
        report(f"{n}：蓟川银行贷款给青禾机器人有限公司。", NAMES, [("bank", "loaned_to", "firm", q)], source=str(n))
        for n, q in enumerate([(NINE,), (FIVE,), (), (NINE, day("2023-02")), (LOAN,)])
    ]
    graphs = set()
    for number, order in enumerate((reports, reports[::-1], [*reports[2:], *reports[:2]])):
        with Ledger.open(f"sqlite:///{tmp_path / f'{number}.sqlite'}") as ledger:
            for extraction in order:
                ledger.record(extraction, "by hand")
            linker = resolve(ledger, ontology, gazetteer, divisions)
            graphs.add(repr(assemble(ledger, linker, ontology, divisions)))
    assert len(graphs) == 1


def test_an_empty_ledger_gives_an_empty_graph(assembled: Assemble) -> None:
    made = assembled(Extraction(Document("", "没有名字。", "a.txt"), (), ()))
    assert (made.graph.entities, made.graph.relations, made.dropped) == ((), (), {})


def test_the_graph_knows_every_document_that_was_read(report: Report, assembled: Assemble) -> None:
    told = report("蓟川银行向青禾机器人有限公司贷款。", NAMES, published=date(2024, 3, 1), title="贷款")
    silent = report("今天天气好。", {}, source="weather.txt")
    headings = sorted((Heading.of(each.document) for each in (told, silent)), key=lambda heading: heading.id)
    assert list(assembled(told, silent).graph.documents) == headings
    assert [heading.published for heading in headings if heading.title] == ["2024-03-01"]
