"""A JSON object as a document; shared by JSON and JSON Lines."""

from __future__ import annotations

import json

from kg.documents.particulars import parse_date
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document


def parse(text: str, where: str) -> object:
    """The value of a JSON text.

    Raises:
        DocumentError: it is no JSON.
    """
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{where} is no valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested without end
        raise DocumentError(f"{where} is no JSON that can be read: {error}") from error
    return value


def document(raw: Raw, record: object, *, part: int | None = None) -> Document:
    """The document that a record holds under `text`, with `title`, `url`, `publisher` and `published`, where given.

    Other keys, such as an annotation's `entities`, are ignored; a date that cannot be read counts as unknown.

    Raises:
        DocumentError: it is no object, or has no text.
    """
    where = raw.source if part is None else f"{raw.source}#{part}"
    if not isinstance(record, dict):
        raise DocumentError(
            f'{where} is a JSON {_kind(record)}; expected an object such as {{"title": "…", "text": "…"}}'
        )
    text = record.get("text")
    if not isinstance(text, str):
        keys = ", ".join(map(str, list(record)[:8])) or "nothing"
        raise DocumentError(f'{where} has no string under "text"; its keys are: {keys}')
    published = _string(record, "published")
    return raw.document(
        text,
        part=part,
        title=_string(record, "title") or "",
        url=_string(record, "url"),
        publisher=_string(record, "publisher"),
        published=parse_date(published) if published else None,
    )


def _string(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _kind(value: object) -> str:
    names = {list: "array", str: "string", bool: "truth value", int: "number", float: "number", type(None): "null"}
    return names.get(type(value), "value")
