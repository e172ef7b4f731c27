"""Fields of work that no word such as 产业 closes: what follows 主营, 深耕, 投向, and sectors that stand in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.lexicon import Wording
from kg.extract.page import Page, Word
from kg.tables import rows

Span = tuple[int, int]

_LONGEST = 12
_FEWEST = 2
_MOST_MEMBERS = 12
_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff\-]+")
_NEVER = frozenset({"p", "c", "u", "uj", "ul", "ug", "uv", "uz", "d", "r", "y", "e", "ud", "m", "mq", "q", "t", "f"})
_CLOSED = re.compile(
    r"等(?!.{0,3}(?:部门|单位|物资|地|院校|货|国|人|活动|工作|环节|问题|方式|手段))|的|上|[，。；：！？\n（(”]|$|[两二三四五六七八九十几\d多数]+(?:大|个|类|块|条)|为主|为核心|为主导|为特色|为支柱|为重点|提供|供应"
    r"|领域|行业|产业|方向|赛道|板块|业务|市场|方面|企业|项目|并|且|从业|多年|已"
)
_ACTIVITY = re.compile("(?:发展|建设|运营|集成|设计|应用|服务|生产|研发|研究|制造|开发|销售|工程)*")
_BOUND = re.compile(
    r"以(?P<main>[^，。；！？\n]{2,40}?)为(?:主导|主攻|主(?!席|任|要|题|办|持)|核心|特色|支柱|重点|龙头|引领|方向)"
    r"|(?:给|为|向)(?P<served>[^，。；！？\n]{2,24}?)提供"
)
_CLAUSE_START = re.compile(r"(?:^|(?<=[，。；：！？\n,;:]))(?=[^，。；：！？\n,;:、]{2,12}[、])")
_SOFT_JOINS = frozenset({"与", "和", "及"})
_FAMILIAR = 2 / 3


class FieldWords:
    """The words that announce a field, and what a sector that no list holds ends in: see `field_words.tsv`."""

    def __init__(self) -> None:
        by_role: dict[str, list[str]] = {}
        for row in rows("cues", "field_words.tsv"):
            by_role.setdefault(row["role"], []).append(row["word"])
        leads = sorted({*by_role["lead"], *by_role["plain"]}, key=lambda word: (-len(word), word))
        self.lead = re.compile("|".join(leads))
        self.tails = tuple(by_role["tail"])
        self.stop = frozenset(by_role["stop"])
        self.plain = frozenset(by_role["plain"])


class Fields:
    """One text read for fields that are announced by a verb.

    Args:
        page: the text.
        words: the words that announce.
        separators: what stands between the members of a list.
        generic: words that alone name no sector.
        listed: offsets of the sectors that the lexicon holds.
    """

    def __init__(
        self,
        page: Page,
        words: FieldWords,
        *,
        separators: frozenset[str],
        generic: frozenset[str],
        listed: Mapping[Span, Wording],
    ) -> None:
        self._page = page
        self._words = words
        self._separators = separators
        self._generic = generic
        self._listed_ends: dict[int, int] = dict(listed)
        self._clear = frozenset(span for span, wording in listed.items() if wording is not Wording.AMBIGUOUS)

    def spans(self) -> Iterator[Span]:
        """Offsets of the fields that are announced, or that make up a list; the same one may come twice."""
        text, page = self._page.text, self._page
        for lead in self._words.lead.finditer(text):
            if page.at_edge(lead.end()) and page.at_edge(lead.start()):
                yield from self._after(lead.end(), strict=lead.group() in self._words.plain)
        for bound in _BOUND.finditer(text):
            start = bound.start(bound.lastgroup or 0)
            if page.at_edge(start):
                yield from self._after(start, strict=True)
        for clause in _CLAUSE_START.finditer(text):
            members = self._after(clause.end(), strict=True) if page.at_edge(clause.end()) else []
            listed = [span for span in members if self._listed_ends.get(span[0]) == span[1]]
            yield from members if len(listed) > 2 and any(span in self._clear for span in listed) else ()

    def _after(self, start: int, *, strict: bool) -> list[Span]:
        """The sectors of the list that begins at `start`, if it ends where a list of sectors would.

        Args:
            strict: whether only sectors can follow, so that one doubtful member discredits the list.
        """
        members = self._members(start)
        if not members or not _CLOSED.match(self._page.text, self._past_activity(members[-1][1])):
            return []
        known = [span for span in members if self._is_sector(*span)]
        if len(known) < len(members) * _FAMILIAR:
            return [] if strict else known
        return known if any(self._only_generic(*span) for span in members) else members

    def _members(self, start: int) -> list[Span]:
        members: list[Span] = []
        soft = False
        at = start
        for _ in range(_MOST_MEMBERS):
            end = self._compound(at)
            if end is None:
                break
            if soft and self._page.text[end : end + 1] == "、" and not self._is_sector(*members[-1]):
                at = members.pop()[0]  # 资源与环境 in a list that goes on with 、 is one member
            members.append((at, end))
            word = self._word(self._past_activity(end))
            if word is None or word.text not in self._separators:
                break
            soft = word.text in _SOFT_JOINS
            at = word.end
        return members

    def _past_activity(self, offset: int) -> int:
        found = _ACTIVITY.match(self._page.text, offset)
        return found.end() if found else offset

    def _word(self, offset: int) -> Word | None:
        if offset >= len(self._page.text):
            return None
        return self._page.words[self._page.word_at(offset)]

    def _compound(self, start: int) -> int | None:
        """End of the compound that begins at `start`: a listed sector with its separator inside, or a run of nouns."""
        at = start
        while (word := self._word(at)) is not None:
            if at in self._listed_ends:
                at = self._listed_ends[at]
                continue
            if (
                word.text in self._separators
                or word.text in self._words.stop
                or word.tag in _NEVER
                or not _PLAIN.fullmatch(word.text)
                or at in self._page.places
                or (at > start and _CLOSED.match(self._page.text, at))
            ):
                break
            at = word.end
        return at if _FEWEST <= at - start <= _LONGEST else None

    def _is_sector(self, start: int, end: int) -> bool:
        if self._listed_ends.get(start) == end:
            return True
        return self._page.text[start:end].endswith(self._words.tails) and not self._only_generic(start, end)

    def _only_generic(self, start: int, end: int) -> bool:
        if start in self._listed_ends:
            return False
        first, last = self._page.word_at(start), self._page.word_at(end - 1)
        return all(word.text in self._generic for word in self._page.words[first : last + 1])


def chained(text: str, listed: Mapping[Span, object], known: set[Span]) -> Iterator[Span]:
    """Listed sectors in one list with a known one: 煤炭、火电、新能源."""
    chain: list[Span] = []
    for span in sorted(listed):
        if chain and not _joined(text, chain[-1][1], span[0]):
            yield from _vouched(chain, known)
            chain = []
        chain.append(span)
    yield from _vouched(chain, known)


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in {"、", "和", "与", "及", "以及"}


def _vouched(chain: list[Span], known: set[Span]) -> list[Span]:
    return chain if len(chain) > 1 and any(span in known for span in chain) else []
