"""Removing an entry for good: its rows, all that the history kept of it, and the pages that held it.

The one place that changes the journal without keeping what was there before.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from oidtrack.errors import NothingFound
from oidtrack.store.copies.backups import backups
from oidtrack.store.copies.beside import drafts, old_versions
from oidtrack.store.file.connection import execute, placed, told
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entry_rows import CHILDREN

_TRACES = """
    (table_name = 'entries' AND row_id = :id)
    OR json_extract(before, '$.entry_id') = :id OR json_extract(after, '$.entry_id') = :id
"""


def old_copies(journal: Journal) -> tuple[Path, ...]:
    """Copies that upgrades, unfinished edits and backups have put beside the journal, which may hold the entry too."""
    path = journal.path
    with placed(path):
        return (*drafts(path), *old_versions(path), *(one.path for one in backups(path)))


def require_traces(journal: Journal, entry_id: int) -> bool:
    """Whether the entry still stands; one that was deleted is only in the history.

    Raises:
        NothingFound: Neither the journal nor its history knows it.
    """
    if journal.rows("SELECT 1 FROM entries WHERE id = ?", (entry_id,)):
        return True
    if not journal.rows(f"SELECT 1 FROM changes WHERE {_TRACES.replace(':id', '?')} LIMIT 1", (entry_id,) * 3):  # noqa: S608
        raise NothingFound(
            f"there is no entry e{entry_id}, and no trace of one", "`oidtrack list` shows those there are"
        )
    return False


def purge_entry(journal: Journal, entry_id: int) -> None:
    """Remove an entry and its history from the journal; nothing brings it back. Copies are for `remove_copies`.

    Raises:
        JournalError: It cannot be removed; then it still stands.
    """
    with journal.writing("purge", 0) as writer:
        for table in CHILDREN:
            writer.rows(f"DELETE FROM {table} WHERE entry_id = ?", (entry_id,))  # noqa: S608
        writer.rows("DELETE FROM entries WHERE id = ?", (entry_id,))
        writer.rows(f"DELETE FROM changes WHERE {_TRACES.replace(':id', '?')}", (entry_id,) * 3)  # noqa: S608
        # commands of which nothing is left: first those that were taken back, then what took them back
        empty = "NOT EXISTS (SELECT 1 FROM changes WHERE operation_id = operations.id)"
        writer.rows(f"DELETE FROM operations WHERE {empty} AND undone_by IS NOT NULL")  # noqa: S608
        kept = "id IN (SELECT undone_by FROM operations WHERE undone_by IS NOT NULL)"
        writer.rows(f"DELETE FROM operations WHERE {empty} AND NOT {kept}")  # noqa: S608
    with told(journal.path):
        execute(journal.connection, "VACUUM")


def remove_copies(copies: Iterable[Path]) -> None:
    """Remove old copies for good.

    Raises:
        JournalError: One of them cannot be removed.
    """
    for copy in copies:
        with placed(copy):
            copy.unlink(missing_ok=True)
