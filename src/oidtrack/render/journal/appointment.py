"""Appointments as text and as JSON (`oidtrack/appointment/1`)."""

from __future__ import annotations

from typing import Any

from oidtrack.render.journal.entries import moment_words
from oidtrack.render.page.console import one_line
from oidtrack.render.page.layout import wrapped
from oidtrack.services.journal.visits import Visit, Visits
from oidtrack.store.appointments import Question

SCHEMA = "oidtrack/appointment/1"


def appointments_page(found: Visits, now_utc: int) -> str:
    """Each appointment with its questions, those that are over marked so; then the questions that wait."""
    lines = [line for visit in found.visits for line in _block(visit, now_utc)]
    if found.waiting:
        lines += [*([""] if lines else []), "To ask at the next appointment:", *_questions(found.waiting)]
    return "\n".join(lines) + "\n"


def _block(visit: Visit, now_utc: int) -> list[str]:
    who = f" with {one_line(visit.appointment.who)}" if visit.appointment.who else ""
    over = " (over)" if visit.appointment.moment.at_utc < now_utc else ""
    head = f"{moment_words(visit.appointment.moment.wall)}{who}{over}"
    return [*wrapped(head, f"{visit.appointment.name:<4} "), *_questions(visit.questions)]


def _questions(questions: tuple[Question, ...]) -> list[str]:
    return [line for question in questions for line in wrapped(one_line(question.text), "     - ")]


def appointments_body(found: Visits) -> dict[str, Any]:
    """The keys of the document, without the schema."""
    return {
        "appointments": [_visit(visit) for visit in found.visits],
        "questions": [_question(question) for question in found.waiting],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.appointment.name,
        "at": visit.appointment.moment.wall.isoformat(),
        "day": visit.appointment.moment.day.isoformat(),
        "who": visit.appointment.who or None,
        "questions": [_question(question) for question in visit.questions],
    }


def _question(question: Question) -> dict[str, str]:
    return {"id": question.name, "text": question.text}
