"""Keeps a Neo4j database in step with a graph: only what differs is written, batch by batch, and foreign data stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from secrets import token_hex

from neo4j import Driver, ManagedTransaction, Session
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from kg.errors import SchemaConflict, StoreBusy, StoreUnreachable
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.bolt_errors import translating
from kg.store.bolt_state import held, refuse_foreign, state
from kg.store.changes import BATCH, COUNT, Difference, Held, Statement, Unit, Wanted, What, publication, units
from kg.store.layout import DIGEST, ENTITY, KEY, LINK_COLUMNS, NODE_COLUMNS, STATE, Layout, Terms
from kg.store.schema import rules, schema_digest

_WRITER = f"{KEY}/writer"
"""Id of a node that is never committed: who is creating it is the one who writes."""
_PATIENCE = 3.0
"""Seconds to wait for another publisher to end."""
_BUILDING = 3600
"""Seconds that the server may take to build its indexes."""
_LATER = "What was written stays: run it again, and it goes on where it stopped"
_BUSY = (
    "another publisher is writing to the database “{}” on {}; wait until it has ended and run this again. If it hangs, "
    "end its transaction: SHOW TRANSACTIONS YIELD transactionId, metaData shows it as “jjj publish”"
)
_MEDDLED = f"someone else has changed what is being published, or publishes as well. {_LATER}"
_WAITED = frozenset(
    {
        "TransactionTimedOut",
        "TransactionTimedOutClientConfiguration",
        "LockClientStopped",
        "LockAcquisitionTimeout",
    }
)
"""How the server says that waiting for a lock took too long."""
_CLAIM = f"CREATE (:{STATE} {{id: $key}})"
_BEGIN = (
    f"UNWIND $rows AS row MERGE (p:{STATE} {{id: row.key}}) SET p.complete = false, p.owner = row.owner, "
    f"p.{DIGEST} = coalesce(p.{DIGEST}, ''), p.labels = row.labels, p.kinds = row.kinds {COUNT}"
)
# Writing to the node before its owner is read makes others wait for us, and us for others.
_OWNED = (
    f"UNWIND $rows AS row MATCH (p:{STATE} {{id: row.key}}) SET p.complete = false "
    "WITH p, row WHERE p.owner = row.owner"
)
_HOLD = f"{_OWNED} {COUNT}"
_END = f"{_OWNED} SET p += row.properties {COUNT}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far publishing is.

    Args:
        stage: what is being done: `compare`, `write` or `index`.
        done, total: of WRITE, how many of the entities, relations and documents that change have been written.
    """

    stage: str
    done: int = 0
    total: int = 0


Watch = Callable[[Progress], None]


def unwatched(_: Progress) -> None:
    """The watch of one who does not look."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many of one kind were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What publishing did to a target.

    Args:
        digest: of the graph that the target holds now.
        entities, relations, documents: what became of each kind.
        kept: withdrawn nodes that are still there, since others hold on to them.
    """

    digest: str
    entities: Change = field(default_factory=Change)
    relations: Change = field(default_factory=Change)
    documents: Change = field(default_factory=Change)
    kept: int = 0

    def __bool__(self) -> bool:
        """Whether anything was changed."""
        return bool(self.entities or self.relations or self.documents)


def publish_graph(
    driver: Driver,
    server: GraphServer,
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    watch: Watch = unwatched,
    distrust: bool = False,
    batch: int = BATCH,
) -> Synchronised:
    """Make the database hold `graph`, and nothing else of ours; nodes, relations and properties of others stay.

    A change of at most `batch` rows comes in one transaction; a larger one in many, and readers see it grow. Whatever
    ends it early, running it again goes on where it stopped.

    Args:
        driver: connected to the server.
        server: which database, and how messages call it.
        graph: what to publish.
        ontology: where labels, relationship types and indexes come from.
        watch: told how far it is.
        distrust: whether to look at the content of what is there, so that what others altered of ours is mended;
            otherwise the digests written there are believed, which is much faster.
        batch: rows of one transaction.

    Raises:
        SchemaConflict: others have nodes, constraints or indexes there that stand in the way; nothing was changed.
        StoreBusy: another publisher is at work there.
        StoreUnreachable: the connection was lost.
        StorageFull: the server's disk is full.
        StoreError: the server refuses otherwise.
    """
    try:
        with (
            translating(server),
            _schema_conflicts(server),
            driver.session(database=server.database, notifications_min_severity="OFF") as session,
        ):
            return _Publisher(driver, server, session, ontology, watch, batch, schema_digest(ontology)).publish(
                graph, distrust=distrust
            )
    except StoreUnreachable as error:
        raise StoreUnreachable(f"{error}. {_LATER}") from error


