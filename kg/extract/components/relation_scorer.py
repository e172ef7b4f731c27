"""Relation scorer: calibrates the confidence of what rules claim, and adds what only the trained model sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Claim, Referent
from kg.extract.pairs import Pair, pairs
from kg.extract.particulars import particulars
from kg.extract.scorer import Evidence, Floats, Scorer
from kg.model import Status

if TYPE_CHECKING:
    from kg.ontology import Ontology

FOLDER = "relation_scorer"
"""Where the trained files lie in the folder of models."""

_NEAR_HIGHEST = 1.0
_HOPELESS = -4.0
"""Sums below this are not looked at any further."""
_TOGETHER = 1024
"""Pairs whose weights are summed at once: each has some 300 features, and a text may have thousands of pairs."""

Triple = tuple[str, int, int]


@dataclass(slots=True)
class Told:
    """The best place at which the text might tell a relation, how many more there are, and what competes with it."""

    pair: Pair
    score: float
    scores: list[float]
    margins: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def places(self) -> int:
        """Places whose sum is near the highest one."""
        return sum(score > self.score - _NEAR_HIGHEST for score in self.scores)


def told(
    scorer: Scorer, found: Iterable[Pair], referents: Sequence[Referent], ontology: Ontology
) -> dict[Triple, Told]:
    """What pairs might tell, for every relation that the ontology allows between their ends."""
    best: dict[Triple, Told] = {}
    for pair, row in _summed(scorer, found):
        types = referents[pair.subject].type, referents[pair.object].type
        for column in (row > _HOPELESS).nonzero()[0]:
            predicate, score = scorer.predicates[column], float(row[column])
            if not ontology.allows(predicate, *types):
                continue
            known = best.setdefault(triple(predicate, pair.subject, pair.object, ontology), Told(pair, score, []))
            known.scores.append(score)
            if score > known.score:
                known.pair, known.score = pair, score
    _compare(best)
    return best


def _summed(scorer: Scorer, found: Iterable[Pair]) -> Iterator[tuple[Pair, Floats]]:
    """Each pair, without its features, and its sums; no more features are held at a time than those of some pairs."""
    waiting = iter(found)
    while some := list(islice(waiting, _TOGETHER)):
        sums = scorer.sums([(pair.own, pair.place) for pair in some])
        yield from zip((replace(pair, own=(), place=()) for pair in some), sums, strict=True)


def _compare(best: Mapping[Triple, Told]) -> None:
    """Set the margins by which each relation exceeds its strongest competitors, negative if one exceeds it."""
    keys = {key: ((key[0], key[1], -1), (key[0], -1, key[2]), ("", *sorted(key[1:]))) for key in best}
    strongest: dict[tuple[object, ...], list[float]] = {}
    for key, told_there in best.items():
        for rival in keys[key]:
            strongest.setdefault(rival, []).append(told_there.score)
    for scores in strongest.values():
        scores.sort(reverse=True)
    for key, told_there in best.items():
        subject, target, between = (_margin(told_there.score, strongest[rival]) for rival in keys[key])
        told_there.margins = (subject, target, between)


def _margin(score: float, scores: Sequence[float]) -> float:
    rival = scores[0] if scores[0] != score else scores[1] if len(scores) > 1 else _HOPELESS
    return score - rival


def triple(predicate: str, subject: int, target: int, ontology: Ontology) -> Triple:
    """The relation as a key; of a symmetric one the ends are in order."""
    if ontology.predicate(predicate).symmetric and subject > target:
        subject, target = target, subject
    return predicate, subject, target


def evidence_of(predicate: str, place: Told | None, claim: Claim | None) -> Evidence:
    """What speaks for a relation: the best place that might tell it, and the claim of a rule."""
    rule, confidence = (claim.rule, claim.confidence) if claim else ("", 0.0)
    if place is None:
        return Evidence(predicate, _HOPELESS, rule, confidence)
    return Evidence(predicate, place.score, rule, confidence, place.places, place.margins)


class RelationScorer:
    """Replaces `doc._.claims` by claims with calibrated confidence, and adds some of its own."""

    def __init__(self) -> None:
        self._ontology: Ontology | None = None
        self._scorer: Scorer | None = None
        self.predicates: frozenset[str] = frozenset()

    def bind(self, ontology: Ontology) -> None:
        """Claim only what this ontology allows."""
        self._ontology = ontology

    def load(self, models: Path) -> None:
        """Read the trained files.

        Raises:
            ExtractionError: they are missing or damaged.
        """
        self._scorer = Scorer.load(models / FOLDER)
        self.predicates = frozenset(self._scorer.predicates)

    def __call__(self, doc: Doc) -> Doc:
        """Judge the claims of a document and the pairs that no rule related."""
        if self._scorer is None or self._ontology is None:
            return doc
        best = told(self._scorer, pairs(doc, self._ontology), doc._.referents, self._ontology)
        claims = [(triple(c.predicate, c.subject, c.object, self._ontology), c) for c in doc._.claims]
        judged = [*_judged(self._scorer, claims, best), *_added(self._scorer, {key for key, _ in claims}, best)]
        doc._.claims = sorted(judged, key=lambda c: (c.start, c.end, c.predicate, c.subject, c.object, c.origin))
        return doc


def _judged(scorer: Scorer, claims: Iterable[tuple[Triple, Claim]], best: Mapping[Triple, Told]) -> Iterator[Claim]:
    """The claims of rules with calibrated confidence; what is not asserted keeps its own."""
    for key, claim in claims:
        if claim.status is not Status.ASSERTED:
            yield claim
            continue
        probability = scorer.probability(evidence_of(claim.predicate, best.get(key), claim))
        if probability >= scorer.least["rule"]:
            yield replace(claim, confidence=round(probability, 3))


def _added(scorer: Scorer, claimed: Collection[Triple], best: Mapping[Triple, Told]) -> Iterator[Claim]:
    """What no rule claims and the model finds probable enough."""
    for key, place in best.items():
        if key in claimed:
            continue
        predicate, pair = key[0], place.pair
        probability = scorer.probability(evidence_of(predicate, place, None))
        if probability < scorer.least["model"]:
            continue
        yield Claim(
            predicate,
            pair.subject,
            pair.object,
            pair.start,
            pair.end,
            "relations",
            round(probability, 3),
            particulars(pair, predicate),
            pair.sentence.status(max(pair.left, 0), pair.right, pair.right + 1, predicate),
            "model",
        )


@Language.factory("jjj_relation_scorer")
def create(nlp: Language, name: str) -> RelationScorer:
    """Make the component that `pipeline.cfg` asks for."""
    return RelationScorer()
