from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.clauses import CLAUSE, CLAUSE_END, clause_start

TEXTS = st.text("甲乙丙，。；、：\n", max_size=30)


def test_a_clause_begins_behind_the_last_mark_before_a_position() -> None:
    text = "甲方出资，乙方出地、出人；丙方运营"
    assert clause_start(text, text.index("出人")) == text.index("乙")


def test_the_first_clause_begins_with_the_text() -> None:
    assert clause_start("甲方出资，乙方出地", 2) == 0


def test_fewer_marks_may_be_counted() -> None:
    assert clause_start("甲方，乙方。丙方，丁方", 9, re.compile("。")) == 6


@given(TEXTS, st.integers(0, 30))
def test_no_mark_stands_between_a_position_and_the_start_of_its_clause(text: str, at: int) -> None:
    at = min(at, len(text))
    start = clause_start(text, at)
    assert start == 0 or CLAUSE_END.fullmatch(text[start - 1])
    assert not CLAUSE_END.search(text, start, at)


@given(TEXTS)
def test_clauses_and_the_marks_between_them_are_the_text(text: str) -> None:
    assert "".join(CLAUSE.findall(text)) == CLAUSE_END.sub("", text)
