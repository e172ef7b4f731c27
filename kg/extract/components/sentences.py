"""Sentences: where one ends in Chinese prose, with its quotes, headlines and layout."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

_END = re.compile(r"(?:[。！？!?]++|…{2,}+)[”’」』）)》\"]{0,4}+(?![，、,；;：:])|[\r\n\u2028\u2029]+")
_PAUSES = ("；", ";", "，", ",", "、", " ")

LONGEST = 400
"""Characters after which a sentence is cut at its last pause; prose seldom needs more, a hostile text would."""


def sentence_starts(text: str) -> list[int]:
    """Offsets at which the sentences of `text` begin; closing quotes and line breaks belong to what they end."""
    starts: list[int] = []
    begin = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        if end > begin:
            starts.append(begin)
            starts.extend(_cuts(text, begin, end))
            begin = end
    return starts


def _cuts(text: str, begin: int, end: int) -> Iterator[int]:
    while end - begin > LONGEST:
        stop = begin + LONGEST
        last = next((at for mark in _PAUSES if (at := text.rfind(mark, begin + LONGEST // 2, stop)) > 0), stop - 1)
        begin = last + 1
        yield begin


class Sentences:
    """Marks the first token of every sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` of every token."""
        starts = frozenset(sentence_starts(doc.text))
        opens = [1 if token.idx in starts else -1 for token in doc]
        column = np.asarray(opens, dtype=np.int64).astype(np.uint64)
        # Token by token, spaCy takes quadratic time; its stub knows signed integers alone, its code unsigned ones.
        doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]
        return doc


@Language.factory("jjj_sentences")
def create(nlp: Language, name: str) -> Sentences:
    """Make the component that `pipeline.cfg` asks for."""
    return Sentences()
