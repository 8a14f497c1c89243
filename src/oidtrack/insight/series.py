"""One value for each local day. A day without an answer is a gap, and stays one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.journal import RATINGS, Entry, Mood

SLEEP = "sleep"
WITHDRAWAL = "withdrawal"
MEASURES = (*RATINGS, SLEEP, WITHDRAWAL)
"""All that has a series: the 0-10 ratings; sleep in hours; withdrawal, the sum of the rated symptoms (0-4 each)."""


class Series(Struct, frozen=True):
    """One measure, day by day.

    Attributes:
        measure: One of `MEASURES`.
        first: Local day of the first value.
        values: One for each day from `first` on; None where nothing was answered.
    """

    measure: str
    first: date
    values: tuple[Fraction | None, ...]

    @property
    def n(self) -> int:
        """Days with a value."""
        return len(self.known())

    def known(self) -> tuple[tuple[date, Fraction], ...]:
        """The days with a value, in order; gaps are left out."""
        days = (self.first + timedelta(days=n) for n in range(len(self.values)))
        return tuple((day, value) for day, value in zip(days, self.values, strict=True) if value is not None)

    def between(self, since: date, until: date) -> tuple[Fraction, ...]:
        """The known values from `since` to the day before `until`."""
        first, last = ((day - self.first).days for day in (since, until))
        return tuple(value for value in self.values[max(0, first) : max(0, last)] if value is not None)


def series(measure: str, entries: Iterable[Entry], since: date, until: date) -> Series:
    """A measure from `since` to the day before `until`.

    Several check-ins on one day give their mean, exactly.

    Args:
        measure: One of `MEASURES`.
        entries: Any entries; only check-ins are looked at.
        since: First local day.
        until: The local day after the last one.
    """
    found: list[list[int]] = [[] for _ in range((until - since).days)]
    for entry in entries:
        if isinstance(entry.body, Mood) and since <= entry.moment.day < until:
            value = _parts(entry.body, measure)
            if value is not None:
                found[(entry.moment.day - since).days].append(value)
    parts = _PARTS.get(measure, 10)
    return Series(measure, since, tuple(Fraction(sum(day), parts * len(day)) if day else None for day in found))


def all_series(entries: Iterable[Entry], since: date, until: date) -> tuple[Series, ...]:
    """Every measure, in the order of `MEASURES`."""
    kept = tuple(entries)
    return tuple(series(measure, kept, since, until) for measure in MEASURES)


_PARTS = {SLEEP: 60, WITHDRAWAL: 1}
"""In how many parts of its unit a measure is kept; of a rating it is ten."""


def _parts(mood: Mood, measure: str) -> int | None:
    """The same as a whole number of parts."""
    if measure == SLEEP:
        return mood.sleep_min
    if measure == WITHDRAWAL:
        rated = [severity for _, severity in mood.symptoms if severity is not None]
        return sum(rated) if rated else None
    if measure not in RATINGS:
        raise ValueError(f"{measure!r} is no measure")
    return mood.rating(measure)
