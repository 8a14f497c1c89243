"""A picture as shapes, so that SVG and PDF draw the same one. The origin is the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from oidtrack.render.page.parts import Box


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` for a broken one. `ink` is a name of the palette."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str
    width: float = 1.0
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point."""

    points: tuple[tuple[float, float], ...]
    ink: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled area."""

    x: float
    y: float
    width: float
    height: float
    ink: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    r: float
    ink: str


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on its base line; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    ink: str = "soft"
    bold: bool = False


Shape = Line | Path | Rect | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on an area of a width and a height, the first ones at the back."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


WIDTH, HEIGHT = 100.0, 7.0
_MIDDLE = HEIGHT / 2


def box_picture(box: Box) -> Picture:
    """The scale from 0 to its top, the box, and a stroke at the median."""
    q1, median, q3 = (float(value / box.top) * (WIDTH - 2) + 1 for value in (box.q1, box.median, box.q3))
    return Picture(
        WIDTH,
        HEIGHT,
        (
            Line(0, _MIDDLE, WIDTH, _MIDDLE, "rule", 0.8),
            Rect(q1, 1.2, max(q3 - q1, 1), HEIGHT - 2.4, "band"),
            Line(median, 0, median, HEIGHT, "mood", 1.8),
        ),
    )
