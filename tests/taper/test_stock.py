"""How far tablets reach, against the steps that need them."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from regimens import a_request, requests

from oidtrack.domain.medicine import Release
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.matching import Became, DayMatch, Match
from oidtrack.taper.days.stock import LIQUID, Line, Span, coming, default_last, lines, pieces, supply, supply_from
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.plan import Event, EventKind, Plan, Status, put_on

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

PLAN = draft(a_request("10 10", "5 10"))
DAY = timedelta(days=1)


def planned(plan: Plan) -> DosePlan:
    """A plan as it would be in force from its first day."""
    agreed = replace(plan, status=Status.AGREED, event=Event(EventKind.AGREED, plan.start))
    return DosePlan((Course((agreed,)),))


def needed(plan: Plan, first: date, last: date) -> dict[int, Fraction]:
    of = plan.medicine, plan.release
    return pieces(dose for _, dose in coming(planned(plan), of, Span(first, last)))


@settings(max_examples=40, deadline=None)
@given(requests(most=3))
def test_day_by_day_is_what_the_steps_need(request: Request) -> None:
    plan = draft(request)
    for need in supply(plan):
        by_day = needed(plan, need.first, need.last)
        assert by_day.pop(LIQUID, Fraction(0)) == need.liquid_ml
        assert by_day == {strength.thousandths: count for strength, count in need.tablets}


@settings(max_examples=40, deadline=None)
@given(requests(most=2), st.integers(0, 400))
def test_the_rest_of_a_step_is_what_its_days_need(request: Request, ago: int) -> None:
    plan = draft(request)
    day = plan.start + ago * DAY
    for step, need in supply_from(plan, day):
        by_day = needed(plan, max(day, step.first), need.last)
        assert by_day.pop(LIQUID, Fraction(0)) == need.liquid_ml
        assert by_day == {strength.thousandths: count for strength, count in need.tablets if count}


def test_of_a_day_that_has_begun_the_unanswered_doses_count() -> None:
    of, today = (PLAN.medicine, PLAN.release), PLAN.start
    doses = planned(PLAN).doses(today)
    answered = Match(doses[0], Became.TAKEN)
    begun = DayMatch(today, (answered, Match(doses[1], Became.LATER)))
    assert [dose for _, dose in coming(planned(PLAN), of, Span(today, today), begun)] == [doses[1]]
    assert len(list(coming(planned(PLAN), of, Span(today, today)))) == 2


@pytest.mark.parametrize(("hour", "count"), [(8, 2), (9, 3), (22, 3), (23, 4)])
def test_the_morning_of_a_visit_counts_up_to_its_time(hour: int, count: int) -> None:
    of = PLAN.medicine, PLAN.release
    times = [dose.slot for dose in planned(PLAN).doses(PLAN.start)]
    assert times == [time(8), time(22)]
    span = Span(PLAN.start, PLAN.start, time(hour))
    assert len(list(coming(planned(PLAN), of, span))) == count


def test_patches_on_change_days_alone() -> None:
    plan = draft(a_request("50", "25 50", release=Release.PATCH, change_days=3))
    put = [bool(planned(plan).doses(plan.start + n * DAY)) for n in range(-3, 4)]
    assert put == [bool(put_on(plan, plan.start + n * DAY)) for n in range(-3, 4)]
    assert put == [True, False, False, True, False, False, True]


def test_whole_tablets_to_ask_for_and_what_is_left() -> None:
    line = Line(5000, Fraction(7, 2), Fraction(1))
    assert (line.ask_for, line.left_over) == (Fraction(3), Fraction(1, 2))
    assert Line(LIQUID, Fraction(7, 2), Fraction(1)).ask_for == Fraction(5, 2)
    assert Line(5000, Fraction(1), Fraction(4)).ask_for == 0
    found = lines({5000: Fraction(1), LIQUID: Fraction(2)}, {10_000: Fraction(3)})
    assert [line.strength for line in found] == [10_000, 5000, LIQUID]


def test_the_last_day_by_default() -> None:
    first = PLAN.steps[0]
    assert default_last(PLAN, first.first + DAY) == first.first + (first.days - 1) * DAY
    assert default_last(PLAN, PLAN.start - DAY) == PLAN.start + 26 * DAY
    stays = draft(a_request("10 10", "5 10", target="15"))
    assert default_last(stays, date(2031, 1, 1)) == date(2031, 1, 28)
