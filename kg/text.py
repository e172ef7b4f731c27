"""Text as characters: comparing names, finding one in another, and mending a text while keeping its original offsets.

Which line breaks are real is decided in `kg.layout`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from kg.layout import CJK, continuations, is_byline, is_residue

_IGNORED_IN_NAMES = re.compile(r"[\s“”\"'‘’「」『』《》]")


def fold(name: str) -> str:
    """A name as it is compared: NFKC, without white space, quotation marks and 《》."""
    return _IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", name))


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where `part` begins in the text, also where it overlaps itself."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def in_order(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in this order, whatever stands between them."""
    rest = iter(full)
    return all(character in rest for character in short)


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text and the way back.

    Args:
        text: what extraction reads.
        starts: for each character of `text`, where it begins in the original.
        ends: for each character of `text`, where it ends in the original (exclusive).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the non-empty stretch `start` to `end` (exclusive) of the mended text."""
        return self.starts[start], self.ends[end - 1]


def mend(text: str) -> Mended:
    """Undo what page layout, encodings and web pages do to a text, so that sentences can be read.

    Joins wrapped lines and paragraphs that a page break splits; gives letters, digits and punctuation one width;
    decodes HTML entities; drops tags, invisible characters, page numbers, spaces inside spaced-out words, and the
    second copy of a paragraph. Paragraphs of the mended text are separated by one line feed. Takes time linear in
    the length of the text; mending a mended text changes nothing.
    """
    draft = _Draft(text)
    for _ in range(_PASSES):
        before = draft.text
        _pass(draft)
        if draft.text == before:
            break
    return Mended(draft.text, tuple(draft.starts), tuple(draft.ends))


_PASSES = 8
"""One mending may make another possible (a dropped page number reveals a wrapped line); news needs two or three."""

_Edit = tuple[int, int, str]
"""Replace the characters from the first offset to the second (exclusive) by the string."""


class _Draft:
    """A text that is being mended, and where each of its characters stands in the original."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("l", range(len(text)))
        self.ends = array("l", range(1, len(text) + 1))

    def translate(self, table: dict[int, int]) -> None:
        """Exchange single characters for single characters."""
        self.text = self.text.translate(table)

    def edit(self, edits: Iterator[_Edit]) -> None:
        """Apply edits, which must be sorted and not overlap."""
        pieces: list[str] = []
        starts, ends = array("l"), array("l")
        at = 0
        for start, end, replacement in edits:
            pieces += (self.text[at:start], replacement)
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            for _ in replacement:
                starts.append(self.starts[start])
                ends.append(self.ends[end - 1])
            at = end
        if not pieces:
            return
        self.text = "".join((*pieces, self.text[at:]))
        self.starts = starts + self.starts[at:]
        self.ends = ends + self.ends[at:]


def _pass(draft: _Draft) -> None:
    for stage in (_entities, _tags):
        draft.edit(stage(draft.text))
    draft.translate(_ONE_FORM)
    for stage in (_invisible, _spaced_out, _spaces, _lines, _punctuation):
        draft.edit(stage(draft.text))


# Characters


def _one_form() -> dict[int, int]:
    """Characters that have a plainer twin: other widths, presentation forms, radicals that PDFs use for ideographs."""
    ranges = [(0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF61, 0xFF65), (0x2F800, 0x2FA1F)]
    ranges += [(0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)]
    table: dict[int, int] = {}
    for low, high in ranges:
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and not plain.isspace():
                table[code] = ord(plain)
    pairs = "＂\"＇'％%＆&＋+－-／/＠@＃#＝=＊*―—─—「“」”『‘』’〝“〞”〟”"
    table |= {ord(odd): ord(plain) for odd, plain in zip(pairs[::2], pairs[1::2], strict=True)}
    table |= dict.fromkeys(
        map(ord, "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
        ord(" "),
    )
    table |= dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), ord("\n"))
    return table


_ONE_FORM = _one_form()

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U0010ffff"
    "□]+"
)
"""Controls, marks of direction, joiners, surrogates, private use (icons of web pages), what OCR could not read."""


