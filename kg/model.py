"""The nouns of jjj-kg, all frozen. They know nothing of spaCy, databases or HTTP.

Document and Span point into text; Mention and Statement are what an extractor says about it; Entity and Relation
are views assembled from statements; a KnowledgeGraph is what is written, queried and exported.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from kg.errors import KGError

NAME = "name"
"""Predicate of a statement whose literal object is the fullest name that a document gives a referent."""
ALIAS = "alias"
"""Predicate of a statement whose literal object is another name that a document gives a referent."""
TYPE = "type"
"""Predicate of a statement whose literal object is the ontology's key of a referent's type."""
STRUCTURAL = frozenset({NAME, ALIAS, TYPE})
"""Predicates that belong to the ledger itself, not to the ontology's relations."""


def content_id(prefix: str, *parts: str) -> str:
    """An id that depends on `parts` alone: prefix, hyphen, 16 hexadecimal digits (64 bits of SHA-256)."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


class Status(StrEnum):
    """What a text claims of a statement: a fact, or something that is planned, denied, over or hearsay."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    NEGATED = "negated"
    TERMINATED = "terminated"
    RUMOURED = "rumoured"


@dataclass(frozen=True)
class Document:
    """One text as it was read; offsets of every span count characters (code points) of `text`.

    Args:
        title: headline, empty where there is none.
        text: the whole text, never altered after reading.
        source: where it was read: a path, `path#3` for the third record of a file, or `-` for standard input.
        url: where it was published, if known.
        publisher: who published it, if known.
        published: day of publication, if known.
    """

    title: str
    text: str
    source: str
    url: str | None = None
    publisher: str | None = None
    published: date | None = None

    @cached_property
    def id(self) -> str:
        """Content id: the same text with the same particulars has the same id wherever it was read."""
        day = self.published.isoformat() if self.published else ""
        return content_id("d", self.title, self.text, self.url or "", self.publisher or "", day)

    def span(self, start: int, end: int) -> Span:
        """The span of characters `start` to `end` (exclusive) of the text.

        Raises:
            KGError: the offsets do not lie within the text in this order.
        """
        if not 0 <= start < end <= len(self.text):
            msg = f"span {start}–{end} does not lie within the {len(self.text)} characters of {self.source}"
            raise KGError(msg)
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of one document's text: the only way to point into a text. `text` is exactly what stands there."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something.

    Args:
        span: where the name stands.
        type: key of an entity type of the ontology.
        referent: document-local id of the thing named; a full name and its short forms share one.
        origin: what found it, such as `lexicon:bank` or `grammar:organisation`.
        confidence: from 0 to 1.
    """

    span: Span
    type: str
    referent: str
    origin: str = "rule"
    confidence: float = 1.0


DERIVED = "derived:"
"""How `inferred_from` begins of a relation that belongs to the tree of regions, and that no name in a text tells."""
OPEN = ".."
"""How the end of an interval is written that is not known (EDTF)."""


def interval_ends(value: str) -> tuple[str, str]:
    """Lower and upper end of a normal form, `low/high` or OPEN; of one that is no interval both are itself."""
    low, _, high = value.partition("/")
    return low, high or low


@dataclass(frozen=True, slots=True, order=True)
class Qualifier:
    """A particular of a statement: amount, date, title …

    Args:
        name: key of a qualifier of the ontology.
        text: as written in the document.
        value: normalised form, if one could be found. Numbers are plain decimals in the unit's base (9900000 for
            990万元); dates are ISO 8601, shortened to what is known (2023-02). An interval is `low/high`, an open
            end `..` (EDTF, Library of Congress 2019), so 近千万元 is `../10000000`. Several titles are parted by ` | `.
        unit: ISO 4217 currency of an amount, `%` of a rate and of a share of a firm, else None.
    """

    name: str
    text: str
    value: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Statement:
    """One claim of one document.

    Args:
        document_id: whose claim it is.
        subject: a referent of the document.
        predicate: key of a predicate of the ontology, or one of NAME, ALIAS and TYPE.
        object: a referent of the document, or the literal where the predicate is NAME, ALIAS or TYPE.
        evidence: the sentence or sentences that say so.
        qualifiers: sorted particulars.
        status: whether the text asserts, plans or denies it.
        confidence: from 0 to 1.
        origin: who says so: `rule:lending.credit_line`, `model:…`, `table:…`, `person:…`.
    """

    document_id: str
    subject: str
    predicate: str
    object: str
    evidence: Span
    qualifiers: tuple[Qualifier, ...] = ()
    status: Status = Status.ASSERTED
    confidence: float = 1.0
    origin: str = "rule"

    @property
    def literal(self) -> bool:
        """Whether the object is a literal rather than a referent."""
        return self.predicate in STRUCTURAL

    @cached_property
    def id(self) -> str:
        """Content id over everything but the confidence."""
        particulars = [f"{q.name}={q.text}" for q in self.qualifiers]
        place = f"{self.evidence.start}:{self.evidence.end}"
        return content_id(
            "s",
            self.document_id,
            self.subject,
            self.predicate,
            self.object,
            place,
            self.status,
            self.origin,
            *particulars,
        )


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was extracted from one document; every statement's referents have mentions here."""

    document: Document
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


