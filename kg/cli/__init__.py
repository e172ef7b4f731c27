"""The command `jjj`: the pipeline and the queries at a command line. Typer and rich live here only."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from rich.console import Console

from kg.cli.app import app
from kg.cli.errors import INTERRUPTED, USAGE, exit_code, tell
from kg.errors import KGError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; `arguments` are by default those of the process.

    Errors that a person can do something about go to standard error as text, or as JSON after `--json`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    err = Console(stderr=True)
    try:
        result = app(given, prog_name="jjj", standalone_mode=False)
    except KGError as error:
        tell(error, err, as_json=as_json)
        return exit_code(error)
    except typer.TyperException as error:
        _tell_usage(error, err, as_json=as_json)
        return USAGE
    except typer.Abort:
        result = INTERRUPTED
    if result == INTERRUPTED:
        tell(
            KGError("interrupted; what was recorded is kept, the same command goes on from there"), err, as_json=as_json
        )
    return result if isinstance(result, int) else 0


def _tell_usage(error: typer.TyperException, err: Console, *, as_json: bool) -> None:
    found = error.format_message().rstrip(".")
    tell(KGError(f"{found}. Run it with --help to see what it takes."), err, as_json=as_json)
