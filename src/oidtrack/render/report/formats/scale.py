"""Where days and values of the large picture lie, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.render.page.pictures.panels import Values
from oidtrack.render.page.pictures.picture import Label, Line, Path, Rect, Shape
from oidtrack.render.report.parts import Figure

_HALF = Fraction(1, 2)
SIGN = 0.58
"""About the width of a letter, in text sizes; rather too much."""


class Layout(Struct, frozen=True):
    """How large a picture is, in the unit of the page.

    Attributes:
        width: Of the whole.
        text: Size of the text: what it comes to on A4 is 7.5 points or more.
        dose: Height of the dose.
        mood: Height of mood.
        form: Height of the questionnaire.
        strip: Height of a thin row.
        beside: Whether there is room for the names of rows at their left; else they stand above.
    """

    width: float
    text: float
    dose: float
    mood: float
    form: float
    strip: float
    beside: bool = True

    @property
    def left(self) -> float:
        """Where the days begin."""
        return self.text * (6.9 if self.beside else 2.6)


ROOMY = Layout(720, 10.4, 100, 110, 50, 22)
WIDE = Layout(720, 10.4, 76, 80, 38, 17)
TIGHT = Layout(720, 10.4, 54, 58, 30, 13)
LEAST = Layout(720, 10.4, 38, 40, 20, 9)
NARROW = Layout(300, 11, 84, 90, 48, 20, beside=False)


class Band(Struct, frozen=True):
    """Part of the height, for values from 0 at its foot to `most` at its top."""

    top: float
    foot: float
    most: Fraction

    def y(self, value: Fraction) -> float:
        """Where a value lies; one beyond the end lies at it."""
        return self.foot - float(min(value, self.most) / self.most) * (self.foot - self.top)


class Scale:
    """Where points and days lie across, the same for every part of the picture."""

    def __init__(self, figure: Figure, layout: Layout) -> None:
        self.figure, self.chart, self.layout, self.text = figure, figure.chart, layout, layout.text
        self.left = layout.left
        longest = max((len(name) for _, name in figure.lines), default=0)
        self.right = layout.width - layout.text * max(longest * SIGN + 0.8, 0.8)

    def x(self, place: Fraction | int) -> float:
        """Of a point counted from the first; each has room of its own, so that bars do not hang over."""
        return self.left + float((Fraction(place) + _HALF) / (self.chart.axis.last + 1)) * (self.right - self.left)

    def of_day(self, day: date) -> float:
        """The middle of a day."""
        axis = self.chart.axis
        in_week = _HALF / axis.days_a_point - _HALF if axis.days_a_point > 1 else 0
        return self.x(axis.place(day) + in_week)

    def begin(self, day: date) -> float:
        """Where a day begins."""
        return min(self.x(self.chart.axis.place(day) - _HALF), self.right)

    def rules(self, band: Band, *values: tuple[Fraction, str]) -> Iterator[Shape]:
        """Fine lines across, each with its name at the left."""
        for value, name in values:
            y = band.y(value)
            yield Line(self.left, y, self.right, y, "rule", 0.7)
            yield Label(self.left - 4, y + self.text * 0.35, name, self.text, "end")

    def bars(self, band: Band, values: Values, room: float, least: float, ink: str) -> Iterator[Shape]:
        """A bar for each value, `room` of what its point has wide and `least` high."""
        wide = max((self.x(1) - self.x(0)) * room, 0.8)
        for place, value in enumerate(self.chart.axis.points(values)):
            if value is not None:
                tall = max(band.foot - band.y(value), least)
                yield Rect(self.x(place) - wide / 2, band.foot - tall, wide, tall, ink)

    def cuts(self, top: float, foot: float) -> Iterator[Shape]:
        """A broken line at each cut."""
        for day in self.chart.cuts:
            x = self.begin(day)
            yield Line(x, top, x, foot, "cut", 1.1, dash=True)


def mark(kind: str, x: float, y: float, size: float) -> Iterator[Shape]:
    """The sign of a day apart from the plan: a triangle for more, a cross for no word, a bar for left out."""
    half = size / 2
    if kind == "extra":
        yield Path(((x - half, y + half), (x, y - half), (x + half, y + half), (x - half, y + half)), "text", 1.3)
    elif kind == "missed":
        yield Line(x - half, y - half, x + half, y + half, "text", 1.3)
        yield Line(x - half, y + half, x + half, y - half, "text", 1.3)
    else:
        yield Line(x - half, y, x + half, y, "text", 2)
