"""Which pairs of profiles are worth comparing: those that share a key. Never all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from kg.resolve.profiles import BODY, PERSON, Profile, by_name

_WINDOW = 30
"""In a block of more profiles than this, each is compared with this many that follow it."""
_SHORTEST_CORE = 2


def candidates(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of bodies that share a name, an alias, or all of the name but the region or the legal form."""
    bodies = [profile for profile in profiles if profile.kind == BODY and not profile.local]
    keys: defaultdict[str, list[Profile]] = defaultdict(list)
    for key, profile in by_name(bodies):
        keys[f"name {key}"].append(profile)
    for profile in bodies:
        if len(profile.parts.core) >= _SHORTEST_CORE:
            keys[f"stem {profile.parts.stem}"].append(profile)
    return _pairs(keys)


def people(profiles: Iterable[Profile], canonical: Callable[[str], str]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of people of one name whom documents relate to one body.

    Args:
        profiles: all profiles.
        canonical: the cluster of a profile's id, now that bodies are resolved.
    """
    keys: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        if profile.kind == PERSON:
            for body in sorted({canonical(body) for body in profile.bodies}):
                keys[f"{profile.key} at {body}"].append(profile)
    return _pairs(keys)


def _pairs(keys: dict[str, list[Profile]]) -> Iterator[tuple[Profile, Profile]]:
    seen: set[tuple[str, str]] = set()
    for key in sorted(keys):
        block = sorted(keys[key], key=lambda profile: profile.id)
        for place, left in enumerate(block):
            for right in block[place + 1 : place + 1 + _WINDOW]:
                if (left.id, right.id) not in seen:
                    seen.add((left.id, right.id))
                    yield left, right
