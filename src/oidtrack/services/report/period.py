"""The days that a report is about, and up to where they are over."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from oidtrack.taper.days.dayplan import ONE_DAY


class Period(Struct, frozen=True):
    """The days that a report is about.

    Attributes:
        first: First local day.
        last: Last local day, included; never after today.
        days_logged: Days with an entry of any kind.
    """

    first: date
    last: date
    days_logged: int

    @property
    def days(self) -> int:
        """Days in all."""
        return (self.last - self.first).days + 1

    @property
    def until(self) -> date:
        """The day after the last one."""
        return self.last + ONE_DAY

    def each(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first + n * ONE_DAY for n in range(self.days))


def whole_until(period: Period, today: date) -> date:
    """The day after the last day of a period that is over; of today alone that of tomorrow."""
    return period.until if period.last < today or period.days == 1 else today
