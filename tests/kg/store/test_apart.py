from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from kg.errors import NotFound, QueryRefused, QueryTooCostly
from kg.store.apart import Apart


def treated(how: str) -> object:
    """What one of the processes of these tests does."""
    match how:
        case "process":
            return os.getpid()
        case "chatter":
            os.write(1, b"an engine's own words\n")
        case "hang":
            time.sleep(3600)
        case "grow":
            kept: list[bytes] = []
            while True:
                kept.append(os.urandom(1 << 20) * 8)
        case "break":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "refuse":
            raise NotFound("not here")
    return how


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(treated)
    yield made
    made.close()


def ask(apart: Apart, how: str, *, seconds: float = 20.0) -> object:
    return apart.run({"how": how}, seconds=seconds)


def test_a_process_that_ended_well_is_asked_again(apart: Apart) -> None:
    first = ask(apart, "process")
    assert first != os.getpid()
    assert ask(apart, "process") == first


def test_what_the_asking_process_holds_does_not_count_against_the_other(apart: Apart) -> None:
    held = bytearray(768 << 20)
    first = ask(apart, "process")
    assert ask(apart, "process") == first
    assert held


def test_an_error_of_ours_comes_through_and_the_process_goes_on(apart: Apart) -> None:
    first = ask(apart, "process")
    with pytest.raises(NotFound, match="not here"):
        ask(apart, "refuse")
    assert ask(apart, "process") == first


def test_what_takes_too_long_is_ended(apart: Apart) -> None:
    with pytest.raises(QueryTooCostly, match="took longer"):
        ask(apart, "hang", seconds=0.1)
    assert ask(apart, "after") == "after"


def test_what_grows_too_large_is_ended() -> None:
    apart = Apart(treated, memory=300 << 20)
    with pytest.raises(QueryTooCostly, match="memory"):
        ask(apart, "grow")
    assert ask(apart, "after") == "after"
    apart.close()


def test_what_breaks_down_takes_nothing_along(apart: Apart) -> None:
    with pytest.raises(QueryRefused, match="broke down"):
        ask(apart, "break")
    assert ask(apart, "after") == "after"


def test_a_process_that_died_while_it_waited_is_replaced(apart: Apart) -> None:
    first = ask(apart, "process")
    assert isinstance(first, int)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert ask(apart, "process") != first


def test_what_an_engine_prints_is_no_reply(apart: Apart) -> None:
    assert ask(apart, "chatter") == "chatter"


def test_what_json_does_not_know_is_refused(apart: Apart) -> None:
    with pytest.raises(QueryRefused, match="JSON"):
        apart.run({"how": {1, 2}}, seconds=1)
