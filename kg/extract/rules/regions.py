"""Regions that a text only points at: 在津, 驻京 and 我市, where it names the region elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Form, Name, Referent
from kg.extract.cues import cues

_CONFIDENCE = 0.7
_OURS = re.compile("我市|我省|我区|本市")
_OF_THE_KIND = {"市": re.compile("(?<![区县镇村乡道])$"), "省": re.compile("$"), "区": re.compile("区$")}
_OFTEN = 2
"""Mentions that a region needs before 我市 can mean it."""


def pointed_regions(text: str, names: Sequence[Name], referents: Sequence[Referent]) -> Iterator[Name]:
    """Anaphors for one-character abbreviations behind 在, 驻, 来 and the like, and for 我市.

    Args:
        text: the document's text.
        names: its decided names.
        referents: those of the document.
    """
    regions = Counter(name.referent for name in names if name.type == "Region" and name.form is not Form.ANAPHOR)
    if regions:
        yield from _abbreviated(text, regions, referents)
        yield from _ours(text, regions, referents)


def _abbreviated(text: str, regions: Counter[int], referents: Sequence[Referent]) -> Iterator[Name]:
    full = dict(word.split("=") for word in cues("location")["abbreviation"])
    for found in re.finditer(f"(?<=[在驻来入离赴])(?:{'|'.join(full)})(?=[\u4e00-\u9fff])", text):
        if text[found.end()] in "津京冀沪":
            continue
        meant = [r for r in regions if referents[r].name.removesuffix("市").removesuffix("省") == full[found.group()]]
        if len(meant) == 1:
            yield Name(found.start(), found.end(), "Region", meant[0], Form.ANAPHOR, "rule:regions", _CONFIDENCE)


def _ours(text: str, regions: Counter[int], referents: Sequence[Referent]) -> Iterator[Name]:
    for found in _OURS.finditer(text):
        kind = found.group()[1]
        fitting = [
            (count, referent)
            for referent, count in regions.items()
            if count >= _OFTEN
            and _OF_THE_KIND[kind].search(referents[referent].name)
            and "京津冀" not in referents[referent].name
        ]
        ranked = sorted(fitting, reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            yield Name(found.start(), found.end(), "Region", ranked[0][1], Form.ANAPHOR, "rule:regions", _CONFIDENCE)
