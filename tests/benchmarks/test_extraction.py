"""The benchmark runs and says what it measured; how fast anything is, no test asks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_one_system_is_measured_in_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "benchmarks.extraction", "--measure", "jieba.posseg", "--characters", "500"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    measured = json.loads(done.stdout)
    assert set(measured) == {"ready", "speed", "peak"}
    assert all(value > 0 for value in measured.values())
