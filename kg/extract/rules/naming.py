"""What names themselves tell: a branch and its bank, a bureau and its government, a park and its committee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Claim, Form, Name, Referent
from kg.extract.cues import cues
from kg.extract.rules.units import kind_of_type
from kg.text import fold

_WHOLES = frozenset({"bank", "fund", "company", "agency", "park", "body"})


def told_by_name(text: str, names: Sequence[Name], referents: Sequence[Referent]) -> Iterator[Claim]:
    """A body's name begins with another's and ends in the word for a unit (分行, 局) or for its committee (管委会)."""
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


def _surfaces(text: str, names: Sequence[Name]) -> dict[str, Name]:
    """The first mention of every written form of a body."""
    found: dict[str, Name] = {}
    for name in names:
        if name.form is not Form.ANAPHOR and kind_of_type(name.type) in _WHOLES:
            found.setdefault(fold(text[name.start : name.end]), name)
    return found


def _told(rest: str, name: Name, whole: Name, referents: Sequence[Referent]) -> Claim | None:
    """The claim that the rest of a name makes about the body with whose name it begins."""
    words = cues("structure")
    if rest in words["committee"]:
        return Claim("operated_by", whole.referent, name.referent, name.start, name.end, "", 0.9)
    types = {referents[name.referent].type, referents[whole.referent].type}
    if types == {"University", "ResearchInstitute"} or not rest.endswith(words["branch"]):
        return None
    return Claim("part_of", name.referent, whole.referent, name.start, name.end, "", 0.88)
