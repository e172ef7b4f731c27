"""A process that is killed while it records leaves a ledger that a second run completes as if nothing had happened."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.ledger import Ledger

RECORDER = """
import sys
from sqlalchemy import Engine, event
from kg.ledger import Ledger
from kg.model import NAME, Document, Extraction, Mention, Statement

url, stop_at = sys.argv[1], int(sys.argv[2])
executed = 0

def extraction(number):
    document = Document("", f"第{number}家：蓟川第{number}机械厂开业。", f"{number}.txt")
    span = document.span(4, len(document.text) - 3)
    named = Statement(document.id, "r1", NAME, span.text, document.span(0, len(document.text)))
    return Extraction(document, (Mention(span, "Company", "r1"),), (named,))

with Ledger.open(url) as ledger:
    @event.listens_for(Engine, "after_cursor_execute")
    def wait_to_be_killed(*_):
        global executed
        executed += 1
        if executed == stop_at:
            print("here", flush=True)
            sys.stdin.read()

    for number in range(5):
        ledger.record(extraction(number), "f1")
print("done", flush=True)
"""


def _run(url: str, stop_at: int = 0) -> str:
    """Start a recorder; kill it where it stops, between two SQL statements; what it said."""
    command = [sys.executable, "-c", RECORDER, url, str(stop_at)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        if said == "here":
            child.send_signal(signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL
    return said


def _content(url: str) -> tuple[object, ...]:
    with Ledger.open(url) as ledger:
        return tuple(ledger.documents()), tuple(ledger.mentions()), tuple(ledger.statements()), tuple(ledger.sources())


@pytest.mark.parametrize("stop_at", [2, 5, 9, 13, 17, 26, 31])
def test_killed_in_a_transaction_and_run_again_equals_an_undisturbed_run(tmp_path: Path, stop_at: int) -> None:
    undisturbed, disturbed = (f"sqlite:///{tmp_path / name}" for name in ("calm.sqlite", "killed.sqlite"))
    assert _run(undisturbed) == "done"
    assert _run(disturbed, stop_at) == "here"

    documents, mentions, statements, sources = _content(disturbed)
    assert isinstance(documents, tuple)
    assert len(documents) < 5
    assert all(isinstance(part, tuple) and len(part) == len(documents) for part in (mentions, statements, sources))

    assert _run(disturbed) == "done"
    assert _content(disturbed) == _content(undisturbed)
