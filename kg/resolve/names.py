"""The parts of an organisation's name: region, core (字号), trade, form, host, units, ordinal. Knows no ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from kg.divisions import Division, Divisions
from kg.resolve.latin_names import LatinReader
from kg.resolve.wording import Wording, worded
from kg.tables import rows
from kg.text import fold

_BRACKETS = re.compile(r"[()\[\]【】〔〕]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_DOTS = re.compile(r"[·•・‧∙.]")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]+(?:期|号|批)")
_LEGAL = re.compile(
    r"(?:股份有限|有限责任|有限|股份)公司$|公司$|(?:有限)?合伙企业(?:(?:有限|普通|特殊普通)合伙)?$|(?:有限|普通|特殊普通)合伙$"
)
_BANK = re.compile(r"^(.*?银行(?:股份有限公司|有限责任公司)?)(.+)$")
_UNIT_END = re.compile(r".+?(?:分行|支行|分理处|营业部|分公司|办事处)")
_UNIT_HEADS = ("分行", "支行", "分理处", "营业部", "分公司", "子公司", "办事处", "分院", "分校", "分中心")
_HOST = re.compile(
    r"^(?P<host>.*?[^第](?:大学(?![城生])|科学院|工程院|研究院|学院(?!路)|医院|(?:总|集团)公司|有限公司|科技园区?|产业园区?|(?:开发|示范|试验|保税)区|高新区|经开区))"
    r"(?P<rest>.*(?:学院|学校|中学|小学|系|所|院|实验室|中心|医院|园|区|基地|平台|公司|管委会|管理委员会))$"
)
_GRADE = re.compile(
    "国家(?:级|重点|地方联合)?|全国重点|省部共建|教育部|(?:省|市|区)(?:级|重点)|(?<=[省市])重点|(?:北京|天津|河北)(?:省|市)?(?=重点)|重点"
)
_GRADED = re.compile("(?:实验室|中心|基地|园区?|平台|孵化器|众创空间|开发区|高新区|示范区)$")
_LONGEST_WORD = 6
_LEVELS = frozenset("省市区县镇")
_GENERIC_WORDS = 3
_GENERIC_LENGTH = 8


def name_key(name: str) -> str:
    """What the spellings of one full name share: width, case, brackets, dots and 责任 in 有限责任公司 do not matter."""
    bare = _DOTS.sub("", _BRACKETS.sub("", fold(name))).casefold()
    return bare.replace("有限责任公司", "有限公司") or fold(name)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart; every part is folded, and empty where the name has none.

    Args:
        region: code of the division that the name begins with or has in brackets.
        core: what tells the body from others of its trade (字号).
        trade: ordinary words between core and form.
        form: legal form (有限公司) or institution word (研究院).
        units: branches below the body, outermost first: 天津分行, 滨海支行.
        ordinal: phase or number: 二期, 3号.
        generic: whether the name tells nothing apart outside its document (研究院, 天津分行).
        host: the body to which a unit belongs that has no name without it: 天津大学 of 天津大学化工学院.
        grade: who ranks a laboratory, centre, zone or incubator, and how: 国家重点, 市级.
        latin: the English form or pinyin that stands beside it, or the name itself if it is in Latin letters.
        former: names that it had before (曾用名).
    """

    region: str
    core: str
    trade: str
    form: str
    units: tuple[str, ...] = ()
    ordinal: str = ""
    generic: bool = False
    host: str = ""
    grade: str = ""
    latin: str = ""
    former: tuple[str, ...] = ()

    @property
    def without_region(self) -> str:
        """All of the name but its region."""
        return "".join((self.core, self.trade, self.form, *self.units, self.ordinal))

    @property
    def stem(self) -> str:
        """Core, trade and what kind of body it is, without the legal form, units and ordinal that stand after it."""
        return f"{self.core}{self.trade}{_LEGAL.sub('', self.form)}"

    @property
    def legal(self) -> bool:
        """Whether the form is a company's legal form."""
        return bool(_LEGAL.search(self.form))


