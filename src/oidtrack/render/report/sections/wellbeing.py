"""What the report says of how the person was, by step of the plan or by four weeks."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.journal import short_day
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import SHOWN, StepView
from oidtrack.render.page.parts import Box, Cell, Table, Tone, Words
from oidtrack.render.page.pictures.charts import MOOD_TOP, round_top
from oidtrack.render.report.parts import Section
from oidtrack.render.report.sections.glance import whole_days
from oidtrack.render.report.words import one, spread_cell
from oidtrack.services.report.reporting import Report

HEADS = {"mood": "mood", "pain": "pain", "sleep": "sleep h", "withdrawal": "withdrawal"}
_STEP_ROWS = 7
_FOUR_WEEKS = timedelta(days=28)
_SCALES = (
    "Median with the number of days in brackets, and the quartiles. Mood 0-10, 10 is best."
    " Pain 0-10, 10 is worst. Withdrawal is the sum of the symptoms rated 0-4. Days without an answer are left out."
)


Spreads = tuple[tuple[str, Spread], ...]
_Stretch = tuple[str, date, date, Spreads]
"""Days that are looked at together: their name, the first and the last of them, and what was written down."""


def _stretches(report: Report) -> list[_Stretch]:
    """The steps of the plan; without one every four weeks, counted back from the last day, where that makes several."""
    if report.steps:
        return [(step_name(step), step.first, step.last, step.spreads) for step in report.steps]
    found: list[_Stretch] = []
    until = report.over
    while until > report.period.first:
        since, last = max(until - _FOUR_WEEKS, report.period.first), until - timedelta(days=1)
        spreads = tuple((name, spread(report.measure(name).between(since, until))) for name in SHOWN)
        found.append((f"{short_day(since)} to {short_day(last)}", since, last, spreads))
        until = since
    return found[::-1] if len(found) > 1 else []


def box_of(found: Spread, top: Fraction) -> Box | None:
    """A spread as a picture; None where nothing is known."""
    if found.q1 is None or found.median is None or found.q3 is None:
        return None
    return Box(found.q1, found.median, found.q3, top)


def steps_section(report: Report) -> Section:
    """Medians and quartiles by step and over all days."""
    overall = tuple((name, report.settled(name)) for name in SHOWN)
    title = "Mood, pain, sleep and withdrawal"
    if not any(found.n for _, found in overall):
        return Section("steps", title, (Words("Nothing was written down of these in this time."),))
    tops = {name: _top(name, report) for name in SHOWN}
    period = report.period
    rows = tuple(
        _row(name, whole_days(report, first, last), spreads, tops)
        for name, first, last, spreads in (*_stretches(report), ("all days", period.first, period.last, overall))
    )
    head = ("", "logged", *HEADS.values())
    table = Table("By step of the plan, or by four weeks", head, rows, most=_STEP_ROWS)
    return Section("steps", title, (Words(_SCALES, Tone.NOTE), table))


def _top(measure: str, report: Report) -> Fraction:
    """The end of a measure's scale: 10 for ratings, else a round number above all of it."""
    if measure in {"mood", "pain"}:
        return Fraction(MOOD_TOP)
    return round_top(max((value for _, value in report.measure(measure).known()), default=Fraction(1)))


def _row(name: str, logged: tuple[int, int], spreads: Spreads, tops: dict[str, Fraction]) -> tuple[Cell, ...]:
    told, days = logged
    return (
        Cell(name),
        Cell(f"{told}/{days}"),
        *(spread_cell(found, days, box_of(found, tops[measure])) for measure, found in spreads),
    )


def step_name(step: StepView) -> str:
    """A stretch of the plan in words."""
    if not step.daily:
        return "after the stop"
    name = f"step {step.n}" if step.n else "before"
    return f"{name}, {one(step.daily)} a day"
