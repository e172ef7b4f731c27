"""Which pairs of profiles are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.resolve.bearers import Bearers
from kg.resolve.blocking.engine import block
from kg.resolve.blocking.keys import KeyReader
from kg.resolve.blocking.records import Record
from kg.resolve.company import Company
from kg.resolve.profiles import BODY, PERSON, Profile, by_name

_WINDOW = 30
"""In a block of more profiles than this, each is compared with this many that follow it."""
_SHORTEST_CORE = 2


def candidates(profiles: Iterable[Profile], reader: KeyReader | None = None) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of bodies that may be one, each once.

    Args:
        profiles: all profiles.
        reader: reads keys of names, so that those meet that are damaged, abbreviated or in Latin letters; without it
            only those meet that share a name, an alias, or all of the name but the region or the legal form.
    """
    bodies = sorted((p for p in profiles if p.kind == BODY and not p.local), key=lambda profile: profile.id)
    keys: defaultdict[str, list[Profile]] = defaultdict(list)
    for key, profile in by_name(bodies):
        keys[f"name {key}"].append(profile)
    for profile in bodies:
        if len(profile.parts.core) >= _SHORTEST_CORE:
            keys[f"stem {profile.parts.stem}"].append(profile)
    seen: set[tuple[str, str]] = set()
    for left, right in (*_pairs(keys), *(_alike(bodies, reader) if reader else ())):
        if (left.id, right.id) not in seen:
            seen.add((left.id, right.id))
            yield left, right


def people(profiles: Iterable[Profile], company: Company, bearers: Bearers) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of people of one name that is rare, whom documents relate to one body, or beside whom they name one.

    Args:
        profiles: all profiles.
        company: what stands beside names, now that bodies are resolved.
        bearers: how many people bear a name.
    """
    keys: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        if profile.kind == PERSON:
            others = bearers.others(profile.key)
            if others is not None and others < 1:
                keys[profile.key].append(profile)
            for body in sorted({*map(company.canonical, profile.related), *company.beside(profile)}):
                keys[f"{profile.key} at {body}"].append(profile)
    return _pairs(keys)


def _alike(bodies: Sequence[Profile], reader: KeyReader) -> Iterator[tuple[Profile, Profile]]:
    records = []
    for profile in bodies:
        others = sorted({*profile.names, *profile.aliases} - {profile.name})
        records.append(Record(profile.name, aliases=tuple(others)))
    for left, right in block(records, reader):
        yield bodies[left], bodies[right]


def _pairs(keys: dict[str, list[Profile]]) -> Iterator[tuple[Profile, Profile]]:
    seen: set[tuple[str, str]] = set()
    for key in sorted(keys):
        members = sorted(keys[key], key=lambda profile: profile.id)
        for place, left in enumerate(members):
            for right in members[place + 1 : place + 1 + _WINDOW]:
                if (left.id, right.id) not in seen:
                    seen.add((left.id, right.id))
                    yield left, right
