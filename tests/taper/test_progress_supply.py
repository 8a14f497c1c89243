"""Where a day stands in a plan, and what a step needs from the pharmacy."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from regimens import a_request, requests

from oidtrack.domain.medicine import Release
from oidtrack.taper.days.stock import supply
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.plan import doses_on, next_step, step_on

PLAN = draft(a_request("10 10", "5 10"))
DAY = timedelta(days=1)


def test_before_the_start_todays_doses_hold() -> None:
    assert doses_on(PLAN, PLAN.start - DAY) == PLAN.current
    assert step_on(PLAN, PLAN.start - DAY) is None
    assert next_step(PLAN, PLAN.start - DAY) == PLAN.steps[0]


def test_first_and_last_day_of_a_step() -> None:
    first = PLAN.steps[0]
    assert step_on(PLAN, first.first) == first
    assert step_on(PLAN, first.first + timedelta(days=first.days - 1)) == first
    assert step_on(PLAN, first.first + timedelta(days=first.days)) == PLAN.steps[1]


def test_every_other_day_starts_with_a_dose() -> None:
    last = PLAN.steps[-1]
    assert last.every_days == 2
    assert doses_on(PLAN, last.first) == last.doses
    assert doses_on(PLAN, last.first + DAY) == ()
    assert doses_on(PLAN, last.first + 2 * DAY) == last.doses


def test_after_the_stop_there_is_nothing() -> None:
    assert PLAN.stops_on is not None
    assert doses_on(PLAN, PLAN.stops_on) == ()
    assert step_on(PLAN, PLAN.stops_on) is None
    assert next_step(PLAN, PLAN.stops_on) is None


def test_a_target_is_stayed_on() -> None:
    plan = draft(a_request("10 10", "5 10", target="15"))
    assert step_on(plan, date(2031, 1, 1)) == plan.steps[-1]


def test_supply_of_an_every_other_day_step_rounds_up() -> None:
    need = supply(PLAN)[-1]
    assert need.tablets == ((PLAN.steps[-1].doses[0].tablets[0].strength, Fraction(28)),)
    assert need.last == need.first + timedelta(days=55)


def test_supply_of_patches_and_liquid() -> None:
    patches = supply(draft(a_request("50", "25 50", release=Release.PATCH, change_days=3)))[0]
    assert [(str(strength), count) for strength, count in patches.tablets] == [("25 mcg/h", Fraction(21))]
    liquid = supply(draft(a_request("2 2", "", liquid="1")))[0]
    assert liquid.tablets == ()
    assert liquid.liquid_ml == Fraction(7, 2) * 42


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None)
@given(requests(most=3))
def test_supply_holds_exactly_what_is_taken(request: Request) -> None:
    plan = draft(request)
    for step, need in zip(plan.steps, supply(plan), strict=True):
        days = [step.first + timedelta(days=n) for n in range(step.days)]
        taken = sum(d.amount.thousandths for day in days for d in doses_on(plan, day))
        assert sum(count * strength.thousandths for strength, count in need.tablets) == taken
