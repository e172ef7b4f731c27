"""What the ledger keeps, replaces and forgets."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError, LedgerError
from kg.ledger import Counts, Ledger, Recorded
from kg.model import Decision, Document, Extraction, Judgement, Mention, Qualifier, Span, Statement, Status

Report = Callable[..., Extraction]

LOAN = (Qualifier("amount", "300万元", "3000000", "CNY"), Qualifier("date", "上月", "2024-04"))
NAMES = {"bank": ("Bank", "蓟川银行"), "firm": ("Company", "天津青禾机器人有限公司", "青禾机器人")}
TEXT = "蓟川银行上月向天津青禾机器人有限公司（以下简称青禾机器人）放贷300万元。"


@pytest.fixture
def loan(report: Report) -> Extraction:
    return report(TEXT, NAMES, [("bank", "loaned_to", "firm", LOAN)], source="loan.txt", published=date(2024, 5, 2))


def test_everything_recorded_is_read_back(ledger: Ledger, loan: Extraction) -> None:
    assert ledger.record(loan, "f1") is Recorded.NEW
    assert list(ledger.documents()) == [loan.document]
    assert set(ledger.mentions()) == set(loan.mentions)
    assert set(ledger.statements()) == set(loan.statements)
    assert list(ledger.sources()) == [("loan.txt", loan.document.id)]
    assert ledger.counts() == Counts(documents=1, sources=1, mentions=3, statements=6)


def test_one_document_is_read_by_its_id(ledger: Ledger, loan: Extraction) -> None:
    ledger.record(loan, "f1")
    assert ledger.document(loan.document.id) == loan.document
    assert ledger.document("d-0000000000000000") is None


def test_recording_twice_changes_nothing(ledger: Ledger, loan: Extraction) -> None:
    ledger.record(loan, "f1")
    assert ledger.record(loan, "f1") is Recorded.UNCHANGED
    assert ledger.counts() == Counts(documents=1, sources=1, mentions=3, statements=6)


def test_a_document_is_known_only_to_the_extractor_that_read_it(ledger: Ledger, loan: Extraction) -> None:
    assert not ledger.known(loan.document, "f1")
    ledger.record(loan, "f1")
    assert ledger.known(loan.document, "f1")
    assert not ledger.known(loan.document, "f2")


def test_a_new_extractor_that_finds_the_same_changes_only_the_fingerprint(ledger: Ledger, loan: Extraction) -> None:
    ledger.record(loan, "f1")
    assert ledger.record(loan, "f2") is Recorded.UNCHANGED
    assert ledger.known(loan.document, "f2")


def test_a_new_extractor_replaces_what_the_old_one_found(ledger: Ledger, loan: Extraction) -> None:
    ledger.record(loan, "f1")
    fewer = Extraction(loan.document, loan.mentions[:1], loan.statements[:2])
    assert ledger.record(fewer, "f2") is Recorded.CHANGED
    assert list(ledger.mentions()) == list(fewer.mentions)
    assert set(ledger.statements()) == set(fewer.statements)


def test_another_confidence_is_a_change(ledger: Ledger, report: Report) -> None:
    claim = [("bank", "loaned_to", "firm")]
    ledger.record(report(TEXT, NAMES, claim, confidence=0.5), "f1")
    assert ledger.record(report(TEXT, NAMES, claim, confidence=0.9), "f2") is Recorded.CHANGED
    assert [s.confidence for s in ledger.statements() if not s.literal] == [0.9]


def test_a_source_with_other_content_replaces_its_document(ledger: Ledger, loan: Extraction, report: Report) -> None:
    ledger.record(loan, "f1")
    corrected = report(TEXT.replace("300", "500"), NAMES, source="loan.txt")
    assert ledger.record(corrected, "f1") is Recorded.CHANGED
    assert [d.id for d in ledger.documents()] == [corrected.document.id]
    assert {s.document_id for s in ledger.statements()} == {corrected.document.id}
    assert {m.span.document_id for m in ledger.mentions()} == {corrected.document.id}


def test_one_content_at_two_sources_is_one_document(ledger: Ledger, report: Report) -> None:
    first, copy = report(TEXT, NAMES, source="b.txt"), report(TEXT, NAMES, source="a.txt")
    ledger.record(first, "f1")
    assert ledger.record(copy, "f1") is Recorded.UNCHANGED
    assert list(ledger.sources()) == [("a.txt", first.document.id), ("b.txt", first.document.id)]
    assert [d.source for d in ledger.documents()] == ["a.txt"]


def test_a_document_stays_while_one_of_its_sources_does(ledger: Ledger, report: Report) -> None:
    ledger.record(report(TEXT, NAMES, source="a.txt"), "f1")
    ledger.attach(Document("", TEXT, "b.txt"))
    ledger.withdraw("a.txt")
    assert [d.source for d in ledger.documents()] == ["b.txt"]
    ledger.withdraw("b.txt")
    assert ledger.counts() == Counts(0, 0, 0, 0)


def test_attaching_moves_a_source_to_a_known_document(ledger: Ledger, report: Report) -> None:
    old, new = report("旧稿。", {}, source="a.txt"), report("新稿。", {}, source="b.txt")
    ledger.record(old, "f1")
    ledger.record(new, "f1")
    assert ledger.attach(Document("", "新稿。", "a.txt")) is Recorded.CHANGED
    assert [d.text for d in ledger.documents()] == ["新稿。"]


def test_attaching_an_unknown_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="record it first"):
        ledger.attach(Document("", "未见过。", "a.txt"))


def test_withdrawing_an_unknown_source_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"nothing in the ledger was read from 'nowhere\.txt'"):
        ledger.withdraw("nowhere.txt")


def test_two_texts_from_standard_input_are_two_documents(ledger: Ledger, report: Report) -> None:
    ledger.record(report("第一篇。", {}, source="-"), "f1")
    assert ledger.record(report("第二篇。", {}, source="-"), "f1") is Recorded.NEW
    assert sorted((d.text, d.source) for d in ledger.documents()) == [("第一篇。", "-"), ("第二篇。", "-")]


def test_a_span_that_does_not_reproduce_the_text_is_refused(ledger: Ledger) -> None:
    document = Document("", "甲公司。", "a.txt")
    wrong = Mention(Span(document.id, 0, 3, "乙公司"), "Company", "r1")
    with pytest.raises(DocumentError, match="should read '乙公司'"):
        ledger.record(Extraction(document, (wrong,), ()), "f1")
    assert ledger.counts().documents == 0


def test_half_a_surrogate_pair_is_refused_as_the_documents_fault(ledger: Ledger) -> None:
    with pytest.raises(DocumentError, match=r"U\+D800"):
        ledger.record(Extraction(Document("", "坏\ud800字", "a.txt"), (), ()), "f1")


def test_of_two_equal_statements_the_surer_stays(ledger: Ledger, loan: Extraction) -> None:
    document = loan.document
    doubtful, sure = (
        Statement(document.id, "bank", "loaned_to", "firm", document.span(0, 4), confidence=c) for c in (0.3, 0.8)
    )
    ledger.record(Extraction(document, (), (sure, doubtful)), "f1")
    assert list(ledger.statements()) == [sure]


def test_judgements_come_back_in_order_with_their_time(ledger: Ledger) -> None:
    at = datetime(2024, 5, 2, 8, 30, tzinfo=UTC)
    first = Judgement("e-2", "e-1", Decision.SAME, "person:li", 0.9, ("同一地址",), at)
    assert ledger.judge(first) == first
    second = ledger.judge(Judgement("e-1", "e-2", Decision.UNSURE, "person:li"))
    assert second.at is not None
    assert list(ledger.judgements()) == [first, second]
    assert first.pair == ("e-1", "e-2")


def test_rules_judgements_are_replaced_and_those_of_people_stay(ledger: Ledger) -> None:
    def rule(left: str, right: str) -> Judgement:
        return Judgement(left, right, Decision.SAME, "rule:short_name", 0.9, ("简称相同",))

    person = ledger.judge(Judgement("e-1", "e-2", Decision.DIFFERENT, "person:li"))
    ledger.keep_rule_judgements([rule("e-3", "e-4"), rule("e-5", "e-6")])
    kept = next(j for j in ledger.judgements() if j.left == "e-3")
    ledger.keep_rule_judgements([rule("e-3", "e-4"), rule("e-7", "e-8")])
    after = list(ledger.judgements())
    assert after[:2] == [person, kept]
    assert [j.pair for j in after[2:]] == [("e-7", "e-8")]


def test_what_is_remembered_last_is_recalled(ledger: Ledger) -> None:
    assert ledger.recall("published") is None
    ledger.remember("published", "one")
    ledger.remember("published", "two")
    assert ledger.recall("published") == "two"


def test_a_closed_ledger_leaves_one_file(ledger: Ledger, loan: Extraction, tmp_path: Path) -> None:
    ledger.record(loan, "f1")
    ledger.close()
    assert [p.name for p in (tmp_path / "workspace").iterdir()] == ["ledger.sqlite"]


def test_the_order_of_recording_does_not_show(tmp_path: Path, report: Report) -> None:
    reports = [report(f"第{n}篇写蓟川银行。", {"b": ("Bank", "蓟川银行")}, source=f"{n}.txt") for n in range(4)]
    contents = set()
    for number, order in enumerate(permutations(reports)):
        with Ledger.open(f"sqlite:///{tmp_path / str(number)}") as ledger:
            for extraction in order:
                ledger.record(extraction, "f1")
            contents.add((tuple(ledger.documents()), tuple(ledger.mentions()), tuple(ledger.statements())))
            read = [document.id for document in ledger.documents()]
            assert read == sorted(read)
    assert len(contents) == 1


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
_QUALIFIERS = st.builds(Qualifier, _TEXTS, _TEXTS, st.none() | _TEXTS, st.none() | _TEXTS)


@st.composite
def _extractions(draw: st.DrawFn) -> Extraction:
    document = Document(
        draw(_TEXTS),
        draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)),
        draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=10)),
        draw(st.none() | _TEXTS),
        draw(st.none() | _TEXTS),
        draw(st.none() | st.dates()),
    )
    size = len(document.text)
    spans = st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(lambda p: p[0] < p[1])
    places = st.builds(lambda p: document.span(*p), spans)
    confidence = st.floats(0, 1)
    names = st.sampled_from(["r1", "r2"])
    mention = st.builds(Mention, places, st.sampled_from(["Bank", "Fund"]), names, _TEXTS, confidence)
    statement = st.builds(
        Statement,
        st.just(document.id),
        names,
        st.sampled_from(["loaned_to", "name"]),
        _TEXTS,
        places,
        st.lists(_QUALIFIERS, max_size=2).map(tuple),
        st.sampled_from(Status),
        confidence,
        _TEXTS,
    )
    by_place = {"unique_by": lambda m: (m.span.start, m.span.end, m.referent, m.type), "max_size": 3}
    mentions = draw(st.lists(mention, **by_place))  # type: ignore[arg-type]
    return Extraction(document, tuple(mentions), tuple(draw(st.lists(statement, unique_by=lambda s: s.id, max_size=3))))


@settings(max_examples=60)
@given(_extractions())
def test_any_extraction_survives_the_round_trip(extraction: Extraction) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"sqlite:///{folder}/l.sqlite") as ledger:
        assert ledger.record(extraction, "f1") is Recorded.NEW
        assert list(ledger.documents()) == [extraction.document]
        assert set(ledger.mentions()) == set(extraction.mentions)
        assert set(ledger.statements()) == set(extraction.statements)
        assert ledger.record(extraction, "f1") is Recorded.UNCHANGED
