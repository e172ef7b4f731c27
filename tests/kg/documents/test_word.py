"""Word documents, written with python-docx."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from kg.documents import read_documents
from kg.model import Document, Failure


def read(path: Path) -> Document | Failure:
    (found,) = read_documents([path])
    return found


def test_paragraphs_and_tables_are_read_in_their_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("北河公司落户新区", level=1)
    word.add_paragraph("昨日，北河新材料科技有限公司签约。")
    table = word.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("银行", "企业", "金额"), strict=True):
        cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "合计"
    table.rows[1].cells[2].text = "990万元"
    word.add_paragraph("明年投产。")
    word.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx") == Document(
        "北河公司落户新区",
        "北河公司落户新区\n昨日，北河新材料科技有限公司签约。\n银行\t企业\t金额\n合计\t990万元\n明年投产。",
        str(tmp_path / "a.docx"),
    )


def test_the_title_of_the_properties_serves_where_no_heading_does(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("昨日签约。")
    word.core_properties.title = "新区签约"
    word.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Document)
    assert found.title == "新区签约"


def test_a_word_document_is_known_whatever_its_name(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("昨日签约。")
    word.save(str(tmp_path / "a.txt"))
    found = read(tmp_path / "a.txt")
    assert isinstance(found, Document)
    assert found.text == "昨日签约。"


def test_an_empty_word_document_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Failure)
    assert str(found.error) == f"{tmp_path / 'a.docx'} holds no text"


def test_a_damaged_word_document_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    (tmp_path / "a.docx").write_bytes(buffer.getvalue())
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Failure)
    assert "is no Word document, or a damaged one" in str(found.error)


def test_a_word_document_with_a_flipped_bit_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    word = docx.Document()
    word.add_paragraph("昨日签约。" * 50)
    word.save(buffer)
    with ZipFile(buffer) as archive:
        entry = archive.getinfo("word/document.xml")
    data = bytearray(buffer.getvalue())
    for at in range(entry.header_offset + 60, entry.header_offset + 120):
        data[at] ^= 0xFF
    (tmp_path / "a.docx").write_bytes(data)
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Failure)
    assert "or a damaged one" in str(found.error)


def test_text_named_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("昨日签约。", encoding="utf-8")
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Failure)
    assert "is no Word document" in str(found.error)


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w", ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        for _ in range(513):
            entry.write(bytes(1024**2))
    found = read(tmp_path / "a.docx")
    assert isinstance(found, Failure)
    assert "unpacks to 513 MiB; split it into smaller files" in str(found.error)
