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
    """Every dose to be taken on a local day, in the order of the day; a patch only on its change days."""
    plan = plan_in_force(journal)
    changed = {_key(row): (day - row.since).days % row.change_days == 0 for row in _rows(journal, day)}
    if plan is not None:
        changed[(plan.medicine, plan.release)] = (day - plan.start).days % plan.change_days == 0
    return tuple(dose for dose in doses_in_effect(journal, day) if changed.get((dose.medicine, dose.release), True))


def doses_in_effect(journal: Journal, day: date) -> tuple[PlannedDose, ...]:
    """Every dose that is taken or worn on a local day, in the order of the day."""
    plan = plan_in_force(journal)
    governed = None if plan is None else (plan.medicine, plan.release)
    doses = [
        PlannedDose(row.medicine, row.release, row.role, dose.at, dose.amount, "")
        for row in _rows(journal, day)
        if _key(row) != governed
        for dose in row.doses
    ]
    if plan is not None:
        doses += [_from_plan(plan, dose) for dose in doses_on(plan, day)]
    return tuple(sorted(doses, key=lambda dose: (in_day_order(dose.slot, DAY_ENDS_AT), dose.medicine)))


def _rows(journal: Journal, day: date) -> tuple[Prescription, ...]:
    return tuple(row.prescription for row in prescriptions_on(journal, day))


def _key(row: Prescription) -> tuple[str, Release]:
    return (row.medicine, row.release)


def _from_plan(plan: Plan, dose: StepDose) -> PlannedDose:
    made_of = words(Making(dose.tablets, dose.liquid_ml), plan.release)
    return PlannedDose(plan.medicine, plan.release, Role.OPIOID, dose.at, dose.amount, made_of)
