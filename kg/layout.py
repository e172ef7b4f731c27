"""Which line breaks of a text end a paragraph, and which only end a printed line, a column or a page.

Works on stripped, non-empty lines and knows nothing of offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

CJK = "〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a regular expression's character class."""

_OPENERS = "“‘（(《【〔「『"
_CLOSERS = "”’）)》】〕」』"
_NO_START = frozenset("，。、；：！？,;:!?%％·…" + _CLOSERS)
_NO_END = frozenset("，、,·" + _OPENERS)

_ENDED = re.compile(r"(?:[。！？!?…；;：:]|(?<!\d)\.)[”’」』）)》】\"']*(?:[（(][^（()）]{0,30}[）)])?$")
_STOP_INSIDE = re.compile(r"[。！？!?；;][”’」』）)]*(?=.)")
_COMMA = re.compile(r"[，,、：:]")

_MARK = re.compile(r"(?:#{1,6}\s|[■□◎●○▲△▼◆◇★☆※▶►→•*+]|[-－]\s|——|[①-⑳])")
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、]|\d{1,2}[.．](?![\d\s]*\d)|[一二三四五六七八九十]{1,3}[.．]"
)
_ROLES = "记者|通讯员|评论员|撰文|摄影|供图|制图|编辑|责编|校对|美编|作者|来源|稿源|文/|图/|文并摄"
_BYLINE = re.compile(
    rf"(?:本报|本刊|本网|本版)?(?:全媒体|融媒体|首席|见习|实习|特约|责任|执行)*(?:{_ROLES})(?=[\s:：/]|$|[{CJK}]{{2,4}}(?:\s|$))"
)
_CREDIT = re.compile(r"[^，。！？；]{1,24}(?:摄|供图|制图|图|文)$")
_IMPRINT = re.compile(r"(?:来源|稿源|字号|编辑|时间|日期)\s*[:：]")
_CAPTION = re.compile(r"[左右上下中本]?图(?:片)?(?:[为示是]|[\s:：①-⑨\d一二三四五六]|$)|表\s?\d")
_DATELINE = re.compile(r"[^，。！？；]{2,22}(?:讯|电)\s*[（(:：]|(?:本报|本网)讯")

_DANGLING = re.compile(
    r"(?:[的或且将把被该这其而但则每各仅已第从于至是]"
    r"|以及|包括|通过|成为|为了|随着|按照|根据|其中|因为|如果|不仅|陆续|正在|已经|能够|可以|以及|为其|对其)$"
)
"""How a heading does not end: words that govern what must follow."""

_HEADING = 25
_HEADLINE = 40
"""Subheadings and headlines are rarely longer, in characters."""

_LONGEST_IMPRINT = 60
"""Lines on date, source and type size that web sites put above a report are no longer, in characters."""

_EVIDENCE = 3
"""Characters on either side of a break that must stand together elsewhere, to show that they are one name."""

_RESIDUE = re.compile(
    r"[-–—·.\s]*\d{1,3}[-–—·.\s]*"  # a page number
    r"|[-–—·]\s*\d{1,4}\s*[-–—·]"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
    r"|</?[A-Za-z]{1,10}\s*/?>?"  # a tag that lost its end
    rf"|(?:_|[^\w{CJK}，。、；：！？,;:!?%{_OPENERS}{_CLOSERS}])+"  # nothing but rules, bullets, boxes
)


def is_residue(line: str) -> bool:
    """Whether a line is a page number, a scrap of a tag or nothing but symbols."""
    return _RESIDUE.fullmatch(line) is not None


def is_byline(line: str) -> bool:
    """Whether a line names its writers, photographers or source."""
    bare = line.lstrip("■□◎●○▲◆（( ")
    return len(line) <= _HEADLINE and (_BYLINE.match(bare) is not None or _CREDIT.fullmatch(bare) is not None)


