"""What speaks for or against two profiles being one thing. A clue's docstring is what people read about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.divisions import Divisions
from kg.ontology import Ontology
from kg.resolve.clues import people
from kg.resolve.clues.among import Clue, Known
from kg.resolve.matching import Label, Verdict
from kg.resolve.names import name_key
from kg.resolve.profiles import BODY, NEVER_REGISTERED, Profile

_SHORTEST_CORE = 2
_ALMOST = 0.99
_JOINED = 0.9
"""Probability from which two profiles become one: of the many pairs of a graph more are strangers than of a list."""
_DOUBTFUL = 0.5
"""Probability from which a person should look at a pair."""
_APART = 0.9
"""Probability from which the matcher of names keeps two profiles apart, whatever else speaks for them."""


_NAMED = frozenset(
    [
        "same_name",
        "same_but_for_form",
        "damaged",
        "damaged_core",
        "damaged_listed",
        "like_sounding",
        "brand_of_firm",
        "core_with_trade",
        "ends_the_name",
        "begins_the_name",
        "part_of_the_name",
        "characters_of_the_name",
        "region_dropped",
        "region_in_region",
        "same_lab",
        "same_unit",
        "listed_as_one",
        "may_mean",
        "same_code",
        "told_other_name",
        "new_name_one_hand",
    ]
)
"""Clues in the names themselves, in tables or in codes: without any, two names in one graph are not taken for one."""


def declared_short_name(left: Profile, right: Profile, known: Known) -> Clue | None:
    """A document that gives the full name of one declares the name of the other as its short name."""
    for full, short in ((left, right), (right, left)):
        declared = next((k for k in _keys(short) if full.id in known.declarers.get(k, ())), None)
        if declared is None or short.parts.generic:
            continue
        said = f"“{full.name}” is called {short.name}"
        if short.entry and not full.entry:
            return Clue(0.4, f"{said}, but {short.name} is also a well-known name")
        others = len(known.declarers[declared]) - 1
        if others:
            return Clue(0.4, f"{said}, but so {_are(others)}")
        return Clue(0.9, f"{said} in a document, and nothing else is")
    return None


def region_dropped(left: Profile, right: Profile, known: Known) -> Clue | None:
    """The names are equal but for the region, which one of them leaves out or gives more exactly."""
    a, b = left.parts, right.parts
    if len(a.core) < _SHORTEST_CORE or a.without_region != b.without_region or a.region == b.region:
        return None
    if not _nested(a.region, b.region, known.divisions):
        return None
    rivals = known.stems.get(a.stem, set()) - {left.id, right.id}
    if rivals:
        return Clue(0.5, f"the names differ only by the region, but {_are(len(rivals))} called {a.stem} as well")
    return Clue(0.85, f"the names differ only by the region: {left.name}, {right.name}")


def legal_form(left: Profile, right: Profile, known: Known) -> Clue | None:
    """The names are equal but for the legal form, which one of them leaves out or has in an older kind."""
    a, b = left.parts, right.parts
    same_rest = (a.region, a.core, a.trade, a.units, a.ordinal) == (b.region, b.core, b.trade, b.units, b.ordinal)
    if len(a.core) < _SHORTEST_CORE or not same_rest or a.stem != b.stem or a.form == b.form:
        return None
    if not (a.region or known.stems.get(a.stem, set()) <= {left.id, right.id}):
        return Clue(0.5, f"the names differ only by the legal form, but others share the stem {a.stem}")
    return Clue(0.85, f"the names differ only by the legal form: {left.name}, {right.name}")


def types_differ(left: Profile, right: Profile, known: Known) -> Clue | None:
    """What the two are cannot be one: a bank is no hospital."""
    if left.kind == right.kind and any(fits(a, b, known.ontology) for a in left.types for b in right.types):
        return None
    return Clue(-1, f"{_types(left)} and {_types(right)} are different things")


def listed_apart(left: Profile, right: Profile, _: Known) -> Clue | None:
    """The gazetteer lists the two as two."""
    if left.entry and right.entry and left.entry.name != right.entry.name:
        return Clue(-1, f"{left.entry.name} and {right.entry.name} are listed as two")
    return None


def never_registered(left: Profile, right: Profile, _: Known) -> Clue | None:
    """One is listed as a zone, an agency or a university, the other has a company's legal form."""
    for public, firm in ((left, right), (right, left)):
        if public.entry and public.entry.type in NEVER_REGISTERED and firm.parts.legal:
            return Clue(-1, f"{public.entry.name} is no firm, {firm.name} is one")
    return None


