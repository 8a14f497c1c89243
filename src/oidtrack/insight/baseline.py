"""A person's own usual range, from days that a cut does not colour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.insight.series import Series
from oidtrack.insight.spread import quantile

DIP_DAYS = 14
"""Days 0 to 14 after a cut are no measure of what is usual: the dip that belongs to the cut may still be there.
Withdrawal after a stop lasts 4 to 10 days with short-acting and 10 to 20 with long-acting opioids (facts, 1.6);
two weeks lies between them. ENGINEERING."""

LEAST_DAYS = 14
"""Fewest days with an answer for a usual range to be named. ENGINEERING."""

LOW, HIGH = Fraction(1, 10), Fraction(9, 10)
"""The usual range holds the middle four days of five. Quantiles, so that a few very bad or very good days do not
move it, and so that it means the same on a scale where most days get the same number. ENGINEERING."""


class Usual(Struct, frozen=True):
    """What is usual for one person, in the measure's own unit.

    Attributes:
        n: Days behind it, `LEAST_DAYS` or more.
        median: The middle.
        low: One day in ten is below.
        high: One day in ten is above.
    """

    n: int
    median: Fraction
    low: Fraction
    high: Fraction


def usual(series: Series, cuts: Sequence[date], since: date, until: date) -> Usual | None:
    """The usual range over the days from `since` to the day before `until`.

    Days 0 to `DIP_DAYS` after any cut are left out, and so are days without an answer.

    Args:
        series: One measure.
        cuts: First days of smaller doses, in any order; also those before `since`.
        since: First local day.
        until: The local day after the last one.

    Returns:
        None where fewer than `LEAST_DAYS` days are left: nothing is guessed.
    """
    ordered = sorted(cuts)
    days = (pair for pair in series.known() if since <= pair[0] < until)
    ranked = sorted(value for day, value in days if not in_dip(day, ordered))
    if len(ranked) < LEAST_DAYS:
        return None
    low, median, high = (quantile(ranked, share) for share in (LOW, Fraction(1, 2), HIGH))
    return Usual(len(ranked), median, low, high)


def in_dip(day: date, cuts: Sequence[date]) -> bool:
    """Whether a day is one of days 0 to `DIP_DAYS` after a cut.

    Args:
        day: Local day.
        cuts: First days of smaller doses, in rising order.
    """
    before = bisect_right(cuts, day)
    return before > 0 and (day - cuts[before - 1]).days <= DIP_DAYS
