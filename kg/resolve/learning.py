"""Learns the matcher's weights from labelled pairs, and its thresholds from folds that the weights have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kg.errors import TrainingError
from kg.resolve.clues import CLUES, Pair, found
from kg.resolve.described import Setting
from kg.resolve.known import KnownNames
from kg.resolve.labelled import LabelledPair, Side
from kg.resolve.matching import DECIDED, Label, Weights
from kg.resolve.tables import Tables

STRENGTHS = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
"""Inverse strengths of regularisation that are tried."""
FOLDS = 10
UNLISTED = 0.5
"""How much a pair counts as it looks without any table: most firms are in none."""
STRANGE = 0.5
"""How much two names count that only chance has brought together."""
PRECISION = 0.975
"""Share of pairs called the same that must be so: two firms in one node mislead more than one firm in two nodes."""
_STEPS = 100
_STRIDE = 7919

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of it.

    Args:
        weights: for the matcher.
        strength: the inverse regularisation that was chosen.
        pairs: how many pairs were learnt from, by label.
        accuracy: share of right labels on folds that the weights had not seen; unsure counts as wrong.
        precision, recall: of the label `same`, likewise.
    """

    weights: Weights
    strength: float
    pairs: Mapping[Label, int]
    accuracy: float
    precision: float
    recall: float


def learn(pairs: Sequence[LabelledPair], setting: Setting) -> Learnt:
    """Learn from labelled pairs. A name's pairs are all in one fold, so that no name is known beforehand.

    Raises:
        TrainingError: scikit-learn is missing, a label is missing, or the pairs are too few to divide.
    """
    known = [pair for pair in pairs if pair.label]
    counts = Counter(pair.label for pair in known if pair.label)
    if min((counts[label] for label in DECIDED), default=0) < FOLDS:
        raise TrainingError(f"at least {FOLDS} pairs of each label are needed to learn from; there are {dict(counts)}")
    nothing = replace(setting, known=KnownNames(Tables((), (), ())))
    strangers = list(_strangers(known, setting))
    labels = np.array([DECIDED.index(pair.label) for pair in known if pair.label])
    folds = np.array(list(_folds(known)))
    lesson = _Lesson(_table(known, setting), _table(known, nothing), _table(strangers, setting), labels)
    tried = {strength: _unseen(lesson, folds, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda s: (round(_loss(tried[s], labels), 6), s))
    least = _thresholds(tried[strength], labels)
    weights = _weights(lesson.fit(np.ones(len(labels), bool), strength), least)
    right, told, same = _outcome(tried[strength], labels, least)
    return Learnt(
        weights,
        strength,
        dict(counts),
        round(float(right.mean()), 4),
        round(float((told & same).sum() / max(1, told.sum())), 4),
        round(float((told & same).sum() / max(1, same.sum())), 4),
    )


def _strangers(pairs: Sequence[LabelledPair], setting: Setting) -> Iterator[LabelledPair]:
    """The left name of each pair with the right one of another pair of the same type."""
    by_type: dict[str, list[Side]] = {}
    for pair in pairs:
        by_type.setdefault(pair.right.type, []).append(pair.right)
    for number, pair in enumerate(pairs):
        others = by_type.get(pair.left.type, [])
        other = others[(number * _STRIDE) % len(others)] if others else pair.left
        one, another = pair.left.described(setting), other.described(setting)
        if not {m.body for m in one.meanings} & {m.body for m in another.meanings} and one.key != another.key:
            yield LabelledPair(pair.left, other, Label.DIFFERENT)


def _table(pairs: Sequence[LabelledPair], setting: Setting) -> Floats:
    columns = {name: column for column, name in enumerate(CLUES)}
    table = np.zeros((len(pairs), len(columns)))
    for row, pair in enumerate(pairs):
        clues = found(Pair(pair.left.described(setting), pair.right.described(setting)))
        for name, clue in clues.items():
            table[row, columns[name]] = clue.strength
    return table


def _folds(pairs: Sequence[LabelledPair]) -> Iterator[int]:
    """The fold of each pair: chains of pairs that share a name stay together."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        one, other = sorted((root(pair.left.name), root(pair.right.name)))
        parent[other] = one
    sizes = Counter(root(pair.left.name) for pair in pairs)
    filled = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[name] = min(range(FOLDS), key=lambda fold: (filled[fold], fold))
        filled[fold_of[name]] += size
    yield from (fold_of[root(pair.left.name)] for pair in pairs)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What is seen of each pair with all tables and without any, so that weights also hold for names in no table.

    Strangers are names of different pairs: people label what is hard, but most names that meet have nothing in common.
    """

    table: Floats
    unlisted: Floats
    strangers: Floats
    labels: npt.NDArray[np.int64]

    def fit(self, used: npt.NDArray[np.bool_], strength: float) -> tuple[Floats, Floats]:
        try:
            from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only learning needs it
        except ImportError as error:
            raise TrainingError("learning needs scikit-learn: pip install 'jjj-kg[train]'") from error
        model = LogisticRegression(C=strength, max_iter=5000, tol=1e-6)
        different = np.full(len(self.strangers), DECIDED.index(Label.DIFFERENT))
        importance = np.repeat([1.0, UNLISTED, STRANGE], [used.sum(), used.sum(), len(different)])
        seen = np.vstack([self.table[used], self.unlisted[used], self.strangers])
        model.fit(seen, np.concatenate([np.tile(self.labels[used], 2), different]), importance)
        return model.coef_, model.intercept_


def _unseen(lesson: _Lesson, folds: npt.NDArray[np.int64], strength: float) -> Floats:
    """Probabilities of each label for each pair, by weights that have not seen its fold."""
    probabilities = np.zeros((len(folds), len(DECIDED)))
    for fold in range(FOLDS):
        held = folds == fold
        weights, bias = lesson.fit(~held, strength)
        sums = lesson.table[held] @ weights.T + bias
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        probabilities[held] = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def _loss(probabilities: Floats, labels: npt.NDArray[np.int64]) -> float:
    return float(-np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-9, 1)).mean())


def _thresholds(probabilities: Floats, labels: npt.NDArray[np.int64]) -> dict[Label, float]:
    """The lowest probability from which `same` is precise enough; the other labels are given where likeliest."""
    same = DECIDED.index(Label.SAME)
    for step in range(_STEPS // len(DECIDED), _STEPS):
        told = (probabilities.argmax(axis=1) == same) & (probabilities[:, same] >= step / _STEPS)
        if told.any() and (labels[told] == same).mean() >= PRECISION:
            break
    return {Label.SAME: step / _STEPS, Label.DIFFERENT: 0.0, Label.RELATED: 0.0}


def _weights(fitted: tuple[Floats, Floats], least: Mapping[Label, float]) -> Weights:
    coefficients, intercepts = fitted
    clues = {
        name: {label: round(float(coefficients[row, column]), 3) for row, label in enumerate(DECIDED)}
        for column, name in enumerate(CLUES)
    }
    bias = {label: round(float(intercepts[row]), 3) for row, label in enumerate(DECIDED)}
    return Weights(clues, bias, least)


def _outcome(
    probabilities: Floats, labels: npt.NDArray[np.int64], least: Mapping[Label, float]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which pairs get the right label, which are called the same, and which are."""
    best = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1) >= np.array([least[label] for label in DECIDED])[best]
    same = DECIDED.index(Label.SAME)
    return (best == labels) & sure, (best == same) & sure, labels == same
