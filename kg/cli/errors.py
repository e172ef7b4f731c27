"""What each error means at a command line: one table from error class to exit code, and how an error is told."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import (
    Ambiguous,
    DocumentError,
    ExportError,
    ExtractionError,
    ImportRefused,
    KGError,
    LedgerError,
    LLMError,
    NoGraph,
    NotAuthorised,
    NotFound,
    OntologyError,
    QueryError,
    QueryRefused,
    QueryTooCostly,
    ReadOnly,
    ResolutionError,
    SchemaConflict,
    SchemaTooNew,
    SettingsError,
    StorageFull,
    StoreBusy,
    StoreError,
    StoreUnreachable,
    TrainingError,
)

USAGE = 2
"""Exit code of a command line that is not understood."""
PARTLY = 3
"""Exit code of a batch that was worked off but in which some documents failed."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

EXIT_CODES: Mapping[type[KGError], int] = {
    KGError: 1,
    NotFound: 4,
    Ambiguous: 5,
    QueryError: 6,
    QueryRefused: 7,
    QueryTooCostly: 8,
    NoGraph: 9,
    SettingsError: 10,
    SchemaTooNew: 11,
    StorageFull: 12,
    LedgerError: 13,
    StoreError: 14,
    ExportError: 15,
    OntologyError: 16,
    DocumentError: 17,
    ExtractionError: 18,
    ResolutionError: 19,
    LLMError: 20,
    TrainingError: 21,
    ReadOnly: 22,
    NotAuthorised: 23,
    StoreUnreachable: 24,
    ImportRefused: 25,
    StoreBusy: 26,
    SchemaConflict: 27,
}
"""Exit code of each error class; a class that is not listed has that of its closest base."""


def exit_code(error: KGError) -> int:
    """The exit code that a command ends with after `error`."""
    return next(EXIT_CODES[base] for base in type(error).__mro__ if base in EXIT_CODES)


def tell(error: KGError, console: Console, *, as_json: bool) -> None:
    """Say on `console`, which should write to standard error, what went wrong and among what to choose."""
    if as_json:
        console.print(_as_json(error), soft_wrap=True, markup=False, highlight=False)
        return
    console.print(Text.assemble(("Error: ", "bold red"), str(error)), soft_wrap=True)
    if isinstance(error, Ambiguous):
        console.print(_choice(error))


def _as_json(error: KGError) -> str:
    told: dict[str, object] = {"error": type(error).__name__, "message": str(error), "exit_code": exit_code(error)}
    if isinstance(error, Ambiguous):
        told["candidates"] = [dict(zip(("id", "type", "name"), each, strict=True)) for each in error.candidates]
    return json.dumps(told, ensure_ascii=False)


def _choice(error: Ambiguous) -> Table:
    table = Table("id", "type", "name", title="Did you mean …?", title_justify="left")
    for candidate in error.candidates:
        table.add_row(*(Text(cell) for cell in candidate))
    return table
