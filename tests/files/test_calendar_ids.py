"""What events are known by: random, the same for good, and carried wherever the journal goes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from oidtrack.store.tables.calendars import is_calendar_id
from running import Oid

MEDICINE = ("oxycodone", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
PLAN = ("plan", "export", "p1", "--ics", "-")
VISITS = ("appointment", "export", "--ics", "-")


def journal_of_somebody(oid: Oid, path: Path | str, dose: str = "10") -> str:
    """A journal with a plan and an appointment; everybody's is the same."""
    db = str(path)
    oid("--db", db, "med", "add", *MEDICINE, "--dose", dose)
    assert oid("--db", db, "plan", "new").code == 0
    assert oid("--db", db, "appointment", "add", "--at", "2026-12-07 10:00", "--who", "Dr. NAME").code == 0
    return db


@pytest.fixture
def mine(oid: Oid) -> str:
    return journal_of_somebody(oid, os.environ["OIDTRACK_DB"])


def uids(oid: Oid, db: str, *more: str) -> list[str]:
    """What the events of the plan and of the appointments are known by."""
    texts = [oid("--db", db, *PLAN, *more).out, oid("--db", db, *VISITS).out]
    return [str(event["UID"]) for text in texts for event in events(text)]


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def ids(db: str) -> dict[str, str]:
    with closing(sqlite3.connect(db)) as connection:
        return dict(connection.execute("SELECT of, value FROM calendars ORDER BY of"))


def test_two_journals_with_the_same_plan_share_none(oid: Oid, tmp_path: Path, mine: str) -> None:
    theirs = journal_of_somebody(oid, tmp_path / "theirs.db")
    assert len(uids(oid, mine)) == len(uids(oid, theirs)) > 2
    assert not set(uids(oid, mine)) & set(uids(oid, theirs))
    assert all(is_calendar_id(value) for value in ids(mine).values())
    assert len({*ids(mine).values(), *ids(theirs).values()}) == 4


def test_they_are_the_same_again_and_for_a_later_version(oid: Oid, mine: str) -> None:
    first = uids(oid, mine)
    assert uids(oid, mine) == first
    assert set(first) < set(uids(oid, mine, "--evening-before"))
    oid("plan", "agree", "p1", "--with", "Dr. NAME")
    assert uids(oid, mine) == first


def test_an_appointment_says_that_it_is_one_and_with_whom_on_request(oid: Oid, mine: str) -> None:
    bare, told = oid("--db", mine, *VISITS).out, oid("--db", mine, *VISITS, "--full").out
    event, full = (events(text)[0] for text in (bare, told))
    assert (str(event["SUMMARY"]), str(full["SUMMARY"])) == ("Appointment", "Appointment: Dr. NAME")
    assert event["DTSTART"].dt == datetime(2026, 12, 7, 15, tzinfo=UTC)
    assert "NAME" not in bare
    assert event["UID"] == full["UID"]


def test_only_appointments_to_come_are_written(oid: Oid, tmp_path: Path, mine: str) -> None:
    oid("appointment", "add", "--at", "2026-11-01 10:00")
    assert oid("--db", mine, *VISITS).out.count("BEGIN:VEVENT") == 1
    other = str(tmp_path / "none.db")
    oid("--db", other, "appointment", "add", "--at", "2026-11-01 10:00")
    assert oid("--db", other, *VISITS).code == 4
    assert oid("--db", mine, "appointment", "export").code == 2
    file = tmp_path / "visits.ics"
    assert oid("--db", mine, "appointment", "export", "--ics", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert oid("--db", mine, "appointment", "export", "--ics", str(file)).code == 0


def test_they_go_along_in_json_lines_and_in_a_merge(oid: Oid, tmp_path: Path, mine: str) -> None:
    lines, other = tmp_path / "all.jsonl", str(tmp_path / "other.db")
    oid("export", str(lines))
    assert oid("--db", other, "import", str(lines), "--yes").code == 0
    assert uids(oid, other) == uids(oid, mine)
    merged = journal_of_somebody(oid, tmp_path / "merged.db", "15")
    own = ids(merged)
    assert oid("--db", merged, "merge", mine).code == 0
    assert own.items() <= ids(merged).items()
    assert ids(mine)["p1"] == ids(merged)["p2"]


def test_an_id_in_a_file_is_taken_once_and_only_in_its_form(oid: Oid, tmp_path: Path, mine: str) -> None:
    file, other = tmp_path / "all.jsonl", str(tmp_path / "other.db")
    oid("export", str(file))
    text = file.read_text().replace(ids(mine)["a1"], "no id at all").replace(ids(mine)["p1"], ids(mine)["p1"][:31])
    file.write_text(text)
    assert oid("--db", other, "import", str(file), "--yes").code == 0
    assert all(is_calendar_id(value) for value in ids(other).values())
    assert not set(ids(other).values()) & set(ids(mine).values())
    twice = tmp_path / "twice.jsonl"
    oid("export", str(file), "--force")
    twice.write_text(file.read_text().replace(ids(mine)["a1"], ids(mine)["p1"]))
    third = str(tmp_path / "third.db")
    assert oid("--db", third, "import", str(twice), "--yes").code == 0
    assert len(set(ids(third).values())) == 2


def test_undo_and_redo_bring_the_same_one_back_and_a_new_plan_gets_another(oid: Oid, mine: str) -> None:
    before = ids(mine)
    for _ in range(2):
        assert oid("undo").code == 0
    assert ids(mine) == {}
    for _ in range(2):
        assert oid("redo").code == 0
    assert ids(mine) == before
    oid("undo")
    oid("undo")
    oid("plan", "new")
    assert ids(mine)["p1"] != before["p1"]


def test_a_backup_and_a_rescue_keep_them(oid: Oid, tmp_path: Path, mine: str) -> None:
    copy, saved = tmp_path / "copy.db", str(tmp_path / "saved.db")
    oid("backup", str(copy))
    assert ids(str(copy)) == ids(mine)
    assert oid("--db", mine, "doctor", "--rescue", saved).code == 0
    assert ids(saved) == ids(mine)


def as_before_ids(db: str) -> None:
    """The journal as a program without such ids left it."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DROP TABLE calendars")
        connection.execute("DELETE FROM changes WHERE table_name = 'calendars'")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_calendars'")
        connection.execute("PRAGMA user_version = 6")
        connection.commit()


def test_an_older_journal_gets_random_ones_and_can_still_be_undone(oid: Oid, tmp_path: Path, mine: str) -> None:
    oid("undo")
    twin = tmp_path / "twin.db"
    as_before_ids(mine)
    twin.write_bytes(Path(mine).read_bytes())
    assert oid("redo").code == 0
    assert oid("--db", str(twin), "warnings").code == 0
    assert set(ids(mine)) == {"p1", "a1"}
    assert set(ids(str(twin))) == {"p1"}
    assert ids(mine)["p1"] != ids(str(twin))["p1"]
    assert all(is_calendar_id(value) for value in ids(mine).values())
    old = ids(mine)["p1"]
    oid("undo")
    oid("undo")
    assert oid("plan", "new").code == 0
    assert ids(mine)["p1"] != old
