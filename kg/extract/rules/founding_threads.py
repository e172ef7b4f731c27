"""Founders told in pieces: 双方 and 四方 after those who signed, and persons told of before (`founded_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Claim
from kg.extract.rules.clauses import clause_start
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.quotes import SPEECH
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.status import status_at
from kg.model import Status

_FOUNDED = "founded_by"
_FAMILY = "founding"
_COUNTS = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_PARTIES = f"(?P<n>[{''.join(_COUNTS)}])(?:方|家(?:单位|企业|机构|公司)?|地)"
_JOINTLY = (
    Pattern(_FAMILY, f"<o:body>…6由{_PARTIES}…8(?P<v>{{found}})"),
    Pattern(_FAMILY, f"{_PARTIES}(?:还|将|已|又|随即|随后|当场)?~8(?P<v>{{strong}})(?:了)?~16<o:body>", anywhere=True),
)
_TOGETHER = re.compile("签|协议|携手|联合|联手|会同|坐到一起|出钱|出资|出地|出人|作价|各出|达成|共同|合作|一道|合资")
_STARTS_UP = Pattern(
    _FAMILY,
    "(?P<v>创办|创立|创建|办起|办了|创业成立|成立|注册|建起|组建|创立并领导|创立、领导)了?(?:~10|·14公司，(?:名叫|取名|名为|叫))<o:org>",
    anywhere=True,
)
_OWN_VERBS = frozenset({"创办", "创立", "创建", "办起"})
_OWN_PERSON = re.compile("我(?![们国市省区县校院司行])")
_PERSONAL = re.compile("[他她](?!们|人)")
_FOUNDER = "创始人"
_NEAR = 2
"""How many sentences back the parties, or the person meant by 他, may stand."""


def jointly_founded(thread: Thread) -> Iterator[Claim]:
    """As many bodies as 双方 or 四方 counts have just been named together, and found something together."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(*_JOINTLY):
            whole = match.unit("o")
            parties = _parties(thread.sentences[max(0, number - _NEAR) : number + 1], match)
            if whole is None or len(parties) != _COUNTS[match.found["n"]]:
                continue
            trust = round(0.76 * whole.trust, 3)
            for founder in parties:
                for one in whole.referents:
                    yield Claim(
                        _FOUNDED, one, founder, sentence.start, sentence.end, "", trust, match.dates(), match.status
                    )


def _parties(nearby: Sequence[Sentence], match: Match) -> tuple[int, ...]:
    """The bodies named together last, before the match."""
    whole = match.unit("o")
    apart = set(whole.referents) if whole else set()
    for sentence in reversed(nearby):
        end = match.found.start("n") if sentence is match.sentence else len(sentence.skeleton.text)
        named = [
            referent
            for at, unit in sentence.units("actor")
            if at < end and not unit.carried
            for referent in unit.referents
            if referent not in apart
        ]
        distinct = tuple(dict.fromkeys(named))
        if len(distinct) > 1:
            close = len(distinct) == 2 and len(nearby) > 1 and sentence is not nearby[0]
            return distinct if close or _TOGETHER.search(sentence.skeleton.text[:end]) else ()
    return ()


def founded_by_person(thread: Thread) -> Iterator[Claim]:
    """A sentence about a person says, in a clause without another subject, that he or she founded a body."""
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(_STARTS_UP):
            person = _person(thread.sentences, number, match)
            whole = match.unit("o")
            if person is None or whole is None:
                continue
            start = match.trigger[0]
            status = status_at(sentence.skeleton.text, start, *match.trigger)
            for one in whole.referents:
                yield Claim(_FOUNDED, one, person, sentence.start, sentence.end, "", 0.78, match.dates(), status)


def _person(sentences: Sequence[Sentence], number: int, match: Match) -> int | None:
    """The person who acts in the clause of the match; None if a body does, or it is open who is meant."""
    sentence, verb = match.sentence, match.trigger[0]
    skeleton = sentence.skeleton.text
    clause = clause_start(skeleton, verb)
    people = [(at, unit) for at, unit in sentence.units("person") if at < verb and not unit.carried]
    bodies = [at for at, unit in sentence.units("body") if at < verb and not unit.carried]
    if people:
        at, unit = people[-1]
        acting = [body for body in bodies if body > max(at, clause - 1) and not _is_place(skeleton, body)]
        between = [body for body in bodies if at < body and not _is_place(skeleton, body)]
        own = match.found["v"] in _OWN_VERBS
        if acting or (between and not own) or len(unit.referents) != 1:
            return None
        return unit.referents[0]
    if _OWN_PERSON.search(skeleton, clause, verb):
        return _speaker(sentences[number : number + 2], verb)
    if not _PERSONAL.search(skeleton, 0, verb) or any(body >= clause for body in bodies):
        return None
    for earlier in reversed(sentences[max(0, number - _NEAR) : number]):
        named = [referent for _, unit in earlier.units("person") for referent in unit.referents]
        if named:
            return named[-1] if len(set(named)) == 1 else None
    return None


def _speaker(following: Sequence[Sentence], verb: int) -> int | None:
    """The first person named after the verb, in this sentence or the next, if he or she speaks."""
    for number, sentence in enumerate(following):
        skeleton = sentence.skeleton.text
        for at, unit in sentence.units("person"):
            if number or at > verb:
                return unit.referents[0] if SPEECH.search(skeleton, at, at + 16) else None
    return None


def _is_place(skeleton: str, at: int) -> bool:
    """Whether a body is but where something happens: 在X, 从X, 到X."""
    return skeleton[at - 1 : at] in {"在", "从", "到", "回", "进"}


def founder_by_title(thread: Thread) -> Iterator[Claim]:
    """A person holds the title of a founder (创始人兼CEO)."""
    for claim in thread.claims:
        titles = [q.text for q in claim.qualifiers if q.name == "title"]
        if (
            claim.predicate == "holds_position"
            and claim.status is Status.ASSERTED
            and any(_FOUNDER in title for title in titles)
        ):
            yield Claim(
                _FOUNDED, claim.object, claim.subject, claim.start, claim.end, "", round(0.85 * claim.confidence, 3)
            )


RULES = (jointly_founded, founded_by_person, founder_by_title)
