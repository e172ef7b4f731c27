"""The matcher with all the shipped tables, made once and passed on."""

from __future__ import annotations

from collections.abc import Callable
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

    def profiles(self) -> Callable[[Profile, Profile], Verdict]:
        """Says what the matcher makes of two profiles, by their names and what documents tell of them.

        Profiles are described once, so they must not change any more.
        """
        described: dict[str, Described] = {}

        def of(profile: Profile) -> Described:
            if profile.id not in described:
                described[profile.id] = Described(profile.name, profile.type, profile.about, self.setting)
            return described[profile.id]

        return lambda left, right: self.matcher.compare(of(left), of(right))

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher with the shipped weights."""
        return Matcher(Weights.load())
