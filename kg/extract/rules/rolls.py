"""Rolls: bodies counted or listed as those of a place (…等10家天津企业; 天津的六家医院：X、Y…) (`located_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import ANY, Unit

_FAMILY = "location"
_LOCATED = "located_in"
_COUNT = "[0-9一二两三四五六七八九十百数几多余来上]{1,6}(?:家|个|所|户|名|座)"
_COUNTED = (
    Pattern(_FAMILY, f"<s:org>(?:等|在内的|这|等这)?(?P<v>{_COUNT})<o:place>·8{{sort}}", anywhere=True),
    Pattern(_FAMILY, "<s:org>(?P<v>等)(?:一批|多家|众多|多个|几家)?<o:place>(?:的)?·8{sort}", anywhere=True),
    Pattern(
        _FAMILY,
        f"<s:org>，?(?:都|均|同|也|就|则)?(?:是|为|作为|系)·14(?P<v>{_COUNT})<o:place>·8{{sort}}",
    ),
)
_NAMED = Pattern(
    _FAMILY,
    f"<o:place>[^，。；：！？{ANY}]{{0,26}}?(?P<v>{{sort}})[^，。；：！？{ANY}]{{0,2}}?"
    "(?:——|，它?(?:名叫|叫|名为|叫做|就是|便是|正是|即|也就是|取名))~2<s:org>",
    anywhere=True,
)
_HIDDEN = Pattern(
    _FAMILY,
    f"<o:place>[^。；：！？{ANY}]{{0,30}}?(?P<v>藏着|坐落着|矗立着|立着|有着?|诞生了?|走出了?|崛起了?|长出了?|住着|来了|多了|开出了?|出了|冒出了?)一?[家座个所间处片栋匹]"
    f"[^。；：！？{ANY}]{{0,26}}?(?:——|：|，它?(?:名叫|叫|名为|叫做|就是|便是|正是|即|也就是|取名))~2<s:org>",
    anywhere=True,
)
_HEADED = Pattern(
    _FAMILY,
    f"<o:place>[^，。；：！？同与和跟向为对给被将{ANY}]{{0,14}}?(?P<v>{_COUNT})[^。；：！？]{{0,18}}?(?:{{sort}}|院|所|馆)[^，。；：！？{ANY}]{{0,6}}"
    "(?:——|：|，?分别(?:是|为)|，?包括)",
    anywhere=True,
)
_MEMBER = re.compile(f"(?:^|[是有为：—、，叫和及括])[^，。；：{ANY}]{{0,10}}$")


def counted(sentence: Sentence) -> Iterator[Claim]:
    """Bodies are counted as so many of a place (X、Y等10家天津企业; X是入选的三家天津企业之一)."""
    for match in sentence.find(*_COUNTED):
        yield from match.claims(_LOCATED, 0.68, dated=False)


def introduced(sentence: Sentence) -> Iterator[Claim]:
    """A sort of body of a place is told, and then what it is called (天津一家小厂——X; 天津有家企业，名叫X)."""
    for match in sentence.find(_NAMED, _HIDDEN):
        body = match.unit("s")
        if body and body.kind != "agency":
            yield from match.claims(_LOCATED, 0.64, dated=False)


def headed(sentence: Sentence) -> Iterator[Claim]:
    """So many bodies of a place are announced and then listed (天津的三家实验室：X、Y、Z)."""
    text = sentence.skeleton.text
    for match in sentence.find(_HEADED):
        place = match.unit("o")
        if place is None or len(place.referents) > 1:
            continue
        for at, unit in _members(sentence, match):
            if _MEMBER.search(text, max(0, at - 12), at):
                yield from sentence.pairs(_LOCATED, unit, place, round(0.64 * place.trust, 3), (), match.status)


def _members(sentence: Sentence, match: Match) -> Iterator[tuple[int, Unit]]:
    for at, unit in sentence.units("org"):
        if at >= match.found.end() and not unit.carried and unit.kind != "agency":
            if "——" in sentence.skeleton.text[match.found.end() : at]:
                return
            yield at, unit


RULES = (counted, introduced, headed)
