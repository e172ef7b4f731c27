"""JSON: one object, or an array of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.model import Document, Failure

FULL = {
    "title": "北河公司落户新区",
    "text": "北河新材料科技有限公司昨日签约。",
    "url": "https://news.example/a",
    "published": "2024-03-05",
    "publisher": "渤海湾日报",
}


def read(tmp_path: Path, text: str) -> list[Document | Failure]:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    return list(read_documents([tmp_path / "a.json"]))


def test_an_object_is_a_document(tmp_path: Path) -> None:
    (found,) = read(tmp_path, json.dumps(FULL))
    assert found == Document(
        FULL["title"], FULL["text"], str(tmp_path / "a.json"), FULL["url"], FULL["publisher"], date(2024, 3, 5)
    )


def test_an_array_is_its_documents_numbered(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps([FULL, {"title": "x"}, FULL | {"text": "乙公司也签约。"}]))
    assert [one.source.rsplit("#")[1] for one in found] == ["1", "2", "3"]
    assert isinstance(found[1], Failure)
    assert str(found[1].error) == f'{tmp_path / "a.json"}#2 has no string under "text"; its keys are: title'
    assert isinstance(found[2], Document)
    assert found[2].text == "乙公司也签约。"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"text": "甲', "is no valid JSON: Unterminated string starting at (line 1, column 10)"),
        ("[" * 200_000, "is no JSON that can be read"),
        ('{"text": ' + "1" * 5000 + "}", "is no JSON that can be read"),
        ("[]", "holds an empty array; expected objects with a text"),
        ('"甲"', 'is a JSON string; expected an object such as {"title": "…", "text": "…"}'),
        ("null", "is a JSON null"),
        ('{"text": ["甲"]}', 'has no string under "text"; its keys are: text'),
        ('{"text": "  "}', "holds no text"),
    ],
)
def test_what_is_no_document_is_said(tmp_path: Path, text: str, message: str) -> None:
    (found,) = read(tmp_path, text)
    assert isinstance(found, Failure)
    assert message in str(found.error)
