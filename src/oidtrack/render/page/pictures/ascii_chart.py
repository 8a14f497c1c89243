"""A frame of a chart where only ASCII can be shown, or plotext cannot be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import plain

_CUT = ":"
_LABEL = 6

Values = tuple[Fraction | None, ...]


class Layer(Struct, frozen=True):
    """Values that are marked with one sign; a wide one fills the columns up to the next point."""

    values: Values
    sign: str
    wide: bool = False


def framed(layers: Sequence[Layer], top: Fraction, cuts: tuple[int, ...], size: tuple[int, int, int]) -> list[str]:
    """Rows with their labels at the foot, in the middle and at the top.

    Args:
        layers: What is marked, the last on top.
        top: The upper end of the axis.
        cuts: Places of cuts, in points from the first.
        size: How many points, columns and rows; the rows are an odd number.
    """
    days, wide, rows = size
    grid = _grid(rows, cuts, days, wide)
    for layer in layers:
        _put(grid, layer, top)
    last = rows - 1
    labels = (plain(top * (last - n) / last) if n % (last / 2) == 0 else "" for n in range(rows))
    return [f"{label:>{_LABEL}} |{''.join(row)}|" for label, row in zip(labels, grid, strict=True)]


def edge(wide: int) -> str:
    """The lower edge of a frame of so many columns."""
    return f"{'':{_LABEL}} +{'-' * wide}+"


def _grid(rows: int, cuts: tuple[int, ...], days: int, wide: int) -> list[list[str]]:
    grid = [[" "] * wide for _ in range(rows)]
    for place in cuts:
        for row in grid:
            row[_column(place, days, wide)] = _CUT
    return grid


def _put(grid: list[list[str]], layer: Layer, top: Fraction) -> None:
    """Mark the mean of what shares a column. A gap marks none."""
    values = layer.values
    shared: dict[int, list[Fraction]] = {}
    across = len(grid[0])
    for place, value in enumerate(values):
        if value is not None:
            first = _column(place, len(values), across)
            after = max(_column(place + 1, len(values), across), first + 1) if layer.wide else first + 1
            for column in range(first, min(after, across)):
                shared.setdefault(column, []).append(value)
    last = len(grid) - 1
    for column, found in shared.items():
        height = round(sum(found, Fraction(0)) / len(found) / top * last)
        grid[last - height][column] = layer.sign


def _column(place: int, days: int, wide: int) -> int:
    return place * (wide - 1) // (days - 1)


def under(ticks: Sequence[tuple[int, str]], days: int, wide: int) -> str:
    """Each label begins under its day; the last one ends there. One that would touch the label before is left out."""
    line, margin = "", _LABEL + 2
    for place, label in ticks:
        at = margin + _column(place, days, wide)
        at = min(at, margin + wide - len(label))
        if at > len(line) or not line:
            line = line.ljust(at) + label
    return line
