"""Short names: what the text declares (以下简称…), and later mentions by the core or an abbreviation of a full name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Form, Name
from kg.extract.boundaries import Boundaries
from kg.extract.components.mentions import occurrences
from kg.extract.page import NO_BODIES, Page
from kg.extract.short_forms import FullName, ShortForms
from kg.extract.suffixes import AS_PARENT, Suffixes
from kg.extract.tokenizer import dictionary_of

_ALIAS = r"[“\"‘「]?([^（）()“”\"‘’「」，。；、：:\s]{2,20})[”\"’」]?"
_CALLED = r"(?:以下|下文|后文|本文|下)?(?:统一|统|均|合|也)?(?:简称|称)(?:之为|为|作)?[：:]?\s{0,2}"
_BRACKETED = re.compile(rf"[”\"]?\s?[（(](?:[^（）()]{{0,40}}?[，,；;、])?{_CALLED}{_ALIAS}(?:[、或和/]{_ALIAS})?[）)]")
_APPENDED = re.compile(rf"[”\"]?[，,](?:以下|下文|下)?简称(?:为)?[：:]?{_ALIAS}(?=[，,。；;）)])")
_GLOSSED = re.compile(r"[”\"]?[（(]([A-Z][A-Za-z0-9\-]{1,15}(?: Lab)?|[\u4e00-\u9fff]{2,10})[）)]")
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_ENDINGS = frozenset("院所园室会盟局办委区心台金校站谷团")
_ABBREVIATION = range(3, 13)
_MOST = 40
_CARRIED = 5_000
_SURE, _DERIVED, _ABBREVIATED = 0.95, 0.8, 0.7


@dataclass(frozen=True, slots=True)
class _Short:
    """A short name: whose it is (provisional number and type), and how it was found."""

    referent: int
    type: str
    origin: str
    confidence: float


class ShortNames:
    """Adds the short names of this text to its names, each with the number of the full name that it stands for."""

    def __init__(self, suffixes: Suffixes, boundaries: Boundaries) -> None:
        self._suffixes = suffixes
        self._forms = ShortForms(suffixes, boundaries)

    def __call__(self, doc: Doc) -> Doc:
        """Add short names; a name that lies within one, or is one, gives way to it."""
        page = Page.of(doc)
        names: list[Name] = doc._.names
        page.name_these(names)
        places = _Places(page, names, doc._.refused)
        bodies = [name for name in names if name.type not in NO_BODIES]
        full = self._full_names(page, bodies)
        shorts = {**_earlier(doc), **self._derived(full), **self._declared(page, bodies, full)}
        places.put(shorts)
        places.put_at(self._abbreviations(page, places, full))
        places.replace(self._units(page, places.names()))
        doc._.names = places.names()
        return doc

    def _full_names(self, page: Page, bodies: list[Name]) -> dict[int, tuple[Name, FullName]]:
        """The longest full name of every body, by its provisional number."""
        found: dict[int, tuple[Name, FullName]] = {}
        for name in bodies:
            if name.referent not in found and name.form is Form.FULL:
                found[name.referent] = name, self._forms.parse(page, name.start, name.end)
        return found

    def _declared(self, page: Page, bodies: list[Name], full: dict[int, tuple[Name, FullName]]) -> dict[str, _Short]:
        found: dict[str, _Short] = {}
        for name in bodies:
            if name.referent not in full:
                continue
            for alias in self._aliases(page.text, name.end, full[name.referent][1]):
                found.setdefault(alias, _Short(name.referent, name.type, "grammar:declared", _SURE))
        return found

    def _aliases(self, text: str, end: int, full: FullName) -> Iterator[str]:
        """The short names that stand behind a name and say so."""
        for declared in (_BRACKETED.match(text, end), _APPENDED.match(text, end)):
            if declared:
                yield from filter(None, declared.groups())
        gloss = _GLOSSED.match(text, end)
        if gloss and (gloss[1].isupper() or gloss[1].endswith(" Lab") or self._forms.abbreviates(gloss[1], full)):
            yield gloss[1]

    def _derived(self, full: dict[int, tuple[Name, FullName]]) -> dict[str, _Short]:
        """Short forms that follow from a full name; one that follows from two names is nobody's."""
        meant: dict[str, set[int]] = defaultdict(set)
        for number, (_, parsed) in full.items():
            for form in self._forms.of(parsed):
                meant[form].add(number)
        texts = {number: parsed.text for number, (_, parsed) in full.items()}
        only = {form: _only(numbers, texts) for form, numbers in meant.items()}
        return {
            form: _Short(number, full[number][0].type, "grammar:short", _DERIVED)
            for form, number in only.items()
            if number is not None
        }

    def _units(self, page: Page, names: list[Name]) -> Iterator[Name]:
        """Branches and departments that build on a short name, which the grammar of full names cannot know."""
        numbers: dict[str, int] = {}
        fresh = 1 + max((name.referent for name in names), default=0)
        for name in names:
            if name.form is not Form.SHORT or name.type in NO_BODIES:
                continue
            at = page.places.get(name.end, name.end)
            unit = self._suffixes.unit_at(page.text, at)
            end = at + len(unit.text) if unit else at
            if unit is None or not page.at_edge(end) or (len(unit.text) == 1 and not page.at_edge(at)):
                continue
            number = numbers.setdefault(page.text[name.start : end], fresh + len(numbers))
            type_ = name.type if unit.type == AS_PARENT else unit.type
            yield Name(name.start, end, type_, number, Form.FULL, "grammar:unit", _DERIVED)

    def _abbreviations(
        self, page: Page, places: _Places, full: dict[int, tuple[Name, FullName]]
    ) -> Iterator[tuple[int, int, _Short]]:
        """Places where a body is named by some of the characters of its name (清华电子院)."""
        by_ending: dict[str, list[tuple[Name, FullName]]] = defaultdict(list)
        for name, parsed in full.values():
            listed = by_ending[parsed.text[-1]]
            if parsed.text[-1] in _ENDINGS and not parsed.company and len(listed) < _MOST:
                listed.append((name, parsed))
        for at, character in enumerate(page.text):
            if character not in _ENDINGS or not by_ending.get(character) or not page.at_edge(at + 1):
                continue
            found = self._abbreviation(page, places, at + 1, by_ending[character])
            if found:
                yield found

    def _abbreviation(
        self, page: Page, places: _Places, end: int, names: list[tuple[Name, FullName]]
    ) -> tuple[int, int, _Short] | None:
        for length in reversed(_ABBREVIATION):
            start = end - length
            if start < 0 or not page.at_edge(start) or not places.open(start, end):
                continue
            short = page.text[start:end]
            # What a name begins with is the body above it: 中国科学院 is not short for 中国科学院…研究院.
            meant = [
                name
                for name, parsed in names
                if self._forms.abbreviates(short, parsed) and not parsed.text.startswith(short)
            ]
            if len(meant) == 1 and _WORD.fullmatch(short):
                return start, end, _Short(meant[0].referent, meant[0].type, "grammar:abbreviation", _ABBREVIATED)
        return None


