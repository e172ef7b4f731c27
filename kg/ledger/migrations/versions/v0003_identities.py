"""Who took a judgement back, when and why; and which entity every id that was ever given leads to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of an undoing, and create the table of identities."""
    for column in (
        sa.Column("undone_at", sa.String(40)),
        sa.Column("undone_by", sa.String(128)),
        sa.Column("undone_why", sa.Text),
    ):
        op.add_column("judgements", column)
    op.create_table(
        "identities",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("entity_id", sa.String(80), nullable=False),
        sa.Column("thing", sa.String(80), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
    )
    op.create_index("ix_identities_thing", "identities", ["thing"])
    op.create_index("ix_identities_name", "identities", ["name"])
