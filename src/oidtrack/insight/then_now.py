"""How each measure was at the begin of a period and at its end, and what cuts did to withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread

EDGE_DAYS = 14
"""Days at each end that are set against each other; of a shorter period its halves. ENGINEERING."""

AFTER_CUT_DAYS = 7
"""Days 0 to 7 after a cut are looked at by themselves: withdrawal after short-acting opioids is strongest then."""

FEW = 5
"""Fewer answers than these have no quartiles, and no change is named from them. ENGINEERING."""

_DAY = timedelta(days=1)


class Change(Struct, frozen=True):
    """One measure at both ends of a period, each with its n."""

    measure: str
    then: Spread
    now: Spread

    @property
    def by(self) -> Fraction | None:
        """The median now less that of then; None where either end has fewer than `FEW` answers."""
        if self.then.median is None or self.now.median is None or min(self.then.n, self.now.n) < FEW:
            return None
        return self.now.median - self.then.median


class AfterCuts(Struct, frozen=True):
    """Withdrawal of a period.

    Attributes:
        highest: The highest sum of a day; None where nothing was rated.
        on: The last day that had it.
        spread: Of days 0 to 7 after every cut.
        cuts: How many cuts have such days in the period.
    """

    highest: Fraction | None
    on: date | None
    spread: Spread
    cuts: int


def edges(first: date, until: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The days of then and those of now, each as its first day and the day after its last.

    Args:
        first: First local day.
        until: The local day after the last one; two days or more later.
    """
    days = min(EDGE_DAYS, (until - first).days // 2)
    return (first, first + days * _DAY), (until - days * _DAY, until)


def changes(measures: Iterable[Series], first: date, until: date) -> tuple[Change, ...]:
    """Each measure then and now; both ends are empty where the period is a single day."""
    then, now = edges(first, until)
    return tuple(Change(one.measure, spread(one.between(*then)), spread(one.between(*now))) for one in measures)


def after_cuts(withdrawal: Series, cuts: Sequence[date]) -> AfterCuts:
    """The highest withdrawal, and that of days 0 to 7 after each cut.

    Args:
        withdrawal: Sums of a day.
        cuts: First days of smaller doses; also those of the week before the series.
    """
    known = withdrawal.known()
    highest = max((value for _, value in known), default=None)
    near = [value for day, value in known if any(0 <= (day - cut).days <= AFTER_CUT_DAYS for cut in cuts)]
    seen = sum(1 for cut in cuts if any(0 <= (day - cut).days <= AFTER_CUT_DAYS for day, _ in known))
    on = next((day for day, value in reversed(known) if value == highest), None)
    return AfterCuts(highest, on, spread(near), seen)
