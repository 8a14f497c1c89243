"""Appointments as a page and as JSON (`oidtrack/appointment/1`)."""

from __future__ import annotations

from typing import Any

from oidtrack.render.journal.entries import moment_words
from oidtrack.render.page.console import one_line
from oidtrack.render.page.machine import moment_body
from oidtrack.render.page.parts import Block, Heading, Page, Tone, bullets, labelled
from oidtrack.services.journal.visits import Visit, Visits
from oidtrack.store.tables.appointments import Question

SCHEMA = "oidtrack/appointment/1"


_AT = 5
"""The column of what is said of an appointment."""


def appointments_page(found: Visits, now_utc: int) -> Page:
    """Each appointment with its questions, those that are over marked so; then the questions that wait."""
    waiting = Block((Heading("To ask at the next appointment:"), _questions(found.waiting))) if found.waiting else ""
    return Page((Block(tuple(_visit_block(visit, now_utc) for visit in found.visits)), waiting))


def _visit_block(visit: Visit, now_utc: int) -> Block:
    who = f" with {one_line(visit.appointment.who)}" if visit.appointment.who else ""
    over = visit.appointment.moment.at_utc < now_utc
    when = f"{moment_words(visit.appointment.moment.wall)}{who}{' (over)' if over else ''}"
    name = labelled(visit.appointment.name, when, at=_AT, tone=Tone.OVER if over else Tone.PLAIN)
    return Block((name, _questions(visit.questions)))


def _questions(questions: tuple[Question, ...]) -> Block:
    return bullets(*(question.text for question in questions), indent=_AT)


def appointments_body(found: Visits) -> dict[str, Any]:
    """The keys of the document, without the schema."""
    return {
        "appointments": [_visit(visit) for visit in found.visits],
        "questions": [_question(question) for question in found.waiting],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.appointment.name,
        **moment_body(visit.appointment.moment),
        "who": visit.appointment.who or None,
        "questions": [_question(question) for question in visit.questions],
    }


def _question(question: Question) -> dict[str, str]:
    return {"id": question.name, "text": question.text}
