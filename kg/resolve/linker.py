"""The linker: which entity every referent is, under ids that stay and, once retired, lead on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.assemble import Identity, Inference
from kg.divisions import Divisions
from kg.errors import ResolutionError
from kg.model import Identifier, Judgement, content_id
from kg.resolve.judgements import Partition, Refusal
from kg.resolve.profiles import REGION, Profile, Profiles
from kg.resolve.related import Belonging


def appearance(profile_id: str, document_id: str) -> str:
    """How a judgement names what one document calls by a profile's name, apart from what others call so."""
    return f"{profile_id}@{document_id}"


@dataclass(frozen=True, slots=True)
class _Part:
    """A profile, or the documents of it that a judgement has split off."""

    profile: Profile
    documents: tuple[str, ...]
    whole: bool


class Linker:
    """Made by `kg.resolve.resolve`.

    `rules` are the judgements that the rules make now, to be kept in the ledger; `refusals` say which of all judgements
    were not followed, and why.

    Args:
        profiles: what is known of every name.
        partition: which profiles are one.
        divisions: names of regions.
        rules: what the rules judge now.
        belongings: what names tell to belong to what, with the id of the profile above.
    """

    def __init__(
        self,
        profiles: Profiles,
        partition: Partition,
        divisions: Divisions,
        rules: Sequence[Judgement] = (),
        belongings: Sequence[tuple[Belonging, str]] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.refusals: tuple[Refusal, ...] = partition.refusals
        self._profiles = profiles
        self._partition = partition
        self._divisions = divisions
        self._belongings = belongings
        self._parts = self._gather()
        self._ids = {root: _entity_id(parts) for root, parts in self._parts.items()}

    def canonical(self, referent_id: str) -> str:
        """Id of the entity that a referent is, given as `kg.model.referent_id` writes it.

        Raises:
            ResolutionError: no such referent has a name.
        """
        profile_id = self._profiles.of_referent.get(referent_id)
        if profile_id is None:
            msg = f"the referent {referent_id!r} is not in the ledger, or no statement names it"
            raise ResolutionError(msg)
        return self._ids[self._root(profile_id, referent_id.partition("/")[0])]

    def resolve(self, old_id: str) -> str:
        """The id under which a thing is found now, given any id that it ever had.

        Raises:
            ResolutionError: the id was never given to anything that is still in the ledger.
        """
        found = self.found(old_id)
        if found is None:
            msg = f"no entity has or had the id {old_id!r}"
            raise ResolutionError(msg)
        return found

    def called(self, thing: str) -> str:
        """The name of what a judgement names, by which people know it; itself if nothing is known of it."""
        profile_id, _, document_id = thing.partition("@")
        profile = self._profiles.by_id.get(profile_id)
        name = profile.name if profile else profile_id
        return f"{name} (as {document_id} has it)" if document_id else name

    def identifiers(self) -> tuple[Identifier, ...]:
        """All ids that lead to an entity because something has that name, sorted."""
        found = (_identifier(part, self._ids[root]) for root, parts in self._parts.items() for part in parts)
        return tuple(sorted(found, key=lambda identifier: identifier.id))

    def found(self, old_id: str) -> str | None:
        """As `resolve`, but None where the id was never given to anything that is still in the ledger."""
        return self._ids.get(self._partition.of(old_id)) or self._split_off.get(old_id)

    def identities(self) -> tuple[Identity, ...]:
        """All entities, sorted by id."""
        found = (self._identity(self._ids[root], parts) for root, parts in self._parts.items())
        return tuple(sorted(found, key=lambda identity: identity.id))

    def inferences(self) -> tuple[Inference, ...]:
        """What names alone tell to belong to what, sorted."""
        found: dict[tuple[str, str, str], Inference] = {}
        for told, above in self._belongings:
            ends = self.resolve(told.profile), told.predicate, self.resolve(above)
            if ends[0] == ends[2]:
                continue
            spans = {*told.evidence, *(found[ends].evidence if ends in found else ())}
            rule = min(told.rule, found[ends].origin) if ends in found else told.rule
            found[ends] = Inference(*ends, tuple(sorted(spans)), rule)
        return tuple(found[ends] for ends in sorted(found))

    def _root(self, profile_id: str, document_id: str) -> str:
        thing = appearance(profile_id, document_id)
        return self._partition.of(thing if thing in self._partition.root else profile_id)

    def _gather(self) -> dict[str, list[_Part]]:
        found: defaultdict[str, list[_Part]] = defaultdict(list)
        for profile in self._profiles.by_id.values():
            home = self._partition.of(profile.id)
            documents: defaultdict[str, list[str]] = defaultdict(list)
            for document_id in sorted(profile.documents):
                documents[self._root(profile.id, document_id)].append(document_id)
            for root in sorted(documents):
                found[root].append(_Part(profile, tuple(documents[root]), whole=root == home))
        return dict(found)

    @cached_property
    def _split_off(self) -> dict[str, str]:
        """Ids that what a document calls so would have, had it been judged apart, with where it is found now."""
        found: dict[str, str] = {}
        for profile in self._profiles.by_id.values():
            for document_id in profile.documents:
                found[_split_id(profile, document_id)] = self._ids[self._root(profile.id, document_id)]
        return found

    def _identity(self, entity_id: str, parts: Sequence[_Part]) -> Identity:
        best = _preferred(parts).profile
        division = self._divisions.get(best.division) if best.division else None
        name = division.name if division and best.kind == REGION else best.name
        called = {called for part in parts for called in (*part.profile.names, *part.profile.aliases)}
        documents = {document_id for part in parts for document_id in part.documents}
        code = next((part.profile.division for part in parts if part.profile.division), "")
        return Identity(entity_id, _type(parts), name, tuple(sorted(called - {name})), code, tuple(sorted(documents)))


def _entity_id(parts: Sequence[_Part]) -> str:
    return _id(_preferred(parts))


def _id(part: _Part) -> str:
    return part.profile.id if part.whole else _split_id(part.profile, part.documents[0])


def _identifier(part: _Part, entity_id: str) -> Identifier:
    profile = part.profile
    thing = profile.id if part.whole else appearance(profile.id, part.documents[0])
    return Identifier(_id(part), entity_id, thing, profile.type, profile.name)


def _split_id(profile: Profile, document_id: str) -> str:
    return content_id("e", profile.kind, profile.key, "apart in", document_id)


def _preferred(parts: Sequence[_Part]) -> _Part:
    """The part whose name stands for all: a listed one, then one with a legal form, then the longest."""

    def rank(part: _Part) -> tuple[bool, bool, bool, int, str, tuple[str, ...]]:
        profile = part.profile
        return (
            not part.whole,
            profile.entry is None,
            not profile.parts.legal,
            -len(profile.name),
            profile.id,
            part.documents,
        )

    return min(parts, key=rank)


def _type(parts: Sequence[_Part]) -> str:
    """The listed type, else the one with the most votes, each weighted with its confidence."""
    listed = sorted(part.profile.entry.type for part in parts if part.profile.entry)
    if listed:
        return listed[0]
    votes: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        for key, weight in part.profile.types.items():
            votes[key] += weight
    return min(votes, key=lambda key: (-round(votes[key], 6), key))