def _invisible(text: str) -> Iterator[_Edit]:
    return ((found.start(), found.end(), "") for found in _INVISIBLE.finditer(text))


# What web pages leave behind

_ENTITY = re.compile(
    r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)*((?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_TAG = re.compile(
    r"</?(p|br|div|li|ul|ol|tr|h[1-6]|table|section|article|blockquote|a|b|i|u|em|strong|span|font|td|th|img|sup|sub)"
    r"(?:\s[^<>\n]{0,500})?/?>",
    re.IGNORECASE,
)
_INLINE = frozenset(("a", "b", "i", "u", "em", "strong", "span", "font", "img", "sup", "sub"))


def _entities(text: str) -> Iterator[_Edit]:
    """Entities, also those that were escaped more than once (&amp;nbsp;). Letters and digits are never written so."""
    for found in _ENTITY.finditer(text):
        plain = _plain(found[1]) if found[1] else "&"
        if plain != found.group() and not (plain.isascii() and plain.isalnum()):
            yield found.start(), found.end(), plain


def _plain(reference: str) -> str:
    """The characters that an entity such as `nbsp;` or `#8220;` stands for, or itself where it is none."""
    if reference.startswith("#"):
        return html.unescape("&" + reference)
    return html5.get(reference, "&" + reference)


def _tags(text: str) -> Iterator[_Edit]:
    return ((found.start(), found.end(), "" if found[1].lower() in _INLINE else "\n") for found in _TAG.finditer(text))


# Spaces

_SINGLE = f"[{CJK}，。、；：！？（）《》“”]"
_SPACED_OUT = re.compile(rf"(?<![^ \n]){_SINGLE}(?: {_SINGLE}){{2,}}(?![^ \n])")
_SPACED_PAIR = re.compile(rf"(?<![^ \n])[{CJK}] [{CJK}](?![^ \n])")
_UNITS = "年月日时分秒号万亿千百元个家项人名次件台套辆吨米公平亩倍度期届批条余多后以版岁位种"
_SPACES = re.compile(
    r" {2,}"
    rf"|(?<=\d) (?=[{_UNITS}])"
    r"|(?<=[，。；：！？、（]) (?=\S)|(?<=\S) (?=[，。；：！？、）])"
)
_AMID = re.compile(rf"(?<=[{CJK}]) (\d[\d.,]{{0,20}}%?|[A-Za-z][A-Za-z0-9.+-]{{0,30}}) (?=[{CJK}])")


def _spaced_out(text: str) -> Iterator[_Edit]:
    """Spaces between the single characters of a word that was set wide: 天 津 大 学, or 记者 张 三."""
    at = 0
    for line in text.split("\n"):
        if " " in line:
            yield from ((at + space, at + space + 1, "") for space in _wide_spaces(line))
        at += len(line) + 1


def _wide_spaces(line: str) -> Iterator[int]:
    wide = "  " in line.strip()
    byline = is_byline(line.strip())
    for found in (_SPACED_PAIR if byline else _SPACED_OUT).finditer(line):
        yield from (found.start() + offset for offset, character in enumerate(found.group()) if character == " ")
    if not byline and (wide or len(line.strip()) == 3):  # two characters and the space
        for found in _SPACED_PAIR.finditer(line):
            before, after = line[: found.start()], line[found.end() :]
            if (not before.strip() or before.endswith("  ")) and (not after.strip() or after.startswith("  ")):
                yield found.start() + 1


def _spaces(text: str) -> Iterator[_Edit]:
    """Runs of spaces, and spaces beside Chinese punctuation and around numbers and Latin words amid Chinese."""
    edits = [(found.start(), found.end(), " " if len(found.group()) > 1 else "") for found in _SPACES.finditer(text)]
    for found in _AMID.finditer(text):
        edits += [(found.start(), found.start() + 1, ""), (found.end() - 1, found.end(), "")]
    return iter(sorted(set(edits)))


# Lines

_REPEATED = 20
"""A paragraph of at least so many characters that was read before is a copy, not emphasis."""


def _lines(text: str) -> Iterator[_Edit]:
    """Every gap between two lines becomes nothing, a space or one line feed; copies and residue go into the gaps."""
    lines = _kept_lines(text)
    paragraphs = _without_copies(text, _paragraphs(text, lines))
    at = 0
    before: tuple[int, int] | None = None
    for paragraph in paragraphs:
        for number, (start, end) in enumerate(paragraph):
            gap = "" if before is None else _between(text[before[1] - 1], text[start]) if number else "\n"
            if text[at:start] != gap:
                yield at, start, gap
            before, at = (start, end), end
    if at < len(text):
        yield at, len(text), ""


def _kept_lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines that say something, without the spaces around them."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip(" ")
        if bare and not is_residue(bare):
            start = at + len(line) - len(line.lstrip(" "))
            lines.append((start, start + len(bare)))
        at += len(line) + 1
    return lines


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Lines grouped into paragraphs."""
    paragraphs = [lines[:1]] if lines else []
    joined = continuations([text[start:end] for start, end in lines])
    for line, continues in zip(lines[1:], joined, strict=True):
        if continues:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _without_copies(text: str, paragraphs: list[list[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    seen: set[str] = set()
    for paragraph in paragraphs:
        content = "".join(text[start:end] for start, end in paragraph)
        if content not in seen:
            yield paragraph
        if len(content) >= _REPEATED:
            seen.add(content)


def _between(before: str, after: str) -> str:
    """What stands at a mended line break: a space between Latin words, nothing in Chinese."""
    return " " if before.isascii() and after.isascii() and (before + after).isalnum() else ""


# Punctuation

_CHINESE = frozenset("，。、；：！？（）《》“”‘’…—")
_WIDE = dict(zip(",:;!?", "，：；！？", strict=True))
_NARROW_MARK = re.compile(r"([,:;!?]) ?")
_NARROW_BRACKETS = re.compile(r"\(([^()\n]{0,80})\)")
_IDEOGRAPH = re.compile(f"[{CJK}]")
_ODD_MARKS = (
    (re.compile(r"(?<=\d)：(?=\d)"), ":"),
    (re.compile(r"(?<=\d)．(?=\d)"), "."),
    (re.compile(rf"(?<=[{CJK}])\.(?=\n|$)"), "。"),
    (re.compile(rf"(?<=[{CJK}])[•・‧∙](?=[{CJK}])"), "·"),
    (re.compile(rf"(?<=[{CJK}])–(?=[{CJK}])"), "—"),
)


def _punctuation(text: str) -> Iterator[_Edit]:
    """Narrow punctuation beside Chinese becomes wide, so that rules see one form."""
    edits = [(found.start(), found.end(), mark) for odd, mark in _ODD_MARKS for found in odd.finditer(text)]
    edits += _wide_marks(text)
    edits += _wide_brackets(text)
    edits += _curled_quotes(text)
    return iter(sorted(edits))


def _is_chinese(character: str) -> bool:
    return character in _CHINESE or _IDEOGRAPH.match(character) is not None


def _wide_marks(text: str) -> Iterator[_Edit]:
    for found in _NARROW_MARK.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        is_number = before.isdigit() and after.isdigit() and end == start + 1
        if not is_number and (_is_chinese(before) or _is_chinese(after)):
            yield start, end, _WIDE[found[1]]


def _wide_brackets(text: str) -> Iterator[_Edit]:
    for found in _NARROW_BRACKETS.finditer(text):
        start, end = found.span()
        if _is_chinese(text[start - 1 : start]) or _is_chinese(text[end : end + 1]) or _IDEOGRAPH.search(found[1]):
            yield start, start + 1, "（"
            yield end - 1, end, "）"


def _curled_quotes(text: str) -> Iterator[_Edit]:
    """Straight quotation marks of a Chinese line, where they come in pairs."""
    at = 0
    for line in text.split("\n"):
        if line.count('"') and line.count('"') % 2 == 0 and _IDEOGRAPH.search(line):
            for number, found in enumerate(re.finditer('"', line)):
                yield at + found.start(), at + found.end(), "”" if number % 2 else "“"
        at += len(line) + 1
