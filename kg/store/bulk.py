"""Writes the columns of a graph into CSV files of the kind that Ladybug's COPY reads without loss."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kg.model import KnowledgeGraph
from kg.store.columns import (
    DOCUMENT_COLUMNS,
    ENTITY_COLUMNS,
    RELATION_COLUMNS,
    document_columns,
    entity_columns,
    listed,
    relation_columns,
)

MARK = "\x02"
"""What stands before each item of a list. Ladybug cuts texts between grapheme clusters, and only a control character
never forms one with what comes after it (Unicode Standard Annex 29, rule GB4)."""
_FILE_SIZE = 128 << 20
"""Characters of one file of relations: COPY holds a whole file in memory."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The files that hold a graph.

    Args:
        entities: the one file of entities.
        relations: the files of relations, each row beginning with the ids of its two ends.
        documents: the one file of documents.
        separator: what parts the items of a list; MARK stands before each item, so that empty ones survive.
        digest: 16 hexadecimal digits that depend on the content alone.
    """

    entities: Path
    relations: tuple[Path, ...]
    documents: Path
    separator: str
    digest: str


def write_bulk(graph: KnowledgeGraph, folder: Path, *, salt: str) -> Bulk:
    """Write `graph` into CSV files in `folder`; the same graph and `salt` give the same digest.

    Lone surrogates, which no UTF-8 text can hold, become question marks.

    Raises:
        OSError: the files cannot be written.
    """
    separator = _separator(graph)
    digest = hashlib.sha256(salt.encode())
    entities = (entity_columns(entity, graph.degrees[entity.id]) for entity in graph.entities)
    lines = (_line(_values(row, ENTITY_COLUMNS), separator) for row in entities)
    [entity_file] = _files(lines, folder, "entities", digest, size=None)
    relations = (
        _line((relation.subject, relation.object, *_values(relation_columns(relation), RELATION_COLUMNS)), separator)
        for relation in graph.relations
    )
    relation_files = tuple(_files(relations, folder, "relations", digest, size=_FILE_SIZE))
    documents = (_line(_values(document_columns(each), DOCUMENT_COLUMNS), separator) for each in graph.documents)
    [document_file] = _files(documents, folder, "documents", digest, size=None)
    return Bulk(entity_file, relation_files, document_file, separator, digest.hexdigest()[:16])


def _values(row: Mapping[str, object], columns: Iterable[str]) -> Iterator[object]:
    return (row[column] for column in columns)


def _files(lines: Iterable[str], folder: Path, stem: str, digest: hashlib._Hash, *, size: int | None) -> Iterator[Path]:
    """Write lines into numbered files of about `size` characters, at least one file."""
    pending = iter(lines)
    for number in count():
        path = folder / f"{stem}-{number}.csv"
        room, finished = size, True
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            for line in pending:
                file.write(line)
                digest.update(line.encode("utf-8", "replace"))
                if room is not None:
                    room -= len(line)
                    if room <= 0:
                        finished = False
                        break
        yield path
        if finished:
            return


def _line(values: Iterable[object], separator: str) -> str:
    return ",".join(_field(value, separator) for value in values) + "\n"


def _field(value: object, separator: str) -> str:
    """A field of CSV: text is always quoted, and an empty field without quotes is NULL or an empty list."""
    match value:
        case None | []:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _quoted(separator.join(MARK + item for item in value))
        case str():
            return _quoted(value)
    return repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _separator(graph: KnowledgeGraph) -> str:
    """A string that no item of any list contains, and that does not overlap with itself."""
    for number in count():
        separator = f"\x1f{number}\x1e"
        if not any(separator in item for entity in graph.entities for item in listed(entity)):
            return separator
    raise AssertionError
