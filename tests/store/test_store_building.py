"""Making, upgrading and copying: whole or not at all, and never over another file."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from store_samples import NOW, listed, mood, note, ordinary_user, tables

from oidtrack.errors import JournalError, JournalReadOnly
from oidtrack.store.file import database, migrations
from oidtrack.store.file.building import build
from oidtrack.store.file.database import SCHEMA_VERSION, Journal, back_up, open_journal
from oidtrack.store.tables.entries import add_entry, entries

pytest_plugins = ("store_fixtures",)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, mood())
    return journal


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A program one version on, with one migration more."""
    number = SCHEMA_VERSION + 1
    steps = migrations.JOURNAL._migrations

    @migrations.JOURNAL(name="m999_next")
    def m999_next(db: Database) -> None:
        db.execute("CREATE TABLE further (id INTEGER PRIMARY KEY) STRICT")
        db.execute(f"PRAGMA user_version = {number}")

    monkeypatch.setattr(database, "SCHEMA_VERSION", number)
    yield number
    steps.pop()


def test_there_is_one_migration_for_each_version(filled: Journal) -> None:
    assert len(migrations.JOURNAL._migrations) == SCHEMA_VERSION
    names = [
        ("m001_first",),
        ("m002_stock",),
        ("m003_views",),
        ("m004_settings",),
        ("m005_products",),
        ("m006_limits",),
        ("m007_calendars",),
        ("m008_texts",),
    ]
    assert filled.rows("SELECT name FROM _sqlite_migrations ORDER BY name") == names


def test_older_journal_is_copied_and_then_upgraded(filled: Journal, next_version: int) -> None:
    before = tables(filled)
    filled.close()
    with open_journal(filled.path) as upgraded:
        assert upgraded.rows("PRAGMA user_version") == [(next_version,)]
        after = tables(upgraded)
        assert after.pop("further") == []
        assert after == before
        assert upgraded.backup == filled.path.with_name(f"journal.version-{SCHEMA_VERSION}.db")
    assert stat.S_IMODE(upgraded.backup.stat().st_mode) == 0o600
    with open_journal(filled.path) as again:
        assert again.backup is None


def test_copy_made_before_an_upgrade_opens_as_what_it_was(filled: Journal, next_version: int) -> None:
    before = tables(filled)
    filled.close()
    with open_journal(filled.path) as upgraded:
        copy = upgraded.backup
    assert copy is not None
    assert next_version > SCHEMA_VERSION
    raw = sqlite3.connect(copy)
    assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert raw.execute("SELECT * FROM moods").fetchall() == before["moods"]
    raw.close()


def test_upgrade_never_writes_over_an_earlier_copy(filled: Journal, next_version: int) -> None:
    filled.close()
    earlier = filled.path.with_name(f"journal.version-{SCHEMA_VERSION}.db")
    earlier.write_text("precious")
    with open_journal(filled.path) as upgraded:
        assert upgraded.backup == filled.path.with_name(f"journal.version-{SCHEMA_VERSION}-2.db")
        assert upgraded.rows("PRAGMA user_version") == [(next_version,)]
    assert earlier.read_text() == "precious"


def test_upgrade_that_fails_leaves_the_journal_as_it_was(
    filled: Journal, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @migrations.JOURNAL(name="m999_broken")
    def m999_broken(db: Database) -> None:
        db.execute("DROP TABLE moods")
        db.execute("CREATE TABLE entries (id)")

    before = tables(filled)
    with pytest.raises(JournalError, match="nothing was changed"):
        open_journal(filled.path)
    migrations.JOURNAL._migrations.pop()
    monkeypatch.setattr(database, "SCHEMA_VERSION", next_version - 1)
    assert filled.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert tables(filled) == before


def test_damaged_journal_is_not_upgraded(filled: Journal, next_version: int) -> None:
    with filled.writing("log", NOW) as writer:
        for _ in range(100):
            add_entry(writer, note("x" * 200))
    root = filled.rows("SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_day'")[0][0]
    filled.close()
    with filled.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 2000)
        file.write(b"\x01" * 2000)
    with pytest.raises(JournalError, match="damaged and was not upgraded"):
        open_journal(filled.path)
    assert listed(filled.path.parent) == ["journal.db"]
    assert next_version > SCHEMA_VERSION


def test_older_journal_in_a_read_only_folder_is_not_upgraded(open_folder: Path, next_version: int) -> None:
    path = open_folder / "journal.db"
    with ordinary_user():
        build(path, 1)
        raw = sqlite3.connect(path)
        raw.execute(f"PRAGMA user_version = {next_version - 1}")
        raw.close()
        open_folder.chmod(0o500)
        with pytest.raises(JournalReadOnly):
            open_journal(path)


def test_backup_holds_everything_and_is_private(filled: Journal, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    back_up(filled, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with open_journal(target, create=False) as copy:
        assert tables(copy) == tables(filled)
        assert entries(copy) == entries(filled)


def test_backup_never_writes_over_a_file(filled: Journal, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(JournalError, match="is there already"):
        back_up(filled, target)
    assert target.read_text() == "precious"
    assert listed(tmp_path) == ["copy.db", "home"]


def test_backup_to_a_folder_that_is_not_there_is_an_error_in_words(filled: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be reached"):
        back_up(filled, tmp_path / "no" / "copy.db")


def test_backup_to_a_device_without_room_is_told_as_such(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(JournalError, match="is full") as caught:
        back_up(filled, tmp_path / "copy.db")
    assert caught.value.code == "disk-full"


def test_journal_that_was_made_meanwhile_is_kept(filled: Journal) -> None:
    before = filled.path.read_bytes()
    build(filled.path, 1)
    assert filled.path.read_bytes() == before
    assert listed(filled.path.parent) == ["journal.db"]


def test_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "journal.db"
    build(path, 1)
    before = path.read_bytes()
    build(path, 1)
    assert path.read_bytes() == before
    assert listed(tmp_path) == ["journal.db"]
