"""A sentence with one character for each mention or coordination of mentions, and the way back to the text.

Quotation marks, white space and parentheses that only repeat a name are left out, so that patterns meet plain prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.extract.analysis import Form, Name
from kg.extract.rules.units import ANY, BODIES, CLASSES, Unit, joint_kind, kind_of, kind_of_type

_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_DROPPED = frozenset('“”"‘’「」『』《》〈〉 \t\r\n\u3000\u00a0\u200b\ufeff')
_LISTED = frozenset({"”“", "》《", "」「", "\u2019\u2018"})
_ASIDE = re.compile(
    rf"(?<=[{ANY}])（(?:(?:以?下?简?称|简称|下称|又称|英文|原名|股票代码|证券代码|代码)[^（）]{{0,40}}"
    rf"|[A-Za-z0-9.:：\s，-]{{1,30}}|[{ANY}])）"
)
_KINDS_OF_PARTS = frozenset({"body", "bank", "fund", "company", "park"})
_HEAD = (
    "企业|公司|银行|机构|单位|高校|院校|大学|医院|基金|园区|平台|品牌|城市|省市|地区|地|省|市|区|县|领域|行业|产业|赛道|方向|方面|"
    "项目|产品|技术|系统|设备|专家|人(?!工)|院所|部门|集团|客户|股东|央企|国企|协会|院|所|校|国家|场景|板块|成果|装备|团队|实验室"
)
_TAIL = rf"(?:等(?:等)?(?:[^，。；：、！？{ANY}在与和同为向对将已共都均皆是]{{0,10}}?(?:{_HEAD}){{1,2}})?)"


_SORTS = (
    "上市公司|龙头企业|上市企业|国有企业|民营企业|外资企业|科技企业|本土企业|初创企业|"
    "央企|国企|民企|药企|企业|公司|高校|银行|券商|平台"
)
"""What a member of a list may be called before its name (X、上市公司Y)."""


def _list_of(characters: str) -> str:
    one = f"[{characters}]"
    between = rf"(?:、(?:{_SORTS})?|，(?={one}[、和等])|、[^，。；：、{ANY}]{{2,8}}、)"
    last = "(?:和|及|以及|、以及)"
    return rf"{one}(?:{between}{one}){{1,30}}(?:(?:与|{last}){one})?|{one}{last}{one}"


_OWNED = rf"[{CLASSES['body']}]的[^，。；：、{ANY}]{{0,8}}[{CLASSES['body']}]"
_PAIRS = (
    rf"(?P<pairs>[{CLASSES['body']}]与[{CLASSES['body']}](?:、[{CLASSES['body']}]与[{CLASSES['body']}]){{1,20}}"
    rf"|{_OWNED}(?:(?:、|和|及|以及|，还有|，){_OWNED}){{1,20}})"
)
"""X与Y、Z与W and X的Y、Z的W: pairs side by side are no coordination of four."""
_LISTS = re.compile(
    f"{_PAIRS}|"
    + "|".join(
        f"(?:{_list_of(CLASSES[kind])})(?:{_TAIL})?" for kind in ("body", "region", "person", "technology", "industry")
    )
    + f"|[{ANY}]{_TAIL}"
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What patterns read.

    Args:
        text: the skeleton.
        starts, ends: for each of its characters, where it begins and ends in the document's text.
        units: by position in the skeleton.
        told: of a plain reading, the skeleton as the text tells it.
        places: of a plain reading, where each of its characters stands in that.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    units: Mapping[int, Unit]
    told: Skeleton | None = None
    places: tuple[int, ...] = ()


_Piece = tuple[str, int, int, Unit | None]


def skeleton(text: str, start: int, end: int, names: Iterable[Name]) -> Skeleton:
    """The skeleton of `text[start:end]`; `names` are those that lie in it, sorted and not overlapping."""
    pieces = _without_asides(list(_pieces(text, start, end, names)))
    return _assembled(_grouped(_without_outer_regions(pieces)))


def _pieces(text: str, start: int, end: int, names: Iterable[Name]) -> Iterator[_Piece]:
    at = start
    listed = list(names)
    for name, after in zip(listed, [*listed[1:], None], strict=False):
        if name.start < at or name.end > end:
            continue
        if after and after.start == name.end and _only_owns(name, after):
            at = name.end
            continue
        yield from _plain(text, at, name.start)
        unit = Unit((name.referent,), kind_of_type(name.type), name.start, name.end)
        if name.form is Form.ANAPHOR:
            unit = replace(unit, trust=0.93)
        yield unit.character, name.start, name.end, unit
        at = name.end
    yield from _plain(text, at, end)


def _only_owns(name: Name, after: Name) -> bool:
    """Whether a noun such as 该校 stands directly before the name of a part of what it means."""
    return name.form is Form.ANAPHOR and name.type != "Person" and kind_of_type(after.type) in _KINDS_OF_PARTS


def _plain(text: str, start: int, end: int) -> Iterator[_Piece]:
    for at in range(start, end):
        character = text[at]
        if text[at : at + 2] in _LISTED and at + 1 < end:
            yield "、", at, at + 1, None
        elif character not in _DROPPED and kind_of(character) is None:
            yield _wide(text, at), at, at + 1, None


def _wide(text: str, at: int) -> str:
    """Half-width punctuation counts as full-width, except inside numbers."""
    character = text[at]
    if character in ",:" and text[at + 1 : at + 2].isdigit() and text[max(0, at - 1) : at].isdigit():
        return character
    return character.translate(_FULL_WIDTH)


def _without_asides(pieces: list[_Piece]) -> list[_Piece]:
    flat = "".join(piece[0] for piece in pieces)
    if "（" not in flat:
        return pieces
    kept: list[_Piece] = []
    at = 0
    for aside in _ASIDE.finditer(flat):
        kept += pieces[at : aside.start()]
        at = aside.end()
    return kept + pieces[at:]


def _without_outer_regions(pieces: list[_Piece]) -> list[_Piece]:
    """A chain of regions (X市Y区) names its last member."""
    regions = CLASSES["region"]
    following = [*(piece[0] for piece in pieces[1:]), ""][: len(pieces)]
    return [
        piece for piece, after in zip(pieces, following, strict=True) if piece[0] not in regions or after != piece[0]
    ]


def _grouped(pieces: list[_Piece]) -> Iterator[_Piece]:
    flat = "".join(piece[0] for piece in pieces)
    at = 0
    for found in _LISTS.finditer(flat):
        if found["pairs"]:
            continue
        yield from pieces[at : found.start()]
        members = [unit for *_, unit in pieces[found.start() : found.end()] if unit]
        last = max(index for index in range(found.start(), found.end()) if pieces[index][3])
        joint = Unit(
            tuple(dict.fromkeys(referent for member in members for referent in member.referents)),
            joint_kind({member.kind for member in members}),
            members[0].start,
            pieces[found.end() - 1][2],
            min(member.trust for member in members),
            tail=flat[last + 1 : found.end()],
        )
        yield joint.character, joint.start, joint.end, joint
        at = found.end()
    yield from pieces[at:]


def _assembled(pieces: Iterable[_Piece]) -> Skeleton:
    listed = list(pieces)
    return Skeleton(
        "".join(piece[0] for piece in listed),
        tuple(piece[1] for piece in listed),
        tuple(piece[2] for piece in listed),
        {at: piece[3] for at, piece in enumerate(listed) if piece[3]},
    )


def with_subjects(bare: Skeleton, carried: Mapping[int, Unit]) -> Skeleton:
    """The skeleton with unwritten subjects inserted before the given positions."""
    if not carried:
        return bare
    pieces: list[_Piece] = []
    for at, character in enumerate(bare.text):
        if at in carried:
            unit = carried[at]
            pieces.append((unit.character, bare.starts[at], bare.starts[at], unit))
        pieces.append((character, bare.starts[at], bare.ends[at], bare.units.get(at)))
    return _assembled(pieces)


def first_body(text: str, start: int, end: int) -> int | None:
    """Position of the first body between two positions of a skeleton."""
    return next((at for at in range(start, end) if text[at] in BODIES), None)
