"""Writes the page of the Cypher cookbook, with what each query answers over the sample graph, and draws the Browser.

`python -m docs.neo4j_browser` starts a Neo4j server of its own for it; a test checks that nothing is stale.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from neo4j import Driver, GraphDatabase

from kg.browser import Recipe, favourites, recipes, style_sheet
from kg.ledger import Ledger
from kg.ontology import Ontology
from kg.publishing import workspace_graph
from kg.settings import GraphServer, Settings
from kg.store.bolt import BoltStore
from tests.kg.browser.asking import answer
from tests.neo4j.browsing import browsing
from tests.neo4j.server import Server, running

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/cypher-cookbook.md"
PICTURE = ROOT / "docs/neo4j-browser.png"
SHEET = ROOT / "data/neo4j/style.grass"
_DRAWN = "pictures-park"
_ZOOMING = 1500
"""Milliseconds in which the Browser moves to another size."""
_ROWS = 5
_CELL = 46
_HEAD = """# Cypher cookbook

<!-- Written by docs/neo4j_browser.py; change kg/browser/cookbook/ and run `make browser`. -->

{number} questions for the [Neo4j Browser](neo4j-browser.md), each with what it answers over the sample graph
(`make build`, then `jjj publish`). `jjj browser --out DIR` packs them as favourites, with the values of `:param` in
their places, as examples to change. Those marked *both stores* run on the embedded graph, too, without their `:param`:
`jjj cypher '…' --param place=120000`.
"""


def page(driver: Driver, cookbook: Iterable[Recipe]) -> str:
    """The cookbook as Markdown, with the first rows of each answer on the server that `driver` asks."""
    recipes = tuple(cookbook)
    parts = [_HEAD.format(number=len(recipes))]
    for theme, those in groupby(recipes, key=lambda recipe: recipe.theme):
        parts.append(f"\n## {theme}\n")
        parts += ["\n".join(_section(driver, recipe)) for recipe in those]
    return "\n".join(parts)


def _section(driver: Driver, recipe: Recipe) -> Iterator[str]:
    where = " (both stores)" if recipe.everywhere else ""
    yield f"### {recipe.name.partition('-')[0]} {recipe.zh}\n\n{recipe.en}{where}.\n\n```cypher"
    yield from (f":param {name} => {_literal(value)};" for name, value in recipe.parameters.items())
    yield f"{recipe.query};\n```\n"
    rows = answer(driver, recipe, recipe.parameters)
    yield from _table(recipe, rows) if recipe.columns else _picture(rows)


def _table(recipe: Recipe, rows: list[object]) -> Iterator[str]:
    if not rows:
        yield "*No rows in the sample graph.*\n"
        return
    yield from (_line(recipe.columns), _line("---" for _ in recipe.columns))
    yield from (_line(map(_cell, row)) for row in rows[:_ROWS] if isinstance(row, list))
    yield f"\n{_more(len(rows), 'row')}"


def _picture(drawn: list[object]) -> Iterator[str]:
    yield f"A picture of {len(drawn)} relations, such as:\n" if drawn else "*Nothing to draw in the sample graph.*\n"
    yield from (f"- {each}" for each in drawn[:_ROWS])
    yield ""


def _more(number: int, noun: str) -> str:
    return f"*{number} {noun}{'s' if number > 1 else ''}{f', the first {_ROWS} shown' if number > _ROWS else ''}.*\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    short = text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
    return short.replace("|", "\\|").replace("\n", " ")


def _literal(value: object) -> str:
    """The value in Cypher, which writes numbers, texts and lists as Python does."""
    return repr(value)


def publish_sample(server: GraphServer, workspace: Path) -> None:
    """Bring the database in step with a workspace that holds the sample graph."""
    settings = Settings.read(workspace, environment={})
    with Ledger.open(settings) as ledger, BoltStore(server) as store:
        store.write(workspace_graph(ledger, settings, Ontology.load()))


def draw(server: Server, folder: Path, picture: Path) -> None:
    """Take the picture of the Browser: a favourite, in our style, over what this server holds.

    Args:
        server: as it runs.
        folder: for the files that are dropped onto the page.
        picture: where the PNG goes.
    """
    (folder / "style.grass").write_text(style_sheet(Ontology.load()), encoding="utf-8")
    (folder / "favourites.zip").write_bytes(favourites(recipes()))
    chosen = next(recipe for recipe in recipes() if recipe.name.endswith(_DRAWN))
    with browsing(width=1500, height=860) as browser:
        browser.connect(server)
        browser.drop(folder / "style.grass")
        browser.drop(folder / "favourites.zip")
        browser.choose(f"jjj {chosen.theme}", chosen.zh)
        browser.run()
        browser.enlarge()
        browser.settle()
        browser.fit()
        browser.page.wait_for_timeout(_ZOOMING)
        browser.page.screenshot(path=picture)


def main() -> None:
    """Write the style sheet, the page and the picture anew."""
    SHEET.write_text(style_sheet(Ontology.load()), encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "kg.cli", "build", "data/documents", "--workspace", str(folder / "sample")],
            cwd=ROOT,
            check=True,
        )
        with running(folder / "neo4j") as server:
            asked = GraphServer(server.uri, server.user, server.password)
            publish_sample(asked, folder / "sample")
            with GraphDatabase.driver(asked.uri, auth=(server.user, server.password)) as driver:
                PAGE.write_text(page(driver, recipes()), encoding="utf-8")
            draw(server, folder, PICTURE)


if __name__ == "__main__":
    main()
