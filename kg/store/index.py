"""What lies beside a graph's database file so that it can be walked through: its topology, and its nouns by number.

Files of arrays are mapped into memory, so that opening costs next to nothing and processes share what they read.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.errors import StoreError
from kg.model import Entity, KnowledgeGraph, Relation
from kg.store.columns import UNKNOWN
from kg.store.records import entity_in, entity_record, relation_in, relation_record
from kg.store.topology import EdgeFacts, Ids, Names, NodeFacts, Numbers, Topology

_VALUES = "values.json"
_LONG, _LONG_ONES = 4_000, 256
"""From how many bytes on a record is kept once it was read, and how many are: hubs lie in many answers."""
T = TypeVar("T", Entity, Relation)


class Index:
    """The topology of one published graph, and its entities and relations by their numbers in it.

    Args:
        folder: where `write_index` wrote it.

    Raises:
        StoreError: it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.topology = _read_topology(folder)
            self._entities = _Records(folder / "entity-records", entity_in)
            self._relations = _Records(folder / "relation-records", relation_in)
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(f"the index {folder} cannot be read; run `jjj build` to write it anew") from error

    def entities(self, numbers: Iterable[int] | Numbers) -> list[Entity]:
        """The entities with these numbers."""
        return self._entities.read(numbers)

    def relations(self, numbers: Iterable[int] | Numbers) -> list[Relation]:
        """The relations with these numbers, with all their evidence."""
        return self._relations.read(numbers)


def write_index(graph: KnowledgeGraph, folder: Path) -> None:
    """Write the index of `graph` into `folder`, which is made.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir()
    topology = Topology.of(
        (_node_facts(entity, graph.degrees[entity.id]) for entity in graph.entities), map(_edge_facts, graph.relations)
    )
    _write_topology(topology, folder)
    _write_records(folder / "entity-records", map(entity_record, graph.entities))
    _write_records(folder / "relation-records", map(relation_record, graph.relations))


def _node_facts(entity: Entity, degree: int) -> NodeFacts:
    scope = entity.place.scope if entity.place else UNKNOWN
    return NodeFacts(entity.id, entity.type, scope, entity.within, degree)


def _edge_facts(relation: Relation) -> EdgeFacts:
    return EdgeFacts(
        relation.id,
        relation.subject,
        relation.object,
        relation.predicate,
        relation.status.value,
        relation.confidence,
        relation.date or relation.published or "",
        relation.derived,
    )


class _Records:
    """Lines of a file, each found by its number."""

    def __init__(self, stem: Path, parse: Callable[[bytes], Any]) -> None:
        self._ends = np.asarray(np.load(stem.with_suffix(".npy"), mmap_mode="r"))
        path = stem.with_suffix(".jsonl")
        with path.open("rb") as file:
            # An empty file cannot be mapped.
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
        self._parse = parse
        self._parse_long = lru_cache(_LONG_ONES)(lambda begin, end: parse(self._lines[begin:end]))

    def read(self, numbers: Iterable[int] | Numbers) -> list[Any]:
        wanted = np.fromiter(numbers, np.int64)
        ends = self._ends[wanted].tolist()
        begins = np.where(wanted > 0, self._ends[wanted - 1], 0).tolist() if len(wanted) else []
        lines, parse, parse_long = self._lines, self._parse, self._parse_long
        return [
            parse(lines[begin:end]) if end - begin < _LONG else parse_long(begin, end)
            for begin, end in zip(begins, ends, strict=True)
        ]


def _write_records(stem: Path, records: Iterable[bytes]) -> None:
    with stem.with_suffix(".jsonl").open("wb") as file:
        sizes = [file.write(record) for record in records]
    np.save(stem.with_suffix(".npy"), np.cumsum(np.array(sizes, np.int64)))


def _write_topology(topology: Topology, folder: Path) -> None:
    values: dict[str, object] = {}
    for name, part in _parts(topology).items():
        match part:
            case Ids():
                np.save(folder / f"{name}-ids.npy", part.text)
                np.save(folder / f"{name}-ends.npy", part.ends)
            case Names():
                np.save(folder / f"{name}.npy", part.codes)
                values[name] = part.values
            case _:
                np.save(folder / f"{name}.npy", part)
    (folder / _VALUES).write_text(json.dumps(values), "ascii")


def _read_topology(folder: Path) -> Topology:
    values = json.loads((folder / _VALUES).read_text("ascii"))
    values["places"] = [(scope, tuple(within)) for scope, within in values["places"]]

    def array(name: str) -> NDArray[Any]:
        # A plain array over the mapped file: every look into np.memmap itself costs a microsecond more.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    parts: dict[str, Any] = {}
    for field in fields(Topology):
        name = field.name
        if (folder / f"{name}-ids.npy").exists():
            parts[name] = Ids(array(f"{name}-ids"), array(f"{name}-ends"))
        elif name in values:
            parts[name] = Names(tuple(values[name]), array(name))
        else:
            parts[name] = array(name)
    return Topology(**parts)


def _parts(topology: Topology) -> dict[str, Any]:
    return {field.name: getattr(topology, field.name) for field in fields(Topology)}
