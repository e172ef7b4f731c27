"""Fields told of a body that stands in an earlier sentence: the fund, park or firm that a passage tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.analysis import Claim, Referent
from kg.extract.rules.deixis import has_grounds
from kg.extract.rules.sentence import Sentence, Thread
from kg.extract.rules.status import status_at
from kg.extract.rules.units import ANY, CLASSES, Unit

_IN_INDUSTRY = "in_industry"
_TRUST = 0.58
_FARTHEST = 4
"""How many sentences back the body may stand."""
_FUND = frozenset({"Fund"})
_PARK = frozenset({"Park", "Incubator"})
_FIRM = frozenset({"Company"})
_INSTITUTE = frozenset({"ResearchInstitute", "Lab"})
_HOSTS = _FUND | _PARK | {"ServicePlatform", "ResearchInstitute"}
_NEAREST = 2
_REACH = 120
"""How many characters before a field the noun for its body may stand."""
_MOST_FIELDS = 30
"""A sentence with more of them is a table."""
_NAMED_FOR = frozenset(
    {"Company", "Park", "ResearchInstitute", "Lab", "University", "Fund", "Association", "Incubator", "InvestmentFirm"}
) | {"ServicePlatform", "FinancialInstitution", "Hospital"}
_WORKERS = frozenset({"Company", "Park", "ResearchInstitute", "Lab", "Fund", "Incubator", "InvestmentFirm"})
_BY_NAME, _BESIDE = 0.55, 0.5
_ASIDE = re.compile(
    "采购|参观|考察|调研|走访|表示|认为|指出|博士|毕业|市场|大赛|获奖|荣获|谈到|谈起|说起|聊|补充|介绍|岗位|招聘|研报|客户|订单"
)
_BESIDE_REACH = 60
_HEADING = re.compile(
    f"(?:在|说到|再看|来看)?(?P<field>[{CLASSES['industry']}])(?:(?P<side>方面|领域|板块|赛道|行业|产业|类|上|这边|阵营|方阵)[里中上]?，|也|占|则|同样|里|最|的席位|是重头)"
)
_NOUNS: Mapping[str, frozenset[str]] = {
    "基金": _FUND,
    "园区": _PARK,
    "园内": _PARK,
    "园里": _PARK,
    "区内": _PARK,
    "基地": _PARK,
    "开发区": _PARK,
    "高新区": _PARK,
    "新城": _PARK,
    "科技园": _PARK,
    "产业园": _PARK,
    "孵化器": _PARK,
    "公司": _FIRM,
    "企业": _FIRM,
    "研究院": _INSTITUTE,
    "研究所": _INSTITUTE,
    "中心": _INSTITUTE | _PARK,
}
_NOUN = re.compile(
    rf"(?:^|[，。；：\n])[{ANY}]?(?:目前|如今|现在|眼下|其中|按[^，]{{2,10}}，)?(?:该|这[只支家个座]|整个|整座)?"
    rf"(?P<noun>{'|'.join(sorted(_NOUNS, key=lambda noun: (-len(noun), noun)))})(?=[^，。；]{{0,30}})"
)
_CUE = re.compile(
    "投向|投资|聚焦|重点|主导|主营|主攻|主打|围绕|布局|涵盖|方向|专注|深耕|从事|锁定|偏爱|覆盖|集聚|汇聚|聚集|发展|瞄准|形成|以|只收|吸引|分布在|集中在|涉及|领域|引进|聚起|包括|做"
)
_OTHER = re.compile(
    "一家|另一|业内|竞争|没有来|原先|政策|支持|鼓励|合作|对接|签约|论坛|大会|展|培训|专业|学科|专家|市场规模|全国|全球|我国|贷款|授信|融资余额|需求|项目库"
)


def field_of_story(thread: Thread) -> Iterator[Claim]:
    """A sentence goes on about a fund, park or firm told of before, and names the fields in which that works."""
    known = {(claim.start, claim.object) for claim in thread.claims if claim.predicate == _IN_INDUSTRY}
    taken = {referent for _, referent in known}
    for number, sentence in enumerate(thread.sentences):
        fields = [(at, unit) for at, unit in sentence.units("industry")]
        if not 0 < len(fields) <= _MOST_FIELDS or any(
            not unit.carried for at, unit in sentence.units("body") if at < fields[0][0]
        ):
            continue
        for at, unit in fields:
            targets = [referent for referent in unit.referents if referent not in taken]
            worker = _worker(thread.sentences, number, at) if targets else None
            if worker is None:
                continue
            status = status_at(sentence.skeleton.text, at, at, at + 1)
            for target in targets:
                yield Claim(_IN_INDUSTRY, worker, target, sentence.start, sentence.end, "", _TRUST, (), status)


def _worker(sentences: Sequence[Sentence], number: int, at: int) -> int | None:
    """The body for which the noun of the sentence stands, before the field at a position."""
    text = sentences[number].skeleton.text
    noun = next(reversed(list(_NOUN.finditer(text, max(0, at - _REACH), at))), None)
    if noun is None:
        return _host(sentences, number) if not _OTHER.search(text) else None
    if not _CUE.search(text, noun.start("noun"), at) or _OTHER.search(text, noun.start("noun"), at):
        return None
    types = _NOUNS[noun["noun"]]
    for sentence in reversed(sentences[max(0, number - _FARTHEST) : number]):
        found = [
            referent
            for _, unit in sorted(sentence.units("body"), key=lambda found: found[0])
            for referent in unit.referents
            if sentence.referents[referent].type in types
        ]
        if found:
            return found[0] if len(set(found)) == 1 else None
    return None


def _host(sentences: Sequence[Sentence], number: int) -> int | None:
    """The only park or fund of the last sentences, for one that names no body of its own."""
    found = {
        referent
        for sentence in sentences[max(0, number - _NEAREST) : number]
        for _, unit in sentence.units("body")
        for referent in unit.referents
        if sentence.referents[referent].type in _HOSTS
    }
    unwritten = {referent for _, unit in sentences[number].units("body") for referent in unit.referents}
    if len(found) != 1 or (unwritten and (unwritten != found or not _CUE.search(sentences[number].skeleton.text))):
        return None
    return found.pop()


def field_in_name(thread: Thread) -> Iterator[Claim]:
    """A field that the document speaks of stands in the very name of a body (脑机接口 in X脑机接口产业联盟)."""
    settled = {claim.subject for claim in thread.claims if claim.predicate == _IN_INDUSTRY}
    for sentence in thread.sentences:
        fields = {r for _, unit in sentence.units("industry") for r in unit.referents}
        bodies = {r for _, unit in sentence.units("body") if not unit.carried for r in unit.referents} - settled
        for field in sorted(fields):
            for body in sorted(bodies):
                named = sentence.referents[body]
                if named.type in _NAMED_FOR and sentence.referents[field].name in named.name:
                    yield Claim(_IN_INDUSTRY, body, field, sentence.start, sentence.end, "", _BY_NAME)


def field_beside(thread: Thread) -> Iterator[Claim]:
    """The only firm, institute or park of a sentence that also names a field, and speaks of nobody else's."""
    known = {claim.object for claim in thread.claims if claim.predicate == _IN_INDUSTRY}
    for sentence in thread.sentences:
        text = sentence.skeleton.text
        fields = [(at, unit) for at, unit in sentence.units("industry") if not known >= set(unit.referents)]
        if not 0 < len(fields) <= _MOST_FIELDS or _OTHER.search(text) or _ASIDE.search(text):
            continue
        workers = {unit.referents: unit for _, unit in sentence.units("worker") if not unit.carried}
        carried = {unit.referents: unit for _, unit in sentence.units("worker") if unit.carried == "here"}
        workers = workers or carried
        if len(workers) != 1:
            continue
        ((referents, worker),) = workers.items()
        fields = [(at, unit) for at, unit in fields if abs(unit.start - worker.start) <= _BESIDE_REACH]
        if not all(_can_work(sentence.referents[r]) for r in referents):
            continue
        for at, unit in fields:
            status = status_at(text, at, at, at + 1)
            yield from sentence.pairs(_IN_INDUSTRY, worker, unit, round(_BESIDE * worker.trust, 3), (), status)


