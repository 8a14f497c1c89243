"""How each step of the plan went: mood, pain, sleep and withdrawal, with how much is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread
from oidtrack.taper.days.course import Course, Stretch, stretches

SHOWN = ("mood", "pain", "sleep", "withdrawal")
MORE = ("interest", "energy")
"""What the document has besides."""


class StepView(Struct, frozen=True):
    """One stretch of the plan as it was lived.

    Attributes:
        n: 0 for the days before the first cut, then counted up with every change of dose.
        first: First day within the period.
        last: Last day within the period, included.
        daily: Planned amount a day, in the unit people read.
        cut_percent: The cut into this stretch, in percent of the dose before; None where there was none.
        days_logged: Days with an entry of any kind, of `days`.
        spreads: For each of `SHOWN`, in its order.
        more: For each of `MORE`, in its order.
    """

    n: int
    first: date
    last: date
    daily: Fraction
    cut_percent: Fraction | None
    days_logged: int
    spreads: tuple[tuple[str, Spread], ...]
    more: tuple[tuple[str, Spread], ...] = ()

    @property
    def days(self) -> int:
        """Days of this stretch within the period."""
        return (self.last - self.first).days + 1

    def of(self, measure: str) -> Spread:
        """The spread of one of `SHOWN`."""
        return dict(self.spreads)[measure]


def by_step(
    course: Course, measures: Iterable[Series], logged: frozenset[date], since: date, until: date
) -> tuple[StepView, ...]:
    """Each stretch of planned doses that touches the period.

    Args:
        course: The plan as it was lived.
        measures: Series that hold those of `SHOWN`; what is missing has n 0.
        logged: Days with an entry of any kind.
        since: First day of the period.
        until: The day after its last.
    """
    known = {one.measure: one for one in measures}
    found = []
    for stretch in stretches(course, until):
        # what was planned before the first version reaches back as far as the period
        first, end = max(stretch.first, since) if stretch.n else since, min(stretch.until, until)
        if first < end:
            found.append(_view(stretch, known, logged, first, end))
    return tuple(found)


def _spreads(
    names: tuple[str, ...], known: dict[str, Series], first: date, end: date
) -> tuple[tuple[str, Spread], ...]:
    return tuple((name, spread(known[name].between(first, end) if name in known else ())) for name in names)


def _view(stretch: Stretch, known: dict[str, Series], logged: frozenset[date], first: date, end: date) -> StepView:
    return StepView(
        n=stretch.n,
        first=first,
        last=end - timedelta(days=1),
        daily=stretch.daily / 1000,
        cut_percent=stretch.cut_percent,
        days_logged=sum(1 for day in logged if first <= day < end),
        spreads=_spreads(SHOWN, known, first, end),
        more=_spreads(MORE, known, first, end),
    )
