"""What names themselves tell: a branch and its bank, a bureau and its government, a park and its committee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.analysis import Claim, Form, Name, Referent
from kg.extract.cues import cues
from kg.extract.rules.units import kind_of_type
from kg.text import fold

_PARK_KIND = re.compile(
    "(?:国家级?|综合|高新技术|技术|经济|产业|工业)*(?:保税港?区|开发区|高新区|经开区|园区|科技园|产业园|示范区|新城)"
)
_POINTED_HOMES = {"Lab": frozenset({"University", "Hospital", "ResearchInstitute"}), "Bank": frozenset({"Bank"})}
"""Which types of bodies have parts of a type."""
_OPENING, _CLOSING = frozenset({"（", "("}), frozenset({"）", ")"})
_WHOLES = frozenset({"bank", "fund", "company", "agency", "park", "body"})


def told_by_name(text: str, names: Sequence[Name], referents: Sequence[Referent]) -> Iterator[Claim]:
    """A name begins with another's and ends in a word for a unit (分行, 管委会), or a region follows it in brackets."""
    yield from _bracketed(text, names)
    yield from _pointed_homes(text, names, referents)
    written = _surfaces(text, names)
    longest = max((len(surface) for surface in written), default=0)
    for surface, name in written.items():
        if referents[name.referent].type == "Hospital":
            continue
        for length in range(min(len(surface) - 1, longest), 1, -1):
            whole = written.get(surface[:length])
            if whole is not None and whole.referent != name.referent:
                claim = _told(surface[length:], name, whole, referents)
                if claim:
                    yield claim
                break


def _bracketed(text: str, names: Sequence[Name]) -> Iterator[Claim]:
    """Bodies behind whose name the region of their seat stands in brackets: 蓝芯科技（天津）."""
    for body, place in pairwise(names):
        if place.type != "Region" or body.type == "GovernmentAgency" or kind_of_type(body.type) not in _WHOLES:
            continue
        if text[body.end : place.start] in _OPENING and text[place.end : place.end + 1] in _CLOSING:
            yield Claim("located_in", body.referent, place.referent, body.start, place.end, "", 0.66)


def _pointed_homes(text: str, names: Sequence[Name], referents: Sequence[Referent]) -> Iterator[Claim]:
    """Laboratories and branches that stand directly behind a noun for the body whose they are (该校…实验室)."""
    for whole, part in pairwise(names):
        if whole.form is not Form.ANAPHOR or whole.referent == part.referent:
            continue
        homes = _POINTED_HOMES.get(referents[part.referent].type, frozenset())
        if text[whole.end : part.start] not in {"", "的"} or referents[whole.referent].type not in homes:
            continue
        if part.type != "Bank" or text[part.start : part.end].endswith("行"):
            yield Claim("part_of", part.referent, whole.referent, whole.start, part.end, "", 0.7)


def _surfaces(text: str, names: Sequence[Name]) -> dict[str, Name]:
    """The first mention of every written form of a body."""
    found: dict[str, Name] = {}
    for name in names:
        if name.form is not Form.ANAPHOR and kind_of_type(name.type) in _WHOLES:
            found.setdefault(fold(text[name.start : name.end]), name)
    return found


def _is_committee_of(rest: str, whole: Referent) -> bool:
    """东疆保税港区管委会 runs the park that the text also calls 东疆."""
    kind = next((rest[: -len(word)] for word in cues("structure")["committee"] if rest.endswith(word)), "")
    return whole.type == "Park" and bool(_PARK_KIND.fullmatch(kind))


def _told(rest: str, name: Name, whole: Name, referents: Sequence[Referent]) -> Claim | None:
    """The claim that the rest of a name makes about the body with whose name it begins."""
    words = cues("structure")
    if rest in words["committee"] or _is_committee_of(rest, referents[whole.referent]):
        return Claim("operated_by", whole.referent, name.referent, name.start, name.end, "", 0.9)
    types = {referents[name.referent].type, referents[whole.referent].type}
    if types == {"University", "ResearchInstitute"} or not rest.endswith(words["branch"]):
        return None
    return Claim("part_of", name.referent, whole.referent, name.start, name.end, "", 0.88)
