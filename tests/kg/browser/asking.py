"""What a recipe answers on a Neo4j server, in a form that can be written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from neo4j import Driver, Record
from neo4j.graph import Path

from kg.browser import Recipe


def answer(driver: Driver, recipe: Recipe, parameters: Mapping[str, object]) -> list[object]:
    """The rows; of a picture, each relationship that is drawn, once.

    Rows that come in no order of their own are sorted.
    """
    found = driver.execute_query(recipe.query, dict(parameters))
    if not recipe.columns:
        return [*sorted({drawn for record in found.records for drawn in _drawn(record)})]
    assert tuple(found.keys) == recipe.columns
    rows = [list(record.values()) for record in found.records]
    return list(rows if "ORDER BY" in recipe.query else sorted(rows, key=repr))


def _drawn(record: Record) -> Iterator[str]:
    for value in record.values():
        if isinstance(value, Path):
            for each in value.relationships:
                start, end = each.nodes
                assert start is not None
                assert end is not None
                yield f"{start['name']} {each.type} {end['name']}"
