"""What a name alone tells to be related: a bank's branch is part of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span
from kg.resolve.names import name_key
from kg.resolve.profiles import BODY, Profile

BANK = "Bank"
PART_OF = "part_of"
BRANCH_RULE = "rule:name.branch_of_bank"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch and the name of the body directly above it that is known, else of its head office.

    Args:
        profile: id of the branch's profile.
        above: name of what it is part of.
        evidence: in each document that names the branch, where it does so.
    """

    profile: str
    above: str
    evidence: tuple[Span, ...]


def branches(profiles: Iterable[Profile]) -> Iterator[Branch]:
    """Every profile of a bank's branch, with the nearest body above it whose name is in use, else its bank."""
    bodies = [profile for profile in profiles if profile.kind == BODY and not profile.local]
    in_use = {profile.key for profile in bodies}
    for profile in bodies:
        units = profile.parts.units
        if not units or BANK not in profile.types:
            continue
        name = profile.name
        above = [name.removesuffix("".join(units[place:])) for place in range(len(units) - 1, -1, -1)]
        usable = [outer for outer in above if outer and outer != name]
        if usable:
            nearest = next((outer for outer in usable if name_key(outer) in in_use), usable[-1])
            yield Branch(profile.id, nearest, tuple(profile.documents[d] for d in sorted(profile.documents)))
