"""What names alone tell to be related: a branch is part of its bank, a school of its university, an area of its park,
a fund is run by the firm whose name it bears, a firm that bears a group's name belongs to the group.

What public tables tell besides (a fund's manager, a firm's group) is added where documents speak of both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Span
from kg.ontology import Ontology
from kg.resolve.known import KnownNames, Meaning
from kg.resolve.names import name_key
from kg.resolve.profiles import BODY, Profile
from kg.text import fold

BANK = "Bank"
PART_OF = "part_of"
BRANCH_RULE = "rule:name.branch_of_bank"
UNIT_RULE = "rule:name.unit_of_body"
FUND_RULE = "rule:name.fund_of_manager"
GROUP_RULE = "rule:name.daughter_of_group"
TABLE_RULE = "rule:name.listed_below"

_PREDICATES: Mapping[str, str] = {
    "part_of": "part_of",
    "operated_by": "operated_by",
    "subsidiary_of": "subsidiary_of",
    "managed_by": "operated_by",
}
"""What a relation of the tables is called in the graph."""
_FUND, _FIRM, _COMPANY = "Fund", "InvestmentFirm", "Company"
_MANAGER = re.compile("(?:创投|创业投资|资本|投资|基金管理)$")
"""How a manager is called in the names of its funds: 白苇创投 in 白苇创投二期基金."""
_GROUP = re.compile("集团$")
_LEGAL = re.compile("(?:股份|控股)?(?:有限(?:责任)?)?公司$")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Belonging:
    """That one body belongs to another, as names tell.

    Args:
        profile: id of the lower one's profile.
        predicate: key of the predicate.
        above, above_type: name and type of the body above.
        evidence: in each document that names the lower one, where it does so.
        rule: who concludes it.
    """

    profile: str
    predicate: str
    above: str
    above_type: str
    evidence: tuple[Span, ...]
    rule: str


def belongings(profiles: Iterable[Profile], known: KnownNames, ontology: Ontology) -> Iterator[Belonging]:
    """What every profile's name tells it to belong to.

    Args:
        profiles: all of them.
        known: names that tables list.
        ontology: what may belong to what.
    """
    bodies = [profile for profile in profiles if profile.kind == BODY and not profile.local]
    in_use = {profile.key for profile in bodies}
    spoken_of = _spoken_of(bodies, known)
    managers, groups = _bearing(bodies, _FIRM, _MANAGER), _bearing(bodies, _COMPANY, _GROUP)
    for profile in bodies:
        branch = _branch(profile, in_use) or _unit(profile, known, ontology)
        if branch:
            yield branch
        yield from _listed(profile, known, ontology, spoken_of, branch)
        if profile.type == _FUND:
            yield from _bearer(profile, managers, "operated_by", FUND_RULE)
        elif profile.type == _COMPANY and profile.parts.legal:
            yield from _bearer(profile, groups, "subsidiary_of", GROUP_RULE)


def _branch(profile: Profile, in_use: set[str]) -> Belonging | None:
    """A bank's branch, under the nearest body above it whose name is in use, else under its bank."""
    units = profile.parts.units
    if not units or BANK not in profile.types:
        return None
    name = profile.name
    above = [name.removesuffix("".join(units[place:])) for place in range(len(units) - 1, -1, -1)]
    usable = [outer for outer in above if outer and outer != name]
    if not usable:
        return None
    nearest = next((outer for outer in usable if name_key(outer) in in_use), usable[-1])
    return Belonging(profile.id, PART_OF, nearest, BANK, _evidence(profile), BRANCH_RULE)


def _unit(profile: Profile, known: KnownNames, ontology: Ontology) -> Belonging | None:
    """A unit of a listed body, whose name its own begins with: 天津大学化工学院."""
    if profile.entry or any(not meant.ambiguous for meant in known.meanings(profile.name)):
        return None
    owner = known.owner(profile.name)
    if owner is None or owner[0].ambiguous or not ontology.allows(PART_OF, profile.type, owner[0].type):
        return None
    if not _begins_with_name(profile.name, owner[0]):
        return None
    return Belonging(profile.id, PART_OF, owner[0].name, owner[0].type, _evidence(profile), UNIT_RULE)


def _bearing(bodies: Iterable[Profile], type_key: str, end: re.Pattern[str]) -> Mapping[str, Profile]:
    """Bodies by names, without legal form, under which others may be theirs, where no two have the name."""
    bearers: dict[str, list[Profile]] = {}
    for profile in bodies:
        if profile.type == type_key and not profile.parts.units:
            for name in {_LEGAL.sub("", fold(called)) for called in (*profile.names, *profile.aliases)}:
                if len(name) >= _SHORTEST and end.search(name):
                    bearers.setdefault(name, []).append(profile)
    return {name: found[0] for name, found in bearers.items() if len(found) == 1}


def _bearer(profile: Profile, above: Mapping[str, Profile], predicate: str, rule: str) -> Iterator[Belonging]:
    """The body whose name a longer one bears: only its own may. More than a legal form must follow."""
    name = fold(profile.name)
    for length in range(len(name) - 1, _SHORTEST - 1, -1):
        owner = above.get(name[:length])
        if owner and owner.id != profile.id and _LEGAL.sub("", name[length:]):
            yield Belonging(profile.id, predicate, owner.name, owner.type, _evidence(profile), rule)
            return


def _begins_with_name(name: str, owner: Meaning) -> bool:
    """Whether the name begins with the owner's listed name or everyday name, not with a former or foreign one."""
    return owner.way in {"name", "alias", "short"} and owner.name[:1] in name


def _listed(
    profile: Profile,
    known: KnownNames,
    ontology: Ontology,
    spoken_of: Mapping[int, Profile],
    branch: Belonging | None,
) -> Iterator[Belonging]:
    """What tables tell of a profile and of others that documents speak of."""
    meant = _sure(profile, known)
    if meant is None:
        return
    for body, relation in sorted(known.directly_above(meant.body).items()):
        above = spoken_of.get(body)
        predicate = _PREDICATES.get(relation, PART_OF)
        if above is None or above.id == profile.id or (branch and predicate == branch.predicate):
            continue
        if ontology.allows(predicate, profile.type, above.type):
            yield Belonging(profile.id, predicate, above.name, above.type, _evidence(profile), TABLE_RULE)


def _spoken_of(bodies: Iterable[Profile], known: KnownNames) -> Mapping[int, Profile]:
    """The profiles of listed bodies; of several the one that most documents name."""
    found: defaultdict[int, list[Profile]] = defaultdict(list)
    for profile in bodies:
        meant = _sure(profile, known)
        if meant:
            found[meant.body].append(profile)
    return {body: min(named, key=lambda p: (-len(p.documents), p.id)) for body, named in found.items()}


def _sure(profile: Profile, known: KnownNames) -> Meaning | None:
    meant = [m for m in known.meanings(profile.name) if not m.ambiguous and m.type == profile.type]
    return meant[0] if len(meant) == 1 else None


def _evidence(profile: Profile) -> tuple[Span, ...]:
    return tuple(profile.documents[document_id] for document_id in sorted(profile.documents))
