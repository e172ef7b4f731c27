"""Structure: units, subsidiaries and operators (`part_of`, `subsidiary_of`, `operated_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "structure"
_SUBSIDIARY = (
    Pattern(_FAMILY, "<s:firm>…6(?:是|系|为|作为)~4<o:firm>…10(?P<v>{subsidiary})"),
    Pattern(
        _FAMILY,
        "<o:firm>(?:的|全资|控股|旗下|下属|通过|由|和|及|联合|与|其)*(?P<v>{subsidiary}|{owned})(?!股东|股权|权|方|母公司)(?:的)?~6<s:firm>",
    ),
    Pattern(_FAMILY, "<o:firm>~10(?:设立|成立|注册|组建)(?:了)?~6(?P<v>{subsidiary})~2<s:firm>"),
    Pattern(_FAMILY, "<o:firm>~16(?P<v>{subsidiary})(?:——|：|，即|，也就是)?<s:firm>"),
    Pattern(_FAMILY, "<s:firm>(?:的|，其|，)?(?P<v>{parent})(?:为|是|系|正是|——|，)?<o:firm>"),
    Pattern(_FAMILY, "<o:firm>…4(?:是|系|为|作为)<s:firm>的?(?:唯一|第一大)?(?P<v>{parent})"),
    Pattern(_FAMILY, "<s:firm>…6(?:是|系|为|作为|，)~4<o:firm>(?P<v>{owned})(?!的?~2<any>)"),
    Pattern(_FAMILY, "<s:firm>（~4<o:firm>的?(?P<v>{subsidiary})）"),
    Pattern(_FAMILY, "<s:firm>~6(?:由|被)<o:firm>~6(?P<v>控股|全资持有|全资控股|实际控制|100%持股|全资设立)"),
    Pattern(_FAMILY, "<s:firm>~4(?P<v>隶属于?|从属于)<o:firm>"),
    Pattern(_FAMILY, "<o:firm>~6(?P<v>控股|全资持有|全资控股)(?!股东|方|权|公司)(?:了)?~8<s:firm>"),
)
_MAJORITY = (
    Pattern(_FAMILY, "<o:firm>~8(?P<v>持有|持股)~2<s:firm>的?~4(?P<n>\\d{2,3}(?:\\.\\d{1,4})?)[%％]"),
    Pattern(_FAMILY, "<s:firm>~8由<o:firm>~4(?P<v>持有|持股)~4(?P<n>\\d{2,3}(?:\\.\\d{1,4})?)[%％]"),
)
_HOME = Pattern(_FAMILY, "<o:body>(?P<v>的?)<s:body>", anywhere=True)
_UNIT = (
    Pattern(_FAMILY, "<o:park>…6(?P<v>包括|包含|涵盖|分为|划分为|下辖|辖)~6<s:park>"),
    Pattern(_FAMILY, "<s:body>~6(?P<v>{unit})~2<o:body>"),
    Pattern(_FAMILY, "<s:body>…4(?:是|系|为|作为|成为)~2<o:body>…10(?P<v>{piece})"),
    Pattern(_FAMILY, "<o:org>(?P<v>{owned}|下设|内设|附属|附设)(?:的|有)?~8<s:body>"),
    Pattern(_FAMILY, "<o:body>~8(?P<v>下设|内设|下辖|设有|辖)(?:了|有)?~4<s:body>"),
    Pattern(_FAMILY, "<s:body>…8(?P<v>纳入|并入|划入)~2<o:body>"),
    Pattern(_FAMILY, "<o:body>(?P<v>核心企业|成员单位|牵头单位|理事单位)(?:——|——)?<s:body>"),
)
_RUN = (
    Pattern(_FAMILY, "<s:body>…16由<o:org>(?:[与和]<o2:org>)?…12(?P<v>{run})"),
    Pattern(_FAMILY, "<s:body>…12(?P<v>{entrust})~8(?:给|由|于|了)?(?:一家公司：|专业公司|第三方)?<o:org>"),
    Pattern(_FAMILY, "<s:body>…12{run}(?:工作|权|事务|业务|职责)?(?P<v>由)<o:org>…6(?:承担|负责|承接|接手|完成)"),
    Pattern(
        _FAMILY,
        "<o:org>~6(?P<v>{run})(?!人|方|机构|公司|单位|主体|商|委|团队|部|总监|经理|层|中心|经验|模式|平台)(?:着|了)?(?:的|有)?~6<s:body>",
    ),
    Pattern(_FAMILY, "<s:body>…4(?:的)?(?P<v>{runner})(?:为|是|——|，)?<o:org>"),
    Pattern(_FAMILY, "<o:org>…4(?:作为|是|为|担任)<s:body>…6(?P<v>{runner})"),
    Pattern(_FAMILY, "<s:body>…10(?P<v>{runner})(?:为|是|由)<o:org>"),
    Pattern(_FAMILY, "<o:org>…4(?:负责|承接|承担|接手|接管)了?<s:body>…6(?P<v>运营|管理)"),
    Pattern(_FAMILY, "<s:body>~8由<org>(?P<v>委托)<o:org>…4(?:运营|管理|打理)"),
    Pattern(_FAMILY, "<s:body>…4(?:是|为|系)(?:由)?<o:org>~2(?P<v>{run})的"),
    Pattern(_FAMILY, "<s:fund>……24<o:org>(?:担任|出任|为|任)(?:其|该基金|基金)?(?P<v>{runner})"),
)

_HELD = frozenset({"Company", "InvestmentFirm", "FinancialInstitution", "Bank"})
"""Types of bodies that are held as subsidiaries rather than being units; a fund has a manager instead."""
_HOMES = frozenset({"University", "Hospital", "ResearchInstitute"})
_NEVER_RUN = frozenset({"GovernmentAgency", "Bank", "InvestmentFirm", "University"})
_HALF = 50.0
_CARE = re.compile("运营|管理|经营|运作|招商|物业|打理|权|运行|执行|方|人")
_HANDED_OVER = re.compile("委托|交给|交由|移交")


def subsidiary(sentence: Sentence) -> Iterator[Claim]:
    """A firm is called the subsidiary of another, or is owned or controlled by it (子公司, 旗下, 控股)."""
    for match in sentence.find(*_SUBSIDIARY):
        for claim in match.claims("subsidiary_of", 0.87, dated=False):
            if sentence.referents[claim.subject].type in _HELD:
                yield claim


def majority(sentence: Sentence) -> Iterator[Claim]:
    """A firm holds more than half of another, and so controls it (持有…51%股权)."""
    for match in sentence.find(*_MAJORITY):
        if float(match.found["n"]) > _HALF:
            for claim in match.claims("subsidiary_of", 0.75, dated=False):
                if sentence.referents[claim.subject].type in _HELD:
                    yield claim


def at_home(sentence: Sentence) -> Iterator[Claim]:
    """A laboratory stands directly behind the university, hospital or institute whose it is (该校…实验室)."""
    for match in sentence.find(_HOME):
        for claim in match.claims("part_of", 0.72, dated=False, as_captured=True):
            whole, part = (sentence.referents[end].type for end in (claim.object, claim.subject))
            if whole in _HOMES and part in {"Lab", "University"}:
                yield claim


def unit(sentence: Sentence) -> Iterator[Claim]:
    """A body is called a part of another (隶属, 下设, 组成部分, 纳入)."""
    for match in sentence.find(*_UNIT):
        for claim in match.claims("part_of", 0.82, dated=False):
            if match.found["v"] not in cues(_FAMILY)["owned"] or not _is_held(sentence, claim):
                yield claim


def run_by(sentence: Sentence) -> Iterator[Claim]:
    """A park, fund or platform is run or managed by a body (由…运营, 管理人为…)."""
    for match in sentence.find(*_RUN):
        if match.follows("由") or (match.found["v"] != "委托" and "委托" in match.between("o", "v")):
            continue
        if _is_owner(match) and not _CARE.search(match.between("s", "o")):
            continue
        if not _HANDED_OVER.search(match.between("o", "s") if match.found.start("o") < match.found.start("s") else ""):
            yield from (c for c in match.claims("operated_by", 0.85, dated=False) if _is_run(sentence, c))


def _is_owner(match: Match) -> bool:
    """Whether what comes first is spoken of only as the owner of something (X的客户由Y打理)."""
    at = match.found.end("s")
    return at <= match.found.start("o") and match.sentence.skeleton.text[at : at + 1] == "的"


def _is_run(sentence: Sentence, claim: Claim) -> bool:
    """Whether what is handed over can be run by another: no agency, bank or school gives itself away."""
    return sentence.referents[claim.subject].type not in _NEVER_RUN and sentence.referents[claim.object].type != "Fund"


def _is_held(sentence: Sentence, claim: Claim) -> bool:
    """Whether both ends are firms, so that 旗下 makes a subsidiary; a bank in a bank is a branch."""
    ends = {sentence.referents[claim.subject].type, sentence.referents[claim.object].type}
    return ends <= _HELD and ends != {"Bank"}


RULES = (subsidiary, majority, unit, at_home, run_by)
