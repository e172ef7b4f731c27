"""JSON Lines: a bad line costs that line alone."""

from __future__ import annotations

from pathlib import Path

from kg.documents import read_documents
from kg.model import Document, Failure


def read(tmp_path: Path, data: bytes) -> list[Document | Failure]:
    (tmp_path / "a.jsonl").write_bytes(data)
    return list(read_documents([tmp_path / "a.jsonl"]))


def test_a_bad_line_is_one_failure_with_its_number(tmp_path: Path) -> None:
    found = read(tmp_path, '{"text": "甲签约。"}\n\n{"text": \n{"title": "x"}\n{"text": "乙签约。"}'.encode())
    assert [(one.source.rsplit("#")[1], type(one)) for one in found] == [
        ("1", Document),
        ("3", Failure),
        ("4", Failure),
        ("5", Document),
    ]
    assert isinstance(found[1], Failure)
    assert str(found[1].error).startswith(f"line 3 of {tmp_path / 'a.jsonl'} is no valid JSON")


def test_a_line_in_a_broken_encoding_costs_that_line_alone(tmp_path: Path) -> None:
    good = '{"text": "甲公司昨日签约。"}\n'.encode()
    found = read(tmp_path, good + b'{"text": "\xe7\x94\xff\xff"}\n' + good)
    assert [type(one) for one in found] == [Document, Failure, Document]
    assert isinstance(found[1], Failure)
    assert str(found[1].error).startswith("line 2 of")


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    (found,) = read(tmp_path, '{"text": "甲签约。\u2028乙签约。"}'.encode())
    assert isinstance(found, Document)
    assert found.text == "甲签约。\u2028乙签约。"
