"""One spelling for what is written in many ways: width, brackets, dashes, spaces, and traditional characters."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from kg.text import fold

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_OPENING = str.maketrans("[{【〔〖［", "((((((")
_CLOSING = str.maketrans("]}】〕〗］", "))))))")
_DASHES = re.compile(r"[\-‐‑‒–—―−─~～·•・‧∙]+")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.,&])\s+(?=[A-Za-z0-9&(])")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters; text without Han characters as it is."""
    return str(_simplifier().convert(text)) if _HAN.search(text) else text


def spell(name: str) -> str:
    """A name as names are compared: simplified characters, one kind of brackets and dashes, no spaces in Chinese.

    Latin letters are small, and words of them stay apart by one space: `CanSino Biologics Inc.` gives `cansino
    biologics inc.`.

    Args:
        name: as a document or a table gives it, with line breaks or spaces inside if it has some.
    """
    marked = _LATIN_GAP.sub("\x00", name)
    spelt = fold(marked).replace("\x00", " ").translate(_OPENING).translate(_CLOSING)
    spelt = _DASHES.sub("-", simplified(spelt)).casefold()
    return spelt.strip("-") or fold(name)
