"""Who speaks: quotations and the bodies for which their speakers speak."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Name
from kg.extract.rules.units import kind_of_type

SPEECH = re.compile("表示|介绍|告诉|透露|坦言|认为|指出|强调|说|称|看来|感慨|谈到|回忆|补充|解释|直言|笑言|提到")
"""Verbs of speech."""
_QUOTE = re.compile("“[^“”]{1,1200}(?:”|$)|「[^「」]{1,1200}」")
_SHORTEST = 14
"""Characters, with its marks, of the shortest quotation that is speech rather than a term."""
_REACH_AFTER, _REACH_BEFORE, _SAME_SPEAKER = 70, 90, 120
_NO_SPEAKER = frozenset({"person", "region", "technology", "industry"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation and the referent for which its speaker speaks, if that could be told."""

    start: int
    end: int
    speaker: int | None


def quotes(text: str, names: Sequence[Name], employers: Mapping[int, int]) -> list[Quote]:
    """Quotations in `text`, each with the body for which its speaker speaks.

    Args:
        text: the document's text.
        names: its decided names, sorted.
        employers: the body at which a person holds a post, by referent.
    """
    found: list[Quote] = []
    starts = [name.start for name in names]
    last: tuple[int | None, int] = (None, -1)
    for quote in _QUOTE.finditer(text):
        if quote.end() - quote.start() < _SHORTEST:
            continue
        speaker = _attributed(text, quote, names, starts, employers)
        if speaker is None and last[0] is not None and quote.start() - last[1] < _SAME_SPEAKER:
            speaker = last[0]
        last = (speaker, quote.end())
        found.append(Quote(quote.start(), quote.end(), speaker))
    return found


def _attributed(
    text: str, quote: re.Match[str], names: Sequence[Name], starts: Sequence[int], employers: Mapping[int, int]
) -> int | None:
    stop = text.find("。", quote.end())
    after = _spoken(
        text, quote.end(), min(quote.end() + _REACH_AFTER, stop if stop >= 0 else len(text)), names, starts, employers
    )
    if after is not None:
        return after
    left = (
        max(text.rfind("。", 0, quote.start()), text.rfind("\n", 0, quote.start()), quote.start() - _REACH_BEFORE) + 1
    )
    return _spoken(text, left, quote.start(), names, starts, employers)


def _spoken(
    text: str, start: int, end: int, names: Sequence[Name], starts: Sequence[int], employers: Mapping[int, int]
) -> int | None:
    """The body that speaks between two offsets: the speaker's employer, or the body itself."""
    verb = SPEECH.search(text, start, end)
    if verb is None:
        return None
    inside = [names[at] for at in range(bisect_right(starts, start - 1), bisect_right(starts, verb.start()))]
    for name in reversed(inside):
        if name.type == "Person" and name.referent in employers:
            return employers[name.referent]
    for name in reversed(inside):
        if kind_of_type(name.type) not in _NO_SPEAKER:
            return name.referent
    return None
