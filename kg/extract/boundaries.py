"""Boundaries: where the name begins whose last word has been found, weighed word by word towards the left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.page import Page, Word
from kg.extract.suffixes import Kind, Suffix
from kg.tables import rows

FARTHEST = 40
"""Characters that a name may have before its suffix."""

_NAME_CHARACTER = re.compile(r"[\w\u4e00-\u9fff]")
_JOINING = frozenset("-—－–·•&＆/+＋.")
_GLUE = _JOINING | frozenset("）)")
_SEVERAL = frozenset("一两二三四五六多各")
_PARK_ACTS = frozenset({"建设", "投资", "运营", "引进", "孵化", "开发", "管理", "服务"})
_TOGETHER = frozenset({"联合", "合作"})
_VAGUE = frozenset(
    {"某", "某些", "一家", "一个", "这家", "那家", "这个", "各", "每", "多家", "两家", "首家", "任何", "一些", "一批"}
)
_COMPLETE = (
    "中心",
    "平台",
    "大学",
    "公司",
    "学院",
    "医院",
    "集团",
    "银行",
    "协会",
    "联盟",
    "实验室",
    "研究院",
    "研究所",
    "政府",
    "基金",
    "园区",
)
_INNER = frozenset({"inside", "act"})
_PHRASE = 4
_PAIR = 2
_RARE = 60
_BRACKETS = {"）": "（", ")": "("}
_NO_NAMES = (
    "v",
    "vd",
    "vi",
    "d",
    "ad",
    "p",
    "c",
    "r",
    "m",
    "t",
    "y",
    "e",
    "u",
    "ud",
    "ug",
    "uj",
    "ul",
    "uv",
    "uz",
    "df",
)
_SMALL = ("v", "d", "p", "c", "u", "r", "m", "y", "uj", "ul", "ug")
_PLAIN = ("n", "vn", "v", "b", "j", "l", "an", "f", "a", "ng", "vg", "nz")
_LEVELS = frozenset("市区省县")
_PARTING = frozenset("同为以于对在从至与和")
"""Small words that may stand in names, but never directly before the name of a place or body."""
_PARTICLES = frozenset("的了等在由被给把将向从对")
_COINED = frozenset({Kind.FORM, Kind.BRAND})
_GIVING = ("给", "到", "至", "于", "自", "成", "为")
"""What ends verbs of the kind 租给, 源自, which are rare words without being made-up names."""
_REACH = frozenset({"国家", "中国", "全国", "中华", "国际", "中央", "首都", "世界", "中共"})

_OWNERS = frozenset({"附属", "直属", "中科", "国科", "启迪", "清华", "北大"})
"""What stands before a region within a name: words for belonging, and short names of bodies that found others."""
_FOUNDING = frozenset({"成立", "设立", "注册", "组建", "建立", "新设", "开设", "创办"})

# What speaks for and against a beginning. Only the order of the sums matters: a clean edge and a region weigh most.
_EDGE, _AFTER_PLACE, _AFTER_JOINT, _AFTER_WEAK, _IN_PHRASE, _IN_WORD = 2.0, 1.5, 1.0, 0.5, -1.0, -2.0
_PLACE, _NAME, _LEVEL, _REACHING = 3.0, 3.0, 2.0, 1.0
_PLACE_PASSED, _SEAT_PASSED, _NAME_PASSED, _WEAK, _MEASURE, _SMALL_WORD, _JOINT, _QUALITY = (
    -2.4,
    -1.0,
    -2.0,
    -1.5,
    -1.0,
    -1.0,
    -0.3,
    -0.7,
)
_VERB_FIRST, _ACT_FIRST, _WEAK_FIRST = -1.5, -3.0, -2.5
_NOTHING_BETWEEN, _LITTLE_BETWEEN = -3.0, -1.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a name begins.

    Args:
        start: offset.
        score: the sum of what speaks for it.
        clean: nothing of the same phrase stands before it.
        counted: a number and a measure word stand before it, so it is rather a kind of thing.
    """

    start: int
    score: float
    clean: bool
    counted: bool = False


