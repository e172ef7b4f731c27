"""What several clues ask of a pair or a profile is looked up once."""

from __future__ import annotations

from kg.divisions import Divisions
from kg.resolve.clues import Clue, Pair
from kg.resolve.described import Described
from kg.resolve.setting import Comparing


def test_a_pair_is_looked_at_once_by_each_function() -> None:
    setting = Comparing.load().setting
    asked = []

    def look(pair: Pair) -> Clue | None:
        asked.append(pair)
        return None

    pair = Pair(Described("青禾", "", "", setting), Described("红土", "", "", setting))
    assert pair.once(look) is None
    assert pair.once(look) is None
    assert asked == [pair]


def test_divisions_are_nested_either_way_round(divisions: Divisions) -> None:
    assert divisions.nested("120000", "120104")
    assert divisions.nested("120104", "120000")
    assert divisions.nested("120104", "120104")
    assert not divisions.nested("120104", "120101")
