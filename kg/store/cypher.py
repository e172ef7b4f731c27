"""Tells a reading Cypher text from one that writes, loads files or changes the database. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from kg.errors import QueryRefused

_OPENING = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")
_CALL = "CALL"
_FORBIDDEN = frozenset(
    {"COPY", "CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "INSERT", "LOAD", "MERGE", "REMOVE", "SET"}
)
_LEXEME = re.compile(
    r"""(?P<comment>//[^\r\n]*|/\*.*?\*/)|(?P<quoted>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`)"""
    r"""|(?P<number>\d[\d_]*\.?)|(?P<named>[.:][^\W\d]\w*)|(?P<parameter>\$(?:\d+|[^\W\d]\w*|`[^`]*`))"""
    r"""|(?P<word>[^\W\d]\w*\b(?!\s*:))|(?P<key>[^\W\d]\w*)|(?P<end>;)|(?P<broken>['"`]|/\*)""",
    re.DOTALL,
)
_ESCAPE = "\\u"
_CALLED = re.compile(r"\s*([{(]|[\w.]+)?")


def refuse_unless_reading(cypher: str, parameters: Collection[str], *, procedures: Collection[str] = ()) -> None:
    """Let one reading statement pass all of whose parameters are given.

    A store opens its database read-only as well; this also stops what a read-only database would still do, such as
    writing query results to a file.

    Args:
        cypher: the text.
        parameters: names of the parameters that are given.
        procedures: what may be called besides, in small letters; with any, subqueries may be called, too.

    Raises:
        QueryRefused: the text is empty or broken, is more than one statement, lacks a parameter, or has a clause that
            does more than read.
    """
    lexemes = [lexeme for lexeme in _LEXEME.finditer(cypher) if lexeme.lastgroup != "comment"]
    _refuse_broken(lexemes)
    _refuse_without(lexemes, parameters)
    words = [lexeme for lexeme in lexemes if lexeme.lastgroup == "word"]
    opening = (*_OPENING, _CALL) if procedures else _OPENING
    first = words[0].group().upper() if words else "nothing"
    if first not in opening:
        raise QueryRefused(f"a query begins with {', '.join(opening[:-1])} or {opening[-1]}; this one with {first}")
    forbidden = next((word.group().upper() for word in words if word.group().upper() in _FORBIDDEN), None)
    if forbidden:
        raise QueryRefused(f"{forbidden} does more than read, and this graph can only be read; a name must be `quoted`")
    _refuse_calls(cypher, words, procedures)


def refuse_escapes(cypher: str) -> None:
    r"""Let no `\uXXXX` pass, which Neo4j reads as its character anywhere, even within a word or before a quote.

    Raises:
        QueryRefused: there is one.
    """
    if _ESCAPE in cypher:
        raise QueryRefused(f"write the character itself instead of {_ESCAPE}…, or give it in a parameter")


def with_variable(cypher: str, parameter: str, variable: str) -> str:
    """The text, with the variable wherever it speaks of `$parameter`."""

    def replaced(lexeme: re.Match[str]) -> str:
        return variable if lexeme.group() == f"${parameter}" else lexeme.group()

    return _LEXEME.sub(replaced, cypher)


def _refuse_broken(lexemes: Sequence[re.Match[str]]) -> None:
    for lexeme in lexemes:
        if lexeme.lastgroup == "broken":
            raise QueryRefused(f"{lexeme.group()} at character {lexeme.start() + 1} is never closed")
        if lexeme.lastgroup == "end" and lexeme is not lexemes[-1]:
            raise QueryRefused("there is text after “;”; ask one question at a time")


def _refuse_without(lexemes: Iterable[re.Match[str]], parameters: Collection[str]) -> None:
    for lexeme in lexemes:
        if lexeme.lastgroup == "parameter" and lexeme.group()[1:].strip("`") not in parameters:
            raise QueryRefused(f"the query speaks of {lexeme.group()}, but that parameter is not given")


def _refuse_calls(cypher: str, words: Iterable[re.Match[str]], procedures: Collection[str]) -> None:
    """A procedure's name that is hidden behind comments or quotes is not looked for, but refused."""
    for word in words:
        if word.group().upper() != _CALL:
            continue
        called = _CALLED.match(cypher, word.end())
        name = called.group(1) if called and called.group(1) else "something"
        if not procedures or (name not in {"{", "("} and name.lower() not in procedures):
            raise QueryRefused(f"CALL of {name} does more than read, or may; {_may_call(procedures)}")


def _may_call(procedures: Collection[str]) -> str:
    return f"these may be called: {', '.join(sorted(procedures))}" if procedures else "nothing may be called here"
