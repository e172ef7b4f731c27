"""Where an entity is: by a public list, by what documents state, else by its name or by what it is part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.assemble.linking import Identity
from kg.assemble.votes import Vote, chosen
from kg.divisions import Divisions
from kg.gazetteer import Seats
from kg.model import DERIVED, Place, Relation, Status
from kg.ontology import Ontology

LOCATED_IN, PART_OF, RELOCATED_FROM = "located_in", "part_of", "relocated_from"
PARK = "Park"

LISTED, NAMED, OF_WHOLE = f"{DERIVED}seats", f"{DERIVED}name", f"{DERIVED}whole"
"""What else than a document may tell a place: a public list, the name, what it is part of."""

LEAST_CONFIDENCE = 0.5
"""Confidence below which a statement is as likely wrong as right, so that it places nothing by itself."""
LEAST_CONFIDENCE_AT_HOME = 0.3
"""The same where the statement agrees with a public list or the name: 天津某公司 may well be in a park of 天津."""

_NAMED_AFTER_THEIR_PLACE = frozenset({PARK, "GovernmentAgency"})
"""Types whose names tell where they are more exactly than a list may; a firm's tells where it was founded."""
_TOWN_ENDS = ("镇", "街道", "乡")
_BRACKETED = re.compile(r"[（(]([^（()）]+)[）)]")
_BRANCH = re.compile(r"(?:银行|公司)(.+(?:行|公司|部|处|中心))$")
_UNIT = re.compile(r"(?:大学|科学院|研究院)(.+)$")
_ALL = re.compile(r"(.+)", re.DOTALL)

Codes = tuple[str, ...]
"""Codes of divisions, each in the one before."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is.

    Args:
        codes: the divisions that it is in, from the widest; none if nothing tells.
        sites: ids of the parks that it is in, and of regions without a code, likewise; its own if it is such a one.
        home: codes of the divisions that a public list or its name calls its own.
        origin: what tells, if no document does: LISTED, NAMED or OF_WHOLE.
    """

    codes: Codes = ()
    sites: tuple[str, ...] = ()
    home: Codes = ()
    origin: str = ""

    @property
    def within(self) -> tuple[str, ...]:
        """Keys of all that it is in, from the widest, its own last if it is a region or a park."""
        return (*self.codes, *self.sites)


_NOWHERE = Where()


