"""Keys as numbers: equal strings, and only they, have equal ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.blocking.hashing import Texts

STRINGS = st.lists(st.text("青禾科技天津𠮷", max_size=12), min_size=1, max_size=12)


@given(STRINGS)
def test_two_strings_have_one_number_if_they_are_equal(strings: list[str]) -> None:
    numbers = Texts.of(strings).sums().tolist()
    assert len(set(zip(strings, numbers, strict=True))) == len(set(strings)) == len(set(numbers))


@given(STRINGS)
def test_a_string_without_a_character_is_that_shorter_string(strings: list[str]) -> None:
    shorter = [text[:place] + text[place + 1 :] for text in strings for place in range(len(text))]
    assert Texts.of(strings).without_one().tolist() == Texts.of(shorter).sums().tolist()


@given(STRINGS)
def test_stretches_are_those_of_each_string(strings: list[str]) -> None:
    expected = [(number, text[at : at + 2]) for number, text in enumerate(strings) for at in range(len(text) - 1)]
    owners, numbers = Texts.of(strings).stretches(2)
    assert owners.tolist() == [number for number, _ in expected]
    assert numbers.tolist() == Texts.of([stretch for _, stretch in expected]).sums().tolist()
