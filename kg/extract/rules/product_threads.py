"""Products whose maker another clause or sentence names: whose story a passage tells (`develops`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Claim
from kg.extract.rules.sentence import Sentence, Thread, Thread
from kg.extract.rules.status import status_at
from kg.extract.rules.units import CLASSES, Unit

_DEVELOPS = "develops"
_MAKERS = frozenset({"Company", "University", "ResearchInstitute", "Lab", "Hospital"})
_CLAUSE = re.compile("[，；：]")
_BESIDE, _BEFORE, _OF_STORY = 0.62, 0.52, 0.45
_FARTHEST = 2
"""How many sentences back, in one paragraph, the maker may stand."""
_LEADING = 3
"""How often at least a document names the body whose story it tells."""
_HELPING = re.compile("联合|携手|与|和|同|在|向|给|为|从|对|依托|支持|借助|通过")
_UNNAMED = re.compile("(?:另|有|某|其他|别的)(?:外)?(?:一|两|几|三)?(?:家|些|支|所)")
_OTHERS_USE = re.compile(
    "采购|购买|购置|引进|进口|租|买|使用|用上|装上|搭载|订购|采用|借助|退出|投资|比|除了|不同于|考察|参观"
)


def made_nearby(thread: Thread) -> Iterator[Claim]:
    """A product whose maker no sentence spells out belongs to the body of which its passage tells."""
    sentences = thread.sentences
    known = {claim.object for claim in thread.claims if claim.predicate == _DEVELOPS}
    leading = _leading(sentences)
    for number, sentence in enumerate(sentences):
        for at, unit in sentence.units("technology"):
            targets = [referent for referent in unit.referents if referent not in known]
            found = _maker(sentences, number, at, leading) if targets else None
            if found is None:
                continue
            makers, confidence = found
            known.update(targets)
            status = status_at(sentence.skeleton.text, at, at, at + 1)
            for maker in makers:
                for target in targets:
                    yield Claim(_DEVELOPS, maker, target, sentence.start, sentence.end, "", confidence, (), status)


def _maker(
    sentences: Sequence[Sentence], number: int, at: int, leading: int | None
) -> tuple[tuple[int, ...], float] | None:
    """Who makes what stands at a position, and how sure that is."""
    sentence = sentences[number]
    text = sentence.skeleton.text
    clause = max((found.end() for found in _CLAUSE.finditer(text, 0, at)), default=0)
    if _OTHERS_USE.search(text, clause, at) or _UNNAMED.search(text, clause, at):
        return None
    beside = _last(sentence, at) or _first_after(sentence, at)
    if beside is not None:
        return beside.referents, round(_BESIDE * beside.trust, 3)
    for back in range(1, _FARTHEST + 1):
        if back > number or _paragraph_between(sentences[number - back], sentence):
            break
        before = _last(sentences[number - back], len(sentences[number - back].skeleton.text))
        if before is not None:
            return before.referents, round(_BEFORE * before.trust, 3)
    return ((leading,), _OF_STORY) if leading is not None else None


def _last(sentence: Sentence, end: int) -> Unit | None:
    """The last maker before a position; one that a clause has for its subject before any other."""
    units = [unit for at, unit in sorted(sentence.skeleton.units.items()) if at < end and _makes(sentence, unit)]
    subjects = [unit for unit in units if unit.carried or _opens(sentence, unit)]
    if subjects:
        return subjects[-1]
    return units[0] if len(units) == 1 and not _beside_others(sentence, units[0]) else None


def _beside_others(sentence: Sentence, unit: Unit) -> bool:
    """Whether a unit is but named as helping, hosting or buying."""
    return bool(_HELPING.search(sentence.text, max(0, unit.start - 4), unit.start))


def _first_after(sentence: Sentence, start: int) -> Unit | None:
    units = (unit for at, unit in sorted(sentence.skeleton.units.items()) if at > start and _makes(sentence, unit))
    unit = next(units, None)
    return unit if unit is not None and _opens(sentence, unit) else None


def _makes(sentence: Sentence, unit: Unit) -> bool:
    return len(unit.referents) == 1 and all(sentence.referents[r].type in _MAKERS for r in unit.referents)


def _opens(sentence: Sentence, unit: Unit) -> bool:
    """Whether a unit stands where a clause begins."""
    before = sentence.text[max(0, unit.start - 1) : unit.start]
    return not before or before in "，。；：！？,;:!?\n“”"


def _paragraph_between(one: Sentence, other: Sentence) -> bool:
    return "\n" in one.text[one.end : other.start]


def _leading(sentences: Sequence[Sentence]) -> int | None:
    """The maker that the document names far more often than any other, if there is one."""
    counts: Counter[int] = Counter()
    for sentence in sentences:
        for unit in sentence.skeleton.units.values():
            if not unit.carried and unit.character in CLASSES["body"]:
                counts.update(r for r in unit.referents if sentence.referents[r].type in _MAKERS)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEADING:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


RULES = (made_nearby,)
