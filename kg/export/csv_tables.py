"""CSV for spreadsheets: a ZIP archive with `nodes.csv`, `relations.csv`, `documents.csv` and a note.

The tables are UTF-8 with a byte order mark, by which Excel knows that it is not the system's own encoding.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from typing import BinaryIO
from zipfile import ZipFile

from kg.export.archive import member, text_member
from kg.export.flat import ENTITY_ATTRIBUTES, RELATION_ATTRIBUTES, entity_attributes, relation_attributes
from kg.model import Heading, KnowledgeGraph
from kg.store.columns import Value

NODE_HEADER = ("id", "name", *ENTITY_ATTRIBUTES)
RELATION_HEADER = ("id", "subject", "subject_name", "predicate", "object", "object_name", *RELATION_ATTRIBUTES)
DOCUMENT_HEADER = tuple(field.name for field in fields(Heading))
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
_NOTE = """\
nodes.csv      one line for each entity: {nodes}
relations.csv  one line for each relation: {relations}
documents.csv  one line for each document that was read: {documents}

subject and object are ids of nodes.csv. aliases are parted by " | ", qualifiers by "; ". scope is beijing, tianjin,
hebei or outside; within lists all that the entity lies in, from the widest: codes of divisions (GB/T 2260), then ids of
parks, and home the divisions that its name or a public list calls its own. inferred_from is filled where no document
tells the relation. normalised gives the qualifiers that have a normal form in it: plain numbers in the base unit of the
currency, ISO dates, low/high for intervals with .. for an open end; amount_low, amount_high, currency and date repeat
those of the first sum and the first date. documents and evidence are numbers; so is witnesses, which counts a report
once, however often it was reprinted; original is the id of the document that another one reprints. sentence, title,
document, publisher and published are those of the first evidence. A value that a spreadsheet would take for a formula,
and one that begins with an apostrophe, has an apostrophe before it.
"""


def write_csv(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write the archive. Lone surrogates, which UTF-8 cannot hold, become question marks."""
    with ZipFile(file, "w") as archive:
        _add(archive, "nodes.csv", NODE_HEADER, _nodes(graph))
        _add(archive, "relations.csv", RELATION_HEADER, _relations(graph))
        _add(archive, "documents.csv", DOCUMENT_HEADER, map(astuple, graph.documents))
        archive.writestr(member("README.txt"), _note())


def _note() -> str:
    headers = (NODE_HEADER, RELATION_HEADER, DOCUMENT_HEADER)
    nodes, relations, documents = map(", ".join, headers)
    return _NOTE.format(nodes=nodes, relations=relations, documents=documents)


def _nodes(graph: KnowledgeGraph) -> Iterator[Sequence[Value]]:
    for entity in graph.entities:
        yield (entity.id, entity.name, *entity_attributes(entity).values())


def _relations(graph: KnowledgeGraph) -> Iterator[Sequence[Value]]:
    for r in graph.relations:
        subject, object_ = graph.by_id[r.subject].name, graph.by_id[r.object].name
        yield (r.id, r.subject, subject, r.predicate, r.object, object_, *relation_attributes(r).values())


def _add(archive: ZipFile, name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    with text_member(archive, name, encoding="utf-8-sig") as table:
        writer = csv.writer(table, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(header)
        writer.writerows(map(_cell, row) for row in rows)


def _cell(value: Value) -> str | float:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            # Excel and its like would run what begins like a formula (CWE-1236).
            return f"'{value}" if value.startswith(_FORMULA) else value
    return value
