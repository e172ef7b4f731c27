"""What Neo4j returns as JSON knows it, with nodes and relations as the embedded store gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import cast

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from kg.store.columns import DOCUMENT_COLUMNS, ENTITY_COLUMNS, RELATION_COLUMNS

_NODES: Mapping[str, Iterable[str]] = {"Entity": ENTITY_COLUMNS, "Document": DOCUMENT_COLUMNS}


def plain(value: object) -> object:
    """The value, of which nodes and relations of ours have the columns of `kg.store.columns` and nothing else."""
    return _plain(value, _columns)


def everything(value: object) -> object:
    """The value, of which nodes and relations have all their properties."""
    return _plain(value, _properties)


_Shown = Callable[[Node | Relationship], Mapping[str, object]]


def _plain(value: object, shown: _Shown) -> object:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, list):
        return [_plain(item, shown) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, shown) for key, item in value.items()}
    if isinstance(value, Node | Relationship):
        return {key: _plain(item, shown) for key, item in shown(value).items()}
    if isinstance(value, Path):
        return {
            "nodes": [_plain(node, shown) for node in value.nodes],
            "relations": [_plain(relation, shown) for relation in value.relationships],
        }
    if isinstance(value, Point):
        return {"type": "Point", "coordinates": list(value)}
    # Days, times and durations have their own ISO form.
    return str(value)


def _columns(element: Node | Relationship) -> Mapping[str, object]:
    if isinstance(element, Relationship):
        return _picked(element, RELATION_COLUMNS) if "predicate" in element else dict(element.items())
    columns = next((_NODES[label] for label in _NODES if label in element.labels), None)
    return _picked(element, columns) if columns else dict(element.items())


def _picked(element: Node | Relationship, columns: Iterable[str]) -> dict[str, object]:
    return {column: element.get(column) for column in columns}


def _properties(element: Node | Relationship) -> Mapping[str, object]:
    return cast("Mapping[str, object]", dict(element.items()))
