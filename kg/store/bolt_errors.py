"""Turns the errors of the Neo4j driver and server into ours, in one place for reading and writing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from neo4j.exceptions import (
    ConfigurationError,
    DatabaseUnavailable,
    DriverError,
    ForbiddenOnReadOnlyDatabase,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from kg.errors import KGError, QueryRefused, QueryTooCostly, StorageFull, StoreError, StoreUnreachable
from kg.settings import GraphServer
from kg.store.base import LARGE, LATE

_PORT = 7687
"""Where a Neo4j server speaks Bolt unless told otherwise."""
_PATIENCE = 5.0
"""Seconds that an address is given to accept a connection."""
_OLDEST = "5.23"
"""Oldest version of Neo4j whose Cypher knows all that we ask."""
_OUTDATED = f"jjj-kg needs Neo4j {_OLDEST} or newer; 5.26 is the version with long-term support"


@contextmanager
def translating(server: GraphServer) -> Iterator[None]:
    """Turn what the driver raises within the block into our errors, which name the address but never the password."""
    try:
        yield
    except Neo4jError as error:
        raise _of_server(error, server) from error
    except DriverError as error:
        raise _of_driver(error, server) from error
    except (OSError, ValueError, TypeError) as error:
        raise QueryRefused(f"the query cannot be sent: {_line(error)}") from error


def outdated(agent: str, server: GraphServer) -> StoreError | None:
    """What is wrong with a server that calls itself `agent`, such as `Neo4j/4.4.0`; None if it will do."""
    product, _, version = agent.partition("/")
    if product != "Neo4j":
        return StoreError(f"{server.uri} is no Neo4j server: it calls itself “{agent}”")
    if _numbers(version) < _numbers(_OLDEST):
        return StoreError(f"{server.uri} runs Neo4j {version}, but {_OUTDATED}")
    return None


def _numbers(version: str) -> tuple[int, ...]:
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    return int(major) if major.isdigit() else 0, int(minor) if minor.isdigit() else 0


def _of_server(error: Neo4jError, server: GraphServer) -> KGError:
    code, message = error.code or "", _said(error)
    match code.split("."):
        case [_, _, "Security", what]:
            return _of_security(what, message, server)
        case [_, _, "Database", "DatabaseNotFound"]:
            return StoreError(
                f"there is no database “{server.database}” on {server.uri}; name another in JJJ_NEO4J_DATABASE"
            )
        case [_, _, _, "TransactionTimedOut" | "TransactionTimedOutClientConfiguration"]:
            return QueryTooCostly(LATE)
        case [_, _, "General", "MemoryPoolOutOfMemoryError" | "OutOfMemoryError" | "StackOverFlowError"]:
            return QueryTooCostly(LARGE)
        case [_, "ClientError", "Statement", "AccessMode"]:
            return QueryRefused("this Cypher text would write, and this graph can only be read")
        case [_, "ClientError", "Statement" | "Procedure", _]:
            return QueryRefused(f"the query cannot be answered: {message}")
    if _is_read_only(error, message):
        return StoreError(f"the database “{server.database}” on {server.uri} can only be read; publish to another one")
    if _is_full(code, message):
        return StorageFull(
            f"the server {server.uri} cannot write what it was given, most likely since its disk is full; "
            f"make room there, start it anew and run this again ({message})"
        )
    if isinstance(error, DatabaseUnavailable):
        return StoreUnreachable(f"the database “{server.database}” on {server.uri} is not available now: {message}")
    return StoreError(f"{server.uri} failed: {message} ({code})")


def _is_read_only(error: Neo4jError, message: str) -> bool:
    return isinstance(error, ForbiddenOnReadOnlyDatabase) or "read-only" in message or "read only" in message


def _is_full(code: str, message: str) -> bool:
    """Whether the server cannot write to its disk: it fails to commit, and from then on to do anything at all."""
    failed = code.startswith("Neo.DatabaseError.Transaction.") or "page eviction" in message
    return failed or "No space left on device" in message


def _of_security(what: str, message: str, server: GraphServer) -> StoreError:
    if what in {"Unauthorized", "AuthenticationRateLimit"}:
        limit = " (too many attempts; wait a few seconds)" if what == "AuthenticationRateLimit" else ""
        return StoreError(
            f"{server.uri} does not let in the user “{server.user}” with this password{limit}; "
            "set JJJ_NEO4J_USER and JJJ_NEO4J_PASSWORD"
        )
    if what == "CredentialsExpired":
        return StoreError(f"the password of “{server.user}” on {server.uri} must be changed first; do so in Neo4j")
    return StoreError(f"the user “{server.user}” may not do this on {server.uri}: {message}")


def _of_driver(error: DriverError, server: GraphServer) -> StoreError:
    message = _line(error)
    if isinstance(error, UnsupportedServerProduct):
        return StoreError(f"{server.uri} speaks no version of Bolt that this driver knows; {_OUTDATED}")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return StoreUnreachable(f"the Neo4j server {server.uri} cannot be reached, or was lost: {_why(server)}")
    if isinstance(error, ConfigurationError):
        return StoreError(f"{server.uri} cannot be used like this: {message}")
    return StoreError(f"talking with {server.uri} failed: {message}")


def _why(server: GraphServer) -> str:
    """What is wrong at the server's address; the driver does not tell, and often does not know."""
    parts = urlsplit(server.uri)
    port = parts.port or _PORT
    try:
        socket.create_connection((parts.hostname or "", port), _PATIENCE).close()
    except socket.gaierror:
        return f"no host is called {parts.hostname}"
    except TimeoutError:
        return f"{parts.hostname} does not answer on port {port}; is there a firewall between?"
    except OSError as error:
        return f"nothing listens on port {port} of {parts.hostname} ({error.strerror}); does the server run?"
    if "+s" in parts.scheme:
        return (
            f"what listens on port {port} does not speak Bolt over TLS with a certificate that is trusted here; "
            f"write {parts.scheme.partition('+')[0]}:// for a server without TLS, and +ssc for one that signed its own"
        )
    return f"what listens on port {port} does not speak Bolt (usually on port {_PORT}), or only over TLS (+s)"


def _said(error: Neo4jError) -> str:
    return (error.message or "").partition("\n")[0]


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
