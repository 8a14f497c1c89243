"""The report as it is shown, whatever shows it: what stands on the page, in the one order that never changes.

A new section is one function from the report to a `Section`, and its name in `SECTIONS`; the terminal, HTML, PDF
and Markdown then all show it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

import oidtrack
from oidtrack.domain.dose import counted
from oidtrack.domain.journal import day_words, short_day
from oidtrack.domain.medicine import Release
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import SHOWN
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Cell, Table, Tone, Words, cells
from oidtrack.render.report.doses import adherence_section, ladder_section, mme_total, supply_section
from oidtrack.render.report.parts import SPARE, Listing, Notices, Section, Tile, abridged
from oidtrack.render.report.phases import overlay_section, phases_section
from oidtrack.render.report.treatments import treatments_section
from oidtrack.render.report.wellbeing import (
    HEADS,
    change_words,
    charted,
    picture_section,
    questionnaires_section,
    steps_section,
)
from oidtrack.render.report.words import NONE, one, one_name
from oidtrack.services.report.reporting import Report
from oidtrack.taper.plan import Plan, Status

_FINDINGS = 4
_OWN_QUESTIONS, _SUGGESTED = 5, 5
_MINE = "phq9"
_LETTER = frozenset({"US", "CA", "MX", "PH"})
"""Countries that print on Letter."""

FOOT = (
    "Written down by the person, added up on their own computer. It describes and does not diagnose."
    " Quartiles: Hyndman and Fan, type 7."
)


@dataclass(frozen=True, slots=True)
class ReportView:
    """What stands on the page.

    Attributes:
        title: One line.
        name: The person's name; empty where it was not given.
        facts: Who and when, as pairs of a label and words.
        tiles: The numbers that are seen first.
        sections: In their order.
        detail: Sections beyond the one page, only where they were asked for.
        notes: Free text, only where it was asked for.
        made: When and by what.
        letter: Whether the paper is US Letter rather than A4.
    """

    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    detail: tuple[Section, ...]
    notes: Section | None
    made: str
    letter: bool = False

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The facts, the name first where it is given."""
        return ((("Name", self.name),) if self.name else ()) + self.facts

    @property
    def whole(self) -> tuple[Section, ...]:
        """Every section once, for what is not held to one page."""
        shown = {section.key for section in self.sections}
        more = (section for section in self.detail if section.key not in shown)
        return (*self.sections, *more, *(() if self.notes is None else (self.notes,)))


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
        tiles=_tiles(report),
        sections=sections,
        detail=detail_sections(report, sections) if detail else (),
        notes=_notes(report) if notes else None,
        made=f"Made on {day_words(now.date())} with oidtrack {oidtrack.__version__}.",
        letter=report.country in _LETTER,
    )


def _facts(report: Report) -> tuple[tuple[str, str], ...]:
    period, coming = report.period, report.appointment
    facts = []
    if coming is not None:
        at = coming.moment.wall
        who = f"{one_name(coming.who)}, " if coming.who.strip() else ""
        facts.append(("For", f"{who}{day_words(at.date())}, {at:%H:%M}"))
    elif report.prescriber:
        facts.append(("For", one_name(report.prescriber)))
    facts.append(("Days logged", f"{period.days_logged}/{period.days}"))
    if report.in_force:
        facts.append(("Medicines", "; ".join(_medicines(report))))
    if report.plan is not None:
        facts.append(("Plan", _plan_words(report.plan)))
    return tuple(facts)


def _medicines(report: Report) -> list[str]:
    """Every medicine of the last day, with what is planned of it a day."""
    words = []
    for found in report.in_force:
        if found.daily is None:
            amount = "when needed"
        elif not found.daily:
            amount = "stopped"
        else:
            unit = "mcg/h" if found.release is Release.PATCH else "mg"
            amount = f"{one(found.daily)} {unit}{found.release.a_day}"
        words.append(f"{one_name(found.medicine)} ({found.release.value}) {amount}")
    return words


