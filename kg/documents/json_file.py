"""JSON: one object with a text, or an array of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents import records
from kg.documents.contents import decode
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document, Failure


def read(raw: Raw) -> Iterator[Document | Failure]:
    """The documents of the file; a record that is none is a Failure of its own."""
    value = records.parse(decode(raw.data, raw.source), raw.source)
    if not isinstance(value, list):
        yield records.document(raw, value)
        return
    if not value:
        raise DocumentError(f"{raw.source} holds an empty array; expected objects with a text")
    for number, record in enumerate(value, start=1):
        try:
            yield records.document(raw, record, part=number)
        except DocumentError as error:
            yield Failure(f"{raw.source}#{number}", error)
