"""Dates as news writes them, absolute and relative, with an EDTF value resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kg.extract.numerals import number
from kg.extract.qualifiers import Found
from kg.model import Qualifier

_DAY = r"(?P<d>\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号]"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_PART = r"(?P<part>[上中下]旬|份|初|底|末|间)?"
_RELATIVE_YEAR = "今年|去年|前年|上年|同年|当年|明年"
_YEAR = rf"(?P<y>(?:19|20)\d{{2}}年|[一二]{{1}}[九〇零][〇零一二三四五六七八九]{{2}}年|{_RELATIVE_YEAR})"
_YEAR_PART = r"(?P<yp>年?(?:初|底|末|中|上半年|下半年|春|夏|秋|冬|第?[一二三四1-4]季度|[前]?[一二三四]季度))?"
_VAGUE = (
    "日前|近日|近期|不久前|前不久|日内|昨日|昨天|今日|今天|前日|当日|同日|本月|上月|上个月|本周|上周|日前|"
    "上半年|下半年|年初|年底|年末|年中|岁末"
)
_DATE = re.compile(
    rf"{_YEAR}(?:{_MONTH}(?:{_DAY}|{_PART})|{_YEAR_PART})"
    rf"|(?<![\d年])(?P<rm>本月|上月|上个月)(?P<rd>\d{{1,2}})[日号]"
    rf"|(?<![\d年个前后近])(?P<m2>1[0-2]|0?[1-9])月(?:(?P<d2>\d{{1,2}})[日号]|(?P<part2>[上中下]旬|初|底|末)|(?=份|，|,|,))"
    rf"|(?<![\d月至到—\-])(?P<d3>[12]\d|3[01]|[1-9])日(?=，|,|上午|下午|晚|，|电|讯|凌晨|从|由|在)"
    rf"|(?P<vague>{_VAGUE})"
)
_NOT_AN_EVENT = re.compile(r"(?:截至|截止到?|自从|自|到|至|从)$")
_AFTER_PERIOD = re.compile(r"(?:以来|末|为止|全年|前\d|[—\-~至到])")


def dates(text: str, published: date | None = None) -> Iterator[Found]:
    """Days, months and years in `text` that can date an event; 截至2023年底 and 2020年以来 date none and are left out.

    Args:
        text: what to search.
        published: day against which 去年, 上月, 昨日 and a month without a year are resolved.
    """
    for match in _DATE.finditer(text):
        if _NOT_AN_EVENT.search(text, max(0, match.start() - 3), match.start()):
            continue
        if _AFTER_PERIOD.match(text, match.end()):
            continue
        written = match.group()
        yield Found(match.start(), match.end(), Qualifier("date", written, _value(match, published)))


def _value(match: re.Match[str], published: date | None) -> str | None:
    if match["vague"]:
        return _vague(match["vague"], published)
    if match["y"]:
        return _absolute(match, published)
    if published is None:
        return None
    if match["rm"]:
        month = _vague(match["rm"], published)
        return _checked(month, match["rd"]) if month else None
    if match["m2"]:
        month_number = int(match["m2"])
        year = published.year - (month_number > published.month)
        month = f"{year}-{month_number:02d}"
        return _checked(month, match["d2"]) if match["d2"] else month
    return _day_before(int(match["d3"]), published)


def _absolute(match: re.Match[str], published: date | None) -> str | None:
    year = _year(match["y"], published)
    if year is None:
        return None
    month = number(match["m"]) if match["m"] else None
    if month is None:
        return _half(year, match["yp"])
    value = f"{year}-{int(month):02d}"
    return _checked(value, match["d"]) if match["d"] else value


def _year(written: str, published: date | None) -> str | None:
    back = {"今年": 0, "去年": 1, "上年": 1, "前年": 2, "明年": -1}
    if written in back:
        return str(published.year - back[written]) if published else None
    value = number(written.removesuffix("年"))
    return f"{int(value):04d}" if value is not None else None  # 同年 and 当年 lean on another date


def _half(year: str, part: str | None) -> str:
    if part and "上半年" in part:
        return f"{year}-01/{year}-06"
    if part and "下半年" in part:
        return f"{year}-07/{year}-12"
    return year


def _checked(month: str, day: str) -> str:
    """The day of the month if there is such a day, else the month alone."""
    value = number(day)
    try:
        return date.fromisoformat(f"{month}-{int(value or 0):02d}").isoformat()
    except ValueError:
        return month


def _day_before(day: int, published: date) -> str | None:
    """The latest day of that number that is not after publication."""
    for back in range(31):
        candidate = published - timedelta(days=back)
        if candidate.day == day:
            return candidate.isoformat()
    return None


def _last_month(day: date) -> str:
    return (day.replace(day=1) - timedelta(days=1)).isoformat()[:7]


_VAGUE_VALUES: dict[str, Callable[[date], str]] = {
    "昨日": lambda day: (day - timedelta(days=1)).isoformat(),
    "昨天": lambda day: (day - timedelta(days=1)).isoformat(),
    "前日": lambda day: (day - timedelta(days=2)).isoformat(),
    "今日": lambda day: day.isoformat(),
    "今天": lambda day: day.isoformat(),
    "本月": lambda day: day.isoformat()[:7],
    "上月": _last_month,
    "上个月": _last_month,
    "年初": lambda day: str(day.year),
    "上半年": lambda day: f"{day.year}-01/{day.year}-06",
}


def _vague(written: str, published: date | None) -> str | None:
    resolve = _VAGUE_VALUES.get(written)
    return resolve(published) if resolve and published else None
