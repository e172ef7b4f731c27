"""Transfer: technology that passes from one body to another (`transferred_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.model import Qualifier

_FAMILY = "transfer"
_GIVES = (
    Pattern(_FAMILY, "<s:agent>~12(?:将|把)(?P<t>[^，。；]{0,40}?)(?P<v>{transfer})(?:{to})~4<o:body>"),
    Pattern(_FAMILY, "<s:agent>~14(?:向|给|对)<o:body>…6(?P<v>{transfer})(?:了)?(?P<t>[^，。；]{0,30}?{asset})"),
    Pattern(_FAMILY, "<s:agent>(?P<t>[^，。；]{0,30}?{asset})…10(?P<v>{transfer})(?:{to})~4<o:body>"),
    Pattern(_FAMILY, "<s:agent>~12(?:将|把)(?P<t>[^，。；]{0,40}?)(?P<v>{transfer})，?…6(?:给|至|到|由)<o:body>"),
    Pattern(_FAMILY, "<s:agent>…4(?:的)?(?P<t>[^，。；]{0,24}?{asset})…6在<o:company>…8(?P<v>{land})"),
)
_TAKES = (
    Pattern(_FAMILY, "<o:body>~10(?:从|向)<s:body>…6(?P<v>{take})(?:了)?(?P<t>[^，。；]{0,30}?{asset})"),
    Pattern(_FAMILY, "<o:body>~10(?P<v>{take})(?:了)?<s:body>(?P<t>[^，。；]{0,30}?(?:{asset}))"),
    Pattern(_FAMILY, "<o:body>…10由<s:body>…4(?P<v>{transfer})(?:而来|取得)?"),
)
_NAMED = re.compile("[“《「]([^”》」]{2,40})[”》」]")
_COUNTED = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十两]{1,3})[项件个种款](?:[^，。；的]{0,12}?)(?:专利|技术|成果|知识产权)"
)


def licences(sentence: Sentence) -> Iterator[Claim]:
    """A body licenses, sells or hands over a technology to another (将…许可给, 向…转让, 在…转化)."""
    for match in sentence.find(*_GIVES):
        yield from match.claims("transferred_to", 0.85, qualifiers=(*_technology(match), *match.amounts()))


def acquires(sentence: Sentence) -> Iterator[Claim]:
    """A body takes over a technology from another (从…受让, 引进…的技术)."""
    for match in sentence.find(*_TAKES):
        yield from match.claims("transferred_to", 0.78, qualifiers=(*_technology(match), *match.amounts()))


RULES = (licences, acquires)


def _technology(match: Match) -> tuple[Qualifier, ...]:
    """What passed on: a technology named in the match, a title in quotes, or a counted asset."""
    start, end = match.found.span()
    for at, unit in match.sentence.units("technology"):
        if start <= at < end:
            return (Qualifier("technology", match.sentence.text[unit.start : unit.end]),)
    written = match.sentence.written(start, end)
    named = _NAMED.search(written)
    if named:
        return (Qualifier("technology", named[1]),)
    counted = _COUNTED.search(written)
    return (Qualifier("technology", counted.group()),) if counted else ()
