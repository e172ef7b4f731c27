"""Grounding: a quotation is found where it stands and nowhere else, whatever its widths and spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.llm.grounding import Grounds
from kg.text import fold

ALPHABET = st.sampled_from(list("天津ＡＢab１2 　“”《》（）()\n㈱㎡e\u0301é\ufb01🜁\ud800"))


def found(text: str, quotation: str) -> list[str]:
    return [text[start:end] for start, end in Grounds(text).find(quotation)]


@pytest.mark.parametrize(
    ("text", "quotation", "expected"),
    [
        ("他在天津。天津很大。", "天津", ["天津", "天津"]),
        ("读《天津日报》的人", "天津日报", ["天津日报"]),
        ("Ａ１轮融资", "A1轮", ["Ａ１轮"]),
        ("天 津\n大学", "天津大学", ["天 津\n大学"]),
        ("“穿云”机器人", "穿云机器人", ["穿云”机器人"]),
        ("天津", "天津市", []),
        ("天津", "", []),
        ("天津", "“”", []),
        ("㈱天津", "(株)天津", ["㈱天津"]),
        ("㈱天津", "株)天津", []),
        ("㎡", "m", []),
        ("caf\u0065\u0301", "café", ["caf\u0065\u0301"]),
    ],
)
def test_quotation_is_found_as_it_stands_in_the_text(text: str, quotation: str, expected: list[str]) -> None:
    assert found(text, quotation) == expected


def test_only_places_between_the_offsets_count() -> None:
    grounds = Grounds("天津、天津、天津")
    assert list(grounds.find("天津", 1, 7)) == [(3, 5)]
    assert list(grounds.find("天津", 3)) == [(3, 5), (6, 8)]


@given(st.lists(ALPHABET, max_size=30).map("".join), st.data())
def test_what_is_found_folds_to_the_quotation(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quotation = text[start : data.draw(st.integers(start, len(text)))]
    for place in found(text, quotation):
        assert fold(place) == fold(quotation)


@given(st.lists(st.sampled_from(list("天津大学ab 12“”。")), min_size=1, max_size=30).map("".join), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    assert bool(found(text, piece)) == bool(fold(piece))