def _only(numbers: set[int], texts: dict[int, str]) -> int | None:
    """The one name that a form follows from; of names of which one ends the others, the longest."""
    longest = max(sorted(numbers), key=lambda number: len(texts[number]))
    return longest if all(texts[longest].endswith(texts[number]) for number in numbers) else None


def _earlier(doc: Doc) -> dict[str, _Short]:
    """Names of earlier windows of the document, to be found in this one; `referents` knows whose they are."""
    known = list(doc._.known.items())[-_CARRIED:]
    return {
        written: _Short(-1 - index, doc._.referents[index].type, "grammar:known", _DERIVED)
        for written, index in known
        if doc._.referents[index].type not in NO_BODIES
    }


class _Places:
    """The names of a text by where they stand; short ones are put between them."""

    def __init__(self, page: Page, names: Iterable[Name], refused: frozenset[tuple[int, int]]) -> None:
        self._page = page
        self._refused = refused
        self._names: dict[int, Name] = {name.start: name for name in names}
        self._owner = [-1] * len(page.text)
        for name in self._names.values():
            self._own(name, name.start)

    def names(self) -> list[Name]:
        """All names in the order of the text."""
        return sorted(self._names.values())

    def put(self, shorts: dict[str, _Short]) -> None:
        """Put short names wherever they stand, the longest first."""
        found = sorted(occurrences(self._page.text, shorts), key=lambda at: (at[0] - at[1], at))
        self.put_at((start, end, shorts[self._page.text[start:end]]) for start, end in found)

    def put_at(self, found: Iterable[tuple[int, int, _Short]]) -> None:
        """Put short names at these places, where they fit."""
        for start, end, short in found:
            if (start, end) not in self._refused and self._fits(start, end, short) and self._yields(start, end, short):
                self._clear(start, end)
                name = Name(start, end, short.type, short.referent, Form.SHORT, short.origin, short.confidence)
                self._names[start] = name
                self._own(name, start)

    def replace(self, longer: Iterable[Name]) -> None:
        """Put longer names in place of those that lie within them, unless one of these reaches further."""
        for name in longer:
            inside = {self._owner[at] for at in range(name.start, name.end)} - {-1}
            if all(self._names[o].start >= name.start and self._names[o].end <= name.end for o in inside):
                self._clear(name.start, name.end)
                self._names[name.start] = name
                self._own(name, name.start)

    def open(self, start: int, end: int) -> bool:
        """Whether all names there lie within the stretch, and none is all of it."""
        owners = {self._owner[at] for at in range(start, end)} - {-1}
        names = [self._names[o] for o in owners]
        return all(
            n.start >= start and n.end <= end and n.end - n.start < end - start and n.type != "Person" for n in names
        )

    def _fits(self, start: int, end: int, short: _Short) -> bool:
        whole = self._page.at_edge(start), self._page.at_edge(end)
        return any(whole) if short.confidence >= _SURE else all(whole)

    def _yields(self, start: int, end: int, short: _Short) -> bool:
        """Whether every name there lies within the stretch, and none is surer than the short one."""
        inside = [self._names[o] for o in {self._owner[at] for at in range(start, end)} - {-1}]
        for name in inside:
            if name.start < start or name.end > end or name.form is Form.SHORT:
                return False
            same = (name.start, name.end) == (start, end)
            if same and name.origin.startswith("lexicon") and name.type != short.type and short.confidence < _SURE:
                return False
        return True

    def _clear(self, start: int, end: int) -> None:
        for owner in {self._owner[at] for at in range(start, end)} - {-1}:
            self._own(self._names.pop(owner), -1)

    def _own(self, name: Name, owner: int) -> None:
        self._owner[name.start : name.end] = [owner] * (name.end - name.start)


@Language.factory("jjj_short_names")
def create(nlp: Language, name: str) -> ShortNames:
    """Make the component that `pipeline.cfg` asks for."""
    return ShortNames(Suffixes(), Boundaries(dictionary_of(nlp).frequency))
