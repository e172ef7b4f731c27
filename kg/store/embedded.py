"""The default store: one Ladybug database file in a folder. The only place that knows Ladybug."""

from __future__ import annotations

import glob
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, cast

import ladybug

from kg.errors import NoGraph, QueryRefused, QueryTooCostly, StorageFull, StoreError
from kg.model import KnowledgeGraph
from kg.store.apart import Apart, bounded
from kg.store.base import LARGE, LATE, Answer, Memo, Row
from kg.store.bulk import Bulk, write_bulk
from kg.store.columns import DOCUMENT_COLUMNS, ENTITY_COLUMNS, RELATION_COLUMNS
from kg.store.cypher import refuse_unless_reading
from kg.store.index import Index, write_index
from kg.store.memory import available
from kg.store.publication import Publication

T = TypeVar("T")

_MEMORY = 1 << 30
"""Bytes that the database may hold in memory while asking."""
_SWELLING = 8
"""How often the size of the files of relations their loading takes up in memory, found by trial."""
_ADDRESSES = 1 << 38
"""Bytes of address space, and so of the largest file; Ladybug's own default leaves no room for a second database."""
_PATIENCE = 120.0
"""Seconds that one of our own queries may take."""
_ATTEMPTS = 5
"""How often a reader looks again if the file it was pointed to has been replaced meanwhile."""
_KINDS = {str: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOLEAN", list: "STRING[]"}
_OWN = frozenset({"_ID", "_LABEL", "_SRC", "_DST"})
"""What Ladybug adds to the properties of a node or relation."""
_PATH = {"_NODES": "nodes", "_RELS": "relations"}
_LAYOUT = "5"
"""Changes with the layout of the database, so that an unchanged graph is written anew."""


class EmbeddedStore:
    """A graph in `folder`, which any number of threads and processes may read while one replaces it.

    A query always runs on the graph that is published when it begins.
    """

    def __init__(self, folder: Path) -> None:
        self._publication = Publication(folder)
        self._lock = Lock()
        self._apart = Apart(first_rows)
        self._open: _Published | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, graph: KnowledgeGraph) -> None:
        """Build a new database file of `graph` and swap it in; an unchanged graph is left as it is.

        Raises:
            StorageFull: no room; the old graph stays.
            StoreError: the folder cannot be written; the old graph stays.
        """
        salt = f"{_LAYOUT}/{ladybug.Database.get_storage_version()}"
        with self._publication.writing() as folder:
            bulk = write_bulk(graph, folder, salt=salt)
            name = f"graph-{bulk.digest}.lbug"
            if not (self._publication.publishes(name) and self._sound(self._publication.current())):
                built, beside = folder / name, folder / "index"
                _build(bulk, built)
                write_index(graph, beside)
                self._publication.publish(built, name, beside)

    def rows(self, cypher: str, /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text; see `Store.rows`."""
        refuse_unless_reading(cypher, parameters)
        with self._current() as opened, opened.connection() as connection:
            return list(_run(connection, cypher, parameters, _PATIENCE))

    def each(self, cypher: str, ids: Iterable[str], /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text that is run for each id; see `Store.each`.

        Ladybug looks up one id in its index, but reads all relations to join them with a list of ids.
        """
        refuse_unless_reading(cypher, {"id", *parameters})
        with self._current() as opened, opened.connection() as connection:
            return [row for each in ids for row in _run(connection, cypher, {"id": each, **parameters}, _PATIENCE)]

    def ask(self, cypher: str, parameters: Mapping[str, object], *, seconds: float = 10.0, most: int = 1000) -> Answer:
        """The first rows of a person's Cypher text, run in a process of its own; see `Store.ask`."""
        refuse_unless_reading(cypher, parameters)
        with self._current() as opened:
            request = {
                "path": str(opened.path),
                "cypher": cypher,
                "parameters": parameters,
                "seconds": seconds,
                "most": most,
            }
            rows = cast("list[Row]", self._apart.run(request, seconds=seconds))
        return Answer(tuple(rows[:most]), more=len(rows) > most)

    def remember(self, what: str, make: Callable[[], T]) -> T:
        """What `make` gives for the graph published now; see `Store.remember`."""
        with self._current() as opened:
            return opened.memo.get(what, make)

    def index(self) -> Index:
        """What the graph that is published now can be walked through with; see `Store.index`."""
        with self._current() as opened:
            return opened.index

    def close(self) -> None:
        """Give back the database, as soon as the last running query ends."""
        self._apart.close()
        with self._lock:
            opened, self._open = self._open, None
        if opened is not None:
            opened.release()

    @contextmanager
    def _current(self) -> Iterator[_Published]:
        opened = self._lease()
        try:
            yield opened
        finally:
            opened.release()

    def _lease(self) -> _Published:
        path = self._publication.current()
        with self._lock:
            if self._open is None or self._open.path != path:
                fresh = self._open_published()
                if self._open is not None:
                    self._open.release()
                self._open = fresh
            self._open.acquire()
            return self._open

    def _sound(self, path: Path) -> bool:
        """Whether the file, and what lies beside it, can be opened."""
        try:
            _Published(path, self._publication.index(path)).release()
        except (RuntimeError, StoreError):
            return False
        return True

    def _open_published(self) -> _Published:
        for attempt in range(_ATTEMPTS):
            path = self._publication.current()
            try:
                return _Published(path, self._publication.index(path))
            except (RuntimeError, StoreError) as error:
                if path.is_file() or attempt == _ATTEMPTS - 1:
                    msg = f"the graph {path} cannot be opened; run `jjj build` to write it anew ({_first_line(error)})"
                    raise StoreError(msg) from error
        raise NoGraph(f"no graph can be found in {self._publication.folder}; run `jjj build`")


def first_rows(path: str, cypher: str, parameters: Mapping[str, object], seconds: float, most: int) -> list[Row]:
    """The first `most` rows of a reading Cypher text on the file `path`, and one more if there is one.

    Raises:
        QueryRefused: the text is malformed, or would write.
        QueryTooCostly: it needs more time or memory than granted.
        StoreError: the file cannot be opened.
    """
    refuse_unless_reading(cypher, parameters)
    try:
        opened = _Opened(Path(path))
    except RuntimeError as error:
        raise StoreError(f"the graph {path} cannot be opened: {_first_line(error)}") from error
    try:
        with opened.connection() as connection:
            return bounded(_run(connection, cypher, parameters, seconds), most)
    finally:
        opened.release()


class _Opened:
    """One published file, opened for reading, closed when the store and every query have let go of it."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise RuntimeError(f"{path} is missing")
        self.path = path
        self.memo = Memo()
        self.database = ladybug.Database(path, read_only=True, buffer_pool_size=_MEMORY, max_db_size=_ADDRESSES)
        self._idle: deque[ladybug.Connection] = deque()
        self._holders = 1
        self._lock = Lock()

    def acquire(self) -> None:
        with self._lock:
            self._holders += 1

    def release(self) -> None:
        with self._lock:
            self._holders -= 1
            last = self._holders == 0
        if last:
            self.database.close()

    @contextmanager
    def connection(self) -> Iterator[ladybug.Connection]:
        """A connection for one thread at a time; one whose query failed is not used again."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = ladybug.Connection(self.database)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)


class _Published(_Opened):
    """The same, with the index that lies beside the file."""

    def __init__(self, path: Path, index: Path) -> None:
        self.index = Index(index)
        super().__init__(path)


def _run(
    connection: ladybug.Connection, cypher: str, parameters: Mapping[str, object], seconds: float
) -> Iterator[Row]:
    connection.set_query_timeout(max(1, round(seconds * 1000)))
    try:
        result = connection.execute(_told_apart(cypher, parameters), dict(parameters))
    except (RuntimeError, ValueError, TypeError) as error:
        raise _refusal(error) from error
    if isinstance(result, list):
        raise QueryRefused("ask one question at a time")
    with result:
        names = result.get_column_names()
        while result.has_next():
            yield dict(zip(names, map(_plain, result.get_next()), strict=True))


def _told_apart(cypher: str, parameters: Mapping[str, object]) -> str:
    """The text, with its whole numbers behind it: Ladybug keeps plans by text, and in them the first LIMIT it saw."""
    numbers = [f"{name}={value}" for name, value in sorted(parameters.items()) if type(value) is int]
    return f"{cypher}\n/* {' '.join(numbers)} */" if numbers else cypher


def _refusal(error: Exception) -> StoreError:
    message = _first_line(error)
    if message.startswith("Interrupted"):
        return QueryTooCostly(LATE)
    if message.startswith("Buffer manager"):
        return QueryTooCostly(LARGE)
    if message.startswith(("IO exception", "Storage exception")):
        return StoreError(f"the graph cannot be read: {message}")
    return QueryRefused(f"the query cannot be answered: {message}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _plain(value: object) -> object:
    """A value as JSON knows it: nodes and relations are their properties, without the database's own ids."""
    if isinstance(value, dict):
        if value.keys() == _PATH.keys():
            return {name: _plain(value[own]) for own, name in _PATH.items()}
        return {key: _plain(item) for key, item in value.items() if key not in _OWN}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _build(bulk: Bulk, path: Path) -> None:
    """Load the files into a new database file at `path`."""
    room = _room_for(bulk)
    try:
        with (
            ladybug.Database(path, buffer_pool_size=room, max_db_size=_ADDRESSES) as database,
            ladybug.Connection(database) as connection,
        ):
            for statement in _statements(bulk, room):
                connection.execute(statement)
    except RuntimeError as error:
        message = _first_line(error)
        if "No space left" in message or "File too large" in message:
            raise StorageFull(f"the disk that holds {path.parent.parent} is full; make room and try again") from error
        raise StoreError(f"the graph cannot be built: {message}") from error


def _room_for(bulk: Bulk) -> int:
    """Bytes that the database may hold in memory while it is built: what COPY needs to hold all relations, if that
    much can be had beside the graph itself.
    """
    wanted = _MEMORY + _SWELLING * sum(path.stat().st_size for path in bulk.relations)
    return max(_MEMORY, min(wanted, available() * 2 // 3))


def _loads(paths: Iterable[Path], room: int) -> Iterator[list[Path]]:
    """The files, as many at a time as COPY can hold in `room` bytes, and one at least."""
    together: list[Path] = []
    size = 0
    for path in paths:
        needed = _SWELLING * path.stat().st_size
        if together and size + needed > room - _MEMORY // 2:
            yield together
            together, size = [], 0
        together.append(path)
        size += needed
    yield together


def _statements(bulk: Bulk, room: int) -> Iterator[str]:
    yield f"CREATE NODE TABLE Entity({_declared(ENTITY_COLUMNS)}, PRIMARY KEY(id))"
    yield f"CREATE REL TABLE Relation(FROM Entity TO Entity, {_declared(RELATION_COLUMNS)})"
    yield f"CREATE NODE TABLE Document({_declared(DOCUMENT_COLUMNS)}, PRIMARY KEY(id))"
    # A list cannot come out of CSV unharmed, so it is loaded as text and taken apart.
    raw = ", ".join(f"{name} {'STRING' if kind is list else _KINDS[kind]}" for name, kind in ENTITY_COLUMNS.items())
    values = ", ".join(_items(name, bulk.separator) if kind is list else name for name, kind in ENTITY_COLUMNS.items())
    yield f"COPY Entity FROM (LOAD WITH HEADERS ({raw}) FROM {_literal(bulk.entities)} {_CSV} RETURN {values})"
    # As many as possible at once: each COPY into a table that holds relations already writes much of it anew.
    for paths in _loads(bulk.relations, room):
        yield f"COPY Relation FROM [{', '.join(map(_literal, paths))}] {_CSV}"
    yield f"COPY Document FROM {_literal(bulk.documents)} {_CSV}"
    yield "CHECKPOINT"


_CSV = """(HEADER=false, PARALLEL=false, AUTO_DETECT=false, DELIM=',', QUOTE='"', ESCAPE='"')"""


def _declared(columns: Mapping[str, type]) -> str:
    return ", ".join(f"{name} {_KINDS[kind]}" for name, kind in columns.items())


def _items(column: str, separator: str) -> str:
    split = f'list_transform(string_split({column}, "{separator}"), x -> substring(x, 2, 2000000000))'
    return f"CASE WHEN {column} IS NULL THEN CAST([] AS STRING[]) ELSE {split} END"


def _literal(path: Path) -> str:
    """The path as a Cypher string that stands for this very file, whatever characters its folders have."""
    text = glob.escape(str(path.absolute())).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{text}'"
