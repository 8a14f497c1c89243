"""What is planned for a day: the plan in force where there is one, else the prescription.

This is the one place that knows planned doses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from functools import cache

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, in_day_order
from oidtrack.services.prescribing import DAY_START
from oidtrack.store.database import Journal
from oidtrack.store.medicines import prescriptions
from oidtrack.store.plans import plan_in_force
from oidtrack.taper.plan import Plan, StepDose
from oidtrack.taper.progress import doses_on, step_on
from oidtrack.taper.tablets import Making, reachable, words


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """One dose that is planned for one time of a day.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        role: Why it is taken.
        slot: Time of day by the wall clock.
        amount: How much; of a patch the rate that is put on.
        made_of: The tablets in words; empty where nothing is known of them.
    """

    medicine: str
    release: Release
    role: Role
    slot: time
    amount: Amount
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class Regimen:
    """One medicine on one day.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        role: Why it is taken.
        daily: What is taken a day, in the unit people read; of a dose on every other day the average, of a patch the
            rate worn; None for what is taken when needed.
        change_days: Days between changes of a patch, else 1.
    """

    medicine: str
    release: Release
    role: Role
    daily: Fraction | None
    change_days: int = 1


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that decides planned doses, read once for use on many days.

    Attributes:
        plan: The plan in force, or None.
        rows: All prescriptions there ever were.
        day_ends_at: When a day ends by the wall clock.
    """

    plan: Plan | None
    rows: tuple[Prescription, ...]
    day_ends_at: time = DAY_START

    @property
    def longest_worn(self) -> int:
        """Days that a patch is worn at most; 1 without one."""
        prescribed = max((row.change_days for row in self.rows), default=1)
        return prescribed if self.plan is None else max(prescribed, self.plan.change_days)

    def doses(self, day: date) -> tuple[PlannedDose, ...]:
        """What is to be taken on a day, in its order; a patch only on the days it is changed."""
        found = [d for row in self._others(day) if (day - row.since).days % row.change_days == 0 for d in _of_row(row)]
        plan = self._plan(day)
        if plan is not None and _changes(plan, day):
            found += [_of_plan(plan, dose) for dose in doses_on(plan, day)]
        return self._ordered(found)

    def in_effect(self, day: date) -> tuple[PlannedDose, ...]:
        """What is taken or worn on a day, in its order."""
        found = [dose for row in self._others(day) for dose in _of_row(row)]
        plan = self._plan(day)
        if plan is not None:
            found += [_of_plan(plan, dose) for dose in doses_on(plan, day)]
        return self._ordered(found)

    def regimens(self, day: date) -> tuple[Regimen, ...]:
        """Each medicine of a day with what it comes to; one that the plan has stopped comes to 0."""
        found = [
            Regimen(row.medicine, row.release, row.role, _daily(row), row.change_days) for row in self._others(day)
        ]
        plan = self._plan(day)
        if plan is not None:
            found.append(Regimen(plan.medicine, plan.release, Role.OPIOID, _plan_daily(plan, day), plan.change_days))
        return tuple(sorted(found, key=lambda regimen: (regimen.medicine, regimen.release.value)))

    def _plan(self, day: date) -> Plan | None:
        """The plan in force where it decides the day.

        It does from the day it was agreed or began, until its medicine is stopped; before that only where no
        prescription tells what was taken.
        """
        plan = self.plan
        mine = [row for row in self.rows if plan is not None and _is_of(plan, row)]
        if plan is None or (mine and all(row.until is not None and row.until < day for row in mine)):
            return None
        decides_from = min(plan.agreed_on or plan.start, plan.start)
        return plan if day >= decides_from or not any(_holds(row, day) for row in mine) else None

    def _others(self, day: date) -> tuple[Prescription, ...]:
        """The prescriptions of a day that the plan does not speak for."""
        plan = self._plan(day)
        return tuple(row for row in self.rows if _holds(row, day) and (plan is None or not _is_of(plan, row)))

    def _ordered(self, doses: list[PlannedDose]) -> tuple[PlannedDose, ...]:
        return tuple(sorted(doses, key=lambda dose: (in_day_order(dose.slot, self.day_ends_at), dose.medicine)))


def planned_doses(journal: Journal, day: date) -> tuple[PlannedDose, ...]:
    """Every dose to be taken on a local day, in the order of the day; a patch only on its change days."""
    return read_schedule(journal).doses(day)


def doses_in_effect(journal: Journal, day: date) -> tuple[PlannedDose, ...]:
    """Every dose that is taken or worn on a local day, in the order of the day."""
    return read_schedule(journal).in_effect(day)


def read_schedule(journal: Journal, day_ends_at: time = DAY_START) -> Schedule:
    """Read once what decides planned doses."""
    with journal.snapshot():
        rows = tuple(row.prescription for row in prescriptions(journal))
        return Schedule(plan_in_force(journal), rows, day_ends_at)


def _holds(row: Prescription, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def _is_of(plan: Plan, row: Prescription) -> bool:
    return (plan.medicine, plan.release) == (row.medicine, row.release)


def _changes(plan: Plan, day: date) -> bool:
    """Whether a patch is changed on a day; counted from the first day of each step."""
    step = step_on(plan, day)
    return (day - (plan.start if step is None else step.first)).days % plan.change_days == 0


def _daily(row: Prescription) -> Fraction | None:
    return sum((dose.amount.shown for dose in row.doses), Fraction(0)) if row.doses else None


def _plan_daily(plan: Plan, day: date) -> Fraction:
    if day < plan.start:
        return sum((dose.amount.shown for dose in plan.current), Fraction(0))
    step = step_on(plan, day)
    return Fraction(0) if step is None else step.daily / 1000


def _of_plan(plan: Plan, dose: StepDose) -> PlannedDose:
    made_of = words(Making(dose.tablets, dose.liquid_ml), plan.release)
    return PlannedDose(plan.medicine, plan.release, Role.OPIOID, dose.at, dose.amount, made_of)


def _of_row(row: Prescription) -> list[PlannedDose]:
    return [
        PlannedDose(
            row.medicine, row.release, row.role, dose.at, dose.amount, _made_of(row.makings, row.release, dose.amount)
        )
        for dose in row.doses
    ]


@cache
def _made_of(makings: Makings, release: Release, amount: Amount) -> str:
    """What the strengths at hand make of an amount; empty where they cannot or none is known."""
    made = reachable(makings, release, amount.thousandths).get(amount.thousandths)
    return "" if made is None else words(made, release)
