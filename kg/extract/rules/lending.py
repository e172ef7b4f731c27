"""Lending: loans and credit lines that banks and other lenders grant (`loaned_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, counterpart, events, players, told_claims
from kg.extract.rules.sentence import Match, Sentence
from kg.model import Qualifier, Status

_FAMILY = "lending"
_GRANTED = (
    Pattern(
        _FAMILY,
        "(?:<s2:bank>[与同])?<s:bank>~30(?:向|为|给|对|与|支持|帮助)(?:了)?~8<o:actor>…24(?P<v>{grant})…36{credit}",
    ),
    Pattern(_FAMILY, "<s:bank>~20(?:向|为|给|对)(?:了)?~8<o:actor>(?!的)…10(?P<v>授信|贷款|放贷|续贷|放款)"),
    Pattern(_FAMILY, "<s:bank>~16(?P<v>{hands})~4<o:actor>…30(?:{credit}|额度)"),
    Pattern(
        _FAMILY,
        "<s:bank>~24{credit}~8(?P<v>支持|落地|投放|发放至|发放给|投向|到账|注入|惠及|落户)(?:了|于)?~4<o:actor>",
    ),
    Pattern(_FAMILY, "<s:bank>~14(?P<v>授信)(?:给)?<o:actor>"),
    Pattern(_FAMILY, "<s:bank>~20(?:给|向|为|对)~4<o:actor>的·2\\d…10(?P<v>额度|贷款|授信|信贷|放款)"),
)
_HANDED = Pattern(_FAMILY, "<s:bank>…12[将把]…20{credit}…6(?P<v>{hands})~4<o:actor>")
_SYNDICATED = Pattern(_FAMILY, "<s:bank>(?:牵头|主牵头)、<s2:bank>…6(?P<v>银团)…4[向为给]~4<o:actor>…16(?:{grant})")
_LATER = Pattern(_FAMILY, "<s:bank>~24(?:向|为|给|对|与|支持|帮助)(?:了)?~8<o:actor>……70(?P<v>{grant})…30{credit}")
_FIRST = (
    Pattern(_FAMILY, "<s:bank>…40{credit}，<any>?(?:就|便|率先)?(?P<v>{given_to})<o:body>"),
    Pattern(_FAMILY, "<s:bank>……36(?:以|用|通过|凭).{0,24}?(?:{credit}).{0,8}?(?P<v>支持|助力|帮助|服务)~4<o:body>"),
    Pattern(
        _FAMILY,
        "<s:bank>~12(?P<v>{sign}|签)…12(?:保证|担保)(?:合同|协议)……8为~6<o:body>…30(?:借款|贷款|融资|授信|债务)",
        anywhere=True,
    ),
)
_BY_PRODUCT = Pattern(
    _FAMILY, "(?:通过|凭借|借助|依托|申请了?|使用)<s:bank>……40<o:body>…16(?P<v>{gain})…30(?:{credit}|资金|融资|万元)"
)
_GAINED = (
    Pattern(_FAMILY, "<o:body>…20(?P<v>{gain})(?:了)?~12<s:bank>…36{credit}"),
    Pattern(_FAMILY, "<o:body>~14(?:从|自|在|向)<s:bank>…20(?P<v>{gain}|{credit})…20{credit}?"),
    Pattern(_FAMILY, "<o:body>~14{credit}…16(?P<v>由|来自)<s:bank>"),
    Pattern(_FAMILY, "(?P<v>从|自)<s:bank>…8(?:{gain})…24{credit}…8的<o:body>"),
    Pattern(_FAMILY, "(?P<v>获|获得)<s:bank>…24{credit}…8的<o:body>"),
)
_SIGNED = (
    Pattern(
        _FAMILY,
        "<s:bank>~6(?:与|和|同)<o:body>…14(?P<v>{sign})…24(?:授信|贷款|借款|(?<!投)融资|信贷)(?:额度)?(?:战略)?(?:合作)?(?:协议|合同)",
    ),
    Pattern(
        _FAMILY,
        "<o:body>~6(?:与|和|同)<s:bank>…14(?P<v>{sign})…24(?:授信|贷款|借款|(?<!投)融资|信贷)(?:额度)?(?:战略)?(?:合作)?(?:协议|合同)",
    ),
)
_HELPED = (
    Pattern(_FAMILY, "<s:bank>~30(?P<v>{helped})~4<o:body>…30(?:{gain})…30{credit}"),
    Pattern(
        _FAMILY, "(?:有了|凭借|靠着?|得益于|多亏|凭着?|借助)…8<s:bank>的?…10(?P<v>{credit})…4，<o:body>", anywhere=True
    ),
    Pattern(_FAMILY, "<o:body>…4用(?:上|着)?<s:bank>…12(?P<v>{credit})…6(?:买|建|购|扩|还|补|置|引进)"),
    Pattern(_FAMILY, "(?:在)<s:bank>…10(?P<v>{helped})下，?<o:body>…16(?:{gain})…24{credit}"),
)
_MARKED_LENDER = (
    Pattern(_FAMILY, "(?P<v>{lender})(?:则|实)?(?:为|是|：)?~3<s:bank>", anywhere=True),
    Pattern(
        _FAMILY,
        "(?:质押|抵押)给了?<s:bank>，?…4(?P<v>换来|换得|获得|拿到|换回|获)…16(?:资金|{credit}|万元|亿元)",
        anywhere=True,
    ),
)
_GUARANTEES = re.compile("担保|农担|增信|资产评估")
_LENDS_TO_BANKS = re.compile("世界银行|亚洲开发|开发署|开发银行|复兴信贷|亚投行|进出口|农业发展|人民银行")
"""Lenders of lenders; other banks do not lend to banks."""
_NO_LENDER = "担保|农担|增信|再担|评估|保险|产险|人寿|寿险|财险|证券|期货|交易所|交易中心|基金|人民银行|世界银行集团"
_LENDERS = frozenset({"Bank", "FinancialInstitution"})
_UNDONE = Pattern("guarantee", "{undone}")
_LENDER = Role(_LENDERS, unlike=re.compile(_NO_LENDER))
_BORROWERS = (
    Role(frozenset({"Company"}), unlike=re.compile("担保|农担|增信|再担|融担|数科平台")),
    Role(frozenset({"Hospital", "University", "ResearchInstitute", "Lab", "Incubator", "Organization"})),
)
"""Who borrows, the likely ones first."""
_EVENT = Pattern(_FAMILY, r"(?:{event}|[^，。；]贷(?=[，。；、！？了给到出]|\d))")
_DONE = Pattern(_FAMILY, r"{done}|\d[\d.,]*[余多]?(?:个亿|[万亿千百]+[多余]?(?:元|美元|欧元|港元|人民币)?|元)")
_OTHERWISE = Pattern(_FAMILY, "{otherwise}")
_PRODUCT = re.compile(r"[“「]([^”」\s]{1,16}(?:贷|e贷|融|易融|保|通|链|票|计划))[”」]")


def credit(sentence: Sentence) -> Iterator[Claim]:
    """A bank or another lender grants somebody a loan or a credit line (发放贷款, 给予授信)."""
    for match in sentence.find(*_GRANTED, _HANDED, _SYNDICATED):
        yield from _granted(match, 0.92, terms(match))


def credit_in_a_later_clause(sentence: Sentence) -> Iterator[Claim]:
    """A lender serves somebody and, as the sentence goes on, grants a loan (为…定制方案，发放贷款)."""
    for match in sentence.find(_LATER):
        if match.clear("o", "v") and "担保" not in match.found.group():
            yield from _granted(match, 0.75, terms(match))
    for match in sentence.find(*_FIRST):
        if match.clear("v", "o") and not _other_lender(match):
            yield from _granted(match, 0.75, terms(match))
    for match in sentence.find(_BY_PRODUCT):
        if match.clear("s", "o"):
            yield from _granted(match, 0.72, terms(match))


def borrowing(sentence: Sentence) -> Iterator[Claim]:
    """Somebody gets a loan or a credit line from a lender (获得…授信, 从…贷款)."""
    for match in sentence.find(*_GAINED):
        yield from _granted(match, 0.92, terms(match))


def agreement(sentence: Sentence) -> Iterator[Claim]:
    """A lender and a borrower sign a loan or credit agreement (签订授信协议, 签署贷款合同)."""
    for match in sentence.find(*_SIGNED):
        yield from _granted(match, 0.85, terms(match))


def helped_to_credit(sentence: Sentence) -> Iterator[Claim]:
    """With a lender's support somebody gets a loan (在…支持下获得贷款)."""
    for match in sentence.find(*_HELPED):
        yield from _granted(match, 0.75, terms(match))


