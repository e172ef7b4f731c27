"""Organisations: names that no lexicon holds, told by their last word and the grammar of what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.boundaries import Beginning, Boundaries
from kg.extract.listings import Listings
from kg.extract.page import Page, Word
from kg.extract.suffixes import AS_PARENT, Kind, Suffix, Suffixes
from kg.extract.tokenizer import dictionary_of

_AREAS = ("高新区", "经开区", "开发区", "保税区", "自贸区", "新区", "园区", "科学城", "科技城", "生态城", "示范区")
_NATIONAL = ("国家", "中国", "全国", "中华", "中共", "中央", "最高")
_LEVELS = frozenset("市区省县镇")
_QUOTES = {"“": "”", "‘": "’", "《": "》", '"': '"', "「": "」"}
_FOUNDING = frozenset({"成立", "组建", "发起", "设立", "创立", "牵头"})
_FOUNDED = frozenset({"Association", "Lab", "GovernmentAgency"})
_AIMS = ("国际科技创新中心", "国际科创中心", "全国科技创新中心", "综合性国家科学中心")  # what a region is to become
_SHORT_INSTITUTES = frozenset({"研院"})
_VERBAL = frozenset({"投资", "担保", "租赁", "保险"})
_KINDS = frozenset({"研究所", "实验室"})
"""Directly behind a body's name, these tell what kind of body is meant, but not which: 中国科学院研究所."""
_DECLARED = re.compile(r"[”\"]?\s?[（(](?:以下|下文|后文|本文|下)?(?:统|均|合|也)?(?:简称|称)")
_RUN = ("企业", "公司", "起", "了", "理", "学", "厂", "活动", "展", "会", "成", "事")
"""After these, 办 is a verb: 在中关村办企业."""
_LEAST = -1.0
_FEWEST = 2
_BRAND = range(2, 7)
_CAPITAL, _SELDOM = frozenset({"资本", "创投"}), 400
"""Words that so plainly tell a firm that a seldom word of the language before them is its name (光源资本)."""
_NAMELIKE = frozenset({"nz", "nr", "nrt", "nrfg", "nt", "x", "ns", "eng", "nrj", "zg", "g"})
_DATIVE = frozenset("向对给为由获被")
_PHRASE = 4
_AFTER_BRAND = frozenset(
    {"v", "vd", "p", "c", "d", "u", "uj", "ul", "t", "r", "m", "x", "f", "uz", "ug", "ud", "zg", "df"}
)


class Organisations:
    """Adds candidates for companies, banks, funds, institutes, agencies, parks and their like."""

    def __init__(self, suffixes: Suffixes, boundaries: Boundaries) -> None:
        self._suffixes = suffixes
        self._boundaries = boundaries
        self._listings = Listings(boundaries, suffixes)
        self.types = frozenset(suffixes.types) | self._listings.types

    def __call__(self, doc: Doc) -> Doc:
        """Append what the grammar finds to the candidates."""
        page = Page.of(doc)
        doc._.candidates = [*doc._.candidates, *self.names(page)]
        return doc

    def names(self, page: Page) -> Iterator[Candidate]:
        """Everything that the grammar finds: by suffixes first, then by what stands around the rest."""
        yield from self.candidates(page)
        yield from self._listings.candidates(page)

    def candidates(self, page: Page) -> Iterator[Candidate]:
        """The names that end in a suffix, in the order of their ends; a name found serves those that build on it."""
        for begin, suffix in self._suffixes.hits(page.text):
            end = begin + len(suffix.text)
            if not _apart(page, begin, end):
                continue
            candidate = self._candidate(page, begin, end, suffix)
            if candidate:
                page.found(candidate.start, candidate.end, candidate.type)
                yield candidate

    def _candidate(self, page: Page, begin: int, end: int, suffix: Suffix) -> Candidate | None:
        beginning = self._boundaries.beginning(page, begin, suffix)
        if beginning is None:
            return None
        confidence = _JUDGES[suffix.kind](
            _Reading(self._boundaries, self._suffixes, page, begin, end, beginning, suffix)
        )
        if confidence <= 0:
            return None
        start = beginning.start
        return Candidate(
            start, _with_place(page, end), self._type(page, start, begin, suffix), f"grammar:{suffix.kind}", confidence
        )

    def _type(self, page: Page, start: int, begin: int, suffix: Suffix) -> str:
        if suffix.type == AS_PARENT:
            return page.types[start]
        if suffix.type == "Company" and suffix.kind is not Kind.UNIT:
            finer = self._suffixes.company_type(_plain(page.text[start:begin]))
            if finer:
                return finer
        return suffix.type


