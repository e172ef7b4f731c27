"""Commands that take the graph or the vocabulary elsewhere: files, a server, a table."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from typer import Option

from kg.cli.choices import Inside, MinConfidence
from kg.cli.session import AsJson, GraphUrl, Session, Workspace
from kg.export import EXPORTERS
from kg.export import export as write_export
from kg.ontology import Ontology
from kg.query import area, whole_graph

TOKEN = "JJJ_TOKEN"  # noqa: S105 - the name of a variable
"""Environment variable with the token that a service takes judgements with."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    path: str
    format: str
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class Served:
    """Where the API is served, and the token with which it takes judgements, if it takes any."""

    url: str
    token: str | None = None


def export(
    out: Annotated[Path, Option("--out", metavar="PATH", help="File to write; replaced only if all goes well.")],
    format: Annotated[str, Option("--format", help=f"One of: {', '.join(sorted(EXPORTERS))}.")] = "json",  # noqa: A002
    inside: Inside = None,
    min_confidence: MinConfidence = 0.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole graph, or what touches one place, as a file of another program's format."""
    session = Session.open(workspace, as_json, graph)
    with session.store() as store:
        place = area(store, inside).key if inside else ""
        whole = whole_graph(store, place=place, min_confidence=min_confidence)
    write_export(whole, format, out)
    written = Exported(str(out), format, len(whole.entities), len(whole.relations))
    session.answer(
        written, lambda each: Text(f"{each.path}: {each.entities} entities, {each.relations} relations ({each.format})")
    )


def ontology(workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Show the vocabulary: types, predicates, qualifiers."""
    session = Session.open(workspace, as_json)
    session.answer(session.ontology, _types, _predicates, _qualifiers)


def serve(
    host: Annotated[str, Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    judging: Annotated[
        bool,
        Option("--judging", help=f"Take judgements too, from whoever has the token: ${TOKEN}, else a new one, shown."),
    ] = False,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Serve the API and the start page until Ctrl-C. It only answers questions unless told otherwise."""
    session = Session.open(workspace, as_json, graph)
    token = (os.environ.get(TOKEN) or secrets.token_urlsafe(24)) if judging else None

    def announce(url: str) -> None:
        session.answer(Served(url, token), _served)

    # By name: the command line and the API know nothing of each other, and asking needs no web server.
    serve_api = import_module("api.server").serve
    try:
        serve_api(session.settings, host, port, announce, token=token)
    except KeyboardInterrupt:
        session.note("stopped")


def _served(served: Served) -> RenderableType:
    text = Text(f"Serving {served.url}/ and {served.url}/api/v1 · stop with Ctrl-C")
    return text.append(f"\nJudgements are taken with the token {served.token}") if served.token else text


def _types(vocabulary: Ontology) -> RenderableType:
    table = Table("type", "中文", "below", "定义", title=f"Types, version {vocabulary.version}", title_justify="left")
    for each in vocabulary.types.values():
        style = "dim" if each.abstract else ""
        table.add_row(each.key, each.label(), each.parent or "", each.definition(), style=style)
    return Group(table, Text("Dim ones are abstract: no entity has one as its type.", style="dim"))


def _predicates(vocabulary: Ontology) -> RenderableType:
    table = Table(
        "predicate", "中文", "inverse", "family", "qualifiers", "定义", title="Predicates", title_justify="left"
    )
    for each in sorted(vocabulary.predicates.values(), key=lambda one: (one.family, one.key)):
        inverse = "↔" if each.symmetric else each.inverse_label()
        table.add_row(each.key, each.label(), inverse, each.family, " ".join(each.qualifiers), each.definition())
    return table


def _qualifiers(vocabulary: Ontology) -> RenderableType:
    table = Table("qualifier", "中文", "定义", "examples", title="Qualifiers", title_justify="left")
    for each in vocabulary.qualifiers.values():
        shown = [*each.values, *each.examples]
        table.add_row(each.key, each.label(), each.definition(), "、".join(shown))
    return table
