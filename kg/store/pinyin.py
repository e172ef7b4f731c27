"""How Chinese names are read, so that they can be found by pinyin or its initials. The only home of pypinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import import_module

_OFFICES = {"支行": [["zhī"], ["háng"]], "分行": [["fēn"], ["háng"]], "总行": [["zǒng"], ["háng"]]}
"""行 of a bank is háng; the shipped phrases know 银行, but not its offices."""
_MARK = "\x00"
"""What stands before a stretch that is no Han character and so has no reading."""


def pinyin(name: str) -> str:
    """The reading of `name` in small letters without tones or spaces: 天津 gives `tianjin`, 京东方A `jingdongfanga`."""
    return readings(name)[0]


def initials(name: str) -> str:
    """The first letter of each character's reading: 天津 gives `tj`; Latin letters and digits stay."""
    return readings(name)[1]


def readings(name: str) -> tuple[str, str]:
    """Both in one go."""
    syllables = _reader()(_plain(name), errors=_marked)
    whole = "".join(syllables)
    first = "".join(syllable if syllable[0] == _MARK else syllable[0] for syllable in syllables if syllable)
    return _letters(whole), _letters(first)


@cache
def _reader() -> Callable[..., list[str]]:
    """pypinyin, whose dictionaries take longer to load than most queries to answer, and which few of them need."""
    pypinyin = import_module("pypinyin")
    pypinyin.load_phrases_dict(_OFFICES)
    reader: Callable[..., list[str]] = pypinyin.lazy_pinyin
    return reader


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _marked(other: str) -> str:
    return _MARK + other


def _letters(reading: str) -> str:
    return "".join(c for c in reading.replace("ü", "v") if c.isascii() and c.isalnum())
