"""Plain readings: a sentence without the words that plan, deny or end what it says, so that one pattern reads all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.extract.cues import cues
from kg.extract.rules.skeleton import Skeleton
from kg.extract.rules.status import is_future, without_innocents
from kg.extract.rules.units import ANY, Unit

_SAID_PLAINLY: Mapping[str, str] = {
    "筹建": "组建",
    "筹设": "设立",
    "筹组": "组建",
    "筹办": "创办",
    "不再是": "是",
    "并非是": "是",
    "并非": "是",
    "不是": "是",
    "没有与": "与",
    "没跟着": "",
    "没": "",
    "不在": "在",
    "不设在": "设在",
    "不属于": "属于",
    "不隶属": "隶属",
    "不持有": "持有",
    "不控股": "控股",
    "不参股": "参股",
    "不生产": "生产",
    "不从事": "从事",
    "待落户": "落户",
    "待入驻": "入驻",
    "待签约": "签约",
    "要把": "把",
    "要将": "将",
    "要在": "在",
    "要从": "从",
    "要与": "与",
    "要和": "和",
    "要同": "同",
}
"""What is said plainly by another word, not by leaving one out; a word as long as the plain one or longer."""

_CONTRAST = re.compile(
    f"(?P<right>[{ANY}])(?P<said>[^，。；：！？{ANY}]{{0,10}})(?:，?[{ANY}]?而(?:不是|并?非)|，[{ANY}]?(?:不是|并非))(?:由|在|从|与|给|来自)?(?P<wrong>[{ANY}])"
)
"""由X运营，而不是Y: what is said of X is denied of Y."""


@cache
def _modal() -> re.Pattern[str]:
    words = sorted({*_SAID_PLAINLY, *cues("status")["adverbs"]}, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in words))


def plain(told: Skeleton) -> Skeleton | None:
    """The plain reading of a skeleton, with the way back to it; None if it plans, denies and ends nothing."""
    text = without_innocents(told.text)
    kept: list[tuple[str, int]] = []
    at = 0
    for word in _modal().finditer(text):
        if word.group() == "将" and not is_future(text, word.start()):
            continue
        kept += zip(told.text[at : word.start()], range(at, word.start()), strict=True)
        instead = _SAID_PLAINLY.get(word.group(), "")
        kept += zip(instead, range(word.end() - len(instead), word.end()), strict=True)
        at = word.end()
    if not at:
        return None
    kept += zip(told.text[at:], range(at, len(told.text)), strict=True)
    return _read(told, kept)


def contrasted(told: Skeleton) -> tuple[Skeleton, Unit] | None:
    """The reading that a contrast denies, and what it names: 由Y运营 and Y, where 由X运营，而非Y is told."""
    found = _CONTRAST.search(told.text)
    if found is None:
        return None
    right, wrong, end = found.start("right"), found.start("wrong"), found.end()
    kept = list(enumerate(told.text))
    kept[right] = (wrong, told.text[wrong])
    rest = [(character, place) for place, character in (*kept[: found.end("said")], *kept[end:])]
    return _read(told, rest), told.units[wrong]


def _read(told: Skeleton, kept: list[tuple[str, int]]) -> Skeleton:
    return Skeleton(
        "".join(character for character, _ in kept),
        tuple(told.starts[place] for _, place in kept),
        tuple(told.ends[place] for _, place in kept),
        {new: told.units[place] for new, (_, place) in enumerate(kept) if place in told.units},
        told,
        tuple(place for _, place in kept),
    )
