"""The usual range: robust, exact, silent where too little is known."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import day, exact
from oidtrack.insight.baseline import DIP_DAYS, LEAST_DAYS, Usual, in_dip, usual
from oidtrack.insight.series import Series

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

values = st.lists(st.none() | st.integers(0, 10).map(Fraction), max_size=60)


def of(*found: int | None) -> Series:
    return Series("mood", day(0), exact(*found))


def test_a_day_short_of_enough_names_nothing() -> None:
    assert usual(of(*[6] * (LEAST_DAYS - 1)), (), day(0), day(99)) is None
    assert usual(of(*[6] * LEAST_DAYS), (), day(0), day(99)) == Usual(14, Fraction(6), Fraction(6), Fraction(6))


def test_the_middle_four_days_of_five() -> None:
    found = usual(of(*range(1, 22)), (), day(0), day(99))

    assert found == Usual(21, Fraction(11), Fraction(3), Fraction(19))


def test_two_very_bad_days_do_not_move_the_median() -> None:
    found = usual(of(*[6] * 20, 0, 0), (), day(0), day(99))

    assert found is not None
    assert found.low == found.median == 6


def test_days_after_a_cut_are_left_out_up_to_the_fourteenth() -> None:
    assert in_dip(day(DIP_DAYS), [day(0)])
    assert not in_dip(day(DIP_DAYS + 1), [day(0)])
    assert not in_dip(day(-1), [day(0)])
    series = of(*[2] * (DIP_DAYS + 1), *[7] * LEAST_DAYS)

    assert usual(series, [day(0)], day(0), day(99)) == Usual(14, Fraction(7), Fraction(7), Fraction(7))
    assert usual(series, [day(1), day(0)], day(0), day(99)) is None


def test_only_days_of_the_span_count_and_cuts_before_it_still_do() -> None:
    series = of(*[5] * 60)

    assert usual(series, [day(20)], day(25), day(48)) is None
    assert usual(series, [day(20)], day(25), day(49)) == usual(series, [], day(35), day(49))


@given(values, st.integers(0, 60))
def test_the_range_is_in_order_and_shifts_with_the_values(found: list[Fraction | None], cut: int) -> None:
    cuts = [day(cut)]
    plain = usual(Series("mood", day(0), tuple(found)), cuts, day(0), day(60))
    moved = usual(
        Series("mood", day(0), tuple(None if v is None else v + 3 for v in found)), cuts, day(0), day(0) + timedelta(60)
    )

    assert (plain is None) == (moved is None)
    if plain is not None and moved is not None:
        assert plain.low <= plain.median <= plain.high
        assert moved == Usual(plain.n, plain.median + 3, plain.low + 3, plain.high + 3)
