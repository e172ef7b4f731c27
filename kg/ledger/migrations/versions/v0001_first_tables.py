"""The first tables: documents with their sources, mentions, statements, judgements and state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of the first release."""
    _create_documents()
    _create_mentions()
    _create_statements()
    _create_judgements()
    op.create_table(
        "state",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("fingerprint", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_table(
        "sources",
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("locator", name="pk_sources"),
        _document_key("sources"),
    )
    op.create_index("ix_sources_document_id", "sources", ["document_id"])


def _create_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("start_char", sa.Integer, nullable=False),
        sa.Column("end_char", sa.Integer, nullable=False),
        sa.Column("referent", sa.String(128), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(128), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "start_char", "end_char", "referent", "type", name="pk_mentions"),
        _document_key("mentions"),
        sqlite_with_rowid=False,
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("predicate", sa.String(64), nullable=False),
        sa.Column("object", sa.Text, nullable=False),
        sa.Column("start_char", sa.Integer, nullable=False),
        sa.Column("end_char", sa.Integer, nullable=False),
        sa.Column("qualifiers", sa.JSON, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("origin", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        _document_key("statements"),
    )
    op.create_index("ix_statements_document_id", "statements", ["document_id", "start_char", "end_char", "id"])


def _create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("sequence", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("left_id", sa.String(80), nullable=False),
        sa.Column("right_id", sa.String(80), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("judge", sa.String(128), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("judged_at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_judgements"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_judgements_pair", "judgements", ["left_id", "right_id"])


def _document_key(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_document_id"
    return sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=name, ondelete="CASCADE")
