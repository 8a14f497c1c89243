"""The upper part of the large picture: the dose as planned and as taken, holds, and days apart from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from oidtrack.domain.dose import plain
from oidtrack.render.page.pictures.panels import runs
from oidtrack.render.page.pictures.picture import Hatch, Label, Line, Path, Rect, Shape
from oidtrack.render.report.formats.scale import SIGN, Band, Layout, Scale, mark
from oidtrack.render.report.parts import Figure, Layer

_HALF = Fraction(1, 2)
_BAR = 0.62
"""How much of a day's room its bar takes."""
_APART = {"extra": "extra dose", "missed": "no word on a dose", "skipped": "dose left out"}


def key(figure: Figure) -> list[tuple[str, str]]:
    """What stands for what, as kinds of signs and words; only what is drawn."""
    words = [(f"layer {n}", layer.name) for n, layer in enumerate(figure.layers)] or [("taken", "taken")]
    found = [("planned", "planned"), *words] if figure.chart.planned else words
    found += [("held", "on hold")] if figure.held else []
    seen = {kind for _, kind in figure.apart}
    found += [(kind, name) for kind, name in _APART.items() if kind in seen]
    return found


def key_lines(figure: Figure, layout: Layout) -> list[list[tuple[float, str, str]]]:
    """The key in as many lines as it needs: where each sign stands, its kind, its words."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    at = layout.left
    for kind, words in key(figure):
        wide = layout.text * (len(words) * SIGN + 2.8)
        if at + wide > layout.width and lines[-1]:
            lines.append([])
            at = layout.left
        lines[-1].append((at, kind, words))
        at += wide
    return lines


def key_shapes(figure: Figure, layout: Layout, top: float) -> Iterator[Shape]:
    """The lines of the key, the first one `top` below the edge."""
    text = layout.text
    for n, line in enumerate(key_lines(figure, layout)):
        y = top + text * 1.3 * n
        for x, kind, words in line:
            yield from _sign(kind, x, y, text)
            yield Label(x + text * 1.6, y + text * 0.85, words, text, ink="text")


def _sign(kind: str, x: float, y: float, text: float) -> Iterator[Shape]:
    wide = text * 1.3
    if kind == "planned":
        yield Line(x, y + text * 0.5, x + wide, y + text * 0.5, "planned", 1.8)
    elif kind in _APART:
        yield from mark(kind, x + wide / 2, y + text * 0.5, text * 0.6)
    elif kind == "held":
        yield Rect(x, y, wide, text * 0.9, "held")
    elif kind == "taken":
        yield Rect(x, y, wide, text * 0.9, "taken")
    else:
        yield from _filled(int(kind.split()[1]), x, y, wide, text * 0.9)


def _filled(n: int, x: float, y: float, wide: float, tall: float) -> Iterator[Shape]:
    """The pattern of the nth of several opioids, told apart in grey too."""
    if n == 0:
        yield Rect(x, y, wide, tall, "taken")
        return
    yield Rect(x, y, wide, tall, "paper" if n < 3 else "rule")  # noqa: PLR2004 - the fourth and last pattern
    if n < 3:  # noqa: PLR2004 - the same
        yield Hatch(x, y, wide, tall, "planned", upright=n > 1)
    edge = ((x, y + tall), (x, y), (x + wide, y), (x + wide, y + tall))
    yield Path(edge, "planned", 0.6)


def dose_shapes(scale: Scale, band: Band, lane: float) -> Iterator[Shape]:
    """Everything of the dose, the back first; marks lie in a lane of their own `lane` above the axis."""
    figure, top = scale.figure, band.most
    yield from scale.rules(band, *((value, plain(value, 1)) for value in (Fraction(0), top / 2, top)))
    if figure.layers:
        yield from _stacked(scale, band)
    else:
        yield from scale.bars(band, scale.chart.dose, _BAR, 1.2, "taken")
    for run in runs(scale.chart.axis.points(scale.chart.planned)):
        yield Path(tuple(_steps(scale, band, run)), "planned", 1.8)
    for value, name in figure.lines:
        y = band.y(value)
        yield Line(scale.left, y, scale.right, y, "alarm", 1.1, dash=True)
        yield Label(scale.right + 3, y + scale.text * 0.35, name, scale.text, ink="alarm")
    for day, kind in figure.apart:
        yield from mark(kind, scale.of_day(day), lane, scale.text * 0.5)


def _steps(scale: Scale, band: Band, run: Iterable[tuple[Fraction, Fraction]]) -> Iterator[tuple[float, float]]:
    for place, value in run:
        yield scale.x(place - _HALF), band.y(value)
        yield scale.x(place + _HALF), band.y(value)


def _stacked(scale: Scale, band: Band) -> Iterator[Shape]:
    """Each opioid upon the larger ones; days that are alike are one area."""
    points = list(zip(*(_points(scale, layer) for layer in scale.figure.layers), strict=True))
    for values, group in groupby(enumerate(points), key=lambda pair: pair[1]):
        places = [place for place, _ in group]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            continue
        x, end, below = scale.x(places[0] - _HALF), scale.x(places[-1] + _HALF), Fraction(0)
        for n, value in enumerate(known):
            if value:
                y, foot = band.y(below + value), band.y(below)
                yield from _filled(n, x, y, end - x, foot - y)
            below += value


def _points(scale: Scale, layer: Layer) -> Iterator[Fraction | None]:
    """Days, or the mean of each week's days: parts of a whole can be added up only as means."""
    size = scale.chart.axis.days_a_point
    for n in range(0, len(layer.values), size):
        known = [value for value in layer.values[n : n + size] if value is not None]
        yield sum(known, Fraction(0)) / len(known) if known else None
