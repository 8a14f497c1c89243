"""`doctor`: what is well, what is not, and what the card says of copies beside the journal."""

from __future__ import annotations

import shutil
from pathlib import Path

from running import Oid

COPY = "journal.sync-conflict-20261120-101010-ABCDEFG.db"


def test_a_whole_journal_is_well(oid: Oid) -> None:
    oid("log", "--mood", "5")
    found = oid.json("doctor")
    assert (found["schema"], found["well"], found["faults"]) == ("oidtrack/doctor/1", True, [])
    assert (found["open_to_others"], found["conflict_copies"], found["facts"]["overdue"]) == ([], [], [])
    assert oid("doctor").out.endswith("\nAll is well.\n")


def test_versions_rights_and_room_are_there_and_nothing_of_an_entry(oid: Oid) -> None:
    import platform

    oid("log", "--mood", "5", "--note", "nobody else reads this")
    found = oid.json("doctor")
    assert (found["mode"], found["drafts"], found["versions"]["python"]) == ("0600", [], platform.python_version())
    assert found["free_bytes"] > 0
    assert "nobody else" not in oid("doctor").out + str(found)


def test_what_a_killed_command_left_is_named_and_no_fault_of_the_file(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5")
    home = tmp_path / "person"
    left = [home / ".journal.db.0a1b2c3d.new", home / "backups" / ".journal.2026.0a1b2c3d.copy", home / ".form-x.toml"]
    (home / "backups").mkdir(exist_ok=True)
    for one in left:
        one.write_text("half")
    found = oid.json("doctor")
    assert (set(found["drafts"]), found["well"]) == ({str(one) for one in left}, True)
    assert f'rm "{left[0]}"' in oid("doctor").out


def test_without_a_journal_there_is_nothing_to_look_at(oid: Oid) -> None:
    assert oid("doctor").code == 4


def test_a_damaged_journal_is_named_and_ends_with_1(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5", "--note", "a long walk")
    path = tmp_path / "person" / "journal.db"
    path.write_bytes(path.read_bytes().replace(b"a long walk", b"a \xff\xff\xff\xff walk"))
    found = oid.json("doctor", code=1)
    assert (found["well"], found["schema_version"] is None) == (False, False)
    assert "is damaged" in found["faults"][0]
    page = oid("doctor")
    assert (page.code, "\n          oidtrack doctor --rescue rescued.db\n" in page.out) == (1, True)
    path.write_bytes(b"words" * 100)
    assert oid.json("doctor", code=1)["schema_version"] is None


def test_a_row_that_points_to_nothing_is_damage(oid: Oid, tmp_path: Path) -> None:
    import sqlite3

    oid("log", "--mood", "5")
    with sqlite3.connect(tmp_path / "person" / "journal.db") as connection:
        connection.execute("INSERT INTO tags (entry_id, name) VALUES (99, 'x')")
    connection.close()
    assert oid.json("doctor", code=1)["faults"] == ["a row of tags points to nothing"]


def test_a_journal_that_others_may_read_is_said_with_what_to_type(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5")
    (tmp_path / "person" / "journal.db").chmod(0o644)
    result = oid("doctor")
    assert result.code == 1
    assert "chmod go-rwx" in result.out


def test_facts_past_their_day_are_named_and_no_fault_of_the_file(oid: Oid) -> None:
    oid("log", "--mood", "5")
    later = {"OIDTRACK_NOW": "2099-01-01T12:00:00-05:00"}
    assert "oxycodone" in [one["file"] for one in oid.json("doctor", env=later)["facts"]["overdue"]]
    result = oid("doctor", env=later)
    assert (result.code, "past their day of review" in result.out) == (0, True)


def test_facts_are_overdue_from_the_day_after_the_last(oid: Oid) -> None:
    oid("log", "--mood", "5")
    day = oid.json("doctor")["facts"]["review_by"]
    on = oid.json("doctor", env={"OIDTRACK_NOW": f"{day}T12:00:00-05:00"})
    assert on["facts"]["overdue"] == []


def test_the_card_names_a_copy_beside_the_journal_until_today_is_written_down(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5", "--at", "yesterday 9pm")
    person = tmp_path / "person"
    shutil.copyfile(person / "journal.db", person / COPY)
    assert f"Copy    {COPY} beside your journal." in oid("today").out.replace("\n        ", " ")
    assert oid.json("today")["conflict_copies"] == [COPY]
    assert f'oidtrack merge "{person / COPY}" --dry-run' in oid("doctor").out
    oid("log", "--mood", "6")
    assert oid.json("today")["conflict_copies"] == []


def test_several_copies_are_one_line(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--note", "x")
    person = tmp_path / "person"
    for name in (COPY, "journal 2.db"):
        shutil.copyfile(person / "journal.db", person / name)
    assert "Copy    2 other journals beside your journal. What to do: oidtrack doctor" in oid("today").out
