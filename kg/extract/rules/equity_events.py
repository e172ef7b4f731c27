"""Equity told without a frame: who can have invested in whom, by the parts that the bodies of a sentence can play."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, events, players, told_claims
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import Unit
from kg.model import Qualifier

_FAMILY = "equity"
_MONEYED = re.compile(
    "投资|创投|风投|资本|基金|国资|产投|科投|金控|控股|资管|投控|国投|城投|建投|投行|合伙|引导|天使|孵化器|"
    "Capital|Ventures?|Partners|Fund"
)
_ADVISES = re.compile("证券|律师|会计|顾问|管理中心|研究")
_BACKER = Role(frozenset({"Fund", "InvestmentFirm"}))
_BACKED = Role(frozenset({"Company"}), unlike=_MONEYED)
_EVENT = Pattern(_FAMILY, "{told}")
_APART = Pattern(_FAMILY, "{apart}")
_FUND_ITSELF = Pattern(_FAMILY, "{apart}|{of_fund}")
_HOLDER_TYPES = frozenset(
    {"Company", "Fund", "InvestmentFirm", "Bank", "FinancialInstitution", "GovernmentAgency", "University"}
    | {"ResearchInstitute", "Organization", "Association", "Region", "Park", "Incubator", "Person", "Hospital", "Lab"}
)
_HOLDER = Role(_HOLDER_TYPES, unlike=_ADVISES)
_HELD = Role(
    frozenset({"Company", "Fund", "ResearchInstitute", "Bank", "FinancialInstitution", "ServicePlatform", "Incubator"})
    | {"InvestmentFirm", "Lab", "Hospital", "Park"},
    unlike=re.compile("交易所|证监|商会|协会"),
)
_SHARE = "(?:[约超近逾共各]{0,2}[\\d.]{1,6}[%％成]|[一二三四五六七八九]成|对半|过半|三分之一)"
_SUM = "(?:[约超近逾共各]{0,2}[\\d.]{1,8}[余多]?(?:个亿|[万亿千百]|[%％成])|[一二三四五六七八九]成|对半|过半|三分之一)"
_HOLDERS = (
    Pattern(_FAMILY, "<s:owner>·6(?P<v>{holds})(?:比例)?(?:为|达|了|约|超|近|升到|增至)?·4" + _SUM),
    Pattern(_FAMILY, "<s:owner>·4(?P<v>占)了?" + _SHARE),
    Pattern(_FAMILY, "(?P<v>持股|占股|持有)·2[\\d.]{1,6}[%％](?:股[权份])?的<s:owner>", anywhere=True),
    Pattern(_FAMILY, "<s:owner>·8(?P<v>{pays})·6" + _SUM),
    Pattern(_FAMILY, "<s:owner>·4(?P<v>出钱|掏钱|出资|出大头|出了钱)(?=[，。；、])"),
    Pattern(_FAMILY, "(?:钱|资金|经费|投入)·4由·2<s:owner>·4(?P<v>出|承担|解决)(?=[，。；、])", anywhere=True),
    Pattern(_FAMILY, "由·6<s:owner>·8(?P<v>{provides})", anywhere=True),
    Pattern(
        _FAMILY,
        "(?<!控股)(?P<v>{owners})~6(?:为|是|有|包括|含|：|就是|正是|名单里有)(?<!没有)~3<s:owner>(?!的)",
        anywhere=True,
    ),
    Pattern(_FAMILY, "(?<!控股)(?P<v>{owner_named})<s:owner>(?!的)", anywhere=True),
    Pattern(_FAMILY, "(?P<v>{raised})~4<s:owner>(?!的)", anywhere=True),
    Pattern(_FAMILY, "<s:owner>~8(?P<v>{enters})"),
    Pattern(_FAMILY, "<s:owner>·4(?:以|用|拿)·8(?P<v>作价|入股|出资|入资|换来|换得|换取)"),
    Pattern(_FAMILY, "<s:owner>·3(?:为|是|系|任|成为|出任)·6(?<!控股)(?P<v>出资[方人]|股东(?!大会)|有限合伙人|LP)"),
)
_ALSO = Pattern(_FAMILY, "旗下|·6(?:{holds}|{joined_round}|{lead})(?!的)")
_IN_WHAT = Pattern(_FAMILY, "{equity}|{holds}|[\\d.]{1,6}[%％]|出资|基金|融资|入股|注资|投")


_NEW = Pattern(_FAMILY, "(?:发起|设立|成立|组建)了?~6<o:firm>(?=，)", anywhere=True)
_OPENS_FUND = Pattern(_FAMILY, "{opens_fund}")
_OF_CAPITAL = re.compile("股|资(?![源料格])|认缴|实缴")
_BESIDE = re.compile("(?:股东|投资人|投资方|投资者|出资人|出资方|LP|由|隶属于?|母公司|旗下|跟投方|领投方)$")


def backed(sentence: Sentence) -> Iterator[Claim]:
    """The sentence tells that equity was bought, and names but one likely investor and one likely firm."""
    for match, investor, firm in events(sentence, _EVENT, _BACKER, _BACKED, _FUND_ITSELF):
        if _invests_itself(sentence, firm) or _is_vehicle(sentence, investor):
            continue
        for claim in told_claims("invested_in", match, investor, firm, 0.6):
            yield replace(claim, qualifiers=_terms(match))


def holder(sentence: Sentence) -> Iterator[Claim]:
    """The text marks those who hold or pay for shares, and names but one other body of which they can be (占股…%)."""
    text = sentence.skeleton.text
    if not _IN_WHAT.expression.search(text) or _APART.expression.search(text):
        return
    marked = [(match, unit) for match in sentence.find(*_HOLDERS) if (unit := _held_by(match)) is not None]
    everyone = tuple(dict.fromkeys(referent for _, unit in marked for referent in unit.referents))
    for match, unit in marked:
        held = _held(match, replace(unit, referents=everyone))
        if held is None:
            continue
        for claim in told_claims("invested_in", match, unit, held, 0.62):
            yield replace(claim, qualifiers=_terms(match))


def _invests_itself(sentence: Sentence, firm: Unit) -> bool:
    """Whether the body is written as one more investor (老股东X加码), or as the owner of one (X旗下的…)."""
    text = sentence.skeleton.text
    at = next(
        (at for at, unit in sentence.skeleton.units.items() if unit.start == firm.start and not unit.carried), None
    )
    if at is None:
        return False
    return _BESIDE.search(text, 0, at) is not None or _ALSO.expression.match(text, at + 1) is not None


def _is_vehicle(sentence: Sentence, investor: Unit) -> bool:
    """Whether the sentence tells how the fund itself came by its money, so that the firm may have put in some."""
    types = {sentence.referents[r].type for r in investor.referents}
    return types == {"Fund"} and _OPENS_FUND.expression.search(sentence.skeleton.text) is not None


def _held_by(match: Match) -> Unit | None:
    """Who holds, as far as the ontology lets them; what 占25% may be a share of anything."""
    unit = match.acting("s")
    if unit is None or unit.carried:
        return None
    if match.found["v"].startswith("占") and not _OF_CAPITAL.search(match.sentence.skeleton.text):
        return None
    able = tuple(r for r in unit.referents if _HOLDER.fits(match.sentence.referents[r]))
    return replace(unit, referents=able) if able else None


def _held(match: Match, holders: Unit) -> Unit | None:
    """What is held: the only other body that can be, or the one that opens the sentence."""
    others = [p for p in players(match.sentence, _HELD) if not set(p.unit.referents) & set(holders.referents)]
    new = {unit.referents for opened in match.sentence.find(_NEW) if (unit := opened.unit("o")) is not None}
    others = [other for other in others if other.unit.referents in new] or others
    part = match.sentence.skeleton.text.rfind("；", 0, match.found.start())
    others = [other for other in others if part < other.at < match.found.start()] or others
    if len({other.unit.referents for other in others}) != 1:
        others = [other for other in others[:1] if other.at == 0]
    return others[0].unit if others and len(others[0].unit.referents) == 1 else None


def _terms(match: Match) -> tuple[Qualifier, ...]:
    return (*match.stake(), *match.rounds(), *match.dates())


RULES = (backed, holder)
