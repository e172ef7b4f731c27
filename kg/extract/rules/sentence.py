"""What a rule reads and yields: a sentence as a skeleton, the patterns that match it, and the claims that follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Protocol

from kg.extract.analysis import Claim, Referent
from kg.extract.dates import dates
from kg.extract.money import money
from kg.extract.qualifiers import Found, rates, rounds, shares
from kg.extract.rules.clauses import CLAUSE_END, clause_start
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.readings import contrasted, plain
from kg.extract.rules.skeleton import Skeleton
from kg.extract.rules.status import status_at
from kg.extract.rules.units import ANY, BODIES, CLASSES, Unit
from kg.model import Qualifier, Status

_OWNED = re.compile(f"(?:旗下|下属|所属|麾下|全资子公司|控股子公司|子公司)的?([{CLASSES['body']}])")
_PARK_WITHIN = re.compile(f"([{CLASSES['park']}])")
_OWNERSHIP = frozenset({"subsidiary_of", "part_of"})
_CLAUSES_BACK = 4
"""How many clauses back a date that stands alone still dates what follows."""
_BY_OTHERS = re.compile("(?:系|是|原|最初)?由")
_CONTEXT = 12
"""Characters before a particular that may say what it is the particular of (累计融资超24亿元)."""
_SUM_CLAUSE = re.compile(
    f"，(?!注册资)[{ANY}]?(?:[^，。；！？{ANY}]{{0,6}}?(?:额|费|作价|价格?|总价|资|规模)[^，。；！？{ANY}]{{0,12}}|[超近逾约共]?[\\d.]{{1,8}}[万亿][^，。；！？]{{0,4}})"
)
_IN_TURN = re.compile("依次|分别")
_PREPOSITIONS = frozenset("在从为向与对被把给替同跟于赴据")
_CARRIED_GAP = re.compile(
    r"(?:[，、]|作为[^，。；]{1,10}?(?:企业|公司|单位|项目|机构)|它(?!们)|后来|之后|不久|接着|一举|直接|眼下|当年|那年|同年|次年|当时|此前|已经|已|还|也|并|先后|累计|共|均|都|又|再|曾|率先|成功|正式|广泛|批量|大量|普遍|规模化|陆续|全部|主要|目前|如今|现在|平时|此后|随后|同时|此外|另外|近日|日前|"
    r"不断|持续|积极|加速|加快|独立|自主|联合|分别|连续|全面|进一步|专门|重点|始终|长期|一直|正|则|更|将|拟|计划|"
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?:去年|今年|前年|上月|本月)(?:\d{1,2}月)?|\d{1,2}月(?:\d{1,2}日)?|"
    r"[初底末]|年初|年底|截至|自|首[台套款个条家批次座项]|全球|全国|国内|业内|我国|世界|其中|由此|随即|很快|最终|终于|开始|刚|初步|可以?|主动|大力|"
    r"[，、]?(?:在|于|从)[^，。；]{1,12}?(?:下|中|后|时|里|上|方面|领域|期间)|高标准|高质量|共同|专业|主营业务|业务|产品|公司|企业|他们|她们|(?:研发|科研|技术|创业|核心)?团队|课题组|其|日常|整体|(?:这[家所支个座只]|该)[^，。；的]{0,12}?(?:公司|企业|厂|机构|集团|基金|园区|研究院|研究所|孵化器)|具体|全权|运营|管理|的事|项目)*"
    r"(?:与|和|同|跟|为|向|给|对|由|在|从|把|将|被|获)?"
)
_OF_ITS_GOODS = re.compile(
    "[，、]?(?:其|该|这[款套种台批]|相关|旗下|公司)?(?:[^，。；：的]{1,8}的)?[^，。；：的]{0,8}?"
    "(?:产品|系统|设备|平台|方案|技术|装备|服务|软件|材料|机器人|芯片|仪器|模型|成果|传感器|器件|零部件|部件)"
)
"""What a body makes, in whose place it may stand (相关产品已…)."""
_LONGEST_GAP = 24
"""Characters between a carried subject and its verb: over many more, the pattern above can be tried in endless ways."""


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a pattern fits a sentence."""

    sentence: Sentence
    found: re.Match[str]

    def unit(self, group: str) -> Unit | None:
        """The unit that a group captured, None if the group took no part."""
        if group not in self.found.re.groupindex or self.found[group] is None:
            return None
        return self.sentence.skeleton.units[self.found.start(group)]

    def acting(self, group: str) -> Unit | None:
        """The unit that a group captured, or the one that is meant: Y in X旗下Y, and the park in a region and park."""
        unit = self.unit(group)
        within = _PARK_WITHIN if unit and unit.kind == "region" else _OWNED
        owned = unit and within.match(self.sentence.skeleton.text, self.found.end(group))
        return self.sentence.skeleton.units[owned.start(1)] if owned else unit

    def acted_on(self, group: str) -> bool:
        """Whether others act on what a group captured: the clause goes on with 由 (X由Y投资建设)."""
        return _BY_OTHERS.match(self.sentence.skeleton.text, self.found.end(group)) is not None

    def written(self, group: str) -> str:
        """What stands in the text where a group matched, empty if it took no part."""
        if group not in self.found.re.groupindex or not self.found[group]:
            return ""
        return self.sentence.written(*self.found.span(group))

    @property
    def trigger(self) -> tuple[int, int]:
        """Where the deciding word stands: the group `v` if there is one, else the whole match."""
        if "v" in self.found.re.groupindex and self.found["v"] is not None:
            return self.found.span("v")
        return self.found.span()

    @property
    def status(self) -> Status:
        """Whether the clause of the trigger asserts, plans or denies."""
        return self.status_of("")

    def status_of(self, predicate: str) -> Status:
        """The same for what is claimed: of what lasts, 曾 says that it is over, of an event that it took place."""
        first = min((self.found.start(g) for g in ("s", "o") if self.unit(g)), default=self.found.start())
        return self.sentence.status(first, *self.trigger, predicate)

    def clear(self, left: str, right: str) -> bool:
        """Whether no other body is written between two groups."""
        start, end = self.found.end(left), self.found.start(right)
        others = (u for at, u in self.sentence.skeleton.units.items() if start <= at < end)
        return not any(unit.character in BODIES and not unit.carried for unit in others)

    def follows(self, word: str) -> bool:
        """Whether `word` stands directly before the match."""
        return self.sentence.skeleton.text.endswith(word, 0, self.found.start())

    def between(self, left: str, right: str) -> str:
        """The skeleton between two groups."""
        return self.sentence.skeleton.text[self.found.end(left) : self.found.start(right)]

    def amounts(self) -> tuple[Qualifier, ...]:
        """The sum of money of the trigger: within the match, after it in its clause, before it, or in the next one."""
        return self.nearest(money, 1)

    def stake(self) -> tuple[Qualifier, ...]:
        """What an investor put in: the sum of money, or where none is told the share of the firm."""
        return self.amounts() or self.nearest(shares, 1)

    def shares(self, group: str) -> dict[int, Qualifier]:
        """The sums that 依次 or 分别 gives to the members of a coordination in order; empty if they do not fit."""
        unit = self.unit(group)
        skeleton = self.sentence.skeleton.text
        told = _IN_TURN.search(skeleton, self.found.start()) if unit and len(unit.referents) > 1 else None
        if unit is None or told is None:
            return {}
        sums = [f.qualifier for f in money(self.sentence.written(told.end(), len(skeleton)))]
        fits = len(sums) == len(unit.referents)
        return dict(zip(unit.referents, sums, strict=True)) if fits else {}

    def nearest(self, search: Callable[[str], Iterator[Found]], limit: int = 1) -> tuple[Qualifier, ...]:
        """What `search` finds within the match, else after it up to the clause's end, else before it in the clause."""
        for start, end in self._zones():
            before = self.sentence.written(max(0, start - _CONTEXT), start)
            text = before + self.sentence.written(start, end)
            found = [f.qualifier for f in search(text) if f.start >= len(before)]
            if found:
                return tuple(found[:limit])
        return ()

    def _zones(self) -> Iterator[tuple[int, int]]:
        start, end = self.found.span()
        left, right = self.sentence.clause(start, end)
        yield start, end
        yield end, right
        yield left, start
        following = _SUM_CLAUSE.match(self.sentence.skeleton.text, right)
        if following:
            yield following.span()

    def rounds(self) -> tuple[Qualifier, ...]:
        """The financing round of the trigger's clause."""
        return self.nearest(rounds)

    def rates(self) -> tuple[Qualifier, ...]:
        """The interest rate that the sentence gives after the match."""
        start = self.found.start()
        return tuple(f.qualifier for f in rates(self.sentence.written(start, len(self.sentence.skeleton.text))))[:1]

    def dates(self) -> tuple[Qualifier, ...]:
        """The date of the trigger's clause, or the one that opens the sentence."""
        return self.sentence.dates(self.found.start(), self.trigger[1])

    def claims(
        self,
        predicate: str,
        confidence: float,
        *,
        qualifiers: Iterable[Qualifier] = (),
        dated: bool = True,
        subjects: Iterable[str] = ("s", "s2"),
        objects: Iterable[str] = ("o", "o2"),
        as_captured: bool = False,
    ) -> Iterator[Claim]:
        """A claim for each pair of referents of the groups of subjects and of objects.

        Args:
            predicate: key of the ontology.
            confidence: that of a match whose ends are all written out.
            qualifiers: particulars of every claim.
            dated: whether a date of the clause dates the relation.
            subjects, objects: groups of the pattern; those that took no part are skipped.
            as_captured: take the ends as they stand, not Y for X in X旗下Y.
        """
        particulars = (*qualifiers, *(self.dates() if dated else ()))
        status = self.status_of(predicate)
        end_of = self.unit if as_captured or predicate in _OWNERSHIP else self.acting
        for subject in filter(None, map(end_of, subjects)):
            for target in filter(None, map(end_of, objects)):
                trust = subject.trust * target.trust
                start = min([self.sentence.start, *(u.start for u in (subject, target) if u.carried)])
                yield from self.sentence.pairs(
                    predicate, subject, target, round(confidence * trust, 3), particulars, status, start
                )


