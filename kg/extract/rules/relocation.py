"""Moves told without 从…迁至…: what a body left (告别X, 关掉X老厂), where it was before (`relocated_from`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence, Thread

_FAMILY = "location"
_MOVED = "relocated_from"
_OUT_OF = (
    Pattern(_FAMILY, "<s:body>~~30(?:从|由|自)~4<o:place>…16(?P<v>{moving})(?!.{0,6}(?:订单|货|产品|设备|人才))"),
    Pattern(_FAMILY, "<s:body>~8(?:从|由|自)~2<o:place>(?P<v>远道而来|过来|来)(?=[，。；]|的)"),
    Pattern(_FAMILY, "(?:从|由|自)~2<o:place>·12(?P<v>{moving})(?:到|至|了|入)?(?:<place>)?·8的~6<s:org>"),
    Pattern(_FAMILY, "(?:从|由|自)~2<o:place>(?P<v>迁来|搬来|转移来|疏解来|迁入|搬入|搬过来|外迁|而来)，<s:company>"),
    Pattern(_FAMILY, "(?:把|将)<s:org>(?:从|由)~2<o:place>…8(?P<v>{moving})"),
    Pattern(_FAMILY, "从<o:place>(?P<v>到)<p:place>，<s:org>(?=…30(?:新址|新家|搬|迁|落户|扎根))"),
    Pattern(_FAMILY, "<s:body>（原(?P<v>在|驻|址|属)?<o:place>）", anywhere=True),
    Pattern(_FAMILY, "<s:body>，?原(?P<v>驻|在|址)<o:place>，?(?:现|今|后)", anywhere=True),
)
_FROM_START = (
    Pattern(
        _FAMILY,
        "<s:body>~~16(?P<v>生于|诞生于|起步于|创办于|创立于|成立于|起家于|发家于|注册于|落户于)~2<o:place>……34(?:迁|搬|转移到|转到|移师|北上|南下)(?:到|至|往|入|进)?~3<p:place>",
    ),
    Pattern(_FAMILY, "原(?:本|先|来)?(?P<v>在|位于|设在|驻|落户)<o:place>·10的~10<s:org>(?=……40{moving})"),
    Pattern(
        _FAMILY,
        "<o:place>(?P<v>迁来|搬来|迁入|外迁|迁出|搬出|搬过来|迁过来|转移来|转移过来|疏解来)的·8<s:org>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<s:body>~~34(?:把|将)?<o:place>的?·2(?P<v>老厂区?|旧厂区?|老校区|老院区|原厂区?|旧址|原址|老车间|老基地)(?=…24(?:关|停|拆|腾|移交|退|改造|改建|出租|封存))",
    ),
)
_LEFT = Pattern(_FAMILY, "<s:body>~~34(?P<v>{leaving})(?:了)?(?:…14的)?~2<o:place>(?!.{0,8}(?:市场|项目|赛道))")
_CLEARED_OUT = (
    Pattern(
        _FAMILY,
        "<o:region>…10(?P<v>外迁|疏解|搬迁|转移|腾退)(?:而来|过来|来|出来)?的?…6(?:企业|项目|户|公司|单位)(?:清单…6)?，?~4<s:org>",
        anywhere=True,
    ),
)
_BEFORE = Pattern(
    _FAMILY,
    "<s:body>(?:的)?~~24(?P<v>{formerly})~6(?:在|驻|位于|设在|挤在|窝在|租在|蜗居在?|扎根|落脚|落户|办在|办公于|待在|建在)~8(?:<region>的)?<o:place>"
    "(?!.{0,14}(?:任教|任职|工作|读书|求学|留学|做过|担任|学习))",
)
_GOES = re.compile(
    "搬|迁|挪|来到|奔赴|投奔|另起炉灶|南下|北上|转场|新厂|新址|新家|安了?家|落了?脚|腾退|腾出|疏解|移师|移驻|现驻|奔向|扩租|重建|落户"
)
_OTHERWISE = re.compile("出差|否决|订货|参展|展位|采购|进货|运来|发货|引进人才|招聘")
_PERSONAL = re.compile("(?:毕业|留学|任教|读书|求学|担任|供职)")
_AHEAD = 2
"""How many sentences on a move can be told after the place where a body was."""


def moved_out_of(sentence: Sentence) -> Iterator[Claim]:
    """A body goes from a place to another one in further words for a move (从…转场, 由…移驻, 原驻…现驻)."""
    for match in sentence.find(*_OUT_OF):
        if _OTHERWISE.search(sentence.skeleton.text):
            continue
        yield from match.claims(_MOVED, 0.72)
        yield from match.claims("located_in", 0.66, objects=("p",))


def moved_on_from(sentence: Sentence) -> Iterator[Claim]:
    """A body began in a place, or its old works stand there, and the sentence tells that it moved (生于…，后迁到…)."""
    for match in sentence.find(*_FROM_START):
        text = sentence.skeleton.text
        if _GOES.search(text.replace(match.found["v"], "", 1)) or match.written("v")[:1] in "迁搬转疏外":
            yield from match.claims(_MOVED, 0.66, dated=False)
            yield from match.claims("located_in", 0.62, objects=("p",), dated=False)


def left_a_place(sentence: Sentence) -> Iterator[Claim]:
    """A body says goodbye to a place or closes its works there, and the sentence tells of a move (告别, 关掉…老厂)."""
    for match in sentence.find(_LEFT):
        if _GOES.search(sentence.skeleton.text.replace(match.found["v"], "", 1)):
            yield from match.claims(_MOVED, 0.68)


def cleared_out(sentence: Sentence) -> Iterator[Claim]:
    """A body is called one of those that a city moves out (北京外迁企业X, 北京疏解项目X)."""
    for match in sentence.find(*_CLEARED_OUT):
        yield from match.claims(_MOVED, 0.64, dated=False)


def was_there_before(thread: Thread) -> Iterator[Claim]:
    """A body was in a place at first, and this sentence or one of the next two tells that it moved (原在…，后搬到…)."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(_BEFORE):
            unit = match.unit("s")
            if unit and unit.kind != "park" and _moves_on(thread, number, match):
                yield from match.claims(_MOVED, 0.68, dated=False)


def _moves_on(thread: Thread, number: int, match: Match) -> bool:
    text = match.sentence.skeleton.text
    if _PERSONAL.search(text) or _GOES.search(text):
        return not _PERSONAL.search(text)
    following = thread.sentences[number + 1 : number + 1 + _AHEAD]
    unit = match.unit("s")
    about = set(unit.referents) if unit else set()
    return any(
        _GOES.search(s.skeleton.text) and any(about & set(u.referents) for _, u in s.units("body")) for s in following
    )


RULES = (moved_out_of, moved_on_from, left_a_place, cleared_out)
THREADS = (was_there_before,)
