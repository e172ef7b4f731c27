"""What a clue about two names of a graph is, and what such clues look up beside the two profiles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.divisions import Divisions
from kg.ontology import Ontology
from kg.resolve.bearers import Bearers
from kg.resolve.company import Company
from kg.resolve.matching import Verdict
from kg.resolve.names import name_key
from kg.resolve.profiles import BODY, PERSON, Profile

_RARE = 0.5
"""How many others may bear the name of a person by which two bodies are told to be one."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A score from -1 (certainly two) over 0 (says nothing) to 1 (certainly one), and a sentence that says why."""

    score: float
    reason: str


@dataclass(slots=True)
class Known:
    """What clues look up beside the two profiles.

    Args:
        ontology, divisions: what types and places there are.
        declarers: by the key of an alias, ids of the profiles that a document gives it to.
        stems: by stem, ids of the profiles whose name has it.
        compare: what the matcher of names says of two profiles.
        company: what stands beside names, and what is related to them.
        profiles: all profiles, by id.
        bearers: how many people bear a name.
    """

    ontology: Ontology
    divisions: Divisions
    declarers: Mapping[str, set[str]]
    stems: Mapping[str, set[str]]
    compare: Callable[[Profile, Profile], Verdict]
    company: Company
    profiles: Mapping[str, Profile]
    bearers: Bearers

    @classmethod
    def gather(
        cls,
        profiles: Mapping[str, Profile],
        ontology: Ontology,
        divisions: Divisions,
        compare: Callable[[Profile, Profile], Verdict],
    ) -> Known:
        """Look through all profiles once."""
        declarers: defaultdict[str, set[str]] = defaultdict(set)
        stems: defaultdict[str, set[str]] = defaultdict(set)
        for profile in profiles.values():
            if profile.kind != BODY or profile.local:
                continue
            stems[profile.parts.stem].add(profile.id)
            for alias in profile.aliases:
                if name_key(alias) != profile.key:
                    declarers[name_key(alias)].add(profile.id)
        bearers = Bearers.load()

        def called(thing: str) -> str:
            # A person's profile stands for one document; who bears a rare name is the same in all of them.
            profile = profiles.get(thing)
            others = bearers.others(profile.key) if profile and profile.kind == PERSON else None
            return f"{PERSON} {profile.key}" if profile and others is not None and others < _RARE else thing

        company = Company.gather(profiles.values(), called)
        return cls(ontology, divisions, declarers, stems, compare, company, profiles, bearers)

    def decided(self, cluster: Callable[[str], str]) -> None:
        """Go by these clusters of profiles from now on."""
        self.company = Company.gather(self.profiles.values(), cluster)

    def names(self, clusters: Iterable[str], most: int) -> str:
        """The first `most` names of some clusters, for people."""
        told = sorted(self.profiles[thing].name if thing in self.profiles else thing.split()[-1] for thing in clusters)
        return "、".join(told[:most]) + ("…" if len(told) > most else "")
