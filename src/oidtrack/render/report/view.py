"""The report as it is shown, whatever shows it: what stands on the page, in the one order that never changes.

A new section is one function from the report to a `Section`, and its name in `SECTIONS`; the terminal, HTML, PDF
and Markdown then all show it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

from msgspec import Struct

import oidtrack
from oidtrack.domain.journal import dated, day_words
from oidtrack.domain.profile import LETTER_COUNTRIES
from oidtrack.insight.spread import spread
from oidtrack.insight.steps import SHOWN
from oidtrack.render.page.parts import Table, Tone, Words, cells
from oidtrack.render.report.parts import Listing, Section, abridged
from oidtrack.render.report.sections.change import change_section
from oidtrack.render.report.sections.deciding import decide_section
from oidtrack.render.report.sections.doses import adherence_section, ladder_section, supply_section
from oidtrack.render.report.sections.glance import glance_section
from oidtrack.render.report.sections.over_time import drawn, picture_section
from oidtrack.render.report.sections.phases import overlay_section, phases_section
from oidtrack.render.report.sections.questionnaires import questionnaires_section
from oidtrack.render.report.sections.taking import taken_section
from oidtrack.render.report.sections.treatments import treatments_section
from oidtrack.render.report.sections.urgent import danger_section, seen_section
from oidtrack.render.report.sections.wellbeing import HEADS, steps_section
from oidtrack.render.report.words import NONE, counted_median, one, one_name
from oidtrack.services.report.reporting import Report
from oidtrack.taper.plan import Plan, Status

FOOT = (
    "Written down by the person, added up on their own computer. It describes and does not diagnose."
    " Quartiles: Hyndman and Fan, type 7."
)


class ReportView(Struct, frozen=True):
    """What stands on the page.

    Attributes:
        title: One line.
        name: The person's name; empty where it was not given.
        facts: Who and when, as pairs of a label and words.
        sections: In their order.
        detail: Sections beyond the one page, only where they were asked for.
        notes: Free text, only where it was asked for.
        made: When and by what.
        at: The same moment.
        letter: Whether the paper is US Letter rather than A4.
    """

    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    detail: tuple[Section, ...]
    notes: Section | None
    made: str
    at: datetime
    letter: bool = False

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The facts, the name first where it is given."""
        return ((("Name", self.name),) if self.name else ()) + self.facts

    @property
    def beyond(self) -> tuple[Section, ...]:
        """What was asked for beyond the one page."""
        return self.detail if self.notes is None else (*self.detail, self.notes)

    @property
    def whole(self) -> tuple[Section, ...]:
        """Every section once, for what is not held to one page."""
        shown = {section.key for section in self.sections}
        return (*self.sections, *(section for section in self.beyond if section.key not in shown))


def report_view(
    report: Report, now: datetime, *, name: str = "", detail: bool = False, notes: bool = False
) -> ReportView:
    """Everything that is shown.

    Args:
        report: What was gathered.
        now: When the page is made.
        name: The person's name, where it is to stand on the page.
        detail: Whether more than one page is wanted.
        notes: Whether free text is to leave with it.
    """
    period = report.period
    sections = tuple(section for make in SECTIONS if (section := make(report)) is not None)
    return ReportView(
        title=f"Report: {day_words(period.first)} to {day_words(period.last)}",
        name=one_name(name.strip()),
        facts=_facts(report),
        sections=sections,
        detail=detail_sections(report, sections) if detail else (),
        notes=_notes(report) if notes else None,
        made=f"Made on {day_words(now.date())} with oidtrack {oidtrack.__version__}.",
        at=now,
        letter=report.country in LETTER_COUNTRIES,
    )


def _facts(report: Report) -> tuple[tuple[str, str], ...]:
    coming = report.appointment
    facts = []
    if coming is not None:
        at = coming.moment.wall
        who = f"{one_name(coming.who)}, " if coming.who.strip() else ""
        facts.append(("For", f"{who}{day_words(at.date())}, {at:%H:%M}"))
    elif report.prescriber:
        facts.append(("For", one_name(report.prescriber)))
    if report.plan is not None:
        facts.append(("Plan", _plan_words(report.plan)))
    return tuple(facts)


def _plan_words(plan: Plan) -> str:
    by = f", agreed with {one_name(plan.agreed_with)}" if plan.agreed_with else ""
    on = f" on {dated(plan.agreed_on)}" if by and plan.agreed_on else ""
    held = "; on hold" if plan.status is Status.HELD else ""
    return f"{plan.name}, {plan.medicine} ({plan.release.value}), from {dated(plan.start)}{by}{on}{held}"


def _questions(report: Report) -> Section | None:
    """The person's own."""
    title = "Questions to ask"
    if report.questions:
        return Section("questions", title, (Listing(report.questions),))
    return None if report.suggested else Section("questions", title, (Words("None yet."),))


def _suggested(report: Report) -> Section | None:
    """Those that the findings suggest, counted on from the person's own."""
    if not report.suggested:
        return None
    title = "To ask as well, from what was seen" if report.questions else "Questions to ask, from what was seen"
    return Section("suggested", title, (Listing(report.suggested, first=len(report.questions) + 1),))


def _notes(report: Report) -> Section:
    rows = tuple(cells(dated(text.day), text.what, text.text) for text in report.free_texts)
    table = Table("Notes", ("day", "what", "words"), rows, words=range(3))
    return Section("notes", "Notes", (table,) if rows else (Words("None in this time."),))


SECTIONS: tuple[Callable[[Report], Section | None], ...] = (
    danger_section,
    glance_section,
    decide_section,
    taken_section,
    picture_section,
    change_section,
    overlay_section,
    ladder_section,
    adherence_section,
    _questions,
    _suggested,
    seen_section,
    steps_section,
    questionnaires_section,
    phases_section,
    treatments_section,
    supply_section,
)
"""The order of the page, the same every time."""


_WEEK = timedelta(days=7)
_ALWAYS = ("danger", "findings")
"""Sections whose whole is not always on the one page."""


def detail_sections(report: Report, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The findings with their rules, every section with more rows than the page has room for, and the weeks."""
    whole = tuple(
        section for section in sections if section.key in _ALWAYS or any(abridged(part)[1] for part in section.parts)
    )
    return (*whole, _weeks(report))


def _weeks(report: Report) -> Section:
    """Each seven days from the first, with medians and their n."""
    period, rows = report.period, []
    values = [report.measure(name).values for name in SHOWN]
    shown = drawn(report)
    doses = shown.taken
    first = period.first
    while first < period.until:
        end = min(first + _WEEK, period.until)
        week = slice((first - period.first).days, (end - period.first).days)
        found = [spread(value for value in row[week] if value is not None) for row in values]
        taken = [dose for dose in doses[week] if dose is not None]
        days = f"{dated(first)} to {dated(end - timedelta(days=1))}"
        rows.append(cells(days, *map(counted_median, found), _mean(taken)))
        first = end
    head = ("", *HEADS.values(), "MME taken a day" if shown.layers else "taken a day")
    table = Table("Week by week", head, tuple(rows))
    words = "Medians with the number of days in brackets; taken is the mean of the days recorded."
    return Section("weeks", "Week by week", (Words(words, Tone.NOTE), table))


def _mean(taken: list[Fraction]) -> str:
    return f"{one(sum(taken, Fraction(0)) / len(taken))} ({len(taken)})" if taken else NONE
