"""Files for `neo4j-admin database import`, which loads a large graph faster than transactions: a ZIP of CSV tables.

What they load is what publishing would have written, digests and all, so that publishing keeps it in step from then on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO
from zipfile import ZipFile

from kg.errors import ExportError
from kg.export.archive import member, text_member
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.store.changes import Wanted, publication
from kg.store.columns import listed
from kg.store.layout import (
    DIGEST,
    DOCUMENT,
    KEY,
    LINK_COLUMNS,
    MENTIONS,
    NODE_COLUMNS,
    PAGE_COLUMNS,
    STATE,
    Layout,
    mention_digest,
)

_KINDS = {str: "string", int: "long", float: "double", bool: "boolean", list: "string[]"}
_STATE_COLUMNS: Mapping[str, type] = {
    DIGEST: str, "complete": bool, "schema": str, "entities": int, "relations": int, "documents": int, "ontology": str,
    "version": str, "labels": list, "kinds": list, "imported": bool,
}  # fmt: skip
_NO_DIGEST = "0" * 16
"""Digest of what CSV cannot hold as it is: publishing finds that it differs, and puts it right."""
_DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c", *map(chr, range(0xE000, 0xE100)))
"""What may part the items of a list, if no item contains it: control characters, then those for private use."""
_BUFFER = 4 << 20
"""Bytes that the longest field may have, if the importer is not told of more."""
_LOAD = """\
#!/bin/sh
# Loads the graph into an empty database, by default “neo4j”, while its server is stopped:  sh load.sh [DATABASE]
# Then start the server and run:  jjj publish --to neo4j://HOST:7687
# which makes the constraints and indexes, and finds nothing else to do.
set -eu
cd "$(dirname "$0")"
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full \\
{options}
  "${{1:-neo4j}}"
"""


def write_neo4j_import(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write the archive: tables of entities, documents, relations and mentions, and `load.sh`, which loads them.

    Lone surrogates, which UTF-8 cannot hold, become question marks.

    Raises:
        ExportError: no character is left to part the items of lists.
    """
    wanted = Wanted(Layout(graph, Ontology.load()))
    with ZipFile(file, "w") as archive:
        tables = _Tables(archive, wanted, _delimiter(graph))
        tables.write()
        archive.writestr(member("load.sh", 0o755), _LOAD.format(options=tables.options()))


@dataclass(slots=True)
class _Tables:
    """Writes tables into an archive, and notices what the importer must be told of them."""

    archive: ZipFile
    wanted: Wanted
    delimiter: str
    multiline: bool = False
    longest: int = field(default=0)

    def write(self) -> None:
        """Write all tables."""
        # What the whole is can be told only when the digests of all its parts are known.
        self._add("documents.csv", self._header("id:ID(document)", PAGE_COLUMNS, ":LABEL"), self._documents())
        self._add("entities.csv", self._header("id:ID(entity)", NODE_COLUMNS, ":LABEL"), self._entities())
        ends = (":START_ID(entity)", ":END_ID(entity)", ":TYPE", "id:string")
        self._add("relations.csv", (*ends, *_typed(LINK_COLUMNS), f"{DIGEST}:string"), self._relations())
        ends = (":START_ID(document)", ":END_ID(entity)", ":TYPE", f"{DIGEST}:string")
        self._add("mentions.csv", ends, self._mentions())
        self._add("publication.csv", ("id:ID(publication)", *_typed(_STATE_COLUMNS), ":LABEL"), self._publication())

    def options(self) -> str:
        """What the importer must be told, a line each, as a shell reads it."""
        told = [
            *(f"--nodes={name}.csv" for name in ("documents", "entities", "publication")),
            *(f"--relationships={name}.csv" for name in ("relations", "mentions")),
            "--id-type=string",
            f"--array-delimiter=U+{ord(self.delimiter):04X}",
        ]
        if self.multiline:
            told.append("--multiline-fields=true")
        if self.longest > _BUFFER // 4:
            told.append(f"--read-buffer-size={4 * self.longest}")
        return "\n".join(f"  {each} \\" for each in told)

    def _header(self, key: str, columns: Mapping[str, type], *more: str) -> tuple[str, ...]:
        return (key, *_typed(columns), f"{DIGEST}:string", *more)

    def _documents(self) -> Iterator[Iterable[object]]:
        for node in map(self.wanted.document, self.wanted.layout.graph.documents):
            yield (*node.properties.values(), node.digest, [DOCUMENT])

    def _entities(self) -> Iterator[Iterable[object]]:
        for node in map(self.wanted.entity, self.wanted.layout.graph.entities):
            values = node.properties.values()
            yield (*values, _holdable(values, node.digest), list(self.wanted.layout.terms.labels(node.type)))

    def _relations(self) -> Iterator[Iterable[object]]:
        for link in map(self.wanted.relation, self.wanted.layout.graph.relations):
            values = link.properties.values()
            yield (link.start, link.end, link.type, *values, _holdable(values, link.digest))

    def _mentions(self) -> Iterator[Iterable[object]]:
        layout = self.wanted.layout
        for entity in layout.graph.entities:
            for document in layout.mentions(entity):
                yield document, entity.id, MENTIONS, mention_digest(document, entity.id)

    def _publication(self) -> Iterator[Iterable[object]]:
        # The importer makes no indexes: publishing sees that there are none.
        told = {**publication(self.wanted, schema=""), "imported": True}
        yield (KEY, *(told[column] for column in _STATE_COLUMNS), [STATE])

    def _add(self, name: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        with text_member(self.archive, name) as table:
            table.write(",".join(header) + "\n")
            table.writelines(",".join(map(self._field, row)) + "\n" for row in rows)

    def _field(self, value: object) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case float():
                return _number(value)
            case list():
                return self._quoted(self.delimiter.join(value))
            case str():
                return self._quoted(value)
        return str(value)

    def _quoted(self, text: str) -> str:
        self.multiline = self.multiline or "\n" in text or "\r" in text
        self.longest = max(self.longest, len(text))
        return '"' + text.replace('"', '""') + '"'


def _typed(columns: Mapping[str, type]) -> Iterator[str]:
    return (f"{name}:{_KINDS[kind]}" for name, kind in columns.items() if name != "id")


def _holdable(values: Iterable[object], digest: str) -> str:
    """The digest, unless there is a list of one empty text, which CSV cannot tell from an empty list."""
    return _NO_DIGEST if [""] in values else digest


def _number(value: float) -> str:
    """The number as Java reads it."""
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def _delimiter(graph: KnowledgeGraph) -> str:
    of_entities = chain.from_iterable(map(listed, graph.entities))
    of_relations = (piece.text + piece.document_id for each in graph.relations for piece in each.evidence)
    of_documents = (heading.url or "" for heading in graph.documents)
    free = dict.fromkeys(_DELIMITERS)
    for text in chain(of_entities, of_relations, of_documents):
        if not text.isprintable():
            for used in set(text).intersection(free):
                del free[used]
    if not free:
        raise ExportError(
            "the graph uses all control characters that could part the items of a list; export it as json"
        )
    return next(iter(free))