def _plan_words(plan: Plan) -> str:
    by = f", agreed with {one_name(plan.agreed_with)}" if plan.agreed_with else ""
    on = f" on {plan.agreed_on}" if by and plan.agreed_on else ""
    held = "; on hold" if plan.status is Status.HELD else ""
    return f"{plan.name}, {plan.medicine} ({plan.release.value}), from {plan.start}{by}{on}{held}"


def _tiles(report: Report) -> tuple[Tile, ...]:
    """Completeness first, then the numbers."""
    period, total = report.period, report.adherence.total
    share = round(100 * period.days_logged / period.days)
    needed = f", {total.as_needed} as needed" if total.as_needed else ""
    return (
        Tile("Days logged", f"{period.days_logged}/{period.days}", f"{share} %; the rest is left out, not guessed"),
        _dose_tile(report),
        _measure_tile("Mood, 10 is best", report.overall("mood")),
        _measure_tile("Pain, 10 is worst", report.overall("pain")),
        _form_tile(report),
        Tile(
            "Planned doses taken",
            f"{total.taken}/{total.planned}" if total.planned else "–",
            f"{total.extra} extra{needed}; {total.days_recorded} of {counted(total.days, 'day')} recorded",
        ),
    )


def _dose_tile(report: Report) -> Tile:
    if not report.mme.items:
        return Tile("Opioid dose now", "none", f"planned on {short_day(report.period.last)}")
    daily = ", ".join(f"{one_name(item.medicine)} {item.daily}" for item in report.mme.items)
    return Tile("Opioid dose now", mme_total(report), shortened(f"a day: {daily}", 60))


def _measure_tile(label: str, found: Spread) -> Tile:
    if not found.n:
        return Tile(label, "–", "not written down")
    return Tile(label, one(found.median), f"median; middle half {one(found.q1)}–{one(found.q3)}, n {found.n}")


def _form_tile(report: Report) -> Tile:
    """The last PHQ-9, else the last questionnaire of any kind."""
    known = [view for view in report.assessments if view.instrument == _MINE] or list(report.assessments)
    if not known:
        return Tile("PHQ-9", "–", "none in this time")
    last = known[-1]
    band = f"{last.band}; " if last.band else ""
    title = last.title.split(" (")[0]
    return Tile(title, f"{one(last.score)} of {last.max_score}", f"{band}{change_words(last)}, {short_day(last.day)}")


def _findings(report: Report) -> Section | None:
    if not report.findings:
        return None
    loudest = tuple(sorted(report.findings, key=lambda finding: -finding.severity.rank))
    return Section("findings", "What stands out", (Notices(loudest, most=_FINDINGS),))


def _questions(report: Report) -> Section:
    """The person's own, then those that the findings suggest."""
    title = "Questions to ask"
    own, suggested = report.questions, report.suggested
    if not own and not suggested:
        return Section("questions", title, (Words("None yet."),))
    parts: list[Listing | Words] = []
    if own:
        parts.append(Listing(own, most=_OWN_QUESTIONS))
    if suggested:
        parts += [Words("From what stands out:"), Listing(suggested, first=len(own) + 1, most=_SUGGESTED)]
    return Section("questions", title, tuple(parts))


def _notes(report: Report) -> Section:
    rows = tuple(cells(str(text.day), text.what, text.text) for text in report.free_texts)
    table = Table("Notes", ("day", "what", "words"), rows, words=range(3))
    return Section("notes", "Notes", (table,) if rows else (Words("None in this time."),))


SECTIONS: tuple[Callable[[Report], Section | None], ...] = (
    _findings,
    ladder_section,
    picture_section,
    steps_section,
    phases_section,
    overlay_section,
    questionnaires_section,
    adherence_section,
    treatments_section,
    supply_section,
    _questions,
)
"""The order of the page, the same every time."""


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
