"""Runs the commands that README and docs show, over the sample graph, and writes what they print below them.

`python docs/capture.py` refreshes the files; a test checks that nothing in them is stale.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/cookbook.md", "docs/architecture.md")
RDF = "docs/rdf.md"
WIDTH = "100"

_BLOCK = re.compile(r"(?m)^```console\n(\$ jjj [^\n]+)\n(?s:.*?)^```$")
_QUESTION = re.compile(r"(?m)^```sparql\n((?s:.*?))^```\n\n```text\n(?s:.*?)^```$")
_EXAMPLE = re.compile(r"(?m)^```turtle\n((?s:.*?))^```$")


def refreshed(page: str, workspace: Path) -> str:
    """`page` with every console block that shows a `jjj` command holding what it prints now.

    Args:
        page: Markdown text.
        workspace: folder that the commands run in.

    Raises:
        subprocess.CalledProcessError: a command fails.
    """
    return _BLOCK.sub(lambda block: f"```console\n{block[1]}\n{_printed(block[1], workspace)}```", page)


def refreshed_rdf(page: str, workspace: Path) -> str:
    """`page` with every SPARQL question followed by its answer now, and every thing in Turtle as it is exported now.

    Raises:
        subprocess.CalledProcessError: a command fails.
        KeyError: the page shows a thing that is no longer there.
    """
    answered = _QUESTION.sub(
        lambda block: f"```sparql\n{block[1]}```\n\n```text\n{_answer(block[1], workspace)}```", page
    )
    turtle = workspace / "graph.ttl"
    _jjj(["export", "--format", "turtle", "--out", str(turtle)], workspace)
    things = {thing.partition(" ")[0]: thing.strip() for thing in turtle.read_text("utf-8").split("\n\n")}

    def fresh(block: re.Match[str]) -> str:
        shown = [things[thing.partition(" ")[0]] for thing in block[1].strip().split("\n\n")]
        return "```turtle\n" + "\n\n".join(shown) + "\n```"

    return _EXAMPLE.sub(fresh, answered)


def build_sample(workspace: Path) -> None:
    """Build the sample graph in `workspace`."""
    _jjj(["build", "data/documents"], workspace)


def _printed(line: str, workspace: Path) -> str:
    words = shlex.split(line.removeprefix("$ jjj "))
    text = _jjj(words, workspace).replace(str(workspace), "~/.local/share/jjj-kg")
    return "\n".join(row.rstrip() for row in text.strip("\n").splitlines()) + "\n"


def _answer(query: str, workspace: Path) -> str:
    return "\n".join(row.rstrip() for row in _jjj(["sparql", query], workspace).strip("\n").splitlines()) + "\n"


def _jjj(words: list[str], workspace: Path) -> str:
    environment = {**os.environ, "JJJ_WORKSPACE": str(workspace), "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def main() -> None:
    """Refresh every page."""
    with tempfile.TemporaryDirectory() as folder:
        build_sample(Path(folder))
        for name in PAGES:
            page = ROOT / name
            page.write_text(refreshed(page.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
        rdf = ROOT / RDF
        rdf.write_text(refreshed_rdf(rdf.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
