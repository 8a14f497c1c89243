"""Settings: one row for each thing that was set by hand."""

from __future__ import annotations

from datetime import time

from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.store.connection import understood
from oidtrack.store.database import Journal
from oidtrack.store.writer import Writer

_DAY_END = "day_ends_at"


def load_day_end(journal: Journal) -> time:
    """When a day ends by the wall clock; 04:00 where nothing was set.

    Raises:
        JournalError: The stored value is no time of day.
    """
    rows = journal.rows("SELECT value FROM settings WHERE name = ?", (_DAY_END,))
    with understood("when a day ends", journal.path):
        return time.fromisoformat(rows[0][0]) if rows else DAY_ENDS_AT


def save_day_end(writer: Writer, at: time) -> None:
    """Set when a day ends; entries keep the day that they were written for."""
    rows = writer.rows("SELECT id FROM settings WHERE name = ?", (_DAY_END,))
    value = f"{at:%H:%M}"
    if rows:
        writer.update("settings", rows[0][0], {"value": value})
    else:
        writer.insert("settings", {"name": _DAY_END, "value": value})
