"""Captions: names with spaces where the lines of a picture may end.

The Neo4j Browser breaks the caption of a node at spaces alone, and Chinese names have none.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

_WIDTH = 6.0
"""Chinese characters that a line should hold at most; letters and digits are half as wide."""
_ALONE = 7.0
"""What may be in one line if there is no other: the one in the middle of a circle is the longest."""
_REACH = 12
"""Pieces of a line, at most."""
_PARTS = (
    "股份有限公司|有限责任公司|有限公司|集团|控股|科技园区|科技园|科技|投资|管理委员会|管委会|委员会|管理|发展|技术|信息|产业园|产业|智能|"
    "创业园|创业|生物|医药|新材料|材料|装备|基金|银行|担保|租赁|研究院|研究所|研究中心|实验室|大学|学院|医院|中心|平台|协会|联盟|分行|支行|"
    "分公司|园区|示范区|开发区|高新区|孵化器"
)
"""Frequent parts of names, of two that begin alike the longer one first."""
_PIECE = re.compile(
    rf"(?P<part>[（(【《“][^（）()【】《》“”]{{1,6}}[）)】》”]|[A-Za-z0-9.&+'-]+|{_PARTS})|(?P<stop>[，、：。；！？·—]+)|.",
    re.DOTALL,
)
_TORN, _BEFORE, _LINE, _EXCESS, _SHORT = 2.0, 0.4, 1.0, 9.0, 0.05
"""What it costs to end a line between two characters or before a part, to have one more line, for each character that a
line is too long, and for the square of what it is short of.
"""


def caption(name: str) -> str:
    """The name with a space wherever a line may end, chosen for all lines together (Knuth and Plass, "Breaking
    Paragraphs into Lines", 1981).

    Args:
        name: a name or a title; white space of its own ends lines, too.
    """
    return " ".join(line for word in name.split() for line in _lines(word))


def _lines(word: str) -> list[str]:
    if _width(word) <= _ALONE:
        return [word]
    found = list(_PIECE.finditer(word))
    pieces = [each[0] for each in found]
    prices = [0.0, *(_price(one, other) for one, other in pairwise(found)), 0.0]
    reached = [0.0, *accumulate(map(_width, pieces))]
    best = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        starts = range(max(0, end - _REACH), end)
        best.append(min((best[at][0] + prices[end] + _cost(reached[end] - reached[at]), at) for at in starts))
    lines: list[str] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        lines.append("".join(pieces[start:end]))
        end = start
    return lines[::-1]


def _price(one: re.Match[str], other: re.Match[str]) -> float:
    """What it costs to end a line between two pieces."""
    if other["stop"]:
        return _EXCESS
    return 0.0 if one.lastgroup else _BEFORE if other["part"] else _TORN


def _cost(width: float) -> float:
    missing = _WIDTH - width
    return _LINE + (_SHORT * missing**2 if missing >= 0 else -_EXCESS * missing)


def _width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in line)
