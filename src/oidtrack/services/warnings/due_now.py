"""The short questionnaire that may be offered now."""

from __future__ import annotations

from datetime import datetime, time

from oidtrack.domain.journal import DAY_ENDS_AT, moment
from oidtrack.rules.asking import Due, due
from oidtrack.rules.situation import Situation
from oidtrack.services.journal.record import LEFT_BLANK
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.history import times_of


def due_now(
    journal: Journal, now: datetime, day_ends_at: time = DAY_ENDS_AT, seen: Situation | None = None
) -> Due | None:
    """The questionnaire that may be offered on the local day of `now`, or None.

    Args:
        journal: The journal.
        now: The wall-clock time with its offset; its place is where days begin and end.
        day_ends_at: When a day ends by the wall clock.
        seen: The situation of today, where it is known already.
    """
    seen = seen or situation(journal, now, day_ends_at)
    found = due(seen)
    if found is None:
        return None
    since = datetime.combine(found.since, time(0), now.tzinfo)  # a local day begins then, or later
    times = times_of(journal, LEFT_BLANK, int(since.timestamp()))
    return due(seen, (moment(datetime.fromtimestamp(at_utc, now.tzinfo), day_ends_at).day for at_utc in times))
