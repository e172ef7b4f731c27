"""Lexicon: names of bodies that everybody knows, short ones only where the words around them leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.lexicon import Hit, Lexicon, Wording
from kg.extract.page import Page

_CONFIDENCE = {Wording.NAME: 0.95, Wording.ALIAS: 0.9, Wording.AMBIGUOUS: 0.75}
_SECTOR = "Industry"
_LINKS = ("、", "以及", "和", "与", "及", "/")
_DASHED_ON = re.compile("[—–－-](?=[0-9A-Za-z\u4e00-\u9fff])")
_LONG = 5
_FIRMS = frozenset({"Company", "FinancialInstitution", "InvestmentFirm"})
_FORM = re.compile("(?<!集团)(?<!公司)(?:集团股份|控股集团|集团|股份|总)?公司|(?<!集团)(?<!公司)(?:控股)?集团")
_CLOSING = "”’》）)"
_OPENING = "“‘《（("


class ListedNames:
    """Adds candidates for the bodies of the gazetteer; sectors are left to `industries`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.types = frozenset(entry.type for entry in lexicon.gazetteer.entries) - {_SECTOR}

    def __call__(self, doc: Doc) -> Doc:
        """Append the listed names that the text holds to the candidates."""
        page = Page.of(doc)
        hits = [hit for hit in self._lexicon.scan(page.text) if hit.entry.type != _SECTOR and _apart(page, hit)]
        certain = _certain(page.text, _longest(hits))
        longer = (candidate for hit in certain for candidate in _with_form(page, hit))
        doc._.candidates = [*doc._.candidates, *(_candidate(hit) for hit in certain), *longer]
        return doc


def _apart(page: Page, hit: Hit) -> bool:
    """Whether the name is made of whole words, so that 中国银行 is none in 中国银行业, nor 建行 in 构建行业."""
    if hit.end - hit.start < _LONG and (_DASHED_ON.match(page.text, hit.end) or _dashed_before(page.text, hit.start)):
        return False
    return page.at_edge(hit.start) and page.at_edge(hit.end)


def _dashed_before(text: str, start: int) -> bool:
    """Whether a short name is only the last part of one with a dash (滨海—中关村); a double dash is punctuation."""
    return bool(_DASHED_ON.match(text[max(0, start - 2) : start][::-1]))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that lie within no longer one, so that 中信 in 中信银行 says nothing of 中信集团."""
    kept: list[Hit] = []
    reached = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.entry.name)):
        same = bool(kept) and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)
        if hit.end > reached or same:
            kept.append(hit)
            reached = max(reached, hit.end)
    return kept


def _certain(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits without those ambiguous ones for which nothing else speaks.

    For an ambiguous name speaks that the text calls the same body by a clear name as well, or that it stands in a
    list beside another name (华为、联想和百度).
    """
    clear = {hit.entry.name for hit in hits if hit.wording is not Wording.AMBIGUOUS}
    sure = [hit for hit in hits if hit.wording is not Wording.AMBIGUOUS or hit.entry.name in clear]
    starts, ends = {hit.start for hit in sure}, {hit.end for hit in sure}
    doubtful = [hit for hit in hits if hit.wording is Wording.AMBIGUOUS and hit.entry.name not in clear]
    for order in (doubtful, doubtful[::-1]):  # a list vouches for its members from left to right and back
        for hit in order:
            if _before(text, hit.start) in ends or _after(text, hit.end) in starts:
                sure.append(hit)
                starts.add(hit.start)
                ends.add(hit.end)
    return list(dict.fromkeys(sure))


def _before(text: str, start: int) -> int:
    """Where the member before this one in a list would end; -1 if none stands before."""
    at = start
    while at and text[at - 1] in _OPENING:
        at -= 1
    for link in _LINKS:
        if text.endswith(link, 0, at):
            at -= len(link)
            while at and text[at - 1] in _CLOSING:
                at -= 1
            return at
    return -1


def _after(text: str, end: int) -> int:
    """Where the member after this one in a list would begin; -1 if none stands after."""
    at = end
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    for link in _LINKS:
        if text.startswith(link, at):
            at += len(link)
            while at < len(text) and text[at] in _OPENING:
                at += 1
            return at
    return -1


def _with_form(page: Page, hit: Hit) -> Iterator[Candidate]:
    """A firm's short name together with the form that the text sets behind it: 空客公司, 东风汽车集团."""
    form = _FORM.match(page.text, hit.end)
    if form and hit.entry.type in _FIRMS and page.at_edge(form.end()):
        yield Candidate(hit.start, form.end(), hit.entry.type, f"lexicon:{hit.entry.kind}", _CONFIDENCE[hit.wording])


def _candidate(hit: Hit) -> Candidate:
    origin = f"lexicon:{hit.entry.kind}"
    return Candidate(hit.start, hit.end, hit.entry.type, origin, _CONFIDENCE[hit.wording])


@Language.factory("jjj_lexicon")
def create(nlp: Language, name: str) -> ListedNames:
    """Make the component that `pipeline.cfg` asks for."""
    return ListedNames(Lexicon.load())
