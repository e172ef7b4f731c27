"""Runs a function in a process of its own, which can be killed. For what a person asks of an engine in C++, or of a
driver that reads one endless row: it may run on long after it should have stopped, or take the whole process with it.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import TypeVar

from kg import errors
from kg.errors import KGError, QueryRefused, QueryTooCostly
from kg.store.base import LARGE, LATE

T = TypeVar("T")

_START = 10.0
"""Seconds that a process may take to start; once it has read what it is asked, it watches its own time."""
_GRACE = 0.5
"""Seconds that the engine is given to stop by itself."""
_LOOK = 0.05
"""Seconds between two looks of a process at itself."""
_MEMORY = 2 << 30
"""Bytes that a process may grow to: the engine's own share, and as much again for what becomes of rows."""
_GROWN = 512 << 20
"""Bytes at which a process has done its last duty."""
_ANSWER = 32 << 20
"""Characters of JSON that an answer may have."""
_IDLE = 2
"""Processes that are kept for the next call."""
_TOO_LONG, _TOO_LARGE = 124, 125
"""What a process returns if it had to stop itself."""
_CHILD = "from {0} import {1}; from kg.store.apart import serve; serve({1})"

_Process = subprocess.Popen[str]


class Apart:
    """A function that its module exports, run in processes of its own; any number of threads may call it.

    A process takes longer to start than most queries take, so one that ended well waits for the next call.

    Args:
        function: what to run.
        memory: bytes that a process may grow to.
    """

    def __init__(self, function: Callable[..., object], *, memory: int = _MEMORY) -> None:
        self._function = function
        self._memory = memory
        self._idle: list[_Process] = []
        self._lock = Lock()

    def run(self, arguments: Mapping[str, object], *, seconds: float) -> object:
        """What the function returns for these keyword arguments, which JSON must know.

        Raises:
            KGError: as the function raised it.
            QueryTooCostly: it did not end within `seconds`, or grew too large.
            QueryRefused: the arguments are not such as JSON knows, or the process broke down.
        """
        try:
            request = json.dumps({"arguments": arguments, "seconds": seconds, "memory": self._memory})
        except (TypeError, ValueError) as error:
            raise QueryRefused(f"parameters must be such as JSON knows: {error}") from error
        process = self._taken()
        try:
            reply = _exchange(process, request, seconds)
        except BaseException:
            _end(process)
            raise
        self._keep(process)
        if "error" in reply:
            raise getattr(errors, reply["error"])(reply["message"])
        return reply["value"]

    def close(self) -> None:
        """End the processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            _end(process)

    def _taken(self) -> _Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.poll() is None:
                    return process
                _end(process)
        return _started(self._function)

    def _keep(self, process: _Process) -> None:
        with self._lock:
            if len(self._idle) < _IDLE:
                self._idle.append(process)
                return
        _end(process)


def run_apart(function: Callable[..., object], arguments: Mapping[str, object], *, seconds: float) -> object:
    """The same once, in a process that is not kept; see `Apart.run`."""
    once = Apart(function)
    try:
        return once.run(arguments, seconds=seconds)
    finally:
        once.close()


def serve(function: Callable[..., object]) -> None:
    """The other side: call `function` with what each line of standard input says, and say on a line what it gave."""
    # Whatever an engine prints must not stand among the replies.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii") as replies:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        watch = _Watch()
        for line in sys.stdin:
            request = json.loads(line)
            watch.memory = request["memory"]
            watch.until = time.monotonic() + request["seconds"] + _GRACE
            reply = json.dumps(_reply(function, request["arguments"]))
            watch.until = math.inf
            replies.write(reply + "\n")
            replies.flush()
            if _grown() > _GROWN:
                return


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


class _Watch:
    """Ends this process when its time is over or it has grown too large; only it can, whatever the engine is at."""

    def __init__(self) -> None:
        self.until, self.memory = math.inf, _MEMORY
        Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while time.monotonic() < self.until:
            if _grown() > self.memory:
                os._exit(_TOO_LARGE)
            time.sleep(_LOOK)
        os._exit(_TOO_LONG)


def _reply(function: Callable[..., object], arguments: Mapping[str, object]) -> dict[str, object]:
    try:
        return {"value": function(**arguments)}
    except KGError as error:
        return {"error": type(error).__name__, "message": str(error)}


def _started(function: Callable[..., object]) -> _Process:
    command = [sys.executable, "-c", _CHILD.format(function.__module__, function.__name__)]
    # The child finds modules wherever we do.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own text; what a person wrote is on stdin
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        encoding="ascii",
    )


def _exchange(process: _Process, request: str, seconds: float) -> dict[str, str]:
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    watch = Timer(seconds + _GRACE + _START, process.kill)
    watch.start()
    try:
        process.stdin.write(request + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError as error:
        raise QueryRefused("the process that asks the database is gone; ask again") from error
    finally:
        watch.cancel()
    if not line:
        raise _breakdown(process.wait())
    reply: dict[str, str] = json.loads(line)
    return reply


def _breakdown(code: int) -> KGError:
    if code == _TOO_LARGE:
        return QueryTooCostly(LARGE)
    if code in {_TOO_LONG, -9}:
        return QueryTooCostly(LATE)
    return QueryRefused("the database broke down on this query; put it in another way")


def _end(process: _Process) -> None:
    process.kill()
    # What could not be written to it any more is of no use to anybody.
    with suppress(OSError), process:
        pass


def _grown() -> int:
    """Bytes that the process has held at most; macOS counts bytes, other systems kibibytes."""
    # Linux counts in getrusage what the process held that started this one.
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10
