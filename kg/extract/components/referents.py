"""Referents: which names of one document name the same thing, what it is, and what it is called in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.divisions import Divisions, Level
from kg.extract.analysis import Form, Name, Referent
from kg.text import fold

_BRACKETED = re.compile(r"[（(][^（()）]{1,20}[)）]")


class Groups:
    """Numbers that are joined into groups."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, number: int) -> int:
        """The number that stands for the group of `number`."""
        root = number
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        self._parent[number] = root
        return root

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low


class Referents:
    """Gives every name its referent, and every referent one type and its fullest name."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions

    def __call__(self, doc: Doc) -> Doc:
        """Append the referents of this Doc and point its names to them."""
        names: list[Name] = doc._.names
        text = doc.text  # spaCy joins it anew on every access
        groups = self._grouped(text, names)
        members: dict[int, list[Name]] = defaultdict(list)
        for name in names:
            members[groups.find(name.referent)].append(name)
        index = {
            group: _referent(doc, text, members[group]) for group in sorted(members, key=lambda g: members[g][0].start)
        }
        types = [referent.type for referent in doc._.referents]
        doc._.names = [
            Name(n.start, n.end, types[at], at, n.form, n.origin, n.confidence)
            for n in names
            for at in (index[groups.find(n.referent)],)
        ]
        return doc

    def _grouped(self, text: str, names: list[Name]) -> Groups:
        """Names whose texts are variants of each other, joined."""
        groups = Groups()
        first: dict[tuple[str, str], int] = {}
        for name in names:
            written = fold(text[name.start : name.end])
            for key in self._keys(written, name.type):
                groups.join(first.setdefault(key, name.referent), name.referent)
        return groups

    def _keys(self, written: str, type_: str) -> Iterator[tuple[str, str]]:
        yield "", written
        if type_ == "Technology":
            yield type_, _BRACKETED.sub("", written)
        if type_ == "Region" and (code := self._code(written)):
            yield type_, code

    def _code(self, region: str) -> str:
        """The division that a region names after its outer ones (天津市滨海新区), empty if several could be meant."""
        for cut in range(len(region) - 1):
            found = self._divisions.find(region[cut:])
            if found:
                return found[0].code if len(found) == 1 or found[0].level is Level.PROVINCE else ""
        return ""


def _referent(doc: Doc, text: str, members: list[Name]) -> int:
    """The index of the referent that `members` name, one of an earlier window if it has one of their names."""
    known: dict[str, int] = doc._.known
    written = {fold(text[n.start : n.end]): n for n in members}
    type_ = _type(members)
    earlier = [known[w] for w in written if w in known and doc._.referents[known[w]].type == type_]
    if earlier:
        index = min(earlier)
    else:
        index = len(doc._.referents)
        doc._.referents.append(Referent(type_, _fullest(text, members)))
    for name in written:
        known.setdefault(name, index)
    return index


def _type(members: list[Name]) -> str:
    """The type that the surest names tell; full names count before short ones."""
    weight: dict[str, float] = defaultdict(float)
    full = [n for n in members if n.form is Form.FULL] or members
    for name in full:
        weight[name.type] = max(weight[name.type], name.confidence * (1 + 0.01 * (name.end - name.start)))
    return max(sorted(weight), key=lambda key: weight[key])


def _fullest(text: str, members: list[Name]) -> str:
    full = [n for n in members if n.form is Form.FULL] or members
    longest = max(full, key=lambda n: (n.end - n.start, -n.start))
    return text[longest.start : longest.end].strip()


@Language.factory("jjj_referents")
def create(nlp: Language, name: str) -> Referents:
    """Make the component that `pipeline.cfg` asks for."""
    return Referents(Divisions.load())
