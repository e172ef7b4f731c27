"""Runs a function in a process of its own, which can be killed. For what a person asks of a database engine in C++:
a query may run on long after it should have stopped, or take the whole process with it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from threading import Thread
from typing import TypeVar

from kg import errors
from kg.errors import KGError, QueryRefused, QueryTooCostly

T = TypeVar("T")

_START = 10.0
"""Seconds that the process may take to start; from then on it watches its own time."""
_GRACE = 0.5
"""Seconds that the engine is given to stop by itself."""
_LOOK = 0.05
"""Seconds between two looks of the process at itself."""
_MEMORY = 2 << 30
"""Bytes that the process may grow to: the engine's own share, and as much again for what becomes of rows."""
_ANSWER = 32 << 20
"""Characters of JSON that an answer may have."""
_TOO_LONG, _TOO_LARGE = 124, 125
"""What the process returns if it had to stop itself."""
_CHILD = "from {0} import {1}; from kg.store.apart import serve; serve({1}, {2!r})"
_LATE = "the query took longer than it is granted; ask for less, or with a LIMIT"
_HUGE = "the query needs more memory than it is granted; ask for less, or with a LIMIT"


def run_apart(function: Callable[..., object], arguments: Mapping[str, object], *, seconds: float) -> object:
    """What `function`, one that its module exports, returns for these keyword arguments, which JSON must know.

    Raises:
        KGError: as the function raised it.
        QueryTooCostly: it did not end within `seconds` after starting.
        QueryRefused: the arguments are not such as JSON knows, or the process broke down.
    """
    try:
        request = json.dumps(arguments)
    except (TypeError, ValueError) as error:
        raise QueryRefused(f"parameters must be such as JSON knows: {error}") from error
    command = [sys.executable, "-c", _CHILD.format(function.__module__, function.__name__, float(seconds))]
    # The child finds modules wherever we do.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own text; what a person wrote is on stdin
            command,
            input=request.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=seconds + _START,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryTooCostly(_LATE) from error
    if done.returncode in {_TOO_LONG, _TOO_LARGE}:
        raise QueryTooCostly(_LATE if done.returncode == _TOO_LONG else _HUGE)
    if done.returncode:
        raise QueryRefused("the database broke down on this query; put it in another way")
    reply = json.loads(done.stdout)
    if "error" in reply:
        raise getattr(errors, reply["error"])(reply["message"])
    return reply["value"]


def serve(function: Callable[..., object], seconds: float) -> None:
    """The other side: call `function` with what comes on standard input, and say on standard output what it gave."""
    Thread(target=_watch, args=[time.monotonic() + seconds + _GRACE], daemon=True).start()
    reply: dict[str, object]
    try:
        reply = {"value": function(**json.load(sys.stdin.buffer))}
    except KGError as error:
        reply = {"error": type(error).__name__, "message": str(error)}
    sys.stdout.write(json.dumps(reply))


def bounded(rows: Iterable[T], most: int) -> list[T]:
    """The first `most` rows and one more if there is one, as long as they are no more than an answer may hold.

    Raises:
        QueryTooCostly: they are more.
    """
    taken: list[T] = []
    size = 0
    for row in islice(rows, most + 1):
        size += len(json.dumps(row))
        if size > _ANSWER:
            raise QueryTooCostly(f"the answer has more than {_ANSWER >> 20} MiB; ask for less, or with a LIMIT")
        taken.append(row)
    return taken


def _watch(until: float) -> None:
    """End the process when its time is over or it has grown too large; only it can, whatever the engine is at."""
    while time.monotonic() < until:
        if _grown() > _MEMORY:
            os._exit(_TOO_LARGE)
        time.sleep(_LOOK)
    os._exit(_TOO_LONG)


def _grown() -> int:
    """Bytes that the process has held at most; macOS counts bytes, other systems kibibytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10
