"""Each record meets those with whom it shares the most telling keys."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from kg.resolve.blocking.blocks import Blocks, Keyed, asks, looks
from kg.resolve.blocking.kinds import Kind
from kg.resolve.blocking.meeting import together

KEYS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=80)
CROWD = [(row, key) for row in range(10) for key in range(2)]


def keyed(keys: list[tuple[int, int]]) -> Keyed:
    rows, hashes = zip(*sorted(keys), strict=True) if keys else ((), ())
    return Keyed(np.array(rows, np.int32), np.array(hashes, np.uint64))


def met(keys: list[tuple[int, int]], kind: Kind, most: int = 100) -> set[tuple[int, int]]:
    blocks = Blocks.of(keyed(keys), shared=True)
    found, _ = looks(blocks, kind, 31)
    codes, _ = together([(blocks.members, found)], np.full(31, most)).pairs(2)
    assert len(set(codes.tolist())) == len(codes)
    return {(code >> 32, code & 0xFFFFFFFF) for code in codes.tolist()}


def by_hand(keys: list[tuple[int, int]], largest: int) -> set[tuple[int, int]]:
    blocks: defaultdict[int, set[int]] = defaultdict(set)
    for row, key in keys:
        blocks[key].add(row)
    small = [block for block in blocks.values() if len(block) <= largest]
    return {(one, other) for block in small for one in block for other in block if one < other}


@given(KEYS)
@example(CROWD)
def test_all_who_share_a_key_meet_where_blocks_are_small(keys: list[tuple[int, int]]) -> None:
    assert met(keys, Kind(100)) == by_hand(keys, 100)


@given(KEYS)
@example(CROWD)
def test_nobody_meets_for_a_key_that_too_many_have(keys: list[tuple[int, int]]) -> None:
    assert met(keys, Kind(3)) == by_hand(keys, 3)


@given(KEYS)
@example(CROWD)
def test_neighbours_meet_in_large_blocks(keys: list[tuple[int, int]]) -> None:
    found = met(keys, Kind(3, window=2))
    assert by_hand(keys, 3) <= found <= by_hand(keys, 100)
    for key in {key for _, key in keys}:
        holders = sorted({row for row, held in keys if held == key})
        assert set(pairwise(holders)) <= found


@given(KEYS)
@example(CROWD)
def test_unsure_pairs_are_limited_at_each_end_and_sure_ones_are_not(keys: list[tuple[int, int]]) -> None:
    assert len(met(keys, Kind(100), most=2)) <= 2 * len({row for row, _ in keys})
    assert met(keys, Kind(100, sure=True), most=2) == by_hand(keys, 100)


def test_the_rarest_key_counts_most() -> None:
    crowd = [(row, 1) for row in range(9)]
    pairs = [(0, 2), (9, 2), (9, 3), (10, 3), (9, 4), (10, 4)]  # 9 would rather meet 10
    assert (0, 9) in met([*crowd, *pairs], Kind(100), most=1)


def test_who_asks_meets_those_who_answer_but_no_other_who_asks() -> None:
    answering = Blocks.of(keyed([(0, 7), (1, 7), (2, 8)]), shared=False)
    found, tally = asks(keyed([(3, 7), (4, 7), (5, 9)]), answering, Kind(100, answers="others"), 6)
    codes, _ = together([(answering.members, found)], np.full(6, 9)).pairs(1)
    assert {(code >> 32, code & 0xFFFFFFFF) for code in codes.tolist()} == {(0, 3), (1, 3), (0, 4), (1, 4)}
    assert (tally.keys, tally.blocks, tally.oversized) == (3, 2, 0)


def test_asking_too_many_is_counted() -> None:
    answering = Blocks.of(keyed([(row, 7) for row in range(5)]), shared=False)
    found, tally = asks(keyed([(5, 7)]), answering, Kind(4, answers="others"), 6)
    assert len(found.rows) == 0
    assert (tally.oversized, tally.unseen) == (1, 5)
