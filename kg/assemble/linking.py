"""What assembling needs to know of identity: which entity each referent is. Whoever resolves provides it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kg.model import Span


@dataclass(frozen=True, slots=True)
class Identity:
    """A real-world thing as resolution sees it, before anything is known of its relations.

    Args:
        id: canonical id.
        type: key of its type.
        name: the preferred name.
        aliases: all other names, sorted.
        division: code of the division that a region is, or where a public list has the thing; else empty.
        documents: ids of the documents that name it, sorted.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    division: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inference:
    """A relation that names alone tell.

    Args:
        subject, object: canonical ids.
        predicate: key of the predicate.
        evidence: where documents name the subject.
        origin: the rule that concluded it.
        confidence: from 0 to 1.
    """

    subject: str
    predicate: str
    object: str
    evidence: tuple[Span, ...]
    origin: str
    confidence: float = 0.9


class Linker(Protocol):
    """Knows which entity every referent is."""

    def canonical(self, referent_id: str) -> str:
        """Id of the entity that a referent is, given as `kg.model.referent_id` writes it.

        Raises:
            ResolutionError: no such referent has a name.
        """
        ...

    def identities(self) -> Iterable[Identity]:
        """All entities, sorted by id."""
        ...

    def inferences(self) -> Iterable[Inference]:
        """What names alone tell, sorted."""
        ...
