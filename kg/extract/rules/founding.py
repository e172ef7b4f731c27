"""Founding: who founded, set up or co-built a body, park or fund (`founded_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "founding"
_BY = (
    Pattern(
        _FAMILY,
        "<o:body>…16由~6(?:<s3:agent>{with})?<s:actor>(?:~8{with}~4<s2:actor>)?~14(?P<v>{found})(?!的[^，。；])",
    ),
    Pattern(_FAMILY, "<o:body>…6由…12<s:person>…14(?P<v>{found})"),
    Pattern(_FAMILY, "<o:body>…4(?:是|系|为|，是)~6<s:actor>(?:{with}<s2:actor>)?…16(?P<v>{found})的"),
    Pattern(_FAMILY, "(?P<v>由)~6<s:actor>(?:{with}<s2:actor>)?~14{strong}的~12<o:body>"),
)
_FOUNDS = (
    Pattern(_FAMILY, "<s:actor>~10{with}~4<s2:actor>…16(?P<v>{found})(?:了)?~16<o:body>"),
    Pattern(_FAMILY, "<s:agent>~16(?P<v>{strong})(?:了)?~14<o:body>"),
    Pattern(_FAMILY, "<s:body>~8(?P<v>打造|建设|建起|建成|搭建)(?:了|的)?~8<o:body>"),
    Pattern(_FAMILY, "<s:body>~12{with}~4<s2:actor>…8(?P<v>{strong})的~6<o:body>"),
)
_PURPOSE = re.compile("投资(?!公司|平台)|支持|服务|收购|促进|帮助|推动|用于")
_FOUNDER = (
    Pattern(_FAMILY, "<o:body>…6(?P<v>{founder})~12<s:person>"),
    Pattern(_FAMILY, "<s:person>…4(?:是|为|，)~4<o:body>…4(?P<v>{founder})"),
)


def founded(sentence: Sentence) -> Iterator[Claim]:
    """The text says by whom a body was founded or co-built (由…共建, 是…联合发起设立的)."""
    for match in sentence.find(*_BY):
        yield from match.claims("founded_by", 0.92, subjects=("o",), objects=("s", "s2", "s3"))


def founds(sentence: Sentence) -> Iterator[Claim]:
    """A body, alone or with others, founds another (联合…成立, 发起设立, 创办)."""
    for match in sentence.find(*_FOUNDS):
        if _PURPOSE.search(match.between("v", "o")):
            continue
        yield from match.claims("founded_by", 0.85, subjects=("o",), objects=("s", "s2"))


def founder(sentence: Sentence) -> Iterator[Claim]:
    """A person is called the founder of a body (创始人)."""
    for match in sentence.find(*_FOUNDER):
        yield from match.claims("founded_by", 0.8, subjects=("o",), objects=("s",), dated=False)


RULES = (founded, founds, founder)
