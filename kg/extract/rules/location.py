"""Location: where bodies are seated, settled or built (`located_in`), and whence they moved (`relocated_from`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "location"
_SETTLED = (
    Pattern(
        _FAMILY,
        "<s:body>~18(?P<v>{settle})(?:于|在|到|了|至)?~6(?:<region>的)?<o:place>(?:·6[路街道旁侧]·4<o2:place>)?(?!的.{0,4}(?:企业|项目|公司|机构|分公司|子公司|基地|工厂))",
    ),
    Pattern(
        _FAMILY,
        "<s:body>~4(?:是|为|系)(?:<any>)?~8(?P<v>{settle}|{puts})(?:于|在|了)?<o:place>的…8(?:企业|公司|项目|机构|平台|园区|基地|子公司|工厂|厂|总部|院|中心|实验室|棋子|据点)",
    ),
    Pattern(
        _FAMILY,
        "<s:body>·14(?:在|于|赴|到|来)~4(?:<region>的)?<o:place>(?!之外|以外|外|的)…10(?P<v>{build})(?!了?{counted}|的(?![，。；]|…4(?:住户|租户|企业|公司|机构|园区|平台|生产|工厂|基地|厂|分公司|子公司|研发|总部))|首日)(?!…8(?:公司|企业|机构|院|中心)(?:——)?<org>)",
    ),
    Pattern(
        _FAMILY,
        "<body>·14(?:在|于|赴|到|来)~4<o:place>(?!之外|以外|外)…10(?P<v>{build})(?:了)?·10<s:org>(?!·8(?:、|和|与)?(?:基金|{premises}))",
    ),
    Pattern(_FAMILY, "(?P<v>{settle})(?:于|在|到)?~4<o:place>…6的~12<s:body>"),
    Pattern(
        _FAMILY,
        "(?P<v>{settle}|{arriving_at})(?:于|在|到|了)?~4(?:<region>的)?<o:place>的，?(?:是|有|还有|也有|包括|正是|就是|便是)~18<s:body>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<s:body>(?:则|就|也|正|便|仍)?(?:是|为|系|，是|作为)~4<org>…14在~2(?:<region>的)?<o:place>(?!市场|等地)~8(?P<v>{sets_up}|落下|布下|投下|布局|落子|落地|打造|设|建|开)…2的(?!品牌|市场|影响)",
    ),
    Pattern(_FAMILY, "(?:在|于)~2<o:place>(?!之外|以外|外)·6(?P<v>{build})的~4<s:org>"),
    Pattern(_FAMILY, "<s:body>…4(?P<v>总部)(?:位于|设在|在|落户|设于|迁至)?<o:place>"),
    Pattern(_FAMILY, "(?P<v>总部)(?:位于|设在|在|设于)<o:place>…2的~10<s:body>"),
    Pattern(_FAMILY, "<s:body><o:region>(?P<v>总部)"),
    Pattern(
        _FAMILY,
        "<s:body>的?·6(?:{premises}|校区|院区|注册地|地址|核心区)·6(?P<v>在|位于|设在|设于|坐落在|坐落于|建在|落在)~4<o:place>",
    ),
    Pattern(_FAMILY, "<s:body>，?(?:一家|一个)?(?:注册|设立|设|开|建|办)(?P<v>在)~3<o:place>(?!的)"),
)
_WEAK = (
    Pattern(_FAMILY, "<s:body>(?!和|与|及)~6(?:在|于)<o:place>的(?P<v>{premises})"),
    Pattern(_FAMILY, "<s:org><o:region>(?P<v>公司|产业园|{premises})"),
    Pattern(
        _FAMILY,
        "<s:body>…2(?:是|为|系|作为)<o:place>…8(?P<v>老?住户|租户|房客|企业|公司|载体|园区|医院|高校|研究机构|运营商|开发商|平台)",
    ),
    Pattern(_FAMILY, "(?:^|[，。；])<any>?(?P<v>在|位于)<o:park>的<s:org>"),
    Pattern(_FAMILY, "(?:^|[，。；：])<any>?(?:而|如|和|与)?<o:place>的(?P<v>)<s:body>(?!、|和|与)", anywhere=True),
    Pattern(_FAMILY, "<o:place>(?P<v>的)(?:<org>)(?:、|和)<s:org>", anywhere=True),
    Pattern(_FAMILY, "(?P<v>同在|同处|地处|身处|远在|扎根|立足)<o:place>的~8<s:org>"),
)
_OF_PLACE = (
    Pattern(
        _FAMILY,
        "<o:place>(?P<v>企业|公司|国企|民企|本土企业|上市公司|科技企业|高校|药企|车企|房企|独角兽企业|高新技术企业|民营企业)<s:org>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<o:park>(?P<v>(?:{residents})?(?:里|内|中)?的?(?:龙头|重点|代表|头部|骨干|明星|首批)?(?:企业|公司)(?:里|中|当中|有)?，?)~2<s:org>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "<o:place>(?P<v>内|区内|园内|园里|园区里|园区内|里|境内|辖区)(?:的|，)?~4<s:body>", anywhere=True),
    Pattern(
        _FAMILY,
        "<o:place>(?P<v>[里内中的]|园区|入驻|落户)……36，<s:org>~4(?:在其中|在其列|在列|名列其中|位列其中)",
        anywhere=True,
    ),
)
_ADJACENT = Pattern(_FAMILY, "<o:region>(?:·6[路街道旁侧]的?)?<s:park>", anywhere=True)
_HOSTED = (
    Pattern(_FAMILY, "<o:park>~12(?P<v>{host})(?:了)?~14<s:org>(?!…6(?:设立|发起|旗下|投资|合作|共建|建起))"),
    Pattern(
        _FAMILY,
        "<o:place>~12(?P<v>引进|引入|吸引|迎来|集聚|汇聚|招引|引来|聚集)(?:了)?~14<s:org>…10(?:落户|入驻|落地|进驻|投资)",
    ),
)
_TAKEN_IN = Pattern(_FAMILY, "(?P<v>引入|引进|吸引)了?~8<s:body>，<any>?(?:入驻|落户|进驻|落地)(?:于|在)?~2<o:place>")
_TAKEN_UP = (
    Pattern(_FAMILY, "<s:org>~4(?P<v>租下|租用|租赁|购置|签约|集中签约|拿下)(?:了)?<o:park>"),
    Pattern(_FAMILY, "<s:body>(?:也|都|均|就|同样)?(?P<v>在)<o:park>(?:这里|园内|园区|里|内)?(?=[，。；])"),
    Pattern(_FAMILY, "<s:org>~8(?:把|将)·12(?P<v>放在|布局在|布局到|建在|设在|放到|建到|落在|落到)~3<o:place>"),
    Pattern(
        _FAMILY,
        "<s:org>，(?:则|也|则是|同样|都|便)?(?P<v>去了?|到了|选了?|奔向|投奔)~4(?:<region>的)?<o:place>(?=[，。；])",
    ),
    Pattern(_FAMILY, "<s:org>~4(?P<v>选择|选定|相中|看中)(?:了)?<o:place>…4(?:作为|建|设|落户|安家)"),
    Pattern(_FAMILY, "(?:^|[，。；：])<any>?在<o:place>，?~4有~6(?P<v>叫|名为|名叫|叫做)<s:org>"),
)
_FRONTED = Pattern(_FAMILY, "(?:^|[。，；])<any>?(?:走进|位于|走入|来到)<o:place>(?:的)?(?:，)<s:body>")
_WALKED = Pattern(_FAMILY, "(?:走进|位于|来到)<o:place>的<s:body>")
_SEAT_OF = Pattern(_FAMILY, "<s:body>(?P<v>所在的?|所在地)<o:place>")
_MOVED = (
    Pattern(_FAMILY, "<s:body>~12(?:从|由|自)<o:place>…12(?P<v>{move})(?:到|至|了|入)?(?:<p:place>)?"),
    Pattern(_FAMILY, "(?:从|由)<o:place>…10(?P<v>{move})(?:到|至|了|入)?(?:<p:place>)?…8的~6<s:org>"),
    Pattern(_FAMILY, "(?:从|由)<o:place>…8(?P<v>{move})(?:到|至|了|入)?<p:place>…8，<s:body>"),
    Pattern(_FAMILY, "<s:body>~4(?P<v>原(?:位于|址在?|在|落户|注册于|注册在|总部在|总部位于))<o:place>"),
    Pattern(_FAMILY, "<s:body>~8(?P<v>迁出|搬离|撤离|离开|告别|搬出|走出)~2<o:place>(?!市场|赛道|项目)"),
    Pattern(_FAMILY, "<s:body>~12(?:从|由|自)<o:place>(?:到|至|向)<p:place>的…4(?P<v>搬迁|迁移|转移|整体搬迁)"),
    Pattern(
        _FAMILY, "(?:从|由)<o:place>(?P<v>{move}|来|过来)(?:到|至|了|入)?的…4(?:企业|公司|药企|项目|机构)~2<s:org>"
    ),
    Pattern(
        _FAMILY,
        "<o:region>(?P<v>转移|疏解|外迁|迁出|迁来|搬来|搬迁)(?:来|而来|出来|过来)?的(?:…4(?:企业|公司|项目))?<s:org>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY, "<s:org>(?:是|作为|系)~4<o:region>(?P<v>外迁|疏解|转移|搬迁)(?:来|而来|出来)?的?…4(?:企业|项目|公司)"
    ),
    Pattern(_FAMILY, "<s:body>~6(?P<v>来自|原属)<o:place>，…10(?:落户|搬|迁)"),
)
_AT = Pattern(
    _FAMILY,
    "(?:^|[，。；！？])<s:org>，?(?:则|也|就|仍|都|却|还)?(?P<v>在)~2(?:<region>的)?<o:place>(?:里|内|境内)?(?=[，。；！？]|$)",
)
_STANDING = frozenset(
    {
        "位于",
        "坐落于",
        "坐落在",
        "坐落",
        "地处",
        "总部位于",
        "总部设在",
        "总部在",
        "总部设于",
        "总部",
        "地址为",
        "在",
        "建在",
        "设在",
    }
)
"""Words for where a body is, which no date of an event dates."""
_FORMERLY = re.compile(
    "(?:原本?|原先|原来|此前|之前|曾经?|从前|早先|老厂区?|旧厂区?|老校区)(?:在|位于|设在|设于|驻|租住?在|扎根|落户)?[^，。；]{0,4}$"
)
_FROM_TO = Pattern(_FAMILY, "<s:body>~2从<o:place>(?P<v>到)<p:place>")


def settled(sentence: Sentence) -> Iterator[Claim]:
    """A body is seated, registered, settled or built in a place (落户, 入驻, 位于, 在…设立)."""
    for match in sentence.find(*_SETTLED, *_TAKEN_UP):
        if match.follows("由") or _only_owns(match) or _is_host(match) or was_there(match) or _visits(match):
            continue
        yield from match.claims("located_in", 0.85, dated=match.written("v") not in _STANDING)
    for match in sentence.find(_AT):
        body, place = match.unit("s"), match.unit("o")
        if body and place and not body.carried and not place.carried:
            yield from match.claims("located_in", 0.72, dated=False)


def present_in_place(sentence: Sentence) -> Iterator[Claim]:
    """A body has an office or works in a place, or is called a firm of it (在…的分公司, …基地, 是…的企业)."""
    for match in sentence.find(*_WEAK):
        yield from match.claims("located_in", 0.7, dated=False)


def of_the_place(sentence: Sentence) -> Iterator[Claim]:
    """A body is called a firm of a place or one within it (区内企业, …企业X)."""
    for match in sentence.find(*_OF_PLACE):
        yield from match.claims("located_in", 0.8, dated=False)
    for match in sentence.find(_SEAT_OF):
        yield from match.claims("located_in", 0.8, dated=False)


def park_of_region(sentence: Sentence) -> Iterator[Claim]:
    """A region's name stands directly before that of a park in it."""
    for match in sentence.find(_ADJACENT):
        yield from match.claims("located_in", 0.7, dated=False, as_captured=True)


