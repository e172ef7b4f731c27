"""Labelled pairs of names: a JSON object a line, with left, right and label."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResolutionError
from kg.resolve.described import Described, Setting
from kg.resolve.matching import DECIDED, Label


@dataclass(frozen=True, slots=True)
class Side:
    """One name of a pair, its type, and a few words about its bearer."""

    name: str
    type: str = ""
    context: str = ""

    def described(self, setting: Setting) -> Described:
        """The side as the matcher reads it."""
        return Described(self.name, self.type, self.context, setting)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names and what they are to each other.

    Args:
        left, right: the names.
        label: None in a file whose labels are asked for.
        category: what kind of difficulty the pair shows.
    """

    left: Side
    right: Side
    label: Label | None = None
    category: str = ""


def read_pairs(paths: Iterable[Path]) -> Iterator[LabelledPair]:
    """The pairs of some files, in order.

    Raises:
        ResolutionError: a file cannot be read, or a line is no pair.
    """
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{path} cannot be read as UTF-8 text ({error}); expected a JSON object a line"
            raise ResolutionError(msg) from error
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield _pair(line, f"{path}:{number}")


def _pair(line: str, where: str) -> LabelledPair:
    try:
        told = json.loads(line)
        left, right = _side(told["left"]), _side(told["right"])
        return LabelledPair(left, right, _label(told.get("label")), str(told.get("category", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = (
            f"{where} is no pair of names ({error}); expected "
            '{"left": {"name": …, "type": …}, "right": {…}, "label": "same|different|related"}'
        )
        raise ResolutionError(msg) from error


def _label(told: str | None) -> Label | None:
    if told is not None and told not in DECIDED:
        msg = f"the label is {told!r}"
        raise ValueError(msg)
    return Label(told) if told else None


def _side(told: dict[str, object]) -> Side:
    name = told["name"]
    if not isinstance(name, str) or not name.strip():
        msg = "a name is missing"
        raise ValueError(msg)
    return Side(name, str(told.get("type") or ""), str(told.get("context") or ""))
