"""Connections to the ledger's database, their transactions, and the translation of its errors into ours."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from kg.errors import KGError, LedgerError, StorageFull

PATIENCE = 20.0
"""Seconds for which a SQLite ledger that another process is writing to is waited for."""

_SCARCE_BYTES = 1 << 20
_WRITES = "jjj_writes"


def open_engine(url: str, *, patience: float = PATIENCE) -> Engine:
    """An engine for the database at `url`; the folder of a SQLite file is created.

    Args:
        url: a SQLAlchemy URL.
        patience: seconds to wait for another process that is writing to a SQLite file.

    Raises:
        LedgerError: the URL is malformed, its driver is missing, or the folder cannot be made.
        StorageFull: there is no room for the folder.
    """
    try:
        parsed = make_url(url)
        _make_folder(parsed)
        engine = create_engine(parsed, json_serializer=partial(json.dumps, ensure_ascii=False))
    except ArgumentError as error:
        msg = f"the ledger's address {url!r} is no SQLAlchemy URL such as sqlite:///ledger.sqlite: {error}"
        raise LedgerError(msg) from error
    except ModuleNotFoundError as error:
        msg = f"the ledger {described(parsed)} needs the Python package {error.name}: install it"
        raise LedgerError(msg) from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, patience))
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def described(url: URL) -> str:
    """The database as a person should read it: a file's path, or the URL without its password."""
    return url.database or "in memory" if url.get_backend_name() == "sqlite" else url.render_as_string()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger throughout.

    Raises:
        LedgerError: the database cannot be read.
        StorageFull: it has no room for its journal.
    """
    with _translated(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on any exception.

    Raises:
        LedgerError: the database is locked, read-only or otherwise unusable.
        StorageFull: the disk is full.
    """
    with _translated(engine), engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def _make_folder(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"the workspace folder {folder} cannot be made: {error.strerror}"
        if StorageFull.tells(error):
            raise StorageFull(f"{msg}; make room and run the same command again") from error
        raise LedgerError(f"{msg}; choose another with --workspace") from error


def _prepare_sqlite(patience: float, connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 would begin transactions late and leave DDL out of them
    for pragma in (
        f"busy_timeout = {round(patience * 1000)}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # Whoever will write takes the lock at once: a reader that turns writer cannot wait for another writer.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _ours(error, engine.url) from error


def _ours(error: DBAPIError, url: URL) -> KGError:
    code = getattr(error.orig, "sqlite_errorname", "")
    ledger = described(url)
    if code == "SQLITE_FULL" or (code.startswith("SQLITE_IOERR") and _disk_is_full(url)):
        return StorageFull(
            f"the disk that holds {ledger} is full; what was recorded so far is kept: "
            "make room and run the same command again"
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(f"another process keeps {ledger} locked; try again when it is done")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return LedgerError(
            f"{ledger} cannot be opened for writing; check the rights of the file and its folder, "
            "or choose another workspace"
        )
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return LedgerError(
            f"{ledger} is no ledger, or is damaged; restore it from a copy, or build into a new workspace"
        )
    return LedgerError(f"the ledger {ledger} refused: {error.orig}")


def _disk_is_full(url: URL) -> bool:
    # Where SQLite cannot extend its shared-memory file it reports an I/O error instead of a full disk.
    folder = Path(url.database or ".").parent
    return folder.exists() and shutil.disk_usage(folder).free < _SCARCE_BYTES
