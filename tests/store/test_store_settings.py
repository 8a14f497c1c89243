"""What was set by hand, and a journal of the version before that knows no settings."""

from __future__ import annotations

import sqlite3
from datetime import time
from pathlib import Path

import pytest
from store_samples import NOW, mood

from oidtrack.errors import JournalError
from oidtrack.store.file.connection import APPLICATION_ID
from oidtrack.store.file.database import SCHEMA_VERSION, Journal, open_journal
from oidtrack.store.file.tables_first import TABLES_FIRST
from oidtrack.store.tables.entries import add_entry, entries
from oidtrack.store.tables.settings import load_day_end, save_day_end
from oidtrack.store.tables.undo import undo_last

pytest_plugins = ("store_fixtures",)


def test_a_day_ends_at_four_until_it_is_set_and_again_after_undo(journal: Journal) -> None:
    assert load_day_end(journal) == time(4)
    for at in (time(3, 30), time(0)):
        with journal.writing("config", NOW) as writer:
            save_day_end(writer, at)
        assert load_day_end(journal) == at
    undo_last(journal, NOW)
    assert load_day_end(journal) == time(3, 30)
    undo_last(journal, NOW)
    assert load_day_end(journal) == time(4)


def test_a_stored_value_that_is_no_time_is_named(journal: Journal) -> None:
    with journal.writing("config", NOW) as writer:
        writer.insert("settings", {"name": "day_ends_at", "value": "late"})
    with pytest.raises(JournalError, match="when a day ends"):
        load_day_end(journal)


def test_a_journal_of_the_first_version_keeps_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    raw = sqlite3.connect(path)
    for statement in TABLES_FIRST:
        raw.execute(statement)
    raw.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    raw.execute("INSERT INTO _sqlite_migrations VALUES (1, 'oidtrack', 'm001_first', '2026-11-01')")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 1")
    raw.execute("INSERT INTO entries (kind, at_utc, offset_min, day) VALUES ('note', 0, 0, '1970-01-01')")
    raw.commit()
    raw.close()

    with open_journal(path) as journal:
        assert load_day_end(journal) == time(4)
        assert len(entries(journal)) == 1
        with journal.writing("log", NOW) as writer:
            add_entry(writer, mood())
        assert journal.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert journal.backup is not None
