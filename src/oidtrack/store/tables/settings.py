"""Settings: one row for each thing that was set by hand."""

from __future__ import annotations

from datetime import time

from oidtrack.domain.journal import DAY_ENDS_AT, RATINGS
from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer

_DAY_END, _ASKS = "day_ends_at", "asks"


def load_day_end(journal: Journal) -> time:
    """When a day ends by the wall clock; 04:00 where nothing was set.

    Raises:
        JournalError: The stored value is no time of day.
    """
    value = _value(journal, _DAY_END)
    with understood("when a day ends", journal.path):
        return DAY_ENDS_AT if value is None else time.fromisoformat(value)


def save_day_end(writer: Writer, at: time) -> None:
    """Set when a day ends; entries keep the day that they were written for."""
    _set(writer, _DAY_END, f"{at:%H:%M}")


def load_asks(journal: Journal) -> tuple[str, ...]:
    """The ratings that the evening entry asks besides its own, in the diary's order; a name that it has not is none."""
    wanted = (_value(journal, _ASKS) or "").split(",")
    return tuple(name for name in RATINGS if name in wanted)


def save_asks(writer: Writer, ratings: tuple[str, ...]) -> None:
    """Set which ratings the evening entry asks besides its own; none for those alone."""
    _set(writer, _ASKS, ",".join(ratings))


def _value(journal: Journal, name: str) -> str | None:
    rows = journal.rows("SELECT value FROM settings WHERE name = ?", (name,))
    return rows[0][0] if rows else None


def _set(writer: Writer, name: str, value: str) -> None:
    rows = writer.rows("SELECT id FROM settings WHERE name = ?", (name,))
    if rows:
        writer.update("settings", rows[0][0], {"value": value})
    else:
        writer.insert("settings", {"name": name, "value": value})
