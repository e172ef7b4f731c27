"""Mentions: decides among overlapping candidates, and finds each decided name wherever else the text has it.

Where the trained recogniser is heard, the trained arbiter decides; else sure and long candidates come first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate, Form, Name
from kg.extract.arbiter import Arbiter, Describer
from kg.extract.page import Page
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import dictionary_of
from kg.text import fold

SURE = 0.6
"""A candidate below this confidence is a name only where the text has a surer one of the same words."""

_TITLE = re.compile(r"《[^《》\n]{2,80}》")
_SPREADING = 3
_COINED = "grammar:context"
"""Origin of names that their surroundings told, and that may spread with two characters if these are no word."""
_SETTLED = frozenset({"grammar:declared", "grammar:known"})
"""Origins of short names about which the arbiter has no say while their full name stands: the text declares them, or
they were names in an earlier window of it.
"""
_PLAIN_TYPES = frozenset({"Region", "Industry"})


class Taken:
    """Which characters of a text are part of a name already."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of the stretch is taken."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Take the stretch."""
        self._taken[start:end] = b"\x01" * (end - start)

    def release(self, start: int, end: int) -> None:
        """Give the stretch back."""
        self._taken[start:end] = bytes(end - start)


def occurrences(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Start and end of every occurrence of `names` in `text`, in one pass over it."""
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    if not len(automaton):
        return
    automaton.make_automaton()
    for last, length in automaton.iter(text):
        yield last + 1 - length, last + 1


class Mentions:
    """Turns candidates into names that do not overlap.

    Args:
        describer: says what speaks for a candidate, where an arbiter shall be asked; without it, or before `load`, the
            surer and then the longer candidate stands.
    """

    def __init__(self, describer: Describer | None = None) -> None:
        self._describer = describer
        self._arbiter: Arbiter | None = None

    def load(self, models: Path) -> None:
        """Read the trained arbiter, if it shall be asked.

        Raises:
            ExtractionError: it is missing or damaged.
        """
        if self._describer is not None:
            self._arbiter = Arbiter.load(models)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `names`; until `referents` has run, their `referent` numbers the distinct names of this Doc."""
        page = Page.of(doc)
        if self._describer is None or self._arbiter is None:
            chosen = decide(page.text, doc._.candidates)
            doc._.names = _numbered(page.text, chosen + _repeats(page, chosen))
            return doc
        ruled: list[Name] = doc._.names
        chosen = self._arbiter.decide(list(self._describer(page, ruled, doc._.candidates)))
        chosen += _strangers(self._arbiter, page.text, doc._.candidates, chosen)
        kept = {(c.start, c.end) for c in chosen}
        doc._.refused = frozenset(
            (n.start, n.end) for n in ruled if (n.start, n.end) not in kept and n.origin not in _SETTLED
        )
        doc._.names = _with_shorts(page.text, _numbered(page.text, chosen + _repeats(page, chosen)), ruled)
        return doc


def _numbered(text: str, chosen: Iterable[Candidate]) -> list[Name]:
    """The chosen candidates as names, numbered by what they are called."""
    numbers: dict[str, int] = {}
    return [
        Name(
            c.start,
            c.end,
            c.type,
            numbers.setdefault(fold(text[c.start : c.end]), len(numbers)),
            origin=c.origin,
            confidence=c.confidence,
        )
        for c in sorted(chosen)
    ]


def _with_shorts(text: str, names: list[Name], ruled: list[Name]) -> list[Name]:
    """The names, but each that the rules take for the short form of another one that stands has that one's number."""
    full = {name.referent: fold(text[name.start : name.end]) for name in ruled if name.form is Form.FULL}
    numbers = {fold(text[name.start : name.end]): name.referent for name in names}
    short = {(name.start, name.end): name for name in ruled if name.form is Form.SHORT}
    return [_linked(name, short.get((name.start, name.end)), full, numbers) for name in names]


