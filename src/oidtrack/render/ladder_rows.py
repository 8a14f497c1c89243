"""The ladders of several plans, one row each on one time axis: the height is the daily dose."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from oidtrack.render.layout import day_words
from oidtrack.taper.plan import Plan
from oidtrack.taper.progress import daily_on

BLOCKS = "▁▂▃▄▅▆▇█"
LABEL, COLUMNS = 27, 50
"""Signs before the row, and of the row; together they stay within 80."""


def ladder_rows(rows: tuple[tuple[str, Plan], ...]) -> list[str]:
    """A row for each plan under its label, and the axis below. Blank is nothing taken any more.

    Args:
        rows: Label and plan, at least one; of one medicine.
    """
    start = min(plan.start for _, plan in rows)
    end = max(plan.stops_on or plan.steps[-1].first for _, plan in rows) + timedelta(days=28)
    top = max(plan.current_daily for _, plan in rows)
    days = [start + timedelta(days=(end - start).days * n // COLUMNS) for n in range(COLUMNS)]
    lines = [f"{label:<{LABEL}}{''.join(_block(plan, day, top) for day in days)}".rstrip() for label, plan in rows]
    first, last = day_words(start)[4:], day_words(end)[4:]
    return [*lines, f"{'':<{LABEL}}{first}{last:>{COLUMNS - len(first)}}"]


def _block(plan: Plan, day: date, top: Fraction) -> str:
    """One of eight heights, the lowest for any dose at all."""
    height = daily_on(plan, day) / top * len(BLOCKS)
    whole = -(-height.numerator // height.denominator)
    return BLOCKS[whole - 1] if whole else " "
