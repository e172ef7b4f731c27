"""Markdown: its text without marks; YAML front matter gives title, url, publisher and published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.documents.contents import decode
from kg.documents.particulars import parse_date
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BLOCKS = frozenset(("inline", "fence", "code_block"))


def read(raw: Raw) -> Iterator[Document]:
    """The one document that the file is."""
    given, body = _split(decode(raw.data, raw.source), raw.source)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    yield raw.document(
        "\n".join(_paragraphs(tokens)),
        title=_string(given.get("title")) or _first_heading(tokens),
        url=_string(given.get("url")),
        publisher=_string(given.get("publisher")),
        published=_date(given.get("published")),
    )


def _split(text: str, source: str) -> tuple[dict[str, object], str]:
    """The front matter and the rest."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        given = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise DocumentError(
            f"the front matter of {source} is no valid YAML: {reason}; mend the lines between the ---"
        ) from error
    # A pair of horizontal rules is no front matter.
    return (given, text[found.end() :]) if isinstance(given, dict) else ({}, text)


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    row: list[str] = []
    in_table = False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            in_table = token.nesting > 0
        elif token.type == "tr_close":
            yield "\t".join(row)
            row = []
        elif token.type in _BLOCKS:
            text = _inline(token.children) if token.children else token.content.strip("\n")
            if in_table:
                row.append(text)
            else:
                yield text + "\n"


def _inline(tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif token.type in {"text", "code_inline", "text_special"}:
            pieces.append(token.content)
    return "".join(pieces)


def _first_heading(tokens: Sequence[Token]) -> str:
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and content.children:
            return _inline(content.children)
    return ""


def _string(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_date(value) if isinstance(value, str) else None