def _apart(page: Page, begin: int, end: int) -> bool:
    """Whether a suffix ends where a word does, or where its own head stands behind it (局局长, 处处长)."""
    if page.text[end - 1 : end] == page.text[end : end + 1] and page.text[end + 1 : end + 2] == "长":
        return True
    return page.at_edge(end) and (end - begin > 1 or page.at_edge(begin))


def _plain(text: str) -> str:
    """A company's name before its form, without a bracketed place at its end."""
    if text and text[-1] in "）)":
        return text[: max(text.rfind("（"), text.rfind("("), 0)]
    return text


def _with_place(page: Page, end: int) -> int:
    """The end of a name with the bracketed region that may follow it: 制造谷（天津）."""
    text = page.text
    if end < len(text) and text[end] in "（(":
        close = page.places.get(end + 1)
        if close is not None and close < len(text) and text[close] in "）)":
            return close + 1
    return end


class _Reading:
    """A possible name, taken apart: region, core and suffix."""

    def __init__(
        self,
        boundaries: Boundaries,
        suffixes: Suffixes,
        page: Page,
        begin: int,
        end: int,
        beginning: Beginning,
        suffix: Suffix,
    ) -> None:
        self.boundaries = boundaries
        self.suffixes = suffixes
        self.page = page
        self.begin = begin
        self.end = end
        self.suffix = suffix
        self.beginning = beginning
        start = beginning.start
        self.place_end = min(page.places.get(start, start), begin)
        self.name_end = page.names.get(start, 0)
        self.text = page.text[start:end]
        self.core = page.text[self.place_end : begin]
        self.words = self._words(self.place_end, begin)

    def _words(self, start: int, end: int) -> list[Word]:
        if start >= end:
            return []
        page = self.page
        words = page.words[page.word_at(start) : page.word_at(end - 1) + 1]
        return [
            Word(max(w.start, start), min(w.end, end), page.text[max(w.start, start) : min(w.end, end)], w.tag)
            for w in words
        ]

    @property
    def placed(self) -> bool:
        """It begins with a region."""
        return self.place_end > self.beginning.start

    @property
    def nested(self) -> bool:
        """It begins with the name of another body."""
        return 0 < self.name_end <= self.begin

    @property
    def telling(self) -> bool:
        """Its core holds a word that tells it apart."""
        return any(not self.boundaries.generic(word) and word.text not in "（）()—-·" for word in self.words)

    @property
    def made_up(self) -> list[Word]:
        """The words of the core before the first that tells a trade or nothing at all."""
        found: list[Word] = []
        for word in self.words:
            if found and (self.suffixes.trade(word.text) or (len(word.text) > 1 and self.boundaries.generic(word))):
                break
            found.append(word)
        return found

    @property
    def quoted(self) -> bool:
        """Quotation marks enclose it."""
        text, start = self.page.text, self.beginning.start
        return start > 0 and self.end < len(text) and _QUOTES.get(text[start - 1]) == text[self.end]

    @property
    def declared(self) -> bool:
        """A short name is declared behind it, as behind names alone: （以下简称…）."""
        return bool(_DECLARED.match(self.page.text, self.end))

    @property
    def listed(self) -> bool:
        """It stands in a list behind a firm that is known: 岚汐集团、东方澜港公司."""
        page, joint = self.page, self.beginning.start - 1
        before = page.name_ends.get(joint, joint) if joint > 0 and page.text[joint] == "、" else joint
        return before < joint and page.types.get(before) == "Company"

    @property
    def founded(self) -> bool:
        """The text says that it is founded, so that even plain words name it: 成立生物医药产业联盟."""
        before = self.page.text[max(0, self.beginning.start - 2) : self.beginning.start]
        return before in _FOUNDING and self.suffix.type in _FOUNDED


def _form(reading: _Reading) -> float:
    first = reading.words[:1]
    if len(reading.core) < _FEWEST or not (reading.telling or reading.placed):
        return 0.0
    if not reading.placed and reading.suffixes.trade(reading.core):
        return 0.0
    if not reading.placed and not reading.nested and first and reading.suffixes.trade(first[0].text):
        return 0.0
    return 0.95 if reading.placed or reading.beginning.clean else 0.75


