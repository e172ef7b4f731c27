"""Service told in pieces: who is served, or whose bonds are sold, stands in another sentence (`supplies_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.units import Unit

_FAMILY = "trade"
_SUPPLIES = "supplies_to"
_OFFERS = Pattern(
    _FAMILY,
    "<s:org>~8(?:为|给|向|帮|替)(?:[^，。；]{0,12}?)(?:企业|客户|商户|单位|用户|机构|项目|团队|厂家|公司|中小微|他们|其)…10(?P<v>提供|编制|开展|出具|办理|送上|送去|定制|做|搭建|打造)(?P<what>[^，。；]{2,24})",
    anywhere=True,
)
_RECEIVED = re.compile("完成|收到|拿到|享受|受益|尝到|获得|得到|上线|用上|通过|签下|领到|走完|成为")
_UNSAID = re.compile("企业|客户|提供|服务|公司|单位|免费|专业|一站|全部|一批|首批")
"""Words of an offer that do not tell what is offered."""
_MONEY = re.compile("贷款|授信|融资|担保|资金|补贴|奖励|额度|投资|信贷|孵化|场地|政策")
_FAR = 2
_SHORT = 2
_MOST = 0.55
_SELLERS = frozenset(
    {"Company", "ServicePlatform", "ResearchInstitute", "FinancialInstitution", "Organization", "Association"}
)
_SERVED = frozenset({"Company", "Hospital", "University", "ResearchInstitute", "InvestmentFirm"})
_UNDERWRITES = Pattern(
    _FAMILY,
    "<s:bank>…8(?:担任|出任|当起了?|当上|任|作为|是|为|做)…6(?P<v>主承销商|牵头主承销|联席主承销|簿记管理人|受托管理人|保荐人|保荐机构|财务顾问|承销商)",
)
_JOINS = Pattern(_FAMILY, "<s:bank>(?P<v>联席|联席主承销|参与承销|参团)")
_ISSUES = re.compile("债|票据|上市|发行|IPO|挂牌|REIT|ABS")
_ISSUERS = frozenset({"Company", "InvestmentFirm", "FinancialInstitution", "Organization"})


def served_next(thread: Thread) -> Iterator[Claim]:
    """A body offers firms a service, and the next sentences name those that have it (…等企业的报告已完成)."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(_OFFERS):
            seller = match.unit("s")
            words = _telling(match.written("what"))
            if seller is None or not words or _MONEY.search(match.written("what")):
                continue
            if not all(sentence.referents[r].type in _SELLERS for r in seller.referents):
                continue
            for following in thread.sentences[number + 1 : number + 1 + _FAR]:
                yield from _served(following, seller, words, match)


def _telling(offer: str) -> frozenset[str]:
    """Pairs of characters of what is offered, by which another sentence can be known to speak of it."""
    plain = _UNSAID.sub("，", offer)
    return frozenset(plain[at : at + _SHORT] for at in range(len(plain) - 1) if "，" not in plain[at : at + _SHORT])


def _served(sentence: Sentence, seller: Unit, words: frozenset[str], match: Match) -> Iterator[Claim]:
    text = sentence.skeleton.text
    received = _RECEIVED.search(text)
    if received is None or not any(word in text for word in words):
        return
    for at, unit in sentence.units("org"):
        fits = all(sentence.referents[r].type in _SERVED for r in unit.referents)
        if fits and not unit.carried and at < received.start():
            yield from sentence.pairs(_SUPPLIES, seller, unit, round(_MOST * seller.trust, 3), (), match.status)
            return


def underwritten(thread: Thread) -> Iterator[Claim]:
    """A bank or securities firm sells the bonds of the one body of which the sentences before tell (X任主承销商)."""
    for number, sentence in enumerate(thread.sentences):
        matches = list(sentence.find(_UNDERWRITES))
        nearby = thread.sentences[max(0, number - _FAR) : number + 1]
        if not matches or not any(_ISSUES.search(one.skeleton.text) for one in nearby):
            continue
        sellers = [unit for match in (*matches, *sentence.find(_JOINS)) if (unit := match.unit("s")) is not None]
        issuer = _issuer(nearby, frozenset(r for unit in sellers for r in unit.referents))
        if issuer is None:
            continue
        for unit in sellers:
            for seller in unit.referents:
                yield Claim(_SUPPLIES, seller, issuer, sentence.start, sentence.end, "", _MOST, (), matches[0].status)


def _issuer(nearby: Sequence[Sentence], sellers: frozenset[int]) -> int | None:
    """The only body named in the sentences that can issue bonds and does not sell them."""
    named = {
        referent
        for sentence in nearby
        for _, unit in sentence.units("org")
        for referent in unit.referents
        if sentence.referents[referent].type in _ISSUERS and referent not in sellers
    }
    return named.pop() if len(named) == 1 else None


RULES = (served_next, underwritten)
