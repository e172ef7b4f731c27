"""Pairs of names that a sentence might relate, each with the features by which a trained model judges them.

What a sentence leaves unwritten counts as written: carried subjects, and the bodies that the lines before were about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick
from spacy.tokens import Doc

from kg.extract.analysis import Claim
from kg.extract.cues import FAMILIES, cues
from kg.extract.rules.clauses import CLAUSE_END, clause_start
from kg.extract.rules.sentence import Sentence
from kg.extract.rules.status import status_at
from kg.extract.rules.units import BODIES, CLASSES, Unit
from kg.model import Status
from kg.ontology import Ontology

_NEAR = 10
"""Units between the two ends of a pair, at most."""
_CROWD = 40
"""Units of a sentence from which on it is a list, where only neighbours are paired."""
_MEMBERS = 10
"""Members of a coordination that are paired, at most."""
_WINDOW = 40
"""Characters between two ends that are looked at, half of them from either side."""
_BETWEEN = 3
"""Bodies that stood neither first nor last in a sentence, of which the next may speak, at most."""
_MEANT = 3
"""Members of a coordination in an earlier sentence that are paired, at most."""
_FAR = 1000
"""Characters before a sentence from which on everything is equally far away."""
_STOP = re.compile(r"[。！？；\n]")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_REGIONS = frozenset(CLASSES["region"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two referents that one place of a text may relate.

    Args:
        subject, object: indices of referents, in the direction of the relation.
        start, end: offsets of the sentence, with what a carried end stands in.
        sentence: the place.
        left, right: positions in the sentence's skeleton between which the relation would be told.
        own: features of these two referents there.
        place: features of the place; one tuple for all pairs that have it in common.
    """

    subject: int
    object: int
    start: int
    end: int
    sentence: Sentence
    left: int
    right: int
    own: tuple[str, ...]
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a pair: where its unit stands (-1 if in no place of the sentence), and which referent it is."""

    at: int
    referent: int
    unit: Unit
    how: str


def pairs(doc: Doc, ontology: Ontology) -> Iterator[Pair]:
    """Every ordered pair that the sentences of a document might relate.

    Args:
        doc: one that has been through the component `relations`; what the rules claimed is part of the features.
        ontology: pairs of types that no predicate of it relates are left out.
    """
    found, known, verbs = _Found(doc._.claims), _Background(), _Verbs(doc)
    sentences: list[Sentence] = doc._.sentences
    counts = Counter(r for s in sentences for u in s.skeleton.units.values() if not u.carried for r in u.referents)
    often = sorted(counts.values())
    for sentence in sentences:
        scene = _Scene(
            sentence, ontology, found, counts, verbs.within(sentence), title=sentence.start < doc._.title_end
        )
        ends = list(_ends(sentence))
        for one, other in _near(ends):
            yield from scene.both(one, other)
        written = {end.referent for end in ends}
        for end in known.ends(written):
            rank = min(3, len(often) - bisect_right(often, counts[end.referent]))
            since = _Since.of(end, sentence, rank)
            for other in ends[:_CROWD]:
                if not other.unit.carried:
                    yield from scene.both(end, other, since)
        known.read(sentence)


class _Verbs:
    """The verbs of a text by the dictionary's part of speech."""

    def __init__(self, doc: Doc) -> None:
        self._found = [(token.idx, token.text) for token in doc if token.tag_.startswith("v")]
        self._offsets = [offset for offset, _ in self._found]

    def within(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Positions in the sentence's skeleton at which verbs stand, and which."""
        skeleton = sentence.skeleton
        places = {start: at for at, start in enumerate(skeleton.starts) if at not in skeleton.units}
        first, last = (bisect_left(self._offsets, offset) for offset in (sentence.start, sentence.end))
        return [(places[offset], word) for offset, word in self._found[first:last] if offset in places]


def _ends(sentence: Sentence) -> Iterator[_End]:
    for at, unit in sentence.skeleton.units.items():
        for referent in unit.referents[:_MEMBERS]:
            yield _End(at, referent, unit, unit.carried or "written")


def _near(ends: Sequence[_End]) -> Iterator[tuple[_End, _End]]:
    reach = _NEAR if len(ends) <= _CROWD else 2
    for index, one in enumerate(ends):
        for other in ends[index + 1 : index + 1 + reach]:
            if one.referent != other.referent:
                yield one, other


class _Since(NamedTuple):
    """How far back it is that earlier sentences named an end, and how it ranks among what the text names often."""

    paragraph: bool
    stops: int
    rank: int

    @classmethod
    def of(cls, end: _End, sentence: Sentence, rank: int) -> _Since:
        gap = sentence.text[max(end.unit.end, sentence.start - _FAR) : sentence.start]
        return cls("\n" in gap, min(3, len(_STOP.findall(gap))), rank)


class _Said(NamedTuple):
    """What claims of one pair have in common."""

    predicate: str
    status: Status
    rule: str
    confidence: float


class _Background:
    """What the sentences so far were about, and where: bodies and regions that the next one may mean unnamed.

    The first body, those that opened, closed and stood between in the last sentence that named any, those of the
    sentence before it, and the first and the last region.
    """

    def __init__(self) -> None:
        self._roles: dict[str, tuple[Unit, ...]] = {}

    def read(self, sentence: Sentence) -> None:
        units = [unit for _, unit in sorted(sentence.skeleton.units.items())]
        bodies = [unit for unit in units if unit.character in BODIES]
        roles = self._roles
        if bodies:
            roles.setdefault("main", (bodies[0],))
            roles["before"] = (*roles.get("opened", ()), *roles.get("closed", ()))
            roles["opened"], roles["closed"] = (bodies[0],), (bodies[-1],)
            roles["between"] = tuple(bodies[1:-1][:_BETWEEN])
        regions = [unit for unit in units if unit.character in _REGIONS]
        if regions:
            roles.setdefault("home", (regions[0],))
            roles["place"] = (regions[-1],)

    def ends(self, written: set[int]) -> Iterator[_End]:
        """What the next sentence may mean although it does not name it."""
        told: set[int] = set()
        for role in ("opened", "closed", "main", "between", "before", "place", "home"):
            for unit in self._roles.get(role, ()):
                for referent in unit.referents[:_MEANT]:
                    if referent not in written and referent not in told:
                        told.add(referent)
                        yield _End(-1, referent, unit, role)


class _Found:
    """What the rules claimed, by pair and by end.

    A text may claim the same a thousand times: of each pair, distinct claims are kept with the ends of their sentences,
    so that a pair costs no more to describe the more often it is told.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.pairs: dict[tuple[int, int], dict[_Said, set[int]]] = {}
        self.subjects: dict[tuple[int, int], set[str]] = {}
        self.objects: dict[tuple[int, int], set[str]] = {}
        for claim in claims:
            said = _Said(claim.predicate, claim.status, claim.rule, round(claim.confidence, 1))
            self.pairs.setdefault((claim.subject, claim.object), {}).setdefault(said, set()).add(claim.end)
            self.subjects.setdefault((claim.end, claim.subject), set()).add(claim.predicate)
            self.objects.setdefault((claim.end, claim.object), set()).add(claim.predicate)


class _Scene:
    """One sentence, and the features of pairs in it."""

    def __init__(
        self,
        sentence: Sentence,
        ontology: Ontology,
        found: _Found,
        counts: Mapping[int, int],
        verbs: Sequence[tuple[int, str]],
        *,
        title: bool,
    ) -> None:
        self._sentence = sentence
        self._ontology = ontology
        self._text = sentence.skeleton.text
        self._found = found
        self._counts = counts
        self._shared = ("title",) if title else ()
        self._units = sorted(sentence.skeleton.units)
        self._cues = _cue_hits(self._text)
        self._verbs = verbs
        self._bodies = [at for at in self._units if self._text[at] in BODIES]
        self._places: dict[tuple[int, int], dict[str, tuple[str, ...]]] = {}

    def both(self, one: _End, other: _End, since: _Since | None = None) -> Iterator[Pair]:
        """The pair in either direction, where the ontology has something to say of it.

        Args:
            one: the end that stands first, or one that is meant though not written.
            other: the other one.
            since: how far back the first one was named, if it is not written.
        """
        left = one.at if one.at >= 0 else clause_start(self._text, other.at)
        meant = self._meant(one, other, left, since) if since else ()
        begin, place = self._begin(one, other), self._place(left, one.at, other.at)
        for subject, target, order in ((one, other, ">"), (other, one, "<")):
            if self._ontology.relates(self._type(subject), self._type(target)):
                own = (
                    *self._shared,
                    *self._names(subject, target, order),
                    *(order + feature for feature in meant),
                    *self._rules(subject, target),
                )
                yield Pair(
                    subject.referent,
                    target.referent,
                    begin,
                    self._sentence.end,
                    self._sentence,
                    left,
                    other.at,
                    own,
                    place[order],
                )

    def _type(self, end: _End) -> str:
        return self._sentence.referents[end.referent].type

    def _place(self, left: int, one: int, other: int) -> dict[str, tuple[str, ...]]:
        """Features of a place by direction: the same for all that may be meant there, and for all members of its
        coordinations.
        """
        if (one, other) not in self._places:
            told = self._around(left, one, other)
            self._places[one, other] = {order: tuple(order + feature for feature in told) for order in "><"}
        return self._places[one, other]

    def _begin(self, *ends: _End) -> int:
        """Where the sentence begins, or before it the end that it does not write, unless that is far away."""
        start = self._sentence.start
        unwritten = (end.unit.start for end in ends if end.at < 0 or end.unit.carried)
        return max(min([start, *unwritten]), start - 300)

    def _names(self, subject: _End, target: _End, order: str) -> Iterator[str]:
        one, other = (self._sentence.referents[end.referent] for end in (subject, target))
        types = f"{one.type}{order}{other.type}"
        yield "bias"
        yield f"t:{types}"
        yield f"h:{subject.how}{order}{target.how}:{min(3, abs(target.at - subject.at) // 12)}"
        yield f"h:{subject.how}{order}{target.how}|{one.type}|{other.type}"
        yield f"se:{one.name[-2:]}"
        yield f"oe:{other.name[-2:]}"
        if len(other.name) > 1 and other.name in one.name:
            yield "o in s"
        if len(one.name) > 1 and one.name in other.name:
            yield "s in o"
        if subject.unit is target.unit:
            yield f"joint:{types}"
        yield f"ns:{min(4, self._counts.get(subject.referent, 0))}"
        yield f"no:{min(4, self._counts.get(target.referent, 0))}"

    def _meant(self, past: _End, other: _End, left: int, since: _Since) -> tuple[str, ...]:
        """How likely it is that the sentence speaks of what earlier ones named."""
        kinds = f"{past.unit.character}{self._text[other.at]}"
        bodies = min(2, bisect_left(self._bodies, other.at))
        return (
            f"p:{past.how}:{bodies}|{kinds}",
            f"pp:{since.paragraph}:{since.stops}:{past.how}",
            f"pp:{since.paragraph}:{bodies}:{since.rank}",
            f"pr:{since.rank}|{kinds}",
            f"po:{self._text[:2]}:{past.how}",
            f"po:{self._text[left : left + 2]}|{kinds}",
        )

    def _around(self, left: int, one: int, other: int) -> list[str]:
        """What stands before, between and behind the two ends."""
        text = self._text
        between = _plain(text[left + (one >= 0) : other])
        before, after = _plain(text[max(0, left - 6) : left]), _plain(text[other + 1 : other + 25])
        units = max(0, bisect_left(self._units, other) - bisect_right(self._units, left))
        bodies = max(0, bisect_left(self._bodies, other) - bisect_right(self._bodies, left))
        kinds = f"{text[one] if one >= 0 else '^'}{text[other]}"
        clauses = len(CLAUSE_END.findall(between))
        features = [
            f"u:{min(units, 5)}",
            f"bo:{min(bodies, 3)}",
            f"cl:{min(clauses, 4)}",
            f"len:{min(len(between) // 4, 10)}",
            f"status:{status_at(text, max(left, 0), other, other + 1)}",
            f"ends:{between[-2:]}|{kinds}",
            f"starts:{between[:2]}|{kinds}",
            f"lb:{before[-1:]}",
            f"lb2:{before[-2:]}",
            f"ra:{after[:1]}",
            f"ra2:{after[:2]}",
            f"ra|{kinds}:{after[:2]}",
        ]
        if len(between) <= 8:
            features.append(f"all:{between}")
            features.append(f"all:{between}|{kinds}")
        features += [f"{word}|{kinds}" for word in self._verbs_around(left, other)]
        if one >= 0:
            features.append(f"first:{self._bodies[:1] == [one]}|{kinds}")
        features.append(f"same:{text[left:other].count(text[other])}{text[left + 1 : other].count(text[left])}")
        half = _WINDOW // 2
        window = between if len(between) <= _WINDOW else f"{between[:half]}…{between[-half:]}"
        clause = CLAUSE_END.split(after, maxsplit=1)[0]
        for where, piece in (("m", window), ("r", clause)):
            features += [f"{where}:{gram}" for gram in _grams(piece)]
            features += [f"{where}{kinds}:{gram}" for gram in _bigrams(piece)]
        right = other + 1
        zones = (("m", left + (one >= 0), other), ("r", right, right + len(clause)), ("l", max(0, left - 16), left))
        for where, start, end in zones:
            told = {cue for at, cue in self._cues if start <= at < end}
            features += [f"c{where}:{cue}" for cue in sorted(told)]
            features += [f"c{where}{kinds}:{cue}" for cue in sorted(told)]
        return features

    def _verbs_around(self, left: int, right: int) -> Iterator[str]:
        """The first and the last verb between two places, the last one before them and the first one behind."""
        inside = [word for at, word in self._verbs if left < at < right]
        if inside:
            yield f"v1:{inside[0]}"
            yield f"v-1:{inside[-1]}"
            yield f"v:{inside[0]}>{inside[-1]}"
        else:
            yield "v:none"
        behind = next((word for at, word in self._verbs if right < at < right + 12), "")
        ahead = [word for at, word in self._verbs if left - 12 < at < left]
        yield f"vr:{behind}"
        yield f"vl:{ahead[-1] if ahead else ''}"

    def _rules(self, subject: _End, target: _End) -> Iterator[str]:
        found = self._found
        for claim, ends in found.pairs.get((subject.referent, target.referent), {}).items():
            if self._sentence.end in ends:
                yield f"k:{claim.predicate}:{claim.status}:here"
            if ends != {self._sentence.end}:
                yield f"k:{claim.predicate}:{claim.status}:there"
            yield f"k:{claim.predicate}:{claim.status}:{claim.confidence}"
            yield f"kr:{claim.predicate}:{claim.rule}"
            yield f"kc:{'carried' if subject.at < 0 or subject.unit.carried else 'written'}:{claim.predicate}"
        for claim in found.pairs.get((target.referent, subject.referent), {}):
            yield f"k<:{claim.predicate}"
        for predicate in sorted(found.subjects.get((self._sentence.end, subject.referent), ())):
            yield f"ks:{predicate}"
        for predicate in sorted(found.objects.get((self._sentence.end, target.referent), ())):
            yield f"ko:{predicate}"
        for predicate in sorted(found.objects.get((self._sentence.end, subject.referent), ())):
            yield f"kso:{predicate}"
        for predicate in sorted(found.subjects.get((self._sentence.end, target.referent), ())):
            yield f"kos:{predicate}"


def _plain(piece: str) -> str:
    """Numbers differ, what is told by them does not."""
    return _DIGITS.sub("0", piece)


def _grams(piece: str) -> set[str]:
    return {piece[i : i + n] for n in (1, 2, 3) for i in range(len(piece) - n + 1)}


def _bigrams(piece: str) -> set[str]:
    return {piece[i : i + 2] for i in range(len(piece) - 1)}


@cache
def _automaton() -> ahocorasick.Automaton:
    """Finds the cue words of all families; a word may serve several cues."""
    words: dict[str, set[str]] = {}
    for family in FAMILIES:
        for cue, listed in cues(family).items():
            for word in listed:
                if re.fullmatch(r"\w{2,}", word):
                    words.setdefault(word, set()).add(f"{family}.{cue}")
    automaton = ahocorasick.Automaton()
    for word, served in words.items():
        automaton.add_word(word, (len(word), tuple(sorted(served))))
    automaton.make_automaton()
    return automaton


def _cue_hits(text: str) -> list[tuple[int, str]]:
    return [(last + 1 - length, cue) for last, (length, served) in _automaton().iter(text) for cue in served]