def _head(reading: _Reading) -> float:
    if (reading.quoted and reading.telling) or (reading.declared and reading.beginning.clean and reading.core):
        return 0.8
    if reading.nested and not reading.page.text[reading.name_end : reading.begin] and reading.suffix.text in _KINDS:
        return 0.0
    if reading.beginning.counted or reading.beginning.score < _LEAST:
        return 0.0
    if reading.nested:
        return 0.85
    if reading.placed:
        if reading.text.endswith(_AIMS):
            return 0.0
        full = bool(reading.core) or reading.suffix.bare or len(reading.suffix.text) > 4
        return 0.85 if full else 0.0
    if len(reading.core) < _FEWEST and reading.suffix.text not in _SHORT_INSTITUTES:
        return 0.0
    if not (reading.telling or reading.founded) or reading.text.endswith(_AIMS):
        return 0.0
    if reading.suffix.type == "ServicePlatform" or (
        reading.suffix.type == "Incubator" and reading.boundaries.generic(reading.words[0])
    ):
        return 0.5
    return 0.7 if reading.beginning.clean else 0.5


def _agency(reading: _Reading) -> float:
    start = reading.text
    if reading.beginning.counted or (reading.suffix.text == "办" and reading.page.text.startswith(_RUN, reading.end)):
        return 0.0
    if reading.placed or reading.nested or start.startswith(_NATIONAL):
        return 0.9
    if start.startswith(_AREAS) and not reading.core.endswith(_AREAS):
        return 0.85
    if start[0] in _LEVELS and reading.beginning.clean and len(reading.text) > _FEWEST:
        return 0.8
    if reading.suffix.type == "GovernmentAgency" and len(reading.suffix.text) > _FEWEST and reading.beginning.clean:
        return 0.75 if reading.telling or reading.founded else 0.0
    return 0.0


def _unit(reading: _Reading) -> float:
    if reading.nested:
        return 0.9
    if reading.suffix.text != "分公司" or reading.beginning.counted or not reading.beginning.clean:
        return 0.0
    return 0.7 if reading.telling and len(reading.core) > _PHRASE else 0.0


def _brand(reading: _Reading) -> float:
    words = reading.words
    if not reading.page.at_edge(reading.begin):
        return 0.0
    if not words or len(reading.core) not in _BRAND or reading.beginning.counted or not reading.beginning.clean:
        return 0.0
    if reading.declared and reading.telling:
        return 0.8
    if reading.listed and reading.telling and not reading.boundaries.generic(words[0]):
        return 0.65
    if not _ends_brand(reading):
        return 0.0
    if reading.placed:
        return 0.65 if reading.telling or reading.suffix.bare else 0.0
    made_up = reading.made_up
    if len(words[0].text) > 1 and reading.boundaries.generic(words[0]):
        return 0.0
    seldom = _SELDOM if reading.suffix.text in _CAPITAL else 0
    odd = [word for word in made_up if _odd(reading.boundaries, word, seldom)]
    singles = all(len(word.text) == 1 for word in made_up)
    if (singles and 1 < len(made_up) < _PHRASE and odd) or any(len(word.text) > 1 for word in odd):
        return 0.65
    return 0.0


def _odd(boundaries: Boundaries, word: Word, seldom: int = 0) -> bool:
    """Whether a word looks like a part of a made-up name rather than one of the language."""
    if boundaries.role(word.text) or boundaries.generic(word):
        return False
    return (
        len(word.text) == 1
        or word.tag in _NAMELIKE
        or boundaries.rare(word)
        or boundaries.frequency(word.text) <= seldom
    )


def _ends_brand(reading: _Reading) -> bool:
    page = reading.page
    if reading.end >= len(page.text):
        return True
    after = page.words[page.word_at(reading.end)]
    if reading.suffix.text in _VERBAL:
        ahead = page.text[max(0, reading.beginning.start - 1) : reading.beginning.start]
        return ahead not in _DATIVE and not after.text[0].isdigit() and after.tag in {"x", "p", "c", "uj", "v"}
    return after.tag in _AFTER_BRAND or reading.boundaries.role(after.text) in {"stop", "weak"}


_JUDGES = {Kind.FORM: _form, Kind.HEAD: _head, Kind.AGENCY: _agency, Kind.UNIT: _unit, Kind.BRAND: _brand}


@Language.factory("jjj_organisations")
def create(nlp: Language, name: str) -> Organisations:
    """Make the component that `pipeline.cfg` asks for."""
    return Organisations(Suffixes(), Boundaries(dictionary_of(nlp).frequency))
