"""GraphML for Gephi, Cytoscape, yEd and networkx: typed attributes, parallel relations kept apart by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kg.export.flat import (
    ENTITY_ATTRIBUTES,
    RELATION_ATTRIBUTES,
    entity_attributes,
    relation_attributes,
)
from kg.model import KnowledgeGraph
from kg.store.columns import Value

_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids even as a character reference (section 2.2)."""
_NODE = {"label": str, **ENTITY_ATTRIBUTES}
_EDGE = {"label": str, **RELATION_ATTRIBUTES}


def write_graphml(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write the graph; an entity's name and a relation's predicate are `label`, which the programs show.

    Characters that XML cannot hold become U+FFFD. Attributes without a value are left out.
    """
    file.writelines(line.encode() + b"\n" for line in _lines(graph))


def _lines(graph: KnowledgeGraph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for where, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in attributes.items():
            yield f'<key id="{where}_{name}" for="{where}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
    yield '<graph id="G" edgedefault="directed">'
    for entity in graph.entities:
        yield f"<node id={_quoted(entity.id)}>"
        yield from _data("node", {"label": entity.name, **entity_attributes(entity)})
        yield "</node>"
    for relation in graph.relations:
        ends = f"source={_quoted(relation.subject)} target={_quoted(relation.object)}"
        yield f"<edge id={_quoted(relation.id)} {ends}>"
        yield from _data("edge", {"label": relation.predicate, **relation_attributes(relation)})
        yield "</edge>"
    yield "</graph>"
    yield "</graphml>"


def _data(where: str, values: Mapping[str, Value]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            # A parser turns a bare carriage return into a line feed.
            yield f'<data key="{where}_{name}">{escape(_legal(written), {chr(13): "&#13;"})}</data>'


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
