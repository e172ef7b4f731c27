"""Runs a function in a process of its own, which can be killed. For what a person asks of a database engine in C++:
a query may run on long after it should have stopped, or take the whole process with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

from kg import errors
from kg.errors import KGError, QueryRefused, QueryTooCostly

_START = 10.0
"""Seconds that the process may take to start; from then on it watches its own time."""
_GRACE = 0.5
"""Seconds that the engine is given to stop by itself."""
_TOO_LONG = 124
"""What the process returns if it had to stop itself."""
_CHILD = "from {0} import {1}; from kg.store.apart import serve; serve({1}, {2!r})"
_LATE = "the query took longer than it is granted; ask for less, or with a LIMIT"


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
    if done.returncode == _TOO_LONG:
        raise QueryTooCostly(_LATE)
    if done.returncode:
        raise QueryRefused("the database broke down on this query; put it in another way")
    reply = json.loads(done.stdout)
    if "error" in reply:
        raise getattr(errors, reply["error"])(reply["message"])
    return reply["value"]


def serve(function: Callable[..., object], seconds: float) -> None:
    """The other side: call `function` with what comes on standard input, and say on standard output what it gave."""
    watch = threading.Timer(seconds + _GRACE, os._exit, [_TOO_LONG])
    watch.daemon = True
    watch.start()
    reply: dict[str, object]
    try:
        reply = {"value": function(**json.load(sys.stdin.buffer))}
    except KGError as error:
        reply = {"error": type(error).__name__, "message": str(error)}
    sys.stdout.write(json.dumps(reply))
