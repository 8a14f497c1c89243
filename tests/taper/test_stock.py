"""How far tablets reach, against the steps that need them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from regimens import a_request, requests

from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.stock import LIQUID, Line, default_last, lines, needed, put_on, runs_out
from oidtrack.taper.supply import supply

PLAN = draft(a_request("10 10", "5 10"))
DAY = timedelta(days=1)


@settings(max_examples=40, deadline=None)
@given(requests(most=3))
def test_day_by_day_is_what_the_steps_need(request: Request) -> None:
    plan = draft(request)
    for need in supply(plan):
        by_day = needed(plan, need.first, need.last)
        assert by_day.pop(LIQUID, Fraction(0)) == need.liquid_ml
        assert by_day == {strength.thousandths: count for strength, count in need.tablets}


def test_exactly_enough_lasts_to_the_stop_and_half_a_tablet_less_does_not() -> None:
    assert PLAN.stops_on is not None
    enough = needed(PLAN, PLAN.start, PLAN.stops_on)
    assert runs_out(PLAN, PLAN.start, enough) is None
    short = {**enough, 5000: enough[5000] - Fraction(1, 2)}
    assert runs_out(PLAN, PLAN.start, short) == PLAN.stops_on - 2 * DAY


def test_nothing_at_hand_runs_out_at_once() -> None:
    assert runs_out(PLAN, PLAN.start, {}) == PLAN.start


def test_a_target_is_looked_at_for_years() -> None:
    plan = draft(a_request("10 10", "5 10", target="15"))
    assert runs_out(plan, plan.start, {5000: Fraction(10**6), 10_000: Fraction(10**6)}) is None


def test_patches_on_change_days_alone() -> None:
    plan = draft(a_request("50", "25 50", release=Release.PATCH, change_days=3))
    worn = [bool(put_on(plan, plan.start + n * DAY)) for n in range(-3, 4)]
    assert worn == [True, False, False, True, False, False, True]


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
