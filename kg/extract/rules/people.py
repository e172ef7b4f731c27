"""People: who holds which post where (`holds_position`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim, Referent
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import BODIES, CLASSES
from kg.model import Qualifier

_FAMILY = "people"
_HOLDS = "holds_position"
_NO_POSTS = frozenset({"团队", "课题组"})
_TITLES = "(?P<t>·16{title}(?:(?:、|兼任|兼|及|和|/)·10{title}){0,3})"
_BEFORE = Pattern(_FAMILY, f"<o:actor>(?:的|原)?{_TITLES}(?:，|：)?<s:person>", anywhere=True)
_CHAIN = Pattern(
    _FAMILY, f"<o:actor>(?:的)?{_TITLES}(?:、|兼|，)<body>·16{{title}}(?:、·8{{title}})?<s:person>", anywhere=True
)
_IS_WHO = Pattern(
    _FAMILY, f"<o:actor>(?:的)?{_TITLES}(?:为|是|系|由|：)<s:person>(?!.{{0,2}}(?:担任|出任|兼任))", anywhere=True
)
_NEXT = Pattern(_FAMILY, f"<o:actor>·16{{title}}<person>[、，和]{_TITLES}<s:person>", anywhere=True)
_AFTER = (
    Pattern(_FAMILY, f"<s:person>(?:，|：|（)<o:actor>(?:的)?{_TITLES}"),
    Pattern(
        _FAMILY,
        f"<s:person>，?(?:现在|如今|目前|同时|此前|现|还|也|又|则|既|既不|曾|，)*(?:是|系|为|现任|作为)<o:actor>(?:的)?{_TITLES}",
    ),
    Pattern(_FAMILY, f"<s:person>…6(?P<v>{{serve}})(?:了|着)?<o:actor>(?:的)?{_TITLES}"),
    Pattern(_FAMILY, f"<s:person>·6(?P<v>成了|成为|当上|当起|做起|当|做|既当|既是|既任)了?<o:org>(?:的)?{_TITLES}"),
    Pattern(
        _FAMILY,
        f"<s:person>，?(?:是|系|为|现任|任|{{serve}}|（)(?:了)?<actor>(?:的)?·12{{title}}(?:、|，|兼|和|及)(?:兼任|也是|同时是)?<o:actor>(?:的)?{_TITLES}",
    ),
    Pattern(_FAMILY, f"(?:作为|身为)<o:actor>(?:的)?{_TITLES}，<s:person>"),
    Pattern(_FAMILY, f"<s:person>…6(?P<v>{{work}})<o:actor>(?:的)?{_TITLES}?"),
)
_BEHIND = Pattern(
    _FAMILY,
    "<o:org>(?:的)?<s:person>(?P<t>助理教授|教授|副教授|研究员|副研究员|律师|院士|博士|工程师|总经理|董事长|主任|医生|医师|团队|课题组)",
    anywhere=True,
)
_APPOINTED = (
    Pattern(_FAMILY, f"<o:actor>…8(?P<v>{{appoint}})(?:<actor>·8)?<s:person>(?:为|担任|任|出任){_TITLES}"),
    Pattern(_FAMILY, f"由<s:person>(?:担任|出任|任)<o:actor>(?:的)?{_TITLES}"),
    Pattern(_FAMILY, f"<o:body>…10由<s:person>(?:担任|出任|任){_TITLES}"),
    Pattern(_FAMILY, f"<s:person>…4(?P<v>{{serve}})(?:了)?{_TITLES}"),
)
_IN_CONTEXT = Pattern(
    _FAMILY,
    f"<o:body>(?:在|据|正如|对此|如)?(?:该)?(?:{{generic}})(?:的)?{_TITLES}<s:person>",
)
_INSIDE = Pattern(
    _FAMILY, "<o:body>(?P<v>(?:据|而|对此|其|它的)?)(?P<t>·6{inner}(?:、·6{inner}|兼·6{inner})?)<s:person>"
)
_TAKES_POST = Pattern(
    _FAMILY, "(?:^|[，；：])<o:body>(?:而|则|并|再|又)?<s:person>…2(?P<v>{serve})(?:了)?(?P<t>·8{inner})(?=[，。；]|$)"
)
_SPEAKER = (
    Pattern(_FAMILY, "<o:org>(?:的)<s:person>(?:说|表示|介绍|告诉|坦言)", anywhere=True),
    Pattern(_FAMILY, "<o:org><s:person>…6(?:说|表示|介绍|告诉|坦言|认为|透露|指出)", anywhere=True),
)
_JOINED = Pattern(_FAMILY, "<s:person>…12(?P<v>{join})(?:了|到|于)?<o:org>")
_GOES_ON = (
    Pattern(
        _FAMILY,
        f"[，；][他她]?(?:现在|如今|目前|同时|此前|现|还|也|又|既|曾|并|先后|后|后来)*(?P<v>是|任|当|当了|当起|当起了|做了|做起了?|成了|{{serve}})(?:了|着)?<o:actor>(?:的)?{_TITLES}",
    ),
    Pattern(_FAMILY, f"[，；]…8(?P<v>{{join}})(?:了|到|于)?<o:org>(?:，?…4(?:{{serve}})(?:了)?{_TITLES}(?=[，。；]))?"),
)
_OF_ANOTHER = re.compile("子公司|分公司|该校|该院|学院|部门")
_CORPORATE = re.compile("CEO|首席|总裁|董事长|总经理|创始人|创办人")
_NO_BOARD = frozenset({"ResearchInstitute", "Lab", "GovernmentAgency", "Hospital", "University"})
_FIRM = re.compile("公司|集团|厂$")
_OTHER_ACTOR = re.compile(f"[，；][^，；从在于到任是为给与向入]{{0,6}}[{CLASSES['body']}{CLASSES['person']}]")


def title_before(sentence: Sentence) -> Iterator[Claim]:
    """A person's name stands behind a body and a title there (X公司董事长Y)."""
    yield from _posts(sentence, 0.95, _BEFORE, _NEXT, _IS_WHO)


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
        yield from _at_topic(match, 0.85)


