"""`jjj train` where it cannot train; that it does is shown in tests/kg/extract/training/test_train.py."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("missing", ["sklearn", "scipy"])
def test_training_without_its_extra_says_what_to_install(missing: str) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None; from kg.cli import main; sys.exit(main(['train']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"training needs {missing}: pip install 'jjj-kg[train]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_extracting_needs_nothing_that_training_needs() -> None:
    program = "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = None; import kg.extract, kg.evaluation"
    subprocess.run([sys.executable, "-c", program], check=True)
