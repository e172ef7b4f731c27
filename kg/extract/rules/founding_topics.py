"""Founders of the body that a text is about and that their sentence does not name: 医院由…合办 (`founded_by`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Match, Thread
from kg.extract.rules.topics import FOUNDED, NOUNS, role, told, topic
from kg.extract.rules.units import ANY, CLASSES
from kg.model import Status

_FAMILY = "founding"
_NOUN = "|".join(words for words, _ in NOUNS)
_OPEN = f"(?:^|[，。；：])(?:目前|如今|据悉|据了解|其中|而|[{ANY}])?"
"""Where a clause opens; a subject that is carried over may stand there."""
_THIS = "(?:这|该|此)(?:一|是一)?[家个所只座支块片处]?"
_VERB = "(?P<v>{found}|牵头|领衔|托起|发力|操办)"
_BY = (
    Pattern(
        _FAMILY,
        f"{_OPEN}(?:{_THIS})?[^，。；：由{ANY}]{{0,8}}?(?P<n>{_NOUN})[^，。；：由{ANY}]{{0,8}}?(?:则|便|也|即|就)?由"
        f"~6(?:<s3:actor>{{with}})?<s:actor>(?:~8{{with}}~4<s2:actor>)?·14{_VERB}(?!的)",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        f"{_OPEN}(?:{_THIS}|它|其)[^，。；：由{ANY}]{{0,10}}?(?:则|便|也|即|就)?由"
        f"~6(?:<s3:actor>{{with}})?<s:actor>(?:~8{{with}}~4<s2:actor>)?·14{_VERB}(?!的)",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        f"(?:{_THIS})[^，。；：{ANY}]{{0,8}}?由~6<s:actor>(?:~8{{with}}~4<s2:actor>)?·14{_VERB}的~8(?P<n>{_NOUN})",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        f"{_OPEN}(?:{_THIS}|它|其)[^，。；：{ANY}]{{0,10}}?(?:正?是|系|为)(?:由)?~4<s:actor>(?:~8{{with}}~4<s2:actor>)?·14{_VERB}(?:起来|出来)?的",
        anywhere=True,
    ),
)
_NAMED = (
    Pattern(
        _FAMILY,
        f"{_OPEN}(?:{_THIS})?(?P<n>{_NOUN})?的?…6(?P<v>{{initiator}})(?:一共|共|中|里|之一|则|都|正)?(?:有|是|为|：|——|系|包括)~8<s:actor>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "<s:actor>~6(?:同为|均为|都是|同是|共同担任|共为|同列|并列为?)(?P<v>{initiator})", anywhere=True),
)
_WHO = f"[{CLASSES['actor']}{CLASSES['person']}]"
_MADE = (
    Pattern(
        _FAMILY,
        f"(?P<s>{_WHO})(?:~8{{with}}~4(?P<s2>{_WHO}))?~16(?P<v>把|将)(?:它|其)(?:联手|一手|从无到有)?(?:给)?(?:办|建|搭|创办|孵|做|扶|拉扯|带|撑|撑)了?(?:起来|出来|大)",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        f"(?P<s>{_WHO})(?:~8{{with}}~4(?P<s2>{_WHO}))?~12(?P<v>{{strong}})了?(?:{_THIS})[^，。；：{ANY}]{{0,6}}?(?P<n>{_NOUN})(?![^，。；：]{{0,4}}(?:资金|团队|楼))",
        anywhere=True,
    ),
)
_ANY_FOUNDED = role(FOUNDED)
_UNNAMED = role(FOUNDED - {"University", "Organization"})


def founders_of_topic(thread: Thread) -> Iterator[Claim]:
    """The text has told of a body, and a sentence says by whom it was founded without naming it again (医院由…合办)."""
    yield from _of_topic(thread, 0.7, *_BY)


def initiators_of_topic(thread: Thread) -> Iterator[Claim]:
    """The text has told of a body, and a sentence calls others its initiators or builders (发起方是…, 同为发起单位)."""
    yield from _of_topic(thread, 0.66, *_NAMED)


def makers_of_topic(thread: Thread) -> Iterator[Claim]:
    """The text has told of a body, and a sentence says who set it up (把它办了起来, 成立了这家公司)."""
    yield from _of_topic(thread, 0.66, *_MADE)


def _of_topic(thread: Thread, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    named = told(thread)
    known = {(c.subject, c.end) for c in thread.claims if c.predicate == "founded_by"}
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(*patterns):
            founders = _founders(match)
            if not founders or match.status is not Status.ASSERTED:
                continue
            whole = topic(thread, number, match.found.start(), _roles(match), named, apart=founders)
            if whole is None or (whole, sentence.end) in known:
                continue
            for founder in founders:
                yield Claim("founded_by", whole, founder, sentence.start, sentence.end, "", confidence, match.dates())


def _founders(match: Match) -> tuple[int, ...]:
    """Those whom the match names, each once; none if a subject that is carried over founds."""
    units = [unit for group in ("s3", "s", "s2") if (unit := match.acting(group)) is not None]
    if any(unit.carried for unit in units):
        return ()
    return tuple(dict.fromkeys(referent for unit in units for referent in unit.referents))


def _roles(match: Match) -> tuple[Role, ...]:
    noun = match.found.groupdict().get("n")
    found = next((meant for words, meant in NOUNS if noun and noun in words.replace("?", "").split("|")), None)
    return (_ANY_FOUNDED, found) if found else (_UNNAMED,)


RULES = (founders_of_topic, initiators_of_topic, makers_of_topic)
