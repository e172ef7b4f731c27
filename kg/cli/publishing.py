"""Commands that keep a Neo4j database in step with the workspace: publish, verify."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.progress import Progress as Bar
from rich.progress import TaskID
from rich.table import Table
from rich.text import Text
from typer import Exit, Option

from kg.cli.batches import progress_bar
from kg.cli.session import AsJson, Session, Workspace
from kg.errors import SettingsError
from kg.ledger import Ledger
from kg.model import KnowledgeGraph
from kg.settings import GraphServer

if TYPE_CHECKING:  # loading the driver takes longer than most commands
    from kg.store.bolt_publishing import Change, Progress, Synchronised
    from kg.store.bolt_verifying import Discrepancy, Verified

DIFFERENT = 1
"""Exit code of `jjj verify` if the target is not what it should be."""

Target = Annotated[
    str | None,
    Option(
        "--to",
        metavar="URL",
        help="Neo4j server, as neo4j://HOST:7687; also read from JJJ_GRAPH. The password is read from "
        "JJJ_NEO4J_PASSWORD, or asked for.",
    ),
]
Database = Annotated[
    str | None,
    Option("--database", metavar="NAME", help="Database of the server; also read from JJJ_NEO4J_DATABASE."),
]


@dataclass(frozen=True, slots=True)
class Sent:
    """What publishing did to a target.

    Args:
        to, database: the target.
        changed: whether anything was.
        entities, relations, documents: how many were added, changed and removed.
        kept: withdrawn nodes that are still there, labelled Withdrawn, since others hold on to them.
        digest: of the graph that the target holds now.
    """

    to: str
    database: str
    changed: bool
    entities: Change
    relations: Change
    documents: Change
    kept: int
    digest: str

    @classmethod
    def of(cls, server: GraphServer, done: Synchronised) -> Sent:
        """What was done to this server."""
        parts = (done.entities, done.relations, done.documents)
        return cls(server.uri, server.database, bool(done), *parts, done.kept, done.digest)


def publish(to: Target = None, database: Database = None, workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Bring a Neo4j database in step with the workspace's graph: only what changed is written.

    What others keep in the database stays. If it is interrupted, run it again, and it goes on where it stopped.
    """
    session = Session.open(workspace, as_json, to)
    server = _server(session, database)
    session.answer(Sent.of(server, _publish(session, server, _graph(session))), _sent)


def verify(
    to: Target = None,
    database: Database = None,
    repair: Annotated[bool, Option("--repair", help="Write anew what is not as it should be.")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Compare all that a Neo4j database holds of ours with the workspace's graph; exit code 1 if anything differs."""
    from kg.store.bolt_connection import connect  # noqa: PLC0415 - loads the driver
    from kg.store.bolt_verifying import verify_graph  # noqa: PLC0415

    session = Session.open(workspace, as_json, to)
    server = _server(session, database)
    graph = _graph(session)
    if repair:
        _publish(session, server, graph, distrust=True)
    with session.err.status("Reading all of it …"), connect(server) as driver:
        found = verify_graph(driver, server, graph, session.ontology)
    session.answer(Compared.of(server, found), _compared)
    if not found.equal:
        raise Exit(DIFFERENT)


@dataclass(frozen=True, slots=True)
class Compared:
    """How a target compares with the workspace.

    Args:
        to, database: the target.
        equal: whether it holds exactly the workspace's graph.
        found: what was compared, and the first discrepancies.
    """

    to: str
    database: str
    equal: bool
    found: Verified

    @classmethod
    def of(cls, server: GraphServer, found: Verified) -> Compared:
        """What was found on this server."""
        return cls(server.uri, server.database, found.equal, found)


def _server(session: Session, database: str | None) -> GraphServer:
    server = session.settings.graph_server
    if server is None:
        raise SettingsError("say which Neo4j server, as --to neo4j://HOST:7687 or in JJJ_GRAPH")
    if database:
        server = replace(server, database=database)
    if server.password is None and sys.stdin.isatty():
        asked = typer.prompt(f"Password of {server.user} on {server.uri}", hide_input=True, err=True)
        server = replace(server, password=asked)
    return server


def _graph(session: Session) -> KnowledgeGraph:
    from kg.publishing import workspace_graph  # noqa: PLC0415 - loads the tables, which asking needs not

    with session.err.status("Reading the graph …"), Ledger.open(session.settings) as ledger:
        return workspace_graph(ledger, session.settings, session.ontology)


def _publish(session: Session, server: GraphServer, graph: KnowledgeGraph, *, distrust: bool = False) -> Synchronised:
    from kg.store.bolt_connection import connect  # noqa: PLC0415 - loads the driver
    from kg.store.bolt_publishing import publish_graph  # noqa: PLC0415

    with progress_bar(session) as bar, connect(server) as driver:
        watch = _Watch(bar)
        return publish_graph(driver, server, graph, session.ontology, watch=watch, distrust=distrust)


class _Watch:
    """Moves a progress bar as batches are written."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID = bar.add_task("Compare", total=None, now="")

    def __call__(self, progress: Progress) -> None:
        """Show how far publishing is."""
        self._bar.update(
            self._task,
            description=progress.stage.capitalize(),
            completed=progress.done,
            total=progress.total or None,
        )


def _sent(sent: Sent) -> RenderableType:
    head = f"{sent.to} ({sent.database}) " + ("is in step" if sent.changed else "was in step: nothing written")
    table = Table.grid(padding=(0, 2))
    for name, change in (("entities", sent.entities), ("relations", sent.relations), ("documents", sent.documents)):
        if change:
            table.add_row(name, f"{change.added} added, {change.changed} changed, {change.removed} removed")
    if sent.kept:
        table.add_row("kept", f"{sent.kept} withdrawn nodes, now labelled Withdrawn, since others hold on to them")
    return Group(Text(head), table) if table.row_count else Text(head)


def _compared(compared: Compared) -> RenderableType:
    found = compared.found
    counts = ", ".join(f"{number} {name}" for name, number in found.found.items())
    if compared.equal:
        return Text(f"{compared.to} ({compared.database}) holds the workspace's graph: {counts}, {found.found_digest}")
    wanted = ", ".join(f"{number} {name}" for name, number in found.wanted.items())
    state = "" if found.complete else "\nIts last publishing did not end, or was of another graph."
    head = Text(f"{compared.to} ({compared.database}) differs in {found.number} places", "bold red")
    rest = f"\nexpected {wanted} ({found.wanted_digest})\nfound    {counts} ({found.found_digest}){state}"
    return Group(head.append(Text(rest)), _table(found.discrepancies), Text("Mend it with --repair.", "dim"))


def _table(discrepancies: tuple[Discrepancy, ...]) -> Table:
    table = Table("what", "id", "how", "where")
    for each in discrepancies:
        table.add_row(each.what, Text(each.id), each.how, Text(", ".join(each.where)))
    return table
