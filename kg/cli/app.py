"""All commands of `jjj`, each a function of its own in the module of its kind."""

from __future__ import annotations

from typing import Annotated

import typer

import kg
from kg.cli import (
    answers,
    batches,
    browsing,
    evaluating,
    explaining,
    importing,
    outputs,
    publishing,
    resolving,
    sparql,
    training,
)

app = typer.Typer(
    name="jjj",
    help="The knowledge graph of the Beijing–Tianjin–Hebei innovation ecosystem, extracted from Chinese news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jjj-kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def _jjj(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Ask `jjj COMMAND --help` what a command takes."""


_BATCHES, _ANSWERS, _OUTPUTS = "From text to graph", "Ask the graph", "Take it elsewhere"

app.command(rich_help_panel=_BATCHES)(batches.build)
app.command(rich_help_panel=_BATCHES)(batches.extract)
app.command(rich_help_panel=_BATCHES)(explaining.explain)
app.command(rich_help_panel=_BATCHES)(evaluating.evaluate)
app.command(rich_help_panel=_BATCHES)(training.train)
app.add_typer(resolving.resolve, name="resolve", rich_help_panel=_BATCHES)
app.command(rich_help_panel=_ANSWERS)(answers.search)
app.command(rich_help_panel=_ANSWERS)(answers.show)
app.command(rich_help_panel=_ANSWERS)(answers.financiers)
app.command(rich_help_panel=_ANSWERS)(answers.portfolio)
app.command(rich_help_panel=_ANSWERS)(answers.neighbours)
app.command(rich_help_panel=_ANSWERS)(answers.path)
app.command(rich_help_panel=_ANSWERS)(answers.moves)
app.command(rich_help_panel=_ANSWERS)(answers.stats)
app.command(rich_help_panel=_ANSWERS)(answers.cypher)
app.command(rich_help_panel=_ANSWERS)(sparql.sparql)
app.command(rich_help_panel=_OUTPUTS)(outputs.export)
app.command(name="import", rich_help_panel=_OUTPUTS)(importing.import_)
app.command(rich_help_panel=_OUTPUTS)(publishing.publish)
app.command(rich_help_panel=_OUTPUTS)(publishing.verify)
app.command(rich_help_panel=_OUTPUTS)(browsing.browser)
app.command(rich_help_panel=_OUTPUTS)(outputs.ontology)
app.command(rich_help_panel=_OUTPUTS)(outputs.serve)
