"""The matcher with all the shipped tables, made once and passed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.resolve.described import Described, Setting
from kg.resolve.known import KnownNames
from kg.resolve.matching import Matcher, Verdict, Weights
from kg.resolve.names import NameParser
from kg.resolve.profiles import Profile


@dataclass(frozen=True)
class Comparing:
    """What comparing names needs.

    Args:
        setting: what clues look things up in.
    """

    setting: Setting

    @classmethod
    def load(cls, divisions: Divisions | None = None, gazetteer: Gazetteer | None = None) -> Self:
        """With the shipped tables, of which some may be given that are loaded already.

        Raises:
            SettingsError: a table is missing or malformed.
        """
        divisions = divisions or Divisions.load()
        known = KnownNames.load(gazetteer or Gazetteer.load())
        return cls(Setting(divisions, known, NameParser.load(divisions)))

    def profiles(self, left: Profile, right: Profile) -> Verdict:
        """What the matcher says of two profiles, by their names and what documents tell of them."""
        one, other = (Described(p.name, p.type, p.about, self.setting) for p in (left, right))
        return self.matcher.compare(one, other)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher with the shipped weights."""
        return Matcher(Weights.load())
