"""Founders told otherwise than by a plain verb: by a noun, by what they paid, by whose work it is (`founded_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Sentence

_FAMILY = "founding"
_NAMED = (
    Pattern(
        _FAMILY,
        "<o:body>的?…10(?P<v>{initiator})(?:名单|公布|一共|共|中|里|之一|则|都|正)*(?:，|有|是|为|：|——|系|包括)~8<s:actor>",
    ),
    Pattern(_FAMILY, "<o:body>…10(?P<v>{initiator})<s:agent>", anywhere=True),
    Pattern(
        _FAMILY,
        "<o:body>~~30(?P<v>创始人|联合创始人|创办人|创办者|缔造者|创建者)(?:——|、|兼[^，。；]{2,6})?~2<s:person>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "<s:agent>…8(?:是|系|为|作为|也是|正是)~4<o:body>(?:它)?的?·4(?P<v>{initiator})"),
    Pattern(_FAMILY, "<s:actor>~4(?:作为|为|任|担任)(?P<v>{initiator})~16(?:的|，)~4<o:body>"),
    Pattern(_FAMILY, "<s:person>…12<o:body>的?(?P<v>创始人|联合创始人|创办人|创办者|缔造者)"),
)
_PAID = (
    Pattern(
        _FAMILY,
        "<s:actor>(?:~6{with}<s2:actor>)?~~24(?:出资|投资|投入|斥资|耗资|拿出|砸下|凑|掏|划出|各出|捐资|捐出)……20(?P<v>{erect})了?~8<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:actor>(?:{with}<s2:actor>)?~8(?:投资|出资|斥资|投入|独家|独资|合力|合资|携手|联手|一手|牵头|捐资|自筹|全资)…14(?P<v>{erect}|出资|投资)的~8<o:body>",
    ),
    Pattern(_FAMILY, "<s:actor>(?:{with}<s2:actor>)?~12(?P<v>{erect})的~6<o:body>"),
    Pattern(
        _FAMILY,
        "<o:body>~12由<s:actor>(?:~6{with}<s2:actor>)?~12(?P<v>{erect}|出资|投资|牵头|领衔|发起|参建)(?!~6的<any>)",
    ),
    Pattern(_FAMILY, "<s:actor>(?P<v>牵头)(?:建设|组建|筹建)?的~4<o:body>"),
    Pattern(
        _FAMILY,
        "<s:actor>~10{with}~4<s2:actor>~~16(?P<v>合资|合伙|联手|合力|一拍即合|各出|各拿)……20(?:{erect}|诞生|成立|设立|组建|有了)了?~8<o:body>",
    ),
)
_WORK_OF = (
    Pattern(
        _FAMILY,
        "<s:actor>(?:{with}<s2:actor>)?~16(?P<v>把|将)<o:body>(?:它|其)?(?:联手|一手|从无到有)?(?:办|建|搭|创办|孵|做|扶|拉扯)了?(?:起来|出来|大)",
    ),
    Pattern(_FAMILY, "<o:body>…14(?P<v>出自)~2<s:actor>…6(?:之手|手笔)"),
    Pattern(_FAMILY, "<o:body>…8(?:是|都是|均是|均为|系)<s:actor>的?…4(?P<v>手笔|得意之作|作品)"),
    Pattern(
        _FAMILY,
        "<o:body>…8(?:是|系|为)(?:由)?<s:actor>…14(?P<v>布局|落下|落|投下|布下|开出|办起来|办起|捣鼓|设立|创办|拉扯大|设在[^，。；]{1,8})(?:出来)?的",
    ),
    Pattern(_FAMILY, "<s:actor>……30(?P<v>把)~20(?:改造成|变成|改建成|拎出来，成立|改建为|打造成)了?~12<o:body>"),
)
_PERSONS = (
    Pattern(_FAMILY, "<s:person>(?:~~30{with}~8<s2:person>)?~~24(?P<v>{start_up})了?~8<o:org>"),
    Pattern(_FAMILY, "<o:org>~8由~10<s:person>(?:~4{with}~8<s2:person>)?~10(?P<v>{start_up}|{erect}|创立|创办|创建)"),
    Pattern(_FAMILY, "<s:person>~8(?:手里|一手|白手起家)?(?P<v>{start_up})的~6<o:org>"),
    Pattern(_FAMILY, "<o:org>…4(?:是|系)~6<s:person>…16(?P<v>{start_up})(?:起来|出来)?的"),
)
_PURPOSE = re.compile(
    "支持|服务|收购|促进|帮助|用于|参观|参股|增资|入股|用户|客户|批复|批准|同意|获批|承接|工程款|升级|续建|成员|坐落|位于|入驻|落户|地处"
    "|(?:基金|资金|公司|平台|专项)(?:来|去|，)?投(?:资|向|给|了)"
)
_PLACED = frozenset("在于到赴进从")
_NOUNS = frozenset(cues(_FAMILY)["initiator"])
_FOUNDED = frozenset({"GovernmentAgency", "Region"})


def founder_named(sentence: Sentence) -> Iterator[Claim]:
    """A noun calls a body or person the founder or initiator of another (发起单位, 举办方, 建设方, 创始人)."""
    yield from _founded(sentence, 0.78, *_NAMED)


def founded_with_means(sentence: Sentence) -> Iterator[Claim]:
    """A body put up money, ground or people, and so another was built or founded (出资…建成, 合资组建, 牵头)."""
    yield from _founded(sentence, 0.75, *_PAID)


def work_of_founder(sentence: Sentence) -> Iterator[Claim]:
    """A body or park is called the work of another, which made it out of something else (出自…之手, 把…改造成)."""
    yield from _founded(sentence, 0.7, *_WORK_OF)


def started_up(sentence: Sentence) -> Iterator[Claim]:
    """A person started a firm or school of his or her own (办起, 白手起家, 鼓捣出来)."""
    yield from _founded(sentence, 0.75, *_PERSONS)


def _founded(sentence: Sentence, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    for match in sentence.find(*patterns):
        text = sentence.skeleton.text
        ends = sorted((match.found.span("s"), match.found.span("o")))
        if _PURPOSE.search(text[ends[0][1] : ends[1][0]]) or text[match.found.start("s") - 1] in _PLACED:
            continue
        if ends[0] == match.found.span("s") and match.acted_on("s"):
            continue
        if ends[0] == match.found.span("o") and text[ends[0][1]] == "的" and match.found["v"] not in _NOUNS:
            continue
        for claim in match.claims("founded_by", confidence, subjects=("o",), objects=("s", "s2")):
            if sentence.referents[claim.subject].type not in _FOUNDED:
                yield claim


RULES = (founder_named, founded_with_means, work_of_founder, started_up)
