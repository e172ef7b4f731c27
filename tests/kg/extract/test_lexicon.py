"""The automaton: every listed name where it stands, Latin ones as whole words only."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon, Wording
from kg.gazetteer import Entry, Gazetteer

BANK = Entry("渔阳银行", "Bank", ("渔行",), kind="banks", ambiguous=("渔",))
LABEL = Entry("YY实验室（北京）", "Lab", ("YY",), kind="labs")
FIELD = Entry("船舶", "Industry", kind="industries", context=True)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Gazetteer([BANK, LABEL, FIELD]))


def test_names_aliases_and_ambiguous_names_are_told_apart(lexicon: Lexicon) -> None:
    assert list(lexicon.scan("渔阳银行简称渔行，做船舶生意")) == [
        (0, 1, BANK, Wording.AMBIGUOUS),
        (0, 4, BANK, Wording.NAME),
        (6, 7, BANK, Wording.AMBIGUOUS),
        (6, 8, BANK, Wording.ALIAS),
        (10, 12, FIELD, Wording.AMBIGUOUS),
    ]


def test_a_latin_name_is_a_whole_word(lexicon: Lexicon) -> None:
    assert [hit.start for hit in lexicon.scan("YY与YYZ、AYY、YY2和YY公司")] == [0, 15]


def test_brackets_of_either_width_are_the_same(lexicon: Lexicon) -> None:
    names = [
        text for text in ("YY实验室（北京）", "YY实验室(北京)") for hit in lexicon.scan(text) if hit.entry is LABEL
    ]
    assert names == ["YY实验室（北京）", "YY实验室（北京）", "YY实验室(北京)", "YY实验室(北京)"]


def test_only_a_clear_name_has_a_canonical_entry(lexicon: Lexicon) -> None:
    assert lexicon.canonical("渔行") is BANK
    assert lexicon.canonical("渔") is None


def test_the_shipped_lexicon_finds_a_bank_by_its_short_name() -> None:
    hits = [hit for hit in Lexicon.load().scan("他在工行工作") if hit.wording is not Wording.AMBIGUOUS]
    assert [(hit.start, hit.end, hit.entry.name) for hit in hits] == [(2, 4, "中国工商银行")]
