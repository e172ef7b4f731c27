"""What the components of the pipeline hand on to each other: candidates, names, referents and claims on a spaCy Doc.

All offsets count characters of `doc.text`, which is the mended text; `extractor.py` alone maps them to the original.

A component that emits types or predicates says which in attributes `types` and `predicates` (sets of the ontology's
keys), which `load_extractor` checks; one that needs the ontology has a method `bind(ontology)`, called once on loading.
A very long text comes in windows, each a Doc of its own: `referents` and `known` then hold those of earlier windows,
so a component appends to them and never replaces or reorders them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spacy.tokens import Doc

from kg.model import Qualifier, Status


class Form(StrEnum):
    """How a text refers to something: by its full name, by a short one, or by a noun such as 该公司."""

    FULL = "full"
    SHORT = "short"
    ANAPHOR = "anaphor"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A stretch that one component takes for a name; `mentions` decides among overlapping ones."""

    start: int
    end: int
    type: str
    origin: str
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A decided mention; `referent` indexes `doc._.referents`. An ANAPHOR serves rules and is never output."""

    start: int
    end: int
    type: str
    referent: int
    form: Form = Form.FULL
    origin: str = "rule"
    confidence: float = 0.8


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing that one document speaks of: its type and the fullest name that the document gives it."""

    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation found: indices of two referents, offsets of the evidence, name of the rule, confidence.

    `voice` says what kind of thing found it (`rule`, `model`, `llm`) and `rule` which one: together the origin.
    """

    predicate: str
    subject: int
    object: int
    start: int
    end: int
    rule: str
    confidence: float = 0.8
    qualifiers: tuple[Qualifier, ...] = ()
    status: Status = Status.ASSERTED
    voice: str = "rule"

    @property
    def origin(self) -> str:
        """What found it, as statements tell it: `rule:lending.credit_line`."""
        return f"{self.voice}:{self.rule}"


def register() -> None:
    """Register the Doc extensions, once per process; calling again changes nothing."""
    defaults: dict[str, object] = {
        "words": None,  # list[kg.extract.page.Word] | None, told by the tokens once a component asks
        "candidates": [],  # list[Candidate], appended by components
        "names": [],  # list[Name], sorted by start
        "refused": frozenset(),  # frozenset[tuple[int, int]]: where `mentions` refused what rules take for a name
        "referents": [],  # list[Referent]
        "known": {},  # dict[str, int]: folded name -> referent, also of the document's earlier windows
        "claims": [],  # list[Claim]
        "sentences": [],  # list[kg.extract.rules.sentence.Sentence], those that name something, for the trained scorer
        "title_end": 0,  # int: offset where a leading title ends, 0 if the text does not open with it
        "published": None,  # datetime.date | None
        "hearing": None,  # kg.extract.llm.report.Hearing | None: what a language model has said of the document so far
    }
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def published(doc: Doc) -> date | None:
    """Day of publication of the document, where it is known."""
    day: date | None = doc._.published
    return day


register()
