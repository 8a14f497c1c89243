"""Plans as a picture: the dose over time in steps, as wide as the place; one with its holds, or several to compare."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.journal import short_day
from oidtrack.render.page.parts import Block, Part
from oidtrack.render.page.pictures.charts import DayAxis, frames, round_top
from oidtrack.render.page.pictures.panels import Panel, headroom, plotext
from oidtrack.services.report.way import AFTER_DAYS, BEFORE_DAYS, Way
from oidtrack.taper.plan import Plan, daily_on

ROWS, ROWS_EACH = 11, 7
_LEAST_DAYS = 2
_TODAY = "v"


def plan_picture(way: Way, unit: str, *, unicode: bool = True) -> Part:
    """The picture with what its signs mean; nothing where there is too little to draw.

    Args:
        way: The dose over time.
        unit: The unit people read.
        unicode: Whether the place can show more than ASCII.
    """
    if len(way.daily) < _LEAST_DAYS or not any(way.daily):
        return ""
    axis = DayAxis(way.first, len(way.daily))
    line = "line" if unicode and plotext() is not None else "-"
    said = [f"{line} {unit} a day, {_from_to(way.first, way.last)}"]
    said += [f"{_TODAY} today"] if way.today is not None else []
    said += ["= on hold"] if way.held else []
    return Block(("; ".join(said), frames([("", _panel(way, axis))], axis, unicode=unicode)))


def _panel(way: Way, axis: DayAxis) -> Panel:
    def point(day: date) -> Fraction:
        return min(axis.point(day), Fraction(axis.last))

    return Panel(
        top=round_top(max(way.daily) * headroom(ROWS, way.today is not None)),
        rows=ROWS,
        steps=axis.points(way.daily),
        held=tuple((point(first), point(last)) for first, last in way.held),
        signs=() if way.today is None else ((point(way.today), _TODAY),),
    )


def paces_picture(rows: tuple[tuple[str, Plan], ...], *, unicode: bool = True) -> Part:
    """Plans over the same days, a frame for each, so that it is seen where each ends.

    Args:
        rows: The pace in words and the plan, at least one; of one medicine.
        unicode: Whether the place can show more than ASCII.
    """
    plans = [plan for _, plan in rows]
    first = min(plan.start for plan in plans) - timedelta(days=BEFORE_DAYS)
    last = max(plan.stops_on or plan.steps[-1].first for plan in plans) + timedelta(days=AFTER_DAYS)
    axis = DayAxis(first, (last - first).days + 1)
    daily = [(pace, tuple(_dose_on(plan, first + timedelta(days=n)) for n in range(axis.days))) for pace, plan in rows]
    top = round_top(max(value for _, values in daily for value in values if value is not None))
    named = [(pace, Panel(top, ROWS_EACH, steps=axis.points(values))) for pace, values in daily]
    return Block((f"{plans[0].unit} a day, {_from_to(first, last)}", frames(named, axis, unicode=unicode)))


def _dose_on(plan: Plan, day: date) -> Fraction | None:
    return None if plan.stops_on is not None and day >= plan.stops_on else daily_on(plan, day) / 1000


def _from_to(first: date, last: date) -> str:
    begins = short_day(first) if first.year == last.year else f"{short_day(first)} {first.year}"
    return f"from {begins} to {short_day(last)} {last.year}"