def credit_event(sentence: Sentence) -> Iterator[Claim]:
    """The sentence tells that credit flowed, and names but one lender and one who can be the borrower."""
    if not _DONE.expression.search(sentence.skeleton.text):
        return
    for role in _BORROWERS:
        for match, lender, borrower in events(sentence, _EVENT, _LENDER, role, _OTHERWISE):
            for claim in told_claims("loaned_to", match, lender, borrower, 0.62):
                yield replace(claim, qualifiers=(*terms(match), *match.dates()))
        if any(not player.unit.carried for player in players(sentence, role)):
            return


def credit_half_told(sentence: Sentence) -> Iterator[Claim]:
    """The text marks the lender, and names but one firm that can be the borrower (放款的是…, 出借方…)."""
    if _OTHERWISE.expression.search(sentence.skeleton.text):
        return
    for match in sentence.find(*_MARKED_LENDER):
        lender = match.unit("s")
        borrower = lender and counterpart(match, lender, _BORROWERS[0])
        if lender and borrower:
            for claim in told_claims("loaned_to", match, lender, borrower, 0.68):
                if _LENDER.fits(sentence.referents[claim.subject]):
                    yield replace(claim, qualifiers=(*terms(match), *match.dates()))


RULES = (credit, credit_in_a_later_clause, borrowing, agreement, helped_to_credit, credit_event, credit_half_told)


