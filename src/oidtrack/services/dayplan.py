"""What is planned for a day: the plan in force where there is one, else the prescription.

This is the one place that knows planned doses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cache

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, in_day_order
from oidtrack.services.prescribing import DAY_START
from oidtrack.store.database import Journal
from oidtrack.store.medicines import prescriptions
from oidtrack.store.plans import agreed_versions
from oidtrack.taper.course import Course, cuts, stretches, takes_effect
from oidtrack.taper.plan import Plan, StepDose
from oidtrack.taper.progress import daily_on, doses_on, step_on
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
        courses: For each medicine its plans as they were lived, the one written to last at the end.
        rows: All prescriptions there ever were.
        day_ends_at: When a day ends by the wall clock.
    """

    courses: tuple[Course, ...]
    rows: tuple[Prescription, ...]
    day_ends_at: time = DAY_START

    @property
    def plan(self) -> Plan | None:
        """The plan in force; of several the one that was written to last."""
        return None if self.course is None else self.course.in_force

    @property
    def course(self) -> Course | None:
        """The plan as it was lived, of the medicine whose plan is in force; without one, of the last that had one."""
        running = [course for course in self.courses if course.in_force is not None]
        return next(reversed(running or self.courses), None)

    @property
    def longest_worn(self) -> int:
        """Days that a patch is worn at most; 1 without one."""
        worn = [version.change_days for course in self.courses for version in course.versions]
        return max((*worn, *(row.change_days for row in self.rows)), default=1)

    def doses(self, day: date) -> tuple[PlannedDose, ...]:
        """What is to be taken on a day, in its order; a patch only on the days it is changed."""
        found = [d for row in self._others(day) if (day - row.since).days % row.change_days == 0 for d in _of_row(row)]
        found += [_of_plan(p, dose) for p in self.plans(day) if _changes(p, day) for dose in doses_on(p, day)]
        return self._ordered(found)

    def in_effect(self, day: date) -> tuple[PlannedDose, ...]:
        """What is taken or worn on a day, in its order."""
        found = [dose for row in self._others(day) for dose in _of_row(row)]
        found += [_of_plan(plan, dose) for plan in self.plans(day) for dose in doses_on(plan, day)]
        return self._ordered(found)

    def regimens(self, day: date) -> tuple[Regimen, ...]:
        """Each medicine of a day with what it comes to; one that the plan has stopped comes to 0."""
        found = [
            Regimen(row.medicine, row.release, row.role, _daily(row), row.change_days) for row in self._others(day)
        ]
        found += [
            Regimen(plan.medicine, plan.release, Role.OPIOID, daily_on(plan, day) / 1000, plan.change_days)
            for plan in self.plans(day)
        ]
        return tuple(sorted(found, key=lambda regimen: (regimen.medicine, regimen.release.value)))

    def plans(self, day: date) -> tuple[Plan, ...]:
        """The plan versions that decide a day, one a medicine at most."""
        return tuple(plan for course in self.courses if (plan := self._decides(course, day)) is not None)

    def cuts(self, since: date, until: date) -> tuple[date, ...]:
        """The days of every cut of every plan, each stop among them, from `since` to the day before `until`."""
        return tuple(sorted({day for course in self.courses for day in cuts(course, since, until)}))

    def stop(self, day: date) -> date | None:
        """The first day without any opioid, as a day sees it; None while one is still planned or prescribed."""
        if any(one.role is Role.OPIOID and one.daily for one in self.regimens(day)):
            return None
        lasts = [stretches(course, day + timedelta(days=1))[-1] for course in self.courses]
        return max((last.first for last in lasts if last.daily == 0), default=None)

    def _decides(self, course: Course, day: date) -> Plan | None:
        """The version that decides a day: until its medicine is stopped or the plan ends.

        Before the first version that is so only where no prescription tells what was taken.
        """
        mine = [row for row in self.rows if (row.medicine, row.release) == course.of]
        if mine and all(row.until is not None and row.until < day for row in mine):
            return None
        if day < min(takes_effect(version) for version in course.versions):
            return None if any(_holds(row, day) for row in mine) else course.versions[0]
        return course.on(day)

    def _others(self, day: date) -> tuple[Prescription, ...]:
        """The prescriptions of a day that no plan speaks for."""
        spoken = {(plan.medicine, plan.release) for plan in self.plans(day)}
        return tuple(row for row in self.rows if _holds(row, day) and (row.medicine, row.release) not in spoken)

    def _ordered(self, doses: list[PlannedDose]) -> tuple[PlannedDose, ...]:
        return tuple(sorted(doses, key=lambda dose: (in_day_order(dose.slot, self.day_ends_at), dose.medicine)))


def planned_doses(journal: Journal, day: date, day_ends_at: time = DAY_START) -> tuple[PlannedDose, ...]:
    """Every dose to be taken on a local day, in the order of the day; a patch only on its change days."""
    return read_schedule(journal, day_ends_at, day).doses(day)


def doses_in_effect(journal: Journal, day: date) -> tuple[PlannedDose, ...]:
    """Every dose that is taken or worn on a local day, in the order of the day."""
    return read_schedule(journal, since=day).in_effect(day)


def read_schedule(journal: Journal, day_ends_at: time = DAY_START, since: date | None = None) -> Schedule:
    """Read once what decides planned doses.

    Args:
        journal: The journal.
        day_ends_at: When a day ends by the wall clock.
        since: The first day that will be asked for, to read no more versions than that takes; None for any day.
    """
    with journal.snapshot():
        rows = tuple(row.prescription for row in prescriptions(journal))
        return Schedule(courses_of(agreed_versions(journal, since)), rows, day_ends_at)


def courses_of(versions: Iterable[Plan]) -> tuple[Course, ...]:
    """The versions by medicine, the medicine that was written to last at the end.

    Args:
        versions: No drafts; in the order in which they were written.
    """
    found: dict[tuple[str, Release], list[Plan]] = {}
    for version in versions:
        key = (version.medicine, version.release)
        found[key] = [*found.pop(key, []), version]
    return tuple(Course(tuple(group)) for group in found.values())


def _holds(row: Prescription, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def _changes(plan: Plan, day: date) -> bool:
    """Whether a patch is changed on a day; counted from the first day of each step."""
    step = step_on(plan, day)
    return (day - (plan.start if step is None else step.first)).days % plan.change_days == 0


def _daily(row: Prescription) -> Fraction | None:
    if not row.doses:
        return None
    often = 1 if row.release is Release.PATCH else row.change_days  # a patch works until it is changed
    return sum((dose.amount.shown for dose in row.doses), Fraction(0)) / often


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
