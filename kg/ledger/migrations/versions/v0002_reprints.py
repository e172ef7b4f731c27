"""Which documents reprint which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of reprints."""
    op.create_table(
        "reprints",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("original_id", sa.String(32), nullable=False),
        sa.Column("shared", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_reprints"),
        *map(_document_key, ("document_id", "original_id")),
    )
    op.create_index("ix_reprints_original_id", "reprints", ["original_id"])


def _document_key(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["documents.id"], name=f"fk_reprints_{column}", ondelete="CASCADE")
