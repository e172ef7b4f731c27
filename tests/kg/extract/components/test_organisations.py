"""Organisations: each claim of tests/cases/organisations.json holds of a sentence of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.divisions import Divisions
from kg.extract.analysis import Candidate
from kg.extract.boundaries import Boundaries
from kg.extract.components.mentions import decide
from kg.extract.components.organisations import Organisations
from kg.extract.components.regions import Regions
from kg.extract.page import Page, Word
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import Dictionary

CASES = json.loads((Path(__file__).parents[3] / "cases" / "organisations.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def grammar() -> Callable[[str], dict[str, str]]:
    """The grammar behind the regions alone, so that no lexicon can know a name."""
    dictionary, regions = Dictionary(), Regions(Divisions.load())
    organisations = Organisations(Suffixes(), Boundaries(dictionary.frequency))

    def found(text: str) -> dict[str, str]:
        words = _words(dictionary, text)
        places = [(c.start, c.end) for c in regions.candidates(Page(text, words))]
        candidates: list[Candidate] = list(organisations.names(Page(text, words, places)))
        return {text[c.start : c.end]: c.type for c in decide(text, candidates)}

    return found


def _words(dictionary: Dictionary, text: str) -> list[Word]:
    words, at = [], 0
    for word in dictionary.words(text):
        words.append(Word(at, at + len(word), word, dictionary.tag(word)))
        at += len(word)
    return words


@pytest.mark.parametrize("case", CASES, ids=[case["claim"] for case in CASES])
def test_claim_holds(grammar: Callable[[str], dict[str, str]], case: dict[str, Any]) -> None:
    assert grammar(case["text"]) == case["names"]


def test_every_suffix_tells_a_type_of_the_ontology(ontology: Any) -> None:
    assert Suffixes().types <= set(ontology.types)
