"""Posts told by what a person does at a body: leads it, works there, moved there (`holds_position`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.people import title
from kg.extract.rules.sentence import Sentence

_FAMILY = "people"
_TITLES = "(?P<t>·16{title}(?:(?:、|兼任|兼|及|和|/)·10{title}){0,3})"
_LEADS = (
    Pattern(_FAMILY, "<o:body>~6由~8<s:person>(?P<v>{lead}|负责)"),
    Pattern(_FAMILY, "由~8<s:person>(?P<v>{lead}|负责)的~6<o:body>", anywhere=True),
    Pattern(_FAMILY, "<s:person>·6(?P<v>{lead})着?(?:的)?~4<o:body>"),
    Pattern(_FAMILY, "<s:person>(?P<v>所在|供职|就职|任职|效力|服务|掌舵|执掌|任{title}|担任{title})的~4<o:body>"),
)
_AT_WORK = (
    Pattern(
        _FAMILY,
        "<s:person>·14在<o:body>…10(?P<v>工作|任教|教书|教|从事|上班|供职|当|做|任|担任|一干|干了|干|服务|研究|攻关|任职|执教|执业)(?P<t>·10{title})?",
    ),
    Pattern(_FAMILY, f"<s:person>·14(?P<v>{{move}})(?:了|到|回)?~4<o:org>(?:当|做|任|担任|出任)?{_TITLES}?"),
    Pattern(_FAMILY, f"<s:person>·10给<o:org>(?P<v>当|做|担任){_TITLES}"),
    Pattern(_FAMILY, "<o:org>(?P<v>的)<s:person>(?!…4(?:技术|成果|专利|公司|团队|课题组|持有|股权))", anywhere=True),
    Pattern(_FAMILY, "(?P<v>供职|任职|就职|受雇|效力)于<o:body>的~6<s:person>", anywhere=True),
    Pattern(_FAMILY, "(?:随|跟着|跟随)<o:org>…12的(?P<t>·6{title})<s:person>", anywhere=True),
)
_IDENTITY = (
    Pattern(
        _FAMILY,
        f"<s:person>……40(?P<v>头衔|身份|职务|名片|印着|工牌|工作证|本职|现职|新角色)(?:是|为)?：?…14<o:body>(?:的)?{_TITLES}",
    ),
    Pattern(_FAMILY, f"<s:person>(?:：|（|，)[^。；]{{0,14}}<o:body>(?:的)?{_TITLES}(?=[，。；）])"),
    Pattern(
        _FAMILY,
        f"<s:person>[^。；]{{0,12}}(?P<v>同时也?是|同时|兼任|并兼|又是|还是|也是|既是|又给|现为|成了|当选为?|获聘|受聘为?|获任|连任|履新|出任){{{{0,2}}}}<o:body>(?:的)?{_TITLES}".replace(
            "{{0,2}}", "{1,2}"
        ),
    ),
    Pattern(_FAMILY, f"身为<o:body>(?:的)?{_TITLES}的<s:person>"),
    Pattern(_FAMILY, f"<o:body>(?:的)?{_TITLES}(?:一职)?(?:由|是|为|叫|换成)~6<s:person>", anywhere=True),
    Pattern(
        _FAMILY,
        f"<o:body>……24{_TITLES}(?:一职)?由<org>的?<s:person>·6(?:担任|出任|兼任|挂帅)",
        anywhere=True,
    ),
    Pattern(_FAMILY, f"<s:person>……60<o:org>，(?:[他她])?本人(?P<v>任|担任|出任|兼任|做|当){_TITLES}"),
    Pattern(_FAMILY, f"<o:org>(?:方面)?(?:来的|派来的|到会的|出席的|派出的)是{_TITLES}<s:person>", anywhere=True),
    Pattern(
        _FAMILY,
        "<o:body>(?:的|里|中|这支[^，。；]{1,12})·8，(?P<t>·6{inner})(?:是|为|叫)?~6<s:person>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY, f"<o:body>……30(?P<v>，|并)(?:派|委派|聘请|聘任|选派|请来)<s:person>(?:为|任|出任|担任|驻点)?{_TITLES}?"
    ),
)
_FORMERLY = re.compile("曾|此前|早年|两年前|原任|卸任|退休前|参观|考察|调研|来到|走进")
_NEARBY = (
    Pattern(
        _FAMILY, "<o:body>……60(?:[，。；：]|——)(?:该院|该校|公司|集团|企业|协会|院方|校方)?(?P<t>·4{inner})<s:person>"
    ),
)


def leads(sentence: Sentence) -> Iterator[Claim]:
    """A person leads a body (由…掌舵, 领衔, 主持)."""
    yield from _posts(sentence, 0.75, *_LEADS)


def at_work(sentence: Sentence) -> Iterator[Claim]:
    """A person works at a body or moved to it (在…任教, 入职, 跳槽到)."""
    yield from _posts(sentence, 0.68, *_AT_WORK)


def identity(sentence: Sentence) -> Iterator[Claim]:
    """A person is said to have a post at a body by another turn than a plain title (身份是…院长, 院长由…担任)."""
    yield from _posts(sentence, 0.76, *_IDENTITY)


def post_nearby(sentence: Sentence) -> Iterator[Claim]:
    """A title without a body stands before a name, and the sentence has named but one body (…，总经理Y)."""
    bodies = {unit.referents for _, unit in sentence.units("body") if not unit.carried}
    if len(bodies) == 1:
        yield from _posts(sentence, 0.62, *_NEARBY)


def _posts(sentence: Sentence, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    for match in sentence.find(*patterns):
        unit = match.unit("o")
        if unit and len(unit.referents) == 1 and not _FORMERLY.search(match.between("s", "o")):
            yield from match.claims("holds_position", confidence, qualifiers=title(match), dated=False)


RULES = (leads, at_work, identity, post_nearby)
