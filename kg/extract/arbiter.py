"""The arbiter: how probable each proposed name is, by who proposes it and what it looks like, and which names stand.

Rules and the trained recogniser propose names that overlap and disagree; the weights here were trained on proposals of
recognisers that had not seen the document, so that its probabilities are calibrated.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.errors import ExtractionError
from kg.extract.analysis import Candidate, Name
from kg.extract.features import COMMON
from kg.extract.page import Page, Word
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import Dictionary

RECOGNISER = "model:recogniser"
"""Origin of what the trained recogniser proposes; the confidence is the probability that it gives."""

FOLDER = "recogniser"
"""Name of the folder among the trained models that holds recogniser and arbiter."""

FILE = "arbiter.json"

_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
_TELLING_BEFORE = frozenset("、，。“”《》（）\n和与及的在由对为")
_TELLING_AFTER = frozenset("、，。“”《》（）\n和与及的在由等是将")
_SHORT = 12


class Proposal(NamedTuple):
    """A stretch that may be a name of a type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Described:
    """A proposal, what speaks for and against it, and who spoke for it first.

    Args:
        proposal: the stretch and the type.
        features: what speaks for and against it.
        origin: who spoke for it first.
        unheard: confidence of the rule by which it stands, where its edges cut words, so that the recogniser, which
            reads whole words, could not have found it; else 0.
    """

    proposal: Proposal
    features: tuple[str, ...]
    origin: str
    unheard: float = 0.0


class Witnesses:
    """What is proposed for one text, arranged so that each proposal is described in a few look-ups.

    Args:
        page: the words of the text.
        names: what stands by the rules alone.
        candidates: all that rules and recogniser propose.
    """

    def __init__(self, page: Page, names: Sequence[Name], candidates: Iterable[Candidate]) -> None:
        self.page = page
        self.standing = {(name.start, name.end): name for name in names}
        self.ruled: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        self.told: dict[Proposal, float] = defaultdict(float)
        for c in candidates:
            if c.origin == RECOGNISER:
                self.told[Proposal(c.start, c.end, c.type)] = c.confidence
            else:
                self.ruled[c.start, c.end].append(c)
        self.any_type: dict[tuple[int, int], float] = defaultdict(float)
        self.best_elsewhere: dict[tuple[str, str], float] = defaultdict(float)
        self.by_surface: dict[str, float] = defaultdict(float)
        self._covered = [0.0] * (len(page.text) + 1)
        for proposal, probability in self.told.items():
            self._hear(proposal, probability)
        self.owner: list[tuple[int, int] | None] = [None] * len(page.text)
        for span in self.standing:
            self.owner[span[0] : span[1]] = [span] * (span[1] - span[0])
        self.times: dict[str, int] = defaultdict(int)
        for start, end in {(p.start, p.end) for p in self.proposals()}:
            self.times[page.text[start:end]] += 1

    def _hear(self, proposal: Proposal, probability: float) -> None:
        start, end, type_ = proposal
        surface = self.page.text[start:end]
        self.any_type[start, end] += probability
        self.best_elsewhere[surface, type_] = max(probability, self.best_elsewhere[surface, type_])
        self.by_surface[surface] += probability
        for at in range(start, end):
            self._covered[at] += probability

    def proposals(self) -> list[Proposal]:
        """All distinct proposals, in the order of the text."""
        ruled = {Proposal(c.start, c.end, c.type) for listed in self.ruled.values() for c in listed}
        standing = {Proposal(name.start, name.end, name.type) for name in self.standing.values()}
        text = self.page.text
        return sorted(p for p in ruled | standing | set(self.told) if _sound(text[p.start : p.end]))

    def rivalry(self, start: int, end: int) -> float:
        """How probable the recogniser finds names that overlap this stretch and are not it."""
        return max(self._covered[start:end]) - self.any_type.get((start, end), 0.0)


def _sound(surface: str) -> bool:
    return bool(surface) and surface == surface.strip() and "\n" not in surface


