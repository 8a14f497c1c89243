"""What the report says of how the person was: the picture, and the numbers by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.dose import counted
from oidtrack.domain.journal import short_day
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import SHOWN, StepView
from oidtrack.render.page.charts import MOOD_TOP, Chart, round_top
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Box, Cell, Table, Tone, Words
from oidtrack.render.report.glance import whole_days
from oidtrack.render.report.parts import Figure, Section
from oidtrack.render.report.questionnaires import short_title
from oidtrack.render.report.words import NAME, NONE, TOO_FEW, is_few, joined, median_words, one
from oidtrack.services.doses.ladder import DayDose
from oidtrack.services.report.reporting import Report

HEADS = {"mood": "mood", "pain": "pain", "sleep": "sleep h", "withdrawal": "withdrawal"}
_STEP_ROWS = 7
_FEW_CUTS = 6
_FOUR_WEEKS = timedelta(days=28)
_EDGE_DAYS = 14
"""Days at both ends of the period whose medians the words for the picture compare. ENGINEERING."""
_DRAWN_FORM = "phq9"
_SCALES = (
    "Median with the number of days in brackets, and the quartiles. Mood 0-10, 10 is best."
    " Pain 0-10, 10 is worst. Withdrawal is the sum of the symptoms rated 0-4. Days without an answer are left out."
)


def picture_section(report: Report) -> Section:
    """Mood, and the dose planned and taken under it."""
    chosen = charted(report)
    medicine, unit = (shortened(chosen[0].medicine, NAME), chosen[0].unit) if chosen else ("dose", "mg")
    days = report.period.each()
    taken, planned = ({row.day: value(row) for row in chosen} for value in (_taken, _planned))
    chart = Chart(
        mood=report.measure("mood"),
        dose=tuple(taken.get(day) for day in days),
        cuts=report.cuts,
        planned=tuple(planned.get(day) for day in days),
    )
    title = "Mood and dose"
    if chart.is_empty:
        return Section("picture", title, (Words("Too little is written down to draw."),))
    scored = [view for view in report.assessments if view.instrument == _DRAWN_FORM]
    figure = Figure(
        chart=chart,
        medicine=medicine,
        unit=unit,
        alt=_in_words(report, chart, medicine, unit),
        bands=tuple(band for stretch in stretches(report) if (band := _band(stretch)) is not None),
        scores=tuple((view.day, one(view.score)) for view in scored),
        form=short_title(scored[0]) if scored else "",
        caption=_caption(
            chart, short_title(scored[0]) if scored else "", stretch="step" if report.steps else "four weeks"
        ),
    )
    return Section("picture", title, (figure,))


def _caption(chart: Chart, form: str, *, stretch: str) -> str:
    """What the signs of the drawn picture mean."""
    point = "a day" if chart.days_a_point == 1 else "the median of a week"
    words = [f"A dot is {point}, a gap no answer.", f"Shaded: the middle half of each {stretch} and its median."]
    if form:
        words.append(f"Numbers: {form}.")
    if chart.cuts:
        words.append("Broken lines: cuts.")
    return " ".join(words)


def _taken(row: DayDose) -> Fraction | None:
    return row.taken


def _planned(row: DayDose) -> Fraction | None:
    return row.planned


def charted(report: Report) -> tuple[DayDose, ...]:
    """The days of the one opioid that is drawn: that of the plan, else the first."""
    names = [row.medicine for row in report.doses]
    planned = report.plan.medicine if report.plan is not None else ""
    chosen = planned if planned in names else next(iter(names), "")
    units = [row.unit for row in report.doses if row.medicine == chosen]
    return tuple(row for row in report.doses if row.medicine == chosen and row.unit == units[0])


@dataclass(frozen=True, slots=True)
class Stretch:
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


def _band(stretch: Stretch) -> tuple[date, date, Box] | None:
    mood = dict(stretch.spreads)["mood"]
    box = None if is_few(mood, _days(stretch)) else box_of(mood, Fraction(MOOD_TOP))
    return None if box is None else (stretch.first, stretch.last, box)


def _days(stretch: Stretch) -> int:
    return (stretch.last - stretch.first).days + 1


def box_of(found: Spread, top: Fraction) -> Box | None:
    """A spread as a picture; None where nothing is known."""
    if found.q1 is None or found.median is None or found.q3 is None:
        return None
    return Box(found.q1, found.median, found.q3, top)


def _in_words(report: Report, chart: Chart, medicine: str, unit: str) -> str:
    """The picture for who cannot see it."""
    period = report.period
    words = [f"Mood, 0 to 10, from {period.first} to {period.last}: {_mood_words(report)}"]
    planned = [value for value in chart.planned if value is not None]
    taken = [value for value in chart.dose if value is not None]
    if planned:
        way = f"{one(planned[0])} {unit} a day throughout"
        if len(set(planned)) > 1:
            way = f"from {one(planned[0])} to {one(planned[-1])} {unit} a day"
        words.append(f"Planned {medicine}: {way}.")
    if taken:
        words.append(f"Taken is known on {counted(len(taken), 'day')}, median {one(spread(taken).median)} {unit}.")
    if report.cuts:
        named = joined(short_day(day) for day in report.cuts)
        words.append(f"Cuts on {named}." if len(report.cuts) <= _FEW_CUTS else f"{len(report.cuts)} cuts.")
    return " ".join(words)


def _mood_words(report: Report) -> str:
    period, mood = report.period, report.measure("mood")
    if not mood.n:
        return "no day is written down."
    words = f"known on {mood.n} of {counted(period.days, 'day')}, median {one(report.overall('mood').median)}"
    edge = timedelta(days=_EDGE_DAYS)
    ends = [
        spread(mood.between(*span))
        for span in ((period.first, period.first + edge), (period.until - edge, period.until))
    ]
    if period.days <= 2 * _EDGE_DAYS or not all(end.n for end in ends):
        return f"{words}."
    first, last = map(median_words, ends)
    return f"{words}; {first} in the first {_EDGE_DAYS} days, {last} in the last."


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
        latest=True,
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
    return (Cell(name), Cell(f"{told}/{days}"), *(_spread(found, days, tops[measure]) for measure, found in spreads))


def _spread(found: Spread, days: int, top: Fraction) -> Cell:
    if not found.n:
        return Cell(NONE)
    if is_few(found, days):
        return Cell(f"{one(found.median)} ({found.n})", TOO_FEW)
    return Cell(f"{one(found.median)} ({found.n})", f"{one(found.q1)}–{one(found.q3)}", box_of(found, top))


def step_name(step: StepView) -> str:
    """A stretch of the plan in words."""
    if not step.daily:
        return "after the stop"
    name = f"step {step.n}" if step.n else "before"
    return f"{name}, {one(step.daily)} a day"