def hosted(sentence: Sentence) -> Iterator[Claim]:
    """A park attracts, gathers or takes in firms (引进, 集聚, 吸引…落户)."""
    for match in sentence.find(*_HOSTED, _TAKEN_IN):
        yield from match.claims("located_in", 0.75)


def visited(sentence: Sentence) -> Iterator[Claim]:
    """A report leads its reader to a body in a place (在…，X; 走进位于…的X)."""
    for match in sentence.find(_FRONTED, _WALKED):
        yield from match.claims("located_in", 0.65, dated=False)


def residents(sentence: Sentence) -> Iterator[Claim]:
    """A list of firms ends in 等区内企业 or the like, after the park that is meant."""
    for at, unit in sentence.units("org"):
        tail = unit.tail + sentence.skeleton.text[at + 1 : at + 3] if unit.tail else ""
        if not any(word in tail for word in ("区内", "园内", "入驻", "落户", "园区企业", "驻园", "驻区")):
            continue
        hosts = [host for place, host in sentence.units("park") if place < at]
        if hosts:
            yield from sentence.pairs("located_in", unit, hosts[-1], 0.7)


def moved(sentence: Sentence) -> Iterator[Claim]:
    """A body moved from one place, often to another (从…迁至…, 从…来到…)."""
    for match in sentence.find(*_MOVED, _FROM_TO):
        subject = match.unit("s")
        if _takes_in(match):
            continue
        if match.found.re is _FROM_TO.expression and subject and subject.carried:
            continue
        yield from match.claims("relocated_from", 0.85)
        yield from match.claims("located_in", 0.8, objects=("p",))


