"""Which version decides which day, and the stretches of one dose that come of it."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from diaries import day, plan
from oidtrack.domain.medicine import Release
from oidtrack.taper.days.course import Course, difference, stretches, takes_effect
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.steering import agree, end, hold, resume, step_back

DRAFT = plan(status=Status.DRAFT, agreed_with="", agreed_on=None)
AGREED = agree(DRAFT, "Dr. NAME", day(-3), day(-3))


def runs(course: Course, until: int) -> list[tuple[int, int, int, int]]:
    """Each stretch: number, first day, length, mg a day."""
    found = stretches(course, day(until))
    return [(s.n, (s.first - day(0)).days, (s.until - s.first).days, int(s.daily / 1000)) for s in found]


def test_a_version_takes_effect_with_what_made_it() -> None:
    assert takes_effect(plan()) == day(-3)
    assert takes_effect(replace(plan(), agreed_on=None)) == day(0)
    assert takes_effect(AGREED) == day(-3)
    assert takes_effect(replace(AGREED, event=Event(EventKind.AGREED, day(9)))) == day(0)
    assert takes_effect(hold(AGREED, day(5), 7, "")) == day(5)


def test_the_version_written_last_decides_from_its_day_on() -> None:
    held = hold(AGREED, day(30), 14, "")
    again = resume(held, day(50), "")
    course = Course((AGREED, held, again))
    assert [course.on(day(n)) for n in (-4, -3, 29, 30, 49, 50)] == [None, AGREED, AGREED, held, held, again]
    assert course.of == ("oxycodone", Release.IR)


def test_an_ended_plan_decides_nothing_more() -> None:
    course = Course((AGREED, end(AGREED, day(40), "")))
    assert course.on(day(39)) == AGREED
    assert course.on(day(40)) is None


def test_stretches_follow_a_life_with_a_hold_and_a_step_back() -> None:
    held = hold(AGREED, day(40), 14, "")
    again = resume(held, day(61), "")
    back = step_back(again, day(70), "Dr. NAME", "")
    course = Course((AGREED, held, again, back))
    assert runs(course, 100) == [(0, -3, 3, 40), (1, 0, 28, 35), (2, 28, 42, 30), (3, 70, 30, 35)]
    found = stretches(course, day(100))
    assert [s.cut_percent for s in found] == [None, Fraction(25, 2), Fraction(100, 7), None]


def test_after_an_end_the_dose_counts_as_kept() -> None:
    assert runs(Course((AGREED, end(AGREED, day(40), ""))), 60) == [(0, -3, 3, 40), (1, 0, 28, 35), (2, 28, 32, 30)]


def levels(before: Plan, after: Plan) -> list[tuple[int, int | None]]:
    return [(int(one.daily / 1000), one.moved_days) for one in difference(before, after).levels]


def test_a_difference_says_by_how_much_each_dose_moved() -> None:
    held = hold(AGREED, day(40), 14, "")
    assert levels(AGREED, held) == [(35, 0), (30, 0), (5, 14), (0, 14)]
    assert [int(one.daily / 1000) for one in difference(AGREED, held).changed] == [5, 0]
    assert difference(AGREED, held).same_pace


def test_a_difference_names_what_is_new_and_what_is_gone() -> None:
    shorter = replace(AGREED, steps=AGREED.steps[1:], stops_on=None, current=AGREED.steps[0].doses)
    found = difference(AGREED, shorter)
    assert [(int(one.daily / 1000), one.was, one.now) for one in found.changed] == [
        (35, day(0), None),
        (0, day(84), None),
    ]
    assert found.begins == (Fraction(40_000), Fraction(35_000))
    assert [one.moved_days for one in difference(shorter, AGREED).changed] == [None, None]


def test_another_pace_is_said() -> None:
    slower = replace(AGREED, pace=replace(AGREED.pace, every_days=56))
    assert not difference(AGREED, slower).same_pace
    assert difference(AGREED, slower).changed == ()