def field_of_paragraph(thread: Thread) -> Iterator[Claim]:
    """A paragraph opens with a field (新能源方面，…), and the firms that it then names are firms of that field."""
    field: Unit | None = None
    ended = 0
    for sentence in thread.sentences:
        opening = _HEADING.match(sentence.skeleton.text)
        fresh = not ended or "\n" in sentence.text[ended : sentence.start]
        ended = sentence.end
        if opening and (fresh or field is not None or opening["side"]):
            field = sentence.skeleton.units[opening.start("field")]
        elif fresh:
            field = None
        if field is None or _OTHER.search(sentence.skeleton.text):
            continue
        for _, unit in sentence.units("company"):
            if not unit.carried and unit.kind == "company":
                yield from sentence.pairs(_IN_INDUSTRY, unit, field, _BESIDE)


_POINTS = (
    (
        _FIRM | _INSTITUTE | _FUND,
        re.compile(
            f"(?:这[家个支所]|该)(?:[^，。；{ANY}]{{0,6}})(?P<field>[{CLASSES['industry']}])(?:[^，。；{ANY}]{{0,8}})"
            "(?:企业|公司|厂商|工厂|机构|基金|团队|巨头|龙头|独角兽|新秀|院所)"
        ),
    ),
    (
        _FIRM,
        re.compile(
            f"(?P<field>[{CLASSES['industry']}])[^。；{ANY}]{{0,12}}(?:(?:离不开|少不了|需要)(?:它|他们|这|该|其)|用得上|用得着|派得上用场|都在用|抢着要|等着用)"
        ),
    ),
    (
        _PARK,
        re.compile(
            "(?:已有|有了?|吸引了?|聚起了?|聚集了?|来了|引来了?|落户的?|入驻的?|迎来了?|扎下|集结了?)[^，。；]{0,10}"
            f"(?P<field>[{CLASSES['industry']}])[^，。；{ANY}]{{0,6}}(?:企业|公司|项目|机构|团队|厂家)"
        ),
    ),
    (
        _PARK | _INSTITUTE | {"ServicePlatform"},
        re.compile(
            f"^[{ANY}]?(?P<field>[{CLASSES['industry']}])，?[^，。；{ANY}]{{0,6}}(?:[两二三四五六七八九十]|\\d{{1,2}})[个大家支座]"
            "[^，。；]{0,6}(?:平台|中心|实验室|方向|板块|团队|研究所|研究室|事业部|园中园|专业园|片区|产业园)"
        ),
    ),
)
"""For whom a sentence that names no body speaks of a field: 这家做X的企业, X都离不开它, 已有百家X企业, X三个平台."""
_POINTED = 0.55


