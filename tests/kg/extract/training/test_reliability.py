"""Reliability: which relations a bin holds, and how far confidence is off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.training.reliability import BOUNDS, Bin, calibration_error, reliability

judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50)


def test_a_bin_tells_count_mean_confidence_and_share_right() -> None:
    (one,) = reliability([(0.92, True), (0.96, True), (0.94, False), (0.98, True)])
    assert (one.low, one.high, one.count, one.right) == (0.9, 1.0, 4, 0.75)
    assert one.confidence == pytest.approx(0.95)


def test_a_bound_belongs_to_the_bin_above_it_and_certainty_to_the_last() -> None:
    found = reliability([(0.8, True), (0.9, True), (1.0, False)])
    assert [(b.low, b.count) for b in found] == [(0.8, 1), (0.9, 2)]


def test_empty_bins_are_left_out() -> None:
    assert reliability([]) == ()
    assert [b.low for b in reliability([(0.05, False), (0.55, True)])] == [0.0, 0.5]


@given(judged)
def test_every_relation_is_in_one_bin(told: list[tuple[float, bool]]) -> None:
    bins = reliability(told)
    assert sum(b.count for b in bins) == len(told)
    assert all(b.low <= b.confidence <= b.high + 1e-9 and 0 <= b.right <= 1 for b in bins)
    assert sum(b.count * b.right for b in bins) == pytest.approx(sum(right for _, right in told))


def test_bounds_of_ones_own_are_kept() -> None:
    assert [b.low for b in reliability([(0.1, True), (0.6, True)], (0.0, 0.5, 1.0))] == [0.0, 0.5]


def test_error_is_the_mean_distance_weighted_by_size() -> None:
    bins = [Bin(0.8, 0.9, 3, 0.85, 1.0), Bin(0.9, 1.0, 1, 0.95, 0.0)]
    assert calibration_error(bins) == pytest.approx((3 * 0.15 + 0.95) / 4)


def test_without_bins_there_is_no_error() -> None:
    assert calibration_error(()) == 0.0


@given(judged)
def test_error_is_a_share(told: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_error(reliability(told)) <= 1


def test_bounds_cover_all_confidence() -> None:
    assert (BOUNDS[0], BOUNDS[-1]) == (0.0, 1.0)
    assert list(BOUNDS) == sorted(set(BOUNDS))
