"""When a text was published and by whom, as far as the text or its address says so. Rather unknown than wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_HEAD, _TAIL = 12, 4
"""Lines at either end of a text that speak about the text itself."""

_LONGEST_LINE = 60
"""A longer line is running text; the dates and sources in it are part of the story. In characters."""

_DATE = r"(?P<year>(?:19|20)\d\d)(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})(?!\d)日?"
_PLACED_DATE = re.compile(_DATE)
_TIME = r"(?:T?\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s|(\[【]))(?P<kind>发布|发表|刊发|发稿|刊登|出版|上线)?(?:时间|日期)\s*[:：]\s*{_DATE}"
)
_IMPRINT = re.compile(r"来源|作者|编辑|稿源|记者")
"""Beside these words, a bare 时间 is that of publication, and not that of an event."""

_DATE_LINE = re.compile(
    rf"[（(\[【]?\s*{_DATE}\s*(?:星期[一二三四五六日])?{_TIME}(?=$|[\s|｜()（）\]】·]|来源|第?\s*\d+\s*版)"
)
_MASTHEAD = re.compile(
    rf"(?:《\s*(?P<quoted>[^《》]{{2,15}}?)\s*》|(?P<bare>[\u4e00-\u9fff]{{2,10}}(?:报|网|社|周刊|杂志)))\s*[（(]?\s*{_DATE}"
)
_SOURCE = re.compile(
    r"(?:^|(?<=[\s|｜（(\d日]))(?:文章|信息|新闻|稿件|内容)?(?:来源|稿源|来源于|转自|发布单位|发布机构)\s*[:：]\s*"
    r"《?(?P<publisher>[^\s|｜，。；,;《》（）()]{2,24})"
)
_DATELINE = re.compile(
    r"(?:[（(]?\s*)(?P<publisher>[\u4e00-\u9fff]{1,8}(?:日报|晚报|时报|早报|晨报|商报|青年报|[\u4e00-\u9fff]报|新闻网|网|社|新闻|客户端))"
    rf"(?P<place>[\u4e00-\u9fff、]{{0,12}}?)(?:(?P<date>{_DATE})|(?P<yearless>\d{{1,2}}月\d{{1,2}}日))?(?:讯|电|消息)(?=[\s（(:：，])"
)
_OURSELVES = re.compile(r"本报|本网|本社|本刊|我报")
_IN_ADDRESS = re.compile(r"(?:/|[/_]t|c)((?:19|20)\d\d)[-/]?(\d{2})[-/]?(\d{2})(?=[/_.-]|$)")
_IN_RECORD = re.compile(r"\s*(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2}))(?=$|[\sT,，(（Z+])")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a text tells about itself.

    Args:
        published: the day of publication.
        publisher: the newspaper, agency or site, as the text names it.
    """

    published: date | None = None
    publisher: str | None = None

    @classmethod
    def of(cls, text: str, url: str | None = None) -> Particulars:
        """Read the lines around a text: 发布时间：2024-03-05, 2024年3月5日 来源：某报, 某社某地3月5日电 …

        A day without a year, as in most datelines, is none. Where two dates of equal standing differ, neither is taken.

        Args:
            text: the document's text.
            url: where it was published; many sites write the day into their addresses.
        """
        lines = _lines_around(text)
        short = [line for line in lines if len(line) <= _LONGEST_LINE]
        dated = (_labelled(short), _dated_lines(short), _datelines(lines), _in_address(url))
        return cls(next((day for days in dated if (day := _only(days))), None), _publisher(lines, short))


def parse_date(text: str) -> date | None:
    """The day that a record's date says, be it 2024-03-05, 2024-03-05T10:00:00+08:00, 2024年3月5日 or 20240305."""
    found = _IN_RECORD.match(unicodedata.normalize("NFKC", text))
    return _day(*(group for group in found.groups() if group)) if found else None


def _lines_around(text: str) -> list[str]:
    head, tail = text[:4000], text[-1000:]
    first = [line.strip() for line in head.splitlines() if line.strip()][:_HEAD]
    last = [line.strip() for line in tail.splitlines() if line.strip()][-_TAIL:]
    if len(text) <= len(tail):
        last = [line for line in last if line not in first]
    return [unicodedata.normalize("NFKC", line[:400]) for line in (*first, *last)]


def _labelled(lines: list[str]) -> Iterator[date | None]:
    for line in lines:
        for found in _LABELLED.finditer(line):
            if found["kind"] or _IMPRINT.search(line):
                yield _of(found)


def _dated_lines(lines: list[str]) -> Iterator[date | None]:
    """Lines that begin with a date, or with a newspaper's name and a date, and are no sentences."""
    for line in lines:
        found = _DATE_LINE.match(line) or _MASTHEAD.match(line)
        if found and not line.endswith(("。", "!", "?")):
            yield _of(found)


def _datelines(lines: list[str]) -> Iterator[date | None]:
    for line in lines:
        found = _DATELINE.match(line)
        if found and found["date"]:
            yield _of(found)


def _in_address(url: str | None) -> Iterator[date | None]:
    for found in _IN_ADDRESS.finditer(url or ""):
        yield _day(*found.groups())


def _publisher(lines: list[str], short: list[str]) -> str | None:
    for line in short:
        if found := _SOURCE.search(line):
            return found["publisher"]
        if found := _MASTHEAD.match(line):
            return found["quoted"] or found["bare"]
    for line in lines:
        found = _DATELINE.match(line)
        if found and not _OURSELVES.match(found["publisher"]):
            return found["publisher"]
    return None


def _only(days: Iterator[date | None]) -> date | None:
    different = {day for day in days if day}
    return different.pop() if len(different) == 1 else None


def _of(found: re.Match[str]) -> date | None:
    return _day(found["year"], found["month"], found["day"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
