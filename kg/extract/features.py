"""Features of tokens: what the trained recogniser sees of a word, of its place, and of what the rules make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from kg.extract.analysis import Candidate, Name
from kg.extract.cues import cues
from kg.extract.page import Page
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import Dictionary
from kg.tables import rows

WORD_COLUMNS = ("word", "first", "last", "ending", "tag", "shape", "cues")
PLACE_COLUMNS = ("suffix", "enclosed", "often")
MARK_COLUMNS = ("mark", "origin", "under", "over")
COLUMNS = (*WORD_COLUMNS, *PLACE_COLUMNS, *MARK_COLUMNS)
"""What each token is described by; the last four are the marks of the rules."""

NOTHING = ""
"""The value of a column where there is nothing to say."""

_FAMILIES = (
    "cooperation",
    "equity",
    "founding",
    "guarantee",
    "incubation",
    "industry",
    "lending",
    "location",
    "people",
    "structure",
    "technology",
    "trade",
    "transfer",
)
_ROLES = (("industry_words", "role"), ("technology_words", "kind"), ("technology_heads", "kind"), ("titles", "kind"))
_PAIRS = {"“": "”", "《": "》", "（": "）", "「": "」", "(": ")"}
_FARTHEST = 60
_COUNTED = 4
COMMON = (0, 3, 60, 1000, 20000)


class Features:
    """Describes the tokens of a Doc by strings, one for each of `COLUMNS`."""

    def __init__(self, dictionary: Dictionary, suffixes: Suffixes) -> None:
        self._dictionary = dictionary
        self._suffixes = suffixes
        self._roles = _word_roles()
        self._of_word = lru_cache(maxsize=50_000)(self._word)

    def __call__(self, doc: Doc, names: Iterable[Name], candidates: Iterable[Candidate]) -> list[tuple[str, ...]]:
        """One row per token.

        Args:
            doc: tokens with dictionary tags.
            names: what the rules alone would take for names.
            candidates: everything that the rules proposed.
        """
        page = Page.of(doc)
        words = [word.text for word in page.words]
        by_word = [self._of_word(word) for word in words]
        grid = _Grid([word.start for word in page.words], len(page.text))
        place = zip(self._suffix_column(page.text, grid), _enclosed(words), self._often(words), strict=True)
        marks = _marks(grid, names, candidates)
        return [(*a, *b, *c) for a, b, c in zip(by_word, place, marks, strict=True)]

    def _word(self, word: str) -> tuple[str, ...]:
        plain = word.lower() if not word.isdigit() else "0"
        bucket = sum(self._dictionary.frequency(word) > bound for bound in COMMON)
        shape = f"{_shape(word)}{min(len(word), 6)}/{bucket}"
        return plain, word[0], word[-1], word[-2:], self._dictionary.tag(word), shape, self._roles.get(word, NOTHING)

    def _suffix_column(self, text: str, grid: _Grid) -> list[str]:
        column = [NOTHING] * len(grid)
        for begin, suffix in self._suffixes.hits(text):
            first, last = grid.covering(begin, begin + len(suffix.text))
            for at in range(first, last):
                column[at] = f"{'L' if at == last - 1 else 'I'}{suffix.kind}:{suffix.type}"
        return column

    def _often(self, words: Sequence[str]) -> list[str]:
        """How often the text says a word that the language seldom does."""
        counts = Counter(words)
        return [
            str(min(counts[word], _COUNTED)) if self._dictionary.frequency(word) < COMMON[2] else NOTHING
            for word in words
        ]


class _Grid:
    """From characters to tokens."""

    def __init__(self, starts: Sequence[int], length: int) -> None:
        self._token_at = [0] * (length + 1)
        for at, (start, end) in enumerate(zip(starts, [*starts[1:], length], strict=True)):
            self._token_at[start:end] = [at] * (end - start)
        self._token_at[length] = len(starts)
        self._size = len(starts)

    def __len__(self) -> int:
        return self._size

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) token that have a character of the stretch."""
        return self._token_at[start], self._token_at[end - 1] + 1


def _marks(grid: _Grid, names: Iterable[Name], candidates: Iterable[Candidate]) -> list[tuple[str, str, str, str]]:
    """What the rules say of each token: type and position in the name that stands, whose, and in others."""
    mark, origin = [NOTHING] * len(grid), [NOTHING] * len(grid)
    standing = set()
    for name in names:
        standing.add((name.start, name.end))
        for at, letter in _letters(*grid.covering(name.start, name.end)):
            mark[at] = letter + name.type
            origin[at] = f"{letter}{name.origin}:{round(name.confidence * 5)}"
    under, over = [NOTHING] * len(grid), [NOTHING] * len(grid)
    others = sorted(
        {(c.start - c.end, c.start, c.end, c.type) for c in candidates if (c.start, c.end) not in standing},
        reverse=True,
    )
    for _, start, end, type_ in others:
        for at, letter in _letters(*grid.covering(start, end)):
            (under if mark[at] else over)[at] = letter + type_
    return list(zip(mark, origin, under, over, strict=True))


def _letters(first: int, last: int) -> Iterable[tuple[int, str]]:
    """Each token of a stretch with its letter: Unit, Begin, Inside, Last."""
    if last - first == 1:
        return ((first, "U"),)
    return ((at, "B" if at == first else "L" if at == last - 1 else "I") for at in range(first, last))


def _enclosed(words: Sequence[str]) -> list[str]:
    """Which bracket or quotation mark each token stands within, and how near its opening."""
    column: list[str] = []
    closing, opening, since = "", "", 0
    for word in words:
        if word in _PAIRS:
            closing, opening, since = _PAIRS[word], word, 0
        column.append(f"{opening}{min(since, 2)}" if closing else NOTHING)
        since += 1
        if word == closing or since > _FARTHEST or word == "\n":
            closing = ""
    return column


def _shape(word: str) -> str:
    character = word[0]
    if character.isdigit():
        return "0" if word.isdigit() else "0x"
    if character.isascii():
        return ("A" if word.isupper() else "a") if character.isalpha() else "."
    if "\u4e00" <= character <= "\u9fff":
        return "字"
    return "、"


def _word_roles() -> dict[str, str]:
    """For each cue word the families that list it, as one string."""
    roles: dict[str, set[str]] = {}
    for family in _FAMILIES:
        for cue, words in cues(family).items():
            for word in words:
                roles.setdefault(word, set()).add(f"{family}.{cue}")
    for table, column in _ROLES:
        for row in rows("cues", f"{table}.tsv"):
            roles.setdefault(next(iter(row.values())), set()).add(f"{table}.{row[column]}")
    return {word: "|".join(sorted(listed)) for word, listed in roles.items()}
