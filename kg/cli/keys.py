"""What a person answers: single keys in a terminal, lines where the answers come through a pipe."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from rich.console import Console

try:
    import termios
    import tty
except ImportError:  # no Unix: every answer is a line
    termios = None  # type: ignore[assignment]

_END = "\x04"
"""Ctrl-D."""


class Keys:
    """Asks on `console` and reads from `stdin`."""

    def __init__(self, console: Console, stdin: TextIO | None = None) -> None:
        self._console = console
        self._stdin = sys.stdin if stdin is None else stdin

    def key(self, question: str) -> str | None:
        """The key that is pressed, in lower case: of a line its first character; None at the end of input."""
        self._ask(question)
        if termios is None or not self._stdin.isatty():
            line = self._line()
            return line.strip()[:1].lower() if line else None
        pressed = _pressed(self._stdin.fileno())
        self._console.print(pressed, markup=False, highlight=False)
        return None if pressed == _END else pressed.strip().lower()

    def text(self, question: str) -> str:
        """The line that is answered; empty if there is nothing to say, and at the end of input."""
        self._ask(question)
        return self._line().strip()

    def _ask(self, question: str) -> None:
        self._console.print(question, end="", markup=False, highlight=False, soft_wrap=True)

    def _line(self) -> str:
        line = self._stdin.readline()
        if not self._stdin.isatty():
            self._console.print()  # nobody pressed Enter after the question
        return line


def _pressed(descriptor: int) -> str:
    """The next key, without waiting for a line to end; Ctrl-C still interrupts."""
    before = termios.tcgetattr(descriptor)
    try:
        # Not with the default, which drops what was typed before the question came.
        tty.setcbreak(descriptor, termios.TCSANOW)
        return os.read(descriptor, 1).decode("ascii", "replace")
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
