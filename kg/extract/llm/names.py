"""Names that a model gives, taken where the text has them; names found before keep their type and what they name."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from kg.extract.analysis import Form, Name, Referent
from kg.extract.components.mentions import Taken
from kg.extract.llm.answer import SaidName
from kg.extract.llm.grounding import Grounds
from kg.extract.llm.report import Hearing, Refusal
from kg.extract.suffixes import Suffixes
from kg.text import fold

if TYPE_CHECKING:
    from kg.ontology import Ontology

CONFIDENCE = 0.7
"""Of names and statements that the model alone found."""

_SHORTEST, _LONGEST = 2, 60
_NO_NAME = re.compile(
    "(?:该|这家|这个|这所|这座|上述|某|我们|他们|多家|一家|两家|其他|有关|相关)|本(?:公司|行|院|校|所|市|区|省|县|企业|项目|基金|园区)"
)
_UNSAID = frozenset({"中国", "我国", "全国", "国内"})
_STOPS = re.compile("[。！？；!?;]")


class Names:
    """The names of one Doc, to which those of a model are added.

    Args:
        doc: what the components before made of the text.
        grounds: the text, to look quotations up in.
        hearing: what the model has said of the document so far.
        ontology: which types there are.
        suffixes: the last words of names, which by themselves name nothing.
        origin: of what is added.
    """

    def __init__(
        self, doc: Doc, grounds: Grounds, hearing: Hearing, ontology: Ontology, suffixes: Suffixes, origin: str
    ) -> None:
        self._text = doc.text
        self._grounds = grounds
        self._hearing = hearing
        self._types = {each.key for each in ontology.concrete_types}
        self._suffixes = suffixes
        self._origin = origin
        self._known: dict[str, int] = doc._.known
        self.referents: list[Referent] = doc._.referents
        self.all: list[Name] = sorted(doc._.names)
        self._edges = {token.idx for token in doc} | {len(self._text)}
        self._taken = Taken(len(self._text))
        self._at: dict[tuple[int, int], Name] = {}
        for name in self.all:
            if name.form is not Form.ANAPHOR:
                self._put(name)
                written = fold(self._text[name.start : name.end])
                if written not in hearing.added:
                    hearing.rule_names.add(written)

    def take(self, said: list[SaidName], low: int, high: int) -> None:
        """Take the names that stand between two offsets; full ones first, for short ones lean on them."""
        for each in sorted(said, key=lambda name: -len(name.surface)):
            refused = self._take(each, low, high)
            if refused:
                self._hearing.refuse(refused)
        self.spread(low, high)

    def spread(self, low: int, high: int) -> None:
        """Find the names that the model has given so far where it has not named them: between two offsets."""
        for written in sorted(self._hearing.added, key=lambda name: (-len(name), name)):
            for place in self._grounds.find(written, low, high):
                if self._edges.issuperset(place) and self._taken.free(*place):
                    self._insert(place, self._known[written])

    def referent(self, written: str) -> int | None:
        """What a name that the document has been found to hold names; None if it is no such name."""
        return self._known.get(fold(written))

    def between(self, start: int, end: int) -> set[int]:
        """The referents that are named, or pointed to by a noun, between two offsets."""
        first = bisect_left(self.all, start, key=lambda name: name.start)
        last = bisect_left(self.all, end, key=lambda name: name.start)
        return {name.referent for name in self.all[first:last] if name.end <= end}

    def _take(self, said: SaidName, low: int, high: int) -> Refusal | None:
        if said.type not in self._types:
            return Refusal.TYPE
        places = [
            place for place in self._grounds.find(said.surface, low, high) if "\n" not in self._text[slice(*place)]
        ]
        if not places:
            return Refusal.NAME
        found = next((self._at[place] for place in places if place in self._at), None)
        if found is not None:
            self._agree(said, found)
            return None
        if self._is_no_name(said.surface):
            return Refusal.NO_NAME
        free = [place for place in places if self._taken.free(*place)]
        if not free:
            return Refusal.OVERLAP
        self._add(said, free)
        return None

    def _agree(self, said: SaidName, found: Name) -> None:
        written = fold(said.surface)
        type_ = self.referents[found.referent].type
        self._hearing.names.add(written)
        self._hearing.told.setdefault(written, (self._text[found.start : found.end], type_))
        if said.type != type_ and written not in self._hearing.added:
            self._hearing.retyped.add(written)

    def _add(self, said: SaidName, free: list[tuple[int, int]]) -> None:
        written = fold(said.surface)
        surface = self._text[slice(*free[0])]
        index = self._index(said, written, surface)
        whole = [place for place in free if self._edges.issuperset(place)]
        for place in whole or free:
            self._insert(place, index)
        self._known.setdefault(written, index)
        self._hearing.names.add(written)
        self._hearing.added.add(written)
        self._hearing.told[written] = surface, self.referents[index].type

    def _index(self, said: SaidName, written: str, surface: str) -> int:
        """The referent of a name: that which is known, that of its full name if this has its type, or a new one."""
        if written in self._known:
            return self._known[written]
        full = fold(said.full_name)
        known = self._known.get(full)
        if known is not None and self.referents[known].type == said.type:
            return known
        if full not in {written, ""} and known is None:
            self._hearing.refuse(Refusal.FULL_NAME)
        self.referents.append(Referent(said.type, surface))
        return len(self.referents) - 1

    def _insert(self, place: tuple[int, int], index: int) -> None:
        referent = self.referents[index]
        form = Form.FULL if fold(referent.name) == fold(self._text[slice(*place)]) else Form.SHORT
        name = Name(*place, referent.type, index, form, self._origin, CONFIDENCE)
        insort(self.all, name)
        self._put(name)

    def _is_no_name(self, surface: str) -> bool:
        written = fold(surface)
        return (
            not _SHORTEST <= len(written) <= _LONGEST
            or not any(character.isalpha() for character in written)
            or written in _UNSAID
            or bool(_NO_NAME.match(written) or _STOPS.search(written))
            or self._suffixes.exact(written) is not None
        )

    def _put(self, name: Name) -> None:
        self._taken.take(name.start, name.end)
        self._at[name.start, name.end] = name
