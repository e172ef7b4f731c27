"""What a written date means: an EDTF day, month, year or interval, resolved against publication and an earlier date.

Conventions for what is vague by nature stand in `docs/normal-forms.md`. Finding dates in a text is the job of `dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.numerals import number
from kg.model import OPEN, interval_ends

_LONGEST = 40
"""Characters of the longest date that is read."""
_HAN = "一二三四五六七八九十"
_YEAR = re.compile(
    r"(?P<absolute>(?:19|20)\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2})年"
    r"|(?P<relative>今年|本年|去年|上年|前年|明年|后年)"
    r"|(?P<leaning>同年|当年|次年|第二年|翌年|此前一年|前一年|上一年)"
    rf"|(?P<back>\d{{1,3}}|[{_HAN}两]{{1,3}})年(?:多|余)?前的?"
)
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_LEANING_YEARS = {"同年": 0, "当年": 0, "次年": 1, "第二年": 1, "翌年": 1, "此前一年": -1, "前一年": -1, "上一年": -1}
_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月")
_RELATIVE_MONTH = re.compile(
    r"(?P<word>本月|这个月|上月|上个月|下月|下个月)|(?P<leaning>同月|当月|次月|翌月|第二个月|下一个月)"
)
_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_LEANING_MONTHS = {"同月": 0, "当月": 0, "次月": 1, "翌月": 1, "第二个月": 1, "下一个月": 1}
_DAY = re.compile(r"(?P<day>\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号]?")
_WEEK = re.compile(r"(?P<which>上上|上|本|这|下)(?:个)?(?:周|星期)(?P<day>[一二三四五六日天末])?")
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
_DAYS = {"昨日": -1, "昨天": -1, "前日": -2, "前天": -2, "今日": 0, "今天": 0, "明日": 1, "明天": 1}
_LEANING_DAYS = {
    "同日": 0, "同一天": 0, "当日": 0, "当天": 0,
    "次日": 1, "翌日": 1, "第二天": 1, "前一天": -1, "前一日": -1,
}  # fmt: skip
_RECENT = {"近日": 30, "日前": 30, "日内": 30, "近期": 90, "近来": 90, "不久前": 90, "前不久": 90, "稍早前": 90}
_SINCE = re.compile("以来|至今|起|以后|之后")
_THIRDS = {"初": 0, "上旬": 0, "中旬": 1, "中": 1, "下旬": 2, "底": 2, "末": 2}
_QUARTER = re.compile("年?第?(?P<quarter>[一二三四1-4])(?:个)?季度")
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "初": (1, 3), "中": (5, 8), "底": (10, 12), "末": (10, 12),
    "春": (3, 5), "夏": (6, 8), "秋": (9, 11),
    "春季": (3, 5), "夏季": (6, 8), "秋季": (9, 11), "春天": (3, 5), "夏天": (6, 8), "秋天": (9, 11),
}  # fmt: skip
_ALONE = {"上半年": "上半年", "下半年": "下半年", "年初": "初", "年中": "中", "年底": "底", "年末": "末", "岁末": "末"}
_PLAN = re.compile(r"[“「\"]?(?P<plan>十[一二三四五六]?|[六七八九])五[”」\"]?(?:期间|时期|规划(?:期间|期)?)?")
_NUMBERS = re.compile(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?")
_FROM_TO = re.compile(r"(?P<first>.{2,16}?)(?:至|到|[-—–~～]{1,2})(?P<last>.{2,16})")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date is read against.

    Args:
        published: day of publication, if it is known.
        before: normal form of the date told before, on which 同年, 次月 and 当日 lean.
        ahead: whether the text speaks of something to come, so that a month without a year is the next one.
    """

    published: date | None = None
    before: str | None = None
    ahead: bool = False

    def normal(self, written: str) -> str | None:
        """The normal form of a date, None if it cannot be told."""
        if self.published and not 1000 <= self.published.year <= 9000:
            return replace(self, published=None).normal(written)
        text = re.sub(r"\s", "", written)
        if not text or len(text) > _LONGEST:
            return None
        for read in _READINGS:
            value = read(self, text)
            if value is not None:
                return value
        return None

    def in_year(self, text: str) -> str | None:
        """2023年…, 去年…, 同年…, 三年前的…"""
        match = _YEAR.match(text)
        year = self._year(match) if match else None
        if match is None or year is None or not 1000 <= year <= 9998:
            return None
        return _within(year, text[match.end() :], self.published)

    def _year(self, match: re.Match[str]) -> int | None:
        if match["absolute"]:
            return _whole(match["absolute"])
        if match["leaning"]:
            begun = _begun(self.before)
            return begun.year + _LEANING_YEARS[match["leaning"]] if begun else None
        if self.published is None:
            return None
        if match["relative"]:
            return self.published.year + _RELATIVE_YEARS[match["relative"]]
        back = _whole(match["back"])
        return None if back is None else self.published.year - back

    def in_month(self, text: str) -> str | None:
        """5月27日, 上月底, 次月: months without a year."""
        named, relative = _MONTH.match(text), _RELATIVE_MONTH.match(text)
        if named:
            month = self._month(int(number(named["month"]) or 0))
        elif relative and relative["word"]:
            month = _shifted(self.published, _MONTHS[relative["word"]])
        elif relative:
            month = _shifted(_begun(self.before), _LEANING_MONTHS[relative["leaning"]])
        else:
            return None
        match = named or relative
        return _within_month(month, text[match.end() :]) if match and month else None

    def _month(self, month: int) -> date | None:
        if self.published is None:
            return None
        late = month > self.published.month
        step = (1 if month < self.published.month else 0) if self.ahead else (-1 if late else 0)
        return _first(self.published.year + step, month)

    def in_week(self, text: str) -> str | None:
        """上周五, 本周."""
        match = _WEEK.fullmatch(text)
        if match is None or self.published is None:
            return None
        monday = self.published - timedelta(days=self.published.weekday()) + timedelta(weeks=_WEEKS[match["which"]])
        if not match["day"] or match["day"] == "末":
            return _span(monday + timedelta(days=5 if match["day"] else 0), monday + timedelta(days=6))
        return (monday + timedelta(days="一二三四五六日".index(match["day"].replace("天", "日")))).isoformat()

    def on_day(self, text: str) -> str | None:
        """昨日, 当日, 27日."""
        if text in _LEANING_DAYS:
            told = _exact(self.before)
            return (told + timedelta(days=_LEANING_DAYS[text])).isoformat() if told else None
        if self.published is None:
            return None
        if text in _DAYS:
            return (self.published + timedelta(days=_DAYS[text])).isoformat()
        if text in _RECENT:
            return _span(self.published - timedelta(days=_RECENT[text]), self.published)
        match = _DAY.fullmatch(text)
        return _latest(_whole(match["day"]), self.published) if match and text[-1] in "日号" else None

    def in_part(self, text: str) -> str | None:
        """上半年, 年底, 一季度, 年内: parts of the year of publication."""
        if self.published is None:
            return None
        if text in {"年内", "年底前", "年内底前"}:
            return _span(self.published, date(self.published.year, 12, 31))
        if text in {"前几年", "几年前", "数年前", "前些年", "多年前"}:
            return f"{self.published.year - 9:04d}/{self.published.year - 2:04d}"
        part = _ALONE.get(text) or (text if _QUARTER.fullmatch(text) else "")
        return _within(self.published.year, part, self.published) if part else None

    def in_plan(self, text: str) -> str | None:
        """“十四五”期间: the five years of a national plan."""
        match = _PLAN.fullmatch(text)
        begun = 1951 + 5 * (_whole(match["plan"]) or 0) if match else 0
        return f"{begun}/{begun + 4}" if begun else None

    def in_numbers(self, text: str) -> str | None:
        """2024-03-05 or 2024.3."""
        match = _NUMBERS.fullmatch(text)
        first = _first(int(match["y"]), int(match["m"])) if match else None
        return _within_month(first, match["d"] or "") if match and first else None

    def from_to(self, text: str) -> str | None:
        """2022年3月至5月, 2019年到2023年."""
        match = _FROM_TO.fullmatch(text)
        first = self.normal(match["first"]) if match else None
        if match is None or first is None or "/" in first:
            return None
        year = f"{first[:4]}年" if _MONTH.match(match["last"]) else ""
        month = f"{first[:4]}年{int(first[5:7])}月" if _DAY.fullmatch(match["last"]) and len(first) == 10 else year
        last = self.normal(month + match["last"])
        return f"{first}/{last}" if last and "/" not in last and last >= first[: len(last)] else None


