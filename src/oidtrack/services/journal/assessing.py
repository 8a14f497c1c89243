"""Questionnaires of the journal, scored, with the change since the one before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from msgspec import Struct

from oidtrack.clinical import catalogue
from oidtrack.domain.journal import Assessment, Entry, Kind, Moment
from oidtrack.domain.questionnaire import Questionnaire, Score, score
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.assessments import Answered, assessment_findings
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, add_entry, entries


class AssessmentView(Struct, frozen=True):
    """One questionnaire as answered.

    Attributes:
        entry: Name of the entry.
        day: Local day.
        instrument: `phq9` and so on.
        title: Full name.
        score: Exact.
        max_score: The highest that can be had.
        band: Name of the part of the range, or None where none is validated.
        change: Against the one before of the same kind; None for the first.
        meaningful: Whether the change is one that matters; None where that is not known.
        alarm: Whether the item that leads to crisis contacts was above 0.
        answers: Points in the order of the items.
        at: When it was answered, by the wall clock, with its offset.
    """

    entry: str
    day: date
    instrument: str
    title: str
    score: Fraction
    max_score: int
    band: str | None
    change: Fraction | None
    meaningful: bool | None
    alarm: bool
    answers: tuple[int, ...]
    at: datetime


def assessments(entries: Iterable[Entry], since: date) -> tuple[AssessmentView, ...]:
    """The questionnaires from `since` on, the earliest first.

    Args:
        entries: The earliest first; earlier ones than `since` are read for the change alone.
        since: First local day.
    """
    before: dict[str, Fraction] = {}
    found = []
    for entry in entries:
        if isinstance(entry.body, Assessment):
            view = _view(entry, entry.body, before.get(entry.body.instrument))
            before[view.instrument] = view.score
            found.append(view)
    return tuple(view for view in found if view.day >= since)


def _view(entry: Entry, body: Assessment, before: Fraction | None) -> AssessmentView:
    form = catalogue.questionnaire(body.instrument)
    result = score(form, body.answers)
    change = None if before is None else result.value - before
    matters = form.meaningful_change
    return AssessmentView(
        entry=entry.name,
        day=entry.moment.day,
        instrument=form.id,
        title=form.title,
        score=result.value,
        max_score=form.max_score,
        band=result.band,
        change=change,
        meaningful=None if change is None or matters is None else abs(change) >= matters,
        alarm=result.alarm,
        answers=body.answers,
        at=entry.moment.wall,
    )


class Checked(Struct, frozen=True):
    """What came of a questionnaire.

    Attributes:
        form: The questionnaire.
        entry: As stored, with its id.
        answers: Points in the order of the items.
        result: Score, band and alarm.
        before: The entry of the same kind that came before, or None.
        change: Against that one; None for the first.
        cautions: What there is to say, the most severe first.
    """

    form: Questionnaire
    entry: Entry
    answers: tuple[int, ...]
    result: Score
    before: Entry | None
    change: Fraction | None
    cautions: tuple[Finding, ...]

    @property
    def matters(self) -> bool | None:
        """Whether the change is one that matters; None where that is not known."""
        least = self.form.meaningful_change
        return None if least is None or self.change is None else abs(self.change) >= least


def keep(journal: Journal, form: Questionnaire, answers: tuple[int, ...], when: Moment, at_utc: int) -> Checked:
    """Score the answers and write them down.

    Args:
        journal: The journal.
        form: The questionnaire.
        answers: Points in the order of the items.
        when: The moment that they are for.
        at_utc: Now, in seconds since 1970, UTC.

    Raises:
        BadInput: Too few or too many answers, or points that are no choice; nothing is written then.
    """
    score(form, answers)
    body = Assessment(form.id, answers)
    with journal.writing("check", at_utc) as writer:
        stored = add_entry(writer, Entry(Kind.ASSESSMENT, when, body))
    return came_of(journal, stored, body)


def came_of(journal: Journal, stored: Entry, body: Assessment) -> Checked:
    """What came of a questionnaire that is written down.

    Args:
        journal: The journal.
        stored: The entry with its id.
        body: What it holds.
    """
    form = catalogue.questionnaire(body.instrument)
    result = score(form, body.answers)
    before = _before(journal, stored, form.id)
    change = None if before is None else result.value - score(form, before[1].answers).value
    said = Answered(form.id, result.value, change, result.alarm, stored.name)
    earlier = None if before is None else before[0]
    return Checked(form, stored, body.answers, result, earlier, change, assessment_findings(said))


def _before(journal: Journal, stored: Entry, instrument: str) -> tuple[Entry, Assessment] | None:
    """The latest other one of the same kind that is not later."""
    found = None
    for entry in entries(journal, EntryFilter(kinds=(Kind.ASSESSMENT,))):
        earlier = entry.id != stored.id and entry.moment.at_utc <= stored.moment.at_utc
        if earlier and isinstance(entry.body, Assessment) and entry.body.instrument == instrument:
            found = entry, entry.body
    return found
