"""`jjj resolve review`: a person's way through the doubtful pairs, over a pipe and at a real terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.doubts import BEIJING, EITHER, NEWS, TIANJIN, build_doubts, copy_of
from tests.kg.cli.conftest import Jjj, Ran


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_doubts(tmp_path_factory.mktemp("doubts"))


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    return copy_of(built, tmp_path)


Review = Callable[..., Ran]


@pytest.fixture
def review(jjj: Jjj, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    """`review(answers, …)` answers with these lines, then ends."""

    def run(answers: str, *options: str) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        return jjj("resolve", "review", "--workspace", workspace, "--by", "li", *options)

    return run


def decided(jjj: Jjj, workspace: Path) -> list[tuple[str, str, str]]:
    told = jjj("resolve", "judgements", "--workspace", workspace, "--json").json
    return [(each["decision"], each["why"], each["standing"]) for each in told]


def test_programs_get_every_pair_with_what_is_known_of_both(review: Review) -> None:
    told = review("", "--json").json
    assert told["total"] == 2
    scores = [doubt["score"] for doubt in told["doubts"]]
    assert scores == sorted(scores, reverse=True)
    pairs = [{doubt["left"]["name"], doubt["right"]["name"]} for doubt in told["doubts"]]
    assert sorted(pairs, key=sorted) == [{BEIJING, EITHER}, {TIANJIN, EITHER}]
    for doubt in told["doubts"]:
        assert doubt["reasons"]
        for side in (doubt["left"], doubt["right"]):
            assert side["entity"]["type"] == "Company"
            assert side["facts"][0]["relation"]["evidence"][0]["text"] in NEWS.values()
            assert side["name"] in side["passages"][0]["text"]


def test_people_see_both_sides_the_score_the_reasons_and_where_they_are(review: Review) -> None:
    ran = review("q\n")
    assert "1 of 2" in ran.out
    assert EITHER in ran.out
    assert re.search(r"0\.\d\d that they are one, says rule:", ran.out)
    assert "differ only by the region" in ran.out
    assert "总经理李青禾说" in ran.out
    assert "2 doubtful pairs are left" in ran.out


def test_an_answer_is_recorded_with_who_and_why_and_published(review: Review, jjj: Jjj, workspace: Path) -> None:
    ran = review("s\n同一法人\n")
    assert ran.code == 0, ran.err
    assert "Published:" in ran.out
    [told] = jjj("resolve", "judgements", "--workspace", workspace, "--json").json
    assert (told["decision"], told["by"], told["why"], told["standing"]) == (
        "same",
        "person:li",
        "同一法人",
        "followed",
    )
    shown = jjj("show", EITHER, "--workspace", workspace, "--json").json
    assert shown["entity"]["name"] in (TIANJIN, BEIJING)
    assert EITHER in shown["entity"]["aliases"]


def test_why_may_stay_empty(review: Review, jjj: Jjj, workspace: Path) -> None:
    review("d\n\n")
    assert decided(jjj, workspace) == [("different", "", "followed")]


def test_a_review_goes_on_where_it_was_left(review: Review) -> None:
    assert "1 of 2" in review("d\n\nq\n").out
    again = review("d\n\n")
    assert "1 of 1" in again.out
    assert "no doubtful pair is left" in again.out


def test_one_answer_may_settle_another_pair(review: Review, jjj: Jjj, workspace: Path) -> None:
    jjj("resolve", "judge", TIANJIN, BEIJING, "different", "--workspace", workspace, "--by", "li")
    ran = review("s\n\n")
    assert "1 of 2" in ran.out
    assert "no doubtful pair is left" in ran.out


def test_going_back_takes_the_answer_back(review: Review, jjj: Jjj, workspace: Path) -> None:
    ran = review("b\ns\n看错\nb\nd\n不是一家\nq\n")
    assert "This is the first pair" in ran.out
    assert decided(jjj, workspace) == [("same", "看错", "undone"), ("different", "不是一家", "followed")]


def test_what_is_left_open_is_asked_again_only_if_wanted(review: Review) -> None:
    assert "0 same, 0 different, 2 unsure" in review("u\nu\n").out
    assert "1 of" not in review("").out
    assert "1 of 2" in review("q\n", "--again").out


def test_documents_are_opened_whole(review: Review) -> None:
    ran = review("o\nq\n")
    assert sum(text in ran.out for text in NEWS.values()) == 2


def test_a_key_that_means_nothing_is_said_to(review: Review, jjj: Jjj, workspace: Path) -> None:
    assert "'x' is none of the keys" in review("x\nq\n").out
    assert decided(jjj, workspace) == []


def test_nothing_is_published_later_than_wanted(review: Review) -> None:
    assert "Published:" not in review("s\n\n", "--later").out


_STYLES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """A person at a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._unread = ""

    def wait_for(self, text: str) -> None:
        """Read on until `text` comes."""
        while text not in self._unread:
            ready, _, _ = select.select([self._descriptor], [], [], 60)
            assert ready, f"{text!r} never came: {self._unread}"
            self._unread += os.read(self._descriptor, 65536).decode(errors="replace")
            self._unread = _STYLES.sub("", self._unread)
        self._unread = self._unread.partition(text)[2]

    def press(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())


@contextmanager
def at_terminal(workspace: Path) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    person, program = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", "resolve", "review", "--workspace", str(workspace), "--by", "li"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "PAGER": "cat"}
    with subprocess.Popen(
        command, stdin=program, stdout=program, stderr=program, env=environment, start_new_session=True
    ) as process:
        os.close(program)
        try:
            yield Terminal(person), process
        finally:
            process.kill()
            os.close(person)


def test_at_a_terminal_one_key_is_enough(workspace: Path, jjj: Jjj) -> None:
    with at_terminal(workspace) as (terminal, process):
        terminal.wait_for("[q]uit")
        terminal.press("d")  # no Enter
        terminal.wait_for("why?")
        terminal.press("两地两家\n")
        terminal.wait_for("2 of 2")
        terminal.wait_for("[q]uit")
        terminal.press("q")
        terminal.wait_for("Judged: 0 same, 1 different, 0 unsure; 1 doubtful pairs are left")
        assert process.wait(60) == 0
    assert decided(jjj, workspace) == [("different", "两地两家", "followed")]


def test_interrupted_at_a_terminal_nothing_judged_is_lost(workspace: Path, jjj: Jjj) -> None:
    with at_terminal(workspace) as (terminal, process):
        terminal.wait_for("[q]uit")
        terminal.press("s")
        terminal.wait_for("why?")
        terminal.press("\n")
        terminal.wait_for("[q]uit")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        terminal.wait_for("jjj resolve publish")
    assert decided(jjj, workspace) == [("same", "", "followed")]
    assert jjj("resolve", "publish", "--workspace", workspace, "--json").json["changed"]
