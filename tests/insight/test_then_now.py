"""A measure at both ends of a period, and withdrawal after cuts."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from diaries import day, exact
from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.then_now import AFTER_CUT_DAYS, EDGE_DAYS, FEW, AfterCuts, Change, after_cuts, changes, edges


def series(*values: int | None) -> Series:
    return Series("mood", day(0), exact(*values))


def test_two_weeks_at_each_end_of_a_long_period_and_halves_of_a_short_one() -> None:
    assert edges(day(0), day(2 * EDGE_DAYS)) == ((day(0), day(14)), (day(14), day(28)))
    assert edges(day(0), day(90)) == ((day(0), day(14)), (day(76), day(90)))
    assert edges(day(0), day(11)) == ((day(0), day(5)), (day(6), day(11)))
    assert edges(day(0), day(1)) == ((day(0), day(0)), (day(1), day(1)))


def test_the_change_is_of_the_medians() -> None:
    (found,) = changes([series(*[6] * 14, *[None] * 20, *[4] * 14)], day(0), day(48))

    assert (found.measure, found.then.n, found.now.n, found.by) == ("mood", 14, 14, Fraction(-2))


def test_a_change_of_few_answers_is_not_named() -> None:
    def change(then: int, now: int) -> Change:
        values = (*[6] * then, *[None] * (14 - then), *[4] * now, *[None] * (14 - now))
        return changes([series(*values)], day(0), day(28))[0]

    assert change(FEW - 1, FEW).by is None
    assert change(FEW, FEW - 1).by is None
    assert change(FEW, FEW).by == -2
    assert Change("mood", Spread(0), Spread(0)).by is None


def test_the_week_after_each_cut_is_looked_at_by_itself() -> None:
    found = after_cuts(series(1, 1, 9, 5, *[4] * 7, 9, 0), (day(-3), day(2)))

    # days 0 to 4 of the series lie within a week of the first cut, days 2 to 9 of the second
    assert (found.highest, found.on, found.cuts) == (Fraction(9), day(11), 2)
    assert (found.spread.n, found.spread.median) == (10, Fraction(4))


def test_the_eighth_day_after_a_cut_is_no_longer_near_it() -> None:
    values = series(*[None] * AFTER_CUT_DAYS, 3, 7)

    assert after_cuts(values, (day(0),)).spread.n == 1
    assert after_cuts(series(3), (day(0),)) == AfterCuts(Fraction(3), day(0), spread([Fraction(3)]), 1)
    assert after_cuts(series(3), (day(1),)) == AfterCuts(Fraction(3), day(0), Spread(0), 0)
    assert after_cuts(values, (day(0), day(7), day(8), day(9))).cuts == 3
    assert after_cuts(series(*[None] * (AFTER_CUT_DAYS + 1), 7), (day(0), day(1))).cuts == 1
    assert after_cuts(values, (day(1),)).spread.n == 2
    assert after_cuts(values, (day(0) + timedelta(days=90),)).cuts == 0


def test_nothing_rated_is_no_zero() -> None:
    found = after_cuts(series(None, None), (day(0),))

    assert (found.highest, found.on, found.spread.n, found.cuts) == (None, None, 0, 0)