def is_ended(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _ENDED.search(line) is not None


def _opens(line: str) -> bool:
    """Whether something new begins with this line, whatever stands before it."""
    return any(mark.match(line) for mark in (_MARK, _NUMBERED, _CAPTION, _DATELINE)) or is_byline(line)


def _stands_alone(line: str) -> bool:
    """Whether nothing can follow in this line's paragraph."""
    return (
        line.startswith("#") or is_byline(line) or (len(line) <= _LONGEST_IMPRINT and _IMPRINT.search(line) is not None)
    )


def _may_be_heading(line: str) -> bool:
    return len(line) <= _HEADING and not is_ended(line) and not _COMMA.search(line)


def _is_unfinished(line: str, first: bool) -> bool:
    """Whether a line without a final stop is running text rather than a heading; `first`: it opens the text."""
    if _STOP_INSIDE.search(line):
        return True
    return len(line) > (_HEADLINE if first else _HEADING) and (len(line) > _HEADLINE or _COMMA.search(line) is not None)


def _columns(line: str) -> int:
    """How wide a line is printed: a Chinese character takes two columns."""
    return len(line) + sum(1 for character in line if character > "\u2e7f" or character in "“”‘’—…")


@dataclass(frozen=True, slots=True)
class _Measure:
    """Width of the print area, in columns, of a text that was hard-wrapped; 0 if it was not."""

    width: int
    slack: int = 4

    def fills(self, line: str) -> bool:
        return _columns(line) >= self.width - self.slack

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Measure:
        """The measure of a text: most lines that end in mid-sentence are nearly as long as its longest."""
        running = sorted(_columns(line) for line in lines[1:] if not is_ended(line) and not _opens(line))
        longest = max((_columns(line) for line in lines), default=0)
        if not running or longest < 24:  # no column of print is narrower than twelve characters
            return cls(0)
        measure = cls(longest)
        full = [line for line in lines if measure.fills(line)]
        punctuated = sum(1 for line in full if _COMMA.search(line) or _STOP_INSIDE.search(line))
        filled = sum(1 for width in running if width >= longest - measure.slack)
        is_wrapped = filled >= 3 and 2 * filled >= len(running) and 2 * punctuated >= len(full)
        return measure if is_wrapped else cls(0)


def _seams(lines: Sequence[str]) -> frozenset[int]:
    """Breaks whose two sides stand together elsewhere in the text, so that the break splits a name or phrase."""
    wanted: dict[str, list[int]] = {}
    for index, (line, following) in enumerate(pairwise(lines)):
        if len(line) >= _EVIDENCE and len(following) >= _EVIDENCE and not is_ended(line):
            wanted.setdefault(line[-_EVIDENCE:] + following[:_EVIDENCE], []).append(index)
    if not wanted:
        return frozenset()
    found = {
        line[at : at + 2 * _EVIDENCE] for line in lines for at in range(len(line) - 2 * _EVIDENCE + 1)
    } & wanted.keys()
    return frozenset(index for seam in found for index in wanted[seam])


class _Brackets:
    """What has been opened and not closed so far in a paragraph."""

    def __init__(self) -> None:
        self.depth = dict.fromkeys(_OPENERS, 0)

    def read(self, line: str) -> None:
        for character in line:
            if character in self.depth:
                self.depth[character] += 1
            elif character in _CLOSERS:
                opener = _OPENERS[_CLOSERS.index(character)]
                self.depth[opener] = max(0, self.depth[opener] - 1)

    def open_before(self, following: str) -> Iterator[bool]:
        """For each kind that is open: whether `following` closes it before it opens another."""
        for opener, depth in self.depth.items():
            if depth:
                closer = _CLOSERS[_OPENERS.index(opener)]
                first = re.search(re.escape(opener) + "|" + re.escape(closer), following)
                yield first is not None and first.group() == closer


def _must_continue(line: str, following: str) -> bool:
    """Whether the characters at the break cannot end or begin a line of their own."""
    if following[0] in _NO_START or line[-1] in _NO_END:
        return True
    return line[-1].isascii() and line[-1].isalpha() and following[0].isascii() and following[0].islower()


def _continues(line: str, following: str, brackets: _Brackets, measure: _Measure, first: bool) -> bool:
    if _must_continue(line, following):
        return True
    closing = list(brackets.open_before(following))
    if any(closing) or (closing and len(line) > _HEADING and following[0] not in _OPENERS):
        return True
    if measure.width and measure.fills(line):
        return True
    if _DANGLING.search(line) and len(line) > 5:  # shorter lines are labels
        return True
    return _is_unfinished(line, first) and not _may_be_heading(following)


def continuations(lines: Sequence[str]) -> list[bool]:
    """For each line but the last, whether the next one continues it in mid-sentence."""
    measure, seams, brackets = _Measure.of(lines), _seams(lines), _Brackets()
    decided: list[bool] = []
    for index, (line, following) in enumerate(pairwise(lines)):
        brackets.read(line)
        is_over = _stands_alone(line) or (is_ended(line) and following[0] not in _CLOSERS)
        if is_over or _opens(following):
            joined = False
        else:
            joined = index in seams or _continues(line, following, brackets, measure, first=index == 0)
        if not joined:
            brackets = _Brackets()
        decided.append(joined)
    return decided
