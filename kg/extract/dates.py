"""Dates as news writes them, absolute and relative, with an EDTF value resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.extract.periods import Reading
from kg.extract.qualifiers import Found
from kg.model import Qualifier

_DAY = r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号]"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_PART = r"(?:[上中下]旬|份|初|底|末|间)?"
_YEAR = (
    r"(?:(?:19|20)\d{2}年|[一二]{1}[九〇零][〇零一二三四五六七八九]{2}年"
    r"|今年|去年|前年|上年|同年|当年|明年|次年|第二年|翌年|此前一年)"
)
_YEAR_PART = (
    r"(?:早些时候|年?(?:初|底|末|中|上半年|下半年|[春夏秋冬][天季]?|第?[一二三四1-4]季度|[前]?[一二三四]季度))?"
)
_VAGUE = (
    "日前|近日|近期|不久前|前不久|日内|昨日|昨天|今日|今天|前日|当日|同日|次日|前一天|本周|上周|"
    "上半年|下半年|年初|年底|年末|年中|岁末|几年前|前几年|前些年"
)
_DATE = re.compile(
    rf"{_YEAR}(?:{_MONTH}(?:{_DAY}|{_PART})|{_YEAR_PART})"
    rf"|(?<![\d年])(?:本月|上月|上个月|次月|当月)(?:\d{{1,2}}[日号]|[上中下]旬|初|底|末)?"
    rf"|(?<![\d年])[上本]周[一二三四五六日末]"
    rf"|(?:\d{{1,2}}|[一二三四五六七八九十两]{{1,2}})年前的(?:{_MONTH}{_DAY})"
    rf"|(?<![\d年个前后近])(?:1[0-2]|0?[1-9])月(?:\d{{1,2}}[日号]|[上中下]旬|初|底|末|(?=份|，|,|,))"
    rf"|(?<![\d月至到—\-])(?:[12]\d|3[01]|[1-9])日(?=，|,|上午|下午|晚|，|电|讯|凌晨|从|由|在)"
    rf"|(?:{_VAGUE})"
)
_NOT_AN_EVENT = re.compile(r"(?:截至|截止到?|自从|自|到|至|从)$")
_AFTER_PERIOD = re.compile(r"(?:以来|末|为止|全年|前\d|[—\-~至到])")
_AHEAD = re.compile(r"(?:将在|将于|将|拟于|拟在|计划于|计划在|预计|预计于|预计在|定于|力争|有望于)$")


def dates(text: str, published: date | None = None) -> Iterator[Found]:
    """Days, months and years in `text` that can date an event; 截至2023年底 and 2020年以来 date none and are left out.

    Args:
        text: what to search.
        published: day against which 去年, 上月, 昨日 and a month without a year are resolved; 同年 and 次月 lean
            on the date before them in the text.
    """
    before: str | None = None
    for match in _DATE.finditer(text):
        ahead = _AHEAD.search(text, max(0, match.start() - 4), match.start()) is not None
        written = match.group()
        value = Reading(published, before, ahead).normal(written)
        before = value or before
        if _NOT_AN_EVENT.search(text, max(0, match.start() - 3), match.start()):
            continue
        if _AFTER_PERIOD.match(text, match.end()):
            continue
        yield Found(match.start(), match.end(), Qualifier("date", written, value))
