"""Where each measure lay over some weeks: what counts, and where too little is known."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.insight.diary import Column, Diary
from oidtrack.insight.early.levels import Level, Shift, recent_levels, stretch_levels, together


def made(column: Column, cuts: tuple[int, ...] = ()) -> Diary:
    return Diary(day(0), (("mood", column),), (None,) * len(column), cuts)


def some(days: int, answered: range) -> Column:
    return tuple(-600 if n in answered else None for n in range(days))


@pytest.mark.parametrize(("answers", "known"), [(4, False), (5, True)])
def test_the_last_weeks_need_some_answers(answers: int, known: bool) -> None:
    assert ("mood" in recent_levels(made(some(28, range(answers))))(4)) is known


@pytest.mark.parametrize(("answers", "known"), [(11, False), (12, True)])
def test_a_stretch_needs_more(answers: int, known: bool) -> None:
    answered = range(0, 4 * answers, 4)

    assert ("mood" in stretch_levels(made(some(56, answered)))(8)) is known


@pytest.mark.parametrize(("span", "known"), [(27, False), (28, True)])
def test_the_answers_of_a_stretch_reach_over_four_weeks(span: int, known: bool) -> None:
    assert ("mood" in stretch_levels(made(some(35, range(span))))(5)) is known


def test_each_window_ends_with_its_week() -> None:
    column = tuple(-100 * (n // 7) for n in range(15 * 7))
    recent, stretches = recent_levels(made(column)), stretch_levels(made(column))

    assert recent(0) == stretches(0) == {}
    assert recent(1)["mood"] == Level(7, 0, 0)
    assert recent(10)["mood"].n == 28
    assert recent(10)["mood"].middle == -750
    assert stretches(15)["mood"].n == 84
    assert stretches(15)["mood"].middle == -850


def test_days_after_a_cut_are_left_out() -> None:
    low = tuple(-200 if 14 <= n <= 28 else -600 for n in range(63))

    assert recent_levels(made(low, (14,)))(5)["mood"].middle == -600
    assert stretch_levels(made(low, (14,)))(9)["mood"] == Level(48, -600, 0)


@pytest.mark.parametrize(("left", "middle"), [(4, -200), (5, -600)])
def test_where_cuts_leave_too_few_days_all_count(left: int, middle: int) -> None:
    column = tuple(-600 if n < left else -200 for n in range(28))

    assert recent_levels(made(column, (left, left + 10)))(4)["mood"].middle == middle


def test_a_shift_of_sleep_counts_either_way() -> None:
    before = Level(50, 700, 80)

    assert Shift("mood", before, Level(20, 600, 80)).by == -100
    assert Shift("sleep", before, Level(20, 600, 80)).by == 100
    assert Shift("sleep", before, Level(20, 800, 80)).by == 100


def test_a_shift_weighs_what_chance_makes_unlikely() -> None:
    """One point, days that stray by one, 25 answers each: the standard error is the root of 2 in 25."""
    one = Shift("mood", Level(25, 0, 100), Level(25, 100, 100))

    assert one.weight == 353
    assert Shift("mood", Level(100, 0, 100), Level(100, 100, 100)).weight == 707
    assert Shift("mood", Level(25, 0, 50), Level(25, 100, 100)).weight == 707


def test_a_weight_is_in_hundredths_of_the_standard_error() -> None:
    """Of two answers each that error is the stray itself."""
    assert Shift("mood", Level(2, 0, 1000), Level(2, 1_000_000, 1000)).weight == 100_000


@pytest.mark.parametrize(("measure", "floor"), [("mood", 50), ("sleep", 60)])
def test_nobody_s_days_are_all_alike(measure: str, floor: int) -> None:
    alike, less, usual, more = (
        Shift(measure, Level(25, 0, strays), Level(25, 100, 0)).weight for strays in (0, floor - 1, floor, floor + 1)
    )

    assert alike == less == usual > more


def test_several_shifts_add_up_as_far_as_they_are_not_the_same_one() -> None:
    one = Shift("mood", Level(25, 0, 100), Level(25, 100, 100))

    assert together([]) == 0
    assert together([one]) == one.weight
    assert one.weight < together([one, one]) < 2 * one.weight
    assert together([one] * 3) == 100 * 3 * one.weight // 244


def test_half_of_what_many_shifts_weigh_is_shared_by_all() -> None:
    """The root of n + n (n - 1) / 2, for each pair shares half: of 50 that is the root of 1275."""
    one = Shift("mood", Level(2500, 0, 100), Level(2500, 100, 100))

    assert one.weight == 3546
    assert together([one] * 50) == 4966
