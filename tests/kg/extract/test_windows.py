"""Windows: they cover the text without gaps, and end where a reader would pause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.windows import windows


@given(st.text(alphabet="甲。\n，", max_size=300), st.integers(2, 50))
def test_windows_cover_the_text_and_are_bounded(text: str, longest: int) -> None:
    spans = list(windows(text, longest))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= longest for start, end in spans)


def test_window_ends_at_a_blank_line_rather_than_at_a_full_stop() -> None:
    assert list(windows("甲甲甲甲甲甲\n\n乙。丙丙丙丙丙", 12)) == [(0, 8), (8, 15)]


def test_text_without_pause_is_cut_where_the_window_is_full() -> None:
    assert list(windows("甲" * 25, 10)) == [(0, 10), (10, 20), (20, 25)]
