"""Weighs what a model says of a Doc: takes what the text and the ontology bear out, refuses and counts the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from kg.extract.analysis import Claim, published
from kg.extract.llm.answer import Answer, SaidStatement
from kg.extract.llm.grounding import Grounds
from kg.extract.llm.names import CONFIDENCE, Names
from kg.extract.llm.particulars import Particulars
from kg.extract.llm.report import Hearing, Refusal
from kg.extract.suffixes import Suffixes
from kg.model import Qualifier, Status
from kg.text import fold

if TYPE_CHECKING:
    from kg.ontology import Ontology

VOICE = "llm"

_SHORTEST, _LONGEST = 4, 600
"""Characters of a quotation: shorter ones stand anywhere, longer ones are no evidence."""
_NEAR = 300
"""Characters before its evidence in which a statement's other end, or a particular, may stand."""
_TELLING = ("amount", "kind", "round", "title")
"""Qualifiers that tell two relations between one pair apart."""

_Key = tuple[str, int, int, Status]


class Weighing:
    """One Doc before a model that speaks of it window by window.

    Args:
        doc: what the components before made of the text; what is taken is added to it by `close`.
        hearing: what the model has said of the document so far.
        ontology: what there is to be said.
        suffixes: the last words of names.
        model: which model speaks.
    """

    def __init__(self, doc: Doc, hearing: Hearing, ontology: Ontology, suffixes: Suffixes, model: str) -> None:
        text = doc.text
        self._doc = doc
        self._hearing = hearing
        self._ontology = ontology
        self._model = model
        self._grounds = Grounds(text)
        self._names = Names(doc, self._grounds, hearing, ontology, suffixes, f"{VOICE}:{model}")
        self._particulars = Particulars(text, self._grounds, ontology, published(doc))
        self._sentences = _sentences(doc, text)
        self._starts = [start for start, _ in self._sentences]
        self._rules: dict[_Key, list[Claim]] = {}
        for claim in doc._.claims:
            self._rules.setdefault(self._key(claim), []).append(claim)
        hearing.rule_claims.update(self._rules)
        self._added: dict[tuple[_Key, int], Claim] = {}

    def take(self, answer: Answer, low: int, high: int) -> None:
        """Take of an answer what the text between two offsets bears out."""
        self._names.take(list(answer.names), low, high)
        for said in answer.statements:
            refused = self._take(said, low, high)
            if refused:
                self._hearing.refuse(refused)

    def close(self) -> None:
        """Add what was taken to the Doc; names also where they stand in windows before."""
        self._names.spread(0, len(self._doc.text))
        self._doc._.names = self._names.all
        self._doc._.claims = [*self._doc._.claims, *self._added.values()]

    def _take(self, said: SaidStatement, low: int, high: int) -> Refusal | None:
        ends = self._names.referent(said.subject), self._names.referent(said.object)
        refused = self._outside_the_ontology(said, *ends)
        if refused:
            return refused
        subject, target = ends
        if subject is None or target is None:
            return Refusal.END
        place = self._evidence(said.evidence, {subject, target}, low, high)
        if isinstance(place, Refusal):
            return place
        qualifiers = self._qualifiers(said, max(low, place[0] - _NEAR), place[1])
        status = Status(said.status)
        claim = Claim(said.predicate, subject, target, *place, self._model, CONFIDENCE, qualifiers, status, VOICE)
        return self._weigh(claim)

    def _outside_the_ontology(self, said: SaidStatement, subject: int | None, target: int | None) -> Refusal | None:
        if said.predicate not in self._ontology.predicates:
            return Refusal.PREDICATE
        if said.status not in self._ontology.statuses:
            return Refusal.STATUS
        if subject is None or target is None:
            return Refusal.END
        if subject == target:
            return Refusal.ITSELF
        types = self._names.referents[subject].type, self._names.referents[target].type
        return None if self._ontology.allows(said.predicate, *types) else Refusal.NOT_ALLOWED

    def _evidence(self, quotation: str, ends: set[int], low: int, high: int) -> tuple[int, int] | Refusal:
        """The sentences in which a quotation stands and which name an end, best both; else why there are none."""
        length = len(fold(quotation))
        if length > _LONGEST:
            return Refusal.LENGTH
        places = list(self._grounds.find(quotation, low, high)) if length >= _SHORTEST else []
        if not places:
            return Refusal.EVIDENCE
        found: list[tuple[int, tuple[int, int]]] = []
        for place in places:
            start, end = self._whole(*place)
            near = self._names.between(max(0, start - _NEAR), end)
            named = len(ends & self._names.between(start, end))
            if named and ends <= near:
                found.append((-named, (start, end)))
        return min(found)[1] if found else Refusal.ASIDE

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that a stretch lies in."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(0, bisect_right(self._starts, end - 1) - 1)
        return min(start, self._sentences[first][0]), max(end, self._sentences[last][1])

    def _qualifiers(self, said: SaidStatement, low: int, high: int) -> tuple[Qualifier, ...]:
        found: dict[Qualifier, None] = {}
        for name, text in said.qualifiers:
            qualifier = self._particulars.read(said.predicate, name, text, low, high)
            if qualifier is None:
                self._hearing.refuse(Refusal.QUALIFIER)
            else:
                found[qualifier] = None
        return tuple(found)

    def _weigh(self, claim: Claim) -> Refusal | None:
        """Add a claim that only the model makes, or what it adds to one that the rules make too."""
        key = self._key(claim)
        agreeing = [rule for rule in self._rules.get(key, ()) if _overlap(rule, claim) or _compatible(rule, claim)]
        if not agreeing and self._contradicted(key, claim):
            return Refusal.CONTRADICTS
        self._hearing.claims.add(key)
        if agreeing:
            claim = _enriched(claim, agreeing)
            if len(claim.qualifiers) == len(agreeing[0].qualifiers):
                return None
        if (key, claim.end) not in self._added:
            self._added[key, claim.end] = claim
            self._hearing.enriched += bool(agreeing)
        return None

    def _contradicted(self, key: _Key, claim: Claim) -> bool:
        others = (rule for status in Status if status is not key[3] for rule in self._rules.get((*key[:3], status), ()))
        return any(_overlap(rule, claim) for rule in others)

    def _key(self, claim: Claim) -> _Key:
        ends = claim.subject, claim.object
        if self._ontology.predicate(claim.predicate).symmetric:
            ends = min(ends), max(ends)
        return claim.predicate, *ends, claim.status


