"""What the report says of how the person was, by step of the plan or by four weeks."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

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


class Stretch(Struct, frozen=True):
    """Days that are looked at together.

    Attributes:
        name: In words.
        first: First day.
        last: Last day, included.
        days_logged: Days with an entry of any kind.
        spreads: For each of `SHOWN`.
    """

    name: str
    first: date
    last: date
    days_logged: int
    spreads: tuple[tuple[str, Spread], ...]


def stretches(report: Report) -> tuple[Stretch, ...]:
    """The steps of the plan; without one every four weeks, counted back from the last day."""
    if report.steps:
        return tuple(
            Stretch(step_name(step), step.first, step.last, step.days_logged, step.spreads) for step in report.steps
        )
    found, until = [], report.over
    while until > report.period.first:
        since = max(until - _FOUR_WEEKS, report.period.first)
        found.append(_of_days(report, since, until))
        until = since
    return tuple(reversed(found))


def _of_days(report: Report, since: date, until: date) -> Stretch:
    last = until - timedelta(days=1)
    spreads = tuple((name, spread(report.measure(name).between(since, until))) for name in SHOWN)
    logged = sum(1 for day in report.logged if since <= day < until)
    return Stretch(f"{short_day(since)} to {short_day(last)}", since, last, logged, spreads)


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
    period, found = report.period, stretches(report)
    rows = [
        _row(one.name, whole_days(report, one.first, one.last), one.spreads, tops)
        for one in found
        if report.steps or len(found) > 1
    ]
    rows.append(_row("all days", whole_days(report, period.first, period.last), overall, tops))
    table = Table(
        "By step of the plan, or by four weeks",
        ("", "logged", *HEADS.values()),
        tuple(rows),
        most=_STEP_ROWS,
    )
    return Section("steps", title, (Words(_SCALES, Tone.NOTE), table))


def _top(measure: str, report: Report) -> Fraction:
    """The end of a measure's scale: 10 for ratings, else a round number above all of it."""
    if measure in {"mood", "pain"}:
        return Fraction(MOOD_TOP)
    return round_top(max((value for _, value in report.measure(measure).known()), default=Fraction(1)))


def _row(
    name: str, logged: tuple[int, int], spreads: tuple[tuple[str, Spread], ...], tops: dict[str, Fraction]
) -> tuple[Cell, ...]:
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
