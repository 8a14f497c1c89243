"""Where a person stands in a plan on a day."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.taper.plan import Plan, Step, StepDose


def step_on(plan: Plan, day: date) -> Step | None:
    """The step that holds on `day`; None before the start and after a stop.

    A plan that ends at a target stays on its last step.
    """
    for step in plan.steps:
        if step.first <= day < step.first + timedelta(days=step.days):
            return step
    after_end = plan.steps and day >= plan.steps[-1].first
    return plan.steps[-1] if after_end and plan.stops_on is None else None


def doses_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What the plan has for one day: today's doses before it starts, nothing after the stop.

    On a step that is taken every other day, the first day has a dose.
    """
    if day < plan.start:
        return plan.current
    step = step_on(plan, day)
    if step is None or (day - step.first).days % step.every_days:
        return ()
    return step.doses


def next_step(plan: Plan, day: date) -> Step | None:
    """The next step that begins after `day`, or None."""
    return next((step for step in plan.steps if step.first > day), None)
