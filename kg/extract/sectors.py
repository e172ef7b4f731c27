"""Sectors by their shape: what stands before 产业, 领域, 赛道 and the like, alone or in a list (A、B和C等领域)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.page import Page, Word
from kg.tables import rows

Span = tuple[int, int]

LONGEST = 14
"""Characters of the longest name of a sector."""

_FEWEST = 2
_MOST_MEMBERS = 16
_MOST_MODIFIERS = 5
_NOUNS = frozenset(
    {
        "n",
        "vn",
        "nz",
        "b",
        "j",
        "l",
        "an",
        "ng",
        "eng",
        "s",
        "nt",
        "nr",
        "nrt",
        "i",
        "k",
        "vg",
        "ag",
        "g",
        "x",
        "a",
        "nrfg",
    }
)
_NUMBERS = frozenset({"m", "q", "mq"})
_NEVER = frozenset({"p", "c", "u", "uj", "ul", "ug", "uv", "uz", "d", "r", "y", "e", "t", "ud"})
_VERBAL = frozenset({"v", "vn", "vd"})
_VAGUE_HEAD = "领域"
_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff\-]+")
_QUOTED = re.compile(r"“([^“”]{2,14})”$")
_OTHER_HALVES = frozenset({"与", "和", "及"})


class SectorWords:
    """The words by which sectors are told, by their role: see the head of `industry_words.tsv`."""

    def __init__(self) -> None:
        table = rows("cues", "industry_words.tsv")
        by_role: dict[str, set[str]] = {}
        for row in table:
            by_role.setdefault(row["role"], set()).add(row["word"])
        self.vague = frozenset(by_role["vague"])
        self.heads = frozenset(by_role["head"]) | self.vague
        self.separators = frozenset(by_role["separator"])
        self.modifiers = frozenset(by_role["modifier"])
        self.leads = frozenset(by_role["lead"])
        self.trusted = frozenset(by_role["trust"])
        self.inside = frozenset(by_role["inside"])
        self.generic = frozenset(by_role["generic"])
        self.follow = frozenset(by_role["follow"])
        self.scope = frozenset(by_role["scope"])


@dataclass(frozen=True, slots=True)
class _List:
    """What a head closes: the index after the last word of the last member, and whether 等 says that it is a list."""

    after: int
    etcetera: bool


class Shapes:
    """One text read for the sectors that a head closes.

    Args:
        page: the text.
        vocabulary: the words by which sectors are told.
        listed: offsets of the sectors that the lexicon holds.
    """

    def __init__(self, page: Page, vocabulary: SectorWords, listed: frozenset[Span]) -> None:
        self._page = page
        self._text = page.text
        self._vocabulary = vocabulary
        self._listed = listed
        self._words = list(_cut(page.words, vocabulary.heads))
        self._covered = _covered(listed)
        self._places = _covered(frozenset(page.places.items()))

    def spans(self) -> Iterator[Span]:
        """Offsets of the sectors; the same one may come twice."""
        for index, word in enumerate(self._words):
            if word.text in self._vocabulary.heads:
                yield from self._closed_by(index)

    def _closed_by(self, index: int) -> Iterator[Span]:
        quoted = self._quoted(self._words[index].start)
        if quoted and self._words[index].text not in self._vocabulary.vague:
            yield quoted
            return
        spans = []
        closed = self._list(index)
        for first, after in self._members(closed):
            span = self._sector(first, after)
            if span:
                spans.append(span)
            elif not closed.etcetera:
                break
        yield from self._vouched(spans, index)

    def _vouched(self, spans: list[Span], index: int) -> Iterator[Span]:
        """The members that are listed or built on listed ones, and the others where these are the fewer half of a list.

        领域 also closes what is no sector (技术攻关、人才引进等领域), so before it nothing else is taken.
        """
        head = self._words[index].text
        if head in self._vocabulary.vague:
            known = [span for span in spans if span in self._listed or self._ends_listed(span)]
            yield from known if len(known) == len(spans) else ()
            return
        known = [span for span in spans if self._covers_listed(span)]
        alone = head != _VAGUE_HEAD and len(spans) == 1
        yield from spans if alone or (len(known) * 2 > len(spans)) else known

    def _ends_listed(self, span: Span) -> bool:
        """Whether a compound ends in a listed sector: 航空租赁."""
        start, end = span
        return any((at, end) in self._listed for at in range(start + 1, end - 1))

    def _covers_listed(self, span: Span) -> bool:
        return not self._covered.isdisjoint(range(*span))

    def _quoted(self, end: int) -> Span | None:
        """“双碳”领域: what stands in quotation marks before the head."""
        found = _QUOTED.search(self._text, max(0, end - LONGEST - 2), end)
        if not found or not _PLAIN.fullmatch(found[1]):
            return None
        return found.span(1)

    def _list(self, index: int) -> _List:
        words, vocabulary = self._words, self._vocabulary
        at = index
        for _ in range(_MOST_MODIFIERS):
            if at and words[at - 1].text == "等":
                return _List(at - 1, etcetera=True)
            if not at or not (words[at - 1].text in vocabulary.modifiers or words[at - 1].tag in _NUMBERS):
                break
            at -= 1
        counted = at < index and any(word.tag in _NUMBERS for word in words[at:index])
        return _List(at if counted else index, etcetera=False)

    def _members(self, closed: _List) -> Iterator[tuple[int, int]]:
        """First word and the word after the last of each member, from right to left."""
        words, separators = self._words, self._vocabulary.separators
        after = closed.after
        for _ in range(_MOST_MEMBERS):
            first = self._first(after, closed.etcetera)
            while self._second_half(first, after):
                first = self._first(first - 1, closed.etcetera)
            if first and words[first - 1].text not in separators:
                first = self._first(after, loose=False)  # the verb before the list is none of its first member
            if first == after:
                return
            yield first, after
            if first == 0 or words[first - 1].text not in separators:
                return
            after = first - 1

    def _second_half(self, first: int, after: int) -> bool:
        """Whether a member is only the rest of one: 应用 in 时空技术与应用."""
        words = self._words
        joined = first > 1 and words[first - 1].text in _OTHER_HALVES
        return joined and all(word.text in self._vocabulary.generic for word in words[first:after])

    def _first(self, after: int, loose: bool) -> int:
        """The first word of the compound that ends before the word `after`."""
        words, first = self._words, after
        while first and words[after - 1].end - words[first - 1].start <= LONGEST:
            if not self._within(words[first - 1], loose):
                break
            first -= 1
        return first

    def _within(self, word: Word, loose: bool) -> bool:
        """Whether a word can be part of the name of a sector; in a list that 等 closes, verbs can."""
        vocabulary = self._vocabulary
        if word.start in self._covered:
            return True
        if word.start in self._places or word.text in vocabulary.separators or not _PLAIN.fullmatch(word.text):
            return False
        if word.text in vocabulary.leads and word.text not in vocabulary.inside:
            return False
        if word.tag in _NOUNS or word.text in vocabulary.inside:
            return True
        return word.tag not in _NEVER | _NUMBERS and (loose or len(word.text) == 1)

    def _listed_part(self, first: int, after: int) -> Span | None:
        """The offsets of a compound that the lexicon holds, with or without modifiers at its end (低空经济新赛道)."""
        words = self._words
        while after > first:
            span = words[first].start, words[after - 1].end
            if span in self._listed:
                return span
            if words[after - 1].text not in self._vocabulary.modifiers:
                return None
            after -= 1
        return None

    def _sector(self, first: int, after: int) -> Span | None:
        """The offsets of a compound without what only says where or how many; None if it names no sector."""
        words, vocabulary = self._words, self._vocabulary
        whole = self._listed_part(first, after)
        if whole:
            return whole
        while first < after and (words[first].text in vocabulary.scope or _counts(words[first])):
            first += 1
        if first == after:
            return None
        start, end = words[first].start, words[after - 1].end
        listed = self._listed_part(first, after)
        if listed:
            return listed
        empty = vocabulary.generic | vocabulary.separators
        if all(word.text in empty or _counts(word) for word in words[first:after]):
            return None
        if after - first == 1 and words[first].tag in _VERBAL and words[first].text not in vocabulary.inside:
            return None
        return (start, end) if _FEWEST <= end - start <= LONGEST else None


def _cut(words: list[Word], heads: frozenset[str]) -> Iterator[Word]:
    """The words, with a head that the dictionary holds as the end of a longer word (汽车行业) cut off."""
    longest = max(map(len, heads))
    for word in words:
        for length in range(min(longest, len(word.text) - _FEWEST), 0, -1):
            if word.text[-length:] in heads:
                cut = word.end - length
                yield Word(word.start, cut, word.text[:-length], "n")
                yield Word(cut, word.end, word.text[-length:], "n")
                break
        else:
            yield word


def _counts(word: Word) -> bool:
    return word.text.isdigit() or (word.tag in _NUMBERS and len(word.text) == 1)


def _covered(spans: frozenset[Span]) -> frozenset[int]:
    return frozenset(offset for start, end in spans for offset in range(start, end))
