"""What every graph store can do. Knows nothing of any one database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol, TypeVar, cast

from kg.model import KnowledgeGraph
from kg.store.index import Index

T = TypeVar("T")
Row = dict[str, object]
LATE = "the query took longer than it is granted; ask for less, or with a LIMIT"
LARGE = "the query needs more memory than it is granted; ask for less, or with a LIMIT"
"""What every store says of a query that is too costly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person's own Cypher gave.

    Args:
        rows: the first rows, each by column name; nodes and relations are plain mappings of their properties.
        more: whether there were more rows than asked for.
    """

    rows: tuple[Row, ...]
    more: bool


class Store(Protocol):
    """A place that holds one published graph, which is replaced as a whole and otherwise only read.

    Nodes are `(:Entity)` and `(:Document)`, relations are `(:Entity)-[r]->(:Entity)`; their properties are those of
    `kg.store.columns`. What a store keeps besides, `rows` and `each` leave out and `ask` may show.

    The stores differ in one thing by their nature. The embedded store builds a graph apart and swaps it in, whatever
    its size. A database on a server is kept in step: a small change comes in one transaction, a large one in many, and
    until the last of them readers see part of it. Whatever is remembered is made anew after the last.
    """

    def write(self, graph: KnowledgeGraph) -> None:
        """Publish `graph` in place of what was published before: readers see all of the old or all of the new.

        A large change of a database on a server is the exception, see above; ended early, it goes on where it stopped
        when it is published again.

        Raises:
            StorageFull: no room.
            StoreError: the store cannot be written.
        """
        ...

    def rows(self, cypher: str, /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text, each by column name.

        Raises:
            NoGraph: nothing was published yet.
            QueryRefused: the text is malformed, or would write.
            QueryTooCostly: it needs more time or memory than the store grants.
        """
        ...

    def each(self, cypher: str, ids: Iterable[str], /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text that is run for each of `ids`, which it calls `$id`, on the same graph.

        Raises:
            NoGraph: nothing was published yet.
            QueryRefused: the text is malformed, or would write.
            QueryTooCostly: it needs more time or memory than the store grants.
        """
        ...

    def ask(self, cypher: str, parameters: Mapping[str, object], *, seconds: float = 10.0, most: int = 1000) -> Answer:
        """The first `most` rows of a person's Cypher text, which is given `seconds` of time.

        The text may speak the dialect of its store. Memory and the size of the answer are bounded as well.

        Raises:
            NoGraph: nothing was published yet.
            QueryRefused: the text is malformed, or would write.
            QueryTooCostly: it needs more time or memory than granted.
        """
        ...

    def remember(self, what: str, make: Callable[[], T]) -> T:
        """What `make` gives, kept under the name `what` for as long as the graph published now stays published.

        Raises:
            NoGraph: nothing was published yet.
        """
        ...

    def index(self) -> Index | None:
        """What the graph published now can be walked through with, without any Cypher; None if the store keeps none.

        Raises:
            NoGraph: nothing was published yet.
        """
        ...

    def close(self) -> None:
        """Give back files and connections. A closed store must not be used again."""
        ...


class Memo:
    """Values that belong to one published graph; safe among threads."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}
        self._lock = Lock()
        self._making: dict[str, Lock] = {}

    def get(self, what: str, make: Callable[[], T]) -> T:
        """The value kept under `what`, made once by `make`, even if many threads ask at the same time."""
        with self._lock:
            making = self._making.setdefault(what, Lock())
        with making:
            if what not in self._values:
                self._values[what] = make()
            return cast("T", self._values[what])
