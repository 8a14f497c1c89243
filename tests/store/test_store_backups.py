"""Backups: their names, when one is due, which stay, and a journal's content put in place of another's."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, note

from oidtrack.errors import JournalForeign, JournalLocked, JournalNewer
from oidtrack.store.copies.backups import KEPT_DAYS, OWN, Backup, backups, new_name, surplus
from oidtrack.store.copies.beside import own_files
from oidtrack.store.copies.restoring import holds, replace_content, require_replaceable
from oidtrack.store.file.borrowing import borrow
from oidtrack.store.file.building import copy_bytes, make_folder
from oidtrack.store.file.database import Journal, back_up, backup_is_due, folder_of, open_journal
from oidtrack.store.tables.entries import add_entry, entries

pytest_plugins = ("store_fixtures",)
AT = datetime(2026, 11, 23, 21)  # noqa: DTZ001 - names carry the local time
DAYS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=60)  # noqa: DTZ001


def written(journal: Journal, text: str) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note(text))


def kept(journal: Journal, why: str, at: datetime = AT) -> Path:
    make_folder(folder_of(journal.path))
    target = new_name(journal.path, at, why)
    back_up(journal, target)
    return target


def texts(path: Path) -> list[str]:
    with open_journal(path, create=False) as journal:
        return [entry.note for entry in entries(journal)]


def test_names_say_when_and_why_and_are_read_again(journal: Journal) -> None:
    made = [kept(journal, why) for why in ("daily", "own", "own")]
    assert [path.name for path in made] == [
        "journal.2026-11-23T210000.daily.db",
        "journal.2026-11-23T210000.own.db",
        "journal.2026-11-23T210000.own-2.db",
    ]
    for name in ("other.2026-11-23T210000.daily.db", "journal.2026-13-23T210000.daily.db", "journal.db", "letter"):
        (folder_of(journal.path) / name).touch()
    found = backups(journal.path)
    assert [(one.path.name, one.at, one.why) for one in found] == [
        ("journal.2026-11-23T210000.daily.db", AT, "daily"),
        ("journal.2026-11-23T210000.own-2.db", AT, "own"),
        ("journal.2026-11-23T210000.own.db", AT, "own"),
    ]
    assert {one.path for one in found} <= set(own_files(journal.path))


def test_folder_and_files_are_for_their_owner_alone(journal: Journal) -> None:
    path = kept(journal, "daily")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_one_is_due_where_the_day_has_none(journal: Journal) -> None:
    assert backup_is_due(journal.path, AT.date())
    kept(journal, "daily")
    assert not backup_is_due(journal.path, AT.date())
    assert backup_is_due(journal.path, AT.date() + timedelta(days=1))
    assert backup_is_due(journal.path.with_name("other.db"), AT.date())
    assert backups(journal.path.with_name("other.db")) == ()


def daily(*ats: datetime, why: str = "daily") -> tuple[Backup, ...]:
    return tuple(Backup(Path(f"{at}.{why}"), at, why) for at in sorted(ats))


def test_all_of_seven_days_stay_and_of_the_eighth_what_is_the_newest_of_its_week() -> None:
    days = [AT - timedelta(days=n) for n in range(7)]
    twice = [*days, *(at - timedelta(hours=2) for at in days)]
    assert surplus(daily(*twice)) == ()
    sunday, saturday = (AT - timedelta(days=n) for n in (8, 9))
    assert surplus(daily(*twice, sunday)) == ()
    assert [one.at for one in surplus(daily(*twice, sunday, saturday))] == [saturday]
    monday = AT - timedelta(days=7)  # of the same week as days that stay
    assert [one.at for one in surplus(daily(*twice, monday))] == [monday]


@pytest.mark.no_cover
def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    found = daily(*(AT - timedelta(days=n) for n in range(400)))
    left = [one.at.date() for one in found if one not in surplus(found)]
    assert left[-7:] == [date(2026, 11, 17) + timedelta(days=n) for n in range(7)]
    assert len(left) == 7 + 3 + 11
    assert left[0] == date(2025, 12, 31)
    assert len({(day.year, day.month) for day in left}) == 12


@pytest.mark.no_cover
@given(DAYS)
def test_what_is_thinned_is_thin_and_the_newest_day_always_stays(ats: list[datetime]) -> None:
    found = daily(*ats)
    gone = set(surplus(found))
    left = tuple(one for one in found if one not in gone)
    assert surplus(left) == ()
    newest = sorted({one.at.date() for one in found})[-KEPT_DAYS:]
    assert [one for one in found if one.at.date() in newest] == [one for one in left if one.at.date() in newest]


def test_own_ones_stay_and_take_no_place() -> None:
    own = daily(*(AT - timedelta(days=n) for n in range(100)), why=OWN)
    assert surplus(own) == ()
    old = daily(AT - timedelta(days=900))
    assert surplus((*old, *own)) == ()


def test_a_clock_far_ahead_takes_none_away() -> None:
    week = daily(*(AT - timedelta(days=n) for n in range(6)))
    assert surplus((*week, *daily(AT + timedelta(days=9000)))) == ()


def test_what_a_journal_holds(journal: Journal) -> None:
    assert (holds(journal).entries, holds(journal).first, holds(journal).last) == (0, None, None)
    written(journal, "one")
    assert (holds(journal).entries, holds(journal).first, holds(journal).medicines) == (1, date(2026, 9, 21), 0)


def test_the_content_of_a_backup_comes_back_in_the_same_file(journal: Journal) -> None:
    written(journal, "one")
    backup = kept(journal, "own")
    written(journal, "two")
    file = journal.path.stat().st_ino
    with borrow(backup, journal.path) as other:
        before = replace_content(other, journal.path, lambda: kept(journal, "restore"))
    assert (texts(journal.path), texts(before), texts(backup)) == (["one"], ["one", "two"], ["one"])
    assert journal.path.stat().st_ino == file
    written(journal, "three")  # by a connection that was open all the time
    assert texts(journal.path) == ["one", "three"]


def test_what_was_written_after_the_copy_is_not_lost(journal: Journal) -> None:
    backup = kept(journal, "own")

    def keep_then_write() -> Path:
        copy = kept(journal, "restore")
        written(journal, "late")
        return copy

    with borrow(backup, journal.path) as other, pytest.raises(JournalLocked, match="by another program meanwhile"):
        replace_content(other, journal.path, keep_then_write)
    assert texts(journal.path) == ["late"]


def test_a_journal_that_is_being_written_is_left_alone(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oidtrack.store.copies.restoring.PATIENCE_S", 0.05)
    backup = kept(journal, "own")
    done = threading.Event()
    started = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            started.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    started.wait(20)
    try:
        with borrow(backup, journal.path) as source, pytest.raises(JournalLocked):
            replace_content(source, journal.path, lambda: backup)
    finally:
        done.set()
        thread.join()
    assert texts(journal.path) == []


def test_only_a_journal_is_replaced(journal: Journal, tmp_path: Path) -> None:
    require_replaceable(journal.path)
    letter = tmp_path / "letter"
    letter.write_text("a letter, not a journal. " * 50)
    with pytest.raises(JournalForeign):
        require_replaceable(letter)
    for pragma in ("user_version = 999", "application_id = 7"):
        with closing(sqlite3.connect(journal.path)) as connection:
            connection.execute(f"PRAGMA {pragma}")
        with pytest.raises(JournalForeign if "id" in pragma else JournalNewer):
            require_replaceable(journal.path)


def test_bytes_are_copied_as_they_are_and_never_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "damaged").write_bytes(b"SQLite format 3\0...")
    copy_bytes(tmp_path / "damaged", tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes() == b"SQLite format 3\0..."
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600