def _linked(name: Name, told: Name | None, full: dict[int, str], numbers: dict[str, int]) -> Name:
    if told is None or told.type != name.type:
        return name
    meant = told.referent if told.referent < 0 else numbers.get(full.get(told.referent, ""))
    if meant is None:
        return name
    return Name(name.start, name.end, name.type, meant, Form.SHORT, told.origin, name.confidence)


def _strangers(
    arbiter: Arbiter, text: str, candidates: Iterable[Candidate], chosen: Iterable[Candidate]
) -> list[Candidate]:
    """Candidates of voices that the arbiter has never heard, where it left room."""
    taken = Taken(len(text))
    for candidate in chosen:
        taken.take(candidate.start, candidate.end)
    strange = [c for c in candidates if not arbiter.knows(c.origin)]
    return [c for c in decide(text, strange) if taken.free(c.start, c.end)]


def decide(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand: sure ones before unsure ones, and among each the longest at its place."""
    titles = _Titles(text)
    sound = [tight for c in candidates if (tight := _tight(text, c)) is not None and not titles.hold(tight)]
    sure = {text[c.start : c.end] for c in sound if c.confidence >= SURE}
    kept = [c for c in sound if text[c.start : c.end] in sure]
    kept.sort(key=lambda c: (c.confidence < SURE, c.start - c.end, -c.confidence, c))
    taken, chosen = Taken(len(text)), []
    for candidate in kept:
        if taken.free(candidate.start, candidate.end):
            taken.take(candidate.start, candidate.end)
            chosen.append(candidate)
    return chosen


class _Titles:
    """Titles of papers and programmes between 《》: a name within one is part of the title."""

    def __init__(self, text: str) -> None:
        spans = [found.span() for found in _TITLE.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def hold(self, candidate: Candidate) -> bool:
        """Whether the candidate is a part of a title, and not all of it."""
        at = bisect_right(self._starts, candidate.start) - 1
        if at < 0 or candidate.end > self._ends[at]:
            return False
        return candidate.end - candidate.start < self._ends[at] - self._starts[at] - 2


def _tight(text: str, candidate: Candidate) -> Candidate | None:
    """The candidate without white space at its edges; None if nothing is left."""
    piece = text[candidate.start : candidate.end]
    start = candidate.start + len(piece) - len(piece.lstrip())
    end = candidate.start + len(piece.rstrip())
    if start >= end:
        return None
    if (start, end) == (candidate.start, candidate.end):
        return candidate
    return Candidate(start, end, candidate.type, candidate.origin, candidate.confidence)


def _repeats(page: Page, chosen: list[Candidate]) -> list[Candidate]:
    """The chosen names at places where the components missed them."""
    best: dict[str, Candidate] = {}
    for candidate in chosen:
        name = page.text[candidate.start : candidate.end]
        long_enough = len(name) >= (_SPREADING if candidate.origin != _COINED else _SPREADING - 1)
        if long_enough and candidate.type not in _PLAIN_TYPES:
            best[name] = max(candidate, best.get(name, candidate), key=lambda c: c.confidence)
    taken = Taken(len(page.text))
    for candidate in chosen:
        taken.take(candidate.start, candidate.end)
    found = sorted(occurrences(page.text, best), key=lambda at: (at[0] - at[1], at))
    repeats = []
    for start, end in found:
        whole = page.at_edge(start) and page.at_edge(end)
        if whole and taken.free(start, end) and (end - start >= _SPREADING or page.at_edge(start + 1)):
            model = best[page.text[start:end]]
            taken.take(start, end)
            repeats.append(Candidate(start, end, model.type, model.origin, model.confidence))
    return repeats


@Language.factory("jjj_mentions")
def create(nlp: Language, name: str) -> Mentions:
    """Make the component that `pipeline.cfg` asks for; it asks the arbiter if the recogniser is heard before it."""
    heard = "recogniser" in nlp.pipe_names
    return Mentions(Describer(dictionary_of(nlp), Suffixes()) if heard else None)
