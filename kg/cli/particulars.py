"""How the normal form of a particular looks to people: what a vague or relative word means, nothing if it is plain."""

from __future__ import annotations

from kg.model import OPEN, Qualifier, interval_ends

_LARGE = ((100_000_000, "亿"), (10_000, "万"))


def meaning(qualifier: Qualifier) -> str:
    """What the text's words stand for where they do not say it themselves: 数千万元 is 2000万–9000万, 去年 is 2023."""
    value = qualifier.value
    if not value or value == qualifier.text:
        return ""
    match qualifier.name:
        case "amount":
            return _bounds(*interval_ends(value), large=qualifier.unit != "%") if "/" in value else ""
        case "rate":
            return (
                f"{_bounds(*interval_ends(value), large=False)}%" if "/" in value else value if "LPR" in value else ""
            )
        case "date":
            return value.replace("/", " – ") if "/" in value or not qualifier.text[:4].isdecimal() else ""
        case "title":
            return value if " | " in value else ""
    return ""


def written(qualifier: Qualifier) -> str:
    """The particular as the text has it, followed by what it means where that needs saying."""
    told = meaning(qualifier)
    return f"{qualifier.text}（{told}）" if told else qualifier.text


def _bounds(low: str, high: str, *, large: bool) -> str:
    if low == OPEN:
        return f"≤{_number(high, large=large)}"
    if high == OPEN:
        return f"≥{_number(low, large=large)}"
    return f"{_number(low, large=large)}–{_number(high, large=large)}"


def _number(value: str, *, large: bool) -> str:
    """A number as Chinese readers write it: 20000000 is 2000万."""
    number = float(value)
    for size, word in _LARGE if large else ():
        if number >= size:
            return f"{number / size:.10g}{word}"
    return value
