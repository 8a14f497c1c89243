"""Mood over time as shapes, with the middle half of each step behind it and the dose planned and taken below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.render.page.charts import MOOD_TOP, runs
from oidtrack.render.page.parts import Box
from oidtrack.render.page.picture import Dot, Label, Line, Path, Picture, Rect, Shape
from oidtrack.render.report.parts import Figure

_HALF = Fraction(1, 2)
_FEW_POINTS = 60
_BAR = 0.62
"""How much of a day's room its bar takes."""
_LABEL_WIDTH = 7
"""Room for the label of a cut, in text sizes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How large a picture is, in the unit of the page.

    Attributes:
        width: Of the whole.
        mood: Height of the upper half.
        dose: Height of the lower half.
        text: Size of the text.
    """

    width: float
    mood: float
    dose: float
    text: float

    @property
    def height(self) -> float:
        """Of the whole at most, with room for every label."""
        return self.mood + self.dose + self.text * 7.8


ROOMY = Layout(720, 150, 80, 9.5)
WIDE = Layout(720, 112, 62, 9.5)
TIGHT = Layout(720, 84, 46, 9)
NARROW = Layout(340, 120, 70, 10.5)


def mood_picture(figure: Figure, layout: Layout) -> Picture:
    """The picture of a figure that is not empty."""
    drawing = _Drawing(figure, layout)
    return Picture(layout.width, drawing.height, tuple(drawing.shapes()))


