"""A small scale with the middle half of some values and their median, for a cell of a table."""

from __future__ import annotations

from oidtrack.render.parts import Box
from oidtrack.render.picture import Line, Picture, Rect

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
