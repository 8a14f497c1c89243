"""What is shown beyond the one page, when it is asked for: rules with their sources, all rows, week by week."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import SHOWN
from oidtrack.render.parts import SPARE, Cell, Section, Table, Tone, Words, abridged, cells
from oidtrack.render.report_wellbeing import HEADS, charted
from oidtrack.render.report_words import NONE, one
from oidtrack.services.reporting import Report

_WEEK = timedelta(days=7)
_ALWAYS = ("findings", *SPARE)
"""Sections whose whole is not always on the one page."""


def detail_sections(report: Report, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The findings with their rules, every section that the one page has no room for, and the weeks."""
    whole = tuple(
        section for section in sections if section.key in _ALWAYS or any(abridged(part)[1] for part in section.parts)
    )
    return (*whole, _weeks(report))


def _weeks(report: Report) -> Section:
    """Each seven days from the first, with medians and their n."""
    period, rows = report.period, []
    values = [report.measure(name).values for name in SHOWN]
    by_day = {row.day: row.taken for row in charted(report)}
    doses = tuple(by_day.get(day) for day in period.each())
    first = period.first
    while first < period.until:
        end = min(first + _WEEK, period.until)
        week = slice((first - period.first).days, (end - period.first).days)
        found = [spread(value for value in row[week] if value is not None) for row in values]
        taken = [dose for dose in doses[week] if dose is not None]
        rows.append((Cell(f"{first} to {end - timedelta(days=1)}"), *map(_median, found), _mean(taken)))
        first = end
    head = ("", *HEADS.values(), "taken a day")
    table = Table("Week by week", head, tuple(rows))
    words = "Medians with the number of days in brackets; taken is the mean of the days recorded."
    return Section("weeks", "Week by week", (Words(words, Tone.NOTE), table))


def _median(found: Spread) -> Cell:
    return Cell(f"{one(found.median)} ({found.n})" if found.n else NONE)


def _mean(taken: list[Fraction]) -> Cell:
    (found,) = cells(f"{one(sum(taken, Fraction(0)) / len(taken))} ({len(taken)})" if taken else NONE)
    return found
