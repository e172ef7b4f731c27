"""Plain readings: a sentence without the words that plan, deny or end what it says, so that one pattern reads all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.extract.cues import cues
from kg.extract.rules.skeleton import Skeleton
from kg.extract.rules.status import is_future, without_innocents

_SAID_PLAINLY: Mapping[str, str] = {
    "筹建": "建设",
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
    return Skeleton(
        "".join(character for character, _ in kept),
        tuple(told.starts[place] for _, place in kept),
        tuple(told.ends[place] for _, place in kept),
        {new: told.units[place] for new, (_, place) in enumerate(kept) if place in told.units},
        told,
        tuple(place for _, place in kept),
    )
