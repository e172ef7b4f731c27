"""PDF files, written with ReportLab and locked with pypdf."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.documents import read_documents
from kg.model import Document, Failure
from kg.text import mend

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def pdf(*pages: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for text in pages:
        block = canvas.beginText(72, 700)
        block.setFont("STSong-Light", 12)
        block.textLines(text)
        canvas.drawText(block)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "a.pdf") -> Document | Failure:
    (tmp_path / name).write_bytes(data)
    (found,) = read_documents([tmp_path / name])
    return found


def refusal(tmp_path: Path, data: bytes) -> str:
    found = read(tmp_path, data)
    assert isinstance(found, Failure)
    return str(found.error).removeprefix(f"{tmp_path / 'a.pdf'} ")


def test_pages_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = read(tmp_path, pdf("北河公司获贷款\n银行发放990万元。", "明年投产。"))
    assert found == Document(
        "北河公司获贷款", "北河公司获贷款\n银行发放990万元。\n\n明年投产。", str(tmp_path / "a.pdf")
    )


def test_a_sentence_that_pages_split_is_mended(tmp_path: Path) -> None:
    first = (
        "北河公司落户新区\n昨日，北河新材料科技有限公司与新区管委会签\n约，计划三年内建成两条中试线、一座检测中心\n"
        "和一个开放实验室，总投资约两亿元，由渤海湾先进\n- 1 -"
    )
    found = read(tmp_path, pdf(first, "材料研究院和一家城市商业银行共同出资。\n- 2 -"))
    assert isinstance(found, Document)
    assert mend(found.text).text == (
        "北河公司落户新区\n昨日，北河新材料科技有限公司与新区管委会签约，计划三年内建成两条中试线、一座检测中心"
        "和一个开放实验室，总投资约两亿元，由渤海湾先进材料研究院和一家城市商业银行共同出资。"
    )


def test_a_pdf_is_known_whatever_its_name(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, pdf("银行发放990万元。"), "a.txt"), Document)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_with_a_password_is_refused(tmp_path: Path, algorithm: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("secret")))
    writer.encrypt("open sesame", algorithm=algorithm)
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(tmp_path, locked.getvalue()) == "is protected by a password; save a copy without one"


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("银行发放990万元。")))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert isinstance(read(tmp_path, locked.getvalue()), Document)


def test_a_scanned_pdf_is_refused_with_advice(tmp_path: Path) -> None:
    assert refusal(tmp_path, pdf("", "")) == (
        "is a PDF of 2 pages without text, probably scanned; recognise its text first (OCR)"
    )


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"%PDF-1.7\nbroken").startswith("is a damaged PDF")


def test_text_named_pdf_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"no pdf at all").startswith("is a damaged PDF")
