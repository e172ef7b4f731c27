"""What names of products look like: bounded by heads such as 软件 or 电池, and by words that no name holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.tables import rows

LONGEST_NAME = 30
"""Characters of the longest name."""

PIECE = re.compile(
    r"(?:[^，。；：！？、,;:!?“”‘’《》（）()\[\]【】|…—\s]|[（(][^（）()\n]{1,12}[）)](?=[\u4e00-\u9fff])){2,40}"
)
"""A stretch without a pause."""

JOIN = re.compile(r"、|以及|和|与|及")
"""What joins the members of a list."""

_LONGEST_HEAD = 6
_CLEAR_OF_HEAD = 2
_SHORTEST_MEMBER = 2
_LONGEST_MEMBER = 14
_QUANTITY = re.compile(
    r"(?:(?:中国|我国|国内|国际|全球|世界|全国|亚洲|业界|行业|业内|本市|全市|国产)的?)?"
    r"(?:首|第[一二三四五六七八九十\d]+|多|数|[一二三四五六七八九两几]|这|该|各|[\d十百千]+余?)"
    r"(?:台套|台|套|款|个|项|种|型|批|代|颗|枚|架|辆|条|部|张|例|类|次|创|系列|只)的?"
    r"|全新|最新的?|新型|新一代|一系列|系列|具有[^的]{2,12}的|拥有[^的]{2,12}的|名为|名叫|叫做|叫作"
)
_BODY = re.compile("公司|企业|集团|工厂|研究院|研究所|大学|实验室|中心|股份|科技|团队")
_LONGEST_NAME_OF_BODY = 24
_KIND = re.compile("药品|药物|新药品?|产品|品种")
_NOVELTY = re.compile("(?:首|第[一二三])(?:台套|台|套|款|颗|枚|种|架|辆|艘|批)|[一二两三几]家")
_NO_PRODUCT = re.compile(
    "研究|研发|成果|转化|孵化|合作|交易|人才|创业|产业|政策|企业|公司|服务|招商|园区|项目|发展|创新|共享|实验室"
)
_PROBLEM = re.compile("[\u4e00-\u9fff]{0,8}(?:难题|问题|瓶颈|难关|障碍|困境)")
_MEMBER = re.compile(r"[A-Za-z0-9\u4e00-\u9fffα-ωⅠ-Ⅻ\-]+")
_BOUND_TAGS = frozenset("rdpcuy")
_UNNAMEABLE_TAGS = frozenset({"v", "vd", "m", "mq", "t", "f"})
_WITH_PURPOSE = ("基于", "面向", "用于")


class Tokens:
    """Where the words of a document begin and end, for looking up those in a stretch."""

    def __init__(self, doc: Doc) -> None:
        self._end_of = {token.idx: token.idx + len(token) for token in doc}
        self._tag_at = {token.idx: token.tag_ for token in doc}

    def tag(self, start: int) -> str:
        """The part of speech of the word at `start`, empty inside a word."""
        return self._tag_at.get(start, "")

    def is_bound(self, start: int) -> bool:
        """Whether no name holds the word at `start`: a pronoun, adverb, preposition, conjunction or particle."""
        return self.tag(start)[:1] in _BOUND_TAGS

    def at_edge(self, offset: int) -> bool:
        """Whether a word begins at `offset`."""
        return offset in self._end_of

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words that lie wholly between the two offsets; from `start`, which may lie inside a word."""
        found, at = [], start
        while at < end:
            stop = self._end_of.get(at, at + 1)
            if stop > end:
                break
            found.append((at, stop))
            at = stop
        return found