class Describer:
    """Says of each proposal what speaks for and against it."""

    def __init__(self, dictionary: Dictionary, suffixes: Suffixes) -> None:
        self._dictionary = dictionary
        self._suffixes = suffixes

    def __call__(self, page: Page, names: Sequence[Name], candidates: Iterable[Candidate]) -> Iterator[Described]:
        """Describe every proposal for a text; the arguments are those of `Witnesses`."""
        witnesses = Witnesses(page, names, candidates)
        for proposal in witnesses.proposals():
            step = _step(witnesses.told.get(proposal, 0.0))
            features = [
                "bias",
                f"type {proposal.type}",
                *_heard(witnesses, proposal, step),
                *_ruled(witnesses, proposal, step),
                *self._form(page, proposal),
                *_surroundings(page, proposal),
            ]
            yield Described(proposal, tuple(features), _origin(witnesses, proposal), _unheard(witnesses, proposal))

    def _form(self, page: Page, proposal: Proposal) -> Iterator[str]:
        surface, type_ = page.text[proposal.start : proposal.end], proposal.type
        length = len(surface)
        yield f"length {length if length < _SHORT else _SHORT + min(length // 4, 8)}"
        yield f"length {min(length // 2, 9)} {type_}"
        suffix = self._suffixes.ending(surface)
        yield f"suffix {suffix.type == type_} {suffix.kind}" if suffix else "suffix none"
        yield f"suffix {suffix.type if suffix else 'none'} {type_}"
        frequency = self._dictionary.frequency(surface)
        yield f"frequency {sum(frequency > bound for bound in COMMON)}"
        yield f"frequency {sum(frequency > bound for bound in (0, 60))} {type_}"


def _heard(witnesses: Witnesses, proposal: Proposal, step: int) -> Iterator[str]:
    """What the recogniser says: of this place, of the same words elsewhere, of other names that overlap."""
    start, end, type_ = proposal
    surface = witnesses.page.text[start:end]
    place, times = witnesses.any_type.get((start, end), 0.0), witnesses.times[surface]
    yield f"heard {step}"
    yield f"heard {step} {type_}"
    yield f"heard of any type {_step(place)}"
    yield f"heard of others {_step(place - witnesses.told.get(proposal, 0.0))}"
    yield f"heard elsewhere {_step(witnesses.best_elsewhere.get((surface, type_), 0.0))}"
    yield f"heard on average {_step(witnesses.by_surface.get(surface, 0.0) / times)}"
    yield f"times {min(times, 4)}"
    yield f"rivals {_step(witnesses.rivalry(start, end))}"


def _ruled(witnesses: Witnesses, proposal: Proposal, step: int) -> Iterator[str]:
    """What the rules say: whether the name stands by them or what stands there, and what else they propose."""
    start, end, type_ = proposal
    name = witnesses.standing.get((start, end))
    coarse = step // 3
    if name:
        yield from _standing(name, type_, coarse)
    else:
        yield from _beside(witnesses, proposal, coarse)
    same = [c for c in witnesses.ruled.get((start, end), ()) if c.type == type_]
    if same:
        best = max(same, key=lambda c: c.confidence)
        yield f"ruled {best.origin}"
        yield f"ruled {best.origin} {type_}"
        yield f"ruled {round(best.confidence * 5)}"
    else:
        yield "ruled otherwise" if (start, end) in witnesses.ruled else "not ruled"


def _standing(name: Name, type_: str, coarse: int) -> Iterator[str]:
    agreed = name.type == type_
    origin = name.origin if agreed else "as another type"
    yield f"stands {origin}"
    yield f"stands {origin} {type_}"
    yield f"stands {origin} heard {coarse}"
    yield f"stands {agreed} {round(name.confidence * 5)}"
    yield f"stands {agreed} {name.form}"
    if not agreed:
        yield f"stands as {name.type} for {type_}"


def _beside(witnesses: Witnesses, proposal: Proposal, coarse: int) -> Iterator[str]:
    """How a proposal that does not stand by the rules lies to the names that do."""
    start, end, type_ = proposal
    others = sorted({owner for owner in witnesses.owner[start:end] if owner})
    if not others:
        relation = "free"
    elif others[0][0] <= start and others[0][1] >= end:
        relation = "within"
    elif others[0][0] >= start and others[-1][1] <= end:
        relation = f"around {min(len(others), 2)}"
    else:
        relation = "across"
    yield relation
    yield f"{relation} {type_}"
    yield f"{relation} heard {coarse}"
    if others:
        other = witnesses.standing[others[0]]
        yield f"{relation} {other.origin}"
        yield f"{relation} {other.type} for {type_}"
        yield f"{relation} {round(other.confidence * 5)}"


def _surroundings(page: Page, proposal: Proposal) -> Iterator[str]:
    start, end, type_ = proposal
    first, last = page.word_at(start), page.word_at(end - 1)
    words = page.words
    if _cuts_word(page, start, end):
        yield "cuts a word"
    before, after = _tag(words, first - 1), _tag(words, last + 1)
    yield f"first {words[first].tag}"
    yield f"last {words[last].tag}"
    yield f"words {min(last - first + 1, 8)}"
    yield f"before {before}"
    yield f"before {before} {type_}"
    yield f"after {after}"
    yield f"after {after} {type_}"
    left, right = page.text[start - 1 : start], page.text[end : end + 1]
    yield f"left {left if left in _TELLING_BEFORE else 'other'}"
    yield f"right {right if right in _TELLING_AFTER else 'other'}"
    if left == "“" and right == "”":
        yield "quoted"


