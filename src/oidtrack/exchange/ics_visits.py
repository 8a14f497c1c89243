"""Appointments as an iCalendar file: when, and unless more is asked for nothing else."""

from __future__ import annotations

from oidtrack.exchange.ics import calendar_file, event_lines, instant, text_value, uid
from oidtrack.exchange.records import VisitRecord


def visits_ics(visits: tuple[VisitRecord, ...], at_utc: int, *, full: bool = False) -> bytes:
    """The calendar of some appointments. Importing it again makes none of them twice.

    How long one takes is not known, so the events have no end (section 3.6.1 lets them end when they begin). The note
    and the questions stay in the journal.

    Args:
        visits: Each with the random id that is kept with it.
        at_utc: Now, in seconds since 1970 in UTC.
        full: Whether the events tell with whom it is.
    """
    lines: list[str] = []
    for visit in visits:
        whom = f": {visit.who}" if full and visit.who else ""
        said = (f"DTSTART:{instant(visit.moment.at_utc)}", f"SUMMARY:{text_value(f'Appointment{whom}')}")
        lines += event_lines(uid(visit.calendar, "appointment"), at_utc, said, "CONFIRMED")
    return calendar_file("appointments", lines)
