"""Questionnaires of the journal, scored, with the change since the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.journal import Assessment, Entry
from oidtrack.domain.questionnaire import score


@dataclass(frozen=True, slots=True)
class AssessmentView:
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
