"""Guarantees: who stands in for whose debt (`guaranteed_by`). A guarantee is no loan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, counterpart, events, told_claims
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.status import status_at
from kg.extract.rules.units import Unit
from kg.model import Status

_FAMILY = "guarantee"
_GIVEN = (
    Pattern(_FAMILY, "<o:body>~24(?:(?<![作成])为|向|对|给|替)(?:了)?~6<s:body>…24(?P<v>{give})…24{guarantee}"),
    Pattern(_FAMILY, "<o:body>~14(?:(?<![作成])为|给|替)<s:body>…16(?P<v>担保|背书|兜底|作保|代偿)"),
    Pattern(_FAMILY, "<s:body>…20由<o:body>…12(?P<v>{give})…24{guarantee}"),
    Pattern(_FAMILY, "<s:body>…24由<o:body>…10(?P<v>担保|作保|增信|兜底)"),
    Pattern(_FAMILY, "<o:body>~8(?P<v>担保)(?![方人的]|机构|公司|单位)(?:支持|帮助)?~4<s:body>"),
)
_PLEDGING = Pattern(
    _FAMILY, "<o:body>·2(?:以|用|拿|将|把)…6<body>的?(?:股权|股份|股票)…6(?:为|给|替)~6<s:body>…24(?P<v>担保|质押|作保)"
)
_BE = "(?:仍然?|依然|依旧|均|都|同样|则|正)?(?:为|是|系|由)"
_NAMED_AFTER = (
    Pattern(_FAMILY, "(?:为|向|给)了?~6<s:body>……30(?P<v>{guarantor})" + _BE + "<o:body>"),
    Pattern(_FAMILY, "<s:body>……30(?P<v>{guarantor})" + _BE + "<o:body>"),
    Pattern(_FAMILY, "<s:body>……30，<o:body>(?:则|正|便)?(?:是|为|任|作为)…8(?P<v>{guarantor})(?=[，。；]|$)"),
)
_FOR_DEBT = Pattern(_FAMILY, "<o:body>~20为~6<s:body>…20(?:{debt})(?:事项|业务)?(?:所)?(?P<v>提供)")
_GAINED = (
    Pattern(_FAMILY, "<s:body>…14(?P<v>{gain})[了过]?~4<o:body>…24{guarantee}"),
    Pattern(_FAMILY, "<s:body>的?(?:母公司|控股股东|大股东|股东)<o:body>…10(?P<v>出具|签署|承担)…6{guarantee}"),
    Pattern(_FAMILY, "<s:body>…14(?:在|经|通过)<o:body>(?:的|提供的?|出具的?)?…4(?P<v>{guarantee})"),
    Pattern(_FAMILY, "<s:body>~8(?:凭|凭借|靠|依靠|有了|得益于|依托|借助)<o:body>…4的(?:融资|贷款)?(?P<v>担保|增信)"),
)
_GUARANTOR = Role(frozenset({"FinancialInstitution", "Company"}), named=re.compile("担保|增信|农担|再担|融担|信保"))
_DEBTOR = Role(frozenset({"Company", "Hospital"}))
_UNDONE = Pattern(_FAMILY, "{undone}")
_EVENT = Pattern(_FAMILY, "{event}|风险[^，。；]{0,6}(?:承担|分担)|(?:承担|分担)了?[^，。；]{0,8}风险")
_OTHERWISE = Pattern(_FAMILY, "{otherwise}")
_BY = (
    Pattern(_FAMILY, "由~10<o:body>…24(?P<v>{stands_in})", anywhere=True),
    Pattern(_FAMILY, "<o:body>·6(?P<v>兜了底|兜底|作保|代偿)"),
    Pattern(_FAMILY, "<o:body>…16{for_it}…24(?P<v>{stands_in})"),
    Pattern(_FAMILY, "<o:body>~12(?:{stands_up})了?~10(?P<v>{stands_in})"),
    Pattern(_FAMILY, "(?P<v>{guarantor})~6(?:" + _BE + "|写的是|换成了?|变成了?|——|：)~6<o:body>", anywhere=True),
)
_FOR = (
    Pattern(_FAMILY, "(?:为|给|替|向|对)(?:了)?~10<s:body>…36(?P<v>{stands_in})", anywhere=True),
    Pattern(_FAMILY, "被担保(?:人|方|公司|单位)(?:为|是|系|：)~6(?P<v>)<s:body>", anywhere=True),
)
_SERVED = re.compile("(?:为|给|替|向|对)了?[^，。；]{0,8}$")
_APPLIED = re.compile("申请(?=的|[^，。；]{0,12}(?:授信|贷款|借款|融资))")
_PLEDGED = re.compile("的?[^，。；]{0,4}(?:股权|股份|股票)")
_FIRM = Role(frozenset({"Company", "FinancialInstitution", "InvestmentFirm", "GovernmentAgency"}))
_MUTUAL = re.compile("互为|互相|相互")


def guarantor(sentence: Sentence) -> Iterator[Claim]:
    """A body gives a guarantee for another's debt (为…提供担保, 由…担保)."""
    for match in sentence.find(_PLEDGING, *_GIVEN):
        yield from _debts(match, 0.9)


