"""Industries: sectors that the lexicon lists, where their surroundings agree, and those whose shape tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.lexicon import Lexicon, Wording
from kg.extract.page import Page
from kg.extract.sectors import SectorWords, Shapes, Span

_SECTOR = "Industry"
_BOTH, _SHAPED, _LISTED, _BESIDE = 0.85, 0.7, 0.75, 0.65
_COMPOUNDING = frozenset({"n", "nz", "b", "a", "vn", "eng", "x", "j"})
_CONTINUING = frozenset({"n", "nz", "vn", "ng", "j", "l", "b", "k", "nt", "ns", "g", "s", "eng", "x", "nr", "v"})
_OPENING = "（("


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where listed sectors begin and end."""

    starts: frozenset[int]
    ends: frozenset[int]


class Industries:
    """Adds candidates for sectors."""

    types = frozenset({_SECTOR})

    def __init__(self, lexicon: Lexicon, vocabulary: SectorWords) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary

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
        for span, confidence in self._alone(page, listed, shaped):
            yield Candidate(*span, _SECTOR, "lexicon:industries", confidence)

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
        sure = [span for span in free if listed[span] is not Wording.AMBIGUOUS or self._trusted(page, span[0])]
        yield from ((span, _LISTED) for span in sure)
        known = {*sure, *shaped}
        starts, ends = {start for start, _ in known}, {end for _, end in known}
        for start, end in free:
            before, after = page.text[max(0, start - 1) : start], page.text[end : end + 1]
            beside = (before == "、" and start - 1 in ends) or (after == "、" and end + 1 in starts)
            if beside and (start, end) not in known:
                yield (start, end), _BESIDE

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

    def _trusted(self, page: Page, start: int) -> bool:
        return start > 0 and page.words[page.word_at(start - 1)].text in self._vocabulary.trusted


@Language.factory("jjj_industries")
def create(nlp: Language, name: str) -> Industries:
    """Make the component that `pipeline.cfg` asks for."""
    return Industries(Lexicon.load(), SectorWords())
