"""Whether what was extracted stands in the text and is what the vocabulary allows; no annotation is needed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Document, Extraction, Qualifier, Span, Statement
from kg.ontology import Ontology
from kg.text import fold


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many things."""

    number: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.number + other.number, self.of + other.of)

    @property
    def rate(self) -> float:
        """The share, 0 where there is nothing."""
        return self.number / self.of if self.of else 0.0

    @classmethod
    def counting(cls, answers: Iterable[bool]) -> Share:
        """How many of some answers are yes."""
        listed = list(answers)
        return cls(sum(listed), len(listed))

    def as_json(self) -> dict[str, float]:
        """The share for machines."""
        return {"number": self.number, "of": self.of, "rate": round(self.rate, 6)}


@dataclass(frozen=True, slots=True)
class Soundness:
    """What no text and no vocabulary bears out.

    Args:
        invented_mentions: mentions whose words do not stand where they are said to stand.
        invented_evidence: the same of the evidence of statements.
        invented_qualifiers: particulars of statements whose words stand nowhere in the document; breaks and widths of
            characters that layout put there are passed over, and keys that the ontology lists, which are no words.
        allowed: statements whose predicate the ontology allows between the types of their ends.
    """

    invented_mentions: Share = Share()
    invented_evidence: Share = Share()
    invented_qualifiers: Share = Share()
    allowed: Share = Share()

    def __add__(self, other: Soundness) -> Soundness:
        return Soundness(
            self.invented_mentions + other.invented_mentions,
            self.invented_evidence + other.invented_evidence,
            self.invented_qualifiers + other.invented_qualifiers,
            self.allowed + other.allowed,
        )

    @property
    def invented(self) -> Share:
        """All that is invented, of all spans and particulars."""
        return self.invented_mentions + self.invented_evidence + self.invented_qualifiers

    @classmethod
    def of(cls, extraction: Extraction, ontology: Ontology) -> Soundness:
        """The soundness of what was extracted from one document."""
        document, statements = extraction.document, extraction.statements
        text = fold(document.text)
        return cls(
            Share.counting(_invented(mention.span, document) for mention in extraction.mentions),
            Share.counting(_invented(statement.evidence, document) for statement in statements),
            Share.counting(fold(q.text) not in text for s in statements for q in s.qualifiers if _worded(q, ontology)),
            Share.counting(_allowed(extraction, ontology)),
        )

    def as_json(self) -> dict[str, object]:
        """The soundness for machines."""
        return {
            "invented_mentions": self.invented_mentions.as_json(),
            "invented_evidence": self.invented_evidence.as_json(),
            "invented_qualifiers": self.invented_qualifiers.as_json(),
            "ontology_conformance": self.allowed.as_json(),
        }


def _invented(span: Span, document: Document) -> bool:
    return not span.text or document.text[span.start : span.end] != span.text or span.document_id != document.id


def _worded(qualifier: Qualifier, ontology: Ontology) -> bool:
    """Whether the particular is told in words of the text, and not by a key that the ontology lists for it."""
    known = ontology.qualifiers.get(qualifier.name)
    return known is None or qualifier.text not in known.values


def _allowed(extraction: Extraction, ontology: Ontology) -> Iterator[bool]:
    types = {mention.referent: mention.type for mention in extraction.mentions}
    for statement in extraction.statements:
        if not statement.literal:
            yield _known(statement, types, ontology)


def _known(statement: Statement, types: dict[str, str], ontology: Ontology) -> bool:
    subject, other = types.get(statement.subject, ""), types.get(statement.object, "")
    if statement.predicate not in ontology.predicates or not {subject, other} <= ontology.types.keys():
        return False
    return ontology.allows(statement.predicate, subject, other)
