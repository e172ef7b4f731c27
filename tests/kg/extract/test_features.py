"""Features: what the recogniser is told of each token."""

from __future__ import annotations

import pytest

from kg.extract.analysis import Candidate, Name
from kg.extract.extractor import assemble
from kg.extract.features import COLUMNS, Features
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import dictionary_of

TEXT = "岚州银行向“岚汐科技”提供贷款300万元。"


@pytest.fixture(scope="module")
def described() -> dict[str, dict[str, str]]:
    nlp = assemble(only=frozenset({"sentences"}))
    doc = nlp(TEXT)
    features = Features(dictionary_of(nlp), Suffixes())
    names = [Name(0, 4, "Bank", 0, origin="grammar:head", confidence=0.8)]
    candidates = [Candidate(0, 4, "Bank", "a"), Candidate(2, 4, "Bank", "b"), Candidate(6, 10, "Company", "c")]
    rows = features(doc, names, candidates)
    return {token.text: dict(zip(COLUMNS, row, strict=True)) for token, row in zip(doc, rows, strict=True)}


def test_words_are_told_by_their_characters_and_dictionary_tag(described: dict[str, dict[str, str]]) -> None:
    loan = described["贷款"]
    assert (loan["word"], loan["first"], loan["last"], loan["tag"]) == ("贷款", "贷", "款", "n")
    assert "lending.credit" in loan["cues"]


def test_numbers_are_one_word(described: dict[str, dict[str, str]]) -> None:
    assert described["300"]["word"] == "0"


def test_suffixes_of_organisations_are_told_with_their_type(described: dict[str, dict[str, str]]) -> None:
    assert described["银行"]["suffix"] == "Lhead:Bank"
    assert described["贷款"]["suffix"] == ""


def test_quotation_marks_reach_over_what_they_enclose(described: dict[str, dict[str, str]]) -> None:
    assert described["科技"]["enclosed"].startswith("“")
    assert described["提供"]["enclosed"] == ""


def test_standing_names_mark_their_tokens(described: dict[str, dict[str, str]]) -> None:
    bank = described["银行"]
    assert (bank["mark"], bank["origin"]) == ("LBank", "Lgrammar:head:4")
    assert described["贷款"]["mark"] == ""


def test_other_candidates_mark_apart_what_lies_under_a_name_and_what_lies_free(
    described: dict[str, dict[str, str]],
) -> None:
    assert described["银行"]["under"] == "UBank"
    assert described["科技"]["over"] == "LCompany"
    assert described["科技"]["mark"] == ""
