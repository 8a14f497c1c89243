"""What the report says of questionnaires: each with its score, its range and its change."""

from __future__ import annotations

from oidtrack.domain.journal import dated
from oidtrack.errors import listed
from oidtrack.render.page.parts import Table, Tone, Words, cells
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.words import NONE, one
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.reporting import Report


def questionnaires_section(report: Report) -> Section | None:
    """Every questionnaire with its change, by instrument and then by day; None where there is none."""
    title = "Questionnaires"
    if not report.assessments:
        return None
    ordered = sorted(report.assessments, key=lambda view: view.instrument)
    rows = tuple(
        cells(dated(view.day), short_title(view), _score(view), view.band or NONE, _change_words(view))
        for view in ordered
    )
    head = ("day", "questionnaire", "score", "range", "change")
    table = Table("Questionnaires", head, rows, words=range(5), headless=True)
    parts: list[ReportPart] = [table]
    alarming = [dated(view.day) for view in ordered if view.alarm]
    if alarming:
        words = f"Thoughts of death or self-harm were marked on {listed(alarming)}: to be talked about first."
        parts.append(Words(words, Tone.ALARM))
    return Section("assessments", title, tuple(parts))


def short_title(view: AssessmentView) -> str:
    """The name of a questionnaire without what it stands for."""
    return view.title.split(" (")[0]


def _score(view: AssessmentView) -> str:
    return f"{one(view.score)} of {view.max_score}"


def _change_words(view: AssessmentView) -> str:
    """The change since the one before, and whether it matters."""
    if view.change is None:
        return "the first"
    if not view.change:
        return "as before"
    way = "up" if view.change > 0 else "down"
    matters = ", a change that matters" if view.meaningful else ""
    return f"{way} {one(abs(view.change))}{matters}"
