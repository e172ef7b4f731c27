"""Which documents are found to be reprints of which: by content alone, whatever else there is and in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ledger import Ledger
from kg.model import Document, Extraction, Mention, Reprint
from kg.reprints import find_reprints

DAY = date(2024, 5, 6)


@dataclass(frozen=True)
class Shelf:
    """Documents in the order in which they are given, in which the names of `named` are mentioned."""

    read: tuple[Document, ...]
    named: tuple[str, ...] = ()

    def documents(self) -> Iterable[Document]:
        return self.read

    def document(self, document_id: str) -> Document | None:
        return next((each for each in self.read if each.id == document_id), None)

    def mentions_in(self, document_id: str) -> Iterator[Mention]:
        document = self.document(document_id)
        for name in self.named:
            at = document.text.find(name) if document else -1
            if document and at >= 0:
                yield Mention(document.span(at, at + len(name)), "Company", "r1")


def published(text: str, day: int | None, publisher: str = "津门网", title: str = "") -> Document:
    when = DAY.replace(day=day) if day else None
    return Document(title, text, f"{publisher}-{day}.txt", publisher=publisher, published=when)


def found(*documents: Document, named: tuple[str, ...] = ()) -> dict[str, str]:
    """Source of each reprint → source of its original."""
    sources = {document.id: document.source for document in documents}
    return {sources[r.document_id]: sources[r.original_id] for r in find_reprints(Shelf(documents, named))}


def test_the_original_is_what_was_published_first(article: str) -> None:
    documents = [
        published(article, 7),
        published(article, 6, "渤海晨报"),
        published(article[:200], 8),
        published(article, None),
    ]
    assert found(*documents) == dict.fromkeys(("津门网-7.txt", "津门网-8.txt", "津门网-None.txt"), "渤海晨报-6.txt")


def test_of_one_day_the_smallest_id_is_the_original(article: str) -> None:
    documents = [published(article, 6, paper) for paper in "甲乙丙丁"]
    [original] = set(found(*documents).values())
    assert original == min(documents, key=lambda document: document.id).source


def test_a_document_that_stands_alone_reprints_nothing(article: str) -> None:
    assert found(published(article, 6), published("滨海新区今天开通了两条公交线路，方便园区职工上下班。", 6)) == {}


def test_a_digest_does_not_join_the_reports_that_it_copies(article: str) -> None:
    other = article.translate(str.maketrans("厂房仓库机器人减速器关节模组车间", "楼宇旧馆生物药离心机培养容器中心"))
    reports = [published(article, 6, "甲"), published(other, 6, "乙")]
    digest = published(f"{article}\n{other}", 7, "丙")
    assert set(found(*reports)) == set()
    assert set(found(*reports, digest)) <= {digest.source}


def test_names_that_the_ledger_has_tell_notices_apart(notice: str) -> None:
    notices = [
        published(notice.format(bank=bank, old="渔阳道", new="海河东路", day="近日"), day)
        for day, bank in enumerate(("蓟川银行滨海支行", "蓟川银行武清支行"), 6)
    ]
    assert found(*notices, named=("蓟川银行滨海支行", "蓟川银行武清支行")) == {}


def test_a_crowd_from_one_template_is_found_quickly_and_kept_apart(notice: str) -> None:
    crowd = [
        published(notice.format(bank=f"蓟川银行第{n}支行", old=f"渔阳道{n}号", new="海河东路", day="近日"), 6, f"{n}")
        for n in range(1000, 1400)
    ]
    copy = published("最新公告\n" + crowd[7].text, 9)
    assert found(*crowd, copy) == {copy.source: crowd[7].source}


def test_a_report_that_everybody_copies_has_one_original(article: str) -> None:
    copies = [published(f"{article}第{n}版编者按：读来值得深思。", 7, f"报{n}") for n in range(150)]
    original = published(article, 6)
    assert found(original, *copies) == dict.fromkeys((copy.source for copy in copies), original.source)


Pieces = Callable[..., st.SearchStrategy[list[Document]]]


@pytest.fixture(scope="module")
def pieces(article: str) -> Pieces:
    """`pieces(day, …)`: publications of two reports, some cut, some with a passage more, on some of the days."""
    other = article.translate(str.maketrans("厂房仓库机器人减速器关节模组车间", "楼宇旧馆生物药离心机培养容器中心"))
    texts = st.builds(
        lambda text, end, more: text[:end] + more,
        st.sampled_from([article, other, article + other]),
        st.sampled_from([None, 300, 220, 120]),
        st.sampled_from(["", "编者按：读来值得深思，也值得各地比较。"]),
    )

    def make(*days: int | None) -> st.SearchStrategy[list[Document]]:
        document = st.builds(published, texts, st.sampled_from(days), st.sampled_from("甲乙丙"))
        return st.lists(document, min_size=1, max_size=7, unique_by=lambda each: each.id)

    return make


@settings(max_examples=60)
@given(data=st.data())
def test_the_order_of_documents_changes_nothing(pieces: Pieces, data: st.DataObject) -> None:
    documents = data.draw(pieces(6, 7, None))
    shuffled = data.draw(st.permutations(documents))
    reprints = find_reprints(Shelf(tuple(documents)))
    assert find_reprints(Shelf(tuple(shuffled))) == reprints
    originals = {reprint.original_id for reprint in reprints}
    assert originals.isdisjoint(reprint.document_id for reprint in reprints)
    assert list(reprints) == sorted(set(reprints))


@settings(max_examples=60)
@given(data=st.data())
def test_a_later_copy_changes_nothing_about_those_that_were_there(pieces: Pieces, data: st.DataObject) -> None:
    documents = data.draw(pieces(6, 7))
    copied = data.draw(st.sampled_from(documents))
    copy = published("又讯\n" + copied.text, 31, "丁", "换了标题")
    before, after = (find_reprints(Shelf(tuple(each))) for each in (documents, [*documents, copy]))
    [added] = set(after) - set(before)
    original = {reprint.document_id: reprint.original_id for reprint in before}.get(copied.id, copied.id)
    assert (added.document_id, added.original_id) == (copy.id, original)
    assert set(before) < set(after)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened


def test_what_was_found_is_kept_in_the_ledger(ledger: Ledger, article: str, report: Callable[..., Extraction]) -> None:
    names = {"bank": ("Bank", "蓟川银行滨海支行")}
    extractions = [
        report(article, names, published=DAY, source="1.txt"),
        report(article + "又及。", names, source="2.txt"),
    ]
    for extraction in extractions:
        ledger.record(extraction, "by hand")
    first, second = (extraction.document.id for extraction in extractions)
    assert ledger.mentions_in(first) == extractions[0].mentions
    ledger.keep_reprints(find_reprints(ledger))
    ledger.keep_reprints(find_reprints(ledger))
    assert ledger.reprints() == (Reprint(second, first, 1.0),)
    ledger.withdraw("1.txt")
    assert ledger.reprints() == ()
