"""What becomes of a product whose maker is told elsewhere: who buys it, where it serves, who takes it over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.product_threads import made_nearby
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.skeleton import with_subjects
from kg.extract.rules.units import CLASSES, Unit
from kg.model import Status

_FAMILY = "trade"
_POINTED = re.compile(
    "(?<![对为])(?:这(?!家|位|里|时|样|些)|该)(?:一|两)?[项款套种台个批类条颗枚支部]?(?:新型|新|创新|国产|核心|关键)?"
    "(?:技术|产品|成果|系统|设备|装备|材料|药物|新药|芯片|机器人|平台|方案|工艺|专利|仪器|装置|模型|软件|疗法|疫苗|电池|传感器|无人机|药|车型|机型)"
)
"""这款产品, 该技术: the product named last."""
_NEAR = 2
"""How many sentences back a product is still meant by such words."""
_REACHES = (
    Pattern(
        _FAMILY,
        "<t:technology>……24(?P<v>装进|装上|装在|用进|供应|供货|交付|卖给|卖到|卖进|销往|销售|出口|发往|送到|送进|送往|送给|进入|打入|走进|用于|用在|应用于|应用在|配套|搭载于|搭载在|运抵|运到|服务于|租给|提供给|列装|安装于|安装在|部署在|部署于)(?:了|到|至|给|于|在)?~4<o:org>",
    ),
    Pattern(
        _FAMILY,
        "<t:technology>……16(?:在|被|获)<o:org>…12(?P<v>投用|上线|运行|使用|应用|装机|上岗|试用|服役|列装|采用|选用|采购|部署|落地|安装|启用|投入|推广|购置|引进|订购)",
    ),
    Pattern(
        _FAMILY,
        "<o:org>…16(?P<v>用上|用的|使用|采用|引进|采购|购买|购置|订购|选用|装上|换上|搭载|试用|部署|配备|租用|上线|买下|买来)(?:了|的是)?~10<t:technology>",
    ),
)
_SERVES = (
    Pattern(
        _FAMILY,
        "<t:technology>……24(?P<v>应用于|应用在|应用到|用于|用在|用到|用进|适用于|服务于|面向|覆盖|针对|瞄准|拓展到|延伸到)~6<o:industry>",
    ),
    Pattern(_FAMILY, "<t:technology>……20在<o:industry>…8(?P<v>应用|推广|落地|使用|大显身手|派上用场|示范|飞|跑|用)"),
    Pattern(_FAMILY, "<t:technology>……30<o:industry>…10(?P<v>用得上|用得着|离不开|少不了|派得上用场)"),
)
_PASSES = (
    Pattern(
        _FAMILY,
        "<t:technology>……20(?P<v>转让给|许可给|授权给|转给|交给|移交给?|交由|卖给|作价入股|转化到|转移到|嫁给|独家许可给?|独占许可给?)了?~2<o:company>",
    ),
    Pattern(
        _FAMILY,
        "<t:technology>……20(?:由|被|在)~2<o:company>…6(?P<v>转化|产业化|投产|量产|接手|受让|买断|买下|承接|做成)",
    ),
)
_FINDERS = frozenset({"University", "ResearchInstitute", "Lab", "Hospital", "Person"})
_SELLERS = frozenset({"Company", "ResearchInstitute", "Lab", "ServicePlatform"})
_MOST_MAKERS = 2
_SOLD, _FIELD, _PASSED = 0.6, 0.58, 0.6


def sold_on(thread: Thread) -> Iterator[Claim]:
    """A product of a firm is delivered to a body, or a body uses it (…装进X, X用上了…)."""
    for match, makers in _told(thread, _REACHES):
        target = match.unit("o")
        if target is not None:
            yield from _claims("supplies_to", match, makers, target, _SOLD, _SELLERS)


def serves_field(thread: Thread) -> Iterator[Claim]:
    """A product of a body is used in a field, which is then a field of that body (…应用于…, …领域用得上)."""
    for match, makers in _told(thread, _SERVES):
        target = match.unit("o")
        if target is not None:
            yield from _claims("in_industry", match, makers, target, _FIELD, _SELLERS)


def passed_on(thread: Thread) -> Iterator[Claim]:
    """What an institute or person developed is sold, licensed or left to a firm to make (…转让给X, …由X产业化)."""
    for match, makers in _told(thread, _PASSES):
        target = match.unit("o")
        if target is not None:
            yield from _claims("transferred_to", match, makers, target, _PASSED, _FINDERS)


def _claims(
    predicate: str, match: Match, makers: Sequence[int], target: Unit, trust: float, types: frozenset[str]
) -> Iterator[Claim]:
    sentence = match.sentence
    for maker in makers:
        if sentence.referents[maker].type not in types:
            continue
        for other in target.referents:
            if other != maker and match.status is Status.ASSERTED:
                sure = round(trust * target.trust, 3)
                yield Claim(
                    predicate, maker, other, sentence.start, sentence.end, "", sure, match.dates(), match.status
                )


def _told(thread: Thread, patterns: Sequence[Pattern]) -> Iterator[tuple[Match, Sequence[int]]]:
    """Every place where a pattern tells of a product, with those who make it."""
    makers = _makers(thread)
    for number in range(len(thread.sentences)):
        pointing = _pointing(thread.sentences, number)
        for match in pointing.find(*patterns):
            product = match.unit("t")
            made = [maker for r in product.referents for maker in makers.get(r, ())] if product else []
            if made and len(made) <= _MOST_MAKERS:
                yield match, made


def _makers(thread: Thread) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for claim in (*thread.claims, *made_nearby(thread)):
        if claim.predicate == "develops" and claim.status is Status.ASSERTED:
            makers = found.setdefault(claim.object, [])
            if claim.subject not in makers:
                makers.append(claim.subject)
    return found


def _pointing(sentences: Sequence[Sentence], number: int) -> Sentence:
    """The sentence with the product named last at every word that points at it."""
    sentence = sentences[number]
    last = next(
        (
            unit
            for one in reversed(sentences[max(0, number - _NEAR) : number])
            for _, unit in sorted(one.units("technology"), key=lambda found: -found[0])
        ),
        None,
    )
    text = sentence.skeleton.text
    places = [
        found.start()
        for found in _POINTED.finditer(text)
        if last is not None and not any(c in CLASSES["technology"] for c in text[: found.start()])
    ]
    if last is None or not places:
        return sentence
    pointed = replace(last, trust=round(last.trust * 0.9, 3))
    return replace(sentence, skeleton=with_subjects(sentence.skeleton, dict.fromkeys(places, pointed)))


RULES = (sold_on, serves_field, passed_on)
