"""The large picture as shapes: dose above, then mood, a questionnaire and thin rows, on the same days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.render.page.pictures.charts import MOOD_TOP, TICKS, TICKS_NARROW
from oidtrack.render.page.pictures.panels import runs
from oidtrack.render.page.pictures.picture import Dot, Hatch, Label, Line, Path, Picture, Rect, Shape
from oidtrack.render.report.formats.dose_picture import dose_shapes, key_lines, key_shapes
from oidtrack.render.report.formats.scale import SIGN, Band, Layout, Scale
from oidtrack.render.report.parts import Figure, Scores, Strip
from oidtrack.render.report.words import TOO_FEW

_FEW_POINTS = 60
_TOO_FEW = f"{TOO_FEW} days to tell"


def mood_picture(figure: Figure, layout: Layout) -> Picture:
    """The picture of a figure that is not empty."""
    drawing = _Drawing(figure, layout)
    return Picture(layout.width, drawing.height, tuple(drawing.shapes()))


def picture_height(figure: Figure, layout: Layout) -> float:
    """How high the picture is, without drawing it."""
    return _Drawing(figure, layout).height


class _Drawing(Scale):
    """Which part lies where, from above to below, and what is drawn there."""

    def __init__(self, figure: Figure, layout: Layout) -> None:
        super().__init__(figure, layout)
        self._at = 0.0
        text = self.text
        self._dose = None
        if figure.chart.has_dose:
            self._at += text * (1.5 + 1.3 * len(key_lines(figure, layout)) + (1.2 if figure.chart.cuts else 0.2))
            self._lane = self._at + text * 0.35
            self._at += text * 0.9 if figure.apart else 0
            self._dose = self._band(layout.dose, figure.top)
        self._mood = self._band(layout.mood, Fraction(MOOD_TOP), text * 2)
        self._form = None
        if figure.scores is not None:
            self._form = self._band(layout.form, figure.scores.top, text * (0.9 if layout.beside else 1.9))
        above = text * (0.5 if layout.beside else 1.7)
        self._strips = [(strip, self._band(layout.strip, strip.top, above)) for strip in figure.strips]
        self.height = self._at + text * 1.6

    def _band(self, tall: float, most: Fraction, above: float = 0.0) -> Band:
        self._at += above + tall
        return Band(self._at - tall, self._at, most)

    def shapes(self) -> Iterator[Shape]:
        """Everything, the back first."""
        yield from self._holds()
        if self._dose is not None:
            yield from self._named_dose(self._dose)
        yield from self._mood_shapes()
        if self._form is not None and self.figure.scores is not None:
            yield from self._form_shapes(self._form, self.figure.scores)
        for strip, band in self._strips:
            yield from self._strip_shapes(strip, band)
        yield from self._days()

    def _holds(self) -> Iterator[Shape]:
        """Behind dose and mood, in which a hold can be seen to help or not."""
        for first, last in self.figure.held:
            x = self.begin(first)
            wide = max(self.begin(last) - x, self.x(1) - self.x(0))
            wide = min(wide + self.x(1) - self.x(0), self.right - x)
            for band in (self._dose, self._mood):
                if band is not None:
                    yield Rect(x, band.top, wide, band.foot - band.top, "held")

    def _named_dose(self, band: Band) -> Iterator[Shape]:
        figure, text = self.figure, self.text
        title = f"{figure.medicine[:1].upper()}{figure.medicine[1:]}, {figure.unit} a day"
        yield Label(self.left, text, title, text, ink="text", bold=True)
        yield from key_shapes(figure, self.layout, text * 1.5)
        yield from self.cuts(band.top - text * 0.2, band.foot)
        yield from self._cut_names(band.top - text * (1.2 if figure.apart else 0.35))
        yield from dose_shapes(self, band, self._lane)

    def _cut_names(self, y: float) -> Iterator[Shape]:
        """The new dose at each cut where there is room for it."""
        chart, text = self.chart, self.text
        free = self.left
        for day in chart.cuts:
            planned = chart.planned[(day - chart.mood.first).days] if chart.planned else None
            words = "cut" if planned is None else f"cut to {plain(planned, 1)}"
            half = len(words) * SIGN * text / 2
            middle = min(max(self.begin(day), self.left + half), self.right - half)
            if middle - half >= free:
                yield Label(middle, y, words, text, "middle", "text")
                free = middle + half + text * 0.5

    def _mood_shapes(self) -> Iterator[Shape]:
        figure, text, band = self.figure, self.text, self._mood
        usual = "" if figure.usual is None else "; shaded in blue: where it usually lies"
        named = f"Mood 0–10, 10 is best{usual if self.layout.beside else ''}"
        yield Label(self.left, band.top - text * 0.6, named, text, ink="text", bold=True)
        if figure.usual is not None:
            top, foot = band.y(figure.usual[1]), band.y(figure.usual[0])
            yield Rect(self.left, top, self.right - self.left, max(foot - top, 1.5), "band")
        yield from self.rules(band, *((Fraction(n), str(n)) for n in (0, MOOD_TOP // 2, MOOD_TOP)))
        yield from self._few(band, few=figure.few)
        yield from self.cuts(band.top, band.foot)
        points = figure.chart.axis.points(figure.chart.mood.values)
        size = 1.9 if len(points) <= _FEW_POINTS else 1.3
        for run in runs(points):
            found = tuple((self.x(place), band.y(value)) for place, value in run)
            yield Path(found, "mood", 1.4)
            yield from (Dot(x, y, size, "mood") for x, y in found)
        yield from self._too_few(band, few=figure.few)

    def _few(self, band: Band, *, few: bool) -> Iterator[Shape]:
        if few:
            yield Hatch(self.left, band.top, self.right - self.left, band.foot - band.top, "rule", apart=9)

    def _too_few(self, band: Band, *, few: bool) -> Iterator[Shape]:
        """The words over the lines, on a ground of their own."""
        if few:
            text, middle = self.text, (band.top + band.foot) / 2
            wide = len(_TOO_FEW) * SIGN * text + text
            x = (self.left + self.right) / 2
            yield Rect(x - wide / 2, middle - text * 0.65, wide, text * 1.3, "paper")
            yield Label(x, middle + text * 0.35, _TOO_FEW, text, "middle", "text", bold=True)

    def _name(self, name: str, band: Band) -> Iterator[Shape]:
        """Of a row: at its left, or above it where there is no room."""
        text = self.text
        if self.layout.beside:
            yield Label(0, (band.top + band.foot) / 2 + text * 0.35, name, text, ink="text", bold=True)
        else:
            yield Label(self.left, band.top - text * 0.45, name, text, ink="text", bold=True)

    def _form_shapes(self, band: Band, scores: Scores) -> Iterator[Shape]:
        """A score is a dot on its day with its number beside it."""
        text = self.text
        yield from self._name(scores.form, band)
        yield Line(self.left, band.foot, self.right, band.foot, "rule", 0.7)
        y = band.y(scores.line)
        yield Line(self.left, y, self.right, y, "cut", 1, dash=True)
        yield Label(self.left - 4, y + text * 0.35, plain(scores.line), text, "end")
        places = [(self.of_day(day), band.y(score), plain(score, 1)) for day, score in scores.points]
        yield Path(tuple((x, y) for x, y, _ in places), "mood", 1)
        free = self.left
        for x, y, words in places:
            yield Dot(x, y, 3, "mood")
            end = x + text * 1.8 > self.right
            if x >= free:
                at = x - text * 0.5 if end else x + text * 0.5
                above = y - text * 0.3 if y - text > band.top else y + text * 1.1
                yield Label(at, above, words, text, "end" if end else "start", "text", bold=True)
                free = x + text * 2.2

    def _strip_shapes(self, strip: Strip, band: Band) -> Iterator[Shape]:
        yield from self._name(strip.name, band)
        yield Line(self.left, band.foot, self.right, band.foot, "rule", 0.7)
        yield from self._few(band, few=strip.few)
        yield from self.bars(band, strip.values, 0.8, 1, "cut")
        yield from self._too_few(band, few=strip.few)

    def _days(self) -> Iterator[Shape]:
        text, y = self.text, self.height - self.text * 0.35
        ticks = self.figure.chart.axis.ticks(TICKS if self.layout.beside else TICKS_NARROW)
        for n, (place, label) in enumerate(ticks):
            anchor = "start" if n == 0 else "end" if n == len(ticks) - 1 else "middle"
            x = {"start": self.left, "end": self.right, "middle": self.x(place)}[anchor]
            yield Label(x, y, label, text, anchor)
