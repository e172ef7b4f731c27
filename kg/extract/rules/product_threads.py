"""Products whose maker another clause or sentence names: whose story a passage tells (`develops`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Claim
from kg.extract.rules.clauses import clause_start
from kg.extract.rules.sentence import Sentence, Thread
from kg.extract.rules.status import status_at
from kg.extract.rules.units import Unit

_DEVELOPS = "develops"
_MAKERS = frozenset({"Company", "University", "ResearchInstitute", "Lab", "Hospital"})
_LENT = re.compile("(?:贷款?|保|险|融|债|租|保函|保险)$")
_LENDERS = frozenset({"Bank", "FinancialInstitution"})
_LENT_BACK = 3
"""How many sentences back the lender may stand whose product is named."""
_CLAUSE_END = re.compile("[，；：]")
_BESIDE, _OF_STORY, _LAST_NAMED = 0.62, 0.45, 0.42
_FAR = 3
"""How many sentences back the maker named last may stand."""
_MOST_PRODUCTS = 30
"""So many products of a sentence are looked at: one with more is a table."""
_LEADING = 3
"""How often at least a document names the body whose story it tells."""
_BOTH = re.compile("双方|两家|两校|二者|校企|院企|联合攻关|共同攻关|联手|合力|携手")
_DEVELOPED = re.compile(
    "研制|研发|开发|攻关|推出|打磨|磨出|磨|发布|攻克|拿出|研究|享有|问世|下线|产品|知识产权|提高|提升|定型"
)
_NEAR, _TWO, _TOGETHER = 1, 2, 0.62
_UNNAMED = re.compile("(?:另|有|某|其他|别的)(?:外)?(?:一|两|几|三)?(?:家|些|支|所)")
_OTHERS_USE = re.compile(
    "采购|购买|购置|引进|进口|租|买|使用|用上|装上|搭载|订购|采用|借助|退出|投资|比|除了|不同于|考察|参观"
)
_TAKES = re.compile("(?:[向给为对被让替与和同跟]|联合|携手|会同|协同)$")
_USES = re.compile(
    "[^，。；]{0,10}(?:采购|购买|购置|引进|进口|租|使用|采用|用上|装上|搭载|订购|收购|并购|参观|考察|走访|培训|起诉|接待|否认)"
)


def made_nearby(thread: Thread) -> Iterator[Claim]:
    """A product whose maker no sentence spells out belongs to the body of which its passage tells."""
    known = {claim.object for claim in thread.claims if claim.predicate == _DEVELOPS}
    story = _Story(thread.sentences)
    for number, sentence in enumerate(thread.sentences):
        products = sorted(sentence.units("technology"), key=lambda found: found[0])
        for at, unit in products[:_MOST_PRODUCTS]:
            for product in unit.referents:
                lent = _LENT.search(sentence.referents[product].name)
                found = None if lent or product in known else story.maker(number, at)
                if found is None:
                    continue
                known.add(product)
                maker, trust = found
                status = status_at(sentence.skeleton.text, at, at, at + 1)
                yield Claim(_DEVELOPS, maker, product, sentence.start, sentence.end, "", trust, (), status)


def lent_nearby(thread: Thread) -> Iterator[Claim]:
    """A loan or insurance product by name (…贷, …保) is that of the lender named beside or before it."""
    known = {claim.object for claim in thread.claims if claim.predicate == _DEVELOPS}
    for number, sentence in enumerate(thread.sentences):
        for at, unit in sorted(sentence.units("technology"), key=lambda found: found[0]):
            for product in unit.referents:
                if product in known or not _LENT.search(sentence.referents[product].name):
                    continue
                lender = _lender(thread.sentences, number, at)
                if lender is not None:
                    known.add(product)
                    status = status_at(sentence.skeleton.text, at, at, at + 1)
                    yield from sentence.pairs(_DEVELOPS, lender, unit, round(_BESIDE * lender.trust, 3), (), status)


def _lender(sentences: Sequence[Sentence], number: int, at: int) -> Unit | None:
    """The lender named last before a product, or after it in its sentence, or last in the sentences before."""
    here = _lenders(sentences[number])
    before = [unit for place, unit in here if place < at]
    if before or here:
        return before[-1] if before else here[0][1]
    for sentence in reversed(sentences[max(0, number - _LENT_BACK) : number]):
        earlier = _lenders(sentence)
        if earlier:
            return earlier[-1][1]
    return None


def _lenders(sentence: Sentence) -> list[tuple[int, Unit]]:
    return [
        (at, unit)
        for at, unit in sorted(sentence.units("bank"), key=lambda found: found[0])
        if not unit.carried and len(unit.referents) == 1 and sentence.referents[unit.referents[0]].type in _LENDERS
    ]


@dataclass
class _Story:
    """A document read for those of its bodies that can make a product.

    Args:
        sentences: those that name something.
    """

    sentences: Sequence[Sentence]

    def __post_init__(self) -> None:
        self._leading = self._told_of()

    def maker(self, number: int, at: int) -> tuple[int, float] | None:
        """Who makes what stands at a position of a sentence, and how sure that is; None if nothing tells."""
        sentence = self.sentences[number]
        text = sentence.skeleton.text
        clause = clause_start(text, at, _CLAUSE_END)
        if _OTHERS_USE.search(text, clause, at) or _UNNAMED.search(text, clause, at):
            return None
        alone = self._alone(sentence)
        if alone is not None:
            return alone.referents[0], round(_BESIDE * alone.trust, 3)
        if self._leading is not None:
            return self._leading, _OF_STORY
        near = self._nearest(number, at)
        return (near, _LAST_NAMED) if near is not None else None

    def _nearest(self, number: int, at: int) -> int | None:
        """The maker written last before a position of a sentence, else the one with which a sentence before begins."""
        sentence = self.sentences[number]
        units = sorted(sentence.units("body"), key=lambda found: found[0])
        before = [
            unit
            for place, unit in units
            if place < at and not _TAKES.search(sentence.skeleton.text, max(0, place - 3), place)
        ]
        if before:
            return self._sole(sentence, before[-1])
        for earlier in reversed(self.sentences[max(0, number - _FAR) : number]):
            if "\n" in sentence.text[earlier.end : sentence.start]:
                break
            named = sorted(earlier.units("body"), key=lambda found: found[0])
            if named:
                return self._sole(earlier, named[0][1])
        return None

    def _sole(self, sentence: Sentence, unit: Unit) -> int | None:
        """The only member of a unit, if it can make things."""
        sole = unit.referents[0] if len(unit.referents) == 1 else None
        return sole if sole is not None and self._makes(sole, sentence) else None

    def _alone(self, sentence: Sentence) -> Unit | None:
        """The only maker of a sentence, where a clause has it for its subject."""
        units = [unit for _, unit in sentence.units("body")]
        makers = {referent for unit in units for referent in unit.referents if self._makes(referent, sentence)}
        subject = next((unit for unit in units if unit.carried or _opens(sentence, unit)), None)
        if len(makers) != 1:
            return None
        if subject is not None and subject.carried and makers == set(subject.referents):
            return subject
        return self._only_one(sentence, makers)

    @staticmethod
    def _only_one(sentence: Sentence, makers: set[int]) -> Unit | None:
        """The only maker that a sentence writes out, where nothing around it makes it the one that buys or looks on."""
        text = sentence.skeleton.text
        for at, unit in sentence.units("body"):
            if not unit.carried and makers == set(unit.referents):
                idle = _TAKES.search(text, max(0, at - 3), at) or _USES.match(text, at + 1)
                return None if idle else unit
        return None

    @staticmethod
    def _makes(referent: int, sentence: Sentence) -> bool:
        return sentence.referents[referent].type in _MAKERS

    def _told_of(self) -> int | None:
        """The maker that the document names far more often than any other, if there is one."""
        counts: Counter[int] = Counter()
        for sentence in self.sentences:
            for _, unit in sentence.units("body"):
                if not unit.carried:
                    counts.update(r for r in unit.referents if sentence.referents[r].type in _MAKERS)
        ranked = counts.most_common(2)
        if not ranked or ranked[0][1] < _LEADING:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def _opens(sentence: Sentence, unit: Unit) -> bool:
    """Whether a unit stands where a clause begins."""
    before = sentence.text[max(0, unit.start - 1) : unit.start]
    return not before or before in "，。；：！？,;:!?\n“”"


def made_jointly(thread: Thread) -> Iterator[Claim]:
    """双方 or 两家 develop a technology together: the two makers that were named last (双方联合研制的…)."""
    known = {claim.object for claim in thread.claims if claim.predicate == _DEVELOPS}
    for number, sentence in enumerate(thread.sentences):
        text = sentence.skeleton.text
        both = _BOTH.search(text)
        if both is None or not _DEVELOPED.search(text):
            continue
        makers = _pair(thread.sentences[max(0, number - _NEAR) : number + 1])
        for at, unit in sentence.units("technology"):
            for product in unit.referents if makers else ():
                if product not in known:
                    status = status_at(text, at, min(at, both.start()), both.end())
                    for maker in makers:
                        yield Claim(_DEVELOPS, maker, product, sentence.start, sentence.end, "", _TOGETHER, (), status)


def _pair(nearby: Sequence[Sentence]) -> tuple[int, ...]:
    """The two makers that the last sentence to name any names, or that it and the one before name; else none."""
    found: dict[int, None] = {}
    for sentence in reversed(nearby):
        for _, unit in sentence.units("body"):
            if not unit.carried:
                found |= dict.fromkeys(r for r in unit.referents if sentence.referents[r].type in _MAKERS)
        if len(found) >= _TWO:
            break
    return tuple(found) if len(found) == _TWO else ()


RULES = (made_jointly, made_nearby, lent_nearby)
