"""Mentions: which of overlapping candidates stands, and where else a name is found."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.analysis import Candidate
from kg.extract.components.mentions import decide

TEXT = "岚州银行天津分行 与《岚州银行条例》"


def chosen(*candidates: Candidate, text: str = TEXT) -> list[str]:
    return [text[c.start : c.end] for c in sorted(decide(text, candidates))]


def test_longest_candidate_stands() -> None:
    assert chosen(Candidate(0, 4, "Bank", "a", 0.95), Candidate(0, 8, "Bank", "b", 0.7)) == ["岚州银行天津分行"]


def test_sure_candidate_beats_a_longer_unsure_one() -> None:
    sure, unsure = Candidate(0, 4, "Bank", "a", 0.9), Candidate(0, 8, "Bank", "b", 0.5)
    assert chosen(sure, unsure) == ["岚州银行"]


def test_unsure_candidate_alone_is_no_name() -> None:
    assert chosen(Candidate(0, 4, "Bank", "a", 0.5)) == []


def test_name_within_a_title_is_part_of_the_title() -> None:
    assert chosen(Candidate(11, 15, "Bank", "a", 0.95)) == []


def test_name_loses_white_space_at_its_edges() -> None:
    assert chosen(Candidate(4, 9, "Bank", "a")) == ["天津分行"]


spans = st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from([0.5, 0.7, 0.9]))


@given(st.text(alphabet="甲乙 《》", min_size=45, max_size=45), st.lists(spans, max_size=20))
def test_names_never_overlap(text: str, drawn: list[tuple[int, int, float]]) -> None:
    candidates = [Candidate(start, start + length, "Company", "a", sure) for start, length, sure in drawn]
    found = sorted(decide(text, candidates))
    assert all(one.end <= other.start for one, other in pairwise(found))