def referent_id(document_id: str, referent: str) -> str:
    """How a document's own referent is called outside the document."""
    return f"{document_id}/{referent}"


class Decision(StrEnum):
    """What a judgement says of two things; UNSURE leaves the pair to the rules, and so takes a judgement back."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two things are one. A later judgement of the same pair takes the place of an earlier one.

    Args:
        left: an entity id, or `entity id@document id` for what that one document calls so.
        right: likewise; the two are kept in order, whichever way they are given.
        decision: same, different or unsure.
        by: who says so: `rule:…` or `person:…`.
        score: from 0 to 1, how sure; of an unsure one, how probable it is that the two are one.
        reasons: sentences for people.
        at: when it was recorded; None until then. Never part of an id or an export.
    """

    left: str
    right: str
    decision: Decision
    by: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.left > self.right:
            left, right = self.right, self.left
            object.__setattr__(self, "left", left)
            object.__setattr__(self, "right", right)

    @property
    def pair(self) -> tuple[str, str]:
        """The two things judged, in order."""
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Undoing:
    """That a judgement was taken back: by whom, why and when."""

    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement in the ledger's history.

    Args:
        number: by which people call it; later ones have higher numbers.
        judgement: what was judged, by whom, when and why.
        undone: who took it back; None as long as it counts.
    """

    number: int
    judgement: Judgement
    undone: Undoing | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id that something has or had.

    Args:
        id: the id, which is never given to anything else.
        entity_id: id of the entity in which the thing is found now.
        thing: how a judgement calls it: the id itself, or `id@document id`.
        type: key of its type.
        name: its name, apart from those of whatever it was joined with.
    """

    id: str
    entity_id: str
    thing: str
    type: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Reprint:
    """That a document is another publication of one report (转载), so that the two are one witness, not two.

    Args:
        document_id: the later one.
        original_id: the one that was published first, which is itself no reprint.
        shared: share of the shorter text's wording that stands in the longer one, from 0 to 1.
    """

    document_id: str
    original_id: str
    shared: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that yielded no document, or a document that yielded no extraction, and why."""

    source: str
    error: KGError


@dataclass(frozen=True, slots=True)
class Place:
    """The administrative division in which an entity is.

    Args:
        code: GB/T 2260 code of six digits, or empty for a place that has none (京津冀, a foreign country).
        name: full name of the division, such as 滨海新区.
        scope: `beijing`, `tianjin`, `hebei` or `outside`.
        inferred: True if only the entity's name, or that of a body it belongs to, tells.
    """

    code: str
    name: str
    scope: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that supports a relation, with all that is needed to show and to find it again.

    `original` is the id of the document that this one reprints, None if it reprints none.
    """

    statement_id: str
    document_id: str
    title: str
    source: str
    publisher: str | None
    published: str | None
    start: int
    end: int
    text: str
    origin: str
    confidence: float
    original: str | None = None

    @property
    def witness(self) -> str:
        """Id of the document that counts for this one: its original, or itself."""
        return self.original or self.document_id


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world thing, assembled from the statements about all its referents.

    Args:
        id: canonical id, stable over rebuilding.
        type: key of the entity type.
        name: the preferred name.
        aliases: all other names, sorted.
        place: where it is, if anything tells.
        documents: ids of the documents that name it, sorted.
        reprints: of those that are reprints, the id of the original.
        within: keys of all that it lies in, from the widest to the nearest: codes of divisions, then ids of parks and
            of regions without a code. The key of a region or park itself comes last, so that what lies in 天津 is all
            that has 120000 here.
        home: codes of the divisions, likewise, that a public list or its name calls its own, wherever it is now.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    place: Place | None = None
    documents: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    reprints: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Ids of the documents that name it, those of reprints replaced by their originals', each once, sorted."""
        return tuple(sorted({self.reprints.get(document_id, document_id) for document_id in self.documents}))


