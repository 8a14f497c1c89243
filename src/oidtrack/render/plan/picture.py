"""A plan as a picture: its dose over time in steps, holds marked, as wide as the place."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from oidtrack.domain.journal import short_day
from oidtrack.render.page.parts import Block, Drawing, Part
from oidtrack.render.page.pictures.charts import round_top, ticks_for
from oidtrack.render.page.pictures.panels import Panel, headroom, in_tones, panel_lines, plotext
from oidtrack.services.report.way import Way

ROWS = 11
_MOST_POINTS = 120
_LEAST_DAYS = 2
_TODAY = "v"
_YEAR = 366


def plan_picture(way: Way, unit: str, *, unicode: bool = True) -> Part:
    """The picture with what its signs mean; nothing where there is too little to draw.

    Args:
        way: The dose over time.
        unit: The unit people read.
        unicode: Whether the place can show more than ASCII.
    """
    if len(way.daily) < _LEAST_DAYS or not any(way.daily):
        return ""
    line = "line" if unicode and plotext() is not None else "-"
    begins = short_day(way.first) if way.first.year == way.last.year else f"{short_day(way.first)} {way.first.year}"
    said = [f"{line} {unit} a day, from {begins} to {short_day(way.last)} {way.last.year}"]
    said += [f"{_TODAY} today"] if way.today is not None else []
    said += ["= on hold"] if way.held else []
    return Block(("; ".join(said), Drawing(partial(_drawn, way, unicode=unicode), in_tones)))


def _drawn(way: Way, width: int, *, unicode: bool) -> str:
    apart = -(-len(way.daily) // _MOST_POINTS)
    values = way.daily[::apart]

    def place(day: date) -> Fraction:
        return Fraction(min(max((day - way.first).days // apart, 0), len(values) - 1))

    panel = Panel(
        top=round_top(max(values) * headroom(ROWS, way.today is not None)),
        rows=ROWS,
        steps=values,
        held=tuple((place(first), place(last)) for first, last in way.held),
        signs=() if way.today is None else ((place(way.today), _TODAY),),
    )
    most = ticks_for(width)
    places = sorted({n * (len(values) - 1) // (most - 1) for n in range(most)})
    days = ((at, way.first + timedelta(days=at * apart)) for at in places)
    ticks = [(at, f"{day:%b %Y}" if len(way.daily) > _YEAR else short_day(day)) for at, day in days]
    return "\n".join(panel_lines(panel, ticks, width, unicode=unicode))
