"""Relations: applies the rules to every sentence and keeps, of what they claim, what the ontology allows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Claim, Name, Referent, published
from kg.extract.rules import PEOPLE, RULES
from kg.extract.rules.context import Subjects, quotes, usable
from kg.extract.rules.naming import told_by_name
from kg.extract.rules.sentence import Rule, Sentence
from kg.extract.rules.skeleton import Skeleton, skeleton
from kg.model import Status

if TYPE_CHECKING:
    from kg.ontology import Ontology

_TELLING = frozenset({"amount", "kind", "round", "title"})
"""Qualifiers that tell two relations between one pair apart."""
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
        names = usable(doc._.names)
        referents: list[Referent] = doc._.referents
        bare = [(start, end, skeleton(doc.text, start, end, inside)) for start, end, inside in _sentences(doc, names)]
        plain = [_sentence(doc, start, end, bones) for start, end, bones in bare]
        found = [claim for sentence in plain for claim in _apply(PEOPLE, sentence)]
        employers = _employers(found)
        subjects = Subjects(doc.text, referents, quotes(doc.text, names, employers), employers)
        for start, end, bones in bare:
            full = subjects.fill(bones)
            if sum(len(unit.referents) for unit in full.units.values()) > 1:
                found += _apply(RULES, _sentence(doc, start, end, full))
        found += _apply_names(doc, names, bare)
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


def _sentences(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[int, int, list[Name]]]:
    """Start and end of each sentence, without the white space around it, and the names in it."""
    starts = [name.start for name in names]
    for span in doc.sents:
        piece = doc.text[span.start_char : span.end_char]
        start = span.start_char + len(piece) - len(piece.lstrip())
        end = span.start_char + len(piece.rstrip())
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside:
            yield start, end, list(inside)


def _sentence(doc: Doc, start: int, end: int, bones: Skeleton) -> Sentence:
    return Sentence(doc.text, start, end, bones, doc._.referents, published(doc))


def _apply(rules: Mapping[str, Rule], sentence: Sentence) -> Iterator[Claim]:
    for name, rule in rules.items():
        for claim in rule(sentence):
            yield replace(claim, rule=name)


def _apply_names(doc: Doc, names: Sequence[Name], sentences: Sequence[tuple[int, int, Skeleton]]) -> Iterator[Claim]:
    """What names tell, each with the sentence in which the name first stands as evidence."""
    ends = [end for _, end, _ in sentences]
    for claim in told_by_name(doc.text, names, doc._.referents):
        at = bisect_left(ends, claim.end)
        start, end = sentences[at][:2] if at < len(sentences) else (claim.start, claim.end)
        yield replace(claim, start=start, end=end, rule="naming.told_by_name")


def _employers(claims: Iterable[Claim]) -> dict[int, int]:
    """The body at which each person holds a post; the surest and then the first post counts."""
    found: dict[int, int] = {}
    for claim in sorted(claims, key=lambda c: (-c.confidence, c.start)):
        if claim.status is Status.ASSERTED:
            found.setdefault(claim.subject, claim.object)
    return found


def _merged(claims: Iterable[Claim | None]) -> list[Claim]:
    """One claim per relation, evidence, status and telling particulars: the surest, with the other particulars of all."""
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
