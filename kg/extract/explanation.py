"""An extraction as a person reads it: the text in passages, each with its names and what it tells, and why.

Knows nothing of how it is shown; display.py makes a page of it, the command line a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.rules import EXPLANATIONS
from kg.model import NAME, Document, Extraction, Mention, Qualifier, Span, Statement, Status
from kg.ontology import Ontology

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal or a browser would obey or choke on instead of showing it; line feeds and tabs are not among it."""
_OF_VOICES = {
    "model": "The relation model takes it for told: what it learnt from annotated documents speaks for it here.",
    "llm": "The language model {name} says so, and the text bears it out.",
}
"""Why a statement is made, by its voice, where no rule has reasons of its own."""


@dataclass(frozen=True, slots=True)
class ExplainedName:
    """A name in the text: where it stands, its type, the fullest name of what it names, and what found it."""

    start: int
    end: int
    text: str
    type: str
    name: str
    origin: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ExplainedRelation:
    """A relation that the text tells, its ends by their fullest names, with its evidence and why it is taken for told.

    Args:
        voice: what kind of thing found it: `rule`, `model`, `llm`.
        why: a sentence for the reader.
    """

    subject: str
    subject_type: str
    predicate: str
    object: str
    object_type: str
    evidence: Span
    qualifiers: tuple[Qualifier, ...]
    status: Status
    confidence: float
    origin: str
    voice: str
    why: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text, from where the last one ended to where the evidence of its relations ends."""

    start: int
    end: int
    names: tuple[ExplainedName, ...]
    relations: tuple[ExplainedRelation, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in a document and why: names in the order of the text, relations in that of their evidence."""

    document: Document
    names: tuple[ExplainedName, ...]
    relations: tuple[ExplainedRelation, ...]

    @classmethod
    def of(cls, extraction: Extraction, *, min_confidence: float = 0.0) -> Explanation:
        """The explanation of an extraction, without relations below `min_confidence`."""
        things = _things(extraction)
        names = tuple(_apart([_name(mention, things) for mention in extraction.mentions]))
        relations = [
            _relation(statement, things)
            for statement in extraction.statements
            if not statement.literal and statement.confidence >= min_confidence
        ]
        relations.sort(
            key=lambda r: (r.evidence.end, r.evidence.start, -r.confidence, r.predicate, r.subject, r.object)
        )
        return cls(extraction.document, names, tuple(relations))

    def passages(self) -> Iterator[Passage]:
        """The text in pieces, each ending where a sentence that tells something ends; no name is cut in two."""
        starts = [name.start for name in self.names]
        told: dict[int, list[ExplainedRelation]] = {}
        for relation in self.relations:
            told.setdefault(self._after_name(relation.evidence.end, starts), []).append(relation)
        begin, end = 0, len(self.document.text)
        for cut in sorted({*told, end}):
            if begin < cut:
                inside = self.names[bisect_left(starts, begin) : bisect_left(starts, cut)]
                yield Passage(begin, cut, inside, tuple(told.get(cut, ())))
            begin = cut

    def shown(self, passage: Passage) -> tuple[str, int]:
        """The text of a passage without blank lines around it, each character that cannot be shown being U+FFFD, and
        the offset in the document at which it begins.
        """
        whole = visible(self.document.text[passage.start : passage.end]).rstrip()
        text = whole.lstrip("\n")
        return text, passage.start + len(whole) - len(text)

    def as_json(self) -> dict[str, object]:
        """The explanation for machines."""
        document = self.document
        return {
            "document": {
                "id": document.id,
                "title": document.title,
                "source": document.source,
                "url": document.url,
                "publisher": document.publisher,
                "published": document.published,
                "text": document.text,
            },
            "names": self.names,
            "relations": self.relations,
        }

    def _after_name(self, at: int, starts: Sequence[int]) -> int:
        """The offset, or the end of the name that it lies in."""
        before = bisect_left(starts, at) - 1
        return max(at, self.names[before].end) if before >= 0 else at


def visible(text: str) -> str:
    """The text with control characters, direction marks and half characters replaced, each by U+FFFD."""
    return _UNSEEN.sub("\ufffd", text)


def closest(type_: str, known: Collection[str], ontology: Ontology) -> str:
    """The type, or the closest one above it, that is among some known ones; empty if none is."""
    at: str | None = type_
    while at is not None and at not in known:
        at = ontology.types[at].parent if at in ontology.types else None
    return at or ""


def particular(qualifier: Qualifier, ontology: Ontology) -> str:
    """A particular in words: as the text has it, and its normal form where that says more."""
    known = ontology.qualifiers.get(qualifier.name)
    value = qualifier.value or qualifier.text
    if known and value in known.values:
        return known.values[value]["zh"]
    if value == qualifier.text:
        return qualifier.text
    unit = f" {qualifier.unit}" if qualifier.unit else ""
    return f"{qualifier.text} = {value}{unit}"


def _things(extraction: Extraction) -> dict[str, tuple[str, str]]:
    """Fullest name and type of each referent."""
    things: dict[str, tuple[str, str]] = {}
    for mention in extraction.mentions:
        known = things.get(mention.referent, ("", ""))[0]
        things[mention.referent] = (max(known, mention.span.text, key=len), mention.type)
    for statement in extraction.statements:
        if statement.predicate == NAME and statement.subject in things:
            things[statement.subject] = (statement.object, things[statement.subject][1])
    return things


def _name(mention: Mention, things: dict[str, tuple[str, str]]) -> ExplainedName:
    name, type_ = things[mention.referent]
    span = mention.span
    return ExplainedName(span.start, span.end, span.text, type_, name, mention.origin, mention.confidence)


def _apart(names: Sequence[ExplainedName]) -> Iterator[ExplainedName]:
    """The names in the order of the text, without those that overlap an earlier or longer one."""
    end = 0
    for name in sorted(names, key=lambda each: (each.start, -each.end, each.type)):
        if name.start >= end:
            end = name.end
            yield name


def _relation(statement: Statement, things: dict[str, tuple[str, str]]) -> ExplainedRelation:
    voice = statement.origin.partition(":")[0]
    return ExplainedRelation(
        *things[statement.subject],
        statement.predicate,
        *things[statement.object],
        statement.evidence,
        statement.qualifiers,
        statement.status,
        statement.confidence,
        statement.origin,
        voice,
        _why(statement.origin),
    )


def _why(origin: str) -> str:
    voice, _, name = origin.partition(":")
    if voice == "rule" and name in EXPLANATIONS:
        return EXPLANATIONS[name]
    return _OF_VOICES[voice].format(name=name) if voice in _OF_VOICES else f"Told by {origin}."
