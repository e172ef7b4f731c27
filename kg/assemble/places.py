"""Where an entity is: by a public list, by what documents state, else by its name or by what it is part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.assemble.linking import Identity
from kg.divisions import Divisions
from kg.model import Place, Relation, Status
from kg.ontology import Ontology

LOCATED_IN, PART_OF = "located_in", "part_of"

_BRACKETED = re.compile(r"[（(]([^（()）]+)[）)]")
_BRANCH = re.compile(r"(?:银行|公司)(.+(?:行|公司|部|处|中心))$")


@dataclass(slots=True)
class Places:
    """Finds the place of every entity.

    Args:
        identities: all entities by id.
        relations: all relations.
        ontology, divisions: what can be located, and where.
    """

    identities: Mapping[str, Identity]
    relations: Iterable[Relation]
    ontology: Ontology
    divisions: Divisions
    _stated: defaultdict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    _wholes: defaultdict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, Place | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in sorted(self.relations, key=_best_first):
            if relation.status is Status.ASSERTED and relation.predicate == LOCATED_IN:
                self._stated[relation.subject].append(relation)
            elif relation.status is Status.ASSERTED and relation.predicate == PART_OF:
                self._wholes[relation.subject].append(relation)

    def of(self, entity_id: str) -> Place | None:
        """Where the entity is, or None if nothing tells."""
        if entity_id not in self._known:
            self._known[entity_id] = None  # while it is being found: a park in a park in the first park is nowhere
            self._known[entity_id] = self._find(self.identities[entity_id])
        return self._known[entity_id]

    def _find(self, identity: Identity) -> Place | None:
        located_in = self.ontology.predicate(LOCATED_IN)
        if identity.type not in located_in.domain | located_in.range:
            return None
        if identity.type not in located_in.domain and identity.division:
            return self.divisions.place(identity.division)  # a region is where it is
        return (
            self._listed(identity)
            or self._first(self._stated[identity.id])
            or self._named(identity.name)
            or _inferred(self._first(self._wholes[identity.id]))
        )

    def _first(self, relations: Iterable[Relation]) -> Place | None:
        return next((place for relation in relations if (place := self.of(relation.object))), None)

    def _listed(self, identity: Identity) -> Place | None:
        return self.divisions.place(identity.division, inferred=True) if identity.division else None

    def _named(self, name: str) -> Place | None:
        """What the name tells: 某银行天津分行 is in 天津, whatever its bank is called; so is 某某（天津）公司."""
        telling = [m.group(1) for pattern in (_BRANCH, _BRACKETED) if (m := pattern.search(name))]
        for piece in (*telling, name):
            division = self.divisions.at_start_of(piece)
            if division:
                return self.divisions.place(division.code, inferred=True)
        return None


def _best_first(relation: Relation) -> tuple[int, float, str]:
    return -len({evidence.document_id for evidence in relation.evidence}), -relation.confidence, relation.id


def _inferred(place: Place | None) -> Place | None:
    return Place(place.code, place.name, place.scope, inferred=True) if place else None
