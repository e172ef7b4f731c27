"""What a stretch of text is about: the body that a plain noun, a title or no word at all means there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Sentence, Thread

FIRMS = frozenset({"Company", "InvestmentFirm", "FinancialInstitution", "Incubator"})
"""Types of bodies that have a board and a manager."""
SCHOLARLY = frozenset({"University", "ResearchInstitute", "Hospital"})
"""Types of bodies that have professors."""
BODIES = FIRMS | SCHOLARLY | {"Bank", "Lab", "ServicePlatform", "Association", "Organization"}
"""Types of bodies at which people work, without parks and agencies."""
FOUNDED = BODIES - {"Bank"} | {"Fund", "Park"}
"""Types of bodies that others found."""


def role(types: Collection[str], named: str = ".*") -> Role:
    """What can be a body of these types whose name holds what is looked for."""
    return Role(frozenset(types), named=re.compile(named))


NOUNS: Sequence[tuple[str, Role]] = (
    ("孵化器|众创空间|加速器", role({"Incubator"})),
    ("母基金|子基金|基金", role({"Fund"})),
    ("联盟|协会|商会|学会|联合体|共同体", role({"Association", "Organization"})),
    ("研究院|研究所|创新院|研发机构|科研机构|院里|所里|研究中心", role({"ResearchInstitute", "University"})),
    ("实验室", role({"Lab", "ResearchInstitute"}, "实验室")),
    ("医院|院方", role({"Hospital"})),
    ("大学|学校|校方|学院", role({"University", "Organization"})),
    ("产业园|科技园|园区|园方|新园|基地|科技城|科学城|小镇|开发区|高新区", role({"Park"})),
    ("公司|企业|集团|厂里?", role(FIRMS)),
    ("中心", role(BODIES, "中心")),
    ("平台", role({"ServicePlatform", "Incubator"})),
    ("银行|分行|支行|行里", role({"Bank"})),
    ("机构|单位", role(BODIES)),
)
"""Nouns that stand for a body of which the text has told, with what that body can be."""

_BACK = 8
"""How many sentences back what a text is about may have been named."""


def told(thread: Thread) -> Counter[int]:
    """How often the document names each referent."""
    named = (u for s in thread.sentences for u in s.skeleton.units.values() if not u.carried)
    return Counter(referent for unit in named for referent in unit.referents)


def topic(
    thread: Thread,
    number: int,
    at: int,
    roles: Sequence[Role],
    named: Counter[int],
    *,
    apart: Collection[int] = (),
    ahead: int = 0,
) -> int | None:
    """The body of which a sentence tells without naming it, None if that is open.

    Args:
        thread: the document.
        number, at: the sentence, and the position in its skeleton before which the body may be written.
        roles: what the body must be.
        named: how often the document names each referent.
        apart: who is not meant.
        ahead: how many sentences further on the body may be named if it was not before.
    """
    sentences = thread.sentences

    def fitting(low: int, high: int, end: int | None = None) -> list[int]:
        found = (r for s in sentences[max(0, low) : high] for r in _fit(s, roles, end))
        return [referent for referent in found if referent not in apart]

    here = fitting(number, number + 1, at)
    if here:
        return here[-1]
    opening = paragraph(thread, number)
    before = fitting(opening, number)
    heading = sentences[opening].skeleton.units.get(0)
    if before and heading and not heading.carried and heading.referents == (before[0],):
        return before[0]
    before = before or fitting(number - _BACK, opening)
    if before:
        return most(before, named)
    return next(iter(fitting(number + 1, number + 1 + ahead)), None)


def paragraph(thread: Thread, number: int) -> int:
    """The sentence with which the paragraph of a sentence opens, not too far back."""
    sentences, text = thread.sentences, thread.sentences[number].text
    opening = number
    while opening > max(0, number - _BACK) and "\n" not in text[sentences[opening - 1].end : sentences[opening].start]:
        opening -= 1
    return opening


def _fit(sentence: Sentence, roles: Sequence[Role], end: int | None) -> Iterator[int]:
    for at, unit in sorted(sentence.skeleton.units.items()):
        if (end is None or at < end) and (not unit.carried or end is not None):
            for referent in unit.referents:
                if all(role.fits(sentence.referents[referent]) for role in roles):
                    yield referent


def most(found: Collection[int], named: Counter[int]) -> int | None:
    """The only one, or the one that the text names at least twice as often as any other."""
    first, *others = sorted(set(found), key=lambda referent: -named[referent])
    if others and named[first] < 2 * named[others[0]]:
        return None
    return first
