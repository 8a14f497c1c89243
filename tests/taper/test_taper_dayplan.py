"""What is planned, for any medicine and any day, and by whose word."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diaries import day, plan, prescription, step, step_dose
from oidtrack.domain.dose import Rate
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import Change, DosePlan, Drop, courses_of
from oidtrack.taper.days.inforce import Authority, InForce
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.steering import agree, end, go_on, hold, resume, step_back

OXYCODONE = ("oxycodone", Release.IR)
WHO = "Dr. NAME"
MORPHINE: dict[str, Any] = {"medicine": "morphine", "release": Release.ER}


def dose_plan(*things: Plan | Prescription) -> DosePlan:
    """Plan versions in the order in which they were written, and prescriptions."""
    versions = [one for one in things if isinstance(one, Plan)]
    return DosePlan(courses_of(versions), tuple(one for one in things if isinstance(one, Prescription)))


def of(planned: DosePlan, n: int) -> InForce:
    """Oxycodone on a day."""
    found = planned.of(OXYCODONE, day(n))
    assert found is not None
    return found


def said(planned: DosePlan, *days: int) -> list[tuple[Authority, int | Fraction | None]]:
    """Who speaks on each of these days, and how much it is a day."""
    return [(one.authority, one.daily) for one in (of(planned, n) for n in days)]


def changed(planned: DosePlan, first: int, until: int) -> list[tuple[int, int, int]]:
    """Each change of oxycodone: its day, the amount before, and that after."""
    found = planned.changes(OXYCODONE, day(first), day(until))
    return [((one.on - day(0)).days, int(one.before), int(one.after)) for one in found]


def numbers(days: tuple[date, ...]) -> list[int]:
    return [(one - day(0)).days for one in days]


def test_what_says_the_same_is_one_whatever_was_asked_before() -> None:
    one, same, other = (DosePlan((), (prescription(*mg),)) for mg in ((20, 20), (20, 20), (20, 10)))
    assert one.doses(day(0))
    assert one == same
    assert {one, same, other} == {same, other}
    assert len({one, same, other}) == 2


def test_where_nothing_is_known_nothing_is_planned() -> None:
    nothing = DosePlan()
    assert (nothing.on(day(0)), nothing.doses(day(0)), nothing.plans(day(0)), nothing.opioids()) == ((), (), (), ())
    assert (nothing.of(OXYCODONE, day(0)), nothing.plan(day(0)), nothing.course(day(0))) == (None, None, None)
    assert (nothing.stop(day(0)), nothing.last_change(OXYCODONE, day(0)), nothing.longest_worn) == (None, None, 1)


def test_each_authority_in_its_turn() -> None:
    held = hold(plan(), day(30), 14, "")
    ended = end(held, day(60), "")
    planned = dose_plan(plan(), held, ended, prescription(30, 30))
    assert said(planned, -4, -3, 0, 29, 30, 59, 60) == [
        (Authority.PRESCRIPTION, 60),
        (Authority.PLAN, 40),
        (Authority.PLAN, 35),
        (Authority.PLAN, 30),
        (Authority.HOLD, 30),
        (Authority.HOLD, 30),
        (Authority.PRESCRIPTION, 60),
    ]
    assert [of(planned, n).version for n in (-4, -3, 30, 60)] == [None, plan(), held, None]
    assert all(of(planned, n).row == prescription(30, 30) for n in (-4, 0, 30, 60)), "a plan knows its prescription"
    assert said(dose_plan(prescription()), 0) == [(Authority.NEEDED, None)]


def test_what_is_taken_when_needed_has_no_dose_on_any_day() -> None:
    planned = dose_plan(prescription())
    assert (of(planned, 0).doses, planned.doses(day(0))) == ((), ())
    assert planned.changes(OXYCODONE, day(-100), day(100)) == ()


def test_a_hold_keeps_the_dose_on_every_day_until_it_is_resumed() -> None:
    held = hold(plan(), day(30), 14, "")
    again = resume(held, day(50), "")
    planned = dose_plan(plan(), held)
    assert said(planned, 43, 44, 400, 4000) == [(Authority.HOLD, 30)] * 4
    assert [dose.amount.thousandths for dose in planned.doses(day(4000))] == [15_000, 15_000]
    # 26 days were left to the cut when it was put on hold, rounded up to whole weeks of the step
    assert said(dose_plan(plan(), held, again), 49, 50, 76, 77) == [
        (Authority.HOLD, 30),
        (Authority.PLAN, 30),
        (Authority.PLAN, 30),
        (Authority.PLAN, 5),
    ]


def test_on_hold_an_every_other_day_step_keeps_its_rhythm() -> None:
    planned = dose_plan(plan(), hold(plan(), day(60), 14, ""))
    assert [len(planned.doses(day(n))) for n in (59, 60, 61, 200, 201)] == [0, 1, 0, 1, 0]
    assert said(planned, 200, 201) == [(Authority.HOLD, 5)] * 2


def test_a_decision_to_go_on_changes_no_dose() -> None:
    gone = go_on(plan(), day(26), "it is fine", day(28))
    before, after = dose_plan(plan()), dose_plan(plan(), gone)
    for n in range(-10, 100):
        assert after.doses(day(n)) == before.doses(day(n))


def test_before_the_first_version_its_doses_of_then_hold_where_no_prescription_speaks() -> None:
    agreed = agree(plan(status=Status.DRAFT), WHO, day(-3), day(-3))
    assert said(dose_plan(agreed), -40) == [(Authority.PLAN, 40)]
    assert said(dose_plan(agreed, prescription(30, 30, since=day(-5))), -5) == [(Authority.PRESCRIPTION, 60)]
    assert said(dose_plan(agreed, prescription(30, 30, since=day(-5))), -6) == [(Authority.PLAN, 40)]


def test_after_the_stop_it_comes_to_nothing_by_the_plans_word() -> None:
    planned = dose_plan(plan(), prescription(20, 20))
    assert said(planned, 83, 84, 400) == [(Authority.PLAN, 5), (Authority.PLAN, 0), (Authority.PLAN, 0)]
    assert (of(planned, 84).doses, planned.doses(day(84))) == ((), ())


def test_a_stopped_medicine_is_silent_although_its_plan_goes_on() -> None:
    planned = dose_plan(plan(), prescription(20, 20, until=day(10)))
    assert said(planned, 10) == [(Authority.PLAN, 35)]
    assert planned.of(OXYCODONE, day(11)) is None
    assert (planned.doses(day(11)), planned.plans(day(11))) == ((), ())


def test_a_stop_of_an_earlier_row_silences_nothing_where_a_later_one_follows() -> None:
    planned = dose_plan(plan(), prescription(20, 20, until=day(10)), prescription(15, 20, since=day(11)))
    assert said(planned, 10, 11, 30) == [(Authority.PLAN, 35), (Authority.PLAN, 35), (Authority.PLAN, 30)]


def test_every_other_day_has_an_average_and_a_dose_on_half_the_days() -> None:
    planned = dose_plan(plan())
    assert [of(planned, n).due for n in (55, 56, 57, 58)] == [True, True, False, True]
    assert [len(planned.doses(day(n))) for n in (56, 57, 58)] == [1, 0, 1]
    one = of(planned, 57)
    assert (one.daily, one.every_days) == (Fraction(5), 2)
    assert [dose.amount.thousandths for dose in one.doses] == [10_000]
    row = dose_plan(prescription(20, change_days=2, since=day(0)))
    assert said(row, 0, 1) == [(Authority.PRESCRIPTION, 10)] * 2
    assert [len(row.doses(day(n))) for n in range(3)] == [1, 0, 1]


def patch_plan() -> Plan:
    """25 mcg/h worn three days, then 12 from day 0 on, for nine days."""
    before, after = (replace(step_dose(9, 0), amount=Rate(rate), tablets=()) for rate in (25_000, 12_000))
    return plan(
        medicine="fentanyl",
        release=Release.PATCH,
        current=(before,),
        steps=(step(1, 0, 9, after),),
        stops_on=day(9),
        change_days=3,
    )


def test_a_patch_is_put_on_on_its_change_days_and_worn_between() -> None:
    planned, fentanyl = dose_plan(patch_plan()), ("fentanyl", Release.PATCH)
    assert [len(planned.doses(day(n))) for n in range(-3, 10)] == [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    worn = [planned.of(fentanyl, day(n)) for n in (-1, 0, 1, 8, 9)]
    assert [one.daily for one in worn if one is not None] == [25, 12, 12, 12, 0]
    assert {one.unit for one in worn if one is not None} == {"mcg/h"}
    assert planned.longest_worn == 3


def test_a_patch_by_prescription_counts_from_its_first_day() -> None:
    doses = (ScheduledDose(time(9), Rate(25_000)),)
    row = prescription(
        medicine="fentanyl", release=Release.PATCH, doses=doses, makings=Makings(), change_days=3, since=day(0)
    )
    planned = dose_plan(row)
    assert [len(planned.doses(day(n))) for n in range(-1, 5)] == [0, 1, 0, 0, 1, 0]
    (one,) = planned.on(day(1))
    assert (one.daily, one.every_days, one.change_days, one.due) == (Fraction(25), 1, 3, False)
    assert planned.longest_worn == 3
    made = replace(row, makings=Makings((Strength(Rate(25_000)),)))
    assert [dose.made_of for dose in dose_plan(made).doses(day(0))] == ["1 × 25 mcg/h patch"]


def test_a_plan_without_a_row_can_be_read_as_a_prescription() -> None:
    on_the_way = of(dose_plan(plan()), 30).prescription(day(30))
    assert [dose.amount.thousandths for dose in on_the_way.doses] == [15_000, 15_000]
    assert (on_the_way.makings, on_the_way.since, on_the_way.change_days) == (plan().makings, day(30), 1)
    assert (on_the_way.medicine, on_the_way.release, on_the_way.role) == (*OXYCODONE, Role.OPIOID)
    assert of(dose_plan(plan()), 57).prescription(day(57)).change_days == 2


def test_a_patch_by_plan_and_one_by_a_row_are_read_with_their_days_of_change() -> None:
    worn = plan(release=Release.PATCH, medicine="fentanyl", change_days=3)
    patch = Prescription("fentanyl", Release.PATCH, Role.OPIOID, (), Makings(), since=day(-9), change_days=3)
    (by_plan,), (by_row,) = dose_plan(worn).on(day(30)), dose_plan(patch).on(day(30))

    assert by_plan.prescription(day(30)).change_days == 3
    assert by_row.prescription(day(30)) == patch


def test_the_course_is_that_of_the_plan_in_force_and_else_of_the_one_written_to_last() -> None:
    ended = replace(plan(**MORPHINE), id=2)
    both = dose_plan(plan(), ended)
    one = dose_plan(plan(), ended, end(ended, day(20), ""))

    assert both.course(day(20)) == Course((ended,))
    assert one.course(day(20)) == Course((plan(),))
    assert one.course(day(10)) == Course((ended, end(ended, day(20), "")))


def test_a_plan_with_a_row_keeps_what_the_row_knows() -> None:
    row = prescription(30, 30, min_interval_h=4)
    found = of(dose_plan(plan(), row), 57).prescription(day(57))
    assert (found.min_interval_h, found.since, found.change_days) == (4, row.since, 2)
    assert [dose.amount.thousandths for dose in found.doses] == [10_000]
    assert of(dose_plan(row), 0).prescription(day(0)) == row


def test_every_medicine_by_name_and_one_by_its_release() -> None:
    er = prescription(10, release=Release.ER)
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT)
    planned = dose_plan(plan(), sertraline, er, prescription(20, 20))
    assert [one.of for one in planned.on(day(0))] == [("oxycodone", Release.ER), OXYCODONE, ("sertraline", Release.IR)]
    assert [(dose.medicine, dose.release) for dose in planned.doses(day(0))][:3] == [
        ("oxycodone", Release.IR),
        ("oxycodone", Release.ER),
        ("sertraline", Release.IR),
    ]
    assert planned.opioids() == (("oxycodone", Release.ER), OXYCODONE)
    assert all(one.unit == "mg" for one in planned.on(day(0)))


def test_of_two_plans_the_one_written_to_last_comes_last() -> None:
    later = plan(**MORPHINE)
    planned = dose_plan(plan(), later, hold(plan(), day(10), 14, ""))
    assert [one.medicine for one in planned.plans(day(0))] == ["morphine", "oxycodone"]
    assert planned.plan(day(0)) == plan()
    assert planned.plan(day(20)) == hold(plan(), day(10), 14, "")
    course = planned.course(day(20))
    assert course is not None
    assert course.of == OXYCODONE


def test_once_every_plan_has_ended_the_course_is_that_of_the_last() -> None:
    planned = dose_plan(plan(), end(plan(), day(20), ""))
    assert planned.plan(day(20)) is None
    assert planned.course(day(20)) == Course((plan(), end(plan(), day(20), "")))


def test_a_plan_that_takes_the_place_of_another_decides_from_its_day_on() -> None:
    second = plan(id=2, event=Event(EventKind.AGREED, day(10)), start=day(20), current=plan().steps[0].doses)
    second = replace(second, steps=(replace(plan().steps[1], n=1, first=day(20)),), stops_on=None)
    planned = dose_plan(plan(), end(plan(), day(10), "p2 takes its place"), second)
    assert [of(planned, n).version for n in (9, 10, 19, 20)] == [plan(), second, second, second]
    assert said(planned, 9, 10, 19, 20, 400) == [(Authority.PLAN, n) for n in (35, 35, 35, 30, 30)]


def test_the_changes_of_a_plan_with_the_day_until_left_out() -> None:
    planned = dose_plan(plan(), prescription(20, 20))
    assert changed(planned, -80, 100) == [(0, 40, 35), (28, 35, 30), (56, 30, 5), (84, 5, 0)]
    assert changed(planned, 28, 56) == [(28, 35, 30)]
    assert changed(planned, 29, 57) == [(56, 30, 5)]


def test_an_agreement_a_hold_or_another_time_of_day_alone_is_no_change() -> None:
    held = hold(plan(), day(30), 14, "")
    assert changed(dose_plan(plan(), held), -80, 60) == [(0, 40, 35), (28, 35, 30)]
    evening = prescription(10, 30, since=day(0))
    assert changed(dose_plan(prescription(20, 20, until=day(-1)), evening), -10, 10) == []


def test_a_rise_is_a_change_and_says_who_decided_it() -> None:
    back = step_back(plan(), day(35), WHO, "")
    planned = dose_plan(plan(), back)
    assert (35, 30, 35) in changed(planned, 0, 60)
    rows = dose_plan(prescription(20, 20, until=day(9)), prescription(30, 30, since=day(10)))
    found = rows.last_change(OXYCODONE, day(50))
    assert found == Change(day(10), Fraction(40), Fraction(60), Authority.PRESCRIPTION)


def test_the_last_change_is_the_one_the_amount_of_a_day_goes_back_to() -> None:
    planned = dose_plan(plan(), prescription(20, 20))
    changes = [planned.last_change(OXYCODONE, day(n)) for n in (-1, 0, 27, 28, 83, 84, 400)]
    assert [None if one is None else (one.on - day(0)).days for one in changes] == [None, 0, 0, 28, 56, 84, 84]
    stopped = dose_plan(prescription(20, 20, until=day(9))).last_change(OXYCODONE, day(10))
    assert stopped == Change(day(10), Fraction(40), Fraction(0), Authority.PRESCRIPTION)


def test_cuts_are_those_of_every_opioid_the_stop_among_them() -> None:
    planned = dose_plan(plan(), prescription(20, 20), prescription(20, since=day(-60), until=day(40), **MORPHINE))
    assert numbers(planned.cuts(day(-100), day(100))) == [0, 28, 41, 56, 84]
    assert numbers(planned.cuts(day(0), day(28))) == [0]
    assert numbers(planned.cuts(day(1), day(29))) == [28]


def test_another_medicine_that_comes_down_is_no_cut() -> None:
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT, until=day(9))
    assert dose_plan(sertraline, prescription(20, 20)).cuts(day(0), day(100)) == ()


@pytest.mark.parametrize(("begins", "cuts"), [(9, [10]), (10, []), (11, [10])])
def test_a_switch_of_opioid_on_one_day_is_no_cut(begins: int, cuts: list[int]) -> None:
    planned = dose_plan(prescription(20, 20, until=day(9)), prescription(20, 20, since=day(begins), **MORPHINE))
    assert numbers(planned.cuts(day(0), day(100))) == cuts


def test_a_plans_own_cut_is_a_cut_although_another_opioid_begins_that_day() -> None:
    planned = dose_plan(plan(), prescription(20, 20), prescription(20, 20, since=day(28), **MORPHINE))
    assert numbers(planned.cuts(day(0), day(56))) == [0, 28]
    assert {drop.medicine for drop in planned.drops(day(0), day(56))} == {"oxycodone"}
    assert planned.drops(day(0), day(56), (Authority.PRESCRIPTION,)) == ()


def test_a_drop_says_what_of_and_from_how_much_to_how_much() -> None:
    planned = dose_plan(prescription(20, 20, until=day(9)), prescription(20, since=day(-60), until=day(9), **MORPHINE))
    assert planned.drops(day(0), day(100), (Authority.PRESCRIPTION,)) == (
        Drop(day(10), "morphine", "mg", Fraction(20), Fraction(0)),
        Drop(day(10), "oxycodone", "mg", Fraction(40), Fraction(0)),
    )
    assert planned.drops(day(0), day(100), (Authority.PLAN,)) == ()


def test_the_stop_is_the_first_day_without_any_opioid() -> None:
    planned = dose_plan(plan(), prescription(20, 20))
    assert [planned.stop(day(n)) for n in (83, 84, 400)] == [None, day(84), day(84)]
    both = dose_plan(plan(), prescription(20, 20), prescription(20, until=day(100), **MORPHINE))
    assert [both.stop(day(n)) for n in (84, 100, 101)] == [None, None, day(101)]
    assert dose_plan(prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT)).stop(day(0)) is None


def test_the_way_of_a_plan_goes_back_across_what_took_its_place() -> None:
    held = hold(plan(), day(10), 14, "")
    gone = end(held, day(20), "p2 takes its place")
    second = plan(id=2, event=Event(EventKind.AGREED, day(20)), start=day(40))
    course = Course((plan(), held, gone, second))
    assert course.way_of(second) == plan()
    assert course.way_of(held) == plan()
    later = replace(second, event=Event(EventKind.AGREED, day(21)))
    assert Course((plan(), held, gone, later)).way_of(later) == later, "after a day without it is a way of its own"


@pytest.mark.parametrize("ends", [time(0), time(4)])
def test_a_time_before_the_day_ends_is_its_last(ends: time) -> None:
    doses = tuple(ScheduledDose(time(hour), Rate(1000)) for hour in (3, 4, 22))
    planned = DosePlan((), (prescription(doses=doses),), ends)
    order = [3, 4, 22] if ends == time(0) else [4, 22, 3]
    assert [dose.slot.hour for dose in planned.doses(day(0))] == order


def test_versions_are_put_together_by_medicine_in_the_order_of_writing() -> None:
    other = plan(**MORPHINE)
    courses = courses_of((plan(), other, hold(plan(), day(10), 14, "")))
    assert [course.of for course in courses] == [("morphine", Release.ER), OXYCODONE]
    assert len(courses[1].versions) == 2


def test_a_days_plan_is_the_same_however_far_away_it_is_asked_from() -> None:
    planned = dose_plan(plan(), hold(plan(), day(30), 14, ""), prescription(20, 20))
    days = [day(0) + timedelta(days=n) for n in range(-70, 120)]
    assert [planned.on(one) for one in days] == list(reversed([planned.on(one) for one in reversed(days)]))


@pytest.mark.no_cover
@settings(max_examples=60)
@given(st.lists(st.integers(-10, 200), min_size=1, max_size=40), st.booleans(), st.integers(1, 3))
def test_a_day_is_the_same_whichever_days_were_asked_for_before(asked: list[int], patch: bool, often: int) -> None:
    held = hold(plan(), day(30), 14, "")
    row = replace(prescription(30, 30), change_days=often)
    morphine = replace(plan(), **MORPHINE, change_days=3 if patch else 1)
    things = (plan(), held, resume(held, day(47), ""), morphine, row)
    kept = dose_plan(*things)
    for n in asked:
        fresh = dose_plan(*things)
        assert kept.on(day(n)) == fresh.on(day(n))
        assert dose_plan(*things).plans(day(n)) == kept.plans(day(n))
        assert kept == fresh, "what was looked up is no part of what it is"


def test_what_is_taken_when_needed_from_a_day_on_is_neither_a_cut_nor_a_stop() -> None:
    daily, needed = prescription(30, 30, until=day(9)), prescription(since=day(10))
    planned = dose_plan(daily, needed)
    assert (planned.cuts(day(0), day(20)), planned.stop(day(15))) == ((), None)
    ended = dose_plan(daily)
    assert (numbers(ended.cuts(day(0), day(20))), ended.stop(day(15))) == ([10], day(10))


def test_an_opioid_that_only_begins_later_does_not_move_the_end() -> None:
    planned = dose_plan(prescription(20, 20, until=day(9)), prescription(20, 20, since=day(30), **MORPHINE))

    assert [planned.stop(day(n)) for n in (9, 10, 29, 30)] == [None, day(10), day(10), None]


def test_what_is_prescribed_for_every_other_day_says_so_and_why_it_is_taken() -> None:
    (one,) = dose_plan(prescription(30, change_days=2, role=Role.OTHER, since=day(0))).on(day(1))

    assert (one.every_days, one.change_days, one.daily, one.due) == (2, 2, Fraction(15), False)
    assert [dose.role for dose in one.doses] == [Role.OTHER]
