"""The documents that reprints are measured on are what the benchmark says they are."""

from __future__ import annotations

from benchmarks.reprints import Made, measured


def test_reprints_are_measured_against_those_that_were_made() -> None:
    told = measured(60)
    assert (told["documents"], told["reprints"], told["found"], told["wrong"]) == (60, 12, 12, 0)


def test_documents_are_made_anew_alike() -> None:
    made = Made(20)
    documents = list(made.documents())
    assert len({document.id for document in documents}) == 20
    assert [made.document(document.id) for document in documents] == documents
