"""One spelling for what is written in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.spelling import spell

NAMES = st.text("天津青禾（）()﹙﹚【】—-· 　\n０９ＡbC機器人", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("青禾（天津）機器人", "青禾(天津)机器人"),
        ("青禾﹙天津﹚机器人", "青禾(天津)机器人"),
        ("青禾【天津】机器人", "青禾(天津)机器人"),
        ("青 禾\n机器人", "青禾机器人"),
        ("滨海——青禾科技园", "滨海-青禾科技园"),
        ("ＱＨ机器人", "qh机器人"),
        ("Qinghe  Robotics\nInc.", "qinghe robotics inc."),
    ],
)
def test_spellings_of_one_name(written: str, spelt: str) -> None:
    assert spell(written) == spelt


@given(NAMES)
def test_a_spelling_is_its_own_spelling(name: str) -> None:
    assert spell(spell(name)) == spell(name)


@given(NAMES)
def test_brackets_and_dashes_have_one_kind(name: str) -> None:
    assert not set(spell(f"青{name}")) & set("（）﹙﹚【】—·")
