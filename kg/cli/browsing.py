"""The command that writes what people take along into the Neo4j Browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from rich.text import Text
from typer import Option

from kg.browser import favourites, recipes, style_sheet
from kg.cli.session import AsJson, Session, Workspace
from kg.export.target import replaced


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written for the Neo4j Browser.

    Args:
        style: the style sheet.
        favourites: the archive of queries.
        queries: how many it holds.
    """

    style: str
    favourites: str
    queries: int


def browser(
    out: Annotated[Path, Option("--out", metavar="DIR", help="Folder for style.grass and favourites.zip.")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Write a style sheet and a cookbook of queries for the Neo4j Browser: drop each of the two files onto its page."""
    session = Session.open(workspace, as_json)
    cookbook = recipes()
    packed = Packed(str(out / "style.grass"), str(out / "favourites.zip"), len(cookbook))
    for path, content in (
        (packed.style, style_sheet(session.ontology).encode()),
        (packed.favourites, favourites(cookbook)),
    ):
        with replaced(Path(path)) as file:
            file.write(content)
    session.answer(packed, _shown)


def _shown(packed: Packed) -> Text:
    return Text(f"{packed.style}: colours and captions\n{packed.favourites}: {packed.queries} queries")
