"""The dose in force: for any medicine and any day what is planned at each time, and by which authority.

Everything that names a planned dose asks here. A day is decided by the version of the plan that was in force on it
(on hold it keeps the dose of before), else by the prescription, else by nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from math import lcm

from msgspec import Struct
from msgspec.structs import force_setattr

from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.domain.medicine import Prescription, Release, Role, in_day_order
from oidtrack.taper.days.course import Course, takes_effect
from oidtrack.taper.days.inforce import Authority, InForce, Of, PlannedDose, by_plan, by_row
from oidtrack.taper.plan import Plan

ONE_DAY = timedelta(days=1)


class Change(Struct, frozen=True):
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


class Drop(Struct, frozen=True):
    """A day on which a daily opioid is lowered or ended.

    Attributes:
        on: First day of the smaller amount.
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        before: Daily amount until then, in that unit.
        after: Daily amount from then on; 0 for a stop.
    """

    on: date
    medicine: str
    unit: str
    before: Fraction
    after: Fraction


class DosePlan(Struct, frozen=True, eq=False):
    """All that decides planned doses, read once for use on many days.

    Attributes:
        courses: For each medicine its plans as they were lived, the one written to last at the end.
        rows: All prescriptions there ever were.
        day_ends_at: When a day ends by the wall clock.
    """

    courses: tuple[Course, ...] = ()
    rows: tuple[Prescription, ...] = ()
    day_ends_at: time = DAY_ENDS_AT
    _turning: tuple[date, ...] = ()
    _cycle: int = 1
    _spoken: dict[tuple[int, int], tuple[InForce, ...]] = {}
    _deciding: dict[int, tuple[Plan, ...]] = {}

    def __post_init__(self) -> None:
        """Work out what is the same for many days, and remember no day of a plan that this one was made of."""
        # between two turns days are alike, but for patches and every other day, and months of them are asked for
        medicines = {*map(_of, self.rows), *(course.of for course in self.courses)}
        turning = sorted({turn for medicine in medicines for turn in self._turns(medicine)})
        force_setattr(self, "_turning", tuple(turning))
        versions = [version for course in self.courses for version in course.versions]
        days = [step.every_days * version.change_days for version in versions for step in version.steps]
        days += [*(version.change_days for version in versions), *(row.change_days for row in self.rows)]
        force_setattr(self, "_cycle", lcm(*days))
        force_setattr(self, "_spoken", {})
        force_setattr(self, "_deciding", {})

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; days that were asked for before are no part of that."""
        return isinstance(other, DosePlan) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return self.courses, self.rows, self.day_ends_at

    @property
    def as_needed(self) -> frozenset[str]:
        """The medicines that were ever prescribed without times: a dose of them beside the plan is no extra one."""
        return frozenset(row.medicine for row in self.rows if not row.doses)

    def on(self, day: date) -> tuple[InForce, ...]:
        """Every medicine of a day, by name; one that its plan has stopped comes to 0."""
        alike = bisect_right(self._turning, day), day.toordinal() % self._cycle
        if alike not in self._spoken:
            self._spoken[alike] = self._on(day)
        return self._spoken[alike]

    def _on(self, day: date) -> tuple[InForce, ...]:
        found = [by_plan(plan, day, self.row(_of(plan), day)) for plan in self.plans(day)]
        spoken = {one.of for one in found}
        found += [by_row(row, day) for row in self.rows if _holds(row, day) and _of(row) not in spoken]
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
        stretch = bisect_right(self._turning, day)
        if stretch not in self._deciding:
            found = (self._decides(course, day) for course in self.courses)
            self._deciding[stretch] = tuple(plan for plan in found if plan is not None)
        return self._deciding[stretch]

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
        """The days on which an opioid comes down, a stop among them, from `since` to the day before `until`."""
        return tuple(dict.fromkeys(drop.on for drop in self.drops(since, until)))

    def drops(self, since: date, until: date, by: Container[Authority] = tuple(Authority)) -> tuple[Drop, ...]:
        """What comes down from `since` to the day before `until`, by day and then by name.

        Where a prescription ends or falls on the day on which another opioid begins or rises, that is a switch; what
        is taken when needed from then on has no amount, and nobody knows whether it came down.

        Args:
            since: First day.
            until: The day after the last.
            by: Who says the smaller amount; by default whoever does.
        """
        changes = [(of, change) for of in self.opioids() for change in self.changes(of, since, until)]
        risen = {change.on for _, change in changes if change.after > change.before}
        planned = (Authority.PLAN, Authority.HOLD)
        found = [
            Drop(change.on, of[0], "mcg/h" if of[1] is Release.PATCH else "mg", change.before, change.after)
            for of, change in changes
            if change.after < change.before and change.authority is not Authority.NEEDED and change.authority in by
            if change.authority in planned or change.on not in risen
        ]
        return tuple(sorted(found, key=lambda drop: (drop.on, drop.medicine)))

    def stop(self, day: date) -> date | None:
        """The first day without any opioid, as a day sees it; None while one is planned, prescribed or at hand."""
        if any(one.role is Role.OPIOID and one.daily != 0 for one in self.on(day)):
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
            yield from (takes_effect(version), version.start)
            for step in version.steps:
                yield from (step.first, step.first + timedelta(days=step.days))
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