RULES = (settled, present_in_place, of_the_place, park_of_region, hosted, visited, residents, moved)


def _takes_in(match: Match) -> bool:
    """Whether the body before the place takes in what moves (承接从…疏解的…)."""
    first = match.found.start("s") < match.found.start("o")
    return first and any(word in match.between("s", "o") for word in ("承接", "引进", "吸引", "迎来", "接纳"))


def _only_owns(match: Match) -> bool:
    """Whether the body is but the owner of another that the sentence is about (Y是X在…设立的子公司)."""
    after = match.sentence.skeleton.text[match.found.end() : match.found.end() + 2]
    return match.follows("是") and "的" in after


def _is_host(match: Match) -> bool:
    """Whether the unwritten subject is a park: it takes firms in, and does not move in itself."""
    unit = match.unit("s")
    return bool(unit and unit.carried and unit.kind == "park" and match.written("v") in {"入驻", "落户", "进驻"})


def was_there(match: Match) -> bool:
    """Whether the body was there only before (原本设在, 此前位于)."""
    text = match.sentence.skeleton.text
    return bool(_FORMERLY.search(text, max(0, match.found.start("o") - 14), match.found.start("o")))


def _visits(match: Match) -> bool:
    """Whether somebody else than a firm comes, which is to see it (来到)."""
    unit = match.unit("s")
    return match.written("v") == "来到" and (unit is None or unit.kind != "company")
