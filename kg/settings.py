"""What can be configured, read once at the edge and passed on; and where the shipped files lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from platformdirs import user_data_path

from kg.errors import SettingsError

_PACKAGE = Path(__file__).parent
REPOSITORY = _PACKAGE.parent
"""Where the checkout lies, if jjj-kg runs from one."""


def shipped(*parts: str) -> Path:
    """Path of a file or folder that jjj-kg ships, such as `shipped("ontology", "jjj.ttl")`.

    In an installed wheel they lie inside the package, in a checkout at its top level.

    Raises:
        SettingsError: it is in neither place, so the installation is damaged.
    """
    for root in (_PACKAGE / "_share", REPOSITORY):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    msg = f"the shipped file {'/'.join(parts)} is missing; reinstall jjj-kg"
    raise SettingsError(msg)


_ADMIN = _DATABASE = "neo4j"
"""User and database that every Neo4j server begins with."""
_SCHEMES = frozenset(f"{name}{safety}" for name in ("neo4j", "bolt") for safety in ("", "+s", "+ssc"))


@dataclass(frozen=True, slots=True)
class GraphServer:
    """A Neo4j database and who asks it.

    Args:
        uri: where the server is, without user and password.
        user: as whom.
        password: never shown; None if nobody has told it yet.
        database: which of the server's databases.
    """

    uri: str
    user: str = _ADMIN
    password: str | None = field(default=None, repr=False)
    database: str = _DATABASE

    @classmethod
    def read(cls, url: str, environment: Mapping[str, str] | None = None) -> GraphServer:
        """The server at `url`, which may name user and password; otherwise they are read from `JJJ_NEO4J_USER` and
        `JJJ_NEO4J_PASSWORD`. The database is read from `JJJ_NEO4J_DATABASE`.

        Raises:
            SettingsError: that is no address of a Neo4j server.
        """
        env = os.environ if environment is None else environment
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            # What the parser says may quote a password.
            raise SettingsError("the address of the graph is malformed; write it like neo4j://localhost:7687") from None
        if parts.scheme not in _SCHEMES or not host or parts.path not in {"", "/"} or parts.fragment:
            shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
            msg = f"“{shown}” is no address of a Neo4j server; write it like neo4j://localhost:7687 or bolt+s://host"
            raise SettingsError(msg)
        return cls(
            urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], path="")),
            unquote(parts.username or "") or env.get("JJJ_NEO4J_USER") or _ADMIN,
            unquote(parts.password or "") or env.get("JJJ_NEO4J_PASSWORD") or None,
            env.get("JJJ_NEO4J_DATABASE") or _DATABASE,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a workspace keeps its ledger and its graph.

    Args:
        workspace: folder that holds everything jjj-kg writes.
        ledger_url: SQLAlchemy URL of the ledger; by default a SQLite file in the workspace.
        graph_server: the Neo4j database that is asked instead of the workspace's own graph, if any.
    """

    workspace: Path
    ledger_url: str
    graph_server: GraphServer | None = None

    @property
    def graph_folder(self) -> Path:
        """Folder in which the embedded store keeps its current graph file."""
        return self.workspace / "graph"

    @classmethod
    def read(
        cls, workspace: Path | None = None, environment: Mapping[str, str] | None = None, *, graph: str | None = None
    ) -> Settings:
        """Settings from, in this order, the arguments, the environment, and the defaults.

        The variables are `JJJ_WORKSPACE`, `JJJ_LEDGER_URL`, `JJJ_GRAPH` and those of `GraphServer.read`. The default
        workspace lies in the user's data folder; without an address of a graph, the graph lies in the workspace.

        Raises:
            SettingsError: the address of the graph is malformed.
        """
        env = os.environ if environment is None else environment
        folder = workspace or Path(env.get("JJJ_WORKSPACE") or user_data_path("jjj-kg", appauthor=False))
        folder = folder.expanduser().absolute()
        url = graph or env.get("JJJ_GRAPH")
        return cls(
            folder,
            env.get("JJJ_LEDGER_URL") or f"sqlite:///{folder / 'ledger.sqlite'}",
            GraphServer.read(url, env) if url else None,
        )