def _tag(words: Sequence[Word], at: int) -> str:
    return words[at].tag if 0 <= at < len(words) else "edge"


def _origin(witnesses: Witnesses, proposal: Proposal) -> str:
    """Who spoke for a proposal first: the rule by which it stands, another rule, or else the recogniser."""
    span = proposal.start, proposal.end
    name = witnesses.standing.get(span)
    if name and name.type == proposal.type:
        return name.origin
    same = [c for c in witnesses.ruled.get(span, ()) if c.type == proposal.type]
    return max(same, key=lambda c: (c.confidence, c.origin)).origin if same else RECOGNISER


def _unheard(witnesses: Witnesses, proposal: Proposal) -> float:
    start, end, type_ = proposal
    name = witnesses.standing.get((start, end))
    if name is None or name.type != type_ or not _cuts_word(witnesses.page, start, end):
        return 0.0
    return name.confidence


def _cuts_word(page: Page, start: int, end: int) -> bool:
    words = page.words
    return words[page.word_at(start)].start != start or words[page.word_at(end - 1)].end != end


def _step(probability: float) -> int:
    return bisect_right(_STEPS, probability)


@dataclass(frozen=True)
class Arbiter:
    """The trained weights: how much each feature speaks for a name, and how probable one must be to stand.

    Args:
        weights: by feature.
        threshold: probability from which a name that nothing contests stands.
        strict: that probability for the types that need another one.
    """

    weights: Mapping[str, float]
    threshold: float
    strict: Mapping[str, float] = field(default_factory=dict)

    def knows(self, origin: str) -> bool:
        """Whether it was trained on proposals of this origin."""
        return origin == RECOGNISER or f"ruled {origin}" in self.weights

    def probability(self, features: Iterable[str]) -> float:
        """How probable it is that a proposal with these features is a name of that type."""
        total = math.fsum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def decide(self, described: Iterable[Described]) -> list[Candidate]:
        """The names that stand: those that do not overlap and together promise the most true ones."""
        judged = [(d, max(self.probability(d.features), d.unheard)) for d in described]
        hopeful = [(d, p) for d, p in judged if p >= self._least(d.proposal.type)]
        chosen = _best([(d.proposal.start, d.proposal.end, p - self._least(d.proposal.type)) for d, p in hopeful])
        return [Candidate(*hopeful[at][0].proposal, hopeful[at][0].origin, round(hopeful[at][1], 4)) for at in chosen]

    def _least(self, type_: str) -> float:
        return self.strict.get(type_, self.threshold)

    def save(self, folder: Path) -> None:
        """Write the weights; the same arbiter always gives the same bytes."""
        weights = {feature: round(weight, 5) for feature, weight in sorted(self.weights.items())}
        listed = {"threshold": self.threshold, "strict": dict(sorted(self.strict.items())), "weights": weights}
        (folder / FILE).write_text(json.dumps(listed, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, models: Path) -> Arbiter:
        """The arbiter that was saved in the recogniser's folder among the trained models.

        Raises:
            ExtractionError: the file is missing or damaged.
        """
        try:
            listed = json.loads((models / FOLDER / FILE).read_text(encoding="utf-8"))
            weights = {str(key): float(value) for key, value in listed["weights"].items()}
            strict = {str(type_): float(least) for type_, least in listed["strict"].items()}
            return cls(weights, float(listed["threshold"]), strict)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise unreadable(models, error) from error


def unreadable(models: Path, error: Exception) -> ExtractionError:
    """What to say where the files of recogniser and arbiter cannot be read."""
    return ExtractionError(
        f"the trained recogniser in {models / FOLDER} cannot be read ({type(error).__name__}: {error}); "
        "reinstall jjj-kg, train it with `jjj train`, or leave the component `recogniser` out"
    )


def _best(stretches: Sequence[tuple[int, int, float]]) -> list[int]:
    """Indices of the stretches (start, end, worth) that do not overlap and are worth the most together."""
    order = sorted(range(len(stretches)), key=lambda at: (stretches[at][1], stretches[at][0], at))
    ends = [stretches[at][1] for at in order]
    worth, before = [0.0], []
    for number, at in enumerate(order):
        start, _, value = stretches[at]
        free = bisect_right(ends, start, 0, number)
        taken = worth[free] + value
        before.append(free if taken > worth[number] else -1)
        worth.append(max(taken, worth[number]))
    chosen: list[int] = []
    number = len(order)
    while number:
        number -= 1
        if before[number] >= 0:
            chosen.append(order[number])
            number = before[number]
    return chosen[::-1]
