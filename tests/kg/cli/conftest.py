"""`jjj` runs a command in this process and gives exit code, standard output and standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kg.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be nothing but JSON."""
        return json.loads(self.out)


Jjj = Callable[..., Ran]


@pytest.fixture
def jjj(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Jjj:
    monkeypatch.setenv("COLUMNS", "200")  # a wide terminal, so that no sentence is wrapped

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
