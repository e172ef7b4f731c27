"""Sentences with marked mentions as in tests/cases/relations: 「Bank:滨河银行」, 「Company=蓝芯科技:该公司」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import spacy
from spacy.tokens import Doc

from kg.extract.analysis import Form, Name, Referent
from kg.extract.components.relations import Relations
from kg.extract.components.sentences import sentence_starts
from kg.ontology import Ontology

_MARK = re.compile("「(?P<type>[A-Za-z]+)(?:=(?P<whole>[^「」:]+))?:(?P<name>[^「」]+)」")


def marked(text: str, published: date | None = None) -> Doc:
    """A doc with the marked mentions decided; equal names are one referent, `=` makes an anaphor of another."""
    plain, names, referents, at = "", [], list[Referent](), 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        referent = Referent(mark["type"], mark["whole"] or mark["name"])
        if referent not in referents:
            referents.append(referent)
        start = len(plain)
        plain += mark["name"]
        form = Form.ANAPHOR if mark["whole"] else Form.FULL
        names.append(Name(start, len(plain), mark["type"], referents.index(referent), form))
    return built(plain + text[at:], names, referents, published)


def built(text: str, names: Iterable[Name], referents: list[Referent], published: date | None = None) -> Doc:
    """A doc of `text` in sentences, with these names and referents."""
    doc = spacy.blank("zh").make_doc(text)
    starts = set(sentence_starts(text))
    pending = False
    for token in doc:
        pending = pending or any(token.idx <= start < token.idx + len(token.text_with_ws) for start in starts)
        token.is_sent_start = pending
        pending = False
    doc._.names, doc._.referents, doc._.published = sorted(names), referents, published
    return doc


def related(doc: Doc, ontology: Ontology) -> Doc:
    """The doc after the component has read it."""
    component = Relations()
    component.bind(ontology)
    return component(doc)
