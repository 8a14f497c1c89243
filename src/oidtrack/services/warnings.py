"""The findings in force now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import moment
from oidtrack.errors import BadInput
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import IDS, findings
from oidtrack.services.prescribing import DAY_START
from oidtrack.services.situation import situation
from oidtrack.store.database import Journal

URGENT_DAYS = timedelta(days=7)
"""So long the card repeats what is urgent. ENGINEERING."""


def warnings(
    journal: Journal, now: datetime, day_ends_at: time = DAY_START, day: date | None = None
) -> tuple[Finding, ...]:
    """Every finding that holds, the most severe first.

    Args:
        journal: The journal.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        day: The local day, by default that of `now`.
    """
    return findings(situation(journal, now, day_ends_at, day))


def newest(journal: Journal, now: datetime, day_ends_at: time = DAY_START) -> Finding | None:
    """The one that today's card may show: what is urgent and fresh, else the loudest that was not there yesterday.

    A finding that goes on is not said anew each day, and what the profile says is no news; `oidtrack warnings` still
    lists both.
    """
    today = moment(now, day_ends_at).day
    held = warnings(journal, now, day_ends_at)
    loud = [one for one in held if one.severity is not Severity.INFO and one.since is not None]
    if not loud:
        return None
    first = loud[0]
    if first.severity is Severity.URGENT and first.since is not None and first.since >= today - URGENT_DAYS:
        return first
    before = {one.id for one in warnings(journal, now, day_ends_at, today - timedelta(days=1))}
    return next((one for one in loud if one.id not in before), None)


def known_id(text: str) -> str:
    """The id of a finding as it was typed.

    Raises:
        BadInput: There is no such finding; near names are offered.
    """
    word = text.strip().lower()
    if word in IDS:
        return word
    near = get_close_matches(word, IDS, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else "`oidtrack warnings` lists those that hold now"
    raise BadInput(f"'{printable(text)}' is no warning", hint)
