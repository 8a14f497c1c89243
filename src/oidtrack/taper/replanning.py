"""A plan begun anew from what is truly taken: same medicine, same pace, later dates, nothing caught up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from oidtrack.domain.medicine import ScheduledDose
from oidtrack.errors import BadInput
from oidtrack.taper.drafting import asked_for, draft
from oidtrack.taper.pace import hold_days, unit_days
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.steering import moved


def replan(plan: Plan, doses: tuple[ScheduledDose, ...], since: date, on: date, earliest: date) -> Plan:
    """A draft of the same plan that begins at other doses.

    Its first cut comes no sooner than the dose that is taken asks for, counted from the day it is taken since.

    Args:
        plan: The version in force.
        doses: What is taken, at least one, in the order of the day.
        since: The first day of taking it.
        on: The day of the draft.
        earliest: The soonest day for the first cut.

    Raises:
        BadInput: A plan of a prescriber's own steps, or doses at or below its target.
        DoseNotMakeable: The strengths cannot make a dose; the nearest that they can are named.
    """
    if plan.is_entered:
        raise BadInput(f"{plan.name} is your prescriber's own", "let them write the steps anew: oidtrack plan enter")
    drafted = draft(replace(asked_for(plan), doses=doses, start=earliest))
    first, unit = drafted.steps[0].daily, unit_days(plan.pace, plan.change_days)
    wait = hold_days(plan.pace, int(drafted.current_daily), drafted.current_daily, first, unit)
    waited = moved(drafted, 0, max(timedelta(0), since + timedelta(days=wait) - earliest))
    event = Event(EventKind.REPLANNED, on)
    return replace(waited, id=plan.id, status=Status.DRAFT, event=event, beside=plan.beside, beside_mme=plan.beside_mme)
