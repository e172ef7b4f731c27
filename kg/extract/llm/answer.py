"""What a model answered, read piece by piece: one piece that is out of shape spoils no other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.llm.report import Refusal

MOST = 2_000
"""Names, and statements, that one answer may hold; a window of text has dozens."""

_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)

Refuse = Callable[[Refusal], None]
T = TypeVar("T")


class Unusable(Exception):
    """The answer as a whole cannot be read; the message says why, in our words."""


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name as the model gave it."""

    surface: str
    full_name: str
    type: str


@dataclass(frozen=True, slots=True)
class SaidStatement:
    """A statement as the model made it; `qualifiers` are pairs of name and text."""

    subject: str
    predicate: str
    object: str
    evidence: str
    status: str
    qualifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All of an answer that has the form asked for."""

    names: tuple[SaidName, ...]
    statements: tuple[SaidStatement, ...]


def read(text: str, refuse: Refuse) -> Answer:
    """Read an answer; `refuse` is told of each piece that is out of shape.

    Raises:
        Unusable: it is no JSON object with a list of names and one of statements.
    """
    fenced = _FENCED.match(text)
    try:
        whole = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        raise Unusable("the answer is no JSON") from None
    if not isinstance(whole, dict):
        raise Unusable("the answer is no JSON object")
    lists = whole.get("names"), whole.get("statements")
    if not (isinstance(lists[0], list) and isinstance(lists[1], list)):
        raise Unusable("the answer lacks its list of names or of statements")
    return Answer(tuple(_each(lists[0], _name, refuse)), tuple(_each(lists[1], _statement(refuse), refuse)))


def _each(pieces: list[object], shape: Callable[[dict[str, object]], T], refuse: Refuse) -> Iterator[T]:
    for piece in pieces[:MOST]:
        try:
            read_piece = shape(piece) if isinstance(piece, dict) else None
        except (KeyError, TypeError):
            read_piece = None
        if read_piece is None:
            refuse(Refusal.SHAPE)
        else:
            yield read_piece
    for _ in pieces[MOST:]:
        refuse(Refusal.EXCESS)


def _name(piece: dict[str, object]) -> SaidName:
    return SaidName(_string(piece, "surface"), _string(piece, "full_name"), _string(piece, "type"))


def _statement(refuse: Refuse) -> Callable[[dict[str, object]], SaidStatement]:
    def shape(piece: dict[str, object]) -> SaidStatement:
        listed = piece.get("qualifiers", [])
        if not isinstance(listed, list):
            raise TypeError
        return SaidStatement(
            _string(piece, "subject"),
            _string(piece, "predicate"),
            _string(piece, "object"),
            _string(piece, "evidence"),
            _string(piece, "status"),
            tuple(_each(listed, _qualifier, refuse)),
        )

    return shape


def _qualifier(piece: dict[str, object]) -> tuple[str, str]:
    return _string(piece, "name"), _string(piece, "text")


def _string(piece: dict[str, object], key: str) -> str:
    value = piece[key]
    if not isinstance(value, str):
        raise TypeError
    return value
