"""The ledger's judgements, and the ids that things had and have: what is read and written on one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kg.errors import NotFound, ResolutionError
from kg.ledger.rows import entry_of, identifier_of, identifier_row, judgement_of, judgement_row
from kg.ledger.schema import identities, judgements
from kg.model import Entry, Identifier, Judgement

RULE = "rule:"
"""How the `by` of a judgement begins that a rule made, and that the next resolution makes anew."""

_BATCH = 1000
_COUNTS = judgements.c.undone_at.is_(None)
_BY_RULE = judgements.c.judge.startswith(RULE)


def append(connection: Connection, judgement: Judgement) -> Entry:
    """Write a judgement of now, or of when it says."""
    at = judgement.at or datetime.now(UTC)
    number = connection.execute(insert(judgements), judgement_row(judgement, at)).inserted_primary_key
    return _entry(connection, number[0] if number else 0)


def undo(connection: Connection, number: int | None, by: str, why: str) -> Entry:
    """Take back the judgement with this number, or the last one of a person that still counts.

    Raises:
        NotFound: there is none.
        ResolutionError: it is a rule's, or has been taken back already.
    """
    if number is None:
        number = connection.execute(
            select(judgements.c.sequence).where(_COUNTS, ~_BY_RULE).order_by(judgements.c.sequence.desc()).limit(1)
        ).scalar()
        if number is None:
            raise NotFound("no judgement of a person counts now, so there is nothing to undo")
    found = _entry(connection, number)
    if found.judgement.by.startswith(RULE):
        msg = f"judgement {number} was made by {found.judgement.by}; judge the pair otherwise, which goes before rules"
        raise ResolutionError(msg)
    if found.undone:
        msg = f"judgement {number} was taken back by {found.undone.by} already; judge the pair again if it should count"
        raise ResolutionError(msg)
    undone = {"undone_at": datetime.now(UTC).isoformat(), "undone_by": by, "undone_why": why}
    connection.execute(update(judgements).where(judgements.c.sequence == number), undone)
    return _entry(connection, number)


def entries(connection: Connection, *, by_rules: bool, undone: bool) -> Iterator[Entry]:
    """Judgements with their numbers, in the order in which they were made.

    Args:
        connection: of the ledger.
        by_rules: whether those that rules made are among them.
        undone: whether those that were taken back are among them.
    """
    query = select(judgements).order_by(judgements.c.sequence)
    if not by_rules:
        query = query.where(~_BY_RULE)
    if not undone:
        query = query.where(_COUNTS)
    yield from map(entry_of, connection.execute(query))


def keep_rules(connection: Connection, current: Iterable[Judgement]) -> None:
    """Make `current` the judgements by rules: earlier ones that are among them stay, all others by rules go."""
    wanted = {(*j.pair, j.decision, j.by, j.score, j.reasons): j for j in current}
    at = datetime.now(UTC)
    gone = []
    for row in connection.execute(select(judgements).where(_BY_RULE)):
        old = judgement_of(row)
        if wanted.pop((*old.pair, old.decision, old.by, old.score, old.reasons), None) is None:
            gone.append(row.sequence)
    for start in range(0, len(gone), _BATCH):
        connection.execute(delete(judgements).where(judgements.c.sequence.in_(gone[start : start + _BATCH])))
    if wanted:
        connection.execute(insert(judgements), [judgement_row(j, at) for j in wanted.values()])


def keep_identifiers(connection: Connection, current: Iterable[Identifier], now: Callable[[str], str | None]) -> None:
    """Make `current` what is known of its ids; other ids that were given earlier stay, and lead to where `now` says."""
    known = {each.id: each for each in map(identifier_of, connection.execute(select(identities)))}
    wanted = {each.id: each for each in current}
    for each in known.values():
        if each.id not in wanted and (entity_id := now(each.id)):
            wanted[each.id] = Identifier(each.id, entity_id, each.thing, each.type, each.name)
    changed = [each for each in wanted.values() if known.get(each.id) != each]
    for start in range(0, len(changed), _BATCH):
        batch = changed[start : start + _BATCH]
        connection.execute(delete(identities).where(identities.c.id.in_([each.id for each in batch])))
        connection.execute(insert(identities), [identifier_row(each) for each in batch])


def present_id(connection: Connection, old_id: str) -> str | None:
    """The id that an id leads to now; None if it was never given to anything."""
    seen: list[str] = []
    wanted: str | None = old_id
    while wanted is not None and wanted not in seen:
        seen.append(wanted)
        query = select(identities.c.entity_id).where(identities.c.id == wanted)
        wanted = connection.execute(query).scalar()
    return wanted or (seen[-1] if len(seen) > 1 else None)


def identifier(connection: Connection, wanted: str) -> Identifier | None:
    """What is known of one id."""
    row = connection.execute(select(identities).where(identities.c.id == wanted)).one_or_none()
    return identifier_of(row) if row else None


def identifiers(connection: Connection, *, name: str | None = None, thing: str | None = None) -> tuple[Identifier, ...]:
    """What is known of ids that were ever given, by id: those of one name, or one way of being judged."""
    chosen: list[ColumnElement[bool]] = []
    if name is not None:
        chosen.append(identities.c.name == name)
    if thing is not None:
        chosen.append(identities.c.thing == thing)
    query = select(identities).where(*chosen).order_by(identities.c.id)
    return tuple(map(identifier_of, connection.execute(query)))


def _entry(connection: Connection, number: int) -> Entry:
    row = connection.execute(select(judgements).where(judgements.c.sequence == number)).one_or_none()
    if row is None:
        raise NotFound(f"there is no judgement {number}; `jjj resolve judgements` lists them")
    return entry_of(row)
