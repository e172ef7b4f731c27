"""Anaphora: which body 该公司, 该行, 园区 or 研究院 stands for, where the text leaves no doubt. For the rules only."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Form, Name, Referent
from kg.extract.page import Page
from kg.extract.rules.deixis import has_grounds
from kg.tables import rows

_POINTERS = ("该", "这家", "这个", "这所", "这座", "上述", "本")
_CLAUSE_HEAD = re.compile(
    r"(?:^|[\s，。；：！？、“”‘’（）(])(?:目前|如今|现在|近年来|此外|同时|其中|截至目前|今年|去年|据|随着|在)?$"
)
_NO_HEAD = re.compile(r"和|与|等|们|法|数|家|债|类")
_NO_TOPIC = re.compile("(?:由|被|经|据|与|和|同|跟|向|从|依托|联合|携手|会同|为|给|对|于|在)$")
"""What stands before a name that its clause is not about."""
_PRONOUN = re.compile("(?<![其吉利])[他她](?![们人日国乡山项性])")
_INSTITUTIONS = frozenset({"ResearchInstitute", "ServicePlatform", "Incubator"})
_FIRM = re.compile("公司|有限|厂")
_FARTHEST = 600
_PARAGRAPH = "\n"
_SURE, _FAIR = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun that can stand for a body: for which types, whether alone, and whether the name must end in it."""

    text: str
    types: frozenset[str]
    bare: bool
    same: bool

    def fits(self, referent: Referent) -> bool:
        if referent.type not in self.types:
            return False
        if self.text == "公司" and referent.type in _INSTITUTIONS and not _FIRM.search(referent.name):
            return False
        if self.text in {"园区", "园"} and referent.type == "Park" and not has_grounds(referent.name):
            return False
        return not self.same or referent.name.rstrip("）)").endswith(self.text) or self.text in referent.name[-6:]


class Anaphora:
    """Adds a name of form ANAPHOR for each noun that stands for one body beyond doubt."""

    def __init__(self) -> None:
        self._automaton = ahocorasick.Automaton()
        for row in rows("cues", "anaphors.tsv"):
            noun = _Noun(row["noun"], frozenset(row["types"].split("|")), row["bare"] == "1", row["same"] == "1")
            self._automaton.add_word(noun.text, noun)
        self._automaton.make_automaton()

    def __call__(self, doc: Doc) -> Doc:
        """Add the anaphors of this text to its names."""
        page = Page.of(doc)
        names: list[Name] = doc._.names
        sentences = [sentence.start_char for sentence in doc.sents]
        before = _Before(page.text, names, doc._.referents, sentences)
        found = (before.meant(*anaphor) for anaphor in self._anaphors(page, names))
        persons = (before.person(pronoun.start()) for pronoun in _PRONOUN.finditer(page.text))
        doc._.names = _apart([*names, *filter(None, found), *filter(None, persons)])
        return doc

    def _anaphors(self, page: Page, names: list[Name]) -> Iterator[tuple[int, int, _Noun, bool]]:
        """Start, end, noun, and whether a pointing word stands before it; of nouns that overlap, the longest."""
        taken = bytearray(len(page.text))
        for name in names:
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
        reached = 0
        hits = [(last + 1 - len(noun.text), last + 1, noun) for last, noun in self._automaton.iter(page.text)]
        for start, end, noun in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start < reached or taken.find(1, start, end) >= 0 or not page.at_edge(end):
                continue
            pointer = next((p for p in _POINTERS if page.text.endswith(p, 0, start)), "")
            if pointer and taken.find(1, start - len(pointer), start) < 0:
                yield start - len(pointer), end, noun, True
                reached = end
            elif noun.bare and page.at_edge(start) and self._heads_clause(page.text, start, end):
                yield start, end, noun, False
                reached = end

    def _heads_clause(self, text: str, start: int, end: int) -> bool:
        return bool(_CLAUSE_HEAD.search(text, max(0, start - 6), start)) and not _NO_HEAD.match(text, end)


