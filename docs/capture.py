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
WIDTH = "100"

_BLOCK = re.compile(r"(?m)^```console\n(\$ jjj [^\n]+)\n(?s:.*?)^```$")


def refreshed(page: str, workspace: Path) -> str:
    """`page` with every console block that shows a `jjj` command holding what it prints now.

    Args:
        page: Markdown text.
        workspace: folder that the commands run in.

    Raises:
        subprocess.CalledProcessError: a command fails.
    """
    return _BLOCK.sub(lambda block: f"```console\n{block[1]}\n{_printed(block[1], workspace)}```", page)


def build_sample(workspace: Path) -> None:
    """Build the sample graph in `workspace`."""
    _jjj(["build", "data/documents"], workspace)


def _printed(line: str, workspace: Path) -> str:
    words = shlex.split(line.removeprefix("$ jjj "))
    text = _jjj(words, workspace).replace(str(workspace), "~/.local/share/jjj-kg")
    return "\n".join(row.rstrip() for row in text.strip("\n").splitlines()) + "\n"


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


if __name__ == "__main__":
    main()
