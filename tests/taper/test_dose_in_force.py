"""The dose in force: what is planned on a day, by which authority, and since when."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

import pytest

from diaries import day, plan, prescription
from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Release
from oidtrack.taper.dayplan import Change, DosePlan, courses_of
from oidtrack.taper.inforce import Authority
from oidtrack.taper.plan import Plan
from oidtrack.taper.steering import end, hold

OXYCODONE = ("oxycodone", Release.IR)


def under(*versions: Plan) -> DosePlan:
    return DosePlan(courses_of(versions), (prescription(20, 20),))


@pytest.mark.parametrize(
    ("n", "daily", "authority"),
    [
        (-61, 40, Authority.PLAN),
        (-60, 40, Authority.PRESCRIPTION),
        (-4, 40, Authority.PRESCRIPTION),
        (-1, 40, Authority.PLAN),
        (0, 35, Authority.PLAN),
        (27, 35, Authority.PLAN),
        (28, 30, Authority.PLAN),
        (56, 5, Authority.PLAN),
        (84, 0, Authority.PLAN),
        (400, 0, Authority.PLAN),
    ],
)
def test_what_is_in_force_and_who_says_so(n: int, daily: int, authority: Authority) -> None:
    found = under(plan()).of(OXYCODONE, day(n))

    assert found is not None
    assert found.daily == daily
    assert (found.authority, found.unit) == (authority, "mg")


def test_on_hold_the_dose_stays_and_the_hold_is_the_authority() -> None:
    first = plan()
    found = under(first, hold(first, day(30), 28, ""))
    days = [found.of(OXYCODONE, day(n)) for n in (29, 30, 70)]

    assert [one.authority for one in days if one] == [Authority.PLAN, Authority.HOLD, Authority.HOLD]
    assert [one.daily for one in days if one] == [30, 30, 30]


def test_a_prescription_that_has_ended_ends_the_plan_too() -> None:
    row = prescription(20, 20, until=day(9))
    found = DosePlan(courses_of([plan()]), (row,))

    assert [found.of(OXYCODONE, day(n)) is None for n in (9, 10)] == [False, True]


def test_the_days_on_which_it_changes() -> None:
    found = under(plan()).changes(OXYCODONE, day(-70), day(100))

    assert found == (
        Change(day(0), Fraction(40), Fraction(35), Authority.PLAN),
        Change(day(28), Fraction(35), Fraction(30), Authority.PLAN),
        Change(day(56), Fraction(30), Fraction(5), Authority.PLAN),
        Change(day(84), Fraction(5), Fraction(0), Authority.PLAN),
    )
    assert under(plan()).last_change(OXYCODONE, day(55)) == found[1]
    assert under(plan()).last_change(OXYCODONE, day(-61)) is None


def test_a_prescription_that_ends_is_a_change_of_the_prescription() -> None:
    ended = DosePlan((), (prescription(20, 20, until=day(9)),))

    assert ended.changes(OXYCODONE, day(5), day(20)) == (
        Change(day(10), Fraction(40), Fraction(0), Authority.PRESCRIPTION),
    )


def test_on_every_other_day_there_are_doses_on_every_other_day() -> None:
    doses = [under(plan()).doses(day(n)) for n in range(56, 60)]

    assert [bool(one) for one in doses] == [True, False, True, False]
    assert (doses[0][0].slot, doses[0][0].amount) == (time(20), Dose(10_000))


def test_a_patch_is_named_by_what_it_gives_in_an_hour() -> None:
    row = prescription(20, medicine="fentanyl", release=Release.PATCH, times=(8,), change_days=3)
    found = DosePlan((), (row,)).of(("fentanyl", Release.PATCH), day(0))

    assert found is not None
    assert (found.unit, found.change_days, DosePlan((), (row,)).longest_worn) == ("mcg/h", 3, 3)


@pytest.mark.parametrize(("agreed", "same_way"), [(30, True), (31, False)])
def test_a_plan_that_takes_the_place_of_another_goes_on_its_way(agreed: int, same_way: bool) -> None:
    first = plan(id=1, version=1)
    ended = end(first, day(30), "another takes its place")
    second = plan(id=2, version=1, agreed_on=day(agreed), start=day(60))
    (course,) = courses_of((first, ended, second))

    assert course.way_of(second) == (first if same_way else second)
