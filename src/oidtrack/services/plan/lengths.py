"""How long a plan takes at its own pace, and at the paces beside it: each drafted in full, none kept."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.errors import BadInput
from oidtrack.services.medicines.prescribing import Described
from oidtrack.services.plan.background import Background, person_of
from oidtrack.taper.drafting import asked_for, draft
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan, Status, Why
from oidtrack.taper.smoother import is_quick
from oidtrack.taper.speed import Person, beside, needs_agreement


class Length(Struct, frozen=True):
    """How long one pace takes.

    Attributes:
        pace: The pace.
        stops_on: First day without the medicine, or None where the plan ends at a target.
        days: From the first cut to the stop, or to the first day at the target.
        needs_agreement: Whether it is taken only with a prescriber's name.
    """

    pace: Pace
    stops_on: date | None
    days: int
    needs_agreement: bool


def lengths(plan: Plan, who: tuple[Described, Background] | None, today: date) -> tuple[Length, ...]:
    """The plan's own length first, then others that differ from it; nothing but for a draft that was made here.

    Args:
        plan: Any plan.
        who: The medicine and what the journal knows of the person; None where neither is known, which takes the
            slowest rule.
        today: The day.
    """
    if plan.status is not Status.DRAFT or any(step.why is Why.ENTERED for step in plan.steps):
        return ()
    limits = catalogue.speed_limits()
    person = Person() if who is None else person_of(who[0].prescription, who[1], today)
    found = [Length(plan.pace, plan.stops_on, days_of(plan), needs_agreement(plan.pace, person, limits))]
    if person.pregnant:
        return tuple(found)
    request = asked_for(plan)
    paces = beside(person, limits)
    for pace in paces if is_quick(request) else paces[:2]:
        other = _drafted(plan, pace)
        if other is not None and days_of(other) not in {one.days for one in found}:
            found.append(
                Length(other.pace, other.stops_on, days_of(other), needs_agreement(other.pace, person, limits))
            )
    return tuple(found)


def days_of(plan: Plan) -> int:
    """Days from the first cut to the stop, or to the first day at the target."""
    end = plan.steps[-1].first if plan.stops_on is None else plan.stops_on
    return (end - plan.start).days


def _drafted(plan: Plan, pace: Pace) -> Plan | None:
    """The same plan at another pace; None where it is the same pace, or cannot be."""
    if _key(pace) == _key(plan.pace):
        return None
    try:
        return draft(replace(asked_for(plan), pace=replace(pace, max_step_percent=plan.pace.max_step_percent)))
    except BadInput:
        return None


def _key(pace: Pace) -> tuple[object, Basis]:
    return pace.percent / pace.every_days, pace.basis
