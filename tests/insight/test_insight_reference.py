"""What is ordinary for a person: each of its numbers just under and just at it, as it is meant to be."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.insight.diary import Column, Diary
from oidtrack.insight.early.reference import (
    Reference,
    centre,
    distance,
    in_dip,
    reference,
)


def answered(days: range, value: int = -600, length: int = 100) -> Column:
    return tuple(value if n in days else None for n in range(length))


def known(number: int, *, symptoms: Column | None = None, cuts: tuple[int, ...] = (), **columns: Column) -> Reference:
    """What is ordinary as seen from a day, of a hundred days with a mood on each where nothing else is said."""
    every = {"mood": (-600,) * 100, **columns}
    found = reference(Diary(day(0), tuple(every.items()), symptoms or (None,) * 100, cuts), number)
    assert found is not None
    return found


@pytest.mark.parametrize(("last", "there"), [(85, True), (86, False)])
def test_the_latest_two_weeks_are_no_part_of_it(last: int, there: bool) -> None:
    """As seen from day 100 the last day that counts is day 85."""
    of_five_days = answered(range(last - 4, last + 1))
    found = known(100, energy=of_five_days, phq2=answered(range(last, last + 1), 300))

    assert ("energy" in found.measures) is there
    assert found.asked == ({"phq2": 300} if there else {})


@pytest.mark.parametrize(("first", "there"), [(25, False), (26, True)])
def test_it_is_made_of_the_latest_sixty_days(first: int, there: bool) -> None:
    assert ("energy" in known(100, energy=answered(range(first, first + 5))).measures) is there


@pytest.mark.parametrize(("days", "there"), [(7, False), (8, True)])
def test_eight_days_are_enough(days: int, there: bool) -> None:
    mood = answered(range(days))

    assert (reference(Diary(day(0), (("mood", mood),), (None,) * 100), 50) is not None) is there


@pytest.mark.parametrize(("number", "there"), [(14, False), (15, True)])
def test_a_new_diary_is_watched_from_its_third_week_on(number: int, there: bool) -> None:
    """Eight days, and the last week is left out."""
    diary = Diary(day(0), (("mood", (-600,) * 100),), (None,) * 100)

    assert (reference(diary, number) is not None) is there


@pytest.mark.parametrize(("last", "there"), [(12, True), (13, False)])
def test_of_a_new_diary_only_the_last_week_is_left_out(last: int, there: bool) -> None:
    assert ("energy" in known(20, energy=answered(range(last - 4, last + 1))).measures) is there


@pytest.mark.parametrize(("days", "new"), [(20, True), (21, False)])
def test_a_diary_is_new_until_it_has_three_weeks_beside_the_last_two(days: int, new: bool) -> None:
    """Answers of a week to two weeks ago take part while it is new."""
    energy = answered(range(days, days + 5))

    assert ("energy" in known(days + 14, mood=answered(range(days + 14)), energy=energy).measures) is new


@pytest.mark.parametrize(("answers", "there"), [(4, False), (5, True)])
def test_a_measure_and_symptoms_need_five_answers(answers: int, there: bool) -> None:
    found = known(100, energy=answered(range(40, 40 + answers)), symptoms=answered(range(40, 40 + answers), 500))

    assert ("energy" in found.measures) is there
    assert found.withdrawal == (500 if there else 0)


@pytest.mark.parametrize(
    ("scores", "middle"),
    [((100, 500, 600, 700, 800), 650), ((900, 500, 600, 700, 800), 650), ((100, 700, 600, 700, 800), 700)],
)
def test_of_a_questionnaire_the_last_four_count(scores: tuple[int, ...], middle: int) -> None:
    column = tuple(scores[n // 10] if n % 10 == 0 and n < 50 else None for n in range(100))

    assert known(100, phq9=column).asked == {"phq9": middle}


def test_days_0_to_14_after_a_cut_are_no_ordinary_days() -> None:
    assert [in_dip((40,), n) for n in (39, 40, 54, 55)] == [False, True, True, False]
    assert [in_dip((40, 50), n) for n in (39, 40, 64, 65)] == [False, True, True, False]
    assert not in_dip((), 0)


@pytest.mark.parametrize(("last", "there"), [(54, False), (55, True)])
def test_answers_of_days_after_a_cut_do_not_count(last: int, there: bool) -> None:
    found = known(100, cuts=(40,), energy=answered(range(36, last + 1)))

    assert ("energy" in found.measures) is there


def test_the_middle_is_the_mean_of_the_middle_half() -> None:
    assert centre([0, 5, 5, 100]) == 5
    assert centre([0, 5, 100]) == 35
    assert centre([0, 0, 4, 6, 8, 10, 90, 90]) == 7


def test_the_distance_is_half_as_much_again_as_the_mean_of_the_nearer_nine_tenths() -> None:
    assert distance([105] * 9 + [1000], 5) == 150
    assert distance([5] * 8 + [605, 1000], 5) == 100
    assert distance([7], 5) == 3
    assert distance([5, 105], 5) == 0
