"""Operators and units told by nouns, hand-overs and homes (`operated_by`, `part_of`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "structure"
_RUNNER = (
    Pattern(
        _FAMILY,
        "<s:body>(?:的)?~~24(?P<v>{operator})(?:则|现|仍|也)?(?:为|是|系|由|：|——|，|换成了?|来自|变成|名叫)?~4<o:org>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "(?:由|作为|选聘)<o:org>(?:作为|担任|任|为|出任)?(?P<v>{operator})…4的?~4<s:body>", anywhere=True),
    Pattern(_FAMILY, "<s:body>~20(?:选聘|聘请|请|引入)~6<o:org>(?:作为|担任|任|为)(?P<v>{operator})"),
    Pattern(_FAMILY, "作为(?P<v>{operator})的<o:org>…6(?:在|对|于)<s:body>"),
    Pattern(_FAMILY, "<o:org>~6(?:任|担任|为|出任|是)(?:其|该基金|基金)?(?P<v>{operator})…20的<s:body>"),
)
_RUNS = (
    Pattern(
        _FAMILY,
        "<s:body>~~40<o:org>~4(?P<v>负责|承担|承接|包揽|全权|专业|市场化|受托|代为)~6(?:运营|管理|运作|经营|运维|打理|运行)",
    ),
    Pattern(
        _FAMILY,
        "<s:body>~~30(?:由|仍交|又请|请|引入|授权|许给)~8<o:org>~14(?P<v>打理|运营|管理|经营|运维|运行|负责|操盘|自营|运作|承担|接管|主理|照料)",
    ),
    Pattern(
        _FAMILY, "<s:body>…12(?:都|仍|也|则|现|统一|均|就)?归<o:org>~4(?P<v>运营|管理|打理|经营|运维|管|托管|所管|统管)"
    ),
    Pattern(
        _FAMILY, "<s:body>…12(?:都|仍|也|则|现|统一|均|就)?由<o:org>~6(?P<v>张罗|打理|照看|操持|代管|看管|日常管理)"
    ),
    Pattern(_FAMILY, "<s:body>~20(?P<v>{hand_over})~6<o:org>(?!…2(?:所有|投资))"),
    Pattern(_FAMILY, "(?:把|将)<s:body>~14(?P<v>{hand_over}|授权)~4<o:org>", anywhere=True),
    Pattern(_FAMILY, "<o:org>…10(?P<v>管着|运营着|经营着|打理着|接手|接管|承租经营|租下并运营)~20<s:body>"),
    Pattern(_FAMILY, "<o:org>…14(?P<v>管理|运营|打理|运行|运维|经营)的~4<s:body>(?!…2(?:人|公司))"),
)
_HOME = (
    Pattern(_FAMILY, "<o:body>(?P<v>的|名下的|里的|内的|内部的|自己的|自建的)<s:body>", anywhere=True),
    Pattern(_FAMILY, "<o:body>~~14(?:所|院|校|园区|公司)里的?(?P<v>)<s:body>"),
    Pattern(
        _FAMILY,
        "<o:body>~6(?P<v>拿到|凭借?|申报|报上来|获批|守着|建有|拥有|挂牌|握有|手握|坐拥|办有)(?:了|的)?(?:则)?(?:是)?~4<s:body>",
    ),
)
_SEATED_IN = Pattern(
    _FAMILY,
    "<s:body>(?:，其|，它的|，它|的|则|也|就|便|都|均|，|现|已)?(?P<v>设在|挂在|建在|挂靠在?|依托的(?:就|正)?是|依托单位(?:则|就|正)?[是为]|依托于?|背靠|落在|隶属于?|归属于?|属于|归)~6<o:body>"
    "(?=(?:里|内|中|名下|所有|管理|旗下|公司里|院内|校内|建设|而建|组建|运行|，|。|；|$))",
)
_LISTED = Pattern(
    _FAMILY,
    "<o:org>……24(?P<v>建成|建有|设有|分为|拥有|下设|分设|设立)…8(?:平台|中心|部门|实验室|分院|研究所|片区|园区|板块)，?<any>?(?:分别)?(?:是|为|：|——|即)<s:body>",
)
_AMONG = Pattern(
    _FAMILY,
    "<o:org>……44(?:个|家|处|大|座)…10(?:单元|平台|实验室|部门|中心|板块|基地|研究所|分院|团队)……12<s:body>(?:均|都|也|就)?(?P<v>在其中|名列其中|设在其中|在内)",
)
_OWNED_BY = Pattern(_FAMILY, "<s:body>(?:则|现|也|就)?(?:为|归)<o:body>(?P<v>所有|名下|直属)(?=[，。；])")
_UNIT = (
    Pattern(_FAMILY, "<s:body>~6(?P<v>依托|挂靠|隶属|归属|从属)于?<o:body>(?:而建|建设|而设|组建|设立|成立|$|，|。)"),
    Pattern(
        _FAMILY,
        "<o:body>~10(?P<v>下设|内设|下辖|设有|辖|设立有|已设立|新设|分设|建有|附设|拥有|包括)(?:了|有)?~8<s:body>~12(?:等|作为其下属|专业化平台|研究室|子基金|分中心|片区|园区|基地)",
    ),
    Pattern(
        _FAMILY,
        "<o:park>~~40(?P<v>核心区|南翼|北翼|东翼|西翼|两翼|东区|西区|起步区|启动区|片区|主园区|拓展区|一园两谷|一区三园)(?:设?在|指的是|为|是|：|，|中，|有)~10<s:park>",
    ),
    Pattern(
        _FAMILY,
        "<s:body>~10(?:加入|纳入|并入|划入|划归|收编为)~2<o:body>…8(?P<v>集团|体系|序列|管理|医联体|联盟|旗下|直属)",
    ),
    Pattern(
        _FAMILY,
        "<s:body>…8(?:是|系|为|作为|成为|正式成为)<o:body>~12(?P<v>附属医院|基地之一|直属院所|下设|建起的|内设|分支|分号|分馆|分中心|分会|下属|直属|附属|组成部分|子园区|特色园|试验基地|派出机构|内设|二级节点)",
    ),
    Pattern(_FAMILY, "(?P<v>旗下|下属|所属|直属|附属|内部|麾下)的?~8<s:body>，<o:body>", anywhere=True),
)
_WHOLES = frozenset({"University", "Hospital", "ResearchInstitute", "Company", "Lab", "GovernmentAgency"})
_PARTS = frozenset({"Lab", "ResearchInstitute", "ServicePlatform", "Hospital"})
_FIRMS = frozenset({"Company", "InvestmentFirm", "FinancialInstitution", "Bank"})
_RUN_TYPES = frozenset(
    {
        "Park",
        "Fund",
        "Incubator",
        "ServicePlatform",
        "Lab",
        "ResearchInstitute",
        "Organization",
        "Hospital",
        "Association",
    }
)
_RUNNERS_NOT = frozenset({"Fund", "Park"})
_CARE = re.compile("日常|运营|管理|经营|运作|招商|物业|打理|权|运行")
_OF_OTHERS = re.compile("委托|客户|投资|采购|参观|服务商")


def operator_named(sentence: Sentence) -> Iterator[Claim]:
    """A noun calls a body the operator or manager of another (运营团队, 经营方, GP, 受托管理机构)."""
    for match in sentence.find(*_RUNNER):
        yield from run_claims(match, 0.74)


def runs(sentence: Sentence) -> Iterator[Claim]:
    """A park, fund or platform is handed to a body, or a body takes care of it (交给…打理, …负责运营)."""
    for match in sentence.find(*_RUNS):
        ends = sorted((match.found.span("s"), match.found.span("o")))
        between = sentence.skeleton.text[ends[0][1] : ends[1][0]]
        if not _OF_OTHERS.search(between) and (between[:1] != "的" or _CARE.search(between)):
            yield from run_claims(match, 0.7)


def run_claims(match: Match, confidence: float) -> Iterator[Claim]:
    """The claims of a match of which the subject can be run by somebody, and the object can run it."""
    for claim in match.claims("operated_by", confidence, dated=False):
        run, runner = (match.sentence.referents[end].type for end in (claim.subject, claim.object))
        if run in _RUN_TYPES and runner not in _RUNNERS_NOT:
            yield claim


def home(sentence: Sentence) -> Iterator[Claim]:
    """A laboratory, institute or platform is called a body's (X的…实验室)."""
    for match in sentence.find(*_HOME):
        for claim in match.claims("part_of", 0.66, dated=False, as_captured=True):
            whole, part = (sentence.referents[end].type for end in (claim.object, claim.subject))
            if match.found["v"] and match.found["v"][-1] != "的" and part != "Lab":
                continue
            if whole in _WHOLES and part in _PARTS and (whole, part) != ("Company", "Hospital"):
                yield claim


def seated_in(sentence: Sentence) -> Iterator[Claim]:
    """A laboratory, institute or centre is set up in a university, hospital, institute or firm (设在…, 依托…)."""
    for match in sentence.find(_SEATED_IN):
        for claim in match.claims("part_of", 0.68, dated=False):
            whole, part = (sentence.referents[end].type for end in (claim.object, claim.subject))
            if whole in _WHOLES - {"GovernmentAgency"} and part in _PARTS - {"Hospital"}:
                yield claim


def unit_of(sentence: Sentence) -> Iterator[Claim]:
    """A body is told to be a part, a seat or a member unit of another (依托…而建, 核心区在, 并入…管理)."""
    for match in sentence.find(*_UNIT, _LISTED, _AMONG, _OWNED_BY):
        if match.follows("由"):
            continue
        for claim in match.claims("part_of", 0.74, dated=False):
            ends = {sentence.referents[claim.subject].type, sentence.referents[claim.object].type}
            if not ends <= _FIRMS:
                yield claim


RULES = (operator_named, runs, home, seated_in, unit_of)
