"""A picture as shapes, so that SVG and PDF draw the same one. The origin is the upper left corner."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from oidtrack.render.page.parts import Box


class Line(Struct, frozen=True):
    """A straight line; `dash` for a broken one. `ink` is a name of the palette."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str
    width: float = 1.0
    dash: bool = False


class Path(Struct, frozen=True):
    """Straight lines from point to point."""

    points: tuple[tuple[float, float], ...]
    ink: str
    width: float = 1.0


class Rect(Struct, frozen=True):
    """A filled area."""

    x: float
    y: float
    width: float
    height: float
    ink: str


class Hatch(Struct, frozen=True):
    """Lines across an area, so that it differs from others in grey too; slanting, or upright."""

    x: float
    y: float
    width: float
    height: float
    ink: str
    upright: bool = False
    apart: float = 4.0

    def lines(self) -> Iterator[tuple[float, float, float, float]]:
        """Each line as its two ends, within the area; the same grid runs on through neighbouring areas."""
        right, foot = self.x + self.width, self.y + self.height
        if self.upright:
            at = (self.x // self.apart + 1) * self.apart
            while at < right:
                yield at, self.y, at, foot
                at += self.apart
            return
        total = ((self.x + self.y) // self.apart + 1) * self.apart
        while total < right + foot:
            x1, x2 = max(self.x, total - foot), min(right, total - self.y)
            yield x1, total - x1, x2, total - x2
            total += self.apart


class Dot(Struct, frozen=True):
    """A filled circle."""

    x: float
    y: float
    r: float
    ink: str


class Label(Struct, frozen=True):
    """One line of text on its base line; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    ink: str = "soft"
    bold: bool = False


Shape = Line | Path | Rect | Hatch | Dot | Label


class Picture(Struct, frozen=True):
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
