"""Listings: names without any suffix, told by what stands around them (A、B等企业; 企业A; A完成…轮融资)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Candidate
from kg.extract.boundaries import Boundaries
from kg.extract.page import Page, Word
from kg.extract.tables import rows

_HOLDER = re.compile(
    r"(?:宣布|正式|已|近日|日前|今日|成功|再次|又){0,2}(?:完成|获得?)[^，。；！？\n]{0,16}(?:融资|投资)"
    r"|(?:联合)?创始人|首席执行官|首席科学家|首席技术官|CEO|CTO|董事长|总经理"
)
_APPOSED = re.compile(r"(?:企业|公司|独角兽|厂商)(?=[\u4e00-\u9fffA-Za-z])")
_LINK = "、"
_JOINTS = frozenset({"和", "与", "及", "以及"})
_QUOTES = '“”"‘’'
_MEMBERS, _LONGEST, _SHORTEST = 30, 10, 2
_NAMELIKE = frozenset({"nz", "nr", "nrt", "nrfg"})
_LISTED, _TOLD = 0.62, 0.6


class Listings:
    """Finds names by their surroundings; it knows none of their words."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._boundaries = boundaries
        self._kinds = {row["noun"]: row["type"] for row in rows("cues", "list_heads.tsv")}
        self.types = frozenset(self._kinds.values())
        heads = "|".join(sorted(self._kinds, key=lambda head: (-len(head), head)))
        count = r"(?:[\d一二三四五六七八九十百千]{1,5})?(?:余|多)?[家所个位名支批]?"
        self._tail = re.compile(rf"等{count}[^，。；、：！？\s“”（）()]{{0,10}}?({heads})")

    def candidates(self, page: Page) -> Iterator[Candidate]:
        """Members of lists, subjects of financing and posts, and names set beside 企业 and 公司."""
        for at in _positions(page.text, "等"):
            tail = self._tail.match(page.text, at)
            if tail:
                yield from self._members(page, at, self._kinds[tail[1]])
        for found in _HOLDER.finditer(page.text):
            yield from self._told(page, self._left(page, found.start()))
        for found in _APPOSED.finditer(page.text):
            if page.at_edge(found.end()):
                yield from self._told(page, self._right(page, found.end()))

    def _members(self, page: Page, end: int, kind: str) -> Iterator[Candidate]:
        members = list(self._spans(page, end))
        known = sum(1 for start, stop in members if page.names.get(start) == stop)
        fresh = [(start, stop) for start, stop in members if not page.overlaps(start, stop)]
        strange = [span for span in fresh if self._strange(page, *span)]
        if len(members) < _SHORTEST or not (known or strange):
            return
        for start, stop in fresh:
            if (start, stop) in strange or (stop - start > _SHORTEST and self._plain_name(page, start, stop)):
                yield Candidate(start, stop, kind, "grammar:list", _LISTED)

    def _spans(self, page: Page, end: int) -> Iterator[tuple[int, int]]:
        """The members of the list that ends at `end`, from the last to the first."""
        for _ in range(_MEMBERS):
            start = self._left(page, end)[0]
            if not _SHORTEST <= end - start <= _LONGEST * 2:
                return
            yield start, end
            before = page.text[start - 1 : start]
            if before != _LINK and before not in _JOINTS:
                return
            end = start - 1
            while end and page.text[end - 1] in _QUOTES:
                end -= 1

    def _left(self, page: Page, end: int) -> tuple[int, int]:
        """Start and end of the words before `end` that no punctuation, joint or edge of a name breaks."""
        while end and page.text[end - 1] in _QUOTES:
            end -= 1
        at = end
        while at and end - at <= _LONGEST:
            start = next((s for s in (page.name_ends.get(at),) if s is not None and s < at), None)
            if start is None:
                word = page.words[page.word_at(at - 1)]
                if self._breaks(page, word):
                    break
                start = word.start
            at = start
        return at, end

    def _right(self, page: Page, start: int) -> tuple[int, int]:
        at = start
        while at < len(page.text) and at - start <= _LONGEST:
            word = page.words[page.word_at(at)]
            if self._breaks(page, word) or (len(word.text) > 1 and word.tag[0] in "vdpcr"):
                break
            at = word.end
        return start, at

    def _breaks(self, page: Page, word: Word) -> bool:
        if not re.match(r"[\w\u4e00-\u9fff]", word.text) or word.start in page.places:
            return True
        return word.text in _JOINTS or self._boundaries.stops(word) or self._boundaries.role(word.text) == "measure"

    def _told(self, page: Page, span: tuple[int, int]) -> Iterator[Candidate]:
        start, end = span
        name = page.text[start:end]
        long_enough = _SHORTEST <= len(name) <= _LONGEST - 2
        if (
            long_enough
            and not page.overlaps(start, end)
            and self._strange(page, start, end)
            and page.text.count(name) > 1
        ):
            yield Candidate(start, end, "Company", "grammar:context", _TOLD)

    def _strange(self, page: Page, start: int, end: int) -> bool:
        """Whether the words of a stretch are rather pieces of a made-up name: single characters, foreign or proper."""
        words = page.words[page.word_at(start) : page.word_at(end - 1) + 1]
        if any(self._boundaries.role(word.text) for word in words):
            return False
        singles = sum(1 for word in words if len(word.text) == 1)
        return singles >= _SHORTEST or any(word.tag in _NAMELIKE and len(word.text) > 1 for word in words)

    def _plain_name(self, page: Page, start: int, end: int) -> bool:
        words = page.words[page.word_at(start) : page.word_at(end - 1) + 1]
        return not any(self._boundaries.generic(word) or self._boundaries.role(word.text) for word in words)


def _positions(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)
