"""Mood over time, and the dose planned and taken under it on the same days. Gaps stay gaps; no colour is needed.

A cut is a line of its own through both. plotext draws where it can be loaded and the place shows more than ASCII;
else a small chart of our own does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from msgspec import Struct

from oidtrack.domain.journal import short_day
from oidtrack.insight.series import Series
from oidtrack.insight.spread import spread
from oidtrack.render.page.parts import Drawing
from oidtrack.render.page.pictures.panels import Panel, Values, in_tones, plotext, stacked
from oidtrack.render.page.text import NARROW, WIDTH

MOOD_TOP = 10
FEWEST_DAYS = 2
MOST_DAYS = 120
"""Days above which points are weeks: more cannot be told apart in 80 columns."""

_WEEK = 7
_LEAP_YEAR = 366
TICKS, TICKS_NARROW = 5, 3
"""Labels that have room below a chart, and below a narrow one."""
_NICE = tuple(Fraction(n) for n in (1, 2, 3, 4, 5, 6, 8, 10))
_DOT, _CUT = "•", ":"
_MOOD_ROWS, _MOOD_ROWS_ASCII, _DOSE_ROWS = 12, 14, 9
"""Lines of a half; with our own signs the mood needs more, one for each of its numbers."""


class DayAxis(Struct, frozen=True):
    """Days from left to right as points: each a day, or a week where there are so many that days cannot be told apart.

    Attributes:
        first: The first day.
        days: How many, from 1 on.
    """

    first: date
    days: int

    @property
    def days_a_point(self) -> int:
        """1 or 7."""
        return 1 if self.days <= MOST_DAYS else _WEEK

    @property
    def last(self) -> int:
        """The last point, counted from 0."""
        return (self.days - 1) // self.days_a_point

    def place(self, day: date) -> Fraction:
        """Where a day begins, in points from the first."""
        return Fraction((day - self.first).days, self.days_a_point)

    def point(self, day: date) -> Fraction:
        """The point that a day belongs to."""
        return Fraction(int(self.place(day)))

    def points(self, values: Values) -> Values:
        """The values of the days, or each week's median; a week without a value is a gap."""
        size = self.days_a_point
        parts = (values[n : n + size] for n in range(0, len(values), size))
        return tuple(spread(value for value in part if value is not None).median for part in parts)

    def ticks(self, most: int = TICKS) -> tuple[tuple[int, str], ...]:
        """At most so many points, 2 or more, and the labels of their days, evenly spread from the first to the last."""
        places = sorted({n * self.last // (most - 1) for n in range(most)})
        days = (self.first + timedelta(days=place * self.days_a_point) for place in places)
        labels = (f"{day:%b %Y}" if self.days > _LEAP_YEAR else short_day(day) for day in days)
        return tuple(zip(places, labels, strict=True))


class Chart(Struct, frozen=True):
    """What is drawn.

    Attributes:
        mood: 0 to 10, day by day.
        dose: The dose taken a day in the unit people read, for the same days; None where it was not recorded.
        cuts: First days of smaller doses, within these days.
        planned: The dose planned a day, for the same days; None where none was. Empty where no plan is known.
    """

    mood: Series
    dose: tuple[Fraction | None, ...]
    cuts: tuple[date, ...] = ()
    planned: tuple[Fraction | None, ...] = ()

    @property
    def top(self) -> Fraction:
        """The upper end of the dose axis: a round number at or above every dose."""
        return round_top(max((dose for dose in (*self.dose, *self.planned) if dose is not None), default=Fraction(1)))

    @property
    def has_dose(self) -> bool:
        """Whether any dose is known, planned or taken."""
        return any(dose is not None for dose in (*self.dose, *self.planned))

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to draw."""
        return len(self.mood.values) < FEWEST_DAYS or not (self.mood.n or self.has_dose)

    @property
    def axis(self) -> DayAxis:
        """Its days."""
        return DayAxis(self.mood.first, len(self.mood.values))


def mood_chart(chart: Chart, width: int = WIDTH, *, unicode: bool = True) -> str:
    """The chart without blanks at the ends of lines; empty where there is nothing to draw.

    Args:
        chart: What is drawn.
        width: Columns, 40 or more.
        unicode: Whether the place can show more than ASCII.
    """
    if chart.is_empty:
        return ""
    axis, library = chart.axis, unicode and plotext() is not None
    cuts = tuple(map(axis.place, chart.cuts))
    rows = _MOOD_ROWS if library else _MOOD_ROWS_ASCII
    halves = [("", Panel(Fraction(MOOD_TOP), rows, line=axis.points(chart.mood.values), cuts=cuts))]
    if chart.has_dose:
        planned, taken = axis.points(chart.planned), axis.points(chart.dose)
        halves.append(("", Panel(chart.top, _DOSE_ROWS, steps=planned, dots=taken, cuts=cuts)))
    return _framed(halves, axis, width, unicode=unicode)


def frames(named: Sequence[tuple[str, Panel]], axis: DayAxis, *, unicode: bool = True) -> Drawing:
    """Panels over the same days, each with its name, empty for none, on its edge; drawn to the width of the place."""
    return Drawing(partial(_framed, named, axis, unicode=unicode), in_tones)


def _framed(named: Sequence[tuple[str, Panel]], axis: DayAxis, width: int, *, unicode: bool) -> str:
    ticks = axis.ticks(TICKS if width >= NARROW else TICKS_NARROW)
    return "\n".join(stacked(named, ticks, width, unicode=unicode))


def key_lines(chart: Chart, medicine: str, unit: str, *, unicode: bool = True) -> tuple[str, ...]:
    """What stands for what, from the top; the two kinds of chart use other signs."""
    mood, planned, taken = ("line", "line", _DOT) if unicode and plotext() is not None else ("o", "-", "*")
    dose = f"; below: {medicine}, {unit} a day, {planned} planned, {taken} taken" if chart.has_dose else ""
    cut = f"; {_CUT} a cut" if chart.cuts else ""
    key = f"{mood} mood 0-10{dose}{cut}"
    return (key,) if chart.axis.days_a_point == 1 else (key, "Each point is the median of a week.")


def round_top(value: Fraction) -> Fraction:
    """The next round number at or above a value: 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten; 1 for 0."""
    power = Fraction(1)
    while value > 10 * power:
        power *= 10
    while 0 < value <= power:
        power /= 10
    return next(nice * power for nice in _NICE if nice * power >= value)
