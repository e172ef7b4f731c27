"""Reading files into documents: text, Markdown, web pages, PDF, Word, JSON and JSON Lines.

A new format is a file of its own here, with one function that takes a `Raw` and yields documents, and a line in
`READERS`. It imports the library that it needs inside that file, and nothing else in jjj-kg does; it calls
`raw.document(…)` to build documents, translates the library's errors into `DocumentError`, and need not care for
encodings, sizes or folders.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from kg.documents import contents, paths
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document, Failure

Reader = Callable[[Raw], Iterator[Document | Failure]]
"""Reads one file. It yields a Failure for a part that cannot be read, and raises DocumentError if nothing can."""

READERS = MappingProxyType(
    {
        ".txt": "kg.documents.plain",
        ".text": "kg.documents.plain",
        ".md": "kg.documents.markdown",
        ".markdown": "kg.documents.markdown",
        ".html": "kg.documents.webpage",
        ".htm": "kg.documents.webpage",
        ".xhtml": "kg.documents.webpage",
        ".pdf": "kg.documents.pdf",
        ".docx": "kg.documents.word",
        ".json": "kg.documents.json_file",
        ".jsonl": "kg.documents.json_lines",
        ".ndjson": "kg.documents.json_lines",
    }
)
"""Suffix of a file name, in lower case → the module whose `read` is its Reader; it is imported when first needed."""

STANDARD_INPUT = "-"
"""The source that stands for standard input."""


def read_documents(sources: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Document | Failure]:
    """Read every source, in the order given; what cannot be read becomes a Failure, and the rest is read all the same.

    Args:
        sources: files; folders, which are read with all that lies in them, sorted, but for hidden files, pictures
            and the like, tables, and READMEs, which tell of the folder; patterns such as `news/*.txt`; and `-` for
            text on standard input. A file that several sources name is read once.
        stdin: where `-` is read from; without it, `-` is a Failure.
    """
    seen: set[Path] = set()
    for source in sources:
        if str(source) == STANDARD_INPUT:
            yield from _read_stdin(stdin)
            continue
        for path in paths.expand(source):
            if isinstance(path, Failure):
                yield path
            elif (real := path.resolve()) not in seen:
                seen.add(real)
                yield from _read_file(path)


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    if stdin is None:
        yield Failure(
            STANDARD_INPUT, DocumentError("there is no standard input to read from; name a file instead of -")
        )
        return
    try:
        yield from _read(Raw.of_stream(stdin, STANDARD_INPUT), "")
    except DocumentError as error:
        yield Failure(STANDARD_INPUT, error)


def _read_file(path: Path) -> Iterator[Document | Failure]:
    try:
        yield from _read(Raw.of_file(path), path.suffix.lower())
    except DocumentError as error:
        yield Failure(str(path), error)


def _read(raw: Raw, suffix: str) -> Iterator[Document | Failure]:
    """Read by what the content unmistakably is, else by the suffix, else by what the content looks like."""
    raw.require_content()
    found = contents.signature(raw.data)
    if found is None:
        found = suffix if suffix in READERS else contents.guess(raw.data)
    elif found not in READERS:
        raise DocumentError(f"{raw.source} holds {found}, not text; {contents.advice(found)}")
    yield from _reader(READERS[found])(raw)


@cache
def _reader(module: str) -> Reader:
    reader: Reader = importlib.import_module(module).read
    return reader
