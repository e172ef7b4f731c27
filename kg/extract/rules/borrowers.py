"""Loans to the firm that a text is about, which the sentence about the loan does not name (`loaned_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.money import money
from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Sentence, Thread
from kg.extract.rules.topics import paragraph, role, told, topic
from kg.extract.rules.units import CLASSES
from kg.model import Qualifier, Status

_BANK = f"[{CLASSES['bank']}]"
_GRANTED = re.compile(
    "(?:批了|批下|批给|批出|放了款|放款|放贷|放出|发放|投放|给出|给了|给予|授予|贷出|借出|核定|核给|审批|提供|办理|完成|划到|打到|到账|送来|送上|拿到|获得|获批|贷到|借到)"
    "[^。；！？]{0,24}?(?:贷款|授信|信贷|贷(?=[，。；、])|额度|资金|放款)"
    "|(?:贷款|授信|信贷|额度|资金|钱)[^，。；！？]{0,8}?(?:划到|打到|到账|到位|落地|获批|批了|批下|放了|顺利)"
    "|放了款|批了[^，。；！？]{0,6}笔"
    f"|(?:贷款|授信|信贷|额度|这笔钱|钱)(?:正是|都|均)?(?:出自|来自|是从){_BANK}"
)
_SUM = re.compile(r"\d[\d.,]*余?[万亿]元?|一笔|首笔|头一笔|还是首|纯信用|信用贷|质押")
_OTHERWISE = re.compile(
    "(?:由|为|提供|连带|反|公司)[^，。；]{0,10}担保|保证|余额|累计|保险|家企业|户企业|万户|项目库|签约|发布会|对接会|宣讲|若|如果|计划|拟|将|希望|无法|未能|拒|存款|"
    "贷款难|利率|全年|各项|增长|同比"
)
_LENDER = Role(
    frozenset({"Bank", "FinancialInstitution"}),
    unlike=re.compile("担保|农担|保险|证券|交易所|人民银行|交易中心|基金|增信"),
)
_BORROWER = role({"Company"})
_MOST = 3
"""Lenders that one sentence about a loan names at most: longer lists are of those who lend in general."""
_NEAR = 3
"""How many sentences back the borrower was last named."""


def loan_to_topic(thread: Thread) -> Iterator[Claim]:
    """The text is about a firm, and a sentence says that a lender granted credit without saying to whom."""
    named = told(thread)
    known = {claim.end for claim in thread.claims if claim.predicate in {"loaned_to", "guaranteed_by"}}
    for number, sentence in enumerate(thread.sentences):
        text = sentence.skeleton.text
        granted = None if sentence.end in known or _OTHERWISE.search(text) else _GRANTED.search(text)
        if granted is None or not _SUM.search(text) or _names_a_firm(sentence):
            continue
        if sentence.status(0, *granted.span()) is not Status.ASSERTED:
            continue
        lenders = list(dict.fromkeys(_lenders(sentence)))
        borrower = topic(thread, number, 0, (_BORROWER,), named) if 0 < len(lenders) <= _MOST else None
        if borrower is None or not _is_near(thread, number, borrower):
            continue
        line = "credit_line" if "授信" in text or "额度" in text else "loan"
        amount = next(money(sentence.written(0, len(text))), None) if len(lenders) == 1 else None
        terms = (*([amount.qualifier] if amount else []), Qualifier("kind", line))
        for lender in lenders:
            yield Claim("loaned_to", lender, borrower, sentence.start, sentence.end, "", 0.62, terms)


def _lenders(sentence: Sentence) -> Iterator[int]:
    for _, unit in sentence.units("bank"):
        yield from (r for r in unit.referents if not unit.carried and _LENDER.fits(sentence.referents[r]))


def _names_a_firm(sentence: Sentence) -> bool:
    return any(not unit.carried and unit.trust == 1 for _, unit in sentence.units("company"))


def _is_near(thread: Thread, number: int, firm: int) -> bool:
    """Whether a firm is the one named last, and in the paragraph of a sentence or just before."""
    before = thread.sentences[min(paragraph(thread, number), max(0, number - _NEAR)) : number + 1]
    told_of = [{r for _, unit in s.units("company") for r in unit.referents} for s in before]
    return next((firm in firms for firms in reversed(told_of) if firms), False)


RULES = (loan_to_topic,)