class NameParser:
    """Takes names apart. Make one with `NameParser.load(divisions)` and pass it on.

    Args:
        divisions: what regions there are.
        suffixes: legal forms and institution words.
        words: words that tell nothing apart.
    """

    def __init__(self, divisions: Divisions, suffixes: Iterable[str], words: Iterable[str]) -> None:
        self._divisions = divisions
        self._suffixes = frozenset(_BRACKETS.sub("", fold(suffix)) for suffix in suffixes)
        self._words = frozenset(map(fold, words)) | frozenset(s for s in self._suffixes if len(s) > 1)
        self._longest_suffix = max(map(len, self._suffixes), default=0)

    @classmethod
    def load(cls, divisions: Divisions) -> Self:
        """A parser that knows the shipped suffixes and generic words.

        Raises:
            SettingsError: one of the tables is missing.
        """
        listed = rows("cues", "organisation_suffixes.tsv")
        suffixes = ["公司", *(row["suffix"] for row in listed if row["class"] != "brand")]
        return cls(divisions, suffixes, (row["word"] for row in rows("cues", "generic_words.tsv")))

    def parse(self, name: str) -> NameParts:
        """The parts of a full or short name; of one that has no such structure, all of it is core."""
        wording = worded(name)
        return self._latin_parts(wording) if wording.name == wording.latin else self._parts(wording)

    def _latin_parts(self, wording: Wording) -> NameParts:
        parts = self._latin.read(wording.name)
        return NameParts(parts.region, parts.core, parts.trade, parts.form, latin=wording.latin)

    def _parts(self, wording: Wording) -> NameParts:
        region, rest = self._region(wording.name)
        rest = _BRACKETS.sub("", rest)
        head, units = _split_units(rest)
        ordinals = _ORDINAL.findall(head)
        bare = head.replace(ordinals[-1], "", 1) if ordinals and ordinals[-1] != head else head
        form = self._form(bare)
        core, trades = self._core(bare.removesuffix(form))
        ordinal = ordinals[-1] if bare != head else ""
        generic = self._generic(rest, region, core, trades, form, units)
        host = None if units else _HOST.match(wording.name)
        return NameParts(
            region,
            core,
            "".join(trades),
            form,
            units,
            ordinal,
            generic,
            host["host"] if host else "",
            _grade(wording.name),
            wording.latin,
            wording.former,
        )

    @cached_property
    def _latin(self) -> LatinReader:
        return LatinReader(self._divisions)

    def _region(self, name: str) -> tuple[str, str]:
        for bracketed in _BRACKETED.finditer(name):
            inside = bracketed.group(1)
            division = self._divisions.at_start_of(inside)
            inner = self._inside(name[: bracketed.start()], inside)
            if inner:
                return inner.code, name[bracketed.end() :]
            if division and not self._after(inside, division.code):
                return division.code, name[: bracketed.start()] + name[bracketed.end() :]
        division = self._divisions.at_start_of(name)
        return (division.code, self._after(name, division.code)) if division else ("", name)

    def _inside(self, before: str, inside: str) -> Division | None:
        """The division in brackets that lies in the one before them: 天津（滨海）."""
        outer = self._divisions.at_start_of(before)
        if outer is None or self._after(before, outer.code):
            return None
        found = [
            d
            for d in self._divisions.find(inside)
            if d.code != outer.code and self._divisions.within(d.code, outer.code)
        ]
        return found[0] if len(found) == 1 else None

    def _after(self, name: str, code: str) -> str:
        """What follows the chain of divisions, down to `code`, with which the name begins.

        The division itself goes first: 贵阳 does not begin with 贵 for 贵州.
        """
        division = self._divisions.get(code)
        outer = list(reversed(self._divisions.ancestors(code)))
        while division and not (written := _begun(name, division)):
            begun = next((beginning for link in outer if (beginning := _begun(name, link))), "")
            if not begun:
                return name
            name = name.removeprefix(begun)
        return name.removeprefix(written) if division else name

    def _form(self, name: str) -> str:
        for length in range(min(self._longest_suffix, len(name)), 0, -1):
            if name[-length:] in self._suffixes:
                return name[-length:]
        return ""

    def _core(self, body: str) -> tuple[str, list[str]]:
        """The core and the generic words after it."""
        trades: list[str] = []
        while body:
            lengths = range(min(_LONGEST_WORD, len(body)), 1, -1)
            word = next((body[-n:] for n in lengths if body[-n:] in self._words), "")
            if not word:
                break
            trades.insert(0, word)
            body = body.removesuffix(word)
        return body, trades

    def _generic(self, rest: str, region: str, core: str, trades: list[str], form: str, units: tuple[str, ...]) -> bool:
        if not core and not units and form in _UNIT_HEADS:
            return True  # 天津分行: whose?
        if region or units:
            return False
        if core in _LEVELS:
            return bool(form)  # 市科技局: which city's?
        return not core and len(trades) + bool(form) <= _GENERIC_WORDS and len(rest) <= _GENERIC_LENGTH


def _grade(name: str) -> str:
    """Who ranks a body of a kind that is ranked."""
    found = _GRADE.findall(name) if _GRADED.search(name) else []
    return found[-1] if found else ""


def _begun(name: str, division: Division) -> str:
    """The longest name of a division that a name begins with, empty if it begins with none."""
    return max((written for written in division.names if name.startswith(written)), key=len, default="")


def _split_units(name: str) -> tuple[str, tuple[str, ...]]:
    """The body itself, and the branches named after it."""
    bank = _BANK.match(name)
    if bank and bank.group(2).endswith(_UNIT_HEADS):
        return bank.group(1), tuple(_UNIT_END.findall(bank.group(2)))
    if name.endswith(_UNIT_HEADS) and "银行" not in name:
        firm = re.match(r"^(.+?公司)(.+)$", name)
        if firm:
            return firm.group(1), (firm.group(2),)
    return name, ()
