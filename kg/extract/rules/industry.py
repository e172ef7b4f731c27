"""Industry: the field in which a body works (`in_industry`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "industry"
_ENGAGES = (
    Pattern(_FAMILY, "<s:worker>~20(?P<v>{engage})(?:于|在|了)?~16<o:industry>"),
    Pattern(_FAMILY, "(?P<v>{engage})(?:于)?~6<o:industry>…8的~8<s:body>"),
)
_IN_FIELD = Pattern(_FAMILY, "<s:worker>~16(?:在|于|为|对|向)<o:industry>…4(?P<v>{field})")
_PLAYER = (
    Pattern(_FAMILY, "<o:industry>(?:{field})?(?:的)?~4(?P<v>{player})(?:——|代表)?~2<s:body>"),
    Pattern(_FAMILY, "<s:body>…8(?:是|为|系|作为|成为)~12<o:industry>(?:{field})?…10(?P<v>{player})"),
)


def engages(sentence: Sentence) -> Iterator[Claim]:
    """A body works in or focuses on a field (主营, 专注于, 聚焦…领域)."""
    for match in sentence.find(*_ENGAGES):
        yield from match.claims("in_industry", 0.8, dated=False)


def in_field(sentence: Sentence) -> Iterator[Claim]:
    """A body does something in a field (在…领域)."""
    for match in sentence.find(_IN_FIELD):
        yield from match.claims("in_industry", 0.68, dated=False)


def player(sentence: Sentence) -> Iterator[Claim]:
    """A body is called a firm of a field (…企业X, X是…龙头企业)."""
    for match in sentence.find(*_PLAYER):
        yield from match.claims("in_industry", 0.8, dated=False)


RULES = (engages, in_field, player)
