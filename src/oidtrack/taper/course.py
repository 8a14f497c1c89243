"""A plan as it was lived: every version that somebody agreed to, each from the day on which it decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from oidtrack.domain.medicine import Release
from oidtrack.taper.plan import EventKind, Plan, Status
from oidtrack.taper.progress import daily_on


@dataclass(frozen=True, slots=True)
class Course:
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


@dataclass(frozen=True, slots=True)
class Stretch:
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


def cuts(course: Course, since: date, until: date) -> tuple[date, ...]:
    """The first days of smaller doses, the stop among them, from `since` to the day before `until`."""
    return tuple(s.first for s in stretches(course, until) if s.cut_percent and since <= s.first)


def takes_effect(version: Plan) -> date:
    """The first day that a version decides: that of what made it, and of an agreement no later than its start."""
    event = version.event
    if event is None:
        return min(version.agreed_on or version.start, version.start)
    return min(event.on, version.start) if event.kind is EventKind.AGREED else event.on
