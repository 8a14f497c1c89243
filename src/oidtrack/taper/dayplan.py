"""The dose in force: for any medicine and any day what is planned at each time, and by which authority.

Everything that names a planned dose asks here. A day is decided by the version of the plan that was in force on it
(on hold it keeps the dose of before), else by the prescription, else by nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum
from fractions import Fraction
from functools import cache

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, in_day_order
from oidtrack.taper.course import Course, takes_effect
from oidtrack.taper.plan import Plan, Status, StepDose
from oidtrack.taper.progress import daily_on, doses_on, step_on
from oidtrack.taper.tablets import Making, reachable, words

ONE_DAY = timedelta(days=1)

Of = tuple[str, Release]
"""A medicine by its name and release."""


class Authority(Enum):
    """Who says what is taken."""

    PLAN = "plan"
    HOLD = "hold"
    PRESCRIPTION = "prescription"
    NEEDED = "as-needed"


@dataclass(frozen=True, slots=True)
class PlannedDose:
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


@dataclass(frozen=True, slots=True)
class InForce:
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
        if self.version is None and self.row is not None:
            return self.row
        often = self.change_days if self.every_days == 1 else self.every_days
        if self.row is not None:
            return replace(self.row, doses=self.scheduled(), change_days=often)
        makings = Makings() if self.version is None else self.version.makings
        return Prescription(
            self.medicine, self.release, self.role, self.scheduled(), makings, since=day, change_days=often
        )

    def scheduled(self) -> tuple[ScheduledDose, ...]:
        """The doses of a day with doses, by time alone."""
        return tuple(ScheduledDose(dose.slot, dose.amount) for dose in self.doses)


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which what is planned of one medicine a day becomes another amount.

    Attributes:
        on: First day of the new amount.
        before: The amount until then, in the unit people read; 0 where nothing was.
        after: The amount from then on; 0 where nothing is any more.
        authority: Who says the new one; the prescription where nobody says anything any more.
    """

    on: date
    before: Fraction
    after: Fraction
    authority: Authority

    @property
    def cut_percent(self) -> Fraction:
        """The cut in percent of the amount before; 0 for a rise."""
        return max(Fraction(0), 100 * (self.before - self.after) / self.before) if self.before else Fraction(0)


