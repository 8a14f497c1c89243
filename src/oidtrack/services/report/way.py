"""The dose of a plan over time, as it was lived and as it is planned, for a picture of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.report.standing import holds
from oidtrack.store.file.database import Journal
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.plan import Plan, Status, daily_on

BEFORE_DAYS, AFTER_DAYS = 7, 14
"""Days before the first cut and after the last step that are shown with it. ENGINEERING."""
_RUNNING = (Status.AGREED, Status.HELD)


class Way(Struct, frozen=True):
    """A plan over time.

    Attributes:
        first: First day shown.
        daily: The amount of each day from then on, in the unit people read.
        held: First and last day of each hold; the last of one that lasts is the day to look at it again, or today.
        today: Today where the plan is in force and today is among the days, else None.
    """

    first: date
    daily: tuple[Fraction, ...]
    held: tuple[tuple[date, date], ...] = ()
    today: date | None = None

    @property
    def last(self) -> date:
        """Last day shown."""
        return self.first + (len(self.daily) - 1) * ONE_DAY


def way(journal: Journal, plan: Plan, today: date) -> Way:
    """The way of a plan: days that are over as they were in force, all others as this plan has them.

    Args:
        journal: For versions that held before this one.
        plan: The plan as it stands.
        today: The local day that has not ended yet.
    """
    planned = read_dose_plan(journal)
    of = plan.medicine, plan.release
    course = next((one for one in planned.courses if one.of == of), None)
    running = course is not None and plan.status in _RUNNING
    begun = min([plan.start, *(version.start for version in course.versions)]) if course and running else plan.start
    first = begun - BEFORE_DAYS * ONE_DAY
    end = plan.stops_on or plan.steps[-1].first + plan.steps[-1].days * ONE_DAY
    days = [
        first + n * ONE_DAY for n in range(max((end - first).days, (today - first).days if running else 0) + AFTER_DAYS)
    ]
    over = [day for day in days if running and day < today]
    past = {day: one.daily or Fraction(0) for day in over if (one := planned.of(of, day)) is not None}
    daily = tuple(past[day] if day in past else daily_on(plan, day) / 1000 for day in days)
    found = holds(course, first, days[-1]) if course and running else ()
    held = tuple((max(one.first, first), one.last or max(one.look_again or today, today)) for one in found)
    return Way(first, daily, held, today if running and today in days else None)
