"""The first day of what is looked at: a day, a length up to the last one, or since the last appointment."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day, parse_span
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput
from oidtrack.services.opening import Journal
from oidtrack.services.report.reporting import default_since

VISIT = "visit"


def period(session: Session, journal: Journal, since: str, last: date, what: str) -> tuple[date, date]:
    """The first and the last day that were meant.

    Args:
        session: The clock.
        journal: For the last appointment.
        since: As typed: a day, `90d`, `12w`, or `visit`: since the last appointment, else 90 days.
        last: The last day.
        what: What is shown of it, for the error.

    Raises:
        BadInput: None of these, or a first day after the last one.
    """
    if since.strip().lower() == VISIT:
        return min(default_since(journal, session.now, session.day_ends_at), last), last
    first = day_or_length(session, since, last)
    if first > last:
        raise BadInput(
            f"the {what} would begin on {day_words(first)}, after its last day {day_words(last)}",
            "give an earlier --since",
        )
    return first, last


def day_or_length(session: Session, since: str, last: date) -> date:
    """The first day, as a day or as a length up to the last one.

    Raises:
        BadInput: Neither.
    """
    word = since.strip().lower()
    if word[-1:] in {"d", "w"} and word[:-1].isdecimal():
        return last - timedelta(days=parse_span(word) - 1)
    return parse_day(since, session)