class _Drawing:
    """Where days and values lie, and what is drawn there."""

    def __init__(self, figure: Figure, layout: Layout) -> None:
        self._figure, self._chart, self._layout = figure, figure.chart, layout
        self._top = self._chart.top
        text = layout.text
        self._left, self._right = text * 3.2, layout.width - text * 0.8
        self._mood_top = text * (3 if self._chart.cuts else 1.9)
        self._mood_foot = self._mood_top + layout.mood
        self._dose_top = self._mood_foot + text * (3.2 if figure.scores else 2)
        self._dose_foot = self._dose_top + layout.dose if self._chart.has_dose else self._mood_foot
        self._foot = self._dose_foot if self._chart.has_dose else self._dose_top - text
        self.height = self._foot + text * 1.6

    def shapes(self) -> Iterator[Shape]:
        """Everything, the back first."""
        yield from self._bands()
        yield from self._frame()
        if self._chart.has_dose:
            yield from self._doses()
        yield from self._cuts()
        yield from self._mood()
        yield from self._scores()
        yield from self._days()

    def _x(self, place: Fraction | int) -> float:
        """Of a point counted from the first; each has room of its own, so that bars do not hang over."""
        return self._left + float((Fraction(place) + _HALF) / (self._chart.last + 1)) * (self._right - self._left)

    def _of_day(self, day: date) -> Fraction:
        return Fraction((day - self._chart.mood.first).days, self._chart.days_a_point)

    def _y_mood(self, value: Fraction) -> float:
        return self._mood_foot - float(value / MOOD_TOP) * self._layout.mood

    def _y_dose(self, value: Fraction) -> float:
        return self._dose_foot - float(value / self._top) * self._layout.dose

    def _bands(self) -> Iterator[Shape]:
        """Behind the line, where the middle half of each step's days lies, and their median."""
        for first, last, box in self._figure.bands:
            yield from self._band(self._of_day(first) - _HALF, self._of_day(last) + _HALF, box)

    def _band(self, start: Fraction, end: Fraction, box: Box) -> Iterator[Shape]:
        x1, x2 = self._x(start), min(self._x(end), self._right)
        top, foot = self._y_mood(box.q3), self._y_mood(box.q1)
        yield Rect(x1, top, x2 - x1, max(foot - top, 1.5), "band")
        yield Line(x1, self._y_mood(box.median), x2, self._y_mood(box.median), "mood", 1, dash=True)

    def _frame(self) -> Iterator[Shape]:
        """Lines at the foot, in the middle and at the top of each half, with what they stand for."""
        text = self._layout.text
        halves = [(self._y_mood, Fraction(MOOD_TOP))]
        halves += [(self._y_dose, self._top)] if self._chart.has_dose else []
        for place, top in halves:
            for value in (Fraction(0), top / 2, top):
                yield Line(self._left, place(value), self._right, place(value), "rule", 0.7)
                yield Label(self._left - 4, place(value) + text * 0.35, plain(value, 1), text, "end")
        yield Label(self._left, text, "Mood, 10 is best", text, ink="text", bold=True)

    def _doses(self) -> Iterator[Shape]:
        """What was taken as bars, the planned dose as a stepped line over them."""
        figure, text = self._figure, self._layout.text
        wide = max((self._x(1) - self._x(0)) * _BAR, 0.8)
        for place, value in enumerate(self._chart.points(self._chart.dose)):
            if value is not None:
                tall = max(self._dose_foot - self._y_dose(value), 1.2)
                yield Rect(self._x(place) - wide / 2, self._dose_foot - tall, wide, tall, "taken")
        for run in runs(self._chart.points(self._chart.planned)):
            yield Path(tuple(self._steps(run)), "planned", 1.8)
        words = f"{figure.medicine}, {figure.unit} a day: line planned, bars taken"
        yield Label(self._left, self._dose_top - text * 0.45, words, text, ink="text", bold=True)

    def _steps(self, run: list[tuple[Fraction, Fraction]]) -> Iterator[tuple[float, float]]:
        for place, value in run:
            yield self._x(place - _HALF), self._y_dose(value)
            yield self._x(place + _HALF), self._y_dose(value)

    def _cuts(self) -> Iterator[Shape]:
        """A broken line at each cut, with the new dose where there is room for it."""
        text, free = self._layout.text, self._left
        half = text * _LABEL_WIDTH / 2
        for day, place in zip(self._chart.cuts, self._chart.cut_places(), strict=True):
            x = self._x(place - _HALF)
            yield Line(x, self._mood_top - text * 0.3, x, self._mood_foot, "cut", 1.1, dash=True)
            if self._chart.has_dose:
                yield Line(x, self._dose_top, x, self._dose_foot, "cut", 1.1, dash=True)
            planned = self._chart.planned[(day - self._chart.mood.first).days] if self._chart.planned else None
            middle = min(max(x, self._left + half), self._right - half)
            if planned is not None and middle - half >= free:
                yield Label(middle, self._mood_top - text * 0.6, f"cut to {plain(planned, 1)}", text, "middle", "text")
                free = middle + half

    def _mood(self) -> Iterator[Shape]:
        points = self._chart.points(self._chart.mood.values)
        size = 1.9 if len(points) <= _FEW_POINTS else 1.3
        for run in runs(points):
            found = tuple((self._x(place), self._y_mood(value)) for place, value in run)
            yield Path(found, "mood", 1.2)
            yield from (Dot(x, y, size, "mood") for x, y in found)

    def _scores(self) -> Iterator[Shape]:
        """The scores of a questionnaire under the mood, each on its day."""
        if not self._figure.scores:
            return
        text, y = self._layout.text, self._mood_foot + self._layout.text * 1.35
        yield Label(self._left - 4, y, self._figure.form, text * 0.8, "end", "text", bold=True)
        free = self._left
        for day, score in self._figure.scores:
            x = self._x(self._of_day(day))
            if x >= free:
                yield Label(min(x, self._right - text / 2), y, score, text, "middle", "text", bold=True)
                free = x + text * 1.8

    def _days(self) -> Iterator[Shape]:
        text, y = self._layout.text, self._foot + self._layout.text * 1.25
        ticks = self._chart.ticks()
        for n, (place, label) in enumerate(ticks):
            anchor = "start" if n == 0 else "end" if n == len(ticks) - 1 else "middle"
            x = {"start": self._left, "end": self._right, "middle": self._x(place)}[anchor]
            yield Label(x, y, label, text, anchor)
