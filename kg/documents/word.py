"""Word (.docx): paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml.etree import LxmlError

from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document

_LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes; a file that unpacks to more is no report but a trap."""

_DAMAGED = (BadZipFile, OpcError, LxmlError, zlib.error, EOFError, KeyError, ValueError, RuntimeError)
"""What the libraries raise on a file that is no sound .docx; RuntimeError: its parts are locked with a password."""


def read(raw: Raw) -> Iterator[Document]:
    """The one document that the file is. Cells of a table's row are separated by tabs."""
    word = _open(raw)
    yield raw.document("\n".join(_blocks(word)), title=_title(word))


def _open(raw: Raw) -> WordDocument:
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise DocumentError(f"{raw.source} unpacks to {unpacked // 1024**2:,} MiB; split it into smaller files")
        return docx.Document(BytesIO(raw.data))
    except _DAMAGED as error:
        raise DocumentError(
            f"{raw.source} is no Word document, or a damaged one ({error}); save it again as .docx"
        ) from error


def _blocks(word: WordDocument) -> Iterator[str]:
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen = set()
        for cell in row.cells:
            # A merged cell comes once for each column that it spans.
            if cell._tc not in seen:
                seen.add(cell._tc)
                cells.append(" ".join(cell.text.split()))
        yield "\t".join(cells)


def _title(word: WordDocument) -> str:
    for paragraph in word.paragraphs[:10]:
        style = paragraph.style.name if paragraph.style is not None else None
        if style in {"Title", "Heading 1"} and paragraph.text.strip():
            return paragraph.text.strip()
    return str(word.core_properties.title).strip()