def guarantor_named_after(sentence: Sentence) -> Iterator[Claim]:
    """A loan is told, and then who stands in for it (为…贷款，担保人是…; 作保的是…)."""
    for pattern in _NAMED_AFTER:
        found = [match for match in sentence.find(pattern) if match.clear("s", "o")]
        for match in found:
            yield from _debts(match, 0.86)
        if found:
            return


def guarantor_of_debt(sentence: Sentence) -> Iterator[Claim]:
    """A guarantee is told of, and for whose debt it was given (担保…，系为…借款提供)."""
    if "担保" in sentence.skeleton.text or "保证" in sentence.skeleton.text:
        for match in sentence.find(_FOR_DEBT):
            yield from _debts(match, 0.8)


def guaranteed(sentence: Sentence) -> Iterator[Claim]:
    """A firm gets a body's guarantee (获得…担保)."""
    for match in sentence.find(*_GAINED):
        yield from _debts(match, 0.85)


def guarantee_event(sentence: Sentence) -> Iterator[Claim]:
    """The sentence tells of a guarantee, and names but one guarantor and one who can be the debtor."""
    for match, one, debtor in events(sentence, _EVENT, _GUARANTOR, _DEBTOR, _OTHERWISE):
        for claim in told_claims("guaranteed_by", match, debtor, one, 0.62):
            yield replace(claim, qualifiers=match.amounts())


def guarantee_half_told(sentence: Sentence) -> Iterator[Claim]:
    """The text marks who stands in or for whom, and names but one firm for the other part (由…提供担保)."""
    text = sentence.skeleton.text
    if _OTHERWISE.expression.search(text) or _UNDONE.expression.search(text):
        return
    for patterns, group, role in ((_BY, "o", _DEBTOR), (_FOR, "s", _FIRM)):
        for match in sentence.find(*patterns):
            known = match.unit(group)
            other = known and counterpart(match, known, role)
            if known is None or other is None or (group == "o" and _served(sentence, known)):
                continue
            if group == "s" and _served(sentence, other):
                continue
            debtor, one = (other, known) if group == "o" else (known, other)
            for claim in told_claims("guaranteed_by", match, debtor, one, 0.62):
                if _can_owe(sentence, claim) and sentence.referents[claim.object].type != "Bank":
                    yield replace(claim, qualifiers=match.amounts())


def _served(sentence: Sentence, body: Unit) -> bool:
    """Whether the body is marked as the one for whom something is done (为子公司X提供…), so that it gives nothing."""
    at = next((at for at, unit in sentence.skeleton.units.items() if unit.start == body.start), 0)
    return _SERVED.search(sentence.skeleton.text, 0, at) is not None


def mutual_guarantee(sentence: Sentence) -> Iterator[Claim]:
    """Two firms guarantee one another's debts (互为…提供担保, 互保)."""
    text = sentence.skeleton.text
    if not ("担保" in text and _MUTUAL.search(text)) and "互保" not in text:
        return
    written = [unit for _, unit in sentence.units("company") if not unit.carried]
    firms = tuple(dict.fromkeys(referent for unit in written for referent in unit.referents))
    if len(firms) == 2:
        both = replace(written[0], referents=firms)
        yield from sentence.pairs("guaranteed_by", both, both, 0.75)


def _can_owe(sentence: Sentence, claim: Claim) -> bool:
    """Whether the debtor is a firm that does not itself guarantee or lend for a living."""
    debtor = sentence.referents[claim.subject]
    return _DEBTOR.fits(debtor) and not _GUARANTOR.fits(debtor)


def _debts(match: Match, confidence: float) -> Iterator[Claim]:
    """The guarantees that a match tells; a lending bank is nobody's debtor."""
    if _PLEDGED.match(match.sentence.skeleton.text, match.found.end("o")):
        return
    shares, status = match.shares("s"), _status(match)
    if undone := _UNDONE.expression.search(match.sentence.skeleton.text):
        status = Status.TERMINATED if "取消" in undone.group() else Status.NEGATED
    for claim in match.claims("guaranteed_by", confidence, qualifiers=() if shares else match.amounts()):
        if _can_be(match.sentence, claim):
            share = shares.get(claim.subject)
            yield replace(claim, status=status, qualifiers=(*claim.qualifiers, *([share] if share else [])))


def _can_be(sentence: Sentence, claim: Claim) -> bool:
    """Whether neither end is a bank, but for one with a letter of guarantee, and no guarantor is counter-guaranteed."""
    debtor, one = sentence.referents[claim.subject], sentence.referents[claim.object]
    text = sentence.skeleton.text
    if debtor.type == "Bank" or (one.type == "Bank" and "保函" not in text):
        return False
    return not (_GUARANTOR.fits(debtor) and "反担保" in text)


def _status(match: Match) -> Status:
    """The status of a guarantee: it may be given for a credit that is but applied for."""
    if match.sentence.skeleton.told is not None:
        return match.status_of("guaranteed_by")
    skeleton = _APPLIED.sub("＿＿", match.sentence.skeleton.text)
    first = min(match.found.start(group) for group in ("s", "o"))
    return status_at(skeleton, first, *match.trigger, "guaranteed_by")


RULES = (
    guarantor,
    guarantor_named_after,
    guarantor_of_debt,
    guaranteed,
    guarantee_event,
    guarantee_half_told,
    mutual_guarantee,
)