@dataclass(frozen=True, slots=True)
class DosePlan:
    """All that decides planned doses, read once for use on many days.

    Attributes:
        courses: For each medicine its plans as they were lived, the one written to last at the end.
        rows: All prescriptions there ever were.
        day_ends_at: When a day ends by the wall clock.
    """

    courses: tuple[Course, ...] = ()
    rows: tuple[Prescription, ...] = ()
    day_ends_at: time = DAY_ENDS_AT

    def on(self, day: date) -> tuple[InForce, ...]:
        """Every medicine of a day, by name; one that its plan has stopped comes to 0."""
        found = [_by_plan(plan, day, self.row(_of(plan), day)) for plan in self.plans(day)]
        spoken = {one.of for one in found}
        found += [_by_row(row, day) for row in self.rows if _holds(row, day) and _of(row) not in spoken]
        return tuple(sorted(found, key=lambda one: (one.medicine, one.release.value)))

    def of(self, medicine: Of, day: date) -> InForce | None:
        """One medicine on a day; None where neither a plan nor a prescription speaks of it."""
        return next((one for one in self.on(day) if one.of == medicine), None)

    def doses(self, day: date) -> tuple[PlannedDose, ...]:
        """What is to be taken on a day, in its order; a patch only on the days it is changed."""
        found = [dose for one in self.on(day) if one.due for dose in one.doses]
        releases = list(Release)

        def place(dose: PlannedDose) -> tuple[tuple[bool, time], str, int]:
            return in_day_order(dose.slot, self.day_ends_at), dose.medicine, releases.index(dose.release)

        return tuple(sorted(found, key=place))

    def plans(self, day: date) -> tuple[Plan, ...]:
        """The plan versions that decide a day, one a medicine at most; the one written to last at the end."""
        return tuple(plan for course in self.courses if (plan := self._decides(course, day)) is not None)

    def plan(self, day: date) -> Plan | None:
        """The plan in force on a day; of several the one that was written to last."""
        return next(reversed(self.plans(day)), None)

    def course(self, day: date) -> Course | None:
        """The plan as it was lived, of the medicine whose plan is in force; without one, of the last that had one."""
        running = [course for course in self.courses if self._decides(course, day) is not None]
        return next(reversed(running or self.courses), None)

    def row(self, medicine: Of, day: date) -> Prescription | None:
        """The prescription of a medicine on a day, or None."""
        return next((row for row in self.rows if _of(row) == medicine and _holds(row, day)), None)

    @property
    def longest_worn(self) -> int:
        """Days that a patch is worn at most; 1 without one."""
        worn = [version.change_days for course in self.courses for version in course.versions]
        return max((*worn, *(row.change_days for row in self.rows)), default=1)

    def changes(self, medicine: Of, since: date, until: date) -> tuple[Change, ...]:
        """The days on which a medicine's daily amount changes, from `since` to the day before `until`.

        What is taken when needed has no daily amount and counts as none; an average that stays the same is no change.
        """
        days = sorted({day for day in self._turns(medicine) if since <= day < until})
        return tuple(change for day in days if (change := self._change(medicine, day)) is not None)

    def last_change(self, medicine: Of, day: date) -> Change | None:
        """The change that the amount of a day goes back to; None where nothing was ever planned."""
        days = sorted({turn for turn in self._turns(medicine) if turn <= day}, reverse=True)
        return next((change for turn in days if (change := self._change(medicine, turn)) is not None), None)

    def _change(self, medicine: Of, day: date) -> Change | None:
        before, after = self.of(medicine, day - ONE_DAY), self.of(medicine, day)
        then, now = (one.daily or Fraction(0) if one is not None else Fraction(0) for one in (before, after))
        # where nothing speaks of it any more, a prescription was ended: a plan that stops says 0
        who = Authority.PRESCRIPTION if after is None else after.authority
        return None if then == now else Change(day, then, now, who)

    def opioids(self) -> tuple[Of, ...]:
        """Every opioid that was ever planned or prescribed, by name."""
        found = {_of(row) for row in self.rows if row.role is Role.OPIOID} | {course.of for course in self.courses}
        return tuple(sorted(found, key=lambda one: (one[0], one[1].value)))

    def cuts(self, since: date, until: date) -> tuple[date, ...]:
        """The days on which an opioid comes down, a stop among them, from `since` to the day before `until`.

        Where a prescription ends or falls on the day on which another opioid begins or rises, that is a switch.
        """
        changes = [change for of in self.opioids() for change in self.changes(of, since, until)]
        risen = {change.on for change in changes if change.after > change.before}
        planned = (Authority.PLAN, Authority.HOLD)
        return tuple(
            sorted(
                {
                    change.on
                    for change in changes
                    if change.after < change.before and (change.authority in planned or change.on not in risen)
                }
            )
        )

    def stop(self, day: date) -> date | None:
        """The first day without any opioid, as a day sees it; None while one is still planned or prescribed."""
        if any(one.role is Role.OPIOID and one.daily for one in self.on(day)):
            return None
        changes = (self.last_change(of, day) for of in self.opioids())
        return max((change.on for change in changes if change is not None and not change.after), default=None)

    def _decides(self, course: Course, day: date) -> Plan | None:
        """The version that decides a day: until its medicine is stopped or the plan ends.

        Before the first version that is so only where no prescription tells what was taken.
        """
        mine = [row for row in self.rows if _of(row) == course.of]
        if mine and all(row.until is not None and row.until < day for row in mine):
            return None
        if day < min(takes_effect(version) for version in course.versions):
            return None if any(_holds(row, day) for row in mine) else course.versions[0]
        return course.on(day)

    def _turns(self, medicine: Of) -> Iterator[date]:
        """Every day on which something may change for a medicine."""
        for row in self.rows:
            if _of(row) == medicine:
                yield row.since
                if row.until is not None and row.until < date.max:
                    yield row.until + ONE_DAY
        for version in (version for course in self.courses if course.of == medicine for version in course.versions):
            yield from (takes_effect(version), version.start, *(step.first for step in version.steps))
            if version.stops_on is not None:
                yield version.stops_on


def courses_of(versions: Iterable[Plan]) -> tuple[Course, ...]:
    """The versions by medicine, the medicine that was written to last at the end.

    Args:
        versions: No drafts; in the order in which they were written.
    """
    found: dict[Of, list[Plan]] = {}
    for version in versions:
        found[_of(version)] = [*found.pop(_of(version), []), version]
    return tuple(Course(tuple(group)) for group in found.values())


def _of(one: Plan | Prescription) -> Of:
    return one.medicine, one.release


def _holds(row: Prescription, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def _by_plan(plan: Plan, day: date, row: Prescription | None) -> InForce:
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


def _by_row(row: Prescription, day: date) -> InForce:
    often = 1 if row.release is Release.PATCH else row.change_days  # a patch works until it is changed
    daily = sum((dose.amount.shown for dose in row.doses), Fraction(0)) / often if row.doses else None
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
