"""A real server process on a free port, over the story's workspace and over an empty one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Story


@contextmanager
def _serving(workspace: Path, *options: str) -> Iterator[httpx.Client]:
    """A client of a server over this workspace; it sends the token, if the server shows one."""
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--workspace", str(workspace), "--json"]
    command += options
    log = workspace.parent / f"{workspace.name}.log"
    with log.open("wb") as err, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True) as process:
        assert process.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            line = process.stdout.readline()
            assert line, log.read_text(encoding="utf-8")
            told += line
        served = json.loads(told)
        headers = {"Authorization": f"Bearer {served['token']}"} if served["token"] else {}
        with httpx.Client(base_url=served["url"], headers=headers, timeout=120) as client:
            yield client
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[httpx.Client]]:
    """`with serving(workspace, *options) as client` asks a server of its own over that workspace."""
    return _serving


@pytest.fixture(scope="session")
def client(story: Story) -> Iterator[httpx.Client]:
    with _serving(story.settings.workspace) as client:
        yield client


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with _serving(tmp_path_factory.mktemp("empty")) as client:
        yield client
