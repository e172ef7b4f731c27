"""Between the nouns of kg.model and the rows of the ledger's tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, RowMapping

from kg.model import (
    Decision,
    Document,
    Entry,
    Extraction,
    Identifier,
    Judgement,
    Mention,
    Qualifier,
    Reprint,
    Span,
    Statement,
    Status,
    Undoing,
)


def document_row(document: Document, fingerprint: str) -> dict[str, object]:
    """The row of a document that the extractor with this fingerprint has read."""
    return {
        "id": document.id,
        "title": document.title,
        "text": document.text,
        "url": document.url,
        "publisher": document.publisher,
        "published": document.published,
        "fingerprint": fingerprint,
    }


def mention_rows(extraction: Extraction) -> dict[tuple[object, ...], dict[str, object]]:
    """The rows of the mentions by their key; of two with one key the surer one stays."""
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for mention in sorted(extraction.mentions, key=lambda m: (m.confidence, m.origin)):
        span = mention.span
        rows[span.start, span.end, mention.referent, mention.type] = {
            "document_id": span.document_id,
            "start_char": span.start,
            "end_char": span.end,
            "referent": mention.referent,
            "type": mention.type,
            "origin": mention.origin,
            "confidence": mention.confidence,
        }
    return rows


def statement_rows(extraction: Extraction) -> dict[str, dict[str, object]]:
    """The rows of the statements by their id; of two with one id the surer one stays."""
    rows: dict[str, dict[str, object]] = {}
    for statement in sorted(extraction.statements, key=lambda s: s.confidence):
        rows[statement.id] = {
            "id": statement.id,
            "document_id": statement.document_id,
            "subject": statement.subject,
            "predicate": statement.predicate,
            "object": statement.object,
            "start_char": statement.evidence.start,
            "end_char": statement.evidence.end,
            "qualifiers": [[q.name, q.text, q.value, q.unit] for q in statement.qualifiers],
            "status": str(statement.status),
            "confidence": statement.confidence,
            "origin": statement.origin,
        }
    return rows


def judgement_row(judgement: Judgement, at: datetime) -> dict[str, object]:
    """The row of a judgement that was made at this time."""
    return {
        "left_id": judgement.left,
        "right_id": judgement.right,
        "decision": str(judgement.decision),
        "judge": judgement.by,
        "score": judgement.score,
        "reasons": list(judgement.reasons),
        "judged_at": at.isoformat(),
    }


def identifier_row(identifier: Identifier) -> dict[str, object]:
    """The row of an id."""
    return {
        "id": identifier.id,
        "entity_id": identifier.entity_id,
        "thing": identifier.thing,
        "type": identifier.type,
        "name": identifier.name,
    }


def reprint_row(reprint: Reprint) -> dict[str, object]:
    """The row of a reprint."""
    return {"document_id": reprint.document_id, "original_id": reprint.original_id, "shared": reprint.shared}


def document_of(row: RowMapping, source: str) -> Document:
    """The document of a row, as read from `source`."""
    return Document(row["title"], row["text"], source, row["url"], row["publisher"], row["published"])


def mention_of(row: Row[Any], text: str) -> Mention:
    """The mention of a row of a document with this text."""
    return Mention(_span(row, text), row.type, row.referent, row.origin, row.confidence)


def statement_of(row: Row[Any], text: str) -> Statement:
    """The statement of a row of a document with this text."""
    return Statement(
        row.document_id,
        row.subject,
        row.predicate,
        row.object,
        _span(row, text),
        tuple(Qualifier(*particular) for particular in row.qualifiers),
        Status(row.status),
        row.confidence,
        row.origin,
    )


def judgement_of(row: Row[Any]) -> Judgement:
    """The judgement of a row."""
    return Judgement(
        row.left_id,
        row.right_id,
        Decision(row.decision),
        row.judge,
        row.score,
        tuple(row.reasons),
        datetime.fromisoformat(row.judged_at),
    )


def entry_of(row: Row[Any]) -> Entry:
    """The judgement of a row with its number, and who took it back."""
    undone = Undoing(row.undone_by, row.undone_why, datetime.fromisoformat(row.undone_at)) if row.undone_at else None
    return Entry(row.sequence, judgement_of(row), undone)


def identifier_of(row: Row[Any]) -> Identifier:
    """The id of a row."""
    return Identifier(row.id, row.entity_id, row.thing, row.type, row.name)


def reprint_of(row: Row[Any]) -> Reprint:
    """The reprint of a row."""
    return Reprint(row.document_id, row.original_id, row.shared)


def _span(row: Row[Any], text: str) -> Span:
    return Span(row.document_id, row.start_char, row.end_char, text[row.start_char : row.end_char])
