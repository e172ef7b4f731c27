"""How many people bear a name: whether two who are called alike are likely to be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from kg.tables import rows

PEOPLE = 100_000
"""How many people a region's news of firms, parks, banks and agencies may name, a considered round number."""
_LONGEST_GIVEN = 2
"""Characters that a Chinese given name has at most."""

# Shares of surnames fall off like rank^-0.7 from 7% (national name report 2020, Ministry of Public Security). One name
# in seven has a single given character; those are chosen from fewer characters, so that each is commoner.
_COMMONEST, _DECAY, _UNRANKED = 0.07, 0.7, 1e-4
_ONE, _TWO = 0.15, 0.85
_SINGLE: Mapping[str, float] = {"common": 1.5e-2, "usual": 3e-3, "": 3e-4}
_TYPICAL = 5e-4
_OF_TWO: Mapping[str, float] = {"common": 4.5e-3, "usual": 5e-4, "": 1e-5}


@dataclass(frozen=True)
class Bearers:
    """Shares of surnames and of characters of given names.

    Args:
        surnames: surname → share of people who bear it.
        grades: character → how common it is in given names, `common` or `usual`; others are rare.
        typical: given names of two characters that very many bear.
    """

    surnames: Mapping[str, float]
    grades: Mapping[str, str]
    typical: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read the shipped lists of surnames and given names."""
        surnames = {row["name"]: _share(row["rank"]) for row in rows("surnames.tsv")}
        grades = {row["name"]: row["grade"] for row in rows("given_names.tsv")}
        return cls(surnames, grades, frozenset(row["name"] for row in rows("given_pairs.tsv")))

    def others(self, name: str) -> float | None:
        """How many other people of PEOPLE can be expected to bear a name; None if it is no Chinese name.

        Surname and given characters are taken as chosen independently of each other, but for typical given names.
        """
        shares = [
            self.surnames[name[:length]] * self._given(name[length:])
            for length in (1, 2)
            if name[:length] in self.surnames and 1 <= len(name) - length <= _LONGEST_GIVEN
        ]
        return PEOPLE * max(shares) if shares else None

    def _given(self, given: str) -> float:
        if len(given) == 1:
            return _ONE * _SINGLE[self.grades.get(given, "")]
        if given in self.typical:
            return _TYPICAL
        return _TWO * _OF_TWO[self.grades.get(given[0], "")] * _OF_TWO[self.grades.get(given[1], "")]


def _share(rank: str) -> float:
    return _COMMONEST / int(rank) ** _DECAY if rank else _UNRANKED