def regions_differ(left: Profile, right: Profile, known: Known) -> Clue | None:
    """The names begin with regions of which neither lies in the other."""
    a, b = left.parts.region, right.parts.region
    if _nested(a, b, known.divisions):
        return None
    return Clue(-1, f"the names give different regions: {_division(a, known)} and {_division(b, known)}")


def units_differ(left: Profile, right: Profile, _: Known) -> Clue | None:
    """One is a branch of the other, or both are different branches."""
    a, b = left.parts.units, right.parts.units
    return Clue(-1, f"{left.name} and {right.name} are different branches or levels") if a != b else None


def ordinals_differ(left: Profile, right: Profile, _: Known) -> Clue | None:
    """The names carry different phases or numbers: 一期 is not 二期."""
    a, b = left.parts.ordinal, right.parts.ordinal
    return Clue(-1, f"the names carry different numbers: {a or 'none'} and {b or 'none'}") if a != b else None


def names_compared(left: Profile, right: Profile, known: Known) -> Clue | None:
    """What the matcher of names makes of the names, of public tables, and of what documents tell of their bearers."""
    if left.kind != BODY or right.kind != BODY:
        return None
    verdict = known.compare(left, right)
    for_it = [reason for reason in verdict.reasons if reason.weight > 0]
    said = "; ".join(reason.text for reason in for_it)
    if verdict.label in (Label.DIFFERENT, Label.RELATED):
        are = "are two" if verdict.label is Label.DIFFERENT else "are two, and one belongs to the other"
        apart = f"{left.name} and {right.name} {are}: {said}"
        return Clue(-verdict.score, apart) if verdict.score >= _APART else None
    if verdict.score < _DOUBTFUL or not any(reason.clue in _NAMED for reason in for_it):
        return None
    doubt = _doubt(left, right, verdict, known)
    if doubt is not None:
        return Clue(verdict.score / 2, f"the names may mean one body{doubt}: {said}")
    return Clue(min(verdict.score, _ALMOST), f"the names mean one body: {said}")


def _doubt(left: Profile, right: Profile, verdict: Verdict, known: Known) -> str | None:
    """Why a person should look before two names become one body; None if nothing is in the way."""
    if verdict.label is Label.UNSURE:
        return ""
    if left.documents.keys() & right.documents.keys() and verdict.score < _ALMOST:
        return ", but one document tells of both"
    if verdict.score < _JOINED or _contested(left, right, known):
        return ", which a person should look at"
    return None


def _contested(left: Profile, right: Profile, known: Known) -> bool:
    """Whether documents call a third body by the same stem, or by the same short name."""
    stems = known.stems.get(left.parts.stem, set()) if left.parts.stem == right.parts.stem else set()
    called = (known.declarers.get(key, set()) for profile in (left, right) for key in _keys(profile))
    return bool(stems - {left.id, right.id}) or any(len(bodies) > 1 for bodies in called)


CLUES: Mapping[str, Callable[[Profile, Profile, Known], Clue | None]] = {
    "declared_short_name": declared_short_name,
    "region_dropped": region_dropped,
    "legal_form": legal_form,
    "shared_organisation": people.shared_organisation,
    "rare_name": people.rare_name,
    "same_company": people.same_company,
    "shared_neighbours": people.shared_neighbours,
    "types_differ": types_differ,
    "listed_apart": listed_apart,
    "never_registered": never_registered,
    "regions_differ": regions_differ,
    "units_differ": units_differ,
    "ordinals_differ": ordinals_differ,
    "names_compared": names_compared,
}

SUPPORTING = frozenset({"shared_neighbours"})
"""Clues that only strengthen others: firms of one owner are hardly ever one firm."""


def fits(left: str, right: str, ontology: Ontology) -> bool:
    """Whether documents may give one thing both these types: one type, sisters, or one that a finer type can refine."""
    if left == right:
        return True
    parents = {ontology.types[key].parent if key in ontology.types else None for key in (left, right)}
    return len(parents) == 1 or BODY in parents


def _keys(profile: Profile) -> tuple[str, ...]:
    """Keys of the full names that documents give, the preferred first."""
    return (profile.key, *sorted({name_key(name) for name in profile.names} - {profile.key}))


def _nested(a: str, b: str, divisions: Divisions) -> bool:
    return not a or not b or divisions.nested(a, b)


def _are(others: int) -> str:
    return "is another" if others == 1 else f"are {others} others"


def _types(profile: Profile) -> str:
    return "/".join(sorted(profile.types))


def _division(code: str, known: Known) -> str:
    division = known.divisions.get(code)
    return division.name if division else code
