"""How many others may bear a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.bearers import Bearers

BEARERS = Bearers.load()


@pytest.mark.parametrize("name", ["李伟", "王浩", "刘洋", "张静", "王建国", "李秀英"])
def test_names_that_many_bear(name: str) -> None:
    assert (BEARERS.others(name) or 0) > 1


@pytest.mark.parametrize("name", ["宁广苇", "郜青溪", "欧阳白苇", "司马禾"])
def test_names_that_hardly_anybody_bears(name: str) -> None:
    assert (BEARERS.others(name) or 9) < 0.1


@pytest.mark.parametrize("name", ["", "李", "partners_with", "天津大学", "李青禾云", "约翰·史密斯"])
def test_what_is_no_chinese_name_tells_nothing(name: str) -> None:
    assert BEARERS.others(name) is None


def test_a_given_name_of_the_list_is_commoner_than_its_characters() -> None:
    assert (BEARERS.others("王建国") or 0) > 10 * (BEARERS.others("王国建") or 1)


@given(st.text(max_size=5))
def test_no_text_is_borne_by_everybody(name: str) -> None:
    assert 0 <= (BEARERS.others(name) or 0) < 100
