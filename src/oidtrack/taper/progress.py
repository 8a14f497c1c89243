"""Where a person stands in a plan on a day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from oidtrack.taper.plan import Plan, Status, Step, StepDose


def step_on(plan: Plan, day: date) -> Step | None:
    """The step that holds on `day`; None before the start and after a stop.

    A plan that ends at a target stays on its last step; a plan on hold stays on the step it was held on.
    """
    day = _counted(plan, day)
    for step in plan.steps:
        if step.first <= day < step.first + timedelta(days=step.days):
            return step
    after_end = plan.steps and day >= plan.steps[-1].first
    return plan.steps[-1] if after_end and plan.stops_on is None else None


def doses_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What the plan has for one day: today's doses before it starts, nothing after the stop.

    On a step that is taken every other day, the first day has a dose.
    """
    if _counted(plan, day) < plan.start:
        return plan.current
    step = step_on(plan, day)
    if step is None or (day - step.first).days % step.every_days:
        return ()
    return step.doses


def put_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What is taken out of the box on a day: the doses, and patches on the days that they are changed."""
    step = step_on(plan, day)
    since = day - (plan.start if step is None else step.first)
    return () if since.days % plan.change_days else doses_on(plan, day)


def next_step(plan: Plan, day: date) -> Step | None:
    """The next step that begins after `day`, or None; on a plan on hold, the one that waits."""
    day = _counted(plan, day)
    return next((step for step in plan.steps if step.first > day), None)


def next_cut(plan: Plan, day: date) -> date | None:
    """The first day of the next smaller dose, the stop among them; None where none is to come."""
    step = next_step(plan, day)
    if step is not None:
        return step.first
    return plan.stops_on if plan.stops_on is not None and plan.stops_on > _counted(plan, day) else None


def _counted(plan: Plan, day: date) -> date:
    """The day by the plan's own clock, which stands still while the plan is on hold."""
    return min(day, plan.event.on) if plan.status is Status.HELD and plan.event is not None else day


def daily_on(plan: Plan, day: date) -> Fraction:
    """Average thousandths of the unit a day that the plan has for a day; 0 after the stop."""
    if _counted(plan, day) < plan.start:
        return plan.current_daily
    step = step_on(plan, day)
    return Fraction(0) if step is None else step.daily
