"""Cost against the number of entries, drawn with the shapes of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

from oidtrack.render.page.pictures.picture import Dot, Label, Line, Path, Picture, Shape
from oidtrack.render.page.pictures.svg import svg

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 640.0, 380.0, 46.0, 470.0, 34.0, 346.0
LINES = ("a", "b", "c", "d", "e", "f", "g", "h", "i")
_STYLE = (
    "<style>.f-soft{fill:#666}.s-soft{stroke:#bbb}.f-ink{fill:#222}"
    + "".join(
        f".s-{name}{{stroke:{colour}}}.f-{name}{{fill:{colour}}}"
        for name, colour in zip(
            LINES,
            ("#1b6ca8", "#b3541e", "#4d7c2a", "#7a3e9d", "#a8842c", "#c2436b", "#2b8c86", "#555", "#d0342c"),
            strict=True,
        )
    )
    + "@media(prefers-color-scheme:dark){.f-soft{fill:#aaa}.s-soft{stroke:#555}.f-ink{fill:#eee}}</style>"
)


def figure(title: str, sizes: Sequence[int], rows: Mapping[str, Sequence[float | None]]) -> str:
    """One picture: entries to the right, 0 and then by powers of ten; the ratio upwards, by powers of ten.

    Args:
        title: What stands above it.
        sizes: How many entries, the fewest first.
        rows: By name, a ratio for each size; None where it was not measured.
    """
    known = [value for row in rows.values() for value in row if value is not None]
    low, high = log10(min(known)), log10(max(known))
    span = max(high - low, 0.3)

    def place(n: int, value: float) -> tuple[float, float]:
        x = LEFT + (RIGHT - LEFT) * n / max(len(sizes) - 1, 1)
        return x, FOOT - (FOOT - TOP) * (log10(value) - low) / span

    shapes: list[Shape] = [Label(LEFT, 18, title, 13, ink="ink", bold=True)]
    shapes += _axes(sizes, low, span)
    ends = sorted(
        (place(max(n for n, v in enumerate(row) if v is not None), [v for v in row if v is not None][-1])[1], name)
        for name, row in rows.items()
    )
    at = TOP - 20
    for (y, name), ink in zip(ends, LINES[: len(ends)], strict=True):
        points = tuple(place(n, value) for n, value in enumerate(rows[name]) if value is not None)
        shapes += [Path(points, ink, 1.8), *(Dot(x, mark, 2.6, ink) for x, mark in points)]
        at = max(at + 15, y + 4)
        shapes.append(Label(RIGHT + 12, at, f"{name} {_said(rows[name])}", 11.5, ink=ink))
    words = "; ".join(f"{name} {_said(row)}" for name, row in rows.items())
    drawn = svg(Picture(WIDTH, HEIGHT, tuple(shapes)), f"{title}: {words}", "cost")
    start, _, rest = drawn.partition(">")
    return f'{start} xmlns="http://www.w3.org/2000/svg" font-family="sans-serif">{_STYLE}{rest}\n'


def _said(row: Sequence[float | None]) -> str:
    last = [value for value in row if value is not None][-1]
    return f"{last:.1f} ×"


def _axes(sizes: Sequence[int], low: float, span: float) -> list[Shape]:
    shapes: list[Shape] = [Line(LEFT, FOOT, RIGHT, FOOT, "soft"), Line(LEFT, TOP, LEFT, FOOT, "soft")]
    for n, size in enumerate(sizes):
        x = LEFT + (RIGHT - LEFT) * n / max(len(sizes) - 1, 1)
        shapes.append(Label(x, FOOT + 18, f"{size:,}", 11, "middle"))
    for value in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        y = FOOT - (FOOT - TOP) * (log10(value) - low) / span
        if TOP <= y <= FOOT:
            shapes += [Line(LEFT, y, RIGHT, y, "soft", 0.6, dash=True), Label(LEFT - 6, y + 4, str(value), 11, "end")]
    shapes.append(Label((LEFT + RIGHT) / 2, FOOT + 32, "entries before the year of the demo", 11, "middle"))
    return shapes
