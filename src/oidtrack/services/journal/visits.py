"""Appointments and what to ask at them, as the person writes them down."""

from __future__ import annotations

from msgspec import Struct

from oidtrack.exchange.records import VisitRecord
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import (
    Appointment,
    Question,
    add_appointment,
    add_question,
    appointments,
    next_appointment,
    questions,
)
from oidtrack.store.tables.calendars import calendar_ids


class Visit(Struct, frozen=True):
    """An appointment with its questions."""

    appointment: Appointment
    questions: tuple[Question, ...] = ()


class Visits(Struct, frozen=True):
    """Appointments, the earliest first, and the questions that wait for the next one."""

    visits: tuple[Visit, ...] = ()
    waiting: tuple[Question, ...] = ()


def add(journal: Journal, appointment: Appointment, asks: tuple[str, ...], at_utc: int) -> Visits:
    """Write an appointment with its questions, all of it or nothing.

    Args:
        journal: The journal.
        appointment: When and with whom.
        asks: What to ask at it, in order.
        at_utc: Now, in seconds since 1970, UTC.
    """
    with journal.writing("appointment add", at_utc) as writer:
        stored = add_appointment(writer, appointment)
        written = tuple(add_question(writer, Question(text, stored.id)) for text in asks)
    return Visits((Visit(stored, written),))


def ask(journal: Journal, text: str, at_utc: int) -> Visits:
    """Write a question that waits for the next appointment."""
    with journal.writing("appointment ask", at_utc) as writer:
        return Visits(waiting=(add_question(writer, Question(text)),))


def visits(journal: Journal) -> Visits:
    """Everything there is, past and to come."""
    with journal.snapshot():
        found = tuple(Visit(one, questions(journal, one.id)) for one in appointments(journal))
        return Visits(found, questions(journal))


def to_export(journal: Journal, at_utc: int) -> tuple[VisitRecord, ...]:
    """The appointments from an instant on (seconds since 1970, UTC), each with what a calendar knows it by."""
    with journal.snapshot():
        known = calendar_ids(journal)
        return tuple(
            VisitRecord(one.id, one.moment, one.who, one.note, known.get(one.name, ""))
            for one in appointments(journal)
            if one.moment.at_utc >= at_utc
        )


def coming(journal: Journal, at_utc: int) -> Appointment | None:
    """The next appointment after a moment, or None."""
    return next_appointment(journal, at_utc)
