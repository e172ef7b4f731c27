"""Reading the annotated corpus: what annotators wrote comes out, and what is no corpus is refused with advice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import TrainingError
from kg.extract.training.corpus import Corpus, Part
from kg.model import Status

DOCUMENT = {
    "doc_id": "x",
    "title": "禾原精工获授信",
    "published": "2024-05-06",
    "text": "禾原精工获授信\n北辰银行昨日给禾原精工授信500万元。双方计划共建实验室。",
    "entities": [
        {"id": "e1", "type": "Company", "name": "禾原精工", "surfaces": ["禾原精工"]},
        {"id": "e2", "type": "Bank", "name": "北辰银行", "surfaces": ["北辰银行"]},
    ],
    "relations": [
        {
            "subject": "e2",
            "predicate": "loaned_to",
            "object": "e1",
            "evidence": "北辰银行昨日给禾原精工授信500万元。",
            "qualifiers": {"kind": "credit_line", "amount": ["500万元"]},
        }
    ],
    "other_statements": [
        {"subject": "e2", "predicate": "partners_with", "object": "e1", "evidence": "计划", "status": "planned"}
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.json").write_text(json.dumps(DOCUMENT, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "split.tsv").write_text("# why\ndocument\tpart\tread\nx\ttest\tno\n", encoding="utf-8")
    return tmp_path


def test_a_document_keeps_its_gold_and_its_part(folder: Path) -> None:
    (annotated,) = Corpus.load(folder).part(Part.TEST)
    assert annotated.types() == {"禾原精工": "Company", "北辰银行": "Bank"}
    loan, plan = annotated.relations
    assert loan.qualifiers == (("amount", ("500万元",)), ("kind", ("credit_line",)))
    assert (loan.status, plan.status) == (Status.ASSERTED, Status.PLANNED)
    assert Corpus.load(folder).part(Part.TRAIN, Part.DEV) == ()


def test_a_document_without_a_part_is_refused(folder: Path) -> None:
    (folder / "split.tsv").write_text("document\tpart\tread\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"x\.json is in no part of the corpus; run `make split`"):
        Corpus.load(folder)


def test_a_table_with_an_unknown_part_is_refused(folder: Path) -> None:
    (folder / "split.tsv").write_text("document\tpart\tread\nx\tvalidation\tno\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"split\.tsv.*make split"):
        Corpus.load(folder)


def test_what_is_not_annotated_is_refused(folder: Path) -> None:
    (folder / "x.json").write_text('{"title": "t", "text": "x"}', encoding="utf-8")
    with pytest.raises(TrainingError, match=r"x\.json is no annotated document"):
        Corpus.load(folder)


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    (tmp_path / "split.tsv").write_text("document\tpart\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="holds no annotated document"):
        Corpus.load(tmp_path)
