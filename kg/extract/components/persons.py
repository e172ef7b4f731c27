"""Persons: names of people by surname, given-name characters and what stands around them; found once, found again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.person_names import IMPOSSIBLE, PersonNames
from kg.extract.tokenizer import Dictionary, JiebaTokenizer
from kg.tables import rows

# Log odds of a name where nothing, something or a title stands beside it: by eye, on the scale of word probabilities.
_ANYWHERE = -9.0
_ENOUGH = 1.5
"""A name must beat the reading without it by so much, or stand in so many places of the document."""
_OFTEN = 3
_TITLE, _BYLINE, _LIST = 9.0, 10.0, 6.0
_STRONG, _WEAK, _EDGE = 7.0, 2.0, 1.0

_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_RUN = 200
_SPACED = re.compile(r"[ \u3000]{1,2}")
_BYLINE_GAP = re.compile(r"[\s:：/／、,，|丨]{1,4}")
_LIST_GAP = re.compile(r"[、\s]{1,3}")
_BRACKET = re.compile(r"[（(]([^（）()]{2,20}?)[，,、；;）)]")
_LONGEST_CUE = 6
_AGED = re.compile(r"[（(，,]?\d{2}岁")
_AND, _NO_SECOND, _SPLIT = frozenset("和与同"), frozenset("从在向对把将被就则也还曾"), -3.0
"""No second name can follow 和 before such a word, so that 和 belongs to the given name (马景和从…)."""
_COMMON_WORD = 50
"""A name of two characters that is also a word this frequent (高峰) is not searched for elsewhere in the document."""

_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")
_DOT = re.compile(r"[·•・]")
_SOUNDS = frozenset(
    "阿埃艾爱安昂奥澳巴芭白拜班邦保鲍贝本比彼毕宾波伯勃博布查茨达戴丹道德登邓狄迪蒂丁东顿多俄厄恩尔法凡范菲费芬冯弗夫福盖"
    "冈戈格葛根古瓜圭哈海汉豪赫亨胡华怀霍基吉季加贾简杰金津喀卡凯坎康考科柯可克肯孔库夸奎拉莱赖兰朗劳勒雷蕾黎里理丽利莉莲"
    "连廉列烈林琳龙卢鲁露伦罗洛玛马麦迈曼茅梅门蒙米密明摩莫默姆木穆纳娜南内尼倪宁纽努诺欧帕派潘庞培佩彭皮平珀普奇齐契恰钱"
    "乔切琴青丘琼让热日荣茹儒瑞若撒萨塞赛桑瑟森莎沙珊尚绍舍申圣施什史士舒朔斯丝思松苏索塔泰坦汤唐陶特腾提廷图托陀瓦万旺"
    "威韦维魏温文翁沃乌武西希锡席夏香肖谢辛欣休许雪逊雅亚延扬耶叶伊依因英永尤于约泽曾扎詹珍芝朱卓兹佐娅妮蒂江提买吾孜隆翰堡杜贡郎弥赞姬娃逊"
)


_CROWDED = 9
"""Characters of the longest run in a byline that may be several names without a gap."""

_Seen = tuple[int, int, float, float]
"""Start and end of a possible name, its margin over the reading without it, and the weight of its surroundings."""


@dataclass(frozen=True, slots=True)
class _Cues:
    titles: frozenset[str]
    bylines: frozenset[str]
    after_titles: frozenset[str]
    before: Mapping[str, float]
    after: Mapping[str, float]
    nothing_or_title: frozenset[str]

    @classmethod
    def load(cls) -> _Cues:
        titles, contexts = rows("cues", "titles.tsv"), rows("cues", "person_contexts.tsv")
        weight = {"strong": _STRONG, "weak": _WEAK}
        sides = {
            side: {row["cue"]: weight[row["strength"]] for row in contexts if row["side"] == side}
            for side in ("before", "after")
        }
        behind = frozenset(row["cue"] for row in titles if row["after"])
        return cls(
            nothing_or_title=behind | {""},
            titles=frozenset(row["cue"] for row in titles if row["after"] != "only"),
            bylines=frozenset(row["cue"] for row in titles if row["kind"] == "press"),
            after_titles=behind,
            before=sides["before"],
            after=sides["after"],
        )


@dataclass(slots=True)
class _Line:
    """What a run of characters inherits from what stands before it: in a byline, after a title, after a listed name."""

    byline: bool = False
    start: float = 0.0


class Persons:
    """Appends a candidate for every name of a person."""

    types = ("Person",)

    def __init__(self, dictionary: Dictionary) -> None:
        self._names = PersonNames(dictionary.frequency, dictionary.tag)
        self._cues = _Cues.load()

    def __call__(self, doc: Doc) -> Doc:
        """Append the candidates to `doc._.candidates`."""
        text = doc.text
        foreign = sorted(_foreign(text))
        first = {*_outside(self._native(text), foreign), *_spaced(text, self), *foreign}
        doc._.candidates = [*doc._.candidates, *sorted(first | set(self._again(text, first)))]
        return doc

    def _native(self, text: str) -> Iterator[Candidate]:
        """Names that win by themselves, and weaker ones that keep coming back."""
        found = list(self._by_run(text))
        places = Counter(text[start:end] for start, end, _, _ in found)
        for start, end, margin, context in found:
            if margin >= _ENOUGH or places[text[start:end]] >= _OFTEN:
                yield Candidate(start, end, "Person", "rule:persons.name", 0.9 if context >= _STRONG else 0.7)

    def _by_run(self, text: str) -> Iterator[_Seen]:
        line, end, named = _Line(), 0, False
        for run in _runs(text):
            line = self._line(text, text[end : run[0]], line, end, named)
            found = list(self._in_run(text, run, line))
            yield from found
            named = bool(found) and text[found[-1][1] : run[1]] in self._cues.nothing_or_title
            end = run[1]

    def _line(self, text: str, gap: str, before: _Line, end: int, named: bool) -> _Line:
        """Where a run stands, given the gap before it and the run that ended at `end`, perhaps with a name."""
        if named and before.byline and _BYLINE_GAP.fullmatch(gap):
            return _Line(byline=True, start=_BYLINE)
        if named and _LIST_GAP.fullmatch(gap) and (gap == "、" or before.start):
            return _Line(start=_LIST)
        title = self._ends_with(text, end, self._cues.titles) if end and _BYLINE_GAP.fullmatch(gap) else ""
        if title in self._cues.bylines and (len(title) > 1 or _alone(text, end)):
            return _Line(byline=True, start=_BYLINE)
        return _Line(start=_TITLE if title and "、" not in gap and "，" not in gap else 0.0)

    def _in_run(self, text: str, run: tuple[int, int], line: _Line) -> Iterator[_Seen]:
        offset, stop = run
        if line.byline and stop - offset <= 3 and self._signs(text[offset:stop]):
            yield offset, stop, _BYLINE, _BYLINE
            return
        crowded = line.byline and stop - offset <= _CROWDED

        def context(start: int, end: int) -> float:
            left = _BYLINE if crowded else self._left(text, offset + start, line.start if start == 0 else None)
            return left + self._right(text, offset + end, stop)

        for found in self._names.find(text[offset:stop], lambda start, end: _ANYWHERE + context(start, end)):
            yield offset + found.start, offset + found.end, found.margin, context(found.start, found.end)

    def _signs(self, run: str) -> bool:
        """Whether a run that stands alone in a byline is a name; a rare surname need not be in any list."""
        if self._names.likelihood(run) > IMPOSSIBLE:
            return True
        return len(run) > 1 and not self._names.is_word(run, 1) and not self._names.made_of_words(run)

    def _left(self, text: str, start: int, opening: float | None) -> float:
        """Log odds by what stands before; `opening` is what the run inherits, if the name opens it."""
        if self._ends_with(text, start, self._cues.titles):
            return _TITLE
        cue = self._ends_with(text, start, self._cues.before)
        if cue:
            return self._cues.before[cue]
        return 0.0 if opening is None else max(opening, _EDGE)

    def _right(self, text: str, end: int, stop: int) -> float:
        if end == stop:
            told = self._titled(text, end)
            return _TITLE if told else _STRONG if _AGED.match(text, end) else _EDGE
        if text[end] in _AND and text[end + 1 : end + 2] in _NO_SECOND:
            return _SPLIT
        for length in range(_LONGEST_CUE, 0, -1):
            word = text[end : end + length]
            if word in self._cues.after_titles:
                return _TITLE
            if word in self._cues.after:
                return self._cues.after[word]
        return 0.0

    def _titled(self, text: str, end: int) -> bool:
        """Whether a title in brackets follows, as in 某某（董事长）."""
        inside = _BRACKET.match(text, end)
        return bool(inside and self._ends_with(inside[1], len(inside[1]), self._cues.titles))

    @staticmethod
    def _ends_with(text: str, end: int, cues: Iterable[str]) -> str:
        for length in range(min(_LONGEST_CUE, end), 0, -1):
            if text[end - length : end] in cues:
                return text[end - length : end]
        return ""

    def spaced(self, text: str, start: int, end: int) -> bool:
        """Whether a surname and one given character, set apart by a space to fill a line, stand in a byline here."""
        before = text[max(0, start - 20) : start].rstrip(" \u3000:：/")
        title = self._ends_with(before[-_LONGEST_CUE:], min(len(before), _LONGEST_CUE), self._cues.bylines)
        return bool(title) and self._names.is_surname(text[start]) and text[end : end + 1] in (*" \u3000\n)）", "")

    def _again(self, text: str, first: Iterable[Candidate]) -> Iterator[Candidate]:
        """Every other place of a name once found."""
        names = {text[candidate.start : candidate.end] for candidate in first}
        last = {_DOT.split(name)[-1] for name in names}
        for name in sorted(names | {name for name in last if len(name) > 1}):
            if len(name) == 2 and self._names.is_word(name, _COMMON_WORD):
                continue
            at = text.find(name)
            while at >= 0:
                yield Candidate(at, at + len(name), "Person", "rule:persons.again", 0.8)
                at = text.find(name, at + len(name))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for found in _RUN.finditer(text):
        for start in range(found.start(), found.end(), _LONGEST_RUN):
            yield start, min(start + _LONGEST_RUN, found.end())


def _alone(text: str, end: int) -> bool:
    """Whether the character before `end` is a run of its own, as 文 in 文/某某 is."""
    return end < 2 or not _RUN.match(text[end - 2])


def _spaced(text: str, persons: Persons) -> Iterator[Candidate]:
    for gap in _SPACED.finditer(text):
        start, end = gap.start() - 1, gap.end() + 1
        if start < 0 or end > len(text) or not (_alone(text, gap.start()) and _RUN.match(text[gap.end() : end])):
            continue
        if persons.spaced(text, start, end):
            yield Candidate(start, end, "Person", "rule:persons.spaced", 0.9)


def _foreign(text: str) -> Iterator[Candidate]:
    """Transliterated names with a dot: the characters of foreign sounds on both sides of it."""
    for found in _DOTTED.finditer(text):
        parts = _DOT.split(found.group())
        first = len(parts[0]) - len(_tail(parts[0]))
        last = len(parts[-1]) - len(_head(parts[-1]))
        start, end = found.start() + first, found.end() - last
        middle = all(len(_head(part)) == len(part) for part in parts[1:-1])
        if middle and first < len(parts[0]) and len(parts[-1]) - last >= 2 and end - start >= 5:
            yield Candidate(start, end, "Person", "rule:persons.foreign", 0.85)


def _outside(found: Iterable[Candidate], others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those that lie in none of `others`, few as these are."""
    return (one for one in found if not any(other.start <= one.start < other.end for other in others))


def _head(part: str) -> str:
    size = next((at for at, letter in enumerate(part) if letter not in _SOUNDS), len(part))
    return part[:size]


def _tail(part: str) -> str:
    return _head(part[::-1])[::-1]


@Language.factory("jjj_persons")
def create(nlp: Language, name: str) -> Persons:
    """Make the component that `pipeline.cfg` asks for."""
    tokenizer = nlp.tokenizer
    return Persons(tokenizer.dictionary if isinstance(tokenizer, JiebaTokenizer) else Dictionary())