def _apart(names: list[Name]) -> list[Name]:
    """The names sorted, without the anaphors that lie in other names."""
    kept: list[Name] = []
    for name in sorted(names):
        if not kept or name.start >= kept[-1].end or name.form is not Form.ANAPHOR:
            kept.append(name)
    return kept


class _Before:
    """The names that stand before a place of the text."""

    def __init__(self, text: str, names: list[Name], referents: list[Referent], sentences: list[int]) -> None:
        self._text = text
        self._names = names
        self._starts = [name.start for name in names]
        self._referents = referents
        self._sentences = sentences

    def meant(self, start: int, end: int, noun: _Noun, pointed: bool) -> Name | None:
        """The anaphor at `start` to `end` as a name of what it means; None where that is open."""
        found = self._pointed(start, noun) if pointed else self._alone(start, noun)
        if found is None:
            return None
        referent, confidence = found
        type_ = self._referents[referent].type
        return Name(start, end, type_, referent, Form.ANAPHOR, "rule:anaphora", confidence)

    def _pointed(self, start: int, noun: _Noun) -> tuple[int, float] | None:
        """该公司: the one in this sentence, else in one before; of several there, the first, the subject."""
        at = bisect_right(self._sentences, start) - 1
        high = start
        for index in range(at, max(-1, at - 4), -1):
            low = self._sentences[index]
            fitting = self._topics(low, high, noun) or self._fitting(low, high, noun)
            if fitting:
                return fitting[0], _SURE if len(set(fitting)) == 1 else _FAIR
            high = low
        return self._alone(start, noun)

    def person(self, start: int) -> Name | None:
        """The pronoun 他 or 她 at `start` as a name of the person spoken of last in this paragraph."""
        at = bisect_right(self._sentences, start) - 1
        high = start
        for index in range(at, max(-1, at - 3), -1):
            low = self._sentences[index]
            persons = [n.referent for n in self._between(low, high) if n.type == "Person"]
            if persons:
                sure = _SURE if len(set(persons)) == 1 else _FAIR
                return Name(start, start + 1, "Person", persons[0], Form.ANAPHOR, "rule:anaphora", sure)
            if _PARAGRAPH in self._text[low:high]:
                break
            high = low
        return None

    def _alone(self, start: int, noun: _Noun) -> tuple[int, float] | None:
        """公司 at the head of a clause: the only one that the text has named nearby, else the one named most."""
        low = max(0, start - _FARTHEST)
        nearby = self._topics(low, start, noun) or self._fitting(low, start, noun)
        if not nearby:
            return None
        if len(set(nearby)) == 1:
            return nearby[0], _SURE
        paragraph = self._text.rfind(_PARAGRAPH, 0, start) + 1
        here = self._fitting(paragraph, start, noun)
        if here and len(set(here)) == 1:
            return here[0], _SURE
        most = max(sorted(set(nearby)), key=lambda referent: (nearby.count(referent), -nearby.index(referent)))
        return (most, _FAIR) if nearby.count(most) * 2 > len(nearby) else None

    def _fitting(self, low: int, high: int, noun: _Noun) -> list[int]:
        """The referents of the names between two offsets for which the noun can stand, in order."""
        inside = self._between(low, high)
        return [n.referent for n in inside if n.form is not Form.ANAPHOR and noun.fits(self._referents[n.referent])]

    def _topics(self, low: int, high: int, noun: _Noun) -> list[int]:
        """Those of the fitting that stand where a clause can be about them, not behind 由, 与 or the like."""
        inside = self._between(low, high)
        return [
            n.referent
            for n in inside
            if n.form is not Form.ANAPHOR
            and noun.fits(self._referents[n.referent])
            and not _NO_TOPIC.search(self._text, max(0, n.start - 2), n.start)
        ]

    def _between(self, low: int, high: int) -> list[Name]:
        return self._names[bisect_left(self._starts, low) : bisect_left(self._starts, high)]


@Language.factory("jjj_anaphora")
def create(nlp: Language, name: str) -> Anaphora:
    """Make the component that `pipeline.cfg` asks for."""
    return Anaphora()
