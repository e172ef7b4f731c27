"""Finds every reprint among the documents of a ledger; what is found depends on which documents there are alone.

Each document is compared with the originals of those that look like it, the earliest published first: no chain of
copies of copies ever joins two texts that were not compared.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Protocol

from kg.model import Document, Mention, Reprint
from kg.reprints.comparison import shared_wording
from kg.reprints.sketches import Signature, candidates, signature
from kg.reprints.wording import Wording, letters

METHOD = "1"
"""Changes whenever other reprints may be found among the same documents."""
_TRIED = 8
"""How many originals a document is compared with at most, those first that resemble it most."""
_HELD = 4096
"""Texts that are held in memory at a time."""


class Facts(Protocol):
    """What is read from the ledger."""

    def documents(self) -> Iterable[Document]:
        """Every document."""
        ...

    def document(self, document_id: str) -> Document | None:
        """The document with this id."""
        ...

    def mentions_in(self, document_id: str) -> Iterable[Mention]:
        """What the document names, and where."""
        ...


def find_reprints(facts: Facts) -> tuple[Reprint, ...]:
    """Every document that is another publication of an earlier one, sorted by id.

    The original is the one that was published first; one without a date comes after all that have one, and among equals
    the one with the smallest id comes first.
    """
    texts = _distinct(facts.documents())
    found = [Reprint(copy, text.id, 1.0) for text in texts for copy in text.copies]
    originals = _originals(texts, _Comparer(facts))
    for text, (original, shared) in zip(texts, originals, strict=True):
        if original is not text:
            found += [Reprint(copy, original.id, shared) for copy in (text.id, *text.copies)]
    latest = {reprint.document_id: reprint for reprint in found}
    return tuple(latest[document_id] for document_id in sorted(latest))


@dataclass(slots=True)
class _Text:
    """One wording, and the documents that have it.

    Args:
        id: of the one that was published first.
        copies: of the others.
        signature: of the wording.
    """

    id: str
    signature: Signature
    copies: list[str] = field(default_factory=list)


def _distinct(documents: Iterable[Document]) -> list[_Text]:
    """Every wording once, the earliest published first; documents without any are left out."""
    read = sorted(_read(documents), key=lambda each: each[:3])
    found: dict[bytes, _Text] = {}
    for _, _, document_id, digest, sketch in read:
        if digest in found:
            found[digest].copies.append(document_id)
        else:
            found[digest] = _Text(document_id, sketch)
    return list(found.values())


def _read(documents: Iterable[Document]) -> Iterator[tuple[bool, date, str, bytes, Signature]]:
    for document in documents:
        wording = Wording.of(document.text)
        if wording.letters:
            undated = document.published is None
            digest = hashlib.sha256(wording.letters.encode("utf-8", "surrogatepass")).digest()
            yield undated, document.published or date.max, document.id, digest, signature(wording.shingles)


def _originals(texts: list[_Text], comparer: _Comparer) -> list[tuple[_Text, float]]:
    """The original of each text, itself if it reprints none, and what it shares with it."""
    pairs, alike = candidates([text.signature for text in texts])
    before: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (first, second), resemblance in zip(pairs.tolist(), alike.tolist(), strict=True):
        before[second].append((-resemblance, first))
    found: list[tuple[int, float]] = []
    for row in range(len(texts)):
        tried = dict.fromkeys(found[first][0] for _, first in sorted(before.pop(row, ())))
        shares = ((comparer.shared(texts[first].id, texts[row].id), first) for first in list(tried)[:_TRIED])
        best = min(((-shared, first) for shared, first in shares if shared is not None), default=None)
        found.append((best[1], -best[0]) if best else (row, 1.0))
    return [(texts[first], shared) for first, shared in found]


class _Comparer:
    """Compares documents by their ids, and holds those that were asked for last."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._wording = lru_cache(_HELD)(self._read)
        self._names = lru_cache(_HELD)(self._named)

    def shared(self, left: str, right: str) -> float | None:
        """See `shared_wording`."""
        names = partial(self._names, left), partial(self._names, right)
        return shared_wording(self._wording(left), self._wording(right), *names)

    def _read(self, document_id: str) -> Wording:
        document = self._facts.document(document_id)
        return Wording.of(document.text if document else "")

    def _named(self, document_id: str) -> frozenset[str]:
        return frozenset(letters(mention.span.text) for mention in self._facts.mentions_in(document_id))
