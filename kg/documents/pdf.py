"""PDF: the text of its pages, one after the other. Lines stay as printed; mending joins them."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import PdfiumError

from kg.documents.raw import LONGEST_TEXT, Raw, headline
from kg.errors import DocumentError
from kg.model import Document


def read(raw: Raw) -> Iterator[Document]:
    """The one document that the file is."""
    pages = list(_pages(raw))
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise DocumentError(
            f"{raw.source} is a PDF of {len(pages)} pages without text, probably scanned; "
            "recognise its text first (OCR)"
        )
    yield raw.document(text, title=headline(text))


def _pages(raw: Raw) -> Iterator[str]:
    try:
        pdf = pypdfium2.PdfDocument(raw.data)
    except PdfiumError as error:
        raise DocumentError(f"{raw.source} {_reason(error)}") from error
    read = 0
    try:
        for number in range(len(pdf)):
            text = _page(pdf, number)
            read += len(text)
            if read > LONGEST_TEXT:
                raise DocumentError(
                    f"{raw.source} has more than {LONGEST_TEXT:,} characters; split it into its reports"
                )
            yield text
    except PdfiumError as error:
        raise DocumentError(f"{raw.source} is a damaged PDF: {error}; save or download it again") from error
    finally:
        pdf.close()


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    try:
        content = page.get_textpage()
        try:
            text: str = content.get_text_bounded()
        finally:
            content.close()
    finally:
        page.close()
    return text.replace("\r\n", "\n").strip()


def _reason(error: PdfiumError) -> str:
    message = str(error)
    if "password" in message.lower():
        return "is protected by a password; save a copy without one"
    if "security" in message.lower():
        return "is encrypted in a way that cannot be read; save a copy without encryption"
    return f"is a damaged PDF ({message}); save or download it again"
