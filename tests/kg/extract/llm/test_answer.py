"""Reading an answer: any text gives an answer, counted pieces, or a reason why it cannot be used."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.llm.answer import MOST, Answer, SaidName, SaidStatement, Unusable, read
from kg.extract.llm.report import Refusal
from tests.kg.endpoint import answer, statement

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["names", "type", "x"]), inner),
    max_leaves=8,
)


def test_everything_that_was_asked_for_is_read() -> None:
    said = statement("甲", "loaned_to", "乙", "甲贷给乙。", qualifiers={"amount": "1元"})
    refused: list[Refusal] = []
    got = read(answer(("甲", "Bank", "甲行"), statements=(said,)), refused.append)
    expected = SaidStatement("甲", "loaned_to", "乙", "甲贷给乙。", "asserted", (("amount", "1元"),))
    assert got == Answer((SaidName("甲", "甲行", "Bank"),), (expected,))
    assert refused == []


def test_statement_without_qualifiers_has_none() -> None:
    said = statement("甲", "loaned_to", "乙", "甲贷给乙。")
    del said["qualifiers"]
    assert read(answer(statements=(said,)), lambda _: None).statements[0].qualifiers == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("NaN!", "no JSON"),
        ('{"names": [], "statements": []', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no JSON object"),
        ('{"names": []}', "lacks its list"),
        ('{"names": [], "statements": null}', "lacks its list"),
    ],
)
def test_unusable_answer_says_why(text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read(text, lambda _: None)


def test_pieces_beyond_the_most_are_counted() -> None:
    refused: list[Refusal] = []
    read(answer(*[("甲", "Bank")] * (MOST + 2)), refused.append)
    assert refused == [Refusal.EXCESS] * 2


@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_read_or_unusable(text: str) -> None:
    with suppress(Unusable):
        read(text, lambda _: None)


@given(st.lists(JSON), st.lists(JSON))
def test_each_piece_is_read_or_counted(names: list[object], statements: list[object]) -> None:
    refused: list[Refusal] = []
    got = read(json.dumps({"names": names, "statements": statements}), refused.append)
    assert len(got.names) + len(got.statements) + len(refused) == len(names) + len(statements)
