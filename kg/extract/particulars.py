"""Particulars of a relation that no pattern matched: amount, date, title … as the words around its ends tell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from kg.extract.cues import cues
from kg.extract.pairs import Pair
from kg.extract.rules.lending import terms
from kg.extract.rules.sentence import Match
from kg.extract.rules.transfer import technology
from kg.extract.rules.units import ANY
from kg.model import Qualifier

_STRETCH = re.compile("(?s:.+)")


def particulars(pair: Pair, predicate: str) -> tuple[Qualifier, ...]:
    """The particulars of a relation between the ends of a pair, read as patterns would read them."""
    text = pair.sentence.skeleton.text
    found = _STRETCH.fullmatch(text, max(0, min(pair.left, pair.right)), max(pair.left, pair.right) + 1)
    if found is None:
        return ()
    match = Match(pair.sentence, found)
    more = _READERS.get(predicate)
    return (*(more(match) if more else ()), *match.dates())


def _stake(match: Match) -> Iterable[Qualifier]:
    return (*match.amounts(), *match.rounds())


def _transfer(match: Match) -> Iterable[Qualifier]:
    return (*technology(match), *match.amounts())


def _title(match: Match) -> Iterable[Qualifier]:
    """The post between the two ends, else the one that follows them."""
    start, end = match.found.span()
    behind = min(end + 16, len(match.sentence.skeleton.text))
    for place in (match.sentence.written(start + 1, end - 1), match.sentence.written(end, behind)):
        post = _posts().search(place)
        if post:
            return (Qualifier("title", post.group()),)
    return ()


@cache
def _posts() -> re.Pattern[str]:
    """A post with what is before it in its phrase (销售部副经理), by its last word."""
    words = sorted({*cues("people")["title"], *cues("people")["inner"]}, key=lambda word: (-len(word), word))
    return re.compile(rf"[^，。；：、的是为任、“”（）\s{ANY}]{{0,6}}?(?:{'|'.join(words)})")


_READERS: Mapping[str, Callable[[Match], Iterable[Qualifier]]] = {
    "loaned_to": terms,
    "invested_in": _stake,
    "guaranteed_by": Match.amounts,
    "transferred_to": _transfer,
    "holds_position": _title,
}
"""What is read for a predicate besides the date."""
