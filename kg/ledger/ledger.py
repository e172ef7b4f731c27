"""The ledger: every document, mention, statement and judgement, recorded once, in one transaction a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, func, insert, select, update

from kg.errors import DocumentError, LedgerError
from kg.ledger import judging
from kg.ledger.engine import PATIENCE, open_engine, reading, writing
from kg.ledger.migration import migrate
from kg.ledger.rows import (
    document_of,
    document_row,
    mention_of,
    mention_rows,
    reprint_of,
    reprint_row,
    statement_of,
    statement_rows,
)
from kg.ledger.schema import documents, mentions, reprints, sources, state, statements
from kg.model import Document, Entry, Extraction, Identifier, Judgement, Mention, Reprint, Span, Statement
from kg.settings import Settings

_STDIN = "-"
_BATCH = 1000
_T = TypeVar("_T")
_FIRST_SOURCE = select(func.min(sources.c.locator)).where(sources.c.document_id == documents.c.id).scalar_subquery()
_DOCUMENTS = select(documents, _FIRST_SOURCE.label("source"))


class Recorded(StrEnum):
    """What recording a document did to the ledger."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the ledger holds."""

    documents: int
    sources: int
    mentions: int
    statements: int


class Ledger:
    """Opened with `Ledger.open`, to be closed, or used as a context manager. All iteration is sorted and streams.

    Every method raises LedgerError where the database is locked, read-only or damaged, and those that write raise
    StorageFull where there is no room; a write that fails changes nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: Settings | str, *, patience: float = PATIENCE) -> Self:
        """The ledger of a workspace, or at a SQLAlchemy URL; made if there is none, brought up to date if it is older.

        Args:
            where: the settings of a workspace, or a URL.
            patience: seconds to wait for another process that is writing to the ledger.

        Raises:
            LedgerError: it cannot be opened.
            SchemaTooNew: a newer version of jjj-kg wrote it.
            StorageFull: there is no room to make it.
        """
        engine = open_engine(where.ledger_url if isinstance(where, Settings) else where, patience=patience)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Give back all connections; the ledger can be opened again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def record(self, extraction: Extraction, fingerprint: str) -> Recorded:
        """Record a document with all that was extracted from it, in place of what its source held before.

        Args:
            extraction: the document, its mentions and its statements.
            fingerprint: of the extractor that made the extraction.

        Raises:
            DocumentError: a span does not reproduce the document's text, or a text is not valid Unicode.
        """
        _check(extraction)
        document = extraction.document
        with writing(self._engine) as connection:
            before = _holds(connection, document.id)
            differs = _replace(connection, extraction, fingerprint, known=before)
            moved = _attach(connection, document)
        if moved or (before and differs):
            return Recorded.CHANGED
        return Recorded.UNCHANGED if before else Recorded.NEW

    def known(self, document: Document, fingerprint: str) -> bool:
        """Whether this text was recorded, from any source, as the extractor with this fingerprint reads it."""
        query = select(documents.c.id).where(documents.c.id == document.id, documents.c.fingerprint == fingerprint)
        with reading(self._engine) as connection:
            return connection.execute(query).first() is not None

    def attach(self, document: Document) -> Recorded:
        """Note the source of a known document: CHANGED if that source held another document before.

        Raises:
            LedgerError: the document is not known.
        """
        with writing(self._engine) as connection:
            if not _holds(connection, document.id):
                msg = f"the document {document.id} from {document.source} is not in the ledger; record it first"
                raise LedgerError(msg)
            return Recorded.CHANGED if _attach(connection, document) else Recorded.UNCHANGED

    def withdraw(self, source: str) -> None:
        """Forget a source; a document without any other goes, with its mentions and statements.

        Raises:
            LedgerError: nothing was ever read from there.
        """
        with writing(self._engine) as connection:
            query = select(sources.c.document_id).where(sources.c.locator == source)
            held: str | None = connection.execute(query).scalar()
            if held is None:
                msg = f"nothing in the ledger was read from {source!r}; the sources are listed by Ledger.sources()"
                raise LedgerError(msg)
            connection.execute(delete(sources).where(sources.c.locator == source))
            _drop_orphan(connection, held)

    def judge(self, judgement: Judgement) -> Judgement:
        """Append a judgement, which counts from now on for its pair; returned with the time of recording."""
        return self.enter(judgement).judgement

    def enter(self, judgement: Judgement) -> Entry:
        """Append a judgement, which counts from now on for its pair; returned with its number and time."""
        with writing(self._engine) as connection:
            return judging.append(connection, judgement)

    def undo(self, number: int | None, *, by: str, why: str = "") -> Entry:
        """Take back a judgement, so that an earlier one of the pair counts again, or the rules.

        Args:
            number: of the judgement; None for the last one of a person that still counts.
            by: who takes it back: `person:…`.
            why: for people.

        Raises:
            NotFound: there is no such judgement.
            ResolutionError: a rule made it, or it has been taken back already.
        """
        with writing(self._engine) as connection:
            return judging.undo(connection, number, by, why)

    def keep_rule_judgements(self, current: Iterable[Judgement]) -> None:
        """Make `current` the judgements by rules: earlier ones that are among them stay, all others by rules go."""
        with writing(self._engine) as connection:
            judging.keep_rules(connection, current)

    def keep_identifiers(self, current: Iterable[Identifier], now: Callable[[str], str | None]) -> None:
        """Note which entity every id leads to.

        Args:
            current: all ids that anything has now.
            now: the entity of an id that was given earlier; None if it was that of something no longer there.
        """
        with writing(self._engine) as connection:
            judging.keep_identifiers(connection, current, now)

    def keep_reprints(self, current: Iterable[Reprint]) -> None:
        """Make `current` all the reprints that are known."""
        rows = [reprint_row(reprint) for reprint in current]
        with writing(self._engine) as connection:
            connection.execute(delete(reprints))
            if rows:
                connection.execute(insert(reprints), rows)

    def remember(self, key: str, value: str) -> None:
        """Keep a value for the next run under this key."""
        with writing(self._engine) as connection:
            connection.execute(delete(state).where(state.c.key == key))
            connection.execute(insert(state), {"key": key, "value": value})

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def recall(self, key: str) -> str | None:
        """What was last remembered under this key."""
        with reading(self._engine) as connection:
            value: str | None = connection.execute(select(state.c.value).where(state.c.key == key)).scalar()
            return value

    def counts(self) -> Counts:
        """How many documents, sources, mentions and statements there are."""
        with reading(self._engine) as connection:
            tables = (documents, sources, mentions, statements)
            return Counts(*(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables))

    def digest(self) -> str:
        """Changes whenever a document comes, goes, or is read by another extractor."""
        found = hashlib.sha256()
        with self._stream() as connection:
            query = select(documents.c.id, documents.c.fingerprint).order_by(documents.c.id)
            for document_id, fingerprint in connection.execute(query):
                found.update(f"{document_id} {fingerprint}\n".encode())
        return found.hexdigest()

    def sources(self) -> Iterator[tuple[str, str]]:
        """Every source with the id of the document it holds, by source."""
        with reading(self._engine) as connection:
            for row in connection.execute(select(sources).order_by(sources.c.locator)):
                yield row.locator, row.document_id

    def documents(self) -> Iterator[Document]:
        """Every document by id; `source` is the first of its sources."""
        with self._stream() as connection:
            for row in connection.execute(_DOCUMENTS.order_by(documents.c.id)).mappings():
                yield document_of(row, _source(row["source"]))

    def document(self, document_id: str) -> Document | None:
        """The document with this id, if there is one."""
        with reading(self._engine) as connection:
            row = connection.execute(_DOCUMENTS.where(documents.c.id == document_id)).mappings().one_or_none()
            return None if row is None else document_of(row, _source(row["source"]))

    def mentions(self) -> Iterator[Mention]:
        """Every mention by document id and place."""
        c = mentions.c
        return self._of_documents(mentions, (c.start_char, c.end_char, c.referent, c.type), mention_of)

    def mentions_in(self, document_id: str) -> tuple[Mention, ...]:
        """The mentions of one document by place."""
        c = mentions.c
        query = select(mentions, documents.c.text).join(documents).where(c.document_id == document_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(c.start_char, c.end_char, c.referent, c.type))
            return tuple(mention_of(row, row.text) for row in rows)

    def reprints(self, *, like: str | None = None) -> tuple[Reprint, ...]:
        """Every document that is known to be a reprint, with its original, by id.

        Args:
            like: id of a document, if only the reprints of the report that it tells are asked for.
        """
        query = select(reprints).order_by(reprints.c.document_id)
        with reading(self._engine) as connection:
            if like is not None:
                original = select(reprints.c.original_id).where(reprints.c.document_id == like)
                query = query.where(reprints.c.original_id == (connection.execute(original).scalar() or like))
            return tuple(map(reprint_of, connection.execute(query)))

    def statements(self) -> Iterator[Statement]:
        """Every statement by document id, place of its evidence, and id."""
        c = statements.c
        return self._of_documents(statements, (c.start_char, c.end_char, c.id), statement_of)

    def judgements(self) -> Iterator[Judgement]:
        """Every judgement that counts or counted until a later one of its pair, in the order in which they were made.

        Those that were taken back are not among them.
        """
        with self._stream() as connection:
            for entry in judging.entries(connection, by_rules=True, undone=False):
                yield entry.judgement

    def history(self) -> tuple[Entry, ...]:
        """Every judgement of a person, those that were taken back too, in the order in which they were made."""
        with reading(self._engine) as connection:
            return tuple(judging.entries(connection, by_rules=False, undone=True))

    def present_id(self, old_id: str) -> str | None:
        """The id of the entity that an id led to when the graph was last published; None if it was never given."""
        with reading(self._engine) as connection:
            return judging.present_id(connection, old_id)

    def identifier(self, wanted: str) -> Identifier | None:
        """What is known of one id, whether it is in use or not."""
        with reading(self._engine) as connection:
            return judging.identifier(connection, wanted)

    def identifiers(self, *, name: str | None = None, thing: str | None = None) -> tuple[Identifier, ...]:
        """All ids that were ever given, or those of one name, or of what a judgement calls so; sorted."""
        with reading(self._engine) as connection:
            return judging.identifiers(connection, name=name, thing=thing)

    def _of_documents(
        self, table: Table, order: tuple[ColumnElement[Any], ...], noun: Callable[[Row[Any], str], _T]
    ) -> Iterator[_T]:
        query = select(table).order_by(table.c.document_id, *order)
        with self._stream() as connection, self._stream() as texts:
            for document_id, rows in groupby(connection.execute(query), key=lambda row: row.document_id):
                text = texts.execute(select(documents.c.text).where(documents.c.id == document_id)).scalar_one()
                for row in rows:
                    yield noun(row, text)

    @contextmanager
    def _stream(self) -> Iterator[Connection]:
        with reading(self._engine) as connection:
            yield connection.execution_options(yield_per=_BATCH)


def _check(extraction: Extraction) -> None:
    """The ledger takes in only what can be found again in the text."""
    document = extraction.document
    try:
        "".join((document.title, document.text, document.source, document.url or "", document.publisher or "")).encode()
    except UnicodeEncodeError as error:
        bad = f"U+{ord(error.object[error.start]):04X}"
        msg = f"{document.source!r} contains {bad}, which is no character (half a surrogate pair): mend its encoding"
        raise DocumentError(msg) from error
    spans = [mention.span for mention in extraction.mentions]
    for span in (*spans, *(statement.evidence for statement in extraction.statements)):
        if span.document_id != document.id or document.text[span.start : span.end] != span.text:
            raise DocumentError(_misplaced(span, document))


def _misplaced(span: Span, document: Document) -> str:
    return (
        f"{document.source}: the span {span.start}–{span.end} of {span.document_id} should read {span.text[:40]!r}, "
        f"but {document.id} has {document.text[span.start : span.end][:40]!r} there; please report it"
    )


def _locator(document: Document) -> str:
    # Standard input is no place that keeps one content: every text that came through it has a source of its own.
    return f"{_STDIN}{document.id}" if document.source == _STDIN else document.source


def _source(locator: str) -> str:
    return _STDIN if locator.startswith(f"{_STDIN}d-") else locator


def _holds(connection: Connection, document_id: str) -> bool:
    return connection.execute(select(documents.c.id).where(documents.c.id == document_id)).first() is not None


def _replace(connection: Connection, extraction: Extraction, fingerprint: str, *, known: bool) -> bool:
    """Write document, mentions and statements; whether these differ from what there was."""
    document = extraction.document
    new = {mentions: list(mention_rows(extraction).values()), statements: list(statement_rows(extraction).values())}
    if not known:
        connection.execute(insert(documents), document_row(document, fingerprint))
    else:
        renewed = update(documents).where(documents.c.id == document.id).values(fingerprint=fingerprint)
        connection.execute(renewed)
        if all(_stored(connection, table, document.id) == _comparable(rows) for table, rows in new.items()):
            return False
    for table, rows in new.items():
        connection.execute(delete(table).where(table.c.document_id == document.id))
        if rows:
            connection.execute(insert(table), rows)
    return True


def _stored(connection: Connection, table: Table, document_id: str) -> set[str]:
    rows = connection.execute(select(table).where(table.c.document_id == document_id)).mappings()
    return _comparable([dict(row) for row in rows])


def _comparable(rows: Iterable[dict[str, object]]) -> set[str]:
    return {repr(sorted(row.items())) for row in rows}


def _attach(connection: Connection, document: Document) -> bool:
    """Point the document's source to it; whether the source held another document."""
    locator = _locator(document)
    held: str | None = connection.execute(select(sources.c.document_id).where(sources.c.locator == locator)).scalar()
    if held == document.id:
        return False
    connection.execute(delete(sources).where(sources.c.locator == locator))
    connection.execute(insert(sources), {"locator": locator, "document_id": document.id})
    if held is None:
        return False
    _drop_orphan(connection, held)
    return True


def _drop_orphan(connection: Connection, document_id: str) -> None:
    if connection.execute(select(sources.c.locator).where(sources.c.document_id == document_id)).first() is None:
        connection.execute(
            delete(documents).where(documents.c.id == document_id)
        )  # the rest follows by its foreign keys
