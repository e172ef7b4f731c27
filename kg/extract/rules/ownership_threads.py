"""Owners and subsidiaries of the firm that a text is about, which the sentence does not name (`subsidiary_of`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Match, Sentence, Thread
from kg.extract.rules.topics import paragraph, told, topic

_OWNED = "subsidiary_of"
_FAMILY = "structure"
_PARENT = (
    Pattern(
        _FAMILY,
        "(?:^|[，。；：、]|它的|其|公司的?|剩|有|由|是|到|给|来自)(?:全资|间接)?(?P<v>{parent})(?:则|正)?(?:为|是|系|：|——)?<o:firm>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<o:firm>(?:则|仍|便)?(?:是|为|系|成为)(?:它|其|该公司|公司|前者|后者)的?(?:唯一|全资|第一大)?(?P<v>{parent})",
        anywhere=True,
    ),
)
_SET_UP = Pattern(
    _FAMILY, "<o:firm>~16(?P<v>设立|成立|组建|注册|新设)了?(?:这家|该)(?:全资|控股|下属)?(?:子公司|孙公司|附属公司)"
)
_CHILD = (
    Pattern(
        _FAMILY,
        "(?:^|[，。；：、]|它的|其|公司的?|集团的?|家|为|给|替|对|向|由|是|将|与|和|到|及)(?:下属|旗下|所属)?的?(?P<v>{subsidiary}|孙公司)(?!股东|股权|方|母公司)(?:即|——|：)?<s:firm>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "(?:^|[，。；：、]|它|其|公司|集团|为|给|替|对|向|由)(?P<v>旗下|下属|所属|麾下)的?<s:firm>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY,
        "<s:firm>…8(?:[都均也]?(?:是|为|系|属)|成了|成为)(?:它|其|该公司|上市公司|公司|集团|后者|前者)的?(?P<v>{subsidiary}|旗下企业|旗下公司)",
    ),
    Pattern(
        _FAMILY, "<s:firm>…4(?:是|系|为)(?:上市公司|本公司|公司|集团)·4(?P<v>100%持股|全资|控股|持股100%|{subsidiary})"
    ),
    Pattern(
        _FAMILY,
        "<s:firm>~8由(?:上市公司|其|公司|集团|母公司|它)~6(?P<v>控股|全资持有|全资控股|100%持|百分之百持|全资设立)",
    ),
)
_FIRMS = frozenset({"Company", "InvestmentFirm", "FinancialInstitution"})
_OWNER = Role(_FIRMS)
_NEAR = 3
_CLEARLY = 1.5
"""How many times as often as any other the firm is named whose announcement or portrait a text is."""


def parent_of_topic(thread: Thread) -> Iterator[Claim]:
    """The text is about a firm, and a sentence names its parent without naming the firm again (母公司X, 控股股东X)."""
    named = told(thread)
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(*_PARENT, _SET_UP):
            owner = _one(match, "o")
            if owner is None or _claimed(thread, sentence, owner, child=False):
                continue
            child = topic(thread, number, match.found.start(), (_OWNER,), named, apart={owner})
            if child is not None:
                yield Claim(_OWNED, child, owner, sentence.start, sentence.end, "", 0.66)


def child_of_topic(thread: Thread) -> Iterator[Claim]:
    """The text is about a firm, and a sentence names a subsidiary without saying whose (为全资子公司X提供担保)."""
    named = told(thread)
    for number, sentence in enumerate(thread.sentences):
        for match in sentence.find(*_CHILD):
            unit = match.unit("s")
            if unit is None or unit.carried:
                continue
            for child in unit.referents:
                if sentence.referents[child].type not in _FIRMS or _claimed(thread, sentence, child, child=True):
                    continue
                owner = _owner(thread, number, match, named, {*unit.referents})
                if owner is not None:
                    yield Claim(_OWNED, child, owner, sentence.start, sentence.end, "", 0.66)


def _one(match: Match, group: str) -> int | None:
    unit = match.unit(group)
    return unit.referents[0] if unit and len(unit.referents) == 1 and not unit.carried else None


def _owner(thread: Thread, number: int, match: Match, named: Counter[int], apart: set[int]) -> int | None:
    """The firm before it in its sentence, if there is but one, else the one that the document names most."""
    sentence = match.sentence
    here = {
        referent
        for at, unit in sentence.units("firm")
        if at < match.found.start("v") and (not unit.carried or unit.carried == "here")
        for referent in unit.referents
        if referent not in apart and _OWNER.fits(sentence.referents[referent])
    }
    if here:
        return here.pop() if len(here) == 1 else None
    firms = [r for r in named if r not in apart and _OWNER.fits(sentence.referents[r])]
    children = {c.subject for c in thread.claims if c.predicate == _OWNED}
    heads = [r for r in firms if r not in children] or firms
    if not heads:
        return None
    first, *others = sorted(heads, key=lambda referent: -named[referent])
    if (not others or named[first] >= _CLEARLY * named[others[0]]) and _is_near(thread, number, first):
        return first
    return topic(thread, number, 0, (_OWNER,), named, apart=apart)


def _is_near(thread: Thread, number: int, firm: int) -> bool:
    """Whether the paragraph of a sentence, or the sentences just before it, name a firm: a round-up tells of many."""
    opening = min(paragraph(thread, number), max(0, number - _NEAR))
    units = (u for s in thread.sentences[opening : number + 1] for u in s.skeleton.units.values())
    return any(firm in unit.referents for unit in units)


def _claimed(thread: Thread, sentence: Sentence, firm: int, *, child: bool) -> bool:
    """Whether a rule has already said who owns the firm, or whom it owns in this sentence."""
    owned = [c for c in thread.claims if c.predicate == _OWNED]
    if child:
        return any(claim.subject == firm for claim in owned)
    return any(claim.object == firm and claim.end == sentence.end for claim in owned)


RULES = (parent_of_topic, child_of_topic)
