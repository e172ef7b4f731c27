"""Cooperation told without 与…合作: lists of partners, consortia, 双方 after two names, one pair in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.extract.analysis import Claim
from kg.extract.rules.cooperation import WITH_OTHERS, is_bargain, is_venture, joined
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.units import Unit

_FAMILY = "cooperation"
_PARTNERS = "partners_with"
_WITH = (
    Pattern(_FAMILY, "<s:actor>~14(?:与|同|和|跟)~6<o:actor>…10的(?P<v>{bond})"),
    Pattern(_FAMILY, "<s:actor>…8(?:是|为|系|成为|成了|也是|正是)~4<o:actor>…8(?P<v>{comrade})"),
    Pattern(_FAMILY, "<s:body>的…6(?P<v>{comrade}|{bond})…8(?:是|有|为|包括|——|、)~3<o:body>", anywhere=True),
    Pattern(_FAMILY, "<s:body>~14(?P<v>{ally})(?:了|上了?|起)?~4<o:body>(?!的.{0,6}(?:股权|贷款|订单))"),
    Pattern(
        _FAMILY,
        "<s:body>~14(?P<v>{invite})(?:了|到)?~3<o:body>…6(?:当|做|作为|担任|一起|联合|共同|合作|外脑|，(?:双方|共同|一个|两家))",
    ),
    Pattern(_FAMILY, "<s:actor>~14(?:与|同|和|跟)~6<o:actor>…24(?P<v>{accord})"),
    Pattern(_FAMILY, "<s:actor>，?…6代表…4(?:与|同|和|跟)~6<o:actor>…20(?P<v>签署|签约|签下|签字|签订)"),
)
_LISTED = (
    Pattern(
        _FAMILY,
        "<s:body>…24(?P<v>{partnership})……14(?:包括|既有|有|涵盖|例如|比如)~3<o:body>(?:，(?:也|还)有~3<o2:body>)?",
    ),
    Pattern(_FAMILY, "<s:body>…8(?P<v>{partnership})名单…8(?:既有|有|包括)~3<o:body>(?:，(?:也|还)有~3<o2:body>)?"),
)
_LED = Pattern(
    _FAMILY,
    "<s:body>…3(?P<v>牵头|领衔|主持|任牵头单位|为牵头单位|任组长单位)(?!起草|制定|编制)~~12<o:body>…6(?:参与|参加|协作|配合|加入)(?!共建|起草)",
)
_BOTH = Pattern(
    _FAMILY,
    "(?P<n>双方|两家|二者|三方|三家|四方|四家|校企|院企|院地|校地|两下里|彼此)(?:还|将|已|又|都|均|当场|如今|此前|去年|今年)?…14(?P<v>{together})",
    anywhere=True,
)
_SIDE_BY_SIDE = Pattern(_FAMILY, "<s:actor>…20(?P<v>{jointly})")
_COUNT = {"双": 2, "两": 2, "二": 2, "校": 2, "院": 2, "彼": 2, "三": 3, "四": 4}
_MANY = 4


def _pairs(sentence: Sentence, members: Sequence[int], confidence: float, match: Match) -> Iterator[Claim]:
    for one, other in combinations(members, 2):
        if one != other:
            yield Claim(
                _PARTNERS, one, other, sentence.start, sentence.end, "", confidence, match.dates(), match.status
            )


def allied(sentence: Sentence) -> Iterator[Claim]:
    """A body is told to be the ally of another in further words (是…的老搭档, 与…的缘分, 牵手, 请来…当外脑)."""
    for match in sentence.find(*_WITH, *_LISTED):
        if not is_bargain(match) and not is_venture(match):
            yield from match.claims(_PARTNERS, 0.7)


def consortium(sentence: Sentence) -> Iterator[Claim]:
    """One body leads a project and others take part in it (X牵头，Y、Z参与)."""
    for match in sentence.find(_LED):
        lead, others = match.unit("s"), match.unit("o")
        if lead and others and len(lead.referents) == 1 and len(others.referents) < _MANY:
            yield from _pairs(sentence, (*lead.referents, *others.referents), 0.68, match)


def side_by_side(sentence: Sentence) -> Iterator[Claim]:
    """Bodies named in one breath are in an alliance, a consortium or a marriage (X和Y的联姻, X、Y及Z组成的联合体)."""
    for match in sentence.find(_SIDE_BY_SIDE):
        unit = match.unit("s")
        if unit is None or unit.tail or unit.carried or joined(match) or not 2 <= len(unit.referents) <= _MANY:
            continue
        apart = WITH_OTHERS.search(match.between("s", "v"))
        if not apart and not is_bargain(match) and not is_venture(match):
            yield from _pairs(sentence, unit.referents, round(0.68 * unit.trust, 3), match)


def both_of_them(thread: Thread) -> Iterator[Claim]:
    """As many bodies as 双方 or 三方 counts are named in this sentence or the one before, and work together."""
    for number, sentence in enumerate(thread.sentences):
        if _ELSE.search(sentence.skeleton.text):
            continue
        for match in sentence.find(_BOTH):
            count = _COUNT.get(match.found["n"][0], 2)
            named = _named_before(thread.sentences[max(0, number - 1) : number + 1], match)
            if len(named) == count and not is_bargain(match) and not is_venture(match):
                yield from _pairs(sentence, named, 0.64, match)


def _named_before(nearby: Sequence[Sentence], match: Match) -> tuple[int, ...]:
    """The bodies named in the sentence, or where it names fewer than two, in the one before as well."""
    before = match.found.start()
    named = [r for at, u in match.sentence.units("body") if at < before and not u.carried for r in u.referents]
    if len(set(named)) < 2 and len(nearby) > 1:
        named = [r for u in _bodies(nearby[0]) for r in u.referents] + named
    return tuple(dict.fromkeys(named))


def _bodies(sentence: Sentence) -> list[Unit]:
    return [unit for _, unit in sentence.units("body") if not unit.carried]


_CLOSE = Pattern(_FAMILY, "{surely}")
_ELSE = re.compile(
    "供货|采购|订单|贷款|授信|担保|融资|收购|并购|入股|增资|股权|诉讼|起诉|竞争|对手|转让|许可|租赁|招标|中标|子公司|控股|旗下|隶属|放贷|垫付|合资|官司|起诉|祖传|举办|论坛|大会|洽谈|传闻|拟|计划|筹划"
)


def surely_together(sentence: Sentence) -> Iterator[Claim]:
    """A sentence names two bodies and no third, and tells of cooperation (战略合作, 联合攻关, 结对, 共建联合实验室)."""
    text = sentence.skeleton.text
    told = _CLOSE.expression.search(text)
    bodies = _bodies(sentence)
    members = tuple(dict.fromkeys(r for unit in bodies for r in unit.referents))
    if told is None or len(bodies) != 2 or len(members) != 2 or _ELSE.search(text):
        return
    match = Match(sentence, told)
    if not is_bargain(match) and not is_venture(match):
        yield from _pairs(sentence, members, 0.6, match)


RULES = (allied, consortium, side_by_side, surely_together)
THREADS = (both_of_them,)
