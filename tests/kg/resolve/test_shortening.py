"""How a short name is made from a full one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.shortening import shorten


@pytest.mark.parametrize(
    ("short", "full", "runs"),
    [
        ("青禾机器人", "天津青禾机器人技术", 1),
        ("蓟信院", "蓟川信息通信研究院", 3),
        ("津青科", "天津青禾科技", 2),
        ("天津总医院", "天津青禾大学总医院", 2),
    ],
)
def test_characters_are_kept_in_order_in_the_fewest_pieces(short: str, full: str, runs: int) -> None:
    made = shorten(short, full)
    assert made
    assert made.runs == runs


@pytest.mark.parametrize(("short", "full"), [("禾青", "青禾"), ("青木", "青禾机器人"), ("青禾", "青禾"), ("", "青禾")])
def test_what_is_not_made_so_is_not_laid_over(short: str, full: str) -> None:
    assert shorten(short, full) is None


@given(st.text("甲乙丙丁", min_size=2, max_size=12), st.data())
def test_what_is_left_of_a_name_is_made_from_it(full: str, data: st.DataObject) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(full) - 1), min_size=1, max_size=len(full) - 1)))
    short = "".join(full[at] for at in kept)
    made = shorten(short, full)
    assert made
    assert made.kept == len(short) / len(full)
    assert made.runs <= sum(at + 1 not in kept for at in kept)
    assert full[made.first] == short[0]
    assert full[len(full) - 1 - made.last] == short[-1]
