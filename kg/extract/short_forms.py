"""Short forms: what a body with a full name may be called later in the same text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.boundaries import Boundaries
from kg.extract.page import Page, Word
from kg.extract.suffixes import Kind, Suffix, Suffixes
from kg.text import in_order

_BRACKETS = "（）()"
_SHORTEST, _TELLING, _COMMON = 2, 4, 60
_AREAS = ("高新区", "经开区", "开发区", "保税区", "综保区", "自贸区", "自贸试验区", "科学城", "科技城", "生态城")
_LEVELS = frozenset("市区省县新")
_GROUP = ("集团", "公司", "股份")


@dataclass(frozen=True, slots=True)
class FullName:
    """A name taken apart.

    Args:
        text: the name as written.
        place: the region that it begins with, or empty.
        parent: the name of another body that it begins with, or empty.
        words: the words between place and suffix, without what stands in brackets.
        suffix: what it ends in, None if in nothing known.
    """

    text: str
    place: str
    parent: str
    words: tuple[Word, ...]
    suffix: Suffix | None

    @property
    def company(self) -> bool:
        """It ends in a legal form, or in 集团."""
        return self.suffix is not None and (self.suffix.kind is Kind.FORM or self.suffix.text == "集团")

    @property
    def formal(self) -> bool:
        """It is the name of a register, with its legal form."""
        return self.suffix is not None and self.suffix.kind is Kind.FORM


class ShortForms:
    """Derives the short forms of full names."""

    def __init__(self, suffixes: Suffixes, boundaries: Boundaries) -> None:
        self._suffixes = suffixes
        self._boundaries = boundaries

    def parse(self, page: Page, start: int, end: int) -> FullName:
        """Take apart the name that stands at `start` to `end`."""
        text = page.text[start:end]
        suffix = self._suffixes.ending(text)
        place_end = page.places.get(start, start)
        place_end = place_end if place_end < end else start
        parent_end = min((e for e in (page.first_end(start),) if start < e < end), default=start)
        stop = end - (len(suffix.text) if suffix else 0)
        return FullName(
            text,
            page.text[start:place_end],
            page.text[start:parent_end],
            tuple(_outside_brackets(page, place_end, stop)),
            suffix,
        )

    def of(self, name: FullName) -> Iterator[str]:
        """The short forms of a name, in no order; whether the text has them is another matter."""
        forms = self._company(name) if name.company else self._institution(name)
        yield from (form for form in forms if self._distinct(form, name))

    def _company(self, name: FullName) -> Iterator[str]:
        words = [word.text for word in name.words]
        core = self._core(name.words)
        if not core:
            return
        brand = "".join(words[:core])
        stems = {"".join(words[:count]) for count in range(core, len(words) + 1)}
        stems |= {brand + word for word in words[core:] if len(word) >= _SHORTEST}
        stems |= {brand + ending for ending in _GROUP} | {"".join(words) + ending for ending in _GROUP}
        for stem in stems:
            if len(stem) > _SHORTEST or (len(stem) == _SHORTEST and name.formal):
                yield stem
                if name.place:
                    yield name.place + stem
                    yield name.place.rstrip("省市") + stem

    def _core(self, words: tuple[Word, ...]) -> int:
        """How many words the made-up part of a company's name has: those before the first that tells a trade."""
        for count, word in enumerate(words):
            if _length(words[:count]) >= _SHORTEST and self._plain(words[:count], word):
                return count
        return len(words)

    def _plain(self, before: tuple[Word, ...], word: Word) -> bool:
        """Whether a word is of the language: it tells a trade, or stands whole behind single characters (岚汐|数控)."""
        if self._boundaries.generic(word) or self._suffixes.trade(word.text):
            return True
        pieces = all(len(piece.text) == 1 for piece in before)
        return pieces and len(word.text) > 1 and self._boundaries.frequency(word.text) > 0

    def _institution(self, name: FullName) -> Iterator[str]:
        for lead in {name.place, name.parent}:
            rest = name.text[len(lead) :]
            if lead and len(rest) >= _TELLING:
                yield rest
        if name.suffix is None:
            return
        if name.suffix.kind is Kind.AGENCY:
            yield from (name.text[k:] for k in range(1, len(name.place) + 1) if name.text[k : k + 1] in _LEVELS)
        yield from (area for area in _AREAS if name.text.endswith(area) and name.suffix.type == "Park")

    def _distinct(self, form: str, name: FullName) -> bool:
        """Whether a form is shorter than the name, and no ordinary word or suffix."""
        if form == name.text or form in name.place or len(form) < _SHORTEST:
            return False
        if form in _AREAS:
            return True
        return self._boundaries.frequency(form) <= _COMMON and self._suffixes.exact(form) is None

    def abbreviates(self, short: str, name: FullName) -> bool:
        """Whether `short` takes some of the characters of `name` in order, from a beginning of it to its end."""
        full = name.text
        if not _SHORTEST < len(short) < len(full) or short[-1] != full[-1]:
            return False
        if self._suffixes.exact(short) or self._boundaries.frequency(short) > _COMMON:
            return False
        return any(
            short[0] == full[begin] and in_order(short, full[begin:])
            for begin in {0, len(name.place), len(name.parent)}
            if begin < len(full)
        )


def _outside_brackets(page: Page, start: int, stop: int) -> Iterator[Word]:
    depth = 0
    if start >= stop:
        return
    for word in page.words[page.word_at(start) : page.word_at(stop - 1) + 1]:
        if word.text in _BRACKETS:
            depth += 1 if word.text in "（(" else -1
        elif depth <= 0:
            begin, end = max(word.start, start), min(word.end, stop)
            yield Word(begin, end, page.text[begin:end], word.tag)


def _length(words: tuple[Word, ...]) -> int:
    return sum(len(word.text) for word in words)
