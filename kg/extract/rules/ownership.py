"""Ownership of firms told by nouns, shares and takeovers (`subsidiary_of`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.model import Status

_FAMILY = "structure"
_NUMBER = "(?P<n>\\d{2,3}(?:\\.\\d{1,4})?)[%％]"
_CALLED = (
    Pattern(
        _FAMILY,
        "<o:company>~~40(?P<v>{subsidiary}|境外子公司|孙公司)(?:中|里)?(?:——|：|，即|，也就是|，?<any>?(?:主要|目前|现)?(?:包括|包含|有|分别[为是]|涵盖|含|如))?<s:firm>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY, "<s:firm>~~30(?P<v>{parent})(?:则|正|，|仍|依然|便)?(?:为|是|系|：|——|正是)?<o:firm>", anywhere=True
    ),
    Pattern(_FAMILY, "<s:firm>——~8<o:firm>(?:的)?·4(?P<v>{subsidiary})", anywhere=True),
    Pattern(
        _FAMILY,
        "<s:firm>~6，<any>?(?P<v>再往上)[^。；，]{0,4}，?<any>?(?:才|则|便|就)?(?:是|为)<o:firm>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "<s:firm>…8(?:是|系|为|成为|成了)<o:org>(?:它|其|后者|前者)?的?·4(?P<v>{subsidiary})"),
    Pattern(_FAMILY, "(?P<v>{parent})<o:firm>…14(?:向|为|给|对|将)<s:firm>", anywhere=True),
    Pattern(_FAMILY, "(?P<v>{subsidiary})<s:firm>……40(?:{parent})(?:为|是|系|：)?<o:firm>", anywhere=True),
    Pattern(_FAMILY, "<o:firm>…6(?:两|二|三|四|五|多|\\d)家(?P<v>工厂|子公司|企业|公司|医院)(?:——|：|，)<s:firm>"),
    Pattern(_FAMILY, "<s:firm>…6(?:是|系|为)<o:org>…12(?P<v>控股|控制|全资|独资|拥有|百分之百|100%)…6的"),
    Pattern(_FAMILY, "<s:firm>…6(?:是|系|为)<o:org>…8(?P<v>成员企业|亲儿子|下属企业|权属企业|独资设立|全资设立)"),
    Pattern(_FAMILY, "<o:firm>(?:的|——)?~10(?P<v>板块公司|专业公司|平台公司|项目公司)~2<s:firm>"),
    Pattern(
        _FAMILY,
        "<o:firm>(?:的|旗下的?|下属的?)(?:专业)?(?P<v>租赁|融资|投资|产业|产投|科技|数科|贸易|供应链|金融|运营|保理|担保|基金|建设|资产管理|开发|上市)(?:平台|公司|板块|业务平台)<s:firm>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "在<o:firm>(?P<v>旗下|麾下|体系内|版图里|体系里)，<s:firm>", anywhere=True),
    Pattern(
        _FAMILY, "<s:firm>~6(?:股权上|产权上)?(?:属于|是|为|系)<o:firm>的?(?P<v>{subsidiary}|孙公司)", anywhere=True
    ),
    Pattern(_FAMILY, "<o:firm>…16组建~4<s:firm>，(?P<v>全资持有|全资控股|百分之百持股|全资)"),
)
_HELD = (
    Pattern(
        _FAMILY,
        "<s:firm>[与和同]<s2:firm>~6(?P<v>同属|均属|都是|均为|同为)~2<o:firm>…4(?:旗下|麾下|体系|子公司|所有|，|。)",
    ),
    Pattern(
        _FAMILY, "(?P<v>同属|同为)<o:firm>(?:旗下|麾下|体系)?(?:的)?(?:兄弟)?(?:公司|企业)?，<s:firm>", anywhere=True
    ),
    Pattern(
        _FAMILY,
        "被<o:firm>~4(?P<v>收入囊中|收购|买下|并购|收编|纳入麾下|揽入怀中)[^，。；]{0,6}，<s:firm>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<s:firm>~20(?:由|被|为)<o:org>~8(?P<v>控股|全资持有|全资控股|控制|全资拥有|独资|100%持|百分之百持|全资)",
    ),
    Pattern(_FAMILY, "<s:firm>~10(?P<v>背靠)~2<o:company>"),
    Pattern(_FAMILY, "<s:firm>~16(?P<v>整体并入|并入|装进|注入)~2<o:company>(?!股东)"),
    Pattern(_FAMILY, "<o:firm>(?:直接|间接)?(?P<v>全资持有|全资拥有|百分之百持有|100%持有|全资控制)~2<s:firm>"),
    Pattern(_FAMILY, "<o:firm>·4百分之百(?P<v>控制|控股|持有|拥有)的~6<s:firm>", anywhere=True),
    Pattern(_FAMILY, "<s:firm>，?也就是<o:firm>~4(?P<v>控制|控股|全资|持有)"),
    Pattern(_FAMILY, "<s:firm>~10(?P<v>归属|同属|归于|隶属|划归|归|划转给|现归|易主|落入|并入)~2<o:firm>"),
    Pattern(
        _FAMILY,
        "<o:firm>(?:~8{through}<firm>)?~10(?P<v>间接控制|间接控股|实际控制|控制着?|控股|独资设立|全资设立|全资成立|独资成立|入主|收编|全资收购|整体收购|并购)(?!股东|股权|权|方|人|公司)了?~8<s:firm>",
    ),
    Pattern(
        _FAMILY, "<o:firm>~24(?P<v>买下|收购|拿下|取得|受让|揽下)~4<s:firm>(?:的)?~4(?:全部股[权份]|控股权|控制权|100%)"
    ),
    Pattern(_FAMILY, "被<o:firm>~4(?P<v>收入囊中|收购|买下|并购|收编|纳入麾下|揽入怀中)…8的?~4<s:firm>", anywhere=True),
    Pattern(_FAMILY, "<s:firm>~12被<o:firm>~4(?P<v>收入囊中|收购|买下|并购|收编|纳入麾下|揽入怀中|控股)"),
    Pattern(_FAMILY, "<o:firm>~8(?P<v>把|将)~6<s:firm>~4(?:收入囊中|揽入怀中|纳入麾下|买下|收编|纳入旗下|变成子公司)"),
    Pattern(_FAMILY, "<s:firm>……30(?P<v>出资人|股东|投资人)只有一[个家](?:：|，|——)<o:firm>"),
)
_BY_SHARE = (
    Pattern(_FAMILY, f"<s:firm>……24(?P<v>股东)(?:为|是|：|有)<o:firm>[（(，]?(?:持股|占比|占股|出资)…2{_NUMBER}"),
    Pattern(
        _FAMILY,
        f"<o:firm>~~20(?P<v>收购|取得|受让|买下|拿下|获得|持有|持股|认购|控股|占股|股比|直接持股)~8<s:firm>的?~6{_NUMBER}",
    ),
    Pattern(
        _FAMILY,
        f"<s:firm>……24<o:firm>(?:公司)?(?:直接|仍|合计|单独)?(?P<v>持股|持有|占股|出资占比|控股|占比|股权占比|占|持有其)~6{_NUMBER}",
    ),
    Pattern(_FAMILY, f"<s:firm>……24(?P<v>股比|股权结构|股东|持股比例)…6(?:为|：)<o:firm>…4{_NUMBER}"),
    Pattern(
        _FAMILY, f"<o:firm>~~30(?P<v>取得|收购|持有|拿下)(?:后者|其|该公司|标的公司|公司)(?:的)?{_NUMBER}~~1<s:firm>"
    ),
)
_NEW = re.compile("设立|成立|组建|注册|新设")
_HALF = 50.0
_FIRMS = frozenset({"Company", "InvestmentFirm", "FinancialInstitution", "Bank", "Hospital"})


def called_subsidiary(sentence: Sentence) -> Iterator[Claim]:
    """A noun tells that a firm is another's subsidiary, or the other its parent, though a clause stands between."""
    for match in sentence.find(*_CALLED):
        yield from _held(match, 0.76, as_it_is=True)


def held(sentence: Sentence) -> Iterator[Claim]:
    """A firm is controlled, wholly owned or taken over by another (由…控股, 同属, 收入囊中)."""
    for match in sentence.find(*_HELD):
        yield from _held(match, 0.75)


def held_by_share(sentence: Sentence) -> Iterator[Claim]:
    """A firm holds or acquires more than half of another, told across a clause (收购…60%股权)."""
    for match in sentence.find(*_BY_SHARE):
        if float(match.found["n"]) > _HALF:
            yield from _held(match, 0.72)


def _held(match: Match, confidence: float, *, as_it_is: bool = False) -> Iterator[Claim]:
    """The claims of a match about firms; a noun tells how things are even where the clause speaks of a plan."""
    for claim in match.claims("subsidiary_of", confidence, dated=False):
        if match.sentence.referents[claim.subject].type in _FIRMS:
            planned = as_it_is and claim.status is Status.PLANNED and not _NEW.search(match.found.group())
            yield replace(claim, status=Status.ASSERTED) if planned else claim


RULES = (called_subsidiary, held, held_by_share)