@dataclass(slots=True)
class Places:
    """Finds the place of every entity.

    Args:
        identities: all entities by id.
        relations: all relations.
        ontology, divisions: what can be located, and where.
        seats: where public lists have the seats of bodies.
    """

    identities: Mapping[str, Identity]
    relations: Iterable[Relation]
    ontology: Ontology
    divisions: Divisions
    seats: Seats
    _told: defaultdict[tuple[str, str], list[Relation]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, Where] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in sorted(self.relations, key=_best_first):
            least = LEAST_CONFIDENCE_AT_HOME if relation.predicate == LOCATED_IN else LEAST_CONFIDENCE
            sure = relation.status is Status.ASSERTED and relation.confidence >= least
            if sure and relation.predicate in (LOCATED_IN, PART_OF, RELOCATED_FROM):
                self._told[relation.predicate, relation.subject].append(relation)

    def place(self, entity_id: str) -> Place | None:
        """The division where the entity is, or None if nothing tells."""
        where = self.where(entity_id)
        return self.divisions.place(where.codes[-1], inferred=bool(where.origin)) if where.codes else None

    def where(self, entity_id: str) -> Where:
        """Where the entity is."""
        if entity_id not in self._known:
            self._known[entity_id] = _NOWHERE  # while it is being found: a park in a park in the first park is nowhere
            self._known[entity_id] = self._find(self.identities[entity_id])
        return self._known[entity_id]

    def _find(self, identity: Identity) -> Where:
        located_in = self.ontology.predicate(LOCATED_IN)
        if identity.type not in located_in.domain | located_in.range:
            return _NOWHERE
        region = identity.type not in located_in.domain
        if region and (codes := self._chain(identity.division) or self._town(identity.name)):
            return Where(codes)  # a region is where it is
        found = self._placed(identity)
        if (region or identity.type == PARK) and identity.id not in found.sites:
            return replace(found, sites=(*found.sites, identity.id))
        return found

    def _placed(self, identity: Identity) -> Where:
        listed, named = self._listed(identity), self._named(identity.name)
        if identity.type in _NAMED_AFTER_THEIR_PLACE and _inside(named, listed):
            listed = named
        home = listed or named
        votes = list(self._votes(identity.id, home))
        left = list(self._left(identity.id, votes))
        votes = [vote for vote in votes if not _gone(vote.codes, left)]
        if listed and not _gone(listed, left):
            codes, sites = chosen([vote for vote in votes if _inside(vote.codes, listed) or not vote.codes], home)
            return Where(codes, sites, home) if codes else Where(listed, sites, home, LISTED)
        codes, sites = chosen(votes, home)
        if codes:
            return Where(codes, sites, home)
        if named and not _gone(named, left):
            return Where(named, sites, home, NAMED)
        return Where((), sites, home) if sites else replace(self._whole(identity.id), home=home)

    def _votes(self, entity_id: str, home: Codes) -> Iterator[Vote]:
        """What documents say of where it is; 京津冀 or 欧洲 is too vague to be said."""
        for relation in self._told[LOCATED_IN, entity_id]:
            there = self.where(relation.object)
            vague = not there.within or (there.codes and self.divisions.vague(there.codes[-1]))
            agrees = _inside(home, there.codes) or _inside(there.codes, home)
            if not vague and (relation.confidence >= LEAST_CONFIDENCE or (home and there.codes and agrees)):
                yield Vote(there.codes, there.sites, len(relation.witnesses), relation.confidence)

    def _left(self, entity_id: str, votes: Iterable[Vote]) -> Iterator[Codes]:
        """Where documents say that it has gone away from, unless they say as surely that it is there."""
        there = tuple(votes)
        for relation in self._told[RELOCATED_FROM, entity_id]:
            left = self.where(relation.object).codes
            weight = (len(relation.witnesses), relation.confidence)
            if left and not any(_inside(v.codes, left) and (v.documents, v.confidence) >= weight for v in there):
                yield left

    def _whole(self, entity_id: str) -> Where:
        """Where the first whole is of which something is known."""
        wholes = (self.where(relation.object) for relation in self._told[PART_OF, entity_id])
        found = next((whole for whole in wholes if whole.within), _NOWHERE)
        return Where(found.codes, found.sites, origin=OF_WHOLE if found.codes else "")

    def _listed(self, identity: Identity) -> Codes:
        branch = self._told_by(_BRANCH, identity.name)
        seat = self._chain(self.seats.division((identity.name, *identity.aliases), identity.type))
        listed = seat or self._chain(identity.division)
        return listed if not branch or _inside(branch, listed) else ()  # lists have the seat of the whole

    def _named(self, name: str) -> Codes:
        """What the name tells: 某银行天津分行 is in 天津, whatever its bank is called; so is 某大学天津研究院."""
        return next(filter(None, (self._told_by(pattern, name) for pattern in (_BRANCH, _BRACKETED, _UNIT, _ALL))), ())

    def _told_by(self, pattern: re.Pattern[str], name: str) -> Codes:
        """The place with which the piece of the name begins that matches."""
        piece = pattern.search(name)
        division = self.divisions.at_start_of(piece.group(1)) if piece else None
        return self._chain(division.code) if division else ()

    def _town(self, name: str) -> Codes:
        """The only town or street that is called so in short: 燕郊 is 燕郊镇."""
        found = [division for end in _TOWN_ENDS for division in self.divisions.find(name + end)]
        return self._chain(found[0].code) if len(found) == 1 else ()

    def _chain(self, code: str) -> Codes:
        return tuple(division.code for division in self.divisions.chain(code))


def _best_first(relation: Relation) -> tuple[int, float, str]:
    return -len(relation.witnesses), -relation.confidence, relation.id


def _inside(inner: Codes, outer: Codes) -> bool:
    return bool(inner) and inner[: len(outer)] == outer


def _gone(codes: Codes, left: Iterable[Codes]) -> bool:
    """Whether it lies in a place that the entity has moved away from."""
    return any(_inside(codes, place) for place in left)
