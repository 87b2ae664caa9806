"""Intervals: known values, what must hold of all, and that the seed decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.datasets.intervals import bootstrap_intervals, draw_resamples, wilson_interval


@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_wilson_known_values(n_right: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(n_right, n) == pytest.approx((low, high), abs=5e-5)


def test_intervals_wilson_of_nothing_is_everything() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_wilson_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = wilson_interval(*counts)
    assert 0.0 <= low <= counts[0] / counts[1] <= high <= 1.0
    assert low < high


def share(sums: object) -> float:
    right, n = sums
    return right / n


def test_intervals_bootstrap_is_about_as_wide_as_wilson_for_single_observations() -> None:
    right = [1] * 70 + [0] * 30
    ((low, high),) = bootstrap_intervals([right, [1] * 100], [share], draw_resamples(100, seed=1))
    assert (low, high) == pytest.approx(wilson_interval(70, 100), abs=0.03)


def test_intervals_bootstrap_is_wider_where_units_hold_many() -> None:
    counts = [[10] * 7 + [0] * 3, [10] * 10]
    ((low, high),) = bootstrap_intervals(counts, [share], draw_resamples(10, seed=1))
    assert high - low > 1.5 * (wilson_interval(70, 100)[1] - wilson_interval(70, 100)[0])


def test_intervals_seed_decides_the_resamples() -> None:
    assert draw_resamples(20, seed=3) == draw_resamples(20, seed=3)
    assert draw_resamples(20, seed=3) != draw_resamples(20, seed=4)


def test_intervals_bootstrap_of_one_unit() -> None:
    assert bootstrap_intervals([[1], [2]], [share], draw_resamples(1, seed=0, n_resamples=5)) == [(0.5, 0.5)]


def test_intervals_resamples_without_a_value_are_left_out() -> None:
    counts = [[1, 0, 0, 0], [1, 0, 0, 0]]
    intervals = bootstrap_intervals(counts, [lambda sums: sums[0] / sums[1] if sums[1] else None] * 2, [[0, 1], [2, 3]])
    assert intervals == [(1.0, 1.0), (1.0, 1.0)]
    assert bootstrap_intervals(counts, [lambda sums: None], [[0]]) == [(0.0, 1.0)]
