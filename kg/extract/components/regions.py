"""Regions: provinces to towns, areas, countries; a chain such as 江苏省无锡市滨湖区 is one name, of its last member."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg.divisions import Division, Divisions, Level
from kg.extract.analysis import Candidate
from kg.extract.page import Page
from kg.tables import rows

_ABBREVIATIONS = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘]{2,6}")
_SMALLER = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:(?<!小)镇|乡|街道)(?![\u4e00-\u9fff]{0,1}(?:企业|村振兴))")
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,4}?村(?!民|振兴|镇|庄)")
_NO_PART = frozenset({"p", "c", "d", "u", "uj", "ul", "r", "y"})
_VERBS = frozenset({"v", "vd", "vn"})
_IN_CHINA = frozenset({Level.PROVINCE, Level.PREFECTURE, Level.AREA, Level.COUNTY, Level.TOWN})
_OPEN_BELOW = frozenset({Level.PREFECTURE, Level.AREA, Level.COUNTY})
_SURE, _FAIR = 0.9, 0.8
_LINKS = frozenset("、和与及")
_DASHES = frozenset("—-－–·")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text: offsets, the divisions that it can be, and whether it stands by itself as a name."""

    start: int
    end: int
    divisions: tuple[Division, ...]
    stands: bool


class Regions:
    """Adds candidates for places."""

    types = frozenset({"Region"})

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        words = rows("cues", "region_surroundings.tsv")
        self._generic = frozenset(row["word"] for row in words if row["role"] == "generic")
        self._facility = frozenset(row["word"] for row in words if row["role"] == "facility")
        self._automaton = ahocorasick.Automaton()
        for name, bearers in divisions.names.items():
            if len(name) >= _FEWEST:
                self._automaton.add_word(name, (len(name), tuple(bearers)))
        self._automaton.make_automaton()

    def __call__(self, doc: Doc) -> Doc:
        """Append the places that the text names to the candidates."""
        page = Page.of(doc)
        doc._.candidates = [*doc._.candidates, *self.candidates(page)]
        return doc

    def candidates(self, page: Page) -> Iterator[Candidate]:
        """The places of a page, in the order of their beginnings."""
        chains = list(self._chains(page))
        vouched = _vouched(page.text, chains)
        for chain in chains:
            start, end = chain[0].start, self._with_smaller(page, chain)
            stands = any(found.stands for found in chain)
            if (stands or start in vouched) and not self._facility_at(page, end):
                yield Candidate(start, end, "Region", "lexicon:divisions", _SURE if stands else _FAIR)
        for found in _ABBREVIATIONS.finditer(page.text):
            start, end = found.span()
            if self._abbreviations(page, start, end):
                yield Candidate(start, end, "Region", "grammar:abbreviations", _SURE)

    def _chains(self, page: Page) -> Iterator[list[Found]]:
        """Places that follow one another directly, each within the one before it."""
        chain: list[Found] = []
        for found in self._places(page):
            if chain and found.start == chain[-1].end and (inner := self._inside(found, chain[-1])):
                chain.append(Found(found.start, found.end, inner, stands=True))
                continue
            if chain:
                yield chain
            chain = [found]
        if chain:
            yield chain

    def _inside(self, found: Found, outer: Found) -> tuple[Division, ...]:
        within = self._divisions.within
        return tuple(d for d in found.divisions if any(within(d.code, o.code) for o in outer.divisions))

    def _places(self, page: Page) -> Iterator[Found]:
        """Names of divisions as whole words, the longest at each place, from left to right."""
        hits = [(last + 1 - length, last + 1, bearers) for last, (length, bearers) in self._automaton.iter(page.text)]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        at = 0
        for start, end, bearers in hits:
            if start < at or not (page.at_edge(start) and page.at_edge(end)):
                continue
            written = page.text[start:end]
            stands = written not in self._generic and any(_stands(d, written) for d in bearers)
            yield Found(start, end, bearers, stands)
            at = end

    def _with_smaller(self, page: Page, chain: list[Found]) -> int:
        """The end of a chain with the town and the village that may follow it (…即墨区某某镇某某村)."""
        end, last = chain[-1].end, chain[-1].divisions
        if any(d.level in _OPEN_BELOW for d in last):
            end = self._smaller(page, end, _SMALLER)
        if end > chain[-1].end or any(d.level is Level.TOWN for d in last):
            end = self._smaller(page, end, _VILLAGE)
        return end

    def _smaller(self, page: Page, start: int, shape: re.Pattern[str]) -> int:
        found = shape.match(page.text, start)
        if not found or not page.at_edge(start):
            return start
        words = page.words[page.word_at(start) : page.word_at(found.end() - 1) + 1]
        if any(word.tag in _NO_PART or (len(word.text) > 1 and word.tag in _VERBS) for word in words):
            return start
        last = words[-1]
        return found.end() if last.end == found.end() or last.start == found.end() - 1 else start

    def _facility_at(self, page: Page, end: int) -> bool:
        if end >= len(page.text):
            return False
        return page.words[page.word_at(end)].text in self._facility

    def _abbreviations(self, page: Page, start: int, end: int) -> bool:
        """Whether a run of one-character abbreviations names several provinces (京津, 津冀鲁)."""
        written = page.text[start:end]
        if len(set(written)) < len(written) or not (page.at_edge(start) and page.at_edge(end)):
            return False
        return not self._divisions.find(written) and not self._facility_at(page, end)


def _stands(division: Division, written: str) -> bool:
    """Whether what is written is a name by itself; the short forms of most counties are ordinary words as well."""
    if written == division.name:
        return division.bare or division.level in _IN_CHINA or division.level is Level.COUNTRY
    return division.bare


def _vouched(text: str, chains: list[list[Found]]) -> set[int]:
    """Where short forms begin that are ordinary words as well, but that the text says are places.

    It says so by using the full name too (宝坻区 … 宝坻), or by listing them beside a sister (海淀、丰台和朝阳).
    """
    standing = [chain[-1] for chain in chains if any(found.stands for found in chain)]
    clear = {short for found in standing for division in found.divisions for short in _shorts(division)}
    sisters = {found.end: found for found in standing} | {found.start: found for found in standing}
    doubtful = [chain[0] for chain in chains if len(chain) == 1 and not chain[0].stands]
    vouched = {found.start for found in doubtful if text[found.start : found.end] in clear and not _dashed(text, found)}
    for order in (doubtful, doubtful[::-1]):
        for found in order:
            beside = (sisters.get(found.start - 1), sisters.get(found.end + 1))
            links = (text[max(0, found.start - 1) : found.start], text[found.end : found.end + 1])
            if any(s and link in _LINKS and _sisters(s, found) for s, link in zip(beside, links, strict=True) if link):
                vouched.add(found.start)
                sisters[found.start] = sisters[found.end] = found
    return vouched


def _dashed(text: str, found: Found) -> bool:
    return text[found.end : found.end + 1] in _DASHES and found.end < len(text)


def _sisters(one: Found, other: Found) -> bool:
    return not {d.parent for d in one.divisions if d.parent}.isdisjoint(d.parent for d in other.divisions)


def _shorts(division: Division) -> Iterable[str]:
    return (division.short, *division.aliases) if division.short else division.aliases


@Language.factory("jjj_regions")
def create(nlp: Language, name: str) -> Regions:
    """Make the component that `pipeline.cfg` asks for."""
    return Regions(Divisions.load())
