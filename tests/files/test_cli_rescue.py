"""`doctor --rescue`: what can be read of a damaged journal, in a new one; the damaged one is never touched."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from everything import begun
from oidtrack.domain.journal import Entry
from oidtrack.errors import BadInput, JournalError
from oidtrack.services.files.rescuing import Salvage, salvage
from oidtrack.store.copies import rescuing
from oidtrack.store.copies.damaged import read_all
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import entries
from running import Oid

PAGE = 4096
NOTE = "a walk, źle"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small journal with something of everything."""
    path = tmp_path_factory.mktemp("rescued") / "journal.db"
    run = begun(path)
    for day in range(1, 23):
        run("log", "--at", f"2026-11-{day:02} 21:00", "--mood", "5", "--sign", "tired", "--note", NOTE,
            "--dose", "oxycodone 30mg at 8:00", "--tag", "out")  # fmt: skip
    run("delete", "e3", "--yes")
    return path.read_bytes()


def written(path: Path) -> dict[int, Entry]:
    with open_journal(path, create=False) as journal:
        return {one.id: one for one in entries(journal)}


def rescued(tmp_path: Path, content: bytes) -> tuple[Salvage, dict[int, Entry]]:
    bad, new = tmp_path / "bad.db", tmp_path / "new.db"
    bad.write_bytes(content)
    found = salvage(bad, new)
    assert bad.read_bytes() == content
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.db", "new.db"]
    return found, written(new)


