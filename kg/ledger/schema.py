"""The ledger's tables, as the newest migration leaves them. Nothing here knows the nouns of kg.model."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("fingerprint", String(128), nullable=False),
)
"""One row a text; `fingerprint` is that of the extractor that read it last."""

sources = Table(
    "sources",
    metadata,
    Column("locator", Text, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Where a document was read; several sources may hold the same document, each holds one."""

mentions = Table(
    "mentions",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("start_char", Integer, primary_key=True),
    Column("end_char", Integer, primary_key=True),
    Column("referent", String(128), primary_key=True),
    Column("type", String(64), primary_key=True),
    Column("origin", String(128), nullable=False),
    Column("confidence", Float, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("predicate", String(64), nullable=False),
    Column("object", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("qualifiers", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("origin", String(128), nullable=False),
    Index("ix_statements_document_id", "document_id", "start_char", "end_char", "id"),
)
"""The evidence's text is not repeated: it is the document's text from `start_char` to `end_char`."""

judgements = Table(
    "judgements",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("left_id", String(80), nullable=False),
    Column("right_id", String(80), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("judge", String(128), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("judged_at", String(40), nullable=False),
    Column("undone_at", String(40)),
    Column("undone_by", String(128)),
    Column("undone_why", Text),
    Index("ix_judgements_pair", "left_id", "right_id"),
    sqlite_autoincrement=True,
)
"""In the order in which they were made: the last one on a pair that was not taken back counts."""

identities = Table(
    "identities",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("entity_id", String(80), nullable=False),
    Column("thing", String(80), nullable=False, index=True),
    Column("type", String(64), nullable=False),
    Column("name", Text, nullable=False, index=True),
)
"""One row an id that was ever given to anything, with the entity that it led to when the graph was last published."""

reprints = Table(
    "reprints",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("original_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shared", Float, nullable=False),
)
"""Which documents tell again what another one told first, as found when the graph was last published."""

state = Table(
    "state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the pipeline remembers between two runs, such as which graph it published last."""