_READINGS: tuple[Callable[[Reading, str], str | None], ...] = (
    Reading.in_numbers,
    Reading.in_year,
    Reading.in_month,
    Reading.in_week,
    Reading.on_day,
    Reading.in_part,
    Reading.in_plan,
    Reading.from_to,
)


def leans(written: str) -> bool:
    """Whether a date leans on another that was told before (同年, 次月, 当日)."""
    year, month = _YEAR.match(written), _RELATIVE_MONTH.match(written)
    return bool((year and year["leaning"]) or (month and month["leaning"]) or written in _LEANING_DAYS)


def _within(year: int, rest: str, published: date | None) -> str | None:
    """A part of a year: what follows the year in the text."""
    rest = rest.removeprefix("的").removeprefix("年") if rest != "年" else ""
    months = _PARTS.get(rest)
    quarter = _QUARTER.fullmatch(rest)
    if quarter:
        last = 3 * (_whole(quarter["quarter"]) or 0)
        months = (last - 2, last)
    if months:
        return f"{year:04d}-{months[0]:02d}/{year:04d}-{months[1]:02d}"
    month = _MONTH.match(rest)
    if month:
        first = _first(year, int(number(month["month"]) or 0))
        return _within_month(first, rest[month.end() :]) if first else None
    return _loosely(year, rest, published)


