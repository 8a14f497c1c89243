"""Planning anew from the dose that is truly taken: offered, never assumed."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from msgspec.structs import replace

import oidtrack
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import amount_text
from oidtrack.domain.medicine import ScheduledDose
from oidtrack.errors import Refused
from oidtrack.services.plan.planning import TIME_TO_SHOW
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.plans import save_plan
from oidtrack.taper import steering
from oidtrack.taper.plan import Plan, daily_on


def replan(
    journal: Journal, plan: Plan, doses: tuple[ScheduledDose, ...], since: date, now: datetime, today: date
) -> Plan:
    """Store a draft of the plan that begins at these doses; it changes nothing until somebody agrees.

    Args:
        journal: The journal.
        plan: The version in force.
        doses: What is taken.
        since: The first day of taking it.
        now: The wall-clock time with its offset.
        today: The day.

    Raises:
        Refused: A medicine that is never planned here, or more than the dose in force.
        BadInput: As `oidtrack.taper.steering.replan`.
        DoseNotMakeable: The strengths cannot make a dose.
    """
    facts = catalogue.medicine(plan.medicine)
    if not facts.plannable:
        raise Refused(f"no taper of {facts.name} is proposed here", facts.referral, "prescriber")
    _require_no_rise(plan, doses, today)
    drafted = steering.replan(plan, doses, since, today, today + TIME_TO_SHOW)
    drafted = replace(drafted, facts_version=catalogue.FACTS_VERSION, program_version=oidtrack.__version__)
    at_utc = int(now.timestamp())
    with journal.writing("plan replan", at_utc) as writer:
        return save_plan(writer, drafted, at_utc)


def _require_no_rise(plan: Plan, doses: tuple[ScheduledDose, ...], today: date) -> None:
    """A plan begun anew is never above the dose in force.

    Raises:
        Refused: It would be.
    """
    has, taken = daily_on(plan, today), Fraction(sum(dose.amount.thousandths for dose in doses))
    if taken > has:
        raise Refused(
            f"{amount_text(plan.unit, taken)} a day is more than the {amount_text(plan.unit, has)} of the plan:"
            " a plan never raises the dose",
            'to stay: oidtrack plan hold; one step up, as a prescriber decides: plan back --agreed-with "Dr. NAME"',
        )
