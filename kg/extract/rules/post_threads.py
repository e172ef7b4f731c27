"""Posts told without their body: 总经理X said, where the text is about one firm, and 这位…教授 (`holds_position`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.analysis import Claim
from kg.extract.cues import cues
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.people import title
from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Sentence, Thread
from kg.extract.rules.topics import BODIES, FIRMS, NOUNS, SCHOLARLY, role, told, topic
from kg.extract.rules.units import ANY, CLASSES, Unit
from kg.model import Qualifier

_HOLDS = "holds_position"
_AT = (
    ("行长|客户经理", role({"Bank"})),
    ("院长", role(SCHOLARLY, "院$")),
    ("所长", role({"ResearchInstitute"}, "所$")),
    ("校长", role({"University", "Organization"}, "(?:大学|学院|学校|中学|小学)$")),
    ("局长", role({"GovernmentAgency"}, "局$")),
    ("厅长", role({"GovernmentAgency"}, "厅$")),
    ("区长", role({"GovernmentAgency", "Region"}, "区(?:人民)?(?:政府)?$")),
    ("市长", role({"GovernmentAgency", "Region"}, "市(?:人民)?(?:政府)?$")),
    ("县长", role({"GovernmentAgency", "Region"}, "县(?:人民)?(?:政府)?$")),
    ("会长|秘书长", role({"Association"})),
    ("理事长", role({"Association", "ResearchInstitute", "Organization"})),
    ("教授|讲师|研究员|院士|博士后|博士生|老师", role(SCHOLARLY)),
    ("医生|医师|护士长?|药师", role({"Hospital"})),
    ("主任", role(BODIES | {"GovernmentAgency"}, "(?:实验室|中心|委|委员会|办公室|办|所|基地|平台)$")),
    (
        (
            "董事长|总经理|总裁|首席[^，。]{2,4}官|首席科学家|C[EFTOIM]O|创始人|创办人|合伙人|厂长|董秘|董事会秘书|总监|副总|"
            "掌门人|掌舵人|主理人|当家人|法定代表人|法人代表|法人|老板|董事|监事|总经理助理|总裁助理"
        ),
        role(FIRMS),
    ),
    ("负责人|主管|经理|工程师|总工|总师|书记|站长|馆长|园长|部长|发言人|助理|专家|专员|组长|主席|科学家", role(BODIES)),
)
"""Which title is held at which bodies, by how the title ends; the first that fits counts."""
_OF_POST = (
    "项目|团队|技术|研发|市场|运营|财务|销售|生产|产品|业务|区域|品牌|行政|人事|法务|公共事务|企业服务|招商|质量|工艺|"
    "副|常务|执行|首席|名誉|联合|高级|助理|首任|现任|时任|年轻的?|总|党|大区|新任|主刀|车间|科教|科研|临床"
)
"""What may be said of a post between a noun for the body and the title."""
_NOUN = "|".join(f"(?P<n{at}>{words})" for at, (words, _) in enumerate(NOUNS))
_PREFIX = re.compile(f"(?:该|本|其|我)?(?:{_NOUN})?")
_PLAIN = re.compile(f"(?:{_OF_POST}|部门?|处|办公室|办|室|科|局){{0,4}}")
_TITLE = "(?:{})".format("|".join(sorted({*cues("people")["inner"]}, key=lambda word: (-len(word), word))))
_BEFORE = re.compile(
    f"(?:^|[，。；：、！？—]|的|是|由|而|连|据|对此|如今|目前|在|告诉)(?P<t>[^，。；：、！？—的是由{ANY}]{{0,8}}?{_TITLE}(?:[、兼]{_TITLE})?)的?$"
)
_LONGEST = 24
_BEHIND = re.compile("(?P<t>副?教授|副?研究员|院士|主任医师|老师|高级工程师|副?[区市县局厅]长)(?!的?(?:职|助理|级))")
_THIS = Pattern(
    "people",
    "(?:这位|这名|该名|那位|身为)(?P<o>[" + CLASSES["org"] + "])的?(?P<t>·10{title})(?![" + CLASSES["person"] + "])",
    anywhere=True,
)
_PRONOUN = (
    Pattern(
        "people",
        "(?P<he>[他她])(?:本人|自己|便|正|就|既|现在|如今|目前|同时|此前|还|也|又|现|后来|随后){0,2}(?P<v>是|任|现任|担任|出任|成了|当上了?|做了)"
        "(?P<o>[" + CLASSES["org"] + "])的?(?P<t>·16{title}(?:(?:、|兼任|兼|及|和)·10{title}){0,2})",
        anywhere=True,
    ),
    Pattern("people", "(?P<he>[他她])(?:担任|出任|任|做)(?P<t>·8{title})的~4<o:org>", anywhere=True),
    Pattern(
        "people",
        "(?P<he>[他她])(?:所在|所|一手)?(?P<v>供职|任职|就职|效力|掌管|执掌|掌舵|领导|带领|管理|打理|创办|创立|工作)的~6<o:org>",
        anywhere=True,
    ),
)
_AHEAD = 3
"""How many sentences away the body of a post may stand."""


@dataclass(frozen=True, slots=True)
class _Post:
    """A person whose title stands without a body: who, where in the sentence, and at what the post can be."""

    person: Unit
    at: int
    title: str
    roles: tuple[Role, ...]


def post_at_topic(thread: Thread) -> Iterator[Claim]:
    """A title stands before a name without any body, and the text around it tells of one that has such a post."""
    placed = {c.subject for c in thread.claims if c.predicate == _HOLDS}
    named = told(thread)
    for number, sentence in enumerate(thread.sentences):
        for post in _posts(sentence):
            (person,) = post.person.referents
            if person in placed:
                continue
            body = topic(thread, number, post.at, post.roles, named, ahead=_AHEAD)
            if body is not None:
                placed.add(person)
                post_title = (Qualifier("title", post.title),)
                yield Claim(_HOLDS, person, body, sentence.start, sentence.end, "", 0.62, post_title)


def _posts(sentence: Sentence) -> Iterator[_Post]:
    """The people of a sentence with a title beside their names and no body beside that."""
    text = sentence.skeleton.text
    for at, unit in sentence.units("person"):
        if unit.carried or unit.trust < 1 or len(unit.referents) != 1:
            continue
        before = _BEFORE.search(text, max(0, at - _LONGEST), at)
        behind = _BEHIND.match(text, at + 1)
        if before:
            roles = _roles(before["t"])
            if roles:
                yield _Post(unit, before.start("t"), sentence.written(*before.span("t")), roles)
        elif behind and not (at and text[at - 1] in ANY):
            holder = _held_at(behind["t"])
            if holder:
                yield _Post(unit, at, behind["t"], (holder,))


def _roles(title: str) -> tuple[Role, ...]:
    """What the title and the noun before it ask of the body; nothing if another body's name seems to stand there."""
    holder = _held_at(title)
    prefix = _PREFIX.match(title)
    if holder is None or prefix is None:
        return ()
    named = next((NOUNS[at][1] for at in range(len(NOUNS)) if prefix[f"n{at}"]), None)
    stem = re.sub(f"{_TITLE}(?:[、兼]{_TITLE})?$", "", title[prefix.end() if named else 0 :])
    if not _PLAIN.fullmatch(stem):
        return ()
    if named is None:
        return (holder,)
    return (named, holder) if holder.types & named.types else (named,)


