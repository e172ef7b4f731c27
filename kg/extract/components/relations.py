"""Relations: applies the rules to every sentence and keeps, of what they claim, what the ontology allows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Claim, Form, Name, Referent, published
from kg.extract.rules import NAMING, PEOPLE, RULES, THREADS
from kg.extract.rules.context import Subjects
from kg.extract.rules.deixis import Places
from kg.extract.rules.naming import told_by_name
from kg.extract.rules.quotes import quotes
from kg.extract.rules.regions import pointed_regions
from kg.extract.rules.sentence import Rule, Sentence, Thread
from kg.extract.rules.skeleton import skeleton
from kg.model import Status

if TYPE_CHECKING:
    from kg.ontology import Ontology

_TELLING = frozenset({"amount", "kind", "round", "title"})
"""Qualifiers that tell two relations between one pair apart."""
_TAKES_UP = re.compile("元|双方|两家|二者|三方|三家|四方")
"""What a sentence holds that takes up a loan, or those named before, without naming anybody."""
_LEAST = 0.4
"""Claims less sure than this are dropped."""


class Relations:
    """Fills `doc._.claims` from `doc._.names`; without an ontology bound, domains and ranges are not checked."""

    def __init__(self) -> None:
        self._ontology: Ontology | None = None

    def bind(self, ontology: Ontology) -> None:
        """Check claims against this ontology's domains and ranges from now on."""
        self._ontology = ontology

    def __call__(self, doc: Doc) -> Doc:
        """Set the claims of a document whose names are decided."""
        text, referents = doc.text, list[Referent](doc._.referents)
        names = _usable([*doc._.names, *pointed_regions(text, doc._.names, referents)])
        sentences = list(_sentences(doc, text, names, referents))
        found = [claim for sentence in sentences for claim in _apply(PEOPLE, sentence)]
        employers = _employers(found)
        subjects = Subjects(text, referents, quotes(text, names, employers), employers)
        places = Places(names, referents)
        filled: list[Sentence] = []
        for bare in sentences:
            if not bare.skeleton.units:
                filled.append(bare)
                continue
            sentence = replace(bare, skeleton=places.fill(subjects.fill(bare.skeleton)))
            filled.append(sentence)
            if sum(len(unit.referents) for unit in sentence.skeleton.units.values()) > 1:
                found += _apply(RULES, sentence)
        found += list(_in_pieces(Thread(filled, tuple(found))))
        found += _told(text, names, referents, sentences)
        doc._.sentences = filled
        doc._.claims = _merged(self._allowed(claim, referents) for claim in found)
        return doc

    def _allowed(self, claim: Claim, referents: Sequence[Referent]) -> Claim | None:
        """The claim, or None if it is too unsure or the ontology forbids it."""
        if claim.confidence < _LEAST or claim.subject == claim.object:
            return None
        ontology = self._ontology
        if ontology is None:
            return claim
        one, other = referents[claim.subject].type, referents[claim.object].type
        return claim if ontology.allows(claim.predicate, one, other) else None


def _usable(names: Iterable[Name]) -> list[Name]:
    """The names sorted, without those that overlap an earlier one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, n.form is Form.ANAPHOR, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _sentences(doc: Doc, text: str, names: Sequence[Name], referents: list[Referent]) -> Iterator[Sentence]:
    """The sentences that name something or a sum, without the white space around them."""
    starts = [name.start for name in names]
    day = published(doc)
    for span in doc.sents:
        piece = text[span.start_char : span.end_char]
        start = span.start_char + len(piece) - len(piece.lstrip())
        end = span.start_char + len(piece.rstrip())
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside or _TAKES_UP.search(piece):
            yield Sentence(text, start, end, skeleton(text, start, end, inside), referents, day)


def _apply(rules: Mapping[str, Rule], sentence: Sentence) -> Iterator[Claim]:
    for name, rule in rules.items():
        for claim in rule(sentence):
            yield replace(claim, rule=name)


def _in_pieces(thread: Thread) -> Iterator[Claim]:
    for name, rule in THREADS.items():
        for claim in rule(thread):
            yield replace(claim, rule=name)


def _told(
    text: str, names: Sequence[Name], referents: Sequence[Referent], sentences: Sequence[Sentence]
) -> Iterator[Claim]:
    """What names tell, each with the sentence in which the name first stands as evidence."""
    ends = [sentence.end for sentence in sentences[:-1]]
    for claim in told_by_name(text, names, referents) if sentences else ():
        sentence = sentences[bisect_left(ends, claim.end)]
        yield replace(claim, start=sentence.start, end=sentence.end, rule=NAMING)


def _employers(claims: Iterable[Claim]) -> dict[int, int]:
    """The body at which each person holds a post; the surest and then the first post counts."""
    found: dict[int, int] = {}
    for claim in sorted(claims, key=lambda c: (-c.confidence, c.start)):
        if claim.status is Status.ASSERTED:
            found.setdefault(claim.subject, claim.object)
    return found


def _merged(claims: Iterable[Claim | None]) -> list[Claim]:
    """One claim per relation, sentence, status and telling particulars: the surest, with what the others add."""
    merged: dict[tuple[str, int, int, int, str], list[Claim]] = {}
    for claim in claims:
        if claim is None:
            continue
        known = merged.setdefault((claim.predicate, claim.subject, claim.object, claim.end, claim.status), [])
        at = next((at for at, other in enumerate(known) if _compatible(claim, other)), None)
        if at is None:
            known.append(claim)
        else:
            known[at] = _joined(known[at], claim)
    kept = _without_founding_partners(claim for listed in merged.values() for claim in listed)
    return sorted(kept, key=lambda c: (c.start, c.end, c.predicate, c.subject, c.object, -c.confidence, c.rule))


def _compatible(one: Claim, other: Claim) -> bool:
    """Whether two claims about a pair can be one: a loan and a credit line in one sentence are two."""
    mine = {q.name: q.text for q in one.qualifiers if q.name in _TELLING}
    theirs = {q.name: q.text for q in other.qualifiers if q.name in _TELLING}
    return all(theirs.get(name, text) == text for name, text in mine.items())


def _joined(one: Claim, other: Claim) -> Claim:
    first, second = (one, other) if one.confidence >= other.confidence else (other, one)
    known = {qualifier.name for qualifier in first.qualifiers}
    more = tuple(q for q in second.qualifiers if q.name not in known)
    return replace(first, start=max(one.start, other.start), qualifiers=(*first.qualifiers, *more))


def _without_founding_partners(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Co-founders are partners only where more is said than that they founded something together."""
    kept = list(claims)
    founders: dict[tuple[int, int], set[int]] = {}
    for claim in kept:
        if claim.predicate == "founded_by":
            founders.setdefault((claim.end, claim.subject), set()).add(claim.object)
    together = {
        (end, one, other)
        for (end, _), members in founders.items()
        for one in members
        for other in members
        if one != other
    } | {
        (end, one, other)
        for (end, whole), members in founders.items()
        for m in members
        for one, other in ((whole, m), (m, whole))
    }
    for claim in kept:
        if claim.predicate != "partners_with" or (claim.end, claim.subject, claim.object) not in together:
            yield claim


@Language.factory("jjj_relations")
def create(nlp: Language, name: str) -> Relations:
    """Make the component that `pipeline.cfg` asks for."""
    return Relations()
