"""What every command has: the workspace, where to print, and whether people or programs read the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar

from rich.console import Console, RenderableType
from typer import Option

from kg.ledger import Ledger
from kg.model import Entity
from kg.ontology import Ontology
from kg.query import find
from kg.settings import Settings
from kg.store import Store, open_store

Workspace = Annotated[
    Path | None,
    Option(
        "--workspace",
        metavar="DIR",
        help="Folder of the ledger and the graph; also read from JJJ_WORKSPACE.",
        show_default=str(Settings.read(environment={}).workspace),
        rich_help_panel="Everywhere",
    ),
]
"""Option of every command: where its data lies."""
GraphUrl = Annotated[
    str | None,
    Option(
        "--graph",
        metavar="URL",
        help="Neo4j database to ask instead of the workspace's graph, as neo4j://HOST:7687; also read from JJJ_GRAPH. "
        "The password is read from JJJ_NEO4J_PASSWORD.",
        rich_help_panel="Everywhere",
    ),
]
"""Option of every command that asks the published graph: where that is, if not in the workspace."""
AsJson = Annotated[
    bool,
    Option("--json", help="Print JSON on standard output and nothing else there.", rich_help_panel="Everywhere"),
]
"""Option of every command: answer for programs."""

T = TypeVar("T")


@dataclass(frozen=True)
class Session:
    """One run of one command.

    Args:
        settings: the workspace and its ledger.
        as_json: whether programs read the answer.
        out: standard output, for the answer.
        err: standard error, for everything else.
    """

    settings: Settings
    as_json: bool
    out: Console
    err: Console

    @classmethod
    def open(cls, workspace: Path | None, as_json: bool, graph: str | None = None) -> Session:
        """The session of a command with these options.

        Raises:
            SettingsError: that is no address of a graph.
        """
        return cls(Settings.read(workspace, graph=graph), as_json, Console(), Console(stderr=True))

    @cached_property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        return Ontology.load()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The published graph, opened for reading."""
        store = open_store(self.settings)
        try:
            yield store
        finally:
            store.close()

    def find(self, store: Store, who: str) -> Entity:
        """The entity that a person means, found under ids of earlier too; see `kg.query.find`."""
        return find(store, who, formerly=self._formerly)

    def _formerly(self, old_id: str) -> str | None:
        with Ledger.open(self.settings) as ledger:
            return ledger.present_id(old_id)

    def note(self, text: str) -> None:
        """Say something to a person, beside the answer."""
        if not self.as_json:
            self.err.print(text, style="dim", markup=False, highlight=False, soft_wrap=True)

    def answer(self, value: T, *shown: Callable[[T], RenderableType]) -> None:
        """Print `value` as JSON, or each of what `shown` makes of it, followed by where it comes from."""
        if self.as_json:
            print(as_text(value), flush=True)  # noqa: T201 - rich would wrap it
            return
        for make in shown:
            self.out.print(make(value))
        server = self.settings.graph_server
        self.note(f"graph: {server.uri}, {server.database}" if server else f"workspace: {self.settings.workspace}")


def as_text(value: object) -> str:
    """A value of dataclasses, mappings and plain things as JSON, indented, Chinese left readable."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def as_line(value: object) -> str:
    """The same on one line, for files of a JSON object a line."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date | Path | Exception):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)
