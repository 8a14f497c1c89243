"""Opening: private from the first byte, never another program's file, every error in words."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_samples import NOW, listed, note, ordinary_user, python, tables

from oidtrack.errors import (
    BadInput,
    DiskFull,
    JournalError,
    JournalForeign,
    JournalLocked,
    JournalNewer,
    JournalReadOnly,
    NothingFound,
)
from oidtrack.store.file import connecting
from oidtrack.store.file.connection import RESTORE, keep_rollback_journal
from oidtrack.store.file.database import APPLICATION_ID, SCHEMA_VERSION, Journal, default_path, open_journal
from oidtrack.store.tables.entries import add_entry, entries

pytest_plugins = ("store_fixtures",)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write_note(path: Path, text: str = "hello") -> None:
    with open_journal(path, patience_s=0.05) as journal, journal.writing("log", NOW) as writer:
        add_entry(writer, note(text))


def test_default_path_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "journal.db"
    assert default_path().parent.name == "oidtrack"


def test_new_journal_is_private_and_alone_in_its_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "far" / "home" / "journal.db"
        open_journal(path).close()
    finally:
        os.umask(before)
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)
    assert listed(path.parent) == ["journal.db"]


def test_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_journal(tmp_path / "journal.db").close()
    assert mode(tmp_path) == 0o755


def test_rollback_journal_is_private_too_and_gone_after_the_commit(journal: Journal) -> None:
    beside = journal.path.with_name("journal.db-journal")
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note())
        assert mode(beside) == 0o600
    assert not beside.exists()


def test_journal_carries_our_name_and_version(journal: Journal) -> None:
    assert journal.rows("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert journal.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert journal.backup is None


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("cell_size_check", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("busy_timeout", 5000),
    ],
)
def test_pragma_is_in_force(journal: Journal, pragma: str, value: object) -> None:
    with open_journal(journal.path) as again:
        assert again.rows(f"PRAGMA {pragma}") == [(value,)]


def test_every_table_is_strict_and_has_a_whole_number_for_a_key(journal: Journal) -> None:
    strict = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    assert {name for (name,) in journal.rows(strict)} <= {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}
    assert all(journal.rows(f"SELECT type FROM pragma_table_info('{name}') WHERE pk")[0][0] for name in tables(journal))


def test_missing_journal_is_nothing_found_where_none_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="no journal yet") as caught:
        open_journal(tmp_path / "no" / "journal.db", create=False)
    assert "oidtrack log" in caught.value.hint
    assert not (tmp_path / "no").exists()


def test_link_to_a_journal_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    write_note(tmp_path / "link.db")
    assert (tmp_path / "link.db").is_symlink()
    assert (tmp_path / "real.db").stat().st_size > 0


def make_foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    connection.close()


def make_text(path: Path) -> None:
    path.write_text("Dear diary, today was long enough for SQLite to look at.\n" * 50)


@pytest.mark.parametrize("make", [Path.touch, make_foreign, make_text])
def test_foreign_file_is_refused_and_left_as_it_is(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "journal.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(JournalForeign, match="nothing was changed") as caught:
        open_journal(path)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == before


def test_newer_journal_is_refused_with_both_versions(journal: Journal) -> None:
    journal.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(JournalNewer, match=f"version {SCHEMA_VERSION + 1}, this oidtrack knows {SCHEMA_VERSION}"):
        open_journal(journal.path)


def test_damaged_page_is_said_to_be_damaged(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        for _ in range(400):
            add_entry(writer, note("x" * 100))
    journal.close()
    with journal.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (journal.path.stat().st_size - 4096))
    with (
        pytest.raises(JournalError, match="is damaged; nothing was changed") as caught,
        open_journal(journal.path) as again,
    ):
        entries(again)
    assert caught.value.hint == RESTORE


def test_damaged_beginning_is_not_taken_for_a_journal(journal: Journal) -> None:
    journal.close()
    with journal.path.open("r+b") as file:
        file.write(b"\0" * 100)
    with pytest.raises(JournalForeign):
        open_journal(journal.path)


def test_folder_in_place_of_the_file_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        open_journal(tmp_path)


def test_file_in_place_of_a_folder_cannot_be_reached(tmp_path: Path) -> None:
    make_text(tmp_path / "file")
    with pytest.raises(JournalError, match="cannot be reached"):
        open_journal(tmp_path / "file" / "journal.db")


def test_path_is_made_harmless_before_it_is_shown(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match=r"\\x1b\[31m"):
        open_journal(tmp_path / "\x1b[31m.db", create=False)


def test_writer_waits_and_then_says_who_is_in_the_way(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note())
        with pytest.raises(JournalLocked, match="in use by another program; nothing was changed"):
            write_note(journal.path)
    assert len(entries(journal)) == 1


def test_reader_in_the_way_of_a_commit_leaves_nothing_half_written(journal: Journal) -> None:
    with open_journal(journal.path) as reader, reader.snapshot():
        assert entries(reader) == ()
        with pytest.raises(JournalLocked):
            write_note(journal.path)
    write_note(journal.path)
    assert len(entries(journal)) == 1


def test_journal_in_another_mode_is_brought_back(journal: Journal) -> None:
    write_note(journal.path)
    assert journal.rows("PRAGMA journal_mode = WAL") == [("wal",)]
    journal.close()
    with open_journal(journal.path) as again:
        assert again.rows("PRAGMA journal_mode") == [("delete",)]
        assert len(entries(again)) == 1


def test_journal_that_cannot_leave_its_mode_is_refused() -> None:
    memory = Journal(Path("in memory"), sqlite3.connect(":memory:"))
    with memory, pytest.raises(JournalError, match="held in journal mode memory"):
        keep_rollback_journal(memory.connection, memory.path)


def test_disk_that_is_full_takes_nothing(journal: Journal) -> None:
    pages = journal.rows("PRAGMA page_count")[0][0]
    journal.connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with journal.writing("log", NOW) as writer:
            add_entry(writer, note("first"))
            add_entry(writer, note("x" * 100_000))

    with pytest.raises(DiskFull, match="is full; nothing was changed"):
        fill()
    assert entries(journal) == ()
    assert journal.rows("SELECT * FROM operations") == []


def test_value_out_of_range_takes_the_whole_transaction_back(journal: Journal) -> None:
    def overdo() -> None:
        with journal.writing("log", NOW) as writer:
            add_entry(writer, note())
            writer.insert("moods", {"entry_id": 1, "mood": 101})

    with pytest.raises(JournalError, match="does not take such a value"):
        overdo()
    assert entries(journal) == ()


def test_interruption_takes_the_whole_transaction_back(journal: Journal) -> None:
    def break_off() -> None:
        with journal.writing("log", NOW) as writer:
            add_entry(writer, note())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert entries(journal) == ()


def test_transaction_without_a_change_leaves_no_trace(journal: Journal) -> None:
    with journal.writing("edit", NOW) as writer:
        assert writer.rows("SELECT count(*) FROM entries") == [(0,)]
    assert journal.rows("SELECT * FROM operations") == []


def test_text_that_is_no_unicode_is_bad_input(journal: Journal) -> None:
    with pytest.raises(BadInput, match="no UTF-8"), journal.writing("log", NOW) as writer:
        add_entry(writer, note("\udcff"))
    assert entries(journal) == ()


def test_bytes_that_are_no_text_are_an_error_in_words(journal: Journal) -> None:
    write_note(journal.path)
    journal.connection.execute("UPDATE entries SET note = CAST(x'ff' AS TEXT)")
    with pytest.raises(JournalError, match="is damaged"):
        entries(journal)


def test_reading_a_closed_journal_is_a_mistake_of_ours(journal: Journal) -> None:
    journal.close()
    journal.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        journal.rows("SELECT 1")


def test_deleted_words_are_gone_from_the_pages_of_their_table(journal: Journal) -> None:
    write_note(journal.path, "unmistakable")
    assert b"unmistakable" in journal.path.read_bytes()
    journal.connection.execute("DELETE FROM changes")
    journal.connection.execute("DELETE FROM entries")
    assert b"unmistakable" not in journal.path.read_bytes()


def test_names_of_tables_and_columns_are_never_free_text(journal: Journal) -> None:
    with pytest.raises(ValueError, match="no name"), journal.writing("log", NOW) as writer:
        writer.insert('entries" (id)', {"id": 1})


def test_changing_a_row_that_is_not_there_is_a_mistake_of_ours(journal: Journal) -> None:
    with pytest.raises(KeyError, match="entries 7"), journal.writing("log", NOW) as writer:
        writer.delete("entries", 7)


@pytest.mark.parametrize("part", ["file", "folder"])
def test_read_only_journal_can_be_read_and_says_so_on_writing(open_folder: Path, part: str) -> None:
    path = open_folder / "journal.db"
    with ordinary_user():
        write_note(path)
        (path if part == "file" else open_folder).chmod(0o400 if part == "file" else 0o500)
        with open_journal(path) as journal:
            assert len(entries(journal)) == 1
            with pytest.raises(JournalReadOnly, match="may not be written; nothing was changed") as caught:
                write_note(path)
    assert "rights" in caught.value.hint


def test_read_only_folder_takes_no_new_journal(open_folder: Path) -> None:
    open_folder.chmod(0o500)
    with ordinary_user(), pytest.raises(JournalReadOnly, match="may not be written"):
        write_note(open_folder / "journal.db")


def test_file_without_rights_cannot_be_opened(open_folder: Path) -> None:
    path = open_folder / "journal.db"
    with ordinary_user():
        write_note(path)
        path.chmod(0)
        with pytest.raises(JournalError, match="cannot be opened"):
            open_journal(path)


def test_logging_into_a_journal_that_is_there_loads_nothing_slow(tmp_path: Path) -> None:
    write_note(tmp_path / "journal.db")
    script = """
import sys
from pathlib import Path
from typing import Any
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry, entries
from oidtrack.domain.journal import *
from datetime import date
with open_journal(Path(sys.argv[1])) as journal:
    with journal.writing("log", 1) as writer:
        add_entry(writer, Entry(Kind.NOTE, Moment(1, 0, date(2026, 1, 1)), None, "quick"))
    assert len(entries(journal)) == 2
slow = "sqlite_utils platformdirs tomllib rich pydantic oidtrack.taper.plan oidtrack.domain.medicine".split()
slow += ["oidtrack.store.file.building", "oidtrack.store.file.migrations"]
print([name for name in slow if name in sys.modules])
"""
    assert python(script, tmp_path / "journal.db").stdout == "[]\n"


def test_a_file_that_cannot_be_made_ready_is_closed_whatever_was_wrong(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.13 warns of each connection that is left open, and Windows keeps its file."""
    opened, real = list[sqlite3.Connection](), sqlite3.connect

    def noted(*where: Any, **how: Any) -> sqlite3.Connection:
        opened.append(real(*where, **how))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    monkeypatch.setattr(connecting, "PRAGMAS", ("PRAGMA synchronous", b"\xff"))
    with pytest.raises(TypeError):
        connecting.connect(journal.path, 0)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