class ProductNames:
    """Tells names of products from plain nouns, by the tables of their heads and of words that bound them."""

    def __init__(self) -> None:
        heads, bounds = rows("cues", "technology_heads.tsv"), rows("cues", "technology_words.tsv")
        self._product = _kind(heads, "product")
        self._wide = _kind(heads, "wide")
        self._generic = _kind(bounds, "generic")
        self._stop = _kind(bounds, "stop")

    def leading(self, text: str, span: tuple[int, int], tokens: Tokens) -> tuple[int, int] | None:
        """The name that the piece begins with, without quantities and modifiers, up to its last head."""
        start, limit = span
        start += quantity(text[start:limit])
        stop = self._limit(text, start, limit, tokens)
        if text.startswith(_WITH_PURPOSE, start):
            ends = [stop] if self.head(text[start:stop]) else []
        else:
            start = max(start, text.rfind("的", start, stop) + 1)
            start += quantity(text[start:stop])
            ends = [e for _, e in tokens.between(start, stop) if self.head(text[start:e])]
        start += _past_kind(text[start : ends[-1]]) if ends else 0
        if not ends or not self.is_name(text[start : ends[-1]]) or _PROBLEM.match(text, ends[-1]):
            return None
        return start, ends[-1]

    def relative(self, text: str, span: tuple[int, int], tokens: Tokens) -> tuple[int, int] | None:
        """The name before 的 and a body: 做数控机床的某某公司; it is told by the length of what follows."""
        particle = text.find("的", *span)
        if particle < 0 or not _BODY.search(text, particle, min(len(text), particle + _LONGEST_NAME_OF_BODY)):
            return None
        found = self.leading(text, (span[0], particle), tokens)
        return found if found and found[1] == particle else None

    def _limit(self, text: str, start: int, limit: int, tokens: Tokens) -> int:
        """Where a name that begins at `start` must have ended: before a stop word, or a conjunction behind a head."""
        for s, e in tokens.between(start, limit):
            if text[s:e] in self._stop or (JOIN.fullmatch(text, s, e) and self.is_name(text[start:s])):
                return s
        return limit

    def trailing(self, text: str, end: int, tokens: Tokens) -> tuple[int, int] | None:
        """The name that ends where an outcome begins, back to a stop word, a quantity or a pause."""
        if not self.head(text[max(0, end - _LONGEST_HEAD) : end]):
            return None
        start = end
        for s, e in reversed(tokens.between(max(0, end - LONGEST_NAME), end)):
            word = text[s:e]
            if (
                word in self._stop
                or word in "的、"
                or (tokens.is_bound(s) and not self.head(word))
                or not PIECE.fullmatch(word * 2)
            ):
                break
            start = s
        start += quantity(text[start:end])
        start += max((found.end() for found in _NOVELTY.finditer(text[start:end])), default=0)
        start += _past_kind(text[start:end])
        return (start, end) if self.is_name(text[start:end]) else None

    def member(self, text: str, span: tuple[int, int], tokens: Tokens) -> tuple[int, int] | None:
        """One of the things that a list calls products: it needs no head of its own, but to be a compound of nouns."""
        start, end = span
        start = max(start, text.rfind("的", start, end) + 1)
        start += quantity(text[start:end])
        name = text[start:end]
        if not _SHORTEST_MEMBER < len(name) <= _LONGEST_MEMBER or not _MEMBER.fullmatch(name):
            return None
        inside = tokens.between(start, end)
        if any(text[s:e] in self._stop or tokens.is_bound(s) for s, e in inside):
            return None
        if all(tokens.tag(s) in _UNNAMEABLE_TAGS for s, _ in inside) or self._only_generic(name):
            return None
        return None if _NO_PRODUCT.search(name) else (start, end)

    def head(self, text: str) -> str:
        """The longest head that `text` ends in, empty if there is none."""
        for size in range(min(_LONGEST_HEAD, len(text)), 0, -1):
            if text[-size:] in self._product or text[-size:] in self._wide:
                return text[-size:]
        return ""

    def is_stop(self, word: str) -> bool:
        """Whether a name ends before `word`."""
        return word in self._stop

    def is_product_head(self, word: str) -> bool:
        """Whether `word` is by itself a kind of product (卫星, 芯片), and no wide word such as 系统."""
        return word in self._product

    def is_name(self, text: str) -> bool:
        """Whether `text` is a head with something telling before it: no 核心技术, no 疫苗, no 药物和疫苗."""
        head = self.head(text)
        if not head or len(text) > LONGEST_NAME:
            return False
        before = JOIN.split(text)[-1][: -len(head)]
        least = _CLEAR_OF_HEAD + (head in self._wide)
        telling = not self._only_generic(before) and not _NO_PRODUCT.search(text[: -len(head)])
        return len(before) >= least and telling

    def _only_generic(self, text: str) -> bool:
        """Whether `text` is made of generic words alone, longest first."""
        while text:
            size = next((n for n in range(min(6, len(text)), 0, -1) if text[:n] in self._generic), 0)
            if not size:
                return False
            text = text[size:]
        return True


def _kind(table: Iterable[dict[str, str]], name: str) -> frozenset[str]:
    return frozenset(row["cue"] for row in table if row["kind"] == name)


def quantity(text: str) -> int:
    """Length of the quantities, novelties and ownership that `text` opens with: 全球首套, 新一代, 具有…的."""
    at = 0
    while (found := _QUANTITY.match(text, at)) and found.end() > at:
        at = found.end()
    return at


def _past_kind(text: str) -> int:
    """Length of what only says of which kind a named drug is: 干细胞药品 in 干细胞药品某某注射液."""
    return max((kind.end() for kind in _KIND.finditer(text, 0, max(0, len(text) - 3))), default=0)


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between conjunctions."""
    at = start
    for join in JOIN.finditer(text, start, end):
        if join.start() > at:
            yield at, join.start()
        at = join.end()
    if end > at:
        yield at, end