def lists_tables(path: Path) -> bool:
    """Whether SQLite can read which tables a file has: without that list none is found."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("SELECT count(*), max(sql) FROM sqlite_master").fetchone()
        except (sqlite3.Error, UnicodeDecodeError):
            return False
    return True


def original(tmp_path: Path, content: bytes) -> dict[int, Entry]:
    path = tmp_path / "sound.db"
    path.write_bytes(content)
    found = written(path)
    path.unlink()
    return found


def root_of(content: bytes, tmp_path: Path, table: str) -> int:
    path = tmp_path / "root.db"
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    number: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    path.unlink()
    return number


def without_page(content: bytes, number: int) -> bytes:
    return content[: (number - 1) * PAGE] + bytes(PAGE) + content[number * PAGE :]


@pytest.mark.no_cover
def test_a_sound_journal_comes_over_whole_with_its_history(tmp_path: Path, sound: bytes) -> None:
    found, got = rescued(tmp_path, sound)
    assert got == original(tmp_path, sound)
    assert 3 not in got
    assert (found.incomplete, found.from_history, found.doubtful, found.history) == ((), 0, 0, True)
    assert (found.holds.medicines, found.holds.plans, found.holds.appointments) == (1, 1, 1)


@pytest.mark.no_cover
@pytest.mark.parametrize("table", ["entries", "moods", "intakes", "tags", "prescription_doses", "plans", "profile"])
def test_a_table_whose_root_is_gone_comes_back_from_the_history(tmp_path: Path, sound: bytes, table: str) -> None:
    found, got = rescued(tmp_path, without_page(sound, root_of(sound, tmp_path, table)))
    assert got == original(tmp_path, sound)  # and what was deleted stays deleted
    assert found.incomplete == ()
    assert found.from_history > 0


@pytest.mark.no_cover
@pytest.mark.parametrize("table", ["changes", "operations"])
def test_without_the_history_all_entries_are_there_and_undo_begins_anew(
    tmp_path: Path, sound: bytes, table: str
) -> None:
    found, got = rescued(tmp_path, without_page(sound, root_of(sound, tmp_path, table)))
    assert got == original(tmp_path, sound)
    assert (found.incomplete, found.history) == ((), False)


@pytest.mark.no_cover
def test_where_the_history_is_gone_too_what_is_missing_is_said(tmp_path: Path, sound: bytes) -> None:
    content = without_page(sound, root_of(sound, tmp_path, "changes"))
    found, got = rescued(tmp_path, without_page(content, root_of(sound, tmp_path, "prescription_doses")))
    assert found.incomplete == ("medicines",)
    assert got == original(tmp_path, sound)


def test_a_dose_that_cannot_be_read_leaves_a_note_that_it_was_there(tmp_path: Path, sound: bytes) -> None:
    content = without_page(sound, root_of(sound, tmp_path, "changes"))
    found, got = rescued(tmp_path, without_page(content, root_of(sound, tmp_path, "intakes")))
    assert found.incomplete == ("entries",)
    assert got.keys() == original(tmp_path, sound).keys()
    assert sum(one.note.startswith("(what was written here could not be read)") for one in got.values()) == 22


def test_a_file_without_its_head_is_read_all_the_same(tmp_path: Path, sound: bytes) -> None:
    _, got = rescued(tmp_path, bytes(100) + sound[100:])
    assert got == original(tmp_path, sound)


def test_letters_that_are_none_come_from_the_history_or_are_shown_as_such(tmp_path: Path, sound: bytes) -> None:
    first = sound.index(NOTE.encode())
    found, got = rescued(tmp_path, sound[:first] + b"\xff" + sound[first + 1 :])
    assert got == original(tmp_path, sound)
    everywhere = sound.replace("źle".encode(), b"\xff\xfele")
    (tmp_path / "new.db").unlink()
    found, got = rescued(tmp_path, everywhere)
    assert found.doubtful == 21
    assert {one.note for one in got.values() if one.note} == {"a walk, ��le"}


def test_a_number_that_was_changed_unnoticed_is_in_doubt_since_the_history_has_another(
    tmp_path: Path, sound: bytes
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(sound)
    with sqlite3.connect(bad) as connection:
        connection.execute("UPDATE entries SET at_utc = at_utc - 60 WHERE id = 7")
    connection.close()
    assert salvage(bad, tmp_path / "new.db").doubtful == 1


def test_what_is_no_journal_at_all_leaves_nothing_behind(oid: Oid, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(PAGE))
    result = oid("--db", str(bad), "doctor", "--rescue", str(tmp_path / "new.db"))
    assert (result.code, "nothing can be read" in result.err) == (1, True)
    assert [one.name for one in tmp_path.glob("*.db*")] == ["bad.db"]


def test_nothing_is_written_over_and_a_missing_journal_is_said(oid: Oid, tmp_path: Path) -> None:
    assert oid("doctor", "--rescue", str(tmp_path / "new.db")).code == 4
    oid("log", "--mood", "5")
    there = tmp_path / "there.db"
    there.write_text("mine")
    result = oid("doctor", "--rescue", str(there))
    assert (result.code, there.read_text()) == (2, "mine")


def test_what_came_to_the_place_meanwhile_stays(tmp_path: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, new = tmp_path / "bad.db", tmp_path / "new.db"
    bad.write_bytes(sound)

    def slowly(*given: Any) -> Any:
        new.write_text("mine")
        return read_all(*given)

    monkeypatch.setattr(rescuing, "read_all", slowly)
    with pytest.raises(BadInput, match="is there already"):
        salvage(bad, new)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.db", "new.db"]
    assert new.read_text() == "mine"


def test_the_page_says_what_to_do_next(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5")
    page = oid("doctor", "--rescue", str(tmp_path / "new.db")).out
    assert "Nothing is known to be missing." in page
    assert f'oidtrack restore "{tmp_path / "new.db"}"' in page
    found = oid.json("doctor", "--rescue", str(tmp_path / "other.db"))
    assert (found["schema"], found["incomplete"], found["undo"]) == ("oidtrack/rescue/1", [], True)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(24))
def test_after_damage_at_random_no_loss_is_silent(tmp_path: Path, sound: bytes, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(sound)
    if seed % 3 == 0:
        for _ in range(chance.choice((8, 64, 512))):
            content[chance.randrange(100, len(content))] = chance.randrange(128, 256)
    elif seed % 3 == 1:
        start = chance.randrange(len(content) - 600)
        content[start : start + 512] = bytes(chance.randrange(128, 256) for _ in range(512))
    else:
        content = content[: chance.randrange(len(content) // 2, len(content))]
    before = original(tmp_path, sound)
    try:
        found, got = rescued(tmp_path, bytes(content))
    except JournalError:  # said aloud, and only where nothing can be found
        if lists_tables(tmp_path / "bad.db"):
            raise
        return
    if any(got.get(number) != one for number, one in before.items()):
        assert "entries" in found.incomplete or found.doubtful
