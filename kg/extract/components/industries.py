"""Industries: sectors that the lexicon lists, where their surroundings agree, and those whose shape tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.fields import Fields, FieldWords, chained
from kg.extract.lexicon import Lexicon, Wording
from kg.extract.page import Page
from kg.extract.sectors import SectorWords, Shapes, Span

_SECTOR = "Industry"
_BOTH, _SHAPED, _LISTED, _ANNOUNCED, _BESIDE = 0.85, 0.7, 0.75, 0.68, 0.65
_COMPOUNDING = frozenset({"n", "nz", "b", "a", "vn", "eng", "x", "j"})
_CONTINUING = frozenset({"n", "nz", "vn", "ng", "j", "l", "b", "k", "nt", "ns", "g", "s", "eng", "x", "nr", "v"})
_TRUSTED_AFTER = re.compile(
    "的?(?:赛道|领域|行业|产业)|企业|板块|学科|厂商|项目|一级市场|(?<!业)业(?![务内态绩余主者])"
)
_FEWEST_BEFORE_FIRM = 2
_OPENING = "（("


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where listed sectors begin and end."""

    starts: frozenset[int]
    ends: frozenset[int]


class Industries:
    """Adds candidates for sectors."""

    types = frozenset({_SECTOR})

    def __init__(self, lexicon: Lexicon, vocabulary: SectorWords, announcing: FieldWords) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._announcing = announcing

    def __call__(self, doc: Doc) -> Doc:
        """Append the sectors that the text names to the candidates."""
        page = Page.of(doc)
        doc._.candidates = [*doc._.candidates, *self.candidates(page)]
        return doc

    def candidates(self, page: Page) -> Iterator[Candidate]:
        """The sectors of a page: first those with a word such as 产业 behind them, then the listed ones without."""
        listed = self._listed(page)
        shaped = sorted(set(Shapes(page, self._vocabulary, frozenset(listed)).spans()))
        for span in shaped:
            yield Candidate(*span, _SECTOR, "grammar:sector", _BOTH if span in listed else _SHAPED)
        announced = sorted(set(self._announced(page, listed).spans()) - set(shaped))
        for span in announced:
            yield Candidate(*span, _SECTOR, "grammar:field", _ANNOUNCED)
        for span, confidence in self._alone(page, listed, sorted({*shaped, *announced})):
            yield Candidate(*span, _SECTOR, "lexicon:industries", confidence)

    def _announced(self, page: Page, listed: Mapping[Span, Wording]) -> Fields:
        words = self._vocabulary
        return Fields(page, self._announcing, separators=words.separators, generic=words.generic, listed=listed)

    def _listed(self, page: Page) -> dict[Span, Wording]:
        """The longest listed sectors, as whole words."""
        hits = [hit for hit in self._lexicon.scan(page.text) if hit.entry.type == _SECTOR]
        hits = [hit for hit in hits if page.at_edge(hit.start) and page.at_edge(hit.end)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        found: dict[Span, Wording] = {}
        reached = 0
        for hit in hits:
            if hit.start >= reached:
                found[hit.start, hit.end] = hit.wording
                reached = hit.end
        return found

    def _alone(self, page: Page, listed: Mapping[Span, Wording], shaped: list[Span]) -> Iterator[tuple[Span, float]]:
        """Listed sectors that nothing closes: clear ones, and doubtful ones after a verb such as 深耕 or in a list."""
        taken = {offset for start, end in shaped for offset in range(start, end)}
        edges = _Edges(frozenset(start for start, _ in listed), frozenset(end for _, end in listed))
        free = [span for span in listed if taken.isdisjoint(range(*span)) and self._fits(page, span, edges)]
        sure = [span for span in free if listed[span] is not Wording.AMBIGUOUS or self._trusted(page, span)]
        yield from ((span, _LISTED) for span in sure)
        known = {*sure, *shaped}
        members = {*shaped, *free}
        for span in chained(page.text, dict.fromkeys(members), known):
            if span not in known:
                yield span, _BESIDE

    def _fits(self, page: Page, span: Span, edges: _Edges) -> bool:
        """Whether the words around a listed sector do not make it a part of a longer compound."""
        return self._free_before(page, span[0], edges) and self._free_after(page, span[1], edges)

    def _free_before(self, page: Page, start: int, edges: _Edges) -> bool:
        if start == 0:
            return True
        if not page.text[start - 1].isalnum():
            return page.text[start - 1] not in _OPENING
        before = page.words[page.word_at(start - 1)]
        vocabulary = self._vocabulary
        if before.text in vocabulary.leads or before.text in vocabulary.scope or before.end in page.place_ends:
            return True
        return before.tag not in _COMPOUNDING or start in edges.ends

    def _free_after(self, page: Page, end: int, edges: _Edges) -> bool:
        if end >= len(page.text):
            return True
        after = page.words[page.word_at(end)]
        if after.text in self._vocabulary.follow or not after.text[0].isalnum():
            return after.text[0] not in _OPENING
        if end in edges.starts or page.text[end - 1] == "业":
            return True
        return after.tag not in _CONTINUING or (after.tag == "v" and len(after.text) == 1)

    def _trusted(self, page: Page, span: Span) -> bool:
        start, end = span
        led = start > 0 and page.words[page.word_at(start - 1)].text in self._vocabulary.trusted
        return led or (end - start > _FEWEST_BEFORE_FIRM and bool(_TRUSTED_AFTER.match(page.text, end)))


@Language.factory("jjj_industries")
def create(nlp: Language, name: str) -> Industries:
    """Make the component that `pipeline.cfg` asks for."""
    return Industries(Lexicon.load(), SectorWords(), FieldWords())
