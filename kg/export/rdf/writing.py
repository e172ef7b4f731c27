"""Writes a graph as Turtle, N-Triples or JSON-LD, a thing at a time, whatever its size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.export.rdf.context import Context, shipped_context
from kg.export.rdf.describing import TYPE, Description, described
from kg.export.rdf.terms import BOOLEAN, DECIMAL, INTEGER, PREFIXES, compact, vocabulary
from kg.model import KnowledgeGraph
from kg.ontology import JJJ

Node = NamedNode | BlankNode | Literal | Triple
"""What a query can give; a graph of ours has only the first and the third."""
_BARE = {
    BOOLEAN: re.compile("true|false"),
    DECIMAL: re.compile(r"-?[0-9]+\.[0-9]+"),
    INTEGER: re.compile("-?[0-9]+"),
}
"""Datatype → what Turtle takes for a value of it without quotes."""


def write_turtle(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write Turtle, which people read best. Lone surrogates, which RDF cannot hold, become question marks."""
    file.writelines(piece.encode() for piece in turtle(described(graph, vocabulary())))


def turtle(descriptions: Iterable[tuple[Node, Iterable[tuple[Node, Node]]]]) -> Iterator[str]:
    """Turtle with our prefixes, a piece for each thing: its IRI, and pairs of property and value."""
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    yield from (_turtle(subject, facts) for subject, facts in descriptions)


def write_n_triples(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write N-Triples, a fact a line, for bulk loaders. Lone surrogates become question marks."""
    file.write(f"# vocabulary: {JJJ}\n".encode())
    file.writelines(
        f"{subject} {how} {value} .\n".encode()
        for subject, facts in described(graph, vocabulary())
        for how, value in facts
    )


def write_json_ld(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write JSON-LD, a thing a line, with its context in the file. Lone surrogates become question marks."""
    file.writelines(_json_ld(shipped_context(), described(graph, vocabulary())))


def _turtle(subject: Node, facts: Iterable[tuple[Node, Node]]) -> str:
    lines = (
        f"{'a' if how == TYPE else _short(how)} {', '.join(_short(value) for _, value in group)}"
        for how, group in groupby(facts, key=lambda fact: fact[0])
    )
    said = " ;\n    ".join(lines)
    return f"\n{_short(subject)} {said} .\n"


def _short(value: Node) -> str:
    if isinstance(value, NamedNode):
        return compact(value) or str(value)
    return _literal(value) if isinstance(value, Literal) else str(value)


def _literal(value: Literal) -> str:
    if value.datatype in _BARE and _BARE[value.datatype].fullmatch(value.value):
        return value.value
    name = None if value.language else compact(value.datatype)
    plain = str(Literal(value.value))
    return f"{plain}^^{name}" if name and name != "xsd:string" else str(value)


def _json_ld(context: Context, descriptions: Iterable[Description]) -> Iterator[bytes]:
    yield b'{"@context":' + _encoded(context.terms) + b',\n"@graph":['
    for number, description in enumerate(descriptions):
        yield (b",\n" if number else b"\n") + _encoded(context.node(description))
    yield b"\n]}\n"


def _encoded(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
