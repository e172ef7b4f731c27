"""Plain text and its encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.model import Document, Failure

STORY = "北河公司落户新区\n昨日，北河新材料科技有限公司与新区管委会签约。"


def read(tmp_path: Path, data: bytes) -> Document | Failure:
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = read_documents([tmp_path / "a.txt"])
    return found


def text(tmp_path: Path, data: bytes) -> str:
    found = read(tmp_path, data)
    assert isinstance(found, Document), found
    return found.text


def refusal(tmp_path: Path, data: bytes) -> str:
    found = read(tmp_path, data)
    assert isinstance(found, Failure), found
    return str(found.error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, STORY.encode(encoding)) == Document("北河公司落户新区", STORY, str(tmp_path / "a.txt"))


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16", 1)])
def test_a_text_cut_within_its_last_character_loses_that_character_alone(
    tmp_path: Path, encoding: str, cut: int
) -> None:
    assert text(tmp_path, STORY.encode(encoding)[:-cut]) == STORY[:-1]


def test_damaged_utf8_is_refused_with_the_place(tmp_path: Path) -> None:
    data = STORY.encode()
    message = refusal(tmp_path, data[:9] + b"\xff" + data[9:])
    assert message == (
        f"{tmp_path / 'a.txt'} is neither UTF-8 (byte 10 fits no character) nor GB18030 text; "
        "it is damaged or in another encoding: save it as UTF-8"
    )


def test_utf8_with_a_lost_byte_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    data = STORY.encode() * 3
    for lost in range(len(data) - 3):
        damaged = data[:lost] + data[lost + 1 :]
        found = read(tmp_path, damaged)
        assert isinstance(found, Failure) or data[lost] < 0x80  # an ASCII byte is a character of its own


def test_gb18030_beyond_gbk_is_read(tmp_path: Path) -> None:
    story = "北河公司的总经理李𬭎昨日签约，新区管委会到场。"
    assert text(tmp_path, story.encode("gb18030")) == story


def test_the_first_line_is_a_title_only_if_it_looks_like_one(tmp_path: Path) -> None:
    for lines in ("昨日，新区签约。\n今日开工。", "只有一行"):
        found = read(tmp_path, lines.encode())
        assert isinstance(found, Document)
        assert found.title == ""


def test_the_text_is_not_altered(tmp_path: Path) -> None:
    original = "标题\r\n\r\n  Ａ &amp; 天\u200b津\n"
    assert text(tmp_path, original.encode()) == original
