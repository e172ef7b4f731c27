"""Which division a document means."""

from __future__ import annotations

import pytest

from kg.divisions import Divisions
from kg.resolve.regions import context_of, meant


@pytest.mark.parametrize(
    ("name", "others", "code"),
    [
        ("天津", [], "120000"),
        ("天津市", [], "120000"),
        ("天津市滨海新区", [], "120116"),
        ("江苏省无锡市滨湖区", [], "320211"),
        ("吉林", [], "220000"),  # the province before the city of the same name
        ("桥西区", [], None),  # one in 石家庄, one in 张家口, one in 邢台
        ("桥西区", ["石家庄市"], "130104"),
        ("桥西区", ["张家口"], "130703"),
        ("朝阳区", [], "110105"),  # of two, the one within the three regions
        ("朝阳区", ["长春市"], "220104"),
        ("青禾村", [], None),
    ],
)
def test_the_division_meant(divisions: Divisions, name: str, others: list[str], code: str | None) -> None:
    found = meant(name, context_of(others, divisions), divisions)
    assert (found.code if found else None) == code


def test_a_firms_name_tells_the_region_too(divisions: Divisions) -> None:
    assert "130000" in context_of(["石家庄青禾机械有限公司"], divisions)
