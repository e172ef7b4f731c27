"""People: who holds which post where (`holds_position`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import CLASSES
from kg.model import Qualifier

_FAMILY = "people"
_BODIES = frozenset(CLASSES["body"])
_TITLES = "(?P<t>·16{title}(?:(?:、|兼任|兼|及|和|/)·10{title}){0,3})"
_BEFORE = Pattern(_FAMILY, f"<o:actor>(?:的|原)?{_TITLES}(?:，|：)?<s:person>", anywhere=True)
_CHAIN = Pattern(
    _FAMILY, f"<o:actor>(?:的)?{_TITLES}(?:、|兼|，)<body>·16{{title}}(?:、·8{{title}})?<s:person>", anywhere=True
)
_NEXT = Pattern(_FAMILY, f"<o:actor>·16{{title}}<person>[、，和]{_TITLES}<s:person>", anywhere=True)
_AFTER = (
    Pattern(_FAMILY, f"<s:person>(?:，|：|（|是|系|为|，是|，系|，现任|现任|，作为|作为)<o:actor>(?:的)?{_TITLES}"),
    Pattern(_FAMILY, f"<s:person>…6(?P<v>{{serve}})(?:了)?<o:actor>(?:的)?{_TITLES}"),
    Pattern(_FAMILY, f"(?:作为|身为)<o:actor>(?:的)?{_TITLES}，<s:person>"),
    Pattern(_FAMILY, f"<s:person>…6(?P<v>{{work}})<o:actor>(?:的)?{_TITLES}?"),
)
_BEHIND = Pattern(
    _FAMILY,
    "<o:org>(?:的)?<s:person>(?P<t>教授|副教授|研究员|副研究员|律师|院士|博士|工程师|总经理|董事长|主任|医生|医师|团队|课题组)",
    anywhere=True,
)
_APPOINTED = (
    Pattern(_FAMILY, f"<o:actor>…8(?P<v>{{appoint}})<s:person>(?:为|担任|任|出任){_TITLES}"),
    Pattern(_FAMILY, f"由<s:person>(?:担任|出任|任)<o:actor>(?:的)?{_TITLES}"),
    Pattern(_FAMILY, f"<o:body>…10由<s:person>(?:担任|出任|任){_TITLES}"),
    Pattern(_FAMILY, f"<s:person>…4(?P<v>{{serve}})(?:了)?{_TITLES}"),
)
_IN_CONTEXT = Pattern(
    _FAMILY,
    f"<o:body>(?:在|据|正如|对此|如)?(?:该)?(?:{{generic}})(?:的)?{_TITLES}<s:person>",
)
_INSIDE = Pattern(_FAMILY, "<o:body>(?:据|而)?(?P<t>[^，。；！？：的]{0,6}?{inner})<s:person>")
_SPEAKER = Pattern(_FAMILY, "<o:org>(?:的)<s:person>(?:说|表示|介绍|告诉|坦言)", anywhere=True)
_JOINED = Pattern(_FAMILY, "<s:person>…12(?P<v>{join})(?:了|到|于)?<o:org>")


def title_before(sentence: Sentence) -> Iterator[Claim]:
    """A person's name stands behind a body and a title there (X公司董事长Y)."""
    yield from _posts(sentence, 0.95, _BEFORE, _NEXT)


def several_posts(sentence: Sentence) -> Iterator[Claim]:
    """A person's name stands behind several bodies, each with a title (X公司董事长、Y协会会长Z)."""
    yield from _posts(sentence, 0.85, _CHAIN)


def title_after(sentence: Sentence) -> Iterator[Claim]:
    """A person is called, or serves as, something at a body (Y是X公司董事长, Y担任…, 作为…)."""
    yield from _posts(sentence, 0.88, *_AFTER)


def rank_behind_name(sentence: Sentence) -> Iterator[Claim]:
    """A body, a person and a rank stand in a row (X大学Y教授)."""
    yield from _posts(sentence, 0.85, _BEHIND)


def appointed(sentence: Sentence) -> Iterator[Claim]:
    """A body appoints a person, or a person takes a post there (聘任, 由…担任)."""
    yield from _posts(sentence, 0.85, *_APPOINTED)


def joined(sentence: Sentence) -> Iterator[Claim]:
    """A person joined or works at a body (加入, 任职于)."""
    for match in sentence.find(_JOINED):
        yield from match.claims("holds_position", 0.7)


def post_in_context(sentence: Sentence) -> Iterator[Claim]:
    """A person's title stands at 公司 or another noun for the body that the text is about (公司董事长Y)."""
    for match in sentence.find(_IN_CONTEXT):
        unit = match.unit("o")
        if unit and unit.carried:
            yield from match.claims("holds_position", 0.85, qualifiers=_title(match), dated=False)


def post_inside(sentence: Sentence) -> Iterator[Claim]:
    """A title without any body stands before a name, at the body that the sentence is about (…，院长Y介绍)."""
    for match in sentence.find(_INSIDE):
        unit = match.unit("o")
        if unit and unit.carried:
            yield from match.claims("holds_position", 0.78, qualifiers=_title(match), dated=False)


def speaks_for(sentence: Sentence) -> Iterator[Claim]:
    """A body and a person who speaks for it stand in a row (X的Y说)."""
    for match in sentence.find(_SPEAKER):
        yield from match.claims("holds_position", 0.7, dated=False)


IN_CONTEXT = (post_in_context, post_inside)
"""Rules that need the subjects that clauses leave out."""
RULES = (title_before, several_posts, title_after, rank_behind_name, appointed, joined, speaks_for)


def _posts(sentence: Sentence, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    for match in sentence.find(*patterns):
        unit = match.unit("o")
        if unit and len(unit.referents) == 1 and not _is_seat(match):
            yield from match.claims("holds_position", confidence, qualifiers=_title(match), dated=False)


def _title(match: Match) -> tuple[Qualifier, ...]:
    written = match.written("t").strip(" 的：，、")
    return (Qualifier("title", written),) if written and written not in {"团队", "课题组"} else ()


def _is_seat(match: Match) -> bool:
    """Whether the body is but the region in which a body named before it has an office (X公司武汉总部总经理)."""
    unit = match.unit("o")
    at = match.found.start("o")
    return unit is not None and unit.kind == "region" and match.sentence.skeleton.text[at - 1 : at] in _BODIES
