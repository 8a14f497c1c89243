"""Copies beside the journal, and journals that are read without touching them."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_samples import NOW, note

from oidtrack.errors import JournalNewer
from oidtrack.store.copies.beside import conflict_copies
from oidtrack.store.copies.examining import open_to_others
from oidtrack.store.file.borrowing import borrow
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry, entries


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "journal.db"
    with open_journal(found) as journal, journal.writing("log", NOW) as writer:
        add_entry(writer, note("hello"))
    return found


@pytest.mark.parametrize(
    "name",
    [
        "journal.sync-conflict-20261120-101010-ABCDEFG.db",
        "journal (conflicted copy 2026-11-20 101010).db",
        "journal (laptop's conflicted copy 2026-11-20).db",
        "journal (Case Conflict).db",
        "journal_conflict-20261120-101010.db",
        "journal (1).db",
        "journal 2.db",
        "journal-LAPTOP-7.db",
    ],
)
def test_a_journal_with_the_name_of_a_conflict_is_one(path: Path, name: str) -> None:
    (path.parent / name).write_bytes(path.read_bytes())
    assert [copy.name for copy in conflict_copies(path)] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "journal-2026-11-20.db",
        "journal-backup.db",
        "journal-old.db",
        "journal.version-3.db",
        "journal.version-3-2.db",
        "other (conflicted copy).db",
        "journal (conflicted copy).txt",
        "journals.db",
    ],
)
def test_a_copy_that_somebody_made_is_none(path: Path, name: str) -> None:
    (path.parent / name).write_bytes(path.read_bytes())
    assert conflict_copies(path) == ()


@pytest.mark.parametrize("content", [b"", b"words", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_journal_is_none(path: Path, content: bytes) -> None:
    (path.parent / "journal 2.db").write_bytes(content)
    (path.parent / "journal 3.db").mkdir()
    assert conflict_copies(path) == ()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / "none" / "journal.db") == ()


def test_a_borrowed_journal_is_read_and_its_file_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    path.chmod(0o400)
    before = path.read_bytes()
    with borrow(path, tmp_path / "own.db") as journal:
        assert [entry.note for entry in entries(journal)] == ["hello"]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["journal.db"]


def test_an_older_journal_is_brought_up_to_date_in_the_copy_alone(path: Path, tmp_path: Path) -> None:
    with open_journal(path) as journal:
        journal.connection.executescript(
            "DROP TABLE settings; DELETE FROM _sqlite_migrations WHERE name = 'm004_settings'; PRAGMA user_version = 3"
        )
    before = path.read_bytes()
    with borrow(path, tmp_path / "own.db") as journal:
        assert journal.rows("SELECT count(*) FROM settings") == [(0,)]
    assert path.read_bytes() == before


def test_a_newer_journal_is_not_read(path: Path, tmp_path: Path) -> None:
    with open_journal(path) as journal:
        journal.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalNewer):
        borrow(path, tmp_path / "own.db")


@pytest.mark.parametrize(("mode", "open_to"), [(0o600, False), (0o640, True), (0o604, True), (0o620, True)])
def test_rights_of_others_on_the_file_are_seen(path: Path, mode: int, open_to: bool) -> None:
    path.parent.chmod(0o700)
    path.chmod(mode)
    assert open_to_others(path) == ((path,) if open_to else ())


@pytest.mark.parametrize(("mode", "open_to"), [(0o700, False), (0o755, False), (0o775, True), (0o1777, False)])
def test_a_folder_that_others_may_write_to_is_seen(path: Path, mode: int, open_to: bool) -> None:
    path.parent.chmod(mode)
    assert open_to_others(path) == ((path.parent,) if open_to else ())
    path.parent.chmod(0o700)
