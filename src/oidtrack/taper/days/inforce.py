"""What is in force of one medicine on one day: by which authority, which doses, of which tablets."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from fractions import Fraction
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose
from oidtrack.taper.plan import Plan, Status, StepDose, daily_on, doses_on, step_on
from oidtrack.taper.tablets import Making, reachable, words

Of = tuple[str, Release]
"""A medicine by its name and release."""


class Authority(Enum):
    """Who says what is taken."""

    PLAN = "plan"
    HOLD = "hold"
    PRESCRIPTION = "prescription"
    NEEDED = "as-needed"


class PlannedDose(Struct, frozen=True):
    """One dose that is planned for one time of a day.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        role: Why it is taken.
        slot: Time of day by the wall clock.
        amount: How much; of a patch the rate that is put on.
        making: The tablets; None where nothing is known of them.
    """

    medicine: str
    release: Release
    role: Role
    slot: time
    amount: Amount
    making: Making | None = None

    @property
    def made_of(self) -> str:
        """The tablets in words; empty where nothing is known of them."""
        return "" if self.making is None else words(self.making, self.release)


class InForce(Struct, frozen=True):
    """One medicine on one day.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        role: Why it is taken.
        authority: Who says so.
        daily: What is taken a day, in the unit people read; of a dose on every other day the average, of a patch the
            rate worn; 0 once a plan has stopped it; None for what is taken when needed.
        doses: What is taken on a day with doses, or worn, in the order of the day.
        due: Whether they are taken out of the box on this very day.
        every_days: 2 for a dose on every other day, else 1.
        change_days: Days between changes of a patch, else 1.
        version: The version of the plan that says so, or None.
        row: The prescription of that day, or None where there is none.
    """

    medicine: str
    release: Release
    role: Role
    authority: Authority
    daily: Fraction | None
    doses: tuple[PlannedDose, ...] = ()
    due: bool = True
    every_days: int = 1
    change_days: int = 1
    version: Plan | None = None
    row: Prescription | None = None

    @property
    def of(self) -> Of:
        """The medicine and its release."""
        return self.medicine, self.release

    @property
    def unit(self) -> str:
        """The unit people read: `mg` or `mcg/h`."""
        return "mcg/h" if self.release is Release.PATCH else "mg"

    def prescription(self, day: date) -> Prescription:
        """The medicine as it is taken on a day, in the form of a prescription; of a plan alone one of its strengths."""
        if self.version is None:
            assert self.row is not None  # where no plan speaks, it is a prescription
            return self.row
        often = self.change_days if self.every_days == 1 else self.every_days
        if self.row is not None:
            return replace(self.row, doses=self.scheduled(), change_days=often)
        return Prescription(
            self.medicine, self.release, self.role, self.scheduled(), self.version.makings, since=day, change_days=often
        )

    def scheduled(self) -> tuple[ScheduledDose, ...]:
        """The doses of a day with doses, by time alone."""
        return tuple(ScheduledDose(dose.slot, dose.amount) for dose in self.doses)


def by_plan(plan: Plan, day: date, row: Prescription | None) -> InForce:
    """What a version of a plan has for a day; `row` is the prescription beside it, or None."""
    step = step_on(plan, day)
    doses = doses_on(plan, day) if step is None else step.doses
    since = plan.start if step is None else step.first
    every = 1 if step is None else step.every_days
    return InForce(
        medicine=plan.medicine,
        release=plan.release,
        role=Role.OPIOID,
        authority=Authority.HOLD if plan.status is Status.HELD else Authority.PLAN,
        daily=daily_on(plan, day) / 1000,
        doses=tuple(_planned(plan, dose) for dose in doses),
        due=(day - since).days % (every * plan.change_days) == 0,
        every_days=every,
        change_days=plan.change_days,
        version=plan,
        row=row,
    )


def _planned(plan: Plan, dose: StepDose) -> PlannedDose:
    making = Making(dose.tablets, dose.liquid_ml)
    return PlannedDose(plan.medicine, plan.release, Role.OPIOID, dose.at, dose.amount, making)


def by_row(row: Prescription, day: date) -> InForce:
    """What a prescription has for a day on which it holds."""
    often = 1 if row.release is Release.PATCH else row.change_days  # a patch works until it is changed
    daily = Fraction(sum(dose.amount.thousandths for dose in row.doses), 1000 * often) if row.doses else None
    return InForce(
        medicine=row.medicine,
        release=row.release,
        role=row.role,
        authority=Authority.PRESCRIPTION if row.doses else Authority.NEEDED,
        daily=daily,
        doses=tuple(
            PlannedDose(row.medicine, row.release, row.role, dose.at, dose.amount, _making(row, dose.amount))
            for dose in row.doses
        ),
        due=(day - row.since).days % row.change_days == 0,
        every_days=often,
        change_days=row.change_days,
        row=row,
    )


def _making(row: Prescription, amount: Amount) -> Making | None:
    return _best_making(row.makings, row.release, amount)


@cache
def _best_making(makings: Makings, release: Release, amount: Amount) -> Making | None:
    """What the strengths at hand make of an amount; None where they cannot or none is known."""
    return reachable(makings, release, amount.thousandths).get(amount.thousandths)
