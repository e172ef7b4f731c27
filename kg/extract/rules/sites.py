"""Where the parts of a body are: its works, its office, its headquarters are told to be in a place (`located_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.location import was_there
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "location"
_LOCATED = "located_in"
_PART = (
    Pattern(
        _FAMILY,
        "<s:body>(?:的|其|自己的|自身|公司|企业|，其|，公司|，企业)?·8(?P<v>{part}(?:里|内|那头|这头)?[^，。；：！？]{0,5}?{lies})了?~6(?:<region>的)?<o:place>"
        "(?!的?[^，。；]{0,6}(?:市场|客户|赛道))",
    ),
    Pattern(_FAMILY, "<s:org>的·10{part}…12(?:在|于)~2(?:<region>的)?<o:place>…8(?P<v>{build})"),
    Pattern(_FAMILY, "<s:org>(?!和|与|及)~16(?P<v>在)~2(?:<region>的)?<o:place>的·10{part}"),
    Pattern(_FAMILY, "(?:^|[，；。])(?:<any>)?~6{part}~4(?P<v>{lies})了?~4(?:<region>的)?<o:place>的~12<s:org>"),
    Pattern(
        _FAMILY,
        "<s:org>~8(?:把|将)…12(?:{part}|新?家|根|窝)…4(?P<v>{puts})了?~6(?:<region>的)?<o:place>(?!的?[^，。；]{0,6}(?:市场|客户|赛道))",
    ),
    Pattern(
        _FAMILY,
        "<s:org>~10在<o:place>(?:两地|三地|等地|各地)?·6(?P<v>有|拥有|设有|建有|开有|租有|留有|布有)了?·14(?:{part}|整层楼|亩|平方米|平米)",
    ),
    Pattern(
        _FAMILY,
        "<o:place>……36(?P<v>挂着|挂有|挂出|挂上|写着|亮着|立着|竖着|树着|印着)了?~6<s:org>的?·6(?:牌|字样|标识|大字|标志|名字|匾)",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<o:place>[^，。；]{0,8}(?P<v>有|建有|设有|坐落着|建起|建成|开出|矗立着|只剩|留有|保留|留着|留下)了?~8<s:org>的?·10{part}(?=[，。；！？]|和|、|$)",
    ),
    Pattern(
        _FAMILY,
        "<o:place>(?:，)?(?:就|也|正|既|便)?(?P<v>是|成为|成了)~4<s:org>(?:的)?·10(?:{part}|所在地|诞生地|大本营)(?=[，。；！？]|$)",
    ),
)
_NOT_SO = re.compile("没|未|并非|不(?!仅|光|止|只|但)|拟|计划|将(?=[^，。；]{0,6}$)|可能|有意|打算|欲|原|曾")
_NO_OWNERS = frozenset({"agency", "park", "bank"})
_OTHERS = re.compile("项目公司|客户|供应商|竞争对手|合作方|对方")


def parts_there(sentence: Sentence) -> Iterator[Claim]:
    """The works, office, laboratory or other part of a body is in a place, or is put there (总部设在…, 把产线放到…)."""
    for match in sentence.find(*_PART):
        body, place = match.unit("s"), match.unit("o")
        if body is None or place is None or place.carried or body.kind in _NO_OWNERS or was_there(match):
            continue
        between = _between(match)
        if not _NOT_SO.search(between) and not _OTHERS.search(between):
            yield from match.claims(_LOCATED, 0.66, dated=False)


def _between(match: Match) -> str:
    first, last = sorted((match.found.start("s"), match.found.start("o")))
    return match.sentence.skeleton.text[first:last]


RULES = (parts_there,)