class Boundaries:
    """The words that stand at the edges of names, and the search for the left edge.

    Args:
        frequency: how often a word stands in the dictionary's corpus.
    """

    def __init__(self, frequency: Callable[[str], int]) -> None:
        self.frequency = frequency
        self._roles = {row["word"]: row["role"] for row in rows("cues", "name_boundaries.tsv")}
        self._generic = frozenset(row["word"] for row in rows("cues", "generic_words.tsv"))

    def role(self, word: str) -> str:
        """The role of a word at the edge of names, empty if it has none."""
        return self._roles.get(word, "")

    def inner(self, word: str) -> bool:
        """Whether a word is a verb or number by nature that names are made of all the same."""
        return self._roles.get(word) in _INNER

    def generic(self, word: Word) -> bool:
        """Whether a word tells nothing apart."""
        return word.text in self._generic or not word.text.strip()

    def beginning(self, page: Page, suffix_start: int, suffix: Suffix) -> Beginning | None:
        """The best beginning of the name whose suffix begins at `suffix_start`; None if nothing of it stands before."""
        walk = _Walk(self, page, suffix_start, suffix)
        return walk.best()

    def stops(self, word: Word) -> bool:
        """Whether a word cannot be part of a name."""
        role = self._roles.get(word.text, "")
        if role:
            return role == "stop"
        if len(word.text) >= _PHRASE:
            return self._roles.get(word.text[:2]) == "stop" or self._roles.get(word.text[-2:]) == "stop"
        if len(word.text) < _PAIR or (word.tag not in _NO_NAMES and word.tag[0] != "r"):
            return False
        return not self.rare(word) or (word.tag == "v" and word.text.endswith(_GIVING))

    def rare(self, word: Word) -> bool:
        """Whether a word is so rare that in news it is rather a made-up name."""
        return self.frequency(word.text) <= _RARE

    def counts(self, page: Page, index: int) -> bool:
        """Whether the word at `index` is a measure word after a number (三家, 多个)."""
        word = page.words[index]
        role = self._roles.get(word.text, "")
        if role in _INNER or (role != "measure" and word.tag not in {"q", "m"}):
            return False
        if word.tag == "m" and len(word.text) > 1:
            return True
        before = page.words[index - 1] if index else None
        return before is not None and (before.text.isdigit() or before.tag == "m" or before.text in "多几数两")


