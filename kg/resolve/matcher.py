"""Weighs the clues about two profiles: a score, a decision, and the reasons for it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Decision, Judgement
from kg.resolve.clues.among import Known
from kg.resolve.clues.graph import CLUES, SUPPORTING
from kg.resolve.profiles import Profile

COMPARED = "names_compared"
SURE = 0.8
"""The score from which two profiles are taken for one."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the rules think of a pair.

    Args:
        score: how sure the decision is that they are one, from 0 to 1.
        decision: same, different, or unsure, which a person may look at.
        reasons: sentences for people, the weightiest first.
        clue: the weightiest clue, a key of CLUES; empty if nothing speaks for or against.
        relation: key of the predicate that the names alone tell to hold instead (a branch is `part_of` its bank).
    """

    score: float
    decision: Decision
    reasons: tuple[str, ...]
    clue: str = ""
    relation: str | None = None

    def judgement(self, left: str, right: str) -> Judgement:
        """The match as the judgement of a rule on two profiles' ids."""
        sure = 1 - self.score if self.decision is Decision.DIFFERENT else self.score
        return Judgement(left, right, self.decision, f"rule:{self.clue or 'none'}", round(sure, 4), self.reasons)


def match(left: Profile, right: Profile, known: Known) -> Match:
    """Whether two profiles are one thing: a clue against settles it, clues for add up (noisy-or).

    What a document declares goes before what the names look like, and never against it without a person.
    """
    found = [(name, clue) for name, function in CLUES.items() if (clue := function(left, right, known))]
    declared = any(clue.score > 0 for name, clue in found if name != COMPARED)
    against = [(name, clue) for name, clue in found if clue.score < 0 and not (declared and name == COMPARED)]
    if against:
        return Match(0.0, Decision.DIFFERENT, tuple(clue.reason for _, clue in against), against[0][0])
    found = [(name, clue) for name, clue in found if clue.score > 0]
    if all(name in SUPPORTING for name, _ in found):
        found = []
    found.sort(key=lambda item: (item[0] in SUPPORTING, item[0] == COMPARED, -item[1].score, item[0]))
    doubt = 1.0
    for _, clue in found:
        doubt *= 1 - clue.score
    score = round(1 - doubt, 4)
    decision = Decision.SAME if score >= SURE else Decision.UNSURE
    return Match(score, decision, tuple(clue.reason for _, clue in found), found[0][0] if found else "")