@dataclass(frozen=True, slots=True)
class Relation:
    """A predicate that holds between two entities with one set of particulars, and all evidence for it.

    Two loans between one pair are two relations. Evidence in which a reprint only repeats its original stands last;
    `confidence` is that of the best of the rest. `inferred_from` says from what a relation follows that no document
    tells, such as `rule:name.branch_of_bank` or `derived:divisions`; it is empty for all others.
    """

    id: str
    subject: str
    predicate: str
    object: str
    qualifiers: tuple[Qualifier, ...]
    status: Status
    confidence: float
    evidence: tuple[Evidence, ...] = field(default=())
    inferred_from: str = ""

    @property
    def derived(self) -> bool:
        """Whether it belongs to the tree of regions, apart from all that documents tell."""
        return self.inferred_from.startswith(DERIVED)

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that its evidence stands in."""
        return frozenset(piece.document_id for piece in self.evidence)

    @property
    def witnesses(self) -> frozenset[str]:
        """Ids of the documents that tell it, each report once, however often it was reprinted."""
        return frozenset(piece.witness for piece in self.evidence)

    @property
    def date(self) -> str | None:
        """Normal form of the first date among its qualifiers that has one; None if none has."""
        return next((each.value for each in self.qualifiers if each.name == "date" and each.value), None)

    @property
    def published(self) -> str | None:
        """Day in ISO 8601 on which the earliest of its evidence was published; None if no evidence has one."""
        return min((piece.published for piece in self.evidence if piece.published), default=None)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a graph knows of a document that it was read from: all but its text.

    `published` is the day in ISO 8601, `original` the id of the document that this one reprints, None if it reprints
    none; the rest is as in Document.
    """

    id: str
    title: str
    source: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    original: str | None = None

    @classmethod
    def of(cls, document: Document, original: str | None = None) -> Heading:
        """The heading of `document`, which reprints the document whose id is `original`."""
        day = document.published.isoformat() if document.published else None
        return cls(document.id, document.title, document.source, document.url, document.publisher, day, original)


@dataclass(frozen=True)
class KnowledgeGraph:
    """Entities, the relations among them, and the documents they were read from, each sorted by id.

    Every relation's ends are among the entities. Parts of a graph, such as neighbourhoods, come without documents.
    """

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    documents: tuple[Heading, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """The entities by their id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def degrees(self) -> Counter[str]:
        """By id of an entity, how many relations it has besides the tree of regions; one with itself counts once."""
        told = (relation for relation in self.relations if not relation.derived)
        return Counter(end for relation in told for end in {relation.subject, relation.object})
