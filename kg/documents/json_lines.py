"""JSON Lines: one object with a text per line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.documents import records
from kg.documents.contents import decode
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document, Failure


def read(raw: Raw) -> Iterator[Document | Failure]:
    """The documents of the file, numbered by line; a line that is none is a Failure of its own."""
    for number, line in enumerate(_lines(raw), start=1):
        where = f"line {number} of {raw.source}"
        try:
            text = line if isinstance(line, str) else decode(line, where)
            if text.strip():
                yield records.document(raw, records.parse(text, where), part=number)
        except DocumentError as error:
            yield Failure(f"{raw.source}#{number}", error)


def _lines(raw: Raw) -> Sequence[str | bytes]:
    """The lines as text; as bytes, where a damaged one must not take the others along."""
    try:
        return decode(raw.data, raw.source).split("\n")
    except DocumentError:
        return [line or b"\n" for line in raw.data.split(b"\n")]
