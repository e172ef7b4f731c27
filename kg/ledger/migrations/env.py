"""Alembic's entry: runs the migrations on the connection that kg.ledger.migration hands in, within its transaction."""

from __future__ import annotations

from alembic import context

from kg.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
