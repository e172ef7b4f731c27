"""Plain text: the file as it is. A short first line is its title."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents.contents import decode
from kg.documents.raw import Raw, headline
from kg.model import Document


def read(raw: Raw) -> Iterator[Document]:
    """The one document that the file is."""
    text = decode(raw.data, raw.source)
    yield raw.document(text, title=headline(text))
