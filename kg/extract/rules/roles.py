"""Who plays which part in a sentence that tells an event without a frame: the one lender, the one borrower …"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.analysis import Claim, Referent
from kg.extract.rules.clauses import CLAUSE_END
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import CLASSES, Unit

_NAMELESS = re.compile(".*")
_OWNS = re.compile(
    f"(?:旗下|下属|所属|麾下|全资子公司|控股子公司|子公司|孵化|培育|园内|内)的?(?:企业|公司)?[{CLASSES['body']}]"
)
"""What makes a body but part of what another is called: X of X旗下Y."""
_TOGETHER = re.compile("三方|双方|四方")


@dataclass(frozen=True)
class Role:
    """What can play a part.

    Args:
        types: entity types that can.
        named: what its name must hold.
        unlike: what its name must not hold.
    """

    types: frozenset[str]
    named: re.Pattern[str] = _NAMELESS
    unlike: re.Pattern[str] | None = None

    def fits(self, referent: Referent) -> bool:
        """Whether a referent can play the part."""
        if referent.type not in self.types or not self.named.search(referent.name):
            return False
        return self.unlike is None or not self.unlike.search(referent.name)


@dataclass(frozen=True, slots=True)
class Player:
    """A unit of a sentence that can play a part, reduced to those of its members that can."""

    at: int
    unit: Unit


def players(sentence: Sentence, role: Role) -> list[Player]:
    """Who of a sentence can play a part, from the left; those only carried over count where nobody is written."""
    found: list[Player] = []
    for at, unit in sorted(sentence.skeleton.units.items()):
        fit = tuple(r for r in unit.referents if role.fits(sentence.referents[r]))
        if fit and not _OWNS.match(sentence.skeleton.text, at + 1):
            found.append(Player(at, replace(unit, referents=fit)))
    written = [player for player in found if not player.unit.carried]
    return _without_heads(sentence, written or found)


def _without_heads(sentence: Sentence, listed: list[Player]) -> list[Player]:
    """Without a head office that stands beside a branch of its own."""
    names = {sentence.referents[r].name for player in listed for r in player.unit.referents}

    def is_head(player: Player) -> bool:
        one, *more = (sentence.referents[r].name for r in player.unit.referents)
        return not more and any(name != one and name.startswith(one) for name in names)

    return [player for player in listed if not is_head(player)]


def events(
    sentence: Sentence, told: Pattern, giver: Role, taker: Role, apart: Pattern | None = None
) -> Iterator[tuple[Match, Unit, Unit]]:
    """Every place where a sentence tells an event, with the giver and the taker of it where there is no doubt.

    Args:
        sentence: what to read.
        told: words that tell the event.
        giver, taker: the parts; a body that can play the first does not play the second.
        apart: words of the sentence with which the event is another one.
    """
    text = sentence.skeleton.text
    if told.expression.search(text) is None or (apart is not None and apart.expression.search(text)):
        return
    givers = players(sentence, giver)
    places = set() if _TOGETHER.search(text) else {player.at for player in givers}
    takers = [p for p in players(sentence, taker) if p.at not in places and not _shared(p.unit, givers)]
    if not givers or not takers:
        return
    for word in told.expression.finditer(text):
        one, other = _meant(text, givers, word), _meant(text, takers, word)
        if one and other and not _bystanders(text, other, word):
            yield Match(sentence, word), one.unit, other.unit


def counterpart(match: Match, known: Unit, role: Role) -> Unit | None:
    """Who plays the other part of an event of which a frame tells one, if there is no doubt."""
    listed = [p for p in players(match.sentence, role) if not set(p.unit.referents) & set(known.referents)]
    found = _meant(match.sentence.skeleton.text, listed, match.found) if listed else None
    return found.unit if found else None


def told_claims(predicate: str, match: Match, subject: Unit, target: Unit, confidence: float) -> Iterator[Claim]:
    """The claims of an event between two units, without particulars."""
    start = min([match.sentence.start, *(u.start for u in (subject, target) if u.carried)])
    trust = round(confidence * subject.trust * target.trust, 3)
    yield from match.sentence.pairs(predicate, subject, target, trust, (), match.status_of(predicate), start)


def _shared(unit: Unit, others: list[Player]) -> bool:
    return any(set(unit.referents) & set(other.unit.referents) for other in others)


def _meant(text: str, listed: list[Player], word: re.Match[str]) -> Player | None:
    """The only one, else the only one in the clause of the word or in the next clause that has any, else none."""
    if _same(listed):
        return listed[0]
    bounds = [end.start() for end in CLAUSE_END.finditer(text)]
    clause = bisect_left(bounds, word.start())
    away = [(abs(bisect_left(bounds, player.at) - clause), player) for player in listed]
    nearest = min(distance for distance, _ in away)
    near = [player for distance, player in away if distance == nearest]
    return near[0] if _same(near) else None


def _bystanders(text: str, player: Player, word: re.Match[str]) -> bool:
    """Whether several bodies are named side by side in another clause than the event's: they may but be there."""
    apart = text[min(player.at, word.start()) : max(player.at, word.start())]
    return len(player.unit.referents) > 1 and CLAUSE_END.search(apart) is not None


def _same(listed: list[Player]) -> bool:
    return len({player.unit.referents for player in listed}) == 1
