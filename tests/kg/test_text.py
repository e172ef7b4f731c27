"""Mending: each claim is a line of tests/cases/mending.json or a property of all texts."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text import Mended, fold, in_order, mend, occurrences

CASES = json.loads((Path(__file__).parents[1] / "cases" / "mending.json").read_text(encoding="utf-8"))

PIECES = [
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "\x85",
        "\u2028",
        " ",
        "  ",
        "\u3000",
        "\t",
        "天",
        "津",
        "大学",
        "滨海新区",
        "获得",
        "的",
    ),
    *'，。、：“”（）《》,:(),!."&#-1２Ａ年%％□■—\ufffd\u200b\u202e\ufeff\x00\ud800\udfff😀\u2f00\uf900\u0301摄',
    *(
        "&amp;",
        "&amp;lt;",
        "&nbsp;",
        "&#8220;",
        "&#65;",
        "&#;",
        "<p>",
        "</p>",
        "<b",
        ">",
        "<br/>",
        "## ",
        "350",
        "ai",
        "AI",
    ),
    *("万元", "\U0001f468\u200d\U0001f469", "第 3 页", "- 12 -", "一、", "（二）", "图为"),
]
pieces = st.sampled_from(PIECES)
texts = st.lists(pieces, max_size=40).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_mending(case: dict[str, str]) -> None:
    assert mend(case["text"]).text == case["mended"]


@given(texts)
@example("中\n" * 50)
@example("&amp;" * 30 + "lt;br&gt;")
def test_mending_a_mended_text_changes_nothing(text: str) -> None:
    once = mend(text).text
    assert mend(once).text == once


@given(texts)
def test_offsets_rise_and_lie_within_the_original(text: str) -> None:
    mended = mend(text)
    assert len(mended.starts) == len(mended.ends) == len(mended.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(mended.starts, mended.ends, strict=True))
    assert list(mended.starts) == sorted(mended.starts)
    assert list(mended.ends) == sorted(mended.ends)


@given(texts)
def test_every_letter_and_digit_stands_for_itself_in_the_original(text: str) -> None:
    mended = mend(text)
    for at, character in enumerate(mended.text):
        start, end = mended.original(at, at + 1)
        if character.isalnum() and end - start == 1:
            assert unicodedata.normalize("NFKC", text[start:end]) == unicodedata.normalize("NFKC", character)


@given(texts)
def test_a_mended_text_holds_nothing_that_a_database_or_a_tokenizer_chokes_on(text: str) -> None:
    mended = mend(text).text
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Co"} for character in mended.replace("\n", ""))
    assert "\n\n" not in mended
    assert mended == mended.strip(" \n")


def test_a_name_that_a_page_break_splits_points_at_the_whole_break() -> None:
    text = "银行很快批了授信。”渤海湾先进材\n\n料研究院院长说，这笔钱用于中试。"
    mended = mend(text)
    at = mended.text.index("渤海湾先进材料研究院")
    start, end = mended.original(at, at + len("渤海湾先进材料研究院"))
    assert text[start:end] == "渤海湾先进材\n\n料研究院"


def test_an_entity_is_one_character_that_covers_its_source() -> None:
    mended = mend("研发&amp;制造")
    assert mended == Mended("研发&制造", (0, 1, 2, 7, 8), (1, 2, 7, 8, 9))


def test_a_dropped_character_inside_a_name_belongs_to_the_name() -> None:
    text = "在天\u200b津大学"
    assert mend(text).original(1, 5) == (1, 6)


def test_a_name_is_compared_without_width_space_and_quotes() -> None:
    assert fold("“ＡＢＣ” 科技（天津）") == "ABC科技(天津)"


def test_occurrences_may_overlap() -> None:
    assert list(occurrences("高高高新", "高高")) == [0, 1]
    assert list(occurrences("高新", "天")) == []


@pytest.mark.parametrize(
    ("short", "full", "found"),
    [("北航", "北京航空", True), ("航北", "北京航空", False), ("高高", "高新", False), ("", "高新", True)],
)
def test_characters_in_order(short: str, full: str, found: bool) -> None:
    assert in_order(short, full) is found