def field_pointed_at(thread: Thread) -> Iterator[Claim]:
    """A sentence goes on about the body before it as 这家…企业, or tells who needs it or whom it houses."""
    known = {claim.object for claim in thread.claims if claim.predicate == _IN_INDUSTRY}
    for number, sentence in enumerate(thread.sentences):
        text = sentence.skeleton.text
        for types, expression in _POINTS:
            for found in expression.finditer(text):
                unit = sentence.skeleton.units[found.start("field")]
                meant = None if known >= set(unit.referents) else _last(thread.sentences, number, found.start(), types)
                if meant is not None:
                    status = status_at(text, found.start(), found.start(), found.end())
                    yield from sentence.pairs(_IN_INDUSTRY, meant, unit, round(_POINTED * meant.trust, 3), (), status)


def _last(sentences: Sequence[Sentence], number: int, at: int, types: frozenset[str]) -> Unit | None:
    """The body of certain types with which the sentence before begins, where this one names none before a place."""
    sentence = sentences[number]
    if any(not unit.carried for place, unit in sentence.units("body") if place < at):
        return None
    for before in reversed(sentences[max(0, number - _NEAREST) : number]):
        for _, unit in sorted(before.units("body"), key=lambda found: found[0]):
            fits = len(unit.referents) == 1 and before.referents[unit.referents[0]].type in types
            if fits and not unit.carried and _can_work(before.referents[unit.referents[0]]):
                return unit
    return None


def _can_work(body: Referent) -> bool:
    """Whether a body has a field of its own; a park that is but a quarter of a town has none."""
    return body.type in _WORKERS and (body.type != "Park" or has_grounds(body.name))


RULES = (field_of_story, field_of_paragraph, field_in_name, field_beside, field_pointed_at)
