"""Agencies that are named by their level alone."""

from __future__ import annotations

import pytest

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.resolve.placed import placed


@pytest.mark.parametrize(
    ("name", "context", "full"),
    [
        ("省科技厅", {"130000"}, "河北省科学技术厅"),
        ("省青禾办", {"130000"}, "河北省青禾办"),
        ("市青禾局", {"130000", "130600"}, "保定市青禾局"),
        ("市青禾局", {"120000", "120104"}, "天津市青禾局"),
        ("区青禾局", {"120000", "120104"}, "南开区青禾局"),
        ("市青禾局", {"120000", "110000"}, "市青禾局"),
        ("市青禾局", {"130000"}, "市青禾局"),
        ("市长热线", {"120000"}, "市长热线"),
        ("市场监督管理局", {"120000"}, "市场监督管理局"),
        ("区域合作办公室", {"120000", "120104"}, "区域合作办公室"),
        ("青禾局", {"120000"}, "青禾局"),
        ("高新区", {"130000", "130600"}, "保定国家高新技术产业开发区"),
        ("高新区", {"130600", "130100"}, "高新区"),
        ("高新区", {"130000"}, "高新区"),
        ("开发区", set(), "开发区"),
    ],
)
def test_the_place_is_that_of_the_document_if_there_is_but_one(
    name: str, context: set[str], full: str, divisions: Divisions, gazetteer: Gazetteer
) -> None:
    given = placed(name, context, divisions, gazetteer)
    entry = gazetteer.lookup(given)
    assert (entry.name if entry else given) == full
