"""A plan as it was lived: every version that somebody agreed to, each from its day on; and what it changed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.medicine import Release
from oidtrack.taper.plan import EventKind, Plan, Status, Step, daily_on


class Course(Struct, frozen=True):
    """The versions of all plans of one medicine in one release.

    Attributes:
        versions: At least one, in the order in which they were written; no drafts.
    """

    versions: tuple[Plan, ...]

    @property
    def of(self) -> tuple[str, Release]:
        """The medicine and its release."""
        return self.versions[0].medicine, self.versions[0].release

    def on(self, day: date) -> Plan | None:
        """The version that decides a day, the one written last of those in effect; None before any and after an end."""
        found = [version for version in self.versions if takes_effect(version) <= day]
        return found[-1] if found and found[-1].status is not Status.ENDED else None

    def way_of(self, plan: Plan) -> Plan:
        """The first version of the way that a plan is on: across versions, and plans that took the place of others."""
        first = plan
        for version, after in reversed(list(pairwise(self.versions[: self.versions.index(plan) + 1]))):
            ended = version.status is Status.ENDED and takes_effect(version) < takes_effect(after)
            if ended:
                break
            first = version
        return first


class Stretch(Struct, frozen=True):
    """Days in a row on one planned dose.

    Attributes:
        n: 0 before the first change, then counted up with every change.
        first: First day; of the one before the first change, the day on which the first version took effect.
        until: The day after its last.
        daily: Thousandths of the unit a day.
        before: The same of the stretch before; None for the first.
    """

    n: int
    first: date
    until: date
    daily: Fraction
    before: Fraction | None

    @property
    def cut_percent(self) -> Fraction | None:
        """The cut into this stretch, in percent of the dose before; None where there was none."""
        if self.before is None or self.daily >= self.before:
            return None
        return 100 * (self.before - self.daily) / self.before


def stretches(course: Course, until: date) -> tuple[Stretch, ...]:
    """The planned dose from the first version on to the day before `until`; after an end it counts as kept."""
    day = min(takes_effect(version) for version in course.versions)
    daily = course.versions[0].current_daily
    found = [Stretch(0, day, day, daily, None)]
    while day < until:
        version = course.on(day)
        daily = daily if version is None else daily_on(version, day)
        day += timedelta(days=1)
        last = found[-1]
        if daily == last.daily:
            found[-1] = replace(last, until=day)
        else:
            found.append(Stretch(last.n + 1, day - timedelta(days=1), day, daily, last.daily))
    return tuple(found)


def takes_effect(version: Plan) -> date:
    """The first day that a version decides: that of what made it, and of an agreement no later than its start."""
    event = version.event
    if event is None:
        return min(version.agreed_on or version.start, version.start)
    return min(event.on, version.start) if event.kind is EventKind.AGREED else event.on


class Level(Struct, frozen=True):
    """One dose of a plan, and the day it begins on in each version.

    Attributes:
        daily: Thousandths of the unit a day; 0 for the stop.
        was: Its first day before; None where the version before did not have it.
        now: Its first day now; None where this version does not have it.
    """

    daily: Fraction
    was: date | None
    now: date | None

    @property
    def moved_days(self) -> int | None:
        """Days by which it moved, later ones above 0; None where one version does not have it."""
        return None if self.was is None or self.now is None else (self.now - self.was).days


class Difference(Struct, frozen=True):
    """Two versions side by side.

    Attributes:
        levels: Every dose of either, the largest first, the stop last.
        begins: Thousandths a day before the first step, before and now.
        same_pace: Whether both have one pace.
    """

    levels: tuple[Level, ...]
    begins: tuple[Fraction, Fraction]
    same_pace: bool

    @property
    def changed(self) -> tuple[Level, ...]:
        """The doses that are new, gone, or begin on another day."""
        return tuple(level for level in self.levels if level.moved_days != 0)


def difference(before: Plan, after: Plan) -> Difference:
    """What changed from one version to the next."""
    was, now = _begins(before), _begins(after)
    keys = sorted({*was, *now}, key=lambda key: (-key[0], str(key)))
    levels = tuple(Level(key[0], was.get(key), now.get(key)) for key in keys)
    return Difference(levels, (before.current_daily, after.current_daily), before.pace == after.pace)


def _begins(plan: Plan) -> dict[tuple[Fraction, tuple[object, ...]], date]:
    """The first day of each dose; a dose in other parts of the day is another one."""
    found: dict[tuple[Fraction, tuple[object, ...]], date] = {_key(step): step.first for step in plan.steps}
    if plan.stops_on is not None:
        found[Fraction(0), ()] = plan.stops_on
    return found


def _key(step: Step) -> tuple[Fraction, tuple[object, ...]]:
    return step.daily, (step.every_days, *((dose.at, dose.amount.thousandths) for dose in step.doses))
