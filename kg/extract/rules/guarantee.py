"""Guarantees: who stands in for whose debt (`guaranteed_by`). A guarantee is no loan."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "guarantee"
_GIVEN = (
    Pattern(_FAMILY, "<o:body>~24(?:为|向|对|给)(?:了)?~6<s:body>…24(?P<v>{give})…24{guarantee}"),
    Pattern(_FAMILY, "<o:body>~14(?:为|给)<s:body>…16(?P<v>担保)"),
    Pattern(_FAMILY, "<s:body>…20由<o:body>…12(?P<v>{give})…24{guarantee}"),
    Pattern(_FAMILY, "<s:body>…20由<o:body>…10(?P<v>担保)"),
    Pattern(_FAMILY, "<o:body>~8(?P<v>担保)(?:支持|帮助)?~4<s:body>"),
)
_GAINED = (
    Pattern(_FAMILY, "<s:body>…14(?P<v>{gain})(?:了)?~4<o:body>…24{guarantee}"),
    Pattern(_FAMILY, "<s:body>…14(?:在|经|通过)<o:body>…14(?P<v>{guarantee})"),
)


def guarantor(sentence: Sentence) -> Iterator[Claim]:
    """A body gives a guarantee for another's debt (为…提供担保, 由…担保)."""
    for match in sentence.find(*_GIVEN):
        yield from match.claims("guaranteed_by", 0.9, qualifiers=match.amounts())


def guaranteed(sentence: Sentence) -> Iterator[Claim]:
    """A firm gets a body's guarantee (获得…担保)."""
    for match in sentence.find(*_GAINED):
        yield from match.claims("guaranteed_by", 0.85, qualifiers=match.amounts())


RULES = (guarantor, guaranteed)
