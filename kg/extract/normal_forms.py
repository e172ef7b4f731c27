"""Gives every particular of a statement its normal form, whichever voice found it; the original text always stays.

What is normalised how, and by which conventions, is told in `docs/normal-forms.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kg.extract.cues import cues
from kg.extract.dates import dates
from kg.extract.money import money
from kg.extract.periods import Reading, leans
from kg.extract.qualifiers import Found, rates, rounds, shares
from kg.model import Qualifier

SEPARATOR = " | "
"""What parts several titles in one normal form."""
_ABBREVIATIONS = {
    "CEO": "首席执行官", "CTO": "首席技术官", "CFO": "首席财务官", "COO": "首席运营官", "CIO": "首席信息官",
    "CMO": "首席营销官", "CPO": "首席产品官", "副总": "副总经理", "总工": "总工程师", "董秘": "董事会秘书",
    "法人代表": "法定代表人", "法人": "法定代表人", "实控人": "实际控制人", "创办人": "创始人",
}  # fmt: skip
_ABBREVIATED = re.compile(
    "|".join(f"{word}$" for word in sorted(_ABBREVIATIONS, key=lambda word: (-len(word), word))), re.IGNORECASE
)
_PART = re.compile(r"[、，,/／;；|｜]|(?<=.)兼(?:任)?(?=.)")
_AND = re.compile("[和及与暨]")
_IN_OFFICE = re.compile("^(?:现任|现为|担任|出任|兼任|任)(?=..)")


def normalised(qualifier: Qualifier, published: date | None = None, before: str = "") -> Qualifier:
    """The qualifier with its normal form, as far as one can be told; one that has it already is left as it is.

    Args:
        qualifier: as a rule or a model gave it.
        published: day of publication, if it is known.
        before: the text shortly before the qualifier; there stands the date on which 同年 or 次月 leans.
    """
    if qualifier.value is not None:
        return qualifier
    if qualifier.name == "date":
        return _dated(qualifier, published, before)
    if qualifier.name == "title":
        return replace(qualifier, value=SEPARATOR.join(titles(qualifier.text)) or None)
    for find in _FINDERS.get(qualifier.name, ()):
        found = list(find(_context(qualifier)))
        if len(found) == 1:
            return replace(qualifier, value=found[0].qualifier.value, unit=found[0].qualifier.unit)
    return qualifier


def _dated(qualifier: Qualifier, published: date | None, before: str) -> Qualifier:
    told = None
    if leans(qualifier.text):
        values = [each.qualifier.value for each in dates(before, published) if each.qualifier.value]
        told = values[-1] if values else None
    return replace(qualifier, value=Reading(published, told).normal(qualifier.text))


_SURROUNDINGS = {"rate": "利率", "amount": "融资"}
_FINDERS: Mapping[str, tuple[Callable[[str], Iterator[Found]], ...]] = {
    "amount": (money, lambda text: shares(f"{text}股权")),
    "rate": (rates,),
    "round": (rounds,),
}


def _context(qualifier: Qualifier) -> str:
    """The text with a word before it that tells what the number is, as the sentence did."""
    return _SURROUNDINGS.get(qualifier.name, "") + qualifier.text


def titles(written: str) -> tuple[str, ...]:
    """The offices that a title names, abbreviations spelt out: 董事长兼CEO is 董事长 and 首席执行官.

    和, 及 and 与 part two offices only after a word that ends one: 设备与材料部部长 is one.
    """
    parts = [each for piece in _PART.split(written) for each in _parted(piece.strip())]
    offices = (_IN_OFFICE.sub("", part) for part in parts)
    spelt = (_ABBREVIATED.sub(lambda match: _ABBREVIATIONS[_known(match.group())], each) for each in offices)
    return tuple(dict.fromkeys(each for each in spelt if each))


def _known(word: str) -> str:
    return word if word in _ABBREVIATIONS else word.upper()


def _parted(written: str) -> Iterator[str]:
    """The offices that 和, 及 or 与 joins."""
    begin = 0
    for match in _AND.finditer(written):
        if written[begin : match.start()].endswith(cues("people")["title"]):
            yield written[begin : match.start()]
            begin = match.end()
    yield written[begin:]