@dataclass(frozen=True)
class Sentence:
    """One sentence as rules read it.

    Args:
        text: the document's (mended) text.
        start, end: where the sentence stands in it, without surrounding white space.
        skeleton: the sentence in units.
        referents: those of the document.
        published: day of publication, if known.
    """

    text: str
    start: int
    end: int
    skeleton: Skeleton
    referents: list[Referent] = field(repr=False)
    published: date | None = None

    @cached_property
    def plain(self) -> Sentence | None:
        """The sentence without the words that plan, deny or end what it says, None if there are none."""
        reading = plain(self.skeleton)
        return replace(self, skeleton=reading) if reading else None

    @cached_property
    def contrasted(self) -> tuple[Sentence, Unit] | None:
        """The sentence as it would be, were what it denies by a contrast so, and what that is denied of."""
        reading = contrasted(self.skeleton)
        return (replace(self, skeleton=reading[0]), reading[1]) if reading else None

    def status(self, first: int, start: int, end: int, predicate: str = "") -> Status:
        """The status of a claim as the text tells it, even if this is its plain reading.

        Args:
            first: position of the first end of the relation.
            start, end: positions of the deciding word.
            predicate: what is claimed.
        """
        told = self.skeleton.told or self.skeleton
        if self.skeleton.told:
            places = self.skeleton.places
            first, start, end = places[first], places[min(start, len(places) - 1)], places[end - 1] + 1
        carried = {at for at, unit in told.units.items() if unit.carried}
        return status_at(told.text, first, start, max(start, end), predicate, carried)

    def find(self, *patterns: Pattern) -> Iterator[Match]:
        """Every place where one of the patterns fits, from the left; matches may overlap."""
        skeleton = self.skeleton.text
        for pattern in patterns:
            found = pattern.expression.search(skeleton)
            while found:
                match = Match(self, found)
                if self._plausible(match, anywhere=pattern.anywhere):
                    yield match
                found = pattern.expression.search(skeleton, found.start() + 1)

    def _plausible(self, match: Match, *, anywhere: bool) -> bool:
        """Whether the first unit can be a subject, and one that is carried over from afar has its verb at once."""
        start = match.found.start()
        opens = match.found[0][0] in CLASSES["any"] and not anywhere
        if opens and start and self.skeleton.text[start - 1] in _PREPOSITIONS:
            return False
        return all(self._near(match, group) for group in ("s", "o"))

    def _near(self, match: Match, group: str) -> bool:
        unit = match.unit(group)
        if unit is None or unit.carried != "earlier":
            return True
        start = match.found.end(group)
        marks = [match.found.start(g) for g in ("v", "s", "o") if g in match.found.re.groupindex]
        stop = min((mark for mark in marks if mark >= start), default=match.found.end())
        gap = self.skeleton.text[start:stop]
        if len(gap) > _LONGEST_GAP:
            return False
        goods = _OF_ITS_GOODS.match(gap)
        return bool(_CARRIED_GAP.fullmatch(gap) or (goods and _CARRIED_GAP.fullmatch(gap, goods.end())))

    def written(self, start: int, end: int) -> str:
        """The document's text behind positions `start` to `end` (exclusive) of the skeleton."""
        if start >= end:
            return ""
        return self.text[self.skeleton.starts[start] : self.skeleton.ends[end - 1]]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause or clauses that hold the positions `start` to `end` (exclusive)."""
        skeleton = self.skeleton.text
        left = clause_start(skeleton, start)
        right = CLAUSE_END.search(skeleton, end)
        return left, right.start() if right else len(skeleton)

    def dates(self, start: int, end: int) -> tuple[Qualifier, ...]:
        """The date that the clause at `start` gives before `end`, or a clause before it that is but a date."""
        left, _ = self.clause(start, start)
        found = [f.qualifier for f in dates(self.written(left, end), self.published)]
        if found:
            return (found[0],)
        if self.skeleton.text[end : end + 1] == "的":
            return ()
        return self._date_before(left)

    def _date_before(self, position: int) -> tuple[Qualifier, ...]:
        for _ in range(_CLAUSES_BACK):
            if position < 2:
                break
            left, _ = self.clause(position - 1, position - 1)
            written = self.written(left, position - 1)
            for found in dates(written, self.published):
                if found.end - found.start + 4 >= len(written):
                    return (found.qualifier,)
            position = left
        return ()

    def pairs(
        self,
        predicate: str,
        subject: Unit,
        target: Unit,
        confidence: float,
        qualifiers: tuple[Qualifier, ...] = (),
        status: Status = Status.ASSERTED,
        start: int | None = None,
    ) -> Iterator[Claim]:
        """A claim for each referent of `subject` with each of `target`, except with itself; rules leave `rule` open."""
        for one in subject.referents:
            for other in target.referents:
                if one != other:
                    begin = self.start if start is None else max(start, self.start - 300)
                    yield Claim(predicate, one, other, begin, self.end, "", confidence, qualifiers, status)

    def units(self, unit_class: str) -> Iterator[tuple[int, Unit]]:
        """Position and unit of every unit of a class."""
        for at, unit in self.skeleton.units.items():
            if unit.character in CLASSES[unit_class]:
                yield at, unit


class Rule(Protocol):
    """Reads a sentence and yields claims; its docstring tells a reader why the relation holds."""

    __name__: str

    def __call__(self, sentence: Sentence, /) -> Iterator[Claim]:
        """The claims that the sentence makes; their `rule` is left empty."""
        ...


@dataclass(frozen=True, slots=True)
class Thread:
    """All sentences of a document that name something, and what the rules for sentences claimed."""

    sentences: Sequence[Sentence]
    claims: Sequence[Claim]


class ThreadRule(Protocol):
    """Reads a whole document for relations told in pieces; its docstring tells a reader why the relation holds."""

    __name__: str

    def __call__(self, thread: Thread, /) -> Iterator[Claim]:
        """The claims that the sentences make together; their `rule` is left empty."""
        ...
