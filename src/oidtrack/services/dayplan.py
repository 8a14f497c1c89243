"""What is planned for a day: the plan in force where there is one, else the prescription."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Prescription, Release, Role, in_day_order
from oidtrack.store.database import Journal
from oidtrack.store.medicines import prescriptions_on
from oidtrack.store.plans import plan_in_force
from oidtrack.taper.plan import Plan, StepDose
from oidtrack.taper.progress import doses_on
from oidtrack.taper.tablets import Making, words

DAY_ENDS_AT = time(4)


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """One dose that is planned for one time of a day.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        role: Why it is taken.
        slot: Time of day by the wall clock.
        amount: How much.
        made_of: The tablets in words; empty where the prescription says no more than the amount.
    """

    medicine: str
    release: Release
    role: Role
    slot: time
    amount: Amount
    made_of: str


def planned_doses(journal: Journal, day: date) -> tuple[PlannedDose, ...]:
    """Every dose planned for a local day, in the order of the day."""
    plan = plan_in_force(journal)
    rows = [row.prescription for row in prescriptions_on(journal, day)]
    doses = [dose for row in rows if not _governs(plan, row) for dose in _prescribed(row, day)]
    if plan is not None:
        doses += [_from_plan(plan, dose) for dose in doses_on(plan, day) if _on_change_day(plan, day)]
    return tuple(sorted(doses, key=lambda dose: (in_day_order(dose.slot, DAY_ENDS_AT), dose.medicine)))


def _governs(plan: Plan | None, row: Prescription) -> bool:
    return plan is not None and (plan.medicine, plan.release) == (row.medicine, row.release)


def _prescribed(row: Prescription, day: date) -> list[PlannedDose]:
    if (day - row.since).days % row.change_days:
        return []  # a patch is put on only on its change days
    return [PlannedDose(row.medicine, row.release, row.role, dose.at, dose.amount, "") for dose in row.doses]


def _from_plan(plan: Plan, dose: StepDose) -> PlannedDose:
    made_of = words(Making(dose.tablets, dose.liquid_ml), plan.release)
    return PlannedDose(plan.medicine, plan.release, Role.OPIOID, dose.at, dose.amount, made_of)


def _on_change_day(plan: Plan, day: date) -> bool:
    return (day - plan.start).days % plan.change_days == 0
