"""The chart of mood and dose where only ASCII can be shown, or plotext cannot be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oidtrack.domain.dose import plain

WIDTH = 80
ROWS = 11
DOSE_ROWS = 7
MOOD_TOP = 10
_MOOD, _PLANNED, _TAKEN, _CUT = "o", "-", "*", ":"
_LABEL = 6
_BESIDE = 14
"""Columns that are not days: labels, the frame, and what the last label may stand over."""

Values = tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class DoseRows:
    """Doses for the points of a chart, 0 to `top`; `planned` is empty where no plan is known, None is a gap."""

    planned: Values
    taken: Values
    top: Fraction


def ascii_chart(
    mood: Values,
    dose: DoseRows,
    cuts: tuple[int, ...],
    ticks: tuple[tuple[int, str], ...],
    width: int = WIDTH,
) -> str:
    """The chart: mood above, the dose below where one is known.

    Args:
        mood: 0 to 10 for each point, at least two; None is a gap.
        dose: Doses for the same points, and the upper end of their axis.
        cuts: Places of cuts, in points from the first.
        ticks: Places and labels under the axis.
        width: The most columns, 40 or more.
    """
    days, wide = len(mood), width - _BESIDE
    edge = f"{'':{_LABEL}} +{'-' * wide}+"
    above = _grid(ROWS, cuts, days, wide)
    _put(above, mood, Fraction(MOOD_TOP), _MOOD)
    lines = [*_framed(above, Fraction(MOOD_TOP)), edge]
    if any(value is not None for value in (*dose.planned, *dose.taken)):
        below = _grid(DOSE_ROWS, cuts, days, wide)
        _put(below, dose.planned, dose.top, _PLANNED, wide=True)
        _put(below, dose.taken, dose.top, _TAKEN)
        lines += [*_framed(below, dose.top), edge]
    return "\n".join([*lines, _labels(ticks, days, wide)])


def _grid(rows: int, cuts: tuple[int, ...], days: int, wide: int) -> list[list[str]]:
    grid = [[" "] * wide for _ in range(rows)]
    for place in cuts:
        for row in grid:
            row[_column(place, days, wide)] = _CUT
    return grid


def _framed(grid: list[list[str]], top: Fraction) -> list[str]:
    """Rows with their labels at the foot, in the middle and at the top."""
    last = len(grid) - 1
    labels = (plain(top * (last - n) / last) if n % (last / 2) == 0 else "" for n in range(len(grid)))
    return [f"{label:>{_LABEL}} |{''.join(row)}|" for label, row in zip(labels, grid, strict=True)]


def _put(grid: list[list[str]], values: Values, top: Fraction, sign: str, *, wide: bool = False) -> None:
    """Mark the mean of what shares a column; `wide` fills the columns up to the next point. A gap marks none."""
    shared: dict[int, list[Fraction]] = {}
    across = len(grid[0])
    for place, value in enumerate(values):
        if value is not None:
            first = _column(place, len(values), across)
            after = max(_column(place + 1, len(values), across), first + 1) if wide else first + 1
            for column in range(first, min(after, across)):
                shared.setdefault(column, []).append(value)
    last = len(grid) - 1
    for column, found in shared.items():
        height = round(sum(found, Fraction(0)) / len(found) / top * last)
        grid[last - height][column] = sign


def _column(place: int, days: int, wide: int) -> int:
    return place * (wide - 1) // (days - 1)


def _labels(ticks: tuple[tuple[int, str], ...], days: int, wide: int) -> str:
    """Each label begins under its day; the last one ends there. One that would touch the label before is left out."""
    line, margin = "", _LABEL + 2
    for place, label in ticks:
        at = margin + _column(place, days, wide)
        at = min(at, margin + wide - len(label))
        if at > len(line) or not line:
            line = line.ljust(at) + label
    return line
