"""Appointments, and what to ask at them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.journal import Moment
from oidtrack.errors import NothingFound
from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Row, Writer
from oidtrack.store.tables.amounts import moment_columns, moment_from
from oidtrack.store.tables.calendars import keep_calendar_id


class Appointment(Struct, frozen=True):
    """When and with whom; `id` is 0 until it is stored."""

    moment: Moment
    who: str
    note: str = ""
    id: int = 0

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `a2`."""
        return f"a{self.id}"


class Question(Struct, frozen=True):
    """What to ask; without an appointment it is for the next one. `id` is 0 until it is stored."""

    text: str
    appointment_id: int | None = None
    id: int = 0

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `q4`."""
        return f"q{self.id}"


def add_appointment(
    writer: Writer, appointment: Appointment, *, keep_id: bool = False, calendar: str = ""
) -> Appointment:
    """Write an appointment and return it with its id; one it had is kept only where that is asked for.

    `calendar` is what it is known by in a calendar file, where it comes from another journal.
    """
    values: Row = {**moment_columns(appointment.moment), "who": appointment.who, "note": appointment.note}
    if keep_id:
        values = {"id": appointment.id, **values}
    stored = replace(appointment, id=writer.insert("appointments", values))
    keep_calendar_id(writer, stored.name, calendar)
    return stored


def appointments(journal: Journal) -> tuple[Appointment, ...]:
    """All appointments, the earliest first."""
    return _read(journal, "TRUE ORDER BY at_utc, id", ())


def next_appointment(journal: Journal, at_utc: int) -> Appointment | None:
    """The first appointment at or after an instant (seconds since 1970, UTC)."""
    return next(iter(_read(journal, "at_utc >= ? ORDER BY at_utc, id LIMIT 1", (at_utc,))), None)


def last_appointment(journal: Journal, at_utc: int) -> Appointment | None:
    """The latest appointment before an instant (seconds since 1970, UTC)."""
    return next(iter(_read(journal, "at_utc < ? ORDER BY at_utc DESC, id DESC LIMIT 1", (at_utc,))), None)


def add_question(writer: Writer, question: Question, *, keep_id: bool = False) -> Question:
    """Write a question and return it with its id; one it had is kept only where that is asked for.

    Raises:
        NothingFound: There is no such appointment.
    """
    key = question.appointment_id
    if key is not None and writer.row("appointments", key) is None:
        raise NothingFound(f"there is no appointment a{key}", "`oidtrack appointment list` shows those there are")
    values: Row = {"appointment_id": key, "text": question.text}
    if keep_id:
        values = {"id": question.id, **values}
    return replace(question, id=writer.insert("appointment_questions", values))


def questions(journal: Journal, appointment_id: int | None = None) -> tuple[Question, ...]:
    """The questions of one appointment, or those that belong to none, in the order they were written."""
    sql = "SELECT text, appointment_id, id FROM appointment_questions WHERE appointment_id IS ? ORDER BY id"
    return tuple(Question(*row) for row in journal.rows(sql, (appointment_id,)))


def every_question(journal: Journal) -> tuple[Question, ...]:
    """All questions, in the order they were written."""
    sql = "SELECT text, appointment_id, id FROM appointment_questions ORDER BY id"
    return tuple(Question(*row) for row in journal.rows(sql))


def _read(journal: Journal, condition: str, values: tuple[Any, ...]) -> tuple[Appointment, ...]:
    sql = f"SELECT at_utc, offset_min, day, who, note, id FROM appointments WHERE {condition}"  # noqa: S608
    rows = journal.rows(sql, values)
    with understood("an appointment", journal.path):
        return tuple(
            Appointment(moment_from(at_utc, offset_min, day), who, note, row_id)
            for at_utc, offset_min, day, who, note, row_id in rows
        )
