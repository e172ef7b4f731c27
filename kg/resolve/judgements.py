"""From judgements to clusters: which things are one, so that no chain ever joins two that were judged different.

Judgements themselves are nouns (kg.model) and are kept by the ledger; a later one takes the place of an earlier one
on the same pair, and one by a person that of all by rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Decision, Judgement

_RULE = "rule:"
_IN = "@"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A judgement of sameness that was not followed, since it would have joined what another judgement keeps apart."""

    refused: Judgement
    because: Judgement

    def __str__(self) -> str:
        return self.told(str)

    def told(self, called: Callable[[str], str]) -> str:
        """The refusal as a sentence, with things called as `called` has it."""
        reasons = "; ".join(self.because.reasons) or "no reason given"
        left, right = map(called, self.refused.pair)
        first, second = map(called, self.because.pair)
        return (
            f"{left} and {right} stay apart although {self.refused.by} takes them for one: "
            f"{self.because.by} judged {first} and {second} different ({reasons})"
        )


@dataclass(frozen=True, slots=True)
class Partition:
    """Clusters of things that are one.

    Args:
        root: of each thing that a judgement names, the least member of its cluster; others are alone.
        refusals: judgements that were not followed.
    """

    root: Mapping[str, str]
    refusals: tuple[Refusal, ...] = ()

    def of(self, thing: str) -> str:
        """The least member of the cluster of any thing."""
        return self.root.get(thing, thing)


def effective(recorded: Iterable[Judgement], rules: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that count: people's last word on each pair, and that of rules where people leave it to them.

    Args:
        recorded: what the ledger holds, in order; what rules said earlier is passed over.
        rules: what the rules say now.
    """
    people = {judgement.pair: judgement for judgement in recorded if not judgement.by.startswith(_RULE)}
    decided = {pair: judgement for pair, judgement in people.items() if judgement.decision is not Decision.UNSURE}
    left_to_rules = [judgement for judgement in rules if judgement.pair not in decided]
    return (*decided.values(), *left_to_rules)


def same_names(recorded: Iterable[Judgement]) -> Iterator[Judgement]:
    """What a document calls by a name is what all call so, unless a person has judged that one document's apart."""
    for end in sorted({end for judgement in recorded for end in judgement.pair if _IN in end}):
        yield Judgement(
            end, end.partition(_IN)[0], Decision.SAME, "rule:same_name", 1.0, ("both have the same full name",)
        )


def standing(recorded: Iterable[Judgement]) -> Partition:
    """The clusters as all that the ledger holds has them; what rules said is taken as they said it last."""
    everything = tuple(recorded)
    rules = [judgement for judgement in everything if judgement.by.startswith(_RULE)]
    return partition(effective(everything, (*same_names(everything), *rules)))


def partition(judgements: Iterable[Judgement]) -> Partition:
    """The clusters that follow from the judgements, in whatever order they come.

    People go before rules, then the surer before the less sure, then what people said earlier before what they said
    later. A judgement of difference holds against everything that is not stronger than itself: it cannot part what
    people have joined if it was made by a rule.
    """
    forest = _Forest()
    everything = tuple(judgements)
    for by_rule in (False, True):
        chosen = [judgement for judgement in everything if judgement.by.startswith(_RULE) is by_rule]
        for judgement in sorted((j for j in chosen if j.decision is Decision.DIFFERENT), key=_strength):
            forest.part(judgement)
        for judgement in sorted((j for j in chosen if j.decision is Decision.SAME), key=_strength):
            forest.join(judgement)
    return Partition(forest.roots(), tuple(forest.refusals))


def _strength(judgement: Judgement) -> tuple[float, str, str, str, str, tuple[str, ...]]:
    # Of people's judgements that cannot all hold, the later one is not followed, which is told to whoever makes it.
    when = judgement.at.isoformat() if judgement.at and not judgement.by.startswith(_RULE) else ""
    return -judgement.score, when, judgement.left, judgement.right, judgement.by, judgement.reasons


class _Forest:
    """Disjoint sets that know which of them must not be joined. Roots are least members."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._parted: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        self.refusals: list[Refusal] = []

    def find(self, thing: str) -> str:
        root = thing
        while (parent := self._parent.setdefault(root, root)) != root:
            root = parent
        while thing != root:
            self._parent[thing], thing = root, self._parent[thing]
        return root

    def part(self, judgement: Judgement) -> None:
        left, right = map(self.find, judgement.pair)
        if left != right:
            self._parted[left].setdefault(right, judgement)
            self._parted[right].setdefault(left, judgement)

    def join(self, judgement: Judgement) -> None:
        left, right = sorted(map(self.find, judgement.pair))
        if left == right:
            return
        because = self._parted[left].get(right)
        if because:
            self.refusals.append(Refusal(judgement, because))
            return
        self._parent[right] = left
        for other, reason in self._parted.pop(right, {}).items():  # whoever was apart from one is apart from both
            self._parted[other].pop(right)
            self._parted[other].setdefault(left, reason)
            self._parted[left].setdefault(other, reason)

    def roots(self) -> dict[str, str]:
        return {thing: self.find(thing) for thing in sorted(self._parent)}
