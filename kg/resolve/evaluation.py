"""How well the matcher labels pairs of names, beside other matchers in the same run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ResolutionError
from kg.resolve import peers
from kg.resolve.described import Setting
from kg.resolve.labelled import LabelledPair
from kg.resolve.matching import Label, Matcher, Verdict

OURS = "jjj-kg"


@dataclass(frozen=True, slots=True)
class Row:
    """One matcher on all pairs.

    Args:
        matcher: its name.
        installed: whether it could be asked.
        accuracy: share of pairs with the right label of same, different and related; unsure is wrong.
        precision, recall: of the label `same`.
        threshold: score from which two names are the same to a matcher that gives scores alone: the one that is best
            for it on these very pairs, so that it looks as good as it can.
    """

    matcher: str
    installed: bool
    accuracy: float = 0.0
    precision: float = 0.0
    recall: float = 0.0
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an evaluation.

    Args:
        pairs: how many pairs there are.
        rows: the matchers, ours first.
        confusion: of ours: how many pairs labelled so it calls so.
        categories: of ours: right and all pairs by category.
        faults: pairs that ours labels wrongly, with its verdict.
    """

    pairs: int
    rows: tuple[Row, ...]
    confusion: Mapping[str, Mapping[str, int]]
    categories: Mapping[str, tuple[int, int]]
    faults: tuple[tuple[LabelledPair, Verdict], ...]


def predict(pairs: Sequence[LabelledPair], matcher: Matcher, setting: Setting) -> tuple[Verdict, ...]:
    """The matcher's verdict on each pair."""
    return tuple(matcher.compare(p.left.described(setting), p.right.described(setting)) for p in pairs)


def evaluate(pairs: Sequence[LabelledPair], matcher: Matcher, setting: Setting) -> Report:
    """Compare the labels of pairs with what the matcher and its peers say.

    Raises:
        ResolutionError: there is no pair, or one has no label.
    """
    if not pairs or any(pair.label is None for pair in pairs):
        raise ResolutionError("every pair needs a label to be measured against; `jjj resolve predict` needs none")
    verdicts = predict(pairs, matcher, setting)
    truths = [pair.label for pair in pairs if pair.label]
    confusion: defaultdict[str, Counter[str]] = defaultdict(Counter)
    categories: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, truth, verdict in zip(pairs, truths, verdicts, strict=True):
        confusion[truth][verdict.label] += 1
        categories[pair.category][0] += verdict.label is truth
        categories[pair.category][1] += 1
    told = [verdict.label for verdict in verdicts]
    rows = [_row(OURS, told, truths), *(_peer(name, pairs, truths) for name in peers.PEERS)]
    return Report(
        len(pairs),
        tuple(rows),
        {truth: dict(counts) for truth, counts in sorted(confusion.items())},
        {category: (right, count) for category, (right, count) in sorted(categories.items())},
        tuple((p, v) for p, t, v in zip(pairs, truths, verdicts, strict=True) if v.label is not t),
    )


def _row(matcher: str, told: Sequence[Label], truths: Sequence[Label], threshold: float | None = None) -> Row:
    right = sum(one is other for one, other in zip(told, truths, strict=True))
    same = sum(one is other is Label.SAME for one, other in zip(told, truths, strict=True))
    called, true = told.count(Label.SAME), truths.count(Label.SAME)
    return Row(
        matcher,
        installed=True,
        accuracy=round(right / len(truths), 4),
        precision=round(same / called, 4) if called else 0.0,
        recall=round(same / true, 4) if true else 0.0,
        threshold=threshold,
    )


def _peer(name: str, pairs: Sequence[LabelledPair], truths: Sequence[Label]) -> Row:
    scores = peers.PEERS[name](pairs)
    if scores is None:
        return Row(name, installed=False)
    tried = (
        _row(name, [Label.SAME if score >= least else Label.DIFFERENT for score in scores], truths, round(least, 4))
        for least in sorted({*scores, 1.0})
    )
    return max(tried, key=lambda row: (row.accuracy, row.precision))