def post_inside(sentence: Sentence) -> Iterator[Claim]:
    """A title without any body stands before a name, at the body that the sentence is about (…，院长Y介绍)."""
    for match in sentence.find(_INSIDE):
        yield from _at_topic(match, 0.78)


def speaks_for(sentence: Sentence) -> Iterator[Claim]:
    """A body and a person who speaks for it stand in a row (X的Y说)."""
    for match in sentence.find(*_SPEAKER):
        yield from match.claims("holds_position", 0.7, dated=False)


def further_posts(sentence: Sentence) -> Iterator[Claim]:
    """A later clause tells where the person of whom the sentence speaks holds a post (…，现任…, 曾供职于…)."""
    text = sentence.skeleton.text
    for match in sentence.find(*_GOES_ON):
        before = [(at, unit) for at, unit in sentence.units("person") if at < match.found.start()]
        target = match.unit("o")
        if not before or target is None:
            continue
        at, person = before[-1]
        if len(person.referents) == 1 and not _OTHER_ACTOR.search(text, at + 1, match.found.start()):
            yield from sentence.pairs("holds_position", person, target, 0.75, _title(match), match.status_of(_HOLDS))


def takes_post(sentence: Sentence) -> Iterator[Claim]:
    """A person takes a post at the body that the sentence is about (…，X出任总经理)."""
    for match in sentence.find(_TAKES_POST):
        yield from _at_topic(match, 0.8)


IN_CONTEXT = (post_in_context, post_inside, takes_post)
"""Rules that need the subjects that clauses leave out."""
RULES = (title_before, several_posts, title_after, rank_behind_name, appointed, joined, speaks_for, further_posts)


def _posts(sentence: Sentence, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    for match in sentence.find(*patterns):
        unit = match.unit("o")
        if unit and len(unit.referents) == 1 and not _is_seat(match):
            yield from match.claims("holds_position", confidence, qualifiers=_title(match), dated=False)


def _at_topic(match: Match, confidence: float) -> Iterator[Claim]:
    """A post whose body is not written beside it: the subject that the clause leaves out, or one named just before."""
    topic, person = match.unit("o"), match.unit("s")
    if topic is None or person is None or not topic.carried or _OF_ANOTHER.search(match.written("t")):
        return
    before = [unit for at, unit in match.sentence.units("body") if at < match.found.start() and not unit.carried]
    if before and topic.carried == "earlier":
        topic = before[-1]
    if topic.kind == "body" and _CORPORATE.search(match.written("t")):
        topic = next((unit for unit in reversed(before) if unit.kind == "company"), topic)
        if not _can_have_board(match.sentence.referents[topic.referents[0]]):
            return
    if len(topic.referents) == 1:
        sure = round(confidence * topic.trust * person.trust, 3)
        yield from match.sentence.pairs("holds_position", person, topic, sure, _title(match), match.status_of(_HOLDS))


def _can_have_board(body: Referent) -> bool:
    """Whether a body can have a chairman or a founder: no laboratory or institute, unless it is a firm by name."""
    return body.type not in _NO_BOARD or _FIRM.search(body.name) is not None


def title(match: Match) -> tuple[Qualifier, ...]:
    """The post that the group `t` of a pattern captured."""
    written = match.written("t").strip(" 的：，、")
    return (Qualifier("title", written),) if written else ()


def _title(match: Match) -> tuple[Qualifier, ...]:
    return tuple(told for told in title(match) if told.text not in _NO_POSTS)


def _is_seat(match: Match) -> bool:
    """Whether the body is but the region in which a body named before it has an office (X公司武汉总部总经理)."""
    unit = match.unit("o")
    at = match.found.start("o")
    return unit is not None and unit.kind == "region" and match.sentence.skeleton.text[at - 1 : at] in BODIES