def _held_at(title: str) -> Role | None:
    return next((holder for words, holder in _AT if re.search(f"(?:{words})$", title)), None)


def post_of_this_person(thread: Thread) -> Iterator[Claim]:
    """A person was named, and the text goes on to call him or her this professor or manager of a body (这位…教授)."""
    last: tuple[int, int] | None = None
    for number, sentence in enumerate(thread.sentences):
        people = [(at, u) for at, u in sentence.units("person") if not u.carried and u.trust == 1]
        for match in sentence.find(_THIS):
            before = [unit for at, unit in people if at < match.found.start()]
            person = before[-1].referents[0] if before else last[0] if last and number - last[1] < _AHEAD else None
            body = match.unit("o")
            if person is not None and body is not None and len(body.referents) == 1:
                yield Claim(_HOLDS, person, body.referents[0], sentence.start, sentence.end, "", 0.72, title(match))
        if people:
            last = (people[-1][1].referents[-1], number)


def post_of_pronoun(thread: Thread) -> Iterator[Claim]:
    """A sentence says what post 他 or 她 holds, and the sentences before it, of any paragraph, name the person."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(*_PRONOUN):
            body = match.unit("o")
            before = thread.sentences[max(0, number - _AHEAD) : number]
            people = [r for s in before for _, u in s.units("person") if not u.carried for r in u.referents]
            own = [r for at, u in sentence.units("person") if at < match.found.start() for r in u.referents]
            if body is None or len(body.referents) != 1 or own or not people:
                continue
            yield Claim(_HOLDS, people[-1], body.referents[0], sentence.start, sentence.end, "", 0.7, title(match))


RULES = (post_at_topic, post_of_this_person, post_of_pronoun)
