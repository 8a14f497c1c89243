"""What was done: the steps of each entry, so that two copies can be told apart, and when a command was run."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import json

from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entry_rows import CHILDREN

Step = tuple[int, str, str | None, str | None]
"""When, in seconds since 1970, UTC; the table; the row before and after, as JSON."""

_CHANGES = f"""SELECT at_utc, table_name, before, after FROM changes
    JOIN operations ON operations.id = operation_id
    WHERE table_name IN ({", ".join("?" * (len(CHILDREN) + 1))}) ORDER BY changes.id"""  # noqa: S608 - marks alone


def histories(journal: Journal) -> Mapping[int, tuple[Step, ...]]:
    """The steps of each entry by its id, the first one first; of a purged entry there are none.

    Raises:
        JournalError: The journal cannot be read.
    """
    found: dict[int, list[Step]] = {}
    for at_utc, table, before, after in journal.rows(_CHANGES, ("entries", *CHILDREN)):
        with understood("the history", journal.path):
            row = json.decode(after or before)
            found.setdefault(row["id" if table == "entries" else "entry_id"], []).append((at_utc, table, before, after))
    return {entry_id: tuple(steps) for entry_id, steps in found.items()}


def times_of(journal: Journal, command: str, since_utc: int) -> tuple[int, ...]:
    """When a command was run whose work still stands, in seconds since 1970, UTC, the earliest first.

    Args:
        journal: The journal.
        command: The whole name as it is kept.
        since_utc: The earliest that counts.
    """
    sql = "SELECT at_utc FROM operations WHERE command = ? AND at_utc >= ? AND undone_by IS NULL ORDER BY at_utc"
    return tuple(at_utc for (at_utc,) in journal.rows(sql, (command, since_utc)))
