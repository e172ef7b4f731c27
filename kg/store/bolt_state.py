"""Reads what a Neo4j database holds of ours, and what of others stands in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from neo4j import Session, Transaction

from kg.errors import SchemaConflict
from kg.settings import GraphServer
from kg.store.changes import Held
from kg.store.layout import (
    DIGEST,
    DOCUMENT,
    ENTITY,
    KEY,
    MENTIONS,
    NODE_COLUMNS,
    PAGE_COLUMNS,
    STATE,
    WITHDRAWN,
    Terms,
    link_digest,
    mention_digest,
    node_digest,
    withdrawn_digest,
)

DAMAGED = "damaged"
"""Stands for the digest of something whose content is not what its digest says."""
_OURS = f"coalesce(n.{DIGEST} =~ '[0-9a-f]{{16}}', false)"
_LINKS = f"r.id IS NOT NULL AND coalesce(r.{DIGEST} =~ '[0-9a-f]{{16}}', false)"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class State:
    """What a target says of itself.

    Args:
        digest: of the graph that was published last; empty if none was yet.
        complete: whether no publishing was begun since.
        labels, kinds: labels and relationship types that were ever given there.
        schema: digest of the constraints and indexes that were made there.
        imported: whether it was loaded from files and not completed since.
    """

    digest: str
    complete: bool
    labels: frozenset[str]
    kinds: frozenset[str]
    schema: str
    imported: bool


def state(session: Session | Transaction) -> State | None:
    """What the target says of itself; None if nothing was ever published there."""
    [record] = session.run(f"OPTIONAL MATCH (p:{STATE} {{id: $key}}) RETURN properties(p) AS p", key=KEY)
    told = record["p"]
    if told is None:
        return None
    return State(
        str(told.get(DIGEST, "")),
        bool(told.get("complete")),
        frozenset(told.get("labels", ())),
        frozenset(told.get("kinds", ())),
        str(told.get("schema", "")),
        bool(told.get("imported")),
    )


def refuse_foreign(session: Session, server: GraphServer) -> None:
    """Stop before anything is changed in a database where others have nodes with our labels.

    Raises:
        SchemaConflict: they have.
    """
    for label in (ENTITY, DOCUMENT, STATE):
        ours = f"n.{DIGEST} IS NOT NULL AND n.id = '{KEY}'" if label == STATE else _OURS
        text = f"MATCH (n:{label}) WHERE NOT ({ours}) RETURN elementId(n) AS id, labels(n) AS labels LIMIT {_SHOWN}"
        found = [f"{record['id']} ({':'.join(record['labels'])})" for record in session.run(text)]
        if found:
            raise SchemaConflict(
                f"the database “{server.database}” on {server.uri} has nodes labelled {label} that are not ours, "
                f"such as {', '.join(found)}; nothing was changed. Publish to a database of its own, or give them "
                "another label"
            )


def held(session: Session, terms: Terms, told: State | None, *, checked: bool = False) -> Held:
    """What the target holds of ours.

    Args:
        session: of the target.
        terms: of the ontology.
        told: what the target says of itself.
        checked: whether digests are made anew from what is there, instead of believing those that are written there.
    """
    labels = terms.all_labels | (told.labels if told else frozenset())
    kinds = frozenset(terms.kinds) | (told.kinds if told else frozenset())
    reader = _Checked(session, labels) if checked else _Believed(session)
    return Held(
        entities=dict(reader.entities()),
        relations={key: (digest, kind) for key, digest, kind in reader.links(kinds)},
        documents=dict(reader.documents()),
        withdrawn=frozenset(_withdrawn(session)),
        labels=labels,
        kinds=kinds,
    )


def _withdrawn(session: Session) -> Iterator[tuple[str, str]]:
    labels = {withdrawn_digest(label): label for label in (ENTITY, DOCUMENT)}
    text = f"MATCH (n:{WITHDRAWN}) WHERE n.{DIGEST} IN $digests RETURN n.{DIGEST} AS digest, n.id AS id"
    for record in session.run(text, digests=list(labels)):
        yield labels[record["digest"]], str(record["id"])


@dataclass(frozen=True, slots=True)
class _Believed:
    """Reads the digests that are written in the target."""

    session: Session

    def entities(self) -> Iterator[tuple[str, str]]:
        return self._nodes(ENTITY)

    def documents(self) -> Iterator[tuple[str, str]]:
        return self._nodes(DOCUMENT)

    def _nodes(self, label: str) -> Iterator[tuple[str, str]]:
        for record in self.session.run(f"MATCH (n:{label}) WHERE {_OURS} RETURN n.id, n.{DIGEST}"):
            key, digest = record.values()
            yield key, digest

    def links(self, kinds: frozenset[str]) -> Iterator[tuple[str, str, str]]:
        text = f"MATCH ()-[r:{_either(kinds)}]->() WHERE {_LINKS} RETURN r.id, r.{DIGEST}, type(r)"
        for record in self.session.run(text):
            key, digest, kind = record.values()
            yield key, digest, kind


@dataclass(frozen=True, slots=True)
class _Checked:
    """Makes the digests anew from the labels, properties, ends and mentions that are there."""

    session: Session
    labels: frozenset[str]

    def entities(self) -> Iterator[tuple[str, str]]:
        mentions = self._mentions()
        text = f"MATCH (n:{ENTITY}) WHERE {_OURS} RETURN labels(n) AS labels, n AS item"
        for record in self.session.run(text):
            row, labels = dict(record["item"]), self.labels.intersection(record["labels"])
            key = str(row["id"])
            yield key, _sound(row, node_digest(labels, row, NODE_COLUMNS, sorted(mentions.pop(key, ()))))

    def documents(self) -> Iterator[tuple[str, str]]:
        for record in self.session.run(f"MATCH (n:{DOCUMENT}) WHERE {_OURS} RETURN n AS item"):
            row = dict(record["item"])
            yield str(row["id"]), _sound(row, node_digest((DOCUMENT,), row, PAGE_COLUMNS))

    def links(self, kinds: frozenset[str]) -> Iterator[tuple[str, str, str]]:
        text = f"MATCH (a)-[r:{_either(kinds)}]->(b) WHERE {_LINKS} RETURN a.id, b.id, type(r), properties(r)"
        for record in self.session.run(text):
            start, end, kind, row = record.values()
            yield row["id"], _sound(row, link_digest(kind, start, end, row)), kind

    def _mentions(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        text = (
            f"MATCH (d:{DOCUMENT})-[m:{MENTIONS}]->(e:{ENTITY}) WHERE m.{DIGEST} IS NOT NULL "
            f"RETURN d.id, e.id, m.{DIGEST}"
        )
        for record in self.session.run(text):
            document, entity, digest = record.values()
            found[entity].append(document if digest == mention_digest(document, entity) else DAMAGED)
        return found


def _sound(row: Mapping[str, object], digest: str) -> str:
    return digest if row[DIGEST] == digest else DAMAGED


def _either(kinds: frozenset[str]) -> str:
    return "|".join(f"`{kind}`" for kind in sorted(kinds))