def _other_lender(match: Match) -> bool:
    """Whether another lender is written between the two ends."""
    start, end = match.found.end("s"), match.found.start("o")
    return any(start <= at < end and not unit.carried for at, unit in match.sentence.units("bank"))


def _granted(match: Match, confidence: float, qualifiers: tuple[Qualifier, ...]) -> Iterator[Claim]:
    """The loans that a match tells; who guarantees for a living does not lend, and few lend to banks."""
    undone = _UNDONE.expression.search(match.sentence.skeleton.text) is not None
    shares = match.shares("o")
    common = tuple(q for q in qualifiers if q.name != "amount" or not shares)
    for claim in match.claims("loaned_to", confidence, qualifiers=common):
        lender, borrower = (match.sentence.referents[end] for end in (claim.subject, claim.object))
        on_lent = borrower.type == "Bank" and not _LENDS_TO_BANKS.search(lender.name)
        if lender.type in _LENDERS and not on_lent and not _GUARANTEES.search(lender.name):
            share = shares.get(claim.object)
            yield replace(
                claim,
                status=Status.NEGATED if undone else claim.status,
                qualifiers=(*claim.qualifiers, share) if share else claim.qualifiers,
            )


def terms(match: Match) -> tuple[Qualifier, ...]:
    """Amount, rate, kind, collateral and product of the loan."""
    text = match.sentence.written(*match.sentence.clause(*match.found.span()))
    rest = match.sentence.written(match.found.start(), len(match.sentence.skeleton.text))
    kind = Qualifier("kind", "credit_line" if "授信" in text or "额度" in text else "loan")
    found = [*match.amounts(), *match.rates(), kind]
    pledge = _collateral().search(rest)
    if pledge:
        found.append(Qualifier("collateral", pledge[1] or pledge[2]))
    product = _PRODUCT.search(match.sentence.text, match.sentence.start, match.sentence.end)
    if product:
        found.append(Qualifier("product", product[1]))
    return tuple(found)


@cache
def _collateral() -> re.Pattern[str]:
    """专利质押, 股权及应收账款质押 and the like, or 信用 of a loan without any; 没有要求房产抵押 is left out."""
    pledge = "|".join(cues(_FAMILY)["pledge"])
    unwanted = "".join(f"(?<!{word})" for word in ("没有要求", "无需", "不用", "不要求", "免"))
    return re.compile(
        rf"{unwanted}((?:{pledge})[及和、]?(?:{pledge})?[质抵]押)|(?:纯)?(信用)(?:贷款|方式|授信|额度|流动资金)"
    )
