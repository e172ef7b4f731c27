"""PDF files, written with fpdf2 and locked with pypdf."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfWriter

from kg.documents import read_documents
from kg.model import Document, Failure


def pdf(*pages: str) -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    for text in pages:
        made.add_page()
        if text:
            made.multi_cell(0, text=text)
    return bytes(made.output())


def read(tmp_path: Path, data: bytes, name: str = "a.pdf") -> Document | Failure:
    (tmp_path / name).write_bytes(data)
    (found,) = read_documents([tmp_path / name])
    return found


def refusal(tmp_path: Path, data: bytes) -> str:
    found = read(tmp_path, data)
    assert isinstance(found, Failure)
    return str(found.error).removeprefix(f"{tmp_path / 'a.pdf'} ")


def test_pages_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = read(tmp_path, pdf("A loan for Beihe\nThe bank lent 990.", "It opens next year."))
    assert found == Document(
        "A loan for Beihe", "A loan for Beihe\nThe bank lent 990.\n\nIt opens next year.", str(tmp_path / "a.pdf")
    )


def test_a_pdf_is_known_whatever_its_name(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, pdf("The bank lent 990."), "a.txt"), Document)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_with_a_password_is_refused(tmp_path: Path, algorithm: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("secret")))
    writer.encrypt("open sesame", algorithm=algorithm)
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(tmp_path, locked.getvalue()) == "is protected by a password; save a copy without one"


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("The bank lent 990.")))
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
