"""The chart of mood and dose where only ASCII can be shown, or plotext cannot be loaded."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.dose import plain

COLUMNS = 66
ROWS = 11
MOOD_TOP = 10
_MOOD, _DOSE, _CUT = "o", ".", ":"

Values = tuple[Fraction | None, ...]


def ascii_chart(
    mood: Values, dose: Values, top: Fraction, cuts: tuple[int, ...], ticks: tuple[tuple[int, str], ...]
) -> str:
    """The chart, at most 80 columns.

    Args:
        mood: 0 to 10 for each point, at least two; None is a gap.
        dose: For the same points, 0 to `top`.
        top: Upper end of the dose axis, above 0.
        cuts: Places of cuts, in points from the first.
        ticks: Places and labels under the axis.
    """
    days = len(mood)
    grid = [[" "] * COLUMNS for _ in range(ROWS)]
    for place in cuts:
        for row in grid:
            row[_column(place, days)] = _CUT
    _put(grid, dose, top, _DOSE, wide=True)
    _put(grid, mood, Fraction(MOOD_TOP), _MOOD)
    lines = [f"{_left(n):>3} |{''.join(row)}| {_right(n, top)}".rstrip() for n, row in enumerate(grid)]
    return "\n".join([*lines, f"    +{'-' * COLUMNS}+", _labels(ticks, days)])


def _put(grid: list[list[str]], values: Values, top: Fraction, sign: str, *, wide: bool = False) -> None:
    """Mark the mean of what shares a column; `wide` fills the columns up to the next point. A gap marks none."""
    shared: dict[int, list[Fraction]] = {}
    for place, value in enumerate(values):
        if value is not None:
            first = _column(place, len(values))
            after = max(_column(place + 1, len(values)), first + 1) if wide else first + 1
            for column in range(first, min(after, COLUMNS)):
                shared.setdefault(column, []).append(value)
    for column, found in shared.items():
        height = round(sum(found, Fraction(0)) / len(found) / top * (ROWS - 1))
        grid[ROWS - 1 - height][column] = sign


def _column(place: int, days: int) -> int:
    return place * (COLUMNS - 1) // (days - 1)


def _left(row: int) -> str:
    value = ROWS - 1 - row
    return "" if value % 2 else str(value)


def _right(row: int, top: Fraction) -> str:
    """Labels at the foot, in the middle and at the top."""
    half = (ROWS - 1) // 2
    return plain(top * (ROWS - 1 - row) / (ROWS - 1)) if row % half == 0 else ""


def _labels(ticks: tuple[tuple[int, str], ...], days: int) -> str:
    """Each label begins under its day; the last one ends there. One that would touch the label before is left out."""
    line = ""
    for place, label in ticks:
        at = 5 + _column(place, days)
        at = min(at, 5 + COLUMNS - len(label))
        if at > len(line) or not line:
            line = line.ljust(at) + label
    return line
