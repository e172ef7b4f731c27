"""What the reprints of a report only tell again: it is linked to what was told first, and adds nothing to it.

A reprint that came out later would otherwise move 昨日 by a day and so make one loan two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.model import Statement
from kg.text import fold


@dataclass(frozen=True, slots=True)
class Told:
    """Statements with one subject, predicate, object and status, sorted into those that count and those that repeat.

    Args:
        first: what counts: all that originals say, and what only a reprint says.
        again: by the id of a statement that counts, those of reprints that repeat it.
    """

    first: tuple[Statement, ...]
    again: Mapping[str, Sequence[Statement]]

    def all_of(self, counted: Iterable[Statement]) -> list[tuple[Statement, bool]]:
        """These statements and all that repeat them, each with whether it repeats."""
        first = list(counted)
        again = (repeated for statement in first for repeated in self.again.get(statement.id, ()))
        return [*((statement, False) for statement in first), *((statement, True) for statement in again)]


def told_first(statements: Iterable[Statement], original: Mapping[str, str], order: Callable[[str], Any]) -> Told:
    """Sort out what reprints repeat.

    Args:
        statements: with one subject, predicate, object and status.
        original: of each document that is a reprint, the id of its original.
        order: sorts the ids of an original and its reprints by when they came out.
    """
    reports: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        reports[original.get(statement.document_id, statement.document_id)].append(statement)
    first: list[Statement] = []
    again: defaultdict[str, list[Statement]] = defaultdict(list)
    for told in reports.values():
        counted: list[Statement] = []
        in_turn = sorted(told, key=lambda s: (order(s.document_id), s.evidence, s.id))
        for _, own in groupby(in_turn, key=lambda s: s.document_id):
            before = tuple(counted)
            for statement in own:
                repeated = _repeated(statement, before)
                if repeated:
                    again[repeated.id].append(statement)
                else:
                    counted.append(statement)
        first += counted
    return Told(tuple(first), again)


def _repeated(statement: Statement, before: Sequence[Statement]) -> Statement | None:
    """The statement of an earlier publication that says the same, no less, or stands in the same sentence."""
    written, sentence = _written(statement), fold(statement.evidence.text)

    def rank(number: int) -> tuple[int, bool, int]:
        earlier = before[number]
        same_sentence = fold(earlier.evidence.text) == sentence
        told = _written(earlier)
        grade = 0 if written == told else 1 if written < told else 2 if same_sentence else 3
        return grade, not same_sentence, number

    best = min(map(rank, range(len(before))), default=(3, True, 0))
    return before[best[2]] if best[0] < 3 else None


def _written(statement: Statement) -> frozenset[tuple[str, str]]:
    """The particulars as they are written: what a date means depends on when its document came out."""
    return frozenset((qualifier.name, fold(qualifier.text)) for qualifier in statement.qualifiers)
