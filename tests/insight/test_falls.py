"""A fall of mood: since when it is, on each evening that it lasts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.insight.baseline import Usual
from oidtrack.insight.early.falls import Around, Cause, Fall, cause, fall
from oidtrack.insight.series import Series

FIRST = date(2026, 2, 2)
STEADY = 37
"""Evenings at 7 and 6 in turn; then every one is at 2."""


def mood(lows: int) -> Series:
    values = [Fraction(7 - n % 2) for n in range(STEADY)] + [Fraction(2)] * lows
    return Series("mood", FIRST, tuple(values))


@pytest.mark.parametrize("usual", [Fraction(13, 2), Fraction(7)])
@pytest.mark.parametrize("lows", range(4, 15))
def test_the_day_it_began_stays_where_it_is(lows: int, usual: Fraction) -> None:
    today = FIRST + timedelta(days=STEADY + lows - 1)
    found = fall(mood(lows), Usual(STEADY, usual, Fraction(5), Fraction(8)), Around(), today)

    assert found is not None
    assert found.began == FIRST + timedelta(days=STEADY)


WELL, LOW = Fraction(7), Fraction(2)
USUAL = Usual(20, WELL, Fraction(6), Fraction(8))


def after_well_days(*values: Fraction | None) -> Series:
    """Twenty evenings at 7, then these."""
    return Series("mood", FIRST, (WELL,) * 20 + values)


def began(*values: Fraction | None) -> int | None:
    """Which of the days after the well ones it began on, seen on the last of them; None for no fall."""
    today = FIRST + timedelta(days=19 + len(values))
    found = fall(after_well_days(*values), USUAL, Around(), today)
    return None if found is None else (found.began - FIRST).days - 20


@pytest.mark.parametrize(("first", "expected"), [("5.5", 0), ("5.6", 2)])
def test_a_day_one_and_a_half_below_belongs_to_it_a_day_without_an_answer_between(first: str, expected: int) -> None:
    assert began(Fraction(first), None, LOW, LOW, LOW, LOW, LOW) == expected


@pytest.mark.parametrize(("better", "expected"), [(1, 0), (2, 3)])
def test_one_better_evening_among_low_ones_is_passed_over_and_two_are_not(better: int, expected: int) -> None:
    assert began(LOW, *[WELL] * better, *[LOW] * (6 - better)) == expected


def test_one_better_evening_at_its_end_does_not_move_its_begin() -> None:
    assert began(LOW, LOW, LOW, LOW, LOW, LOW, WELL) == 0


@pytest.mark.parametrize(("values", "there"), [("5", True), ("5.1", False)])
def test_a_week_two_points_below_is_a_fall(values: str, *, there: bool) -> None:
    assert (began(*[Fraction(values)] * 7) is not None) is there


@pytest.mark.parametrize(("answers", "there"), [(3, True), (2, False)])
def test_three_answers_of_a_week_are_enough(answers: int, *, there: bool) -> None:
    assert (began(*[None] * (7 - answers), *[LOW] * answers) is not None) is there


def test_only_the_week_up_to_today_is_counted() -> None:
    seen = after_well_days(*[LOW] * 8, Fraction(10), Fraction(10))
    found = fall(seen, USUAL, Around(), FIRST + timedelta(days=27))

    assert found == Fall(FIRST + timedelta(days=20), Fraction(5), 7, Cause.DEPRESSION)


def looks_like(cut: int = 0, age: int = 7, rated: dict[int, str] | None = None, usual: int = 3) -> Cause:
    """What a fall looks like that began so many days after a cut, at an age, with symptoms rated on days of it."""
    start = FIRST + timedelta(days=30)
    values = tuple(None if (said := (rated or {0: "5"}).get(n)) is None else Fraction(said) for n in range(-10, 30))
    symptoms = Series("symptoms", start - timedelta(days=10), values)
    around = Around((start - timedelta(days=cut),), symptoms, Fraction(usual))
    return cause(start, around, start + timedelta(days=age))


def test_the_same_fall_with_and_without_what_makes_withdrawal() -> None:
    today = FIRST + timedelta(days=23)
    rated = Series("symptoms", FIRST + timedelta(days=20), (Fraction(5),) * 4)
    moods = after_well_days(*[LOW] * 4)
    around = Around((FIRST + timedelta(days=18),), rated, Fraction(3))

    assert [getattr(fall(moods, USUAL, one, today), "cause", None) for one in (around, replace(around, cuts=()))] == [
        Cause.WITHDRAWAL,
        Cause.DEPRESSION,
    ]


@pytest.mark.parametrize(("cut", "withdrawal"), [(-1, False), (0, True), (5, True), (6, False)])
def test_it_begins_with_a_cut_on_days_0_to_5_after_it(cut: int, *, withdrawal: bool) -> None:
    assert (looks_like(cut=cut) is Cause.WITHDRAWAL) is withdrawal


@pytest.mark.parametrize(("age", "withdrawal"), [(14, True), (15, False)])
def test_withdrawal_passes_within_two_weeks(age: int, *, withdrawal: bool) -> None:
    assert (looks_like(age=age) is Cause.WITHDRAWAL) is withdrawal


@pytest.mark.parametrize(("rating", "withdrawal"), [("5", True), ("4.9", False)])
def test_symptoms_two_points_above_their_usual_are_withdrawal(rating: str, *, withdrawal: bool) -> None:
    assert (looks_like(rated={0: rating}) is Cause.WITHDRAWAL) is withdrawal


@pytest.mark.parametrize(("day", "withdrawal"), [(-6, False), (-5, True), (7, True), (8, False)])
def test_symptoms_count_from_five_days_before_it_until_today(day: int, *, withdrawal: bool) -> None:
    assert (looks_like(rated={day: "5"}, age=7) is Cause.WITHDRAWAL) is withdrawal


@pytest.mark.parametrize(("rating", "withdrawal"), [("2", True), ("1.9", False)])
def test_without_a_usual_of_symptoms_two_points_are_withdrawal(rating: str, *, withdrawal: bool) -> None:
    rated = Series("symptoms", FIRST, (Fraction(rating),))

    assert (cause(FIRST, Around((FIRST,), rated), FIRST) is Cause.WITHDRAWAL) is withdrawal
