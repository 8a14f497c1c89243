"""A month of mood, day by day, with the days on which an opioid came down."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.journal import moment
from oidtrack.insight.baseline import Usual
from oidtrack.insight.series import series
from oidtrack.insight.spread import Spread, spread
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.warnings.situation import usual_range
from oidtrack.services.warnings.told import LOOKED_BACK
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, Drop


class MonthDay(Struct, frozen=True):
    """One day of the calendar.

    Attributes:
        day: Local day.
        mood: The mean of its moods in points, or None.
        entries: How many entries of any kind.
        cut: Whether an opioid comes down on it.
        ahead: Whether it has not come.
    """

    day: date
    mood: Fraction | None
    entries: int
    cut: bool = False
    ahead: bool = False


class Month(Struct, frozen=True):
    """A month.

    Attributes:
        days: Every day of it.
        today: The local day that has not ended yet.
        usual: The own usual range of mood as today sees it, or None.
        cuts: By day, then by medicine; planned ones of days to come among them.
    """

    days: tuple[MonthDay, ...]
    today: date
    usual: Usual | None
    cuts: tuple[Drop, ...]

    @property
    def first(self) -> date:
        """The first of the month."""
        return self.days[0].day

    @property
    def mood(self) -> Spread:
        """The days with a mood."""
        return spread(day.mood for day in self.days if day.mood is not None)


def month(journal: Journal, first: date, now: datetime, day_ends_at: time) -> Month:
    """The month that begins on a day.

    Args:
        journal: The journal.
        first: The first of the month.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
    """
    today = moment(now, day_ends_at).day
    until = (first.replace(day=28) + 4 * ONE_DAY).replace(day=1)
    since = min(first, today - LOOKED_BACK * ONE_DAY)
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        mine = entries(journal, EntryFilter(since=first, until=until))
        recent = entries(journal, EntryFilter(since=today - LOOKED_BACK * ONE_DAY, until=today + ONE_DAY))
    mood = series("mood", mine, first, until).values
    counted = [entry.moment.day for entry in mine]
    cuts = planned.drops(first, until)
    days = (first + n * ONE_DAY for n in range(len(mood)))
    lower = {cut.on for cut in cuts}
    known = series("mood", recent, today - LOOKED_BACK * ONE_DAY, today + ONE_DAY)
    return Month(
        days=tuple(
            MonthDay(day, value, counted.count(day), day in lower, day > today)
            for day, value in zip(days, mood, strict=True)
        ),
        today=today,
        usual=usual_range(known, planned.cuts(since, today + ONE_DAY), today),
        cuts=cuts,
    )
