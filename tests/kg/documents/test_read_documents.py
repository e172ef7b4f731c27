"""Reading sources: files are written here, as the programs that make them write them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from kg.documents import READERS, read_documents
from kg.documents.raw import LARGEST_FILE, LONGEST_TEXT
from kg.model import Document, Failure
from tests.rights import let_in

STORY = "北河公司落户新区\n昨日，北河新材料科技有限公司与新区管委会签约。"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


def documents(*sources: str | Path, stdin: bytes | None = None) -> list[Document]:
    found = list(read_documents(sources, stdin=None if stdin is None else io.BytesIO(stdin)))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def failure(*sources: str | Path, stdin: bytes | None = None) -> str:
    (found,) = read_documents(sources, stdin=None if stdin is None else io.BytesIO(stdin))
    assert isinstance(found, Failure), found
    return str(found.error)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(found: Iterable[Document | Failure]) -> list[str]:
    return [Path(one.source).name for one in found]


# Sizes and contents


def test_a_picture_named_txt_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PNG)
    assert failure(path) == f"{path} holds a PNG image, not text; recognise its text first (OCR)"


def test_binary_data_named_txt_is_refused(tmp_path: Path) -> None:
    assert "holds binary data, not text" in failure(write(tmp_path / "a.txt", bytes(range(256)) * 4))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"")
    assert failure(path) == f"{path} is empty"


@pytest.mark.parametrize("content", [" \n\t\n", "\ufeff\u3000\n"])
def test_a_file_of_white_space_is_refused(tmp_path: Path, content: str) -> None:
    assert failure(write(tmp_path / "a.txt", content)).endswith(("holds nothing but white space", "holds no text"))


def test_a_text_of_fifty_megabytes_in_one_line_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "天津大学" * (50_000_000 // 12))
    assert failure(path) == (
        f"{path} has 16,666,664 characters; at most {LONGEST_TEXT:,} are read as one document: "
        "split it into its reports"
    )


def test_a_long_text_within_the_limit_is_read(tmp_path: Path) -> None:
    assert len(documents(write(tmp_path / "a.txt", "天津大学" * (LONGEST_TEXT // 4)))[0].text) == LONGEST_TEXT


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert failure(path) == f"{path} is larger than 64 MiB; split it into smaller files"


def test_what_no_database_stores_is_replaced_one_for_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '{"text": "天\\ud800津\\u0000大学"}')
    assert documents(path)[0].text == "天\ufffd津\ufffd大学"


# Sources


def test_a_folder_is_read_sorted_with_all_that_lies_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt", "picture.png", "style.css"):
        write(tmp_path / name, STORY)
    assert names(read_documents([tmp_path])) == ["c.txt", "z.md", "b.txt"]


def test_what_tells_of_a_folder_is_read_only_if_it_is_named(tmp_path: Path) -> None:
    for name in ("README.md", "deep/readme.txt", "split.tsv", "readers.md"):
        write(tmp_path / name, STORY)
    assert names(read_documents([tmp_path])) == ["readers.md"]
    assert names(read_documents([tmp_path / "README.md", tmp_path / "split.tsv"])) == ["README.md", "split.tsv"]


def test_a_pattern_names_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "deep/er/d.txt"):
        write(tmp_path / name, STORY)
    assert names(documents(f"{tmp_path}/*.txt")) == ["a.txt", "b.txt"]
    assert names(documents(f"{tmp_path}/**/*.txt")) == ["a.txt", "b.txt", "d.txt"]
    assert failure(f"{tmp_path}/*.pdf") == f"no file matches {tmp_path}/*.pdf"


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    path = write(tmp_path / "[a]*.txt", STORY)
    assert documents(str(path))[0].source == str(path)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY)
    assert len(documents(path, tmp_path, f"{tmp_path}/*.txt")) == 1


def test_a_failure_never_stops_the_batch(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", STORY)
    write(tmp_path / "c.pdf", b"%PDF-1.7 broken")
    write(tmp_path / "d.json", "{")
    write(tmp_path / "e.txt", STORY + "二")
    found = list(read_documents([tmp_path / "none", tmp_path]))
    assert [(Path(one.source).name, type(one).__name__) for one in found] == [
        ("none", "Failure"),
        ("a.txt", "Failure"),
        ("b.txt", "Document"),
        ("c.pdf", "Failure"),
        ("d.json", "Failure"),
        ("e.txt", "Document"),
    ]


def test_a_missing_path_is_named() -> None:
    assert failure("no/such.txt") == (
        "no/such.txt does not exist; check the spelling, or give a folder or a pattern such as 'news/*.txt'"
    )
    assert failure("https://example.org/a.html").startswith("https://example.org/a.html is an address; jjj reads files")
    assert "does not exist" in failure("a\x00b")


def test_a_link_to_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert (
        failure(tmp_path / "a.txt")
        == f"{tmp_path / 'a.txt'} is a link to {tmp_path / 'gone.txt'}, which does not exist"
    )
    assert "is a link to nowhere" in failure(tmp_path)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", STORY)
    (tmp_path / "in" / "again").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert names(read_documents([tmp_path])) == ["a.txt", "self"]


def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert (
        failure(tmp_path / "pipe.txt")
        == f"{tmp_path / 'pipe.txt'} is a named pipe, not a file; to read from a pipe, give - instead"
    )
    assert "is a device, not a file" in failure("/dev/zero")


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert failure(tmp_path) == f"the folder {tmp_path} holds no file that could be a document"


AS_NOBODY = """
import os, sys
from kg.documents import read_documents
list(read_documents([sys.argv[2]]))  # imports what it needs while it may
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for one in read_documents([sys.argv[1]]):
    print(type(one).__name__, one.source, getattr(one, "error", ""), sep="|")
