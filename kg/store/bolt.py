"""A graph in a Neo4j database, asked over Bolt. Knows no question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import cached_property
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, cast

from neo4j import READ_ACCESS, Driver, Query, Session
from neo4j.exceptions import DriverError, Neo4jError

from kg.errors import NoGraph
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.apart import Apart
from kg.store.base import Answer, Memo, Row
from kg.store.bolt_asking import first_rows, refuse_unless_question
from kg.store.bolt_connection import connect
from kg.store.bolt_errors import translating
from kg.store.bolt_publishing import publish_graph
from kg.store.bolt_values import plain
from kg.store.cypher import refuse_escapes, refuse_unless_reading, with_variable
from kg.store.layout import DIGEST, KEY, STATE

T = TypeVar("T")

_PATIENCE = 120.0
"""Seconds that one of our own queries may take."""
_FETCH = 2000
"""Rows that the server sends at a time."""
_STATE = f"MATCH (p:{STATE} {{id: '{KEY}'}}) RETURN p.{DIGEST} AS digest, p.complete AS complete"
_EACH, _VARIABLE = "each id", "`the id`"
_FOR_EACH = f"UNWIND $`{_EACH}` AS {_VARIABLE} CALL ({_VARIABLE}) {{\n%s\n}} RETURN *"


class BoltStore:
    """The graph that is published in a Neo4j database; any number of threads may ask.

    A query runs on what the database holds when it begins. While a large change is being published, that is part old
    and part new; small changes come in one transaction, so that readers see all of them or none.
    """

    def __init__(self, server: GraphServer) -> None:
        self.server = server
        self._lock = Lock()
        self._driver: Driver | None = None
        self._apart = Apart(first_rows)
        self._published = False
        self._memo: tuple[str, Memo] = ("", Memo())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, graph: KnowledgeGraph) -> None:
        """Bring the database in step with the graph; see `Store.write`.

        What others keep there stays. A small change comes in one transaction, a large one in many. If it ends early,
        readers see part of it until it is run again, which goes on where it stopped.

        Raises:
            SchemaConflict: others have nodes or constraints there that stand in the way; nothing was changed.
            StoreUnreachable: the server is gone.
            StorageFull: its disk is full.
            StoreError: it cannot be written.
        """
        publish_graph(self._connected(), self.server, graph, self._ontology)

    def rows(self, cypher: str, /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text; see `Store.rows`."""
        refuse_escapes(cypher)
        refuse_unless_reading(cypher, parameters)
        self._require_graph()
        return self._read(cypher, parameters)

    def each(self, cypher: str, ids: Iterable[str], /, **parameters: object) -> list[Row]:
        """All rows of a reading Cypher text that is run for each id, in one exchange with the server."""
        refuse_escapes(cypher)
        refuse_unless_reading(cypher, {"id", *parameters})
        self._require_graph()
        wanted = list(ids)
        if len(wanted) == 1:
            return self._read(cypher, {"id": wanted[0], **parameters})
        if not wanted:
            return []
        rows = self._read(_FOR_EACH % with_variable(cypher, "id", _VARIABLE), {_EACH: wanted, **parameters})
        for row in rows:
            del row[_VARIABLE.strip("`")]
        return rows

    def ask(self, cypher: str, parameters: Mapping[str, object], *, seconds: float = 10.0, most: int = 1000) -> Answer:
        """The first rows of a person's Cypher text, run in a process of its own; see `Store.ask`.

        One row can be larger than any memory, and a driver that has begun to read it cannot be stopped.
        """
        refuse_unless_question(cypher, parameters)
        self._require_graph()
        request = {
            **asdict(self.server),
            "cypher": cypher,
            "parameters": parameters,
            "seconds": seconds,
            "most": most,
        }
        rows = cast("list[Row]", self._apart.run(request, seconds=seconds))
        return Answer(tuple(rows[:most]), more=len(rows) > most)

    def remember(self, what: str, make: Callable[[], T]) -> T:
        """What `make` gives for the graph published now; see `Store.remember`."""
        digest = self._digest()
        with self._lock:
            if self._memo[0] != digest:
                self._memo = digest, Memo()
            memo = self._memo[1]
        return memo.get(what, make)

    def index(self) -> None:
        """None: Neo4j finds the neighbours of many entities in one round trip; see `Store.index`."""

    def close(self) -> None:
        """Give back the connections."""
        self._apart.close()
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    @cached_property
    def _ontology(self) -> Ontology:
        return Ontology.load()

    def _require_graph(self) -> None:
        """Once a graph was there, the round trip that looks for it is spared."""
        if not self._published:
            self._digest()

    def _digest(self) -> str:
        """What tells one published graph from another."""
        state = self._read(_STATE, {})
        if not state or not (state[0]["complete"] or state[0]["digest"]):
            raise NoGraph(
                f"no graph has been published to {self.server.uri} ({self.server.database}) yet; "
                f"run `jjj build` and `jjj publish --to {self.server.uri}` first"
            )
        self._published = True
        return str(state[0]["digest"])

    def _read(self, cypher: str, parameters: Mapping[str, object]) -> list[Row]:
        """Rows of a text of ours; a server that was started anew, or a full one, is asked once more."""
        with translating(self.server):
            try:
                return self._rows(cypher, parameters)
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
                return self._rows(cypher, parameters)

    def _rows(self, cypher: str, parameters: Mapping[str, object]) -> list[Row]:
        with self._session() as session:
            result = session.run(Query(cypher, timeout=_PATIENCE), dict(parameters))
            names = result.keys()
            return [dict(zip(names, map(plain, record.values()), strict=True)) for record in result]

    def _session(self) -> Session:
        driver = self._connected()
        return driver.session(
            database=self.server.database,
            default_access_mode=READ_ACCESS,
            bookmark_manager=driver.execute_query_bookmark_manager,
            fetch_size=_FETCH,
            notifications_min_severity="OFF",
        )

    def _connected(self) -> Driver:
        with self._lock:
            if self._driver is None:
                self._driver = connect(self.server)
            return self._driver
