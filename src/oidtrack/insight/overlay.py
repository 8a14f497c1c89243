"""Days since each cut, laid over each other: how deep a cut goes, how long it hurts, and whether that grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread

BEFORE_DAYS = 14
"""So many days before a cut are what its days are held against. ENGINEERING."""
WINDOWS = ((0, 3), (4, 7), (8, 14), (15, 21), (22, 28))
"""First and last day since the cut, both included, of each column. ENGINEERING."""
HURTS = Fraction(1)
"""Mood this far below the days before counts as hurting. ENGINEERING."""
WELL_DAYS = 3
"""So many answers in a row that do not hurt, and it is over. ENGINEERING."""
LEAST_BEFORE = 3
"""Fewest answers before a cut for anything to be held against them. ENGINEERING."""
LEAST_AFTER = 3
"""Fewest answers of a window after a cut for its median to say how deep the cut went. ENGINEERING."""
DEEPER = Fraction(1, 2)
"""A cut is deeper than the one before from this difference in points on; less is how evenings differ. ENGINEERING."""
EARLY = 3
"""So many of `WINDOWS`, days 0 to 14, say how deep a cut went. ENGINEERING."""
IN_A_ROW = 3
"""Cuts in a row, each deeper than the one before, that make it worse from cut to cut. ENGINEERING."""


class CutView(Struct, frozen=True):
    """One cut and the days after it, up to the next.

    Attributes:
        cut: First day of the smaller dose.
        before: The days before it.
        windows: For each of `WINDOWS` how far the days lie from the median before, in points of the measure.
        hurt_days: Days from the cut until it was over: 0 where it never hurt; None where it still does or nobody knows.
    """

    cut: date
    before: Spread
    windows: tuple[Spread, ...]
    hurt_days: int | None

    @property
    def deepest(self) -> Fraction | None:
        """The lowest median of a window of days 0 to 14 with answers enough, or None where there is none."""
        medians = [one.median for one in self.windows[:EARLY] if one.median is not None and one.n >= LEAST_AFTER]
        return min(medians, default=None)

    @property
    def n_early(self) -> int:
        """Answers on days 0 to 14."""
        return sum(one.n for one in self.windows[:EARLY])


class Overlay(Struct, frozen=True):
    """Every cut of a period, the earliest first, and all of them together.

    Attributes:
        cuts: One for each.
        together: For each of `WINDOWS`, over the days of all cuts.
        deeper: Whether each of the last three cuts hurt, and went deeper than the one before it by `DEEPER`; None where
            fewer are known.
    """

    cuts: tuple[CutView, ...]
    together: tuple[Spread, ...]
    deeper: bool | None


def overlay(series: Series, cuts: Sequence[date]) -> Overlay:
    """A measure of which more is better (mood) around each cut.

    Args:
        series: The measure, from before the first cut on.
        cuts: First days of smaller doses, in rising order.
    """
    known = series.known()
    ends = [*cuts[1:], date.max][: len(cuts)]
    rows = [_shifts(known, cut, end) for cut, end in zip(cuts, ends, strict=True)]
    views = tuple(_view(cut, *row) for cut, row in zip(cuts, rows, strict=True))
    everything = [shift for _, shifts in rows for shift in shifts]
    return Overlay(views, _windows(everything), _deeper(views))


def _shifts(known: Sequence[tuple[date, Fraction]], cut: date, end: date) -> tuple[Spread, list[tuple[int, Fraction]]]:
    """The days before one cut, and how far each day after it lies from their median."""
    since = cut - timedelta(days=BEFORE_DAYS)
    before = spread(value for day, value in known if since <= day < cut)
    middle = before.median
    if middle is None or before.n < LEAST_BEFORE:
        return before, []
    last = min(end, cut + timedelta(days=WINDOWS[-1][1] + 1))
    return before, [((day - cut).days, value - middle) for day, value in known if cut <= day < last]


def _view(cut: date, before: Spread, shifts: list[tuple[int, Fraction]]) -> CutView:
    return CutView(cut, before, _windows(shifts), _hurt_days(shifts))


def _windows(shifts: Sequence[tuple[int, Fraction]]) -> tuple[Spread, ...]:
    return tuple(spread(shift for day, shift in shifts if first <= day <= last) for first, last in WINDOWS)


def _hurt_days(shifts: Sequence[tuple[int, Fraction]]) -> int | None:
    """The first day of the first `WELL_DAYS` answers in a row that do not hurt."""
    run: list[int] = []
    hurt = False
    for day, shift in shifts:
        hurts = shift <= -HURTS
        hurt = hurt or hurts
        run = [] if hurts else [*run, day]
        if len(run) == WELL_DAYS and hurt:
            return run[0]
    return 0 if len(run) >= WELL_DAYS and not hurt else None


def last_known(views: Sequence[CutView]) -> list[CutView]:
    """The last cuts of which it is known how deep they went, three at most: those that `deeper` speaks of."""
    return [view for view in views if view.deepest is not None][-IN_A_ROW:]


def _deeper(views: Sequence[CutView]) -> bool | None:
    depths = [view.deepest for view in last_known(views) if view.deepest is not None]
    if len(depths) < IN_A_ROW:
        return None
    return all(depth <= -HURTS for depth in depths) and all(a - b >= DEEPER for a, b in pairwise(depths))
