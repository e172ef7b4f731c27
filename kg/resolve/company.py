"""In what company names stand: bodies that few reports name tell whether two names of one spelling mean one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.profiles import BODY, Profile

FEW = 5
"""Reports that may name a body, or bodies related to it, for it to tell anything: what all speak of tells nothing."""


@dataclass(frozen=True, slots=True)
class Company:
    """Which telling bodies stand beside a name, and which are related to it.

    Args:
        canonical: the cluster of a profile's id.
        named: by report, the clusters of the telling bodies in it.
        reach: by cluster, the number of clusters that documents relate to it.
    """

    canonical: Callable[[str], str]
    named: Mapping[str, frozenset[str]]
    reach: Mapping[str, int]

    @classmethod
    def gather(cls, profiles: Iterable[Profile], canonical: Callable[[str], str] = lambda thing: thing) -> Company:
        """Look through all profiles once.

        Args:
            profiles: all profiles.
            canonical: the cluster of a profile's id, as far as it is decided.
        """
        reports: defaultdict[str, set[str]] = defaultdict(set)
        related: defaultdict[str, set[str]] = defaultdict(set)
        for profile in profiles:
            cluster = canonical(profile.id)
            for _, other in profile.neighbours:
                related[canonical(other)].add(cluster)
            if profile.kind == BODY and not profile.local:
                reports[cluster].update(profile.voices)
        named: defaultdict[str, set[str]] = defaultdict(set)
        for cluster, where in reports.items():
            if len(where) <= FEW:
                for report in where:
                    named[report].add(cluster)
        told = {report: frozenset(clusters) for report, clusters in named.items()}
        return cls(canonical, told, {cluster: len(others) for cluster, others in related.items()})

    def beside(self, profile: Profile) -> frozenset[str]:
        """Clusters of the telling bodies that the reports name which name this one."""
        own = self.canonical(profile.id)
        return frozenset().union(*(self.named.get(report, frozenset()) for report in profile.voices)) - {own}

    def neighbours(self, profile: Profile) -> frozenset[tuple[str, str]]:
        """The predicates, with their direction, and the clusters of the telling things to which it is related."""
        found = ((way, self.canonical(other)) for way, other in profile.neighbours)
        return frozenset((way, other) for way, other in found if self.reach[other] <= FEW)
