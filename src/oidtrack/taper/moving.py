"""The steps of a plan on later days: a hold moves them, a cut that waits does, and nothing is caught up."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from oidtrack.taper.pace import unit_days
from oidtrack.taper.plan import Plan, Status, Step, next_cut


def as_of(plan: Plan, today: date) -> Plan:
    """A plan with the dates that it has on a day: one on hold as if it went on that day, or on the day to look again.

    While nobody resumes it no cut comes, so its next one lies ahead on every day of the hold.
    """
    held = plan.event
    if plan.status is not Status.HELD or held is None or held.look_again is None or today <= held.look_again:
        return plan
    cut = next_cut(plan, held.on)
    assert cut is not None  # without one it could not have been held
    return postponed(plan, cut, today + timedelta(days=held.days_left))


def postponed(plan: Plan, cut: date, earliest: date) -> Plan:
    """The plan with the cut of one day, and all after it, moved to the first fitting day from `earliest` on.

    The step before it stays a whole number of weeks and patch changes.
    """
    later = [k for k, step in enumerate(plan.steps) if step.first >= cut]
    k = later[0] if later else len(plan.steps)
    if k == 0:
        return moved(plan, 0, earliest - cut)
    unit = unit_days(plan.pace, plan.change_days)
    since = plan.steps[k - 1].first
    fitting = since + timedelta(days=-(-(earliest - since).days // unit) * unit)
    return moved(plan, k, fitting - cut)


def moved(plan: Plan, k: int, by: timedelta) -> Plan:
    """The plan with step `k` (from 0) and all after it on other days; the step before it fills the gap."""
    steps = [_longer(step, by) if n == k - 1 else step for n, step in enumerate(plan.steps[:k])]
    steps += [replace(step, first=step.first + by) for step in plan.steps[k:]]
    return replace(
        plan,
        start=plan.start + by if k == 0 else plan.start,
        steps=tuple(steps),
        stops_on=None if plan.stops_on is None else plan.stops_on + by,
    )


def _longer(step: Step, by: timedelta) -> Step:
    return replace(step, days=step.days + by.days, paused=step.paused + by.days)
