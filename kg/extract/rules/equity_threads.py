"""Financing rounds told over several sentences: a round, then who led it and who joined (`invested_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.analysis import Claim
from kg.extract.money import money
from kg.extract.qualifiers import rounds
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.topics import most, told
from kg.model import Qualifier, Status

_FAMILY = "equity"
_OPENS = (
    Pattern(_FAMILY, "<o:body>……30{finish}……40(?P<v>{round}|{round_name})"),
    Pattern(_FAMILY, "{finish}……40{round}的~4(?P<v>)<o:body>"),
)
_JOINS = (
    Pattern(_FAMILY, "<s:investor>…8(?P<v>{joined_round})"),
    Pattern(_FAMILY, "(?P<v>{backers})…8(?:为|包括|有|是|涵盖|含|：|名单如下：)~4<s:investor>"),
    Pattern(_FAMILY, "(?P<v>{party})<s:investor>"),
    Pattern(_FAMILY, "(?P<v>{joined_round})的?…4(?:为|包括|有|是|还有)~4<s:investor>"),
)
_ELSEWHERE = re.compile("此前|早先|更早|上一?轮|往轮|历史上|首轮|早在")
_PORTFOLIO = Pattern(_FAMILY, "{portfolio}")
_NOT_TOLD = re.compile("股东|领投|融资|收购|旗下|子公司|管理人|股份|基金")
"""What makes firms beside the word more than a list of holdings."""
_OFTEN = 3
_REACH = 3
"""How many sentences on a round is still told."""


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that a text has opened: whose, with which particulars, and in which sentence."""

    target: int
    terms: tuple[Qualifier, ...]
    number: int


def round_joined(thread: Thread) -> Iterator[Claim]:
    """A financing round is told, and the sentences after it say who led it or joined it (投资方包括…, …跟投)."""
    opened: _Round | None = None
    for number, sentence in enumerate(thread.sentences):
        opened = _opened(sentence, number) or opened
        if opened is None or not 0 < number - opened.number <= _REACH:
            continue
        terms = () if _ELSEWHERE.search(sentence.skeleton.text) else opened.terms
        for match in sentence.find(*_JOINS):
            investor = match.unit("s")
            if investor is None or investor.carried or match.status is not Status.ASSERTED:
                continue
            for one in investor.referents:
                if one != opened.target and not _names_other_target(sentence, one, opened.target, thread):
                    yield Claim(
                        "invested_in",
                        one,
                        opened.target,
                        sentence.start,
                        sentence.end,
                        "",
                        0.78,
                        match.rounds() or terms,
                    )


def _opened(sentence: Sentence, number: int) -> _Round | None:
    """The round that a sentence tells, if it is told as done and of one body."""
    for match in sentence.find(*_OPENS):
        target = match.unit("o")
        if target is not None and len(target.referents) == 1 and match.status is Status.ASSERTED:
            written = sentence.written(match.found.start(), min(match.found.end() + 2, len(sentence.skeleton.text)))
            named = [next((f.qualifier for f in search(written)), None) for search in (rounds, money)]
            return _Round(target.referents[0], tuple(filter(None, named)), number)
    return None


def _names_other_target(sentence: Sentence, investor: int, target: int, thread: Thread) -> bool:
    """Whether the sentence itself says that the investor put money into another body."""
    return any(
        c.predicate == "invested_in" and c.subject == investor and c.object != target and c.end == sentence.end
        for c in thread.claims
    )


def portfolio(thread: Thread) -> Iterator[Claim]:
    """An investor is told of, and the sentences after it count firms among its holdings (已投, 投过)."""
    backer: tuple[int, int] | None = None
    principal = _principal(thread)
    for number, sentence in enumerate(thread.sentences):
        named = {r for _, u in sentence.units("fund") if not u.carried for r in u.referents if _backs(sentence, r)}
        if named:
            backer = (min(named), number) if len(named) == 1 else None
            continue
        held = _PORTFOLIO.expression.search(sentence.skeleton.text)
        if held is None or _NOT_TOLD.search(sentence.skeleton.text):
            continue
        investor = backer[0] if backer and number - backer[1] <= _REACH else principal
        if investor is None:
            continue
        match = Match(sentence, held)
        if match.status is not Status.ASSERTED:
            continue
        for _, unit in sentence.units("company"):
            for firm in unit.referents if not unit.carried else ():
                if sentence.referents[firm].type == "Company":
                    yield Claim("invested_in", investor, firm, sentence.start, sentence.end, "", 0.62, match.rounds())


def _principal(thread: Thread) -> int | None:
    """The investor that the whole document is about, if it names one much more than any other."""
    named = told(thread)
    first = thread.sentences[0] if thread.sentences else None
    backers = [r for r in named if first and _backs(first, r)]
    return most(backers, named) if backers and max(named[r] for r in backers) > _OFTEN else None


def _backs(sentence: Sentence, referent: int) -> bool:
    return sentence.referents[referent].type in {"Fund", "InvestmentFirm"}


RULES = (round_joined, portfolio)
