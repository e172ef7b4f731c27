"""What is written around a name: its English form, former names. Set apart before the name itself is taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.resolve.spelling import simplified
from kg.text import fold

_FORMER = r"(?:曾用名|曾用名称|原名称?|原称|更名前|前身|旧称|原)(?:为|是|叫|:)*"
_REMARK = re.compile(rf"\({_FORMER}(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)|[,;]{_FORMER}(?P<behind>.+)$")
_AND = re.compile("[、;,/]")
_LATIN = r"[A-Za-z][A-Za-z0-9&.,'’\- ]*[A-Za-z.]"
_BESIDE = re.compile(rf"\((?P<inside>{_LATIN})\)|(?<=[\u4e00-\u9fff)]) *(?P<behind>{_LATIN}(?: {_LATIN})+)$")
_GAP = re.compile(r"(?<=[A-Za-z0-9.,&)]) +(?=[A-Za-z0-9&(])")
_GAP_IN_CHINESE = re.compile(r"(?<=[A-Za-z0-9.,&]) +(?=[A-Za-z0-9&])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST_LATIN = 6
"""Letters of an English form: (AI) and (TEDA) belong to the name that they stand in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A name, and what is written beside it.

    Args:
        name: in simplified characters and of one width; spaces stand only between Latin words.
        latin: its English form or pinyin; the name itself if that is written in Latin letters.
        former: names that it had before, as they are written.
    """

    name: str
    latin: str = ""
    former: tuple[str, ...] = ()


def worded(written: str) -> Wording:
    """The name in a text such as 天津青禾科技有限公司（曾用名：天津白苇科技有限公司）."""
    text = simplified(_folded(written))
    if not _HAN.search(text):
        return Wording(text, latin=text)
    former: list[str] = []
    for remark in _REMARK.finditer(text):
        told = remark["inside"] or remark["behind"] or ""
        former += [name for each in _AND.split(told) if len(name := each.strip(" :")) > 1]
    bare = _REMARK.sub("", text) if former else text
    beside = next((b for b in _BESIDE.finditer(bare) if len(b["inside"] or b["behind"]) >= _SHORTEST_LATIN), None)
    if beside is None or not _HAN.search(bare[: beside.start()]):
        return Wording(bare, former=tuple(former))
    rest = bare[: beside.start()] + bare[beside.end() :]
    return Wording(rest, (beside["inside"] or beside["behind"]).strip(), tuple(former))


def _folded(written: str) -> str:
    gap = _GAP_IN_CHINESE if _HAN.search(written) else _GAP
    return fold(gap.sub("\x00", written)).replace("\x00", " ")
