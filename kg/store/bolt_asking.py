"""Runs a person's Cypher on Neo4j: what it is, is first asked of the server itself, then it runs in reading mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from neo4j import READ_ACCESS, Transaction

from kg.errors import QueryRefused
from kg.settings import GraphServer
from kg.store.apart import bounded
from kg.store.base import Row
from kg.store.bolt_connection import connect
from kg.store.bolt_errors import translating
from kg.store.bolt_values import everything
from kg.store.cypher import refuse_escapes, refuse_unless_reading

PROCEDURES = frozenset(
    {
        *("db.labels", "db.relationshiptypes", "db.propertykeys", "db.info", "db.ping"),
        *("db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"),
        *("db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships"),
        *("db.index.vector.querynodes", "db.index.vector.queryrelationships"),
    }
)
"""What may be called: procedures that read this database and touch nothing else, in small letters."""
_READS = "r"
_LEAVES = ("LoadCSV", "TransactionApply", "TransactionForeach", "AdministrationCommand", "Show", "Terminate")
"""Beginnings of the names of steps that leave the database, or the transaction whose limits hold."""


def refuse_unless_question(cypher: str, parameters: Mapping[str, object]) -> None:
    """Let a person's reading text pass, as far as its words tell; the server tells the rest.

    Raises:
        QueryRefused: as `refuse_unless_reading`.
    """
    refuse_escapes(cypher)
    refuse_unless_reading(cypher, parameters, procedures=PROCEDURES)


def first_rows(
    uri: str,
    user: str,
    password: str,
    database: str,
    cypher: str,
    parameters: Mapping[str, object],
    seconds: float,
    most: int,
) -> list[Row]:
    """The first `most` rows of a reading Cypher text, and one more if there is one.

    Raises:
        QueryRefused: the text is malformed, or does more than read.
        QueryTooCostly: it needs more time or memory than granted.
        StoreError: the server cannot be asked.
    """
    server = GraphServer(uri, user, password, database)
    with connect(server) as driver, translating(server):
        session = driver.session(database=database, default_access_mode=READ_ACCESS, fetch_size=min(most + 1, 1000))
        with session, session.begin_transaction(timeout=seconds) as transaction:
            _refuse_unless_reading(transaction, cypher, parameters)
            return bounded(_rows(transaction, cypher, parameters), most)


def _rows(transaction: Transaction, cypher: str, parameters: Mapping[str, object]) -> Iterator[Row]:
    result = transaction.run(cypher, dict(parameters))
    names = result.keys()
    for record in result:
        yield dict(zip(names, map(everything, record.values()), strict=True))


def _refuse_unless_reading(transaction: Transaction, cypher: str, parameters: Mapping[str, object]) -> None:
    summary = transaction.run(f"EXPLAIN {cypher}", dict(parameters)).consume()
    if summary.query_type != _READS:
        raise QueryRefused("this Cypher text does more than read, and this graph can only be read")
    for step in _steps(summary.plan or {}):
        if step.startswith(_LEAVES):
            raise QueryRefused(f"the step {step} does more than read this graph")


def _steps(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan.get("operatorType", ""))
    for child in plan.get("children", ()):
        yield from _steps(child)
