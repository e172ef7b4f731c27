"""Short names meet the full ones that have their characters in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.blocking.shortened import Phrases, pieces, shortened
from kg.resolve.shortening import shorten

LETTERS = "甲乙丙丁"


def numbers(text: str) -> list[int]:
    return [LETTERS.index(letter) + 1 for letter in text]


def met(texts: list[str], short: list[bool]) -> set[tuple[str, str]]:
    ones, others, _ = shortened(Phrases(texts, np.arange(len(texts)), np.array(short)))
    return {(texts[one], texts[other]) for one, other in zip(ones.tolist(), others.tolist(), strict=True)}


@given(st.text(LETTERS, min_size=1, max_size=4), st.text(LETTERS, min_size=5, max_size=10))
def test_pieces_are_counted_as_shortening_counts_them(short: str, full: str) -> None:
    made = shorten(short, full)
    [found] = pieces(np.array([numbers(short)], np.uint16), np.array([numbers(full)], np.uint16)).tolist()
    assert found == (made.runs if made else 99)


@given(st.lists(st.text(LETTERS, min_size=2, max_size=8), min_size=1, max_size=12))
def test_all_shortenings_of_a_few_names_are_found(texts: list[str]) -> None:
    short = [len(text) < 5 for text in texts]
    expected = {
        (one, other)
        for one, is_short in zip(texts, short, strict=True)
        for other in texts
        if is_short and shorten(one, other)
    }
    alone = {pair for pair in expected if sum(_has_pairs(pair[0], text) for text in texts) < 2}
    assert met(texts, short) == expected - alone


def _has_pairs(short: str, text: str) -> bool:
    return shorten(short, text) is not None or short == text


def test_characters_out_of_order_are_no_short_name() -> None:
    texts = ["蓟信院", "蓟川信息通信研究院", "信川蓟通院研究中心"]
    assert met(texts, [True, False, False]) == {("蓟信院", "蓟川信息通信研究院")}


def test_what_is_in_too_many_names_is_counted() -> None:
    full = [f"青禾{chr(0x4E00 + number)}{chr(0x4F00 + number % 50)}" for number in range(3_001)]
    ones, _, tally = shortened(Phrases(["青禾", *full], np.arange(3_002), np.array([True, *[False] * 3_001])))
    assert len(ones) == 0
    assert (tally.oversized, tally.unseen) == (1, 3_002)
