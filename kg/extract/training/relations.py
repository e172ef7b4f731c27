"""Trains the relation scorer: on pairs of names that the pipeline found, told right or wrong by the gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from kg.errors import TrainingError
from kg.extract.analysis import Claim, Form, Name, Referent
from kg.extract.components.relation_scorer import Triple, evidence_of, told, triple
from kg.extract.extractor import assemble
from kg.extract.pairs import Pair, pairs
from kg.extract.scorer import BITS, Evidence, Scorer, rows
from kg.extract.training.corpus import Annotated, GoldRelation
from kg.extract.training.phrases import Phrase
from kg.model import Status
from kg.ontology import Ontology
from kg.text import fold

STRENGTH = 1.0
"""Inverse of how strongly large weights of features are held back."""

LEAST: Mapping[str, float] = {"rule": 0.15, "model": 0.6}
"""Probability from which a relation is told, by voice: below half of the F1 to be had, where F1 is highest (Lipton
et al., "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014); much higher for what no rule backs, since
other annotators write down fewer of the relations that only the model sees than those of the corpus did."""

_STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Inverse strengths of regularisation that calibration chooses from."""
_PHRASE = 0.5
"""How much a passage of the phrase book counts: real pages are what is read later."""
_READ = 0.5
"""How much a document counts whose errors the authors of the rules read: on it the rules look better than they are."""
_FEWEST = 3
"""Predicates with fewer examples are left to the rules."""
_NEVER = -9.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair, and which predicates the gold says of it here, elsewhere in the document only, or not at all."""

    pair: Pair
    types: tuple[str, str]
    here: frozenset[str]
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the pipeline read it, with its gold.

    Args:
        group: what is left out together in cross-validation.
        was_read: whether its errors were read, so that the rules look better on it than they are.
        samples: its pairs.
        claims: what the rules claimed.
        referents: what it speaks of.
        gold: relations that it tells of referents that the pipeline found.
        missed: how many relations it tells besides.
    """

    group: str
    was_read: bool
    samples: tuple[Sample, ...]
    claims: tuple[Claim, ...]
    referents: tuple[Referent, ...]
    gold: frozenset[Triple]
    missed: int


def read(annotated: Annotated, docs: Sequence[Doc], ontology: Ontology, *, group: str) -> Reading:
    """What an analysed document teaches; things that the gold does not know are related to nothing."""
    gold = _Gold(annotated, ontology)
    entities = gold.aligned(docs)
    referents = tuple(docs[0]._.referents) if docs else ()
    samples: list[Sample] = []
    for doc in docs:
        for pair in pairs(doc, ontology):
            told_of = gold.relations(entities.get(pair.subject), entities.get(pair.object))
            sentence = fold(pair.sentence.text[pair.sentence.start : pair.sentence.end])
            here = frozenset(r.predicate for r in told_of if _overlap(sentence, fold(r.evidence)))
            types = referents[pair.subject].type, referents[pair.object].type
            samples.append(Sample(pair, types, here, frozenset(r.predicate for r in told_of) - here))
    found = gold.triples(entities)
    return Reading(
        group,
        annotated.was_read,
        tuple(_located(samples)),
        tuple(claim for doc in docs for claim in doc._.claims),
        referents,
        frozenset(found),
        gold.count - len(set(found.values())),
    )


def _located(samples: Sequence[Sample]) -> Iterator[Sample]:
    """The samples; what no sentence of the evidence tells is told wherever the pair stands."""
    located = {(s.pair.subject, s.pair.object, predicate) for s in samples for predicate in s.here}
    for sample in samples:
        lost = {p for p in sample.elsewhere if (sample.pair.subject, sample.pair.object, p) not in located}
        yield replace(sample, here=sample.here | lost, elsewhere=sample.elsewhere - lost) if lost else sample


class _Gold:
    """The asserted relations of an annotated document."""

    def __init__(self, annotated: Annotated, ontology: Ontology) -> None:
        self._ontology = ontology
        self._owner = {fold(surface): entity.id for entity in annotated.entities for surface in entity.surfaces}
        self._relations: dict[tuple[str, str], list[GoldRelation]] = {}
        self._asserted = [r for r in annotated.relations if r.status is Status.ASSERTED]
        self.count = len(self._asserted)
        for relation in self._asserted:
            self._relations.setdefault((relation.subject, relation.object), []).append(relation)
            if ontology.predicate(relation.predicate).symmetric:
                self._relations.setdefault((relation.object, relation.subject), []).append(relation)

    def aligned(self, docs: Iterable[Doc]) -> dict[int, str]:
        """The gold entity of each referent, by the surfaces that both have."""
        shared: dict[int, Counter[str]] = {}
        for doc in docs:
            text = doc.text
            for name in doc._.names:
                owner = self._owner.get(fold(text[name.start : name.end])) if name.form is not Form.ANAPHOR else None
                if owner:
                    shared.setdefault(name.referent, Counter())[owner] += 1
        return {referent: owners.most_common(1)[0][0] for referent, owners in shared.items()}

    def relations(self, one: str | None, other: str | None) -> Sequence[GoldRelation]:
        return self._relations.get((one, other), ()) if one and other else ()

    def triples(self, entities: Mapping[int, str]) -> dict[Triple, tuple[str, str, str]]:
        """The gold relations between referents, each with the one in the gold's own terms."""
        owned: dict[str, list[int]] = {}
        for referent, entity in entities.items():
            owned.setdefault(entity, []).append(referent)
        return {
            triple(r.predicate, one, other, self._ontology): (r.predicate, r.subject, r.object)
            for r in self._asserted
            for one in owned.get(r.subject, ())
            for other in owned.get(r.object, ())
        }


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


class PhraseReader:
    """Makes samples of the passages of the phrase book, whose names need not be found.

    Args:
        ontology: what the rules may claim.
    """

    def __init__(self, ontology: Ontology) -> None:
        self._nlp = assemble(only=frozenset({"sentences", "relations"}))
        self._nlp.get_pipe("relations").bind(ontology)  # type: ignore[attr-defined]
        self._ontology = ontology
        self._symmetric = {key for key, predicate in ontology.predicates.items() if predicate.symmetric}

    def samples(self, phrase: Phrase) -> Iterator[Sample]:
        """Every pair of the passage, with what the passage says of it."""
        doc = self._nlp.make_doc(phrase.text)
        names: dict[int, str] = {}
        for mark in phrase.marks:
            names.setdefault(mark.referent, phrase.text[mark.start : mark.end])
        doc._.referents = [Referent(kind, names[number]) for number, kind in enumerate(phrase.types)]
        doc._.names = [Name(m.start, m.end, phrase.types[m.referent], m.referent, m.form) for m in phrase.marks]
        doc = self._nlp(doc)
        said: dict[tuple[int, int], set[str]] = {}
        for claim in phrase.told:
            if claim.status is Status.ASSERTED:
                said.setdefault((claim.subject, claim.object), set()).add(claim.predicate)
                if claim.predicate in self._symmetric:
                    said.setdefault((claim.object, claim.subject), set()).add(claim.predicate)
        for pair in pairs(doc, self._ontology):
            types = phrase.types[pair.subject], phrase.types[pair.object]
            yield Sample(pair, types, frozenset(said.get((pair.subject, pair.object), ())))


@dataclass(frozen=True, slots=True)
class Trained:
    """A scorer and what it was calibrated on.

    Args:
        scorer: trained on everything.
        judged: evidence from documents that neither the rules' authors nor the weights had seen, and its truth.
        missed: relations of these documents whose ends the pipeline did not find, or never paired.
    """

    scorer: Scorer
    judged: tuple[tuple[Evidence, bool], ...]
    missed: int


def train_scorer(readings: Sequence[Reading], phrases: Sequence[Sample], ontology: Ontology) -> Trained:
    """The scorer that readings and the phrase book teach, calibrated on groups that its weights have not seen.

    Args:
        readings: documents as the pipeline reads texts that it has not been trained on.
        phrases: pairs of the phrase book.
        ontology: what there is to be said.
    """
    predicates = tuple(sorted(ontology.predicates))
    lesson = _Lesson(readings, phrases, ontology, predicates)
    judged: list[tuple[Evidence, bool]] = []
    groups: list[str] = []
    for group in sorted({reading.group for reading in readings}):
        scorer = Scorer(predicates, *lesson.weights(without=group), {}, LEAST)
        for reading in readings:
            if reading.group == group and not reading.was_read:
                judged += judge(scorer, reading, ontology)
                groups += [group] * (len(judged) - len(groups))
    told_of = sum(truth for _, truth in judged)
    count = sum(len(reading.gold) + reading.missed for reading in readings if not reading.was_read)
    scorer = Scorer(predicates, *lesson.weights(), calibrate(judged, groups), LEAST)
    return Trained(scorer, tuple(judged), count - told_of)


def judge(scorer: Scorer, reading: Reading, ontology: Ontology) -> Iterator[tuple[Evidence, bool]]:
    """The evidence for everything that a reading might tell, and whether the gold tells it."""
    best = told(scorer, [sample.pair for sample in reading.samples], reading.referents, ontology)
    claims: dict[Triple, Claim] = {}
    for claim in reading.claims:
        key = triple(claim.predicate, claim.subject, claim.object, ontology)
        if claim.status is Status.ASSERTED and (key not in claims or claims[key].confidence < claim.confidence):
            claims[key] = claim
    for key in sorted({*best, *claims}):
        yield evidence_of(key[0], best.get(key), claims.get(key)), key in reading.gold


def calibrate(examples: Sequence[tuple[Evidence, bool]], groups: Sequence[str]) -> dict[str, float]:
    """Weights of what `Evidence.features` gives, by logistic regression.

    Some two hundred weights from a few thousand examples would promise too much at the top: how strongly they are held
    back is what tells most of a group that they have not seen.

    Args:
        examples: evidence and whether the gold tells the relation.
        groups: what each example is left out with.

    Raises:
        TrainingError: all examples are right, or all are wrong.
    """
    if len({truth for _, truth in examples}) < 2:
        raise TrainingError("the documents are too few to calibrate on: all that may be told of them is alike")
    listed = [evidence.features() for evidence, _ in examples]
    names = sorted({name for features in listed for name in features})
    index = {name: number for number, name in enumerate(names)}
    entries = [(at, index[name], value) for at, features in enumerate(listed) for name, value in features.items()]
    at, columns, values = zip(*entries, strict=True)
    table = csr_matrix((values, (at, columns)), shape=(len(listed), len(names)))
    truths, held = np.array([truth for _, truth in examples]), np.array(groups)
    strength = min(_STRENGTHS, key=lambda strength: (_surprise(table, truths, held, strength), strength))
    model = _calibration(strength).fit(table, truths)
    return {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}


def _calibration(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, random_state=0)


def _surprise(table: csr_matrix, truths: npt.NDArray[np.bool_], groups: npt.NDArray[np.str_], strength: float) -> float:
    """Mean negative log-likelihood of each group under weights that have not seen it."""
    total = 0.0
    for group in np.unique(groups):
        out = groups == group
        if len(np.unique(truths[~out])) > 1:
            model = _calibration(strength).fit(table[~out], truths[~out])
            right = model.predict_proba(table[out])[np.arange(out.sum()), np.searchsorted(model.classes_, truths[out])]
            total -= float(np.log(np.clip(right, 1e-9, 1)).sum())
    return round(total / len(truths), 6)


class _Lesson:
    """All samples as one table, from which weights are learnt with or without one group."""

    def __init__(
        self,
        readings: Sequence[Reading],
        phrases: Sequence[Sample],
        ontology: Ontology,
        predicates: Sequence[str],
    ) -> None:
        samples = [(s, r.group, _READ if r.was_read else 1.0) for r in readings for s in r.samples]
        samples += [(s, "", _PHRASE) for s in phrases]
        self._predicates = predicates
        self._samples = [sample for sample, _, _ in samples]
        self._groups = np.array([group for _, group, _ in samples])
        self._importance = np.array([weight for _, _, weight in samples])
        listed = [rows((*sample.pair.own, *sample.pair.place)) for sample in self._samples]
        indices = np.fromiter((row for each in listed for row in each), np.int32)
        pointers = np.cumsum([0, *(len(each) for each in listed)])
        self._rows, columns = np.unique(indices, return_inverse=True)
        ones = np.ones(len(indices), np.float64)
        self._table = csr_matrix((ones, columns, pointers), shape=(len(listed), len(self._rows)))
        self._allowed = {
            predicate: np.array([ontology.allows(predicate, *s.types) for s in self._samples])
            for predicate in predicates
        }

    def weights(self, without: str | None = None) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        weights = np.zeros((1 << BITS, len(self._predicates)), np.float32)
        intercepts = np.full(len(self._predicates), _NEVER, np.float32)
        for column, predicate in enumerate(self._predicates):
            used = self._allowed[predicate] & (self._groups != without)
            used &= np.array([predicate not in sample.elsewhere for sample in self._samples])
            truths = np.array([predicate in sample.here for sample in self._samples])[used]
            if truths.sum() >= _FEWEST:
                model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300)
                model.fit(self._table[used], truths, sample_weight=self._importance[used])
                weights[self._rows, column], intercepts[column] = model.coef_[0], model.intercept_[0]
        return weights, intercepts
