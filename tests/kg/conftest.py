"""Fixtures of more than one package: `report` makes an extraction by hand, so that tests need no extractor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from kg.model import ALIAS, NAME, TYPE, Document, Extraction, Mention, Qualifier, Statement, Status

Claim = tuple[Any, ...]
"""Subject, predicate, object, and if need be a sequence of qualifiers and a status."""


@pytest.fixture(scope="session")
def report() -> Callable[..., Extraction]:
    """`report(text, {"firm": ("Company", full name, *other names)}, [("bank", "loaned_to", "firm", qualifiers)])`."""
    return _report


def _report(
    text: str,
    names: Mapping[str, Sequence[str]],
    claims: Sequence[Claim] = (),
    *,
    source: str = "report.txt",
    title: str = "",
    published: date | None = None,
    confidence: float = 1.0,
) -> Extraction:
    document = Document(title, text, source, published=published)
    mentions = tuple(
        m for referent, (kind, *called) in names.items() for m in _mentions(document, referent, kind, called)
    )
    structural = (
        s for referent, (kind, *called) in names.items() for s in _structural(document, referent, kind, called)
    )
    return Extraction(document, mentions, (*structural, *(_claim(document, claim, confidence) for claim in claims)))


def _mentions(document: Document, referent: str, kind: str, called: Sequence[str]) -> Iterator[Mention]:
    longest_first = sorted(called, key=len, reverse=True)
    for found in re.finditer("|".join(map(re.escape, longest_first)), document.text):
        yield Mention(document.span(*found.span()), kind, referent)


def _structural(document: Document, referent: str, kind: str, called: Sequence[str]) -> Iterator[Statement]:
    evidence = document.span(0, len(document.text))
    yield Statement(document.id, referent, TYPE, kind, evidence)
    for place, name in enumerate(called):
        yield Statement(document.id, referent, ALIAS if place else NAME, name, evidence)


def _claim(document: Document, claim: Claim, confidence: float) -> Statement:
    subject, predicate, target, *rest = claim
    qualifiers: Sequence[Qualifier] = rest[0] if rest else ()
    status: Status = rest[1] if len(rest) > 1 else Status.ASSERTED
    evidence = document.span(0, len(document.text))
    return Statement(document.id, subject, predicate, target, evidence, tuple(qualifiers), status, confidence)