@dataclass(frozen=True, slots=True)
class _Publisher:
    driver: Driver
    server: GraphServer
    session: Session
    ontology: Ontology
    watch: Watch
    batch: int
    schema: str
    owner: str = field(default_factory=lambda: token_hex(8))

    def publish(self, graph: KnowledgeGraph, *, distrust: bool) -> Synchronised:
        self.watch(Progress("compare"))
        told = state(self.session)
        wanted = Wanted(Layout(graph, self.ontology))
        settled = told and told.complete and told.schema == self.schema and not distrust
        if told and settled and told.digest == wanted.digest():
            return Synchronised(told.digest)
        refuse_foreign(self.session, self.server)
        # A first load is quicker if most indexes are made after it.
        self._schema(early=told is None)
        with self._alone():
            if told and told.imported:
                self._complete_lists(wanted.layout.terms)
            there = held(self.session, wanted.layout.terms, told, checked=distrust)
            difference = Difference.of(wanted, there)
            counted = self._small(difference, wanted, there) or self._large(difference, wanted, there)
        return _synchronised(wanted, difference, counted)

    def _complete_lists(self, terms: Terms) -> None:
        """Give what was loaded from files its empty lists, which CSV does not know."""
        patterns = (f"(x:{ENTITY})", *(f"()-[x:`{kind}`]->()" for kind in terms.kinds))
        for pattern, columns in zip(patterns, chain([NODE_COLUMNS], repeat(LINK_COLUMNS)), strict=False):
            lists = [name for name, kind in columns.items() if kind is list]
            missing = " OR ".join(f"x.{name} IS NULL" for name in lists)
            filled = ", ".join(f"x.{name} = coalesce(x.{name}, [])" for name in lists)
            rows = f"CALL (x) {{ SET {filled} }} IN TRANSACTIONS OF {self.batch} ROWS"
            self.session.run(f"MATCH {pattern} WHERE x.{DIGEST} IS NOT NULL AND ({missing}) {rows}").consume()

    def _small(self, difference: Difference, wanted: Wanted, there: Held) -> Counter[str] | None:
        """Write a small change in one transaction, so that readers see all of it or none; None if it is large."""
        if len(difference) > self.batch:
            return None
        self._schema()
        every = [statement for unit in units(difference, wanted, there, self.batch) for statement in unit]
        statements = (self._begun(there), *every, self._ended(wanted))
        return self.session.execute_write(_run, statements)

    def _large(self, difference: Difference, wanted: Wanted, there: Held) -> Counter[str]:
        """Write a large change batch by batch."""
        counted = self.session.execute_write(_run, (self._begun(there),))
        for unit in ahead(packed(units(difference, wanted, there, self.batch), self.batch)):
            self.watch(Progress("write", _told(counted), len(difference)))
            counted += self.session.execute_write(_run, (self._held(), *unit))
        self.watch(Progress("index", len(difference), len(difference)))
        self._schema()
        self.session.execute_write(_run, (self._held(), self._ended(wanted)))
        return counted

    def _begun(self, there: Held) -> Statement:
        """Say that publishing is under way, by us and nobody else."""
        row = {"key": KEY, "owner": self.owner, "labels": sorted(there.labels), "kinds": sorted(there.kinds)}
        return Statement(_BEGIN, [row], complete=True)

    def _held(self) -> Statement:
        """Make sure that nobody else has begun since; whoever wants to begin waits until this batch is written."""
        return Statement(_HOLD, [{"key": KEY, "owner": self.owner}], complete=True)

    def _ended(self, wanted: Wanted) -> Statement:
        """Say that the target holds all of this graph."""
        row = {"key": KEY, "owner": self.owner, "properties": publication(wanted, schema=self.schema)}
        return Statement(_END, [row], complete=True)

    def _schema(self, *, early: bool = False) -> None:
        """Make the constraints and indexes that are missing, or only those that writing needs."""
        there = {record["name"] for record in self.session.run("SHOW INDEXES YIELD name")}
        missing = [rule for rule in rules(self.ontology) if rule.name not in there and (rule.early or not early)]
        for rule in missing:
            self.session.run(rule.text).consume()
        if missing:
            self.session.run("CALL db.awaitIndexes($seconds)", seconds=_BUILDING).consume()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other publishers out.

        A transaction stays open in which a node is created, whose id nobody else can give to another one meanwhile. The
        server itself ends it when we are killed.
        """
        with self.driver.session(database=self.server.database, notifications_min_severity="OFF") as session:
            try:
                with session.begin_transaction(timeout=_PATIENCE) as trial:
                    trial.run(_CLAIM, key=_WRITER).consume()
                    trial.rollback()
            except Neo4jError as error:
                if (error.code or "").rpartition(".")[2] in _WAITED:
                    raise StoreBusy(_BUSY.format(self.server.database, self.server.uri)) from error
                raise
            with session.begin_transaction(metadata={"app": "jjj publish"}) as claim:
                claim.run(_CLAIM, key=_WRITER).consume()
                yield
                # Whatever became of it, what was written is complete.
                with suppress(Neo4jError, DriverError):
                    claim.rollback()


def ahead(units: Iterable[Unit]) -> Iterator[Unit]:
    """The same units, each made while the server is busy with the one before."""
    waiting = iter(units)
    with ThreadPoolExecutor(1, "jjj publish") as maker:
        coming = maker.submit(next, waiting, None)
        while (unit := coming.result()) is not None:
            coming = maker.submit(next, waiting, None)
            yield unit


def packed(units: Iterable[Unit], most: int) -> Iterator[Unit]:
    """The same statements in fewer units: small ones are joined until they have `most` rows."""
    waiting: list[Statement] = []
    for unit in units:
        if waiting and sum(len(each.rows) for each in (*waiting, *unit)) > most:
            yield tuple(waiting)
            waiting = []
        waiting.extend(unit)
    if waiting:
        yield tuple(waiting)


def _run(transaction: ManagedTransaction, unit: Iterable[Statement]) -> Counter[str]:
    """Run statements and count what they changed."""
    counted: Counter[str] = Counter()
    for statement in unit:
        [record] = transaction.run(statement.text, rows=statement.rows)
        number = record["number"]
        if statement.complete and number != len(statement.rows):
            raise StoreBusy(_MEDDLED)
        if statement.changes:
            counted[statement.changes] += number
    return counted


def _told(counted: Counter[str]) -> int:
    return sum(counted[what] for what in (What.ENTITIES, What.RELATIONS, What.DOCUMENTS))


def _synchronised(wanted: Wanted, difference: Difference, counted: Counter[str]) -> Synchronised:
    parts = (difference.entities, difference.relations, difference.documents)
    entities, relations, documents = (Change(len(part.new), len(part.changed), len(part.gone)) for part in parts)
    return Synchronised(wanted.digest(), entities, relations, documents, counted[What.KEPT])


@contextmanager
def _schema_conflicts(server: GraphServer) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if not (error.code or "").startswith("Neo.ClientError.Schema."):
            raise
        raise SchemaConflict(
            f"a constraint or index of others in the database “{server.database}” on {server.uri} stands in the way: "
            f"{error.message}. Drop it there, or publish to a database of its own"
        ) from error