def _loosely(year: int, rest: str, published: date | None) -> str | None:
    if rest in {"", "间", "内", "全年"}:
        return f"{year:04d}"
    if rest in {"冬", "冬季", "冬天"}:
        return f"{year:04d}-12/{year + 1:04d}-02"
    if rest in {"前后", "左右"}:
        return f"{year - 1:04d}/{year + 1:04d}"
    if rest in {"前", "以前", "之前", "底前", "年底前"}:
        return f"../{year:04d}" if "底" in rest else f"../{year - 1:04d}"
    if _SINCE.fullmatch(rest) or rest == "早些时候":
        if published is not None and published.year == year:
            return f"{year:04d}-01/{published.isoformat()[:7]}"
        return f"{year:04d}/.." if rest != "早些时候" else f"{year:04d}"
    return None


def _within_month(month: date, rest: str) -> str | None:
    """A part of the month that begins on this day: a third, a day, or all of it."""
    value = month.isoformat()[:7]
    if rest in {"", "份", "间", "内", "里"}:
        return value
    if rest in _THIRDS:
        third = _THIRDS[rest]
        last = (10, 20, monthrange(month.year, month.month)[1])[third]
        return _span(month.replace(day=third * 10 + 1), month.replace(day=last))
    match = _DAY.fullmatch(rest)
    if match is None:
        return None
    day = _whole(match["day"]) or 0
    inside = 1 <= day <= monthrange(month.year, month.month)[1]
    return month.replace(day=day).isoformat() if inside else value


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and 1 <= year <= 9998 else None


def _shifted(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    index = day.year * 12 + day.month - 1 + months
    return _first(index // 12, index % 12 + 1)


def _begun(value: str | None) -> date | None:
    """The first day of a normal form, None where it is open or unknown."""
    low, _ = interval_ends(value or OPEN)
    return None if low == OPEN else date.fromisoformat(low + "-01-01"[len(low) - 4 :])


def _exact(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == len("2024-01-01") else None


def _latest(day: int | None, published: date) -> str | None:
    """The latest day of that number that is not after publication."""
    candidates = (published - timedelta(days=back) for back in range(62))
    return next((each.isoformat() for each in candidates if each.day == day), None)


def _span(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def _whole(written: str) -> int | None:
    value = number(written)
    return None if value is None else int(value)
