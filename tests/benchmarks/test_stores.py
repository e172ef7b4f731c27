"""The benchmark runs and says what it measured; how fast anything is, no test asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_embedded_store_is_measured_beside_its_peers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Benchmarks\n\n## Stores\n\nold\n\n## Others\n\nkept\n", "utf-8")
    options = ["--embedded-only", "--entities", "200", "--relations", "600", "--questions", "3", "--into", str(page)]
    command = [sys.executable, "-m", "benchmarks.stores", *options]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, encoding="utf-8")
    text = page.read_text("utf-8")
    assert text.startswith("# Benchmarks\n\n## Stores\n\nA made graph")
    assert text.endswith("\n\n## Others\n\nkept\n")
    assert "old" not in text
    assert done.stdout in text
    for means in ("embedded store", "Ladybug, Cypher typed by hand", "networkx in memory"):
        assert f"| best path | {means} |" in text