"""


def test_a_folder_and_a_file_without_rights_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    let_in(tmp_path)
    write(tmp_path / "news" / "locked" / "a.txt", STORY)
    write(tmp_path / "news" / "m.txt", STORY).chmod(0)
    write(tmp_path / "news" / "z.txt", STORY)
    (tmp_path / "news" / "locked").chmod(0)
    warm = write(tmp_path / "warm.txt", STORY)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, tmp_path / "news", warm],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    locked, file = tmp_path / "news" / "locked", tmp_path / "news" / "m.txt"
    reason = "cannot be read: Permission denied"
    assert done.stdout.splitlines() == [
        f"Failure|{locked}|the folder {locked} {reason}; give the user who runs jjj the right to read it",
        f"Failure|{file}|{file} {reason}",
        f"Document|{tmp_path / 'news' / 'z.txt'}|",
    ]


def test_standard_input_is_text() -> None:
    assert documents("-", stdin=STORY.encode()) == [Document("北河公司落户新区", STORY, "-")]


def test_standard_input_is_recognised_by_its_content() -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{STORY}</p></article></body></html>"
    assert "<p>" not in documents("-", stdin=page.encode())[0].text
    assert failure("-", stdin=PNG) == "- holds a PNG image, not text; recognise its text first (OCR)"
    assert failure("-", stdin=b"") == "- is empty"
    assert failure("-") == "there is no standard input to read from; name a file instead of -"


def test_a_file_without_a_known_suffix_is_text_if_it_looks_like_text(tmp_path: Path) -> None:
    assert documents(write(tmp_path / "README", STORY))[0].text == STORY
    assert documents(write(tmp_path / "a.news", STORY.encode("gb18030")))[0].text == STORY
    assert "holds a JPEG image" in failure(write(tmp_path / "photo", b"\xff\xd8\xff\xe0" + bytes(20)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8),
            "an old Office file (.doc, .xls), or an encrypted one, not text; save it as .docx",
        ),
        (b"\x1f\x8b\x08" + bytes(8), "a gzip archive, not text; unpack it first"),
        (b"PK\x03\x04" + bytes(8), "a damaged ZIP archive, not text; unpack it first"),
    ],
)
def test_a_known_kind_that_cannot_be_read_gets_advice(tmp_path: Path, data: bytes, message: str) -> None:
    assert message in failure(write(tmp_path / "a.docx", data))


def test_every_suffix_has_a_reader_with_a_file_of_its_own() -> None:
    tests = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
    assert {"test_" + module.rsplit(".", 1)[1] for module in READERS.values()} <= tests


# JSON


def test_the_annotation_form_is_read_for_title_and_text_alone(tmp_path: Path) -> None:
    record = {"doc_id": "x", "title": "标题", "text": STORY, "entities": [{"id": "e1"}], "relations": []}
    path = write(tmp_path / "a.json", json.dumps(record))
    assert documents(path) == [Document("标题", STORY, str(path))]


def test_dates_of_records_are_read_as_they_come(tmp_path: Path) -> None:
    forms = [
        "2024-03-05",
        "2024-03-05T23:10:00+08:00",
        "2024/3/5 10:00",
        "2024年3月5日",
        "20240305",
        "昨天",
        "2024-13-05",
        "",
    ]
    path = write(tmp_path / "a.json", json.dumps([{"text": STORY, "published": form} for form in forms]))
    assert [one.published for one in documents(path)] == [date(2024, 3, 5)] * 5 + [None] * 3