def _sentences(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence without the white space around it."""
    found = []
    for sentence in doc.sents:
        piece = text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(piece) - len(piece.lstrip())
        found.append((start, max(start, sentence.start_char + len(piece.rstrip()))))
    return found


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def _compatible(one: Claim, other: Claim) -> bool:
    """Whether no telling particular says that these are two relations between one pair."""
    mine, theirs = _by_name(one.qualifiers), _by_name(other.qualifiers)
    return all(mine[name] & theirs[name] for name in _TELLING if name in mine and name in theirs)


def _by_name(qualifiers: Sequence[Qualifier]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for qualifier in qualifiers:
        found.setdefault(qualifier.name, set()).add(qualifier.value or fold(qualifier.text))
    return found


def _enriched(claim: Claim, agreeing: Sequence[Claim]) -> Claim:
    """The claim with the particulars of the rules, and of its own only those on which they are silent."""
    told = {qualifier.name for rule in agreeing for qualifier in rule.qualifiers}
    more = tuple(qualifier for qualifier in claim.qualifiers if qualifier.name not in told)
    return Claim(
        claim.predicate,
        agreeing[0].subject,
        agreeing[0].object,
        claim.start,
        claim.end,
        claim.rule,
        claim.confidence,
        (*agreeing[0].qualifiers, *more),
        claim.status,
        claim.voice,
    )
