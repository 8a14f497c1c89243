"""Pace steps and waits: exact at their edges, in pairs."""

from __future__ import annotations

from fractions import Fraction
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regimens import a_pace

from oidtrack.taper.pace import Basis, distance, hold_days, is_over, lasts, pace_steps, unit_days

CURRENT = a_pace()
START = a_pace(basis=Basis.START)


def test_one_cut_of_the_pace_is_one_step_exactly() -> None:
    assert pace_steps(CURRENT, 90_000, 90_000, 81_000) == 1
    assert pace_steps(START, 90_000, 45_000, 36_000) == 1


def test_the_example_of_the_contract() -> None:
    steps = pace_steps(CURRENT, 90_000, 90_000, 80_000)
    assert steps is not None
    assert round(steps, 4) == Fraction("1.1179")


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_pace_steps_agree_with_logarithms(before: int, after: int) -> None:
    low, high = sorted((before, after))
    steps = pace_steps(CURRENT, high, high, low)
    assert float(steps or 0) == pytest.approx(log(high / low) / -log(0.9), abs=1e-9)


def test_a_cut_to_nothing_is_worth_no_finite_number_of_current_steps() -> None:
    assert pace_steps(CURRENT, 90_000, 2_500, 0) is None
    assert pace_steps(START, 90_000, 2_500, 0) == Fraction(2_500, 9_000)
    with pytest.raises(ValueError, match="no distance"):
        distance(CURRENT, 90_000, 2_500, 0)


def test_under_the_share_left_the_current_dose_counts() -> None:
    pace = a_pace(basis=Basis.START, current_below="3/10")
    assert pace_steps(pace, 100_000, 31_000, 21_000) == 1
    assert pace_steps(pace, 100_000, 30_000, 27_000) == 1


def test_distance_is_the_square_in_fixed_point() -> None:
    assert distance(START, 90_000, 90_000, 72_000) == 10**30
    assert distance(START, 90_000, 90_000, 81_000) == 0


def test_the_cap_is_compared_in_whole_numbers() -> None:
    assert not is_over(CURRENT, 10_000, 7_500)
    assert is_over(CURRENT, 10_000, 7_499)


def test_two_exact_steps_take_two_intervals_and_not_a_day_more() -> None:
    assert not lasts(CURRENT, 100_000, 100_000, 81_000, 55)
    assert lasts(CURRENT, 100_000, 100_000, 81_000, 56)
    assert hold_days(CURRENT, 100_000, 100_000, 81_000, 7) == 56


def test_a_hair_more_than_two_steps_takes_another_week() -> None:
    assert hold_days(CURRENT, 100_000, 100_000, 80_999, 7) == 63


def test_a_small_cut_still_takes_one_interval() -> None:
    assert not lasts(CURRENT, 100_000, 100_000, 99_000, 27)
    assert lasts(CURRENT, 100_000, 100_000, 99_000, 28)
    assert hold_days(START, 100_000, 100_000, 99_000, 7) == 28


def test_linear_waits_are_exact_too() -> None:
    assert not lasts(START, 90_000, 90_000, 72_000, 55)
    assert lasts(START, 90_000, 90_000, 72_000, 56)


def test_the_wait_before_a_coarse_cut_ends() -> None:
    assert hold_days(CURRENT, 90_000, 5_000, 2_500, 7) == 56
    assert hold_days(a_pace(max_hold=None), 90_000, 5_000, 2_500, 7) == 189


def test_the_wait_before_a_coarse_cut_is_two_intervals_at_least() -> None:
    assert hold_days(START, 90_000, 18_000, 13_500, 7) == 28
    assert hold_days(START, 90_000, 18_000, 9_000, 7) == 56
    assert hold_days(a_pace(basis=Basis.START, max_hold=35), 90_000, 18_000, 9_000, 7) == 35
    assert hold_days(a_pace(basis=Basis.START, max_hold=7), 90_000, 18_000, 9_000, 7) == 28


def test_a_wait_that_is_not_coarse_does_not_end_early() -> None:
    assert hold_days(CURRENT, 90_000, 10_000, 7_500, 7) == 77


def test_before_a_stop_the_longest_wait_or_that_of_a_cut_to_half() -> None:
    assert hold_days(CURRENT, 90_000, 2_500, 0, 7) == 56
    assert hold_days(CURRENT, 90_000, 2_500, 0, 21) == 63
    assert hold_days(a_pace(every_days=30, max_hold=28), 90_000, 2_500, 0, 1) == 30
    assert hold_days(a_pace(max_hold=None), 90_000, 2_500, 0, 7) == 189
    assert hold_days(START, 90_000, 9_000, 0, 7) == 56


@pytest.mark.parametrize(("every", "change", "unit"), [(28, 1, 7), (10, 1, 1), (28, 3, 21), (30, 3, 3), (7, 7, 7)])
def test_units_of_days(every: int, change: int, unit: int) -> None:
    assert unit_days(a_pace(every_days=every), change) == unit
