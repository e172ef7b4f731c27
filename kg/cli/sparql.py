"""The command that asks in SPARQL: the published graph, or a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from typer import Argument, Option

from kg.cli.session import AsJson, Session, Workspace, as_text
from kg.sparql.answers import Facts, Solutions, SparqlAnswer, Truth
from kg.sparql.asking import ask_file, ask_graph

_MORE = "There is more; raise --limit to see it."


def sparql(
    query: Annotated[
        str, Argument(metavar="SPARQL", help="SELECT, ASK, CONSTRUCT or DESCRIBE; - reads it from standard input.")
    ],
    file: Annotated[
        Path | None, Option("--file", metavar="PATH", help="Ask this RDF file instead: .ttl, .nt, .jsonld, .rdf …")
    ] = None,
    limit: Annotated[int, Option("--limit", min=1, max=100_000, help="Most rows or facts.")] = 100,
    seconds: Annotated[float, Option("--seconds", min=0.1, max=600, help="Time that it may take.")] = 10.0,
    as_csv: Annotated[bool, Option("--csv", help="Print what SELECT gives as CSV.")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Ask the graph in SPARQL, read only. Prefixes: jjj, entity, relation, document, skos, prov, dct, schema …"""
    session = Session.open(workspace, as_json)
    text = sys.stdin.read() if query == "-" else query
    if file is None:
        answer = ask_graph(session.settings, text, seconds=seconds, most=limit)
    else:
        answer = ask_file(file, text, seconds=seconds, most=limit)
    if as_json:
        _print(_in_json(answer))
    elif isinstance(answer, Facts) or (as_csv and isinstance(answer, Solutions)):
        _print(answer.as_turtle() if isinstance(answer, Facts) else answer.as_csv())
        if answer.more:
            session.note(_MORE)
    else:
        session.answer(answer, _shown)


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def _in_json(answer: SparqlAnswer) -> str:
    return answer.as_json_ld() if isinstance(answer, Facts) else as_text(answer.as_json())


def _shown(answer: SparqlAnswer) -> RenderableType:
    if isinstance(answer, Truth):
        return Text("yes · 是" if answer.value else "no · 否")
    if isinstance(answer, Facts):
        return Text(answer.as_turtle())
    if not answer.rows:
        return Text("No rows.")
    table = Table(*answer.variables)
    for row in answer.shown():
        table.add_row(*map(Text, row))
    return Group(table, Text(_MORE)) if answer.more else table