class _Walk:
    """One search: from the suffix to the left, keeping the best beginning so far."""

    def __init__(self, boundaries: Boundaries, page: Page, suffix_start: int, suffix: Suffix) -> None:
        self._of = boundaries
        self._page = page
        self._from = suffix_start
        self._kind = suffix.kind
        self._park = suffix.type == "Park"
        self._full = suffix.bare or suffix.kind is Kind.AGENCY or len(suffix.text) > _PHRASE
        self._cost = 0.0
        self._best: Beginning | None = None

    def best(self) -> Beginning | None:
        page, low = self._page, max(0, self._from - FARTHEST)
        at = self._from
        while at > low:
            index = page.word_at(at - 1)
            word = page.words[index]
            step = self._step(index, word, at)
            if step is None:
                break
            start, cost = step
            if start < low:
                break
            self._cost += cost
            at = start
            self._consider(at)
        return self._best

    def _step(self, index: int, word: Word, at: int) -> tuple[int, float] | None:
        """The start of the next piece to the left and its cost; None where a name cannot go on."""
        text = self._page.text
        last = text[at - 1]
        if last in _BRACKETS:
            return self._bracket(at, _BRACKETS[last])
        if last in _JOINING:
            inside = at >= 2 and bool(_NAME_CHARACTER.match(text[at - 2])) and self._from > at - 1
            return (at - 1, -0.5) if inside else None
        if not _NAME_CHARACTER.match(last) or self._of.counts(self._page, index):
            return None
        place = self._page.place_starts.get(at, at)
        if place < word.start:
            return place, self._passing(at)
        whole = word if word.end == at else Word(word.start, at, text[word.start : at], "n")
        cost = None if self._parts(index) else self._cost_of(index, whole)
        if cost is None:
            return self._whole_name(at)
        return word.start, cost + self._passing(at)

    def _parts(self, index: int) -> bool:
        """Whether a small word stands before the name of a place or body, which therefore begins anew (同天津…)."""
        page = self._page
        word = page.words[index]
        if word.text not in _PARTING:
            return False
        known = word.end in page.places or word.end in page.names or word.start in page.name_ends
        if known or (word.text == "同" and self._kind not in _COINED):
            return True
        following = page.words[index + 1].text if index + 1 < len(page.words) else ""
        return self._kind is Kind.AGENCY and following in _LEVELS

    def _whole_name(self, at: int) -> tuple[int, float] | None:
        """The start of the known name that ends at `at` and so may own a unit (…股份有限公司天津分行)."""
        start = self._page.name_ends.get(at, at)
        return (start, 0.0) if self._kind is Kind.UNIT and start < at <= self._from else None

    def _passing(self, at: int) -> float:
        """What it costs to leave a region that begins at `at` inside the name."""
        page = self._page
        if at >= self._from:
            return 0.0
        if at not in page.places:
            owned = at + _PHRASE <= page.names.get(at, at) <= self._from and at not in page.place_ends
            return _NAME_PASSED if owned and at not in page.name_ends else 0.0
        before = page.words[page.word_at(at - 1)] if at else None
        if at in page.name_ends or (before and (before.text in _REACH or before.text in _OWNERS)):
            return 0.0
        if self._kind is Kind.FORM and self._coined_before(at):
            return 0.0
        return _SEAT_PASSED if page.places[at] == self._from else _PLACE_PASSED

    def _coined_before(self, at: int) -> bool:
        """Whether two single characters or a rare word, as of a made-up name, stand before a region (澜渡河北…公司)."""
        page = self._page
        index = page.word_at(at - 1) if at else 0
        last = page.words[index]
        if len(last.text) == _PAIR and at and not self._of.role(last.text) and last.tag[0] not in "vpdr":
            return self._of.rare(last) and bool(_NAME_CHARACTER.match(last.text))
        two = page.words[max(0, index - 1) : index + 1]
        return len(two) > 1 and all(
            len(w.text) == 1 and _NAME_CHARACTER.match(w.text) and not self._of.stops(w) and w.text not in _PARTING
            for w in two
        )

    def _bracket(self, at: int, opening: str) -> tuple[int, float] | None:
        start = self._page.text.rfind(opening, max(0, at - 14), at - 1)
        if start < 1 or at - start < 3 or not _NAME_CHARACTER.match(self._page.text[start - 1]):
            return None
        inside = self._page.words[self._page.word_at(start + 1) : self._page.word_at(at - 1)]
        if any(self._of.stops(word) or not _NAME_CHARACTER.match(word.text[0]) for word in inside):
            return None
        return start, -0.2

    def _cost_of(self, index: int, word: Word) -> float | None:
        role = self._of.role(word.text)
        if word.start in self._page.places or word.start in self._page.names:
            return 0.0
        if self._of.stops(word):
            free = not role and self._kind in {Kind.FORM, Kind.BRAND} and word.tag[0] == "v"
            return _WEAK if free or self._made_of(word) else None
        if word.text == "地" and index and self._page.words[index - 1].text in _SEVERAL:
            return None
        if role == "act" and self._park and word.text in _PARK_ACTS:
            return None
        if role == "joint":
            return self._joint(index)
        if role in _INNER:
            return None if self._between(word) else 0.0
        if role in {"weak", "measure"}:
            return _WEAK if role == "weak" else _MEASURE
        if word.text.isdigit():
            return -1.5
        if len(word.text) == 1:
            return _SMALL_WORD if word.tag in _SMALL else 0.0
        return _QUALITY if word.tag in {"a", "z", "i", "zg"} else 0.0

    def _made_of(self, word: Word) -> bool:
        """Whether a word that stops names otherwise is all or a character of a core after a region (天津达因…公司)."""
        if self._kind is not Kind.FORM or word.text in _FOUNDING:
            return False
        ends = self._page.place_ends
        if len(word.text) > 1:
            return word.start in ends and word.end == self._from
        return word.text not in _PARTICLES and (word.start in ends or word.start - 1 in ends)

    def _between(self, word: Word) -> bool:
        """Whether a verb joins two names instead of standing in one: …小镇联合天津…公司."""
        page = self._page
        after = word.end in page.places or word.end in page.names
        if word.text in _TOGETHER and word.end < self._from and page.text.endswith(_COMPLETE, 0, word.start):
            return True
        return word.tag[0] == "v" and after and (word.start in page.name_ends or word.start in page.place_ends)

    def _joint(self, index: int) -> float | None:
        """和, 与, 及 within a name stand between two halves of a field: 计算与数据研究院."""
        page = self._page
        if not 0 < index < len(page.words) - 1:
            return None
        before, after = page.words[index - 1], page.words[index + 1]
        if len(before.text) == len(after.text) == 1 and self._kind in {Kind.FORM, Kind.BRAND}:
            return _WEAK
        if self._kind in {Kind.UNIT, Kind.BRAND} or after.start in page.places or after.start in page.names:
            return None
        if before.end in page.name_ends or before.end in page.place_ends or self._of.stops(before):
            return None
        if page.text.endswith(_COMPLETE, 0, before.end):
            return None
        if before.tag not in _PLAIN or not _NAME_CHARACTER.match(before.text):
            return None
        return _SMALL_WORD if self._kind is Kind.FORM else _JOINT

    def _consider(self, start: int) -> None:
        value, clean, counted = self._edge(start)
        score = self._cost + value + self._opening(start)
        if self._best is None or score >= self._best.score:
            self._best = Beginning(start, score, clean, counted)

    def _edge(self, start: int) -> tuple[float, bool, bool]:
        """What stands before a beginning at `start`."""
        page = self._page
        if start == 0 or not _NAME_CHARACTER.match(page.text[start - 1]):
            inside = start > 1 and page.text[start - 1] in _GLUE and bool(_NAME_CHARACTER.match(page.text[start - 2]))
            return (_IN_WORD, False, False) if inside else (_EDGE, True, False)
        index = page.word_at(start - 1)
        before = page.words[index]
        if start in page.places and start in page.place_ends:
            return _AFTER_PLACE, True, False
        if before.end > start:
            return _IN_WORD, False, False
        if self._of.counts(page, index):
            return _EDGE, True, True
        if self._of.stops(before) or self._parts(index):
            return _EDGE, True, before.text in _VAGUE
        role = self._of.role(before.text)
        if role == "joint":
            return _AFTER_JOINT, True, False
        if role in _INNER:
            return 0.0, before.tag[0] == "v", False
        if role == "weak":
            return _AFTER_WEAK, True, False
        return (_IN_WORD if len(before.text) == 1 else _IN_PHRASE), start in page.name_ends, False

    def _opening(self, start: int) -> float:
        """What a name at `start` would begin with."""
        page = self._page
        word = page.words[page.word_at(start)]
        if page.names.get(start, len(page.text)) <= self._from:
            return _NAME
        end = page.places.get(start)
        if end is not None and end <= self._from:
            return _PLACE if self._full else _PLACE + self._poor(end)
        if word.text in _REACH:
            return _REACHING
        if self._kind is Kind.AGENCY and word.text[0] in _LEVELS:
            return _LEVEL
        role = self._of.role(word.text)
        if role in {"weak", "measure", "joint"}:
            return _WEAK_FIRST
        if word.text in _TOGETHER:
            return _ACT_FIRST
        if word.tag in {"nt", "nz"}:
            return _REACHING
        if role == "act" or (role == "inside" and word.tag[0] == "v" and self._kind is Kind.BRAND):
            return _ACT_FIRST
        return _VERB_FIRST if word.tag in {"v", "vn"} and role == "inside" and len(word.text) > 1 else 0.0

    def _poor(self, place_end: int) -> float:
        """What it costs a region to begin a name of which little or nothing stands between it and the suffix."""
        page = self._page
        if place_end >= self._from:
            return _NOTHING_BETWEEN
        words = page.words[page.word_at(place_end) : page.word_at(self._from - 1) + 1]
        return _LITTLE_BETWEEN if all(self._of.generic(word) for word in words) else 0.0
