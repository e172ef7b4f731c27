"""Listings: names without any suffix, told by what stands around them (A、B等企业; 企业A; A完成…轮融资)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Candidate
from kg.extract.boundaries import Boundaries
from kg.extract.page import Page, Word
from kg.extract.suffixes import Kind, Suffixes
from kg.tables import rows
from kg.text import occurrences

_HOLDER = re.compile(
    r"(?:宣布|正式|已|近日|日前|今日|成功|再次|又){0,2}(?:完成|获得?)[^，。；！？\n]{0,16}(?:融资|投资)"
    r"|(?:联合)?创始人|首席执行官|首席科学家|首席技术官|CEO|CTO|董事长|总经理"
)
_ROUND = r"[^，。；！？\n]{0,14}?(?:轮|融资|股权|股份|股东|\d{1,3}(?:\.\d{1,4})?[%％])"
_BEHIND = re.compile(
    rf"(?:增资|注资|入股|参股|控股|收购|并购|增持|领投|跟投|投资|投向|投给|持有|孵化|创立|创办|创建|办起|注册|成立)(?:了|过|出)?"
    rf"(?=[“\"]?[\u4e00-\u9fffA-Za-z]{{2,12}}(?:[”\"]|的?{_ROUND}|[，。；、]))"
    rf"|[向对给](?=[\u4e00-\u9fffA-Za-z]{{2,10}}(?:增资|注资|投资|追加))"
)
_OWNING = re.compile(
    r"的?(?:股东|创始团队|创始人|联合创始人|实际控制人|控股股东|大股东|估值|注册资本|工商信息|招股书|招股说明书|首席执行官|创始成员"
    r"|董事长|总裁|总经理|CEO|CTO|车间|产线|总部|订单|营收)"
    r"|(?:也|则|还|又|已|已经|刚刚|刚|日前|近日|先后|连续|正式|对外|随后|分别){0,2}(?:宣布|宣告|公布|披露|官宣|完成|拿到|获得|获)"
    r"(?:，[^，。；！？\n]{0,6})?[^，。；！？\n]{0,16}(?:融资|轮|投资|订单|上市)"
)
_FUNDED = re.compile(
    r"(?:也|则|还|又|已|已经|刚刚|刚|日前|近日|先后|连续|正式|对外)?(?:宣布|公布|官宣|披露|完成|获得?|拿到)"
    r"[^，。；！？\n]{0,12}?(?:(?:[A-Z](?:\d|\+){0,2}|天使\+?|种子|战略|首|Pre-?[A-Z]\+?)轮|轮融资|战略融资|股权融资)"
)
_ENDED = re.compile('[”"’](?:[，。；、]|公司|企业)')
_APPOSED = re.compile(r"(?:企业|公司|独角兽|厂商)(?=[\u4e00-\u9fffA-Za-z])")
_LINK = "、"
_JOINTS = frozenset({"和", "与", "及", "以及"})
_QUOTES = '“”"‘’'
_MEMBERS, _LONGEST, _SHORTEST, _VOUCHERS, _TELLING = 30, 10, 2, 2, 4
_NAMELIKE = frozenset({"nz", "nr", "nrt", "nrfg"})
_LISTED, _TOLD = 0.62, 0.6
_SELDOM = 150
"""How often a word may stand in the dictionary's corpus and still be odd enough for a name."""
_PARTICLES = frozenset("的了在等是与和及或被把给向对由从将我他你它她这那该其也都就还又再不没未已曾有个家位名项")
_NEVER_FIRST = frozenset("为以于至内外上下前后中新老两各每全本")
_INNER = frozenset("之")


