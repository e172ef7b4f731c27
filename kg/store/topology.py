"""Who is related to whom, as arrays: a whole graph without its texts, to be walked through quickly.

Knows no database, no ontology and no question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Numbers = NDArray[np.integer[Any]]
"""Numbers of entities or of relations."""
Place = tuple[str, tuple[str, ...]]
"""A scope, and the keys of all that lies around."""


class NodeFacts(NamedTuple):
    """What is kept of an entity: `scope` and `within` say where it is, `degree` how many relations documents tell."""

    id: str
    type: str
    scope: str
    within: tuple[str, ...]
    degree: int


class EdgeFacts(NamedTuple):
    """What is kept of a relation.

    `day` is its date, or else the day on which its earliest evidence was published, or empty. `derived` is true if it
    belongs to the tree of regions.
    """

    id: str
    subject: str
    object: str
    predicate: str
    status: str
    confidence: float
    day: str
    derived: bool


class Ids:
    """Many ids, sorted, in one piece of UTF-8 text, so that they take no more room than their letters.

    Args:
        text: all of them, one after the other.
        ends: where each one ends, counted in bytes.
    """

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.text = text
        self.ends = ends
        # Single bytes and numbers are read several times faster through a view than through an array.
        self._text, self._ends = text.data, ends.data
        self._width = _common_width(ends)

    @classmethod
    def of(cls, ids: Iterable[str]) -> Ids:
        """Those ids, in the order in which they come."""
        pieces = [each.encode("utf-8", "replace") for each in ids]
        ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), dtype=np.int64)
        return cls(np.frombuffer(b"".join(pieces), np.uint8), ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int | np.integer[Any]) -> str:
        return self._bytes(int(number)).decode()

    def numbers(self, wanted: Iterable[str]) -> Numbers:
        """The numbers of those of these ids that there are, ascending."""
        sought = {each.encode("utf-8", "replace") for each in wanted}
        if not self._width:
            found = (self._find(each) for each in sought)
            return np.unique(np.fromiter((number for number in found if number is not None), np.int64))
        kind = f"S{self._width}"
        table = self.text.view(kind)
        alike = np.array([each for each in sought if len(each) == self._width], kind)
        places = np.searchsorted(table, alike)
        there = places < len(table)
        there[there] = table[places[there]] == alike[there]
        return np.sort(places[there])

    def _find(self, sought: bytes) -> int | None:
        # UTF-8 is sorted as the text that it stands for.
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < sought:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._bytes(low) == sought else None

    def _bytes(self, number: int) -> bytes:
        begin = self._ends[number - 1] if number else 0
        return self._text[begin : self._ends[number]].tobytes()


@dataclass(frozen=True)
class Names(Generic[T]):
    """One of a few values for each of many things.

    Args:
        values: each value once.
        codes: for each thing, which value it has.
    """

    values: tuple[T, ...]
    codes: Numbers

    @classmethod
    def of(cls, things: Iterable[T]) -> Names[T]:
        """Those values, in the order in which they come."""
        known: dict[T, int] = {}
        codes = [known.setdefault(thing, len(known)) for thing in things]
        kind = np.min_scalar_type(max(len(known) - 1, 0))
        return cls(tuple(known), np.array(codes, kind))

    def __getitem__(self, number: int) -> T:
        return self.values[int(self.codes[number])]

    def where(self, test: Callable[[T], object]) -> Flags:
        """For each code, whether its value passes the test."""
        return Flags(np.array([bool(test(value)) for value in self.values], np.bool_), self.codes)

    def among(self, wanted: Iterable[T]) -> Flags:
        """For each code, whether its value is one of those wanted."""
        return self.where(frozenset(wanted).__contains__)


class Flags:
    """For each of many things whether it passes a test, looked up only for those that are asked about."""

    def __init__(self, passing: NDArray[np.bool_], codes: Numbers) -> None:
        self._passing = passing
        self._codes = codes

    def __getitem__(self, things: Numbers) -> NDArray[np.bool_]:
        return np.asarray(self._passing[self._codes[things]])


@dataclass(frozen=True)
class Topology:
    """The graph. Entities and relations are numbered in the order of their ids; a row of each array is one of them.

    Args:
        entities: their ids.
        types: key of each one's type.
        places: scope and chain of regions of each one.
        degrees: number of relations of each one that documents tell.
        relations: their ids.
        subjects, objects: their ends.
        predicates, statuses: their keys.
        confidences: from 0 to 1.
        days: see EdgeFacts.
        derived: whether each one belongs to the tree of regions.
        starts: `ends_of[starts[n]:starts[n + 1]]` are the relations of entity n, one in which it is both ends twice.
        ends_of: relations by their ends.
    """

    entities: Ids
    types: Names[str]
    places: Names[Place]
    degrees: Numbers
    relations: Ids
    subjects: Numbers
    objects: Numbers
    predicates: Names[str]
    statuses: Names[str]
    confidences: NDArray[np.float64]
    days: Names[str]
    derived: NDArray[np.bool_]
    starts: Numbers
    ends_of: Numbers

    @classmethod
    def of(cls, entities: Iterable[NodeFacts], relations: Iterable[EdgeFacts]) -> Topology:
        """The arrays of these, which are sorted by id; every end of a relation is among the entities."""
        nodes = list(entities)
        numbers = {node.id: number for number, node in enumerate(nodes)}
        edges = list(relations)
        subjects = np.fromiter((numbers[edge.subject] for edge in edges), np.uint32, len(edges))
        objects = np.fromiter((numbers[edge.object] for edge in edges), np.uint32, len(edges))
        starts, ends_of = _by_end(subjects, objects, len(nodes))
        return cls(
            entities=Ids.of(node.id for node in nodes),
            types=Names.of(node.type for node in nodes),
            places=Names.of((node.scope, node.within) for node in nodes),
            degrees=np.fromiter((node.degree for node in nodes), np.uint32, len(nodes)),
            relations=Ids.of(edge.id for edge in edges),
            subjects=subjects,
            objects=objects,
            predicates=Names.of(edge.predicate for edge in edges),
            statuses=Names.of(edge.status for edge in edges),
            confidences=np.fromiter((edge.confidence for edge in edges), np.float64, len(edges)),
            days=Names.of(edge.day for edge in edges),
            derived=np.fromiter((edge.derived for edge in edges), np.bool_, len(edges)),
            starts=starts,
            ends_of=ends_of,
        )

    def numbers(self, ids: Iterable[str]) -> Numbers:
        """The numbers of the entities with these ids that there are, ascending."""
        return self.entities.numbers(ids)

    def node(self, number: int) -> NodeFacts:
        """The entity with this number."""
        scope, within = self.places[number]
        return NodeFacts(self.entities[number], self.types[number], scope, within, int(self.degrees[number]))

    def edge(self, number: int) -> EdgeFacts:
        """The relation with this number."""
        return EdgeFacts(
            self.relations[number],
            self.entities[self.subjects[number]],
            self.entities[self.objects[number]],
            self.predicates[number],
            self.statuses[number],
            float(self.confidences[number]),
            self.days[number],
            bool(self.derived[number]),
        )

    def around(self, nodes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """All relations of these entities, one after the other: the entity, the relation, and its other end."""
        begins = self.starts[nodes]
        counts = self.starts[np.asarray(nodes) + 1] - begins
        near = np.repeat(nodes, counts)
        offsets = np.repeat(begins - np.cumsum(counts) + counts, counts)
        edges = self.ends_of[offsets + np.arange(len(near))]
        subjects = self.subjects[edges]
        return near, edges, np.where(subjects == near, self.objects[edges], subjects)

    def __len__(self) -> int:
        return len(self.entities)


def _common_width(ends: NDArray[np.int64]) -> int:
    """How long each text is if all are equally long, else 0."""
    width = int(ends[0]) if len(ends) else 0
    return width if width and int(ends[-1]) == width * len(ends) and bool((np.diff(ends) == width).all()) else 0


def _by_end(subjects: Numbers, objects: Numbers, nodes: int) -> tuple[Numbers, Numbers]:
    ends = np.concatenate([subjects, objects])
    order = np.argsort(ends, kind="stable")
    starts = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(ends, minlength=nodes), out=starts[1:])
    return starts, (order % max(len(subjects), 1)).astype(np.uint32)
