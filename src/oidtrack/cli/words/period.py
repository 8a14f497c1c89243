"""The first day of what is looked at: a day, a length up to the last one, or since the last appointment."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day, parse_span
from oidtrack.services.opening import Journal
from oidtrack.services.report.reporting import default_since

VISIT = "visit"


def first_day(session: Session, journal: Journal, since: str, last: date) -> date:
    """The first day that was meant.

    Args:
        session: The clock.
        journal: For the last appointment.
        since: As typed: a day, `90d`, `12w`, or `visit`: since the last appointment, else 90 days.
        last: The last day.

    Raises:
        BadInput: None of these.
    """
    word = since.strip().lower()
    if word == VISIT:
        return min(default_since(journal, session.now, session.day_ends_at), last)
    if word[-1:] in {"d", "w"} and word[:-1].isdecimal():
        return last - timedelta(days=parse_span(word) - 1)
    return parse_day(since, session)
