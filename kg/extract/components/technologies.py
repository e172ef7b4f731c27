"""Technologies: what the text says to be developed, made or launched, bounded by what product names end in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.tables import rows

TYPE = "Technology"

_LONGEST_NAME = 30
_LONGEST_HEAD = 6
_CLEAR_OF_HEAD = 2

_PIECE = re.compile(
    r"(?:[^，。；：！？、,;:!?“”‘’《》（）()\[\]【】|…—\s]|[（(][^（）()\n]{1,12}[）)](?=[\u4e00-\u9fff])){2,40}"
)
_MADE = re.compile(
    r"(?:(?:自主|独立|联合|合作|共同|成功|原创|首创|全新|自行)(?:研发|研制|开发|设计|创新)?(?:并)?"
    r"|研发|研制|开发|设计|研究开发|研发设计)(?:生产|制造|建造)?(?:成功|出|完成|推出|打造)?(?:了|的)+"
    r"|(?:生产|制造|推出|发布|上线|攻克|攻关|发明|首创|创制|研制|研发|开发|量产|掌握|破解)(?:出|了|的|并生产|并推出|生产)+"
    r"|(?:自主|成功)(?:研发|研制|开发|攻克|破解)出?|推出|攻克|攻关|首创|正式发布"
    r"|(?<=公司|集团|企业|团队|我们|主要)(?:研发|研制|开发|生产|制造)"
    r"|(?:主打|核心|拳头|主要|明星)产品(?:是|为)"
    r"|(?:产品|技术|成果)(?:主要)?(?:包括|涵盖|包含|主要有|覆盖)(?:了)?"
)
_FIELD = re.compile(
    r"(?:从事|专注于?|致力于|聚焦于?|深耕于?|主营|专业生产|开展|负责)(?P<names>[^，。；：！？,;:!?“”\s]{2,40})的?"
    r"(?:、|和|与|及)?(?:研发|研制|研究|开发|生产|制造|设计|销售)"
)
_OUTCOME = re.compile(
    r"(?:研发成功|研制成功|开发成功|试制成功|成功研发|成功研制|成功下线|正式下线|顺利下线|下线|成功问世|问世|正式发布|正式上线"
    r"|获批上市|成功上市|投入量产|实现量产|实现国产化|成功发射|成功首飞|完成首飞|首飞"
    r"|的?(?:研发|研制|量产|产业化|国产化)(?!的|了|出|成本|费用|投入|人员|中心|团队|机构|平台|基地|实力|能力))"
)
_LISTED = re.compile(
    r"等(?:一批|一系列|系列|多项|多款|多种|[一二三四五六七八九十\d]+[项款种个])?(?:新|高端|核心|关键|系列|科技|专利|国产|创新|自研|明星|主打|主要|核心|前沿)*(?:产品|技术|成果|设备|装备|药品|药物|器械)"
)
_JOIN = re.compile(r"、|以及|和|与|及")
_QUANTITY = re.compile(
    r"(?:(?:中国|我国|国内|国际|全球|世界|全国|亚洲|业界|行业|业内|本市|全市)的?)?"
    r"(?:首|第[一二三四五六七八九十\d]+|多|数|一|两|几|这|该|各|[\d十百千]+余?)"
    r"(?:台套|台|套|款|个|项|种|型|批|代|颗|枚|架|辆|条|部|张|例|类|次|创|系列|只)的?"
    r"|全新|最新的?|新型|新一代|一系列|系列|具有[^的]{2,12}的|拥有[^的]{2,12}的"
)
_QUOTED = re.compile(r"“([^“”\n]{2,30})”")
_STANDARD = re.compile(r"《([^《》\n]{4,40})》(?=[^，。；\n]{0,14}(?:标准|规范)(?!化))")
_ACTIVITY = re.compile(r"(?:的?(?:研发|研制|研究|开发|生产|制造|设计|销售|服务|应用|推广))+$")
_NO_PRODUCT = re.compile(
    "研究|研发|成果|转化|孵化|合作|交易|人才|创业|产业|政策|企业|公司|服务|招商|园区|项目|发展|创新|共享|实验室"
)
_PROBLEM = re.compile("[\u4e00-\u9fff]{0,8}(?:难题|问题|瓶颈|难关|障碍|困境)")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_BOUND_TAGS = frozenset("rdpcuy")
_WITH_PURPOSE = ("基于", "面向", "用于")


@dataclass(frozen=True, slots=True)
class _Words:
    product: frozenset[str]
    wide: frozenset[str]
    generic: frozenset[str]
    stop: frozenset[str]

    @classmethod
    def load(cls) -> _Words:
        heads, bounds = rows("cues", "technology_heads.tsv"), rows("cues", "technology_words.tsv")

        def kind(table: Iterable[dict[str, str]], name: str) -> frozenset[str]:
            return frozenset(row["cue"] for row in table if row["kind"] == name)

        return cls(kind(heads, "product"), kind(heads, "wide"), kind(bounds, "generic"), kind(bounds, "stop"))


class Technologies:
    """Appends a candidate for every technology or product by name."""

    types = (TYPE,)

    def __init__(self) -> None:
        self._words = _Words.load()

    def __call__(self, doc: Doc) -> Doc:
        """Append the candidates to `doc._.candidates`."""
        text, tokens = doc.text, _Tokens(doc)
        first = sorted(
            {
                *self._quoted(text),
                *self._made(text, tokens),
                *self._fields(text),
                *self._outcomes(text, tokens),
                *self._listed(text, tokens),
            }
        )
        again = _again(text, {text[c.start : c.end] for c in first})
        doc._.candidates = [*doc._.candidates, *sorted({*first, *again})]
        return doc

    def _quoted(self, text: str) -> Iterator[Candidate]:
        """“某某软件” by its head; 《某某要求》 where it is said to be a standard."""
        for found in _QUOTED.finditer(text):
            start, end = found.span(1)
            if self._is_name(found[1]) and not any(c in found[1] for c in "，。！？；"):
                yield Candidate(start, end, TYPE, "rule:technologies.quoted", 0.8)
            tail = _PIECE.match(text, end + 1)
            size = self._head_at_start(tail.group()) if tail else 0
            if size:
                yield Candidate(found.start(), end + 1 + size, TYPE, "rule:technologies.quoted", 0.8)
        for found in _STANDARD.finditer(text):
            yield Candidate(*found.span(1), TYPE, "rule:technologies.standard", 0.6)

    def _made(self, text: str, tokens: _Tokens) -> Iterator[Candidate]:
        """自主研发的…, 推出了…, 攻克…"""
        for cue in _MADE.finditer(text):
            at: int | None = cue.end()
            while at is not None and (piece := _PIECE.match(text, at)):
                span = self._leading_name(text, piece.span(), tokens)
                if span is None:
                    break
                yield Candidate(*span, TYPE, "rule:technologies.made", 0.7)
                join = _JOIN.match(text, span[1])
                at = join.end() if join else None

    def _fields(self, text: str) -> Iterator[Candidate]:
        """从事…研发, 致力于…和…的研发"""
        for found in _FIELD.finditer(text):
            for start, stop in _parts(text, *found.span("names")):
                end = start + len(_ACTIVITY.sub("", text[start:stop]))
                begin = start + text[start:end].rfind("的") + 1
                begin += _quantity(text[begin:end])
                if self._is_name(text[begin:end]):
                    yield Candidate(begin, end, TYPE, "rule:technologies.field", 0.65)

    def _outcomes(self, text: str, tokens: _Tokens) -> Iterator[Candidate]:
        """首台…研发成功"""
        for cue in _OUTCOME.finditer(text):
            span = self._trailing_name(text, cue.start(), tokens)
            if span is not None:
                yield Candidate(*span, TYPE, "rule:technologies.outcome", 0.65)

    def _listed(self, text: str, tokens: _Tokens) -> Iterator[Candidate]:
        """…、…、…等产品: back from its end as long as there are names."""
        for cue in _LISTED.finditer(text):
            end, found = cue.start(), []
            while (span := self._trailing_name(text, end, tokens)) is not None:
                found.append(span)
                if text[span[0] - 1 : span[0]] != "、":
                    break
                end = span[0] - 1
            if len(found) > 1:
                yield from (Candidate(*span, TYPE, "rule:technologies.listed", 0.6) for span in found)

    def _leading_name(self, text: str, span: tuple[int, int], tokens: _Tokens) -> tuple[int, int] | None:
        """The name that the piece begins with, without quantities and modifiers, up to its last head."""
        start, limit = span
        start += _quantity(text[start:limit])
        stop = self._stop(text, start, limit, tokens)
        if text.startswith(_WITH_PURPOSE, start):
            ends = [stop] if self._ends_in_head(text[start:stop]) else []
        else:
            start = self._after_modifiers(text, start, stop)
            start += _quantity(text[start:stop])
            ends = [e for _, e in tokens.between(start, stop) if self._ends_in_head(text[start:e])]
        if not ends or not self._is_name(text[start : ends[-1]]) or _PROBLEM.match(text, ends[-1]):
            return None
        return start, ends[-1]

    def _stop(self, text: str, start: int, limit: int, tokens: _Tokens) -> int:
        """Where a name that begins at `start` must have ended: before a stop word, or a conjunction behind a head."""
        for s, e in tokens.between(start, limit):
            if text[s:e] in self._words.stop or (_JOIN.fullmatch(text, s, e) and self._is_name(text[start:s])):
                return s
        return limit

    def _after_modifiers(self, text: str, start: int, stop: int) -> int:
        particle = text.rfind("的", start, stop)
        return particle + 1 if particle >= 0 else start

    def _trailing_name(self, text: str, end: int, tokens: _Tokens) -> tuple[int, int] | None:
        """The name that ends where an outcome begins, back to a stop word, a quantity or a pause."""
        if not self._ends_in_head(text[max(0, end - _LONGEST_HEAD) : end]):
            return None
        start = end
        for s, e in reversed(tokens.between(max(0, end - _LONGEST_NAME), end)):
            word = text[s:e]
            if (
                word in self._words.stop
                or word in "的、"
                or (tokens.is_bound(s) and not self._ends_in_head(word))
                or not _PIECE.fullmatch(word * 2)
            ):
                break
            start = s
        start += _quantity(text[start:end])
        return (start, end) if self._is_name(text[start:end]) else None

    def _ends_in_head(self, text: str) -> bool:
        return bool(self._head(text))

    def _head(self, text: str) -> str:
        for size in range(min(_LONGEST_HEAD, len(text)), 0, -1):
            if text[-size:] in self._words.product or text[-size:] in self._words.wide:
                return text[-size:]
        return ""

    def _head_at_start(self, text: str) -> int:
        sizes = range(min(_LONGEST_HEAD, len(text)), 1, -1)
        return next((size for size in sizes if text[:size] in self._words.product), 0)

    def _is_name(self, text: str) -> bool:
        """Whether `text` is a head with something telling before it: no 核心技术, no 疫苗, no 药物和疫苗."""
        head = self._head(text)
        if not head or len(text) > _LONGEST_NAME:
            return False
        before = _JOIN.split(text)[-1][: -len(head)]
        least = _CLEAR_OF_HEAD + (head in self._words.wide)
        telling = not self._only_generic(before) and not _NO_PRODUCT.search(text[: -len(head)])
        return len(before) >= least and telling

    def _only_generic(self, text: str) -> bool:
        """Whether `text` is made of generic words alone, longest first."""
        while text:
            size = next((n for n in range(min(6, len(text)), 0, -1) if text[:n] in self._words.generic), 0)
            if not size:
                return False
            text = text[size:]
        return True


class _Tokens:
    """Where the words of a document begin and end, for looking up those in a stretch."""

    def __init__(self, doc: Doc) -> None:
        self._end_of = {token.idx: token.idx + len(token) for token in doc}
        self._tag_at = {token.idx: token.tag_ for token in doc}

    def is_bound(self, start: int) -> bool:
        """Whether no name holds the word at `start`: a pronoun, adverb, preposition, conjunction or particle."""
        return self._tag_at.get(start, "")[:1] in _BOUND_TAGS

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


def _quantity(text: str) -> int:
    """Length of the quantities, novelties and ownership that `text` opens with: 全球首套, 新一代, 具有…的."""
    at = 0
    while (found := _QUANTITY.match(text, at)) and found.end() > at:
        at = found.end()
    return at


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between conjunctions."""
    at = start
    for join in _JOIN.finditer(text, start, end):
        if join.start() > at:
            yield at, join.start()
        at = join.end()
    if end > at:
        yield at, end


def _again(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """Every place of a name once found, be it with or without what stands in brackets inside it."""
    for name in sorted({*names, *(_BRACKETED.sub("", name) for name in names)}):
        at = text.find(name)
        while at >= 0:
            yield Candidate(at, at + len(name), TYPE, "rule:technologies.again", 0.6)
            at = text.find(name, at + len(name))


@Language.factory("jjj_technologies")
def create(nlp: Language, name: str) -> Technologies:
    """Make the component that `pipeline.cfg` asks for."""
    return Technologies()
