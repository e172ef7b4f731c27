"""The contract on the newest Neo4j, wherever a Java is found that it runs on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neo4j.server import ROOT

pytestmark = pytest.mark.long

NEWEST = "2026.08.1"
"""The newest version on Maven Central when this was written."""
NEEDED = 21
"""Oldest Java that it runs on."""


def _javas() -> Iterator[Path]:
    """Where this machine may have a Java."""
    homes = [Path(home) for name, home in sorted(os.environ.items()) if re.fullmatch(r"JAVA_HOME(_.*)?", name)]
    for home in (*homes, *sorted(Path("/usr/lib/jvm").glob("*")), *sorted(Path("/opt").glob("*j*"))):
        if (home / "bin" / "java").is_file():
            yield home / "bin" / "java"


def _version(java: Path) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else 0


@pytest.mark.newest
def test_the_contract_holds_on_the_newest_neo4j() -> None:
    java = next((each for each in _javas() if _version(each) >= NEEDED), None)
    if java is None:
        pytest.skip(f"Neo4j {NEWEST} needs Java {NEEDED} or newer, and none was found; set JAVA_HOME_{NEEDED}")
    contract = ["tests/kg/store/test_contract.py", "tests/kg/store/test_equal_rows.py", "-k", "neo4j or equal"]
    server = ["--neo4j-version", NEWEST, "--neo4j-java", str(java)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *contract, *server]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
