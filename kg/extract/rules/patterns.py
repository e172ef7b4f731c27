"""Patterns over skeletons: bounded regular expressions, written so that a rule can be read."""

from __future__ import annotations

import re
from functools import cached_property

from kg.extract.cues import cues
from kg.extract.rules.units import ANY, CLASSES

_STOPS = "。；！？\n"
_BODIES = CLASSES["body"] + CLASSES["person"]
_TOKEN = re.compile(r"(?<!\?P)<(?:(\w+):)?(\w+)>|\{(\w+)\}|(~{1,2}|…{1,2}|·)(\d+)")


class Pattern:
    """A bounded regular expression over skeletons.

    `<s:bank>` is a unit of the class `bank`, captured as `s`; `{grant}` any word of that cue. `…8` is up to eight
    characters of one clause, `~8` the same without another body or person except after 在 or 从, `·8` the same
    without any 的, body or person; doubled they cross commas.

    Args:
        family: whose cue words are meant.
        source: the pattern.
        anywhere: whether a unit that opens the match may stand behind a preposition (据X公司…), where it is no subject.
    """

    def __init__(self, family: str, source: str, *, anywhere: bool = False) -> None:
        self.family = family
        self.source = source
        self.anywhere = anywhere

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(_TOKEN.sub(self._expand, self.source))

    def _expand(self, token: re.Match[str]) -> str:
        group, unit_class, cue, gap, width = token.groups()
        if unit_class:
            return f"(?P<{group}>[{CLASSES[unit_class]}])" if group else f"[{CLASSES[unit_class]}]"
        if cue:
            return f"(?:{'|'.join(cues(self.family)[cue])})"
        return _gap(gap, width)


def _gap(mark: str, width: str) -> str:
    excluded = _STOPS + ("" if len(mark) == 2 else "，：")
    if mark == "·":
        return f"[^{excluded}{_BODIES}的]{{0,{width}}}?"
    if mark[0] == "…":
        return f"[^{excluded}]{{0,{width}}}?"
    plain = f"[^{excluded}{_BODIES}]{{0,{width}}}?"
    return f"(?:{plain}(?:[在于从到赴][{ANY}])?{plain})"
