"""What a plan keeps and what it changes when it is held, resumed, taken back or made anew: each day of it."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

import pytest
from msgspec.structs import replace
from test_steering import AGREED, DAY, DRAFTED, REQUEST, START, STAYS, in_step

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import ScheduledDose
from oidtrack.taper.checks import broken, verdicts
from oidtrack.taper.moving import as_of, moved, postponed
from oidtrack.taper.plan import Plan, Status
from oidtrack.taper.steering import _as_written, agree, hold, replan, resume, step_back

TAKEN = (ScheduledDose(time(8), Dose(15_000)), ScheduledDose(time(20), Dose(15_000)))
SECOND = AGREED.steps[1].first


def test_what_else_is_taken_goes_with_a_plan_made_anew() -> None:
    beside = replace(AGREED, id=7, beside=("morphine",), beside_mme=Fraction(20))
    anew = replan(beside, TAKEN, since=START, on=SECOND, earliest=SECOND + 7 * DAY)

    assert (anew.id, anew.beside, anew.beside_mme) == (7, beside.beside, Fraction(20))
    assert (anew.status, anew.agreed_with, anew.agreed_on) == (Status.DRAFT, "", None)


@pytest.mark.parametrize(("ago", "later"), [(0, 42), (41, 1), (42, 0), (43, 0)])
def test_a_plan_made_anew_waits_seven_weeks_for_a_sixth_from_the_first_day_of_taking_it(ago: int, later: int) -> None:
    on = SECOND + 40 * DAY
    anew = replan(AGREED, TAKEN, since=on - ago * DAY, on=on, earliest=on + 7 * DAY)

    assert anew.start == on + (7 + later) * DAY


def test_an_agreement_is_by_somebody_on_a_day() -> None:
    agreed = agree(replace(AGREED, status=Status.DRAFT, agreed_with="", agreed_on=None), "Dr. OTHER", DRAFTED + DAY)

    assert (agreed.status, agreed.agreed_with, agreed.agreed_on) == (Status.AGREED, "Dr. OTHER", DRAFTED + DAY)
    assert agreed.checks == AGREED.checks


@pytest.mark.parametrize(("n", "same"), [(0, True), (7, True), (8, False)])
def test_a_plan_on_hold_is_as_it_was_until_the_day_to_look_again(n: int, same: bool) -> None:
    on = in_step(AGREED, 2, 5)
    held = hold(AGREED, on, 7, "")

    assert (as_of(held, on + n * DAY) == held) is same
    assert as_of(AGREED, on + n * DAY) == AGREED
    assert as_of(replace(held, event=None), on + n * DAY).event is None


def test_a_hold_is_resumed_on_its_own_day() -> None:
    on = in_step(AGREED, 2, 5)
    resumed = resume(hold(AGREED, on, 7, ""), on, "better")

    assert resumed.status is Status.AGREED
    assert [step.first for step in resumed.steps] == [step.first for step in AGREED.steps]
    assert resumed.event is not None
    assert (resumed.event.on, resumed.event.reason) == (on, "better")


def test_a_step_back_on_the_first_day_of_a_step_is_from_that_step() -> None:
    back = step_back(AGREED, SECOND, "Dr. OTHER", "")

    assert back.current == AGREED.steps[0].doses
    assert (back.agreed_with, back.agreed_on) == ("Dr. OTHER", SECOND)
    assert back.began == AGREED.origin
    assert step_back(AGREED, SECOND - DAY, "Dr. OTHER", "").current == AGREED.current


def test_a_step_back_keeps_the_dose_as_long_as_it_was_and_moves_the_stop() -> None:
    longer = replace(AGREED.steps[0], days=AGREED.steps[0].days + 28)
    plan = moved(replace(AGREED, steps=(longer, *AGREED.steps[1:])), 1, 28 * DAY)
    on = plan.steps[1].first + 3 * DAY
    back = step_back(plan, on, "Dr. OTHER", "")

    assert back.start == on + (longer.days) * DAY
    assert back.stops_on is not None
    assert back.stops_on == back.steps[-1].first + back.steps[-1].days * DAY


def length(plan: Plan) -> int:
    return sum(step.days for step in plan.steps)


def test_steps_are_moved_in_whole_weeks_and_the_one_before_fills_the_gap() -> None:
    later = postponed(AGREED, SECOND, SECOND + 3 * DAY)

    assert later.steps[1].first == SECOND + 7 * DAY
    assert (later.steps[0].days, later.steps[0].paused) == (AGREED.steps[0].days + 7, 7)
    assert (later.steps[1].days, later.steps[1].paused) == (AGREED.steps[1].days, 0)
    assert later.stops_on == (AGREED.stops_on or START) + 7 * DAY
    assert length(later) == length(AGREED) + 7
    assert postponed(AGREED, SECOND, SECOND) == AGREED
    assert postponed(AGREED, START, START + 3 * DAY).start == START + 3 * DAY
    assert postponed(STAYS, STAYS.steps[-1].first + DAY, START).stops_on is None


def test_what_was_asked_for_is_asked_for_anew() -> None:
    anew = replan(AGREED, REQUEST.doses, since=START - 400 * DAY, on=START, earliest=START)

    assert (anew.start, anew.steps, anew.target) == (START, AGREED.steps, AGREED.target)


@pytest.mark.parametrize("plan", [AGREED, STAYS])
def test_a_plan_as_it_was_written_has_no_day_of_a_hold(plan: Plan) -> None:
    """A law that a prescriber's own steps broke, and that a hold alone made hold, may be broken again."""
    on = in_step(plan, 1, 5)
    held = hold(plan, on, 70, "")
    too_short = replace(held, steps=(replace(held.steps[0], days=70 + 20), *held.steps[1:]))
    written, shorter = _as_written(held), _as_written(too_short)

    assert (written.steps, written.stops_on) == (plan.steps, plan.stops_on)
    assert written.checks == plan.checks == verdicts(plan)
    assert {one.rule for one in broken(shorter.checks)} == {"keeps-pace", "whole-steps"}
