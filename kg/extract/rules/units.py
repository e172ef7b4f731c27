"""Units: what stands for one mention, or one coordination of mentions, in the skeleton that rules read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_KINDS = ("bank", "fund", "company", "agency", "park", "body", "mixed", "region", "person", "technology", "industry")
_CHARACTERS: Mapping[str, str] = {kind: chr(0xE000 + at) for at, kind in enumerate(_KINDS)}
_KIND_OF: Mapping[str, str] = {character: kind for kind, character in _CHARACTERS.items()}

_KIND_OF_TYPE: Mapping[str, str] = {
    "Bank": "bank",
    "FinancialInstitution": "bank",
    "Fund": "fund",
    "InvestmentFirm": "fund",
    "Company": "company",
    "GovernmentAgency": "agency",
    "Park": "park",
    "Region": "region",
    "Person": "person",
    "Technology": "technology",
    "Industry": "industry",
}


def _set(*kinds: str) -> str:
    return "".join(_CHARACTERS[kind] for kind in kinds)


CLASSES: Mapping[str, str] = {
    "bank": _set("bank", "mixed"),
    "fund": _set("fund", "mixed"),
    "company": _set("company", "mixed"),
    "firm": _set("company", "fund", "bank", "mixed"),
    "investor": _set("company", "fund", "bank", "agency", "body", "mixed"),
    "owner": _set("company", "fund", "bank", "agency", "body", "mixed", "park", "region", "person"),
    "agency": _set("agency", "mixed"),
    "park": _set("park"),
    "org": _set("bank", "fund", "company", "agency", "body", "mixed"),
    "body": _set("bank", "fund", "company", "agency", "body", "mixed", "park"),
    "worker": _set("bank", "fund", "company", "body", "mixed", "park"),
    "place": _set("park", "region"),
    "region": _set("region"),
    "actor": _set("bank", "fund", "company", "agency", "body", "mixed", "park", "region"),
    "agent": _set("bank", "fund", "company", "agency", "body", "mixed", "park", "person"),
    "person": _set("person"),
    "technology": _set("technology"),
    "industry": _set("industry"),
    "field": _set("industry", "technology"),
    "any": _set(*_KINDS),
}
"""What patterns call a set of kinds: `body` is any organisation or park, `org` is one that is no park."""

BODIES = frozenset(CLASSES["body"])
"""Characters of units that can act: organisations and parks."""

ANY = CLASSES["any"]
"""Characters of all units."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One mention or coordination.

    Args:
        referents: whom it names, in the order of the text.
        kind: what it is, coarsely: a bank, a fund, any other body, a person …
        start, end: offsets in the document's text.
        trust: 1 for a name, less for an anaphor or a subject that is carried over from elsewhere.
        carried: how a subject that is not written here was found: in this sentence, in an earlier one, or not so.
        tail: what closes a coordination, such as 等区内企业.
    """

    referents: tuple[int, ...]
    kind: str
    start: int
    end: int
    trust: float = 1.0
    carried: str = ""
    tail: str = ""

    @property
    def character(self) -> str:
        """What stands for it in a skeleton."""
        return _CHARACTERS[self.kind]


def kind_of_type(entity_type: str) -> str:
    """The kind of a mention of an entity type; types that rules need not tell apart are `body`."""
    return _KIND_OF_TYPE.get(entity_type, "body")


def kind_of(character: str) -> str | None:
    """The kind that a skeleton's character stands for, None if it is ordinary text."""
    return _KIND_OF.get(character)


def joint_kind(kinds: set[str]) -> str:
    """The kind of a coordination of these kinds."""
    return kinds.pop() if len(kinds) == 1 else "mixed"
