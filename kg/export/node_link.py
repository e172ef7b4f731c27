"""JSON in the node-link form that networkx and D3 read: complete, so that the same graph can be read back from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from kg.errors import ExportError
from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status

FORMAT = "jjj-kg/1"


def write_json(graph: KnowledgeGraph, file: BinaryIO, /) -> None:
    """Write one object with `nodes` and `links`, each on a line of its own; `source` and `target` hold ids of nodes.

    The documents that the graph was read from are among its attributes, where networkx keeps them.
    """
    file.writelines(_pieces(graph))


def read_json(text: str | bytes) -> KnowledgeGraph:
    """The graph that `write_json` wrote.

    Raises:
        ExportError: the text is something else.
    """
    try:
        data = json.loads(text)
        if data["graph"]["format"] != FORMAT:
            raise ExportError(f"expected the format {FORMAT}, found {data['graph']['format']}")
        documents = tuple(Heading(**each) for each in data["graph"].get("documents", ()))
        return KnowledgeGraph(tuple(map(_entity, data["nodes"])), tuple(map(_relation, data["links"])), documents)
    except (ValueError, TypeError, KeyError) as error:
        raise ExportError(f"this is no JSON export of jjj-kg: {error}") from error


def _pieces(graph: KnowledgeGraph) -> Iterator[bytes]:
    yield b'{"directed":true,"multigraph":true,"graph":' + _encoded({"format": FORMAT})[:-1]
    yield from _lines("documents", map(asdict, graph.documents))
    yield b"}"
    yield from _lines("nodes", map(asdict, graph.entities))
    yield from _lines("links", map(_link, graph.relations))
    yield b"}\n"


def _lines(name: str, items: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    yield f',\n"{name}":['.encode()
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + _encoded(item)
    yield b"\n]"


def _link(relation: Relation) -> dict[str, object]:
    ends = {"source": relation.subject, "target": relation.object, "key": relation.id}
    rest = {name: value for name, value in asdict(relation).items() if name not in {"id", "subject", "object"}}
    return {**ends, **rest}


def _encoded(data: Mapping[str, object]) -> bytes:
    # A lone surrogate has no UTF-8; JSON can spell it, but only as an escape.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":")).encode()


def _entity(data: Mapping[str, Any]) -> Entity:
    place = Place(**data["place"]) if data["place"] else None
    tuples = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
    return Entity(**{**data, **tuples, "place": place})


def _relation(data: Mapping[str, Any]) -> Relation:
    return Relation(
        id=data["key"],
        subject=data["source"],
        predicate=data["predicate"],
        object=data["target"],
        qualifiers=tuple(Qualifier(**q) for q in data["qualifiers"]),
        status=Status(data["status"]),
        confidence=data["confidence"],
        evidence=tuple(Evidence(**e) for e in data["evidence"]),
        inferred_from=data.get("inferred_from", ""),
    )
