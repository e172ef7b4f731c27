"""The arbiter: what speaks for a proposal, and which proposals stand."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExtractionError
from kg.extract.analysis import Candidate, Form, Name
from kg.extract.arbiter import RECOGNISER, Arbiter, Described, Describer, Proposal, Witnesses
from kg.extract.page import Page, Word
from kg.extract.suffixes import Suffixes
from kg.extract.tokenizer import Dictionary

TEXT = "岚州银行支持岚汐科技发展，岚汐科技落户。"
WORDS = ("岚州", "银行", "支持", "岚汐", "科技", "发展", "，", "岚汐", "科技", "落户", "。")
BANK, FIRM, LONG = Proposal(0, 4, "Bank"), Proposal(6, 10, "Company"), Proposal(6, 12, "Company")


@pytest.fixture(scope="module")
def page() -> Page:
    words, at = [], 0
    for word in WORDS:
        words.append(Word(at, at + len(word), word, "n"))
        at += len(word)
    return Page(TEXT, words)


@pytest.fixture(scope="module")
def describer() -> Describer:
    return Describer(Dictionary(), Suffixes())


def heard(proposal: Proposal, probability: float) -> Candidate:
    return Candidate(*proposal, RECOGNISER, probability)


def test_proposals_are_those_of_rules_and_recogniser_in_order(page: Page) -> None:
    ruled = Candidate(*BANK, "grammar:head", 0.9)
    found = Witnesses(page, [Name(0, 4, "Bank", 0)], [heard(LONG, 0.2), heard(FIRM, 0.7), ruled]).proposals()
    assert found == [BANK, FIRM, LONG]


def test_white_space_is_part_of_no_proposal() -> None:
    page = Page("岚州 ", [Word(0, 2, "岚州", "n"), Word(2, 3, " ", "x")])
    assert Witnesses(page, [], [Candidate(0, 3, "Region", "a"), Candidate(2, 3, "Region", "a")]).proposals() == []


def test_rivals_are_other_names_that_overlap(page: Page) -> None:
    witnesses = Witnesses(page, [], [heard(FIRM, 0.6), heard(LONG, 0.3)])
    assert witnesses.rivalry(6, 10) == pytest.approx(0.3)
    assert witnesses.rivalry(6, 12) == pytest.approx(0.6)


def features(
    describer: Describer, page: Page, names: list[Name], candidates: list[Candidate]
) -> dict[Proposal, Described]:
    return {described.proposal: described for described in describer(page, names, candidates)}


def test_what_rules_and_recogniser_say_of_a_place_is_told(page: Page, describer: Describer) -> None:
    name = Name(0, 4, "Bank", 0, Form.FULL, "lexicon:banks", 0.95)
    told = features(describer, page, [name], [Candidate(*BANK, "lexicon:banks", 0.95), heard(BANK, 0.99)])[BANK]
    assert {"stands lexicon:banks", "stands True full", "ruled lexicon:banks", "heard 10", "type Bank"} <= set(
        told.features
    )
    assert told.origin == "lexicon:banks"


def test_what_lies_around_a_standing_name_is_told_so(page: Page, describer: Describer) -> None:
    told = features(describer, page, [Name(6, 10, "Company", 0)], [heard(LONG, 0.3)])
    assert {"around 1", "around 1 Company", "not ruled"} <= set(told[LONG].features)
    assert told[LONG].origin == RECOGNISER


def test_the_same_words_elsewhere_are_told_of(page: Page, describer: Describer) -> None:
    again = Proposal(13, 17, "Company")
    told = features(describer, page, [], [heard(FIRM, 0.98), heard(again, 0.06)])
    assert "heard elsewhere 10" in told[again].features
    assert "times 2" in told[again].features


WEIGHTS = {"bias": 0.0, "type Bank": 2.0, "type Company": 1.0, "type Park": -1.0}


def decided(*proposals: tuple[int, int, str], threshold: float = 0.45) -> list[tuple[int, int, str]]:
    described = [Described(Proposal(*p), ("bias", f"type {p[2]}"), "a") for p in proposals]
    return [(c.start, c.end, c.type) for c in Arbiter(WEIGHTS, threshold).decide(described)]


def test_more_probable_of_two_types_stands() -> None:
    assert decided((0, 4, "Company"), (0, 4, "Bank"), (0, 4, "Park")) == [(0, 4, "Bank")]


def test_improbable_name_does_not_stand() -> None:
    assert decided((0, 4, "Park")) == []


def test_two_probable_names_stand_rather_than_one_across_them() -> None:
    assert decided((0, 3, "Company"), (2, 6, "Bank"), (5, 9, "Company")) == [(0, 3, "Company"), (5, 9, "Company")]


def test_confidence_is_the_probability() -> None:
    chosen = Arbiter(WEIGHTS, 0.45).decide([Described(BANK, ("bias", "type Bank"), "a")])
    assert chosen == [Candidate(0, 4, "Bank", "a", 0.8808)]


def test_rule_decides_where_the_recogniser_cannot_speak(page: Page, describer: Describer) -> None:
    whole, cut = Name(0, 4, "Park", 0, confidence=0.9), Name(7, 10, "Park", 1, confidence=0.9)
    described = features(describer, page, [whole, cut], [])
    assert [each.unheard for each in described.values()] == [0.0, 0.9]
    chosen = Arbiter({"type Park": -1.0}, 0.45).decide(described.values())
    assert [(c.start, c.end, c.confidence) for c in chosen] == [(7, 10, 0.9)]


stretches = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from(["Bank", "Company"])), max_size=8, unique=True
)


@given(stretches)
def test_no_other_choice_promises_more(drawn: list[tuple[int, int, str]]) -> None:
    proposals = [(start, start + length, type_) for start, length, type_ in drawn]
    worth = {"Bank": 0.8808 - 0.45, "Company": 0.7311 - 0.45}

    def apart(some: tuple[tuple[int, int, str], ...]) -> bool:
        return all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(some, 2))

    best = max(
        sum(worth[p[2]] for p in some)
        for count in range(len(proposals) + 1)
        for some in combinations(proposals, count)
        if apart(some)
    )
    chosen = decided(*proposals)
    assert apart(tuple(chosen))
    assert sum(worth[p[2]] for p in chosen) == pytest.approx(best, abs=1e-3)


def test_an_arbiter_read_back_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "recogniser").mkdir()
    arbiter = Arbiter(WEIGHTS, 0.45)
    arbiter.save(tmp_path / "recogniser")
    assert Arbiter.load(tmp_path) == arbiter


@pytest.mark.parametrize(
    "content", ["", "[]", '{"weights": {"bias": "much"}, "threshold": 1}', json.dumps({"weights": []})]
)
def test_damaged_arbiter_is_refused_with_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / "recogniser").mkdir()
    (tmp_path / "recogniser" / "arbiter.json").write_text(content)
    with pytest.raises(ExtractionError, match=r"cannot be read .*jjj train"):
        Arbiter.load(tmp_path)


def test_missing_arbiter_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="leave the component `recogniser` out"):
        Arbiter.load(tmp_path)