class Listings:
    """Finds names by their surroundings; it knows none of their words."""

    def __init__(self, boundaries: Boundaries, suffixes: Suffixes) -> None:
        self._boundaries = boundaries
        self._suffixes = suffixes
        self._kinds = {row["noun"]: row["type"] for row in rows("cues", "list_heads.tsv")}
        self.types = frozenset(self._kinds.values())
        heads = "|".join(sorted(self._kinds, key=lambda head: (-len(head), head)))
        count = r"(?:[\d一二三四五六七八九十百千]{1,5})?(?:余|多)?[家所个位名支批]?"
        self._counted = re.compile(rf"(?:这|那)?[几两二三四五六七八九十数\d]{{1,3}}(?:家|所|支|位)({heads})")
        self._tail = re.compile(rf"等{count}[^，。；、：！？\s“”（）()]{{0,10}}?({heads})")

    def candidates(self, page: Page) -> Iterator[Candidate]:
        """Members of lists, subjects of financing and posts, and names set beside 企业 and 公司."""
        for at in occurrences(page.text, "等"):
            tail = self._tail.match(page.text, at)
            if tail:
                yield from self._members(page, at, self._kinds[tail[1]])
        for tail in self._counted.finditer(page.text):
            yield from self._members(page, tail.start(), self._kinds[tail[1]])
        for found in _HOLDER.finditer(page.text):
            yield from self._told(page, self._left(page, found.start()))
        for found in _OWNING.finditer(page.text):
            yield from self._told(page, self._left(page, found.start()))
        for found in _BEHIND.finditer(page.text):
            yield from self._object(page, found.end())
        for found in _FUNDED.finditer(page.text):
            yield from self._told(page, self._left(page, found.start()), 1)
        yield from self._beside(page)
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

    def _beside(self, page: Page) -> Iterator[Candidate]:
        """Members of lists that nothing closes, between or beside two and more known bodies of one type."""
        done = 0
        for at in occurrences(page.text, _LINK):
            if at < done:
                continue
            members, done = self._chain(page, at)
            known = [page.types[start] for start, stop in members if page.names.get(start) == stop]
            kinds = set(known)
            if len(known) < _VOUCHERS or len(kinds) != 1 or len(known) * _VOUCHERS < len(members):
                continue
            for start, stop in members:
                if not page.overlaps(start, stop) and self._coined(page, start, stop):
                    yield Candidate(start, stop, known[0], "grammar:list", _LISTED)

    def _chain(self, page: Page, link: int) -> tuple[list[tuple[int, int]], int]:
        """The members of the list of which the first link is at `link`, and where it ends."""
        members = [self._left(page, link)]
        at = link
        while len(members) < _MEMBERS:
            start = at + 1
            stop = page.names.get(start) or self._right(page, start)[1]
            if not start < stop <= start + _LONGEST * 3:
                break
            members.append((start, stop))
            if page.text[stop : stop + 1] == _LINK or page.text[stop : stop + 1] in _JOINTS:
                at = stop
                continue
            break
        return members, members[-1][1]

    def _coined(self, page: Page, start: int, end: int) -> bool:
        size = end - start
        if not _SHORTEST < size < _LONGEST or not self._plain_name(page, start, end):
            return False
        return self._strange(page, start, end) or (size >= _TELLING and self._branded(page.text[start:end]))

    def _branded(self, name: str) -> bool:
        """Whether a name ends in a trade or form as firms' names do, behind two characters and more."""
        suffix = self._suffixes.ending(name)
        return suffix is not None and suffix.kind is Kind.BRAND and len(name) - len(suffix.text) >= _SHORTEST

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
        if word.text in _INNER:
            return False
        return word.text in _JOINTS or self._boundaries.stops(word) or self._measures(page, word)

    def _measures(self, page: Page, word: Word) -> bool:
        if self._boundaries.role(word.text) != "measure":
            return False
        return len(word.text) > 1 or word.start == 0 or page.words[page.word_at(word.start - 1)].tag in {"m", "x"}

    def _object(self, page: Page, start: int) -> Iterator[Candidate]:
        """What a verb such as 创立 or 增资 has for its object; in quotation marks, nothing more may follow it."""
        if not page.at_edge(start):
            return
        quoted = page.text[start] in _QUOTES
        span = self._right(page, start + quoted)
        if quoted and not _ENDED.match(page.text, span[1]):
            return
        yield from self._told(page, span, 1 if quoted else 2)

    def _told(self, page: Page, span: tuple[int, int], times: int = 2) -> Iterator[Candidate]:
        """A stretch that its surroundings make a firm, if the text has it so many times."""
        start, end = span
        name = page.text[start:end]
        long_enough = _SHORTEST <= len(name) <= _LONGEST - 2
        if (
            long_enough
            and not page.overlaps(start, end)
            and self._strange(page, start, end)
            and page.text.count(name) >= times
        ):
            yield Candidate(start, end, "Company", "grammar:context", _TOLD)

    def _strange(self, page: Page, start: int, end: int) -> bool:
        """Whether the words of a stretch are rather pieces of a made-up name: single characters, foreign or proper."""
        words = page.words[page.word_at(start) : page.word_at(end - 1) + 1]
        if any(self._common(word) for word in words) or words[0].text in _NEVER_FIRST:
            return False
        singles = sum(1 for word in words if len(word.text) == 1)
        if singles >= _SHORTEST:
            return True
        odd = (word for word in words if len(word.text) > 1)
        return any(word.tag in _NAMELIKE or self._boundaries.frequency(word.text) <= _SELDOM for word in odd)

    def _common(self, word: Word) -> bool:
        """Whether a word speaks against a made-up name: a longer one with a role, or a particle."""
        if len(word.text) > 1:
            return self._boundaries.role(word.text) in {"stop", "act", "joint", "weak"}
        return word.text in _PARTICLES

    def _plain_name(self, page: Page, start: int, end: int) -> bool:
        words = page.words[page.word_at(start) : page.word_at(end - 1) + 1]
        return not any(self._boundaries.generic(word) or self._boundaries.role(word.text) for word in words)
