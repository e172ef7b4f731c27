"""Tells a reading Cypher text from one that writes, loads files or changes the database. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.errors import QueryRefused

_OPENING = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"})
_FORBIDDEN = frozenset(
    {"CALL", "COPY", "CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "INSERT", "LOAD", "MERGE", "REMOVE", "SET"}
)
_LEXEME = re.compile(
    r"""(?P<skip>//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`)"""
    r"""|(?P<named>(?<!\d)[.:$]\w+)|(?P<word>[^\W\d]\w*\b(?!\s*:))|(?P<end>;)|(?P<broken>['"`]|/\*)""",
    re.DOTALL,
)


def refuse_unless_reading(cypher: str, parameters: Collection[str]) -> None:
    """Let one reading statement pass all of whose parameters are given.

    A store opens its database read-only as well; this also stops what a read-only database would still do, such as
    writing query results to a file.

    Raises:
        QueryRefused: the text is empty or broken, is more than one statement, lacks a parameter, or has a clause that
            does more than read.
    """
    lexemes = [lexeme for lexeme in _LEXEME.finditer(cypher) if lexeme.lastgroup != "skip"]
    _refuse_broken(lexemes)
    missing = [
        lexeme.group() for lexeme in lexemes if lexeme.group()[0] == "$" and lexeme.group()[1:] not in parameters
    ]
    if missing:
        raise QueryRefused(f"the query speaks of {missing[0]}, but that parameter is not given")
    words = [lexeme.group().upper() for lexeme in lexemes if lexeme.lastgroup == "word"]
    if not words or words[0] not in _OPENING:
        first = words[0] if words else "nothing"
        raise QueryRefused(f"a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN; this one with {first}")
    forbidden = next((word for word in words if word in _FORBIDDEN), None)
    if forbidden:
        raise QueryRefused(f"{forbidden} does more than read, and this graph can only be read; a name must be `quoted`")


def _refuse_broken(lexemes: Sequence[re.Match[str]]) -> None:
    for lexeme in lexemes:
        if lexeme.lastgroup == "broken":
            raise QueryRefused(f"{lexeme.group()} at character {lexeme.start() + 1} is never closed")
        if lexeme.lastgroup == "end" and lexeme is not lexemes[-1]:
            raise QueryRefused("there is text after “;”; ask one question at a time")
