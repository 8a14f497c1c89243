"""`backup`, `restore`, and the backups that are made without a word."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

import oidtrack
from running import Oid

LATER = {"OIDTRACK_NOW": "2026-11-24T21:00:00-05:00"}
DAILY = "journal.2026-11-23T210000.daily.db"


def journal() -> Path:
    return Path(os.environ["OIDTRACK_DB"])


def kept() -> list[str]:
    folder = journal().parent / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def moods(oid: Oid) -> list[int]:
    return [entry["mood"] for entry in oid.json("list")["entries"]] if oid("list").code == 0 else []


def start(*words: str) -> pexpect.spawn[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    return pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=env, encoding="utf-8", timeout=20)


def test_once_a_day_of_use_after_the_answer(oid: Oid) -> None:
    assert oid("--help").code == 0
    assert oid("crisis", "US").code == 0
    assert oid("today").code == 0
    assert kept() == []
    assert oid("log", "--mood", "1").err == ""
    assert kept() == [DAILY]
    oid("log", "--mood", "2")
    oid("today")
    assert kept() == [DAILY]
    oid("list", env=LATER)
    assert kept() == [DAILY, DAILY.replace("-23", "-24")]
    assert oid.json("backup", "--verify", kept()[0])["holds"]["entries"] == 1
    assert oid.json("backup", "--verify", kept()[1])["holds"]["entries"] == 2


@pytest.mark.parametrize("words", ["plan show", "plan show p1", "plan show p1 --json", "med list"])
def test_a_look_is_a_use_too_however_it_is_typed(oid: Oid, words: str) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--strengths", "5,10")
    oid("plan", "new")
    assert oid(*words.split(), env=LATER).code == 0
    assert kept() == [DAILY, DAILY.replace("-23", "-24")]


def test_a_backup_that_cannot_be_made_is_in_nobodys_way(oid: Oid) -> None:
    (journal().parent).mkdir(parents=True)
    (journal().parent / "backups").write_text("a file where the folder would be")
    result = oid("log", "--mood", "1")
    assert (result.code, result.err) == (0, "")
    assert oid("backup").code == 1
    assert moods(oid) == [1]


def test_looking_makes_none(oid: Oid) -> None:
    oid("log", "--mood", "1")
    oid("doctor", env=LATER)
    oid("backup", "--list", env=LATER)
    assert kept() == [DAILY]


def test_before_an_import_and_a_merge(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "1")
    table, other = tmp_path / "a.csv", tmp_path / "other.db"
    table.write_text("at,mood\n2026-11-20,4\n")
    oid("import", str(table), "--dry-run")
    assert kept() == [DAILY]
    oid("import", str(table))
    oid("--db", str(other), "log", "--mood", "7", env=LATER)
    oid("merge", str(other))
    assert kept() == [DAILY, DAILY.replace("daily", "import"), DAILY.replace("daily", "merge")]
    assert oid.json("backup", "--verify", kept()[1])["holds"]["entries"] == 1
    assert oid.json("backup", "--verify", kept()[2])["holds"]["entries"] == 2
    assert oid("--db", str(tmp_path / "third.db"), "import", str(table)).code == 0


def test_a_purged_entry_is_in_no_backup(oid: Oid) -> None:
    oid("log", "--mood", "1", "--note", "xylophone")
    oid("log", "--mood", "2")
    oid("backup")
    gone = oid.json("purge", "e1", "--for-good")["copies_removed"]
    assert len(gone) == 2
    assert kept() == [DAILY.replace("daily", "purge")]
    assert not [path for path in journal().parent.rglob("*.db") if b"xylophone" in path.read_bytes()]
    assert oid.json("backup", "--verify", kept()[0])["holds"]["entries"] == 1


def test_to_a_file_of_ones_own_and_never_over_one(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / "copy.db"
    made = oid.json("backup", str(file))
    assert (made["schema"], made["made"], made["holds"]["entries"]) == ("oidtrack/backup/1", str(file), 1)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    for there in (file, journal(), tmp_path):
        assert oid("backup", str(there)).code == 2
    assert file.read_bytes() == before
    assert oid("backup", str(tmp_path / "none" / "copy.db")).code == 1
    assert oid("backup", "--verify", str(file), "--list").code == 2


def test_without_a_journal_there_is_nothing_to_copy(oid: Oid) -> None:
    assert oid("backup").code == 4
    assert oid("backup", "--list").code == 4
    assert not journal().exists()


@pytest.mark.parametrize("name", ["no-such.db", "letter", "pipe", "journal", "newer", "damaged", "cut", "foreign"])
@pytest.mark.parametrize("words", [("backup", "--verify"), ("restore", "--yes")])
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(
    oid: Oid, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    oid("log", "--mood", "1", "--note", "a long walk")
    file = tmp_path / name
    whole = journal().read_bytes()
    if name == "letter":
        file.write_text("words " * 300)
    elif name == "pipe":
        os.mkfifo(file)
    elif name == "journal":
        file = journal()
    elif name == "damaged":
        file.write_bytes(whole.replace(b"a long walk", b"a \xff\xff\xff\xff walk"))
    elif name == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif name in {"newer", "foreign"}:
        file.write_bytes(whole)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA user_version = 99" if name == "newer" else "PRAGMA application_id = 1")
    result = oid(*words, str(file))
    assert (result.code, result.out) == (2 if name in {"no-such.db", "pipe", "journal"} else 1, "")
    assert result.err.startswith("error: ")
    assert "inside oidtrack" not in result.err
    assert journal().read_bytes() == whole
    assert kept() == [DAILY]


def test_back_to_a_backup_and_back_again(oid: Oid, tmp_path: Path) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    for mood in (1, 2):
        oid("log", "--mood", str(mood))
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    oid("edit", "e1", "--mood", "9")
    oid("log", "--mood", "3")
    shown = oid.json("restore", str(file), "--dry-run")
    assert (shown["schema"], shown["restored"], shown["kept"]) == ("oidtrack/restore/1", False, None)
    assert (shown["now"]["entries"], shown["after"]["entries"], shown["lost"], shown["gained"]) == (3, 2, 2, 1)
    assert moods(oid) == [9, 2, 3]
    done = oid.json("restore", str(file), "--yes")
    assert (done["restored"], moods(oid)) == (True, [1, 2])
    assert Path(done["kept"]).name == DAILY.replace("daily", "restore")
    assert oid("doctor").code == 0
    assert oid("restore", Path(done["kept"]).name, "--yes").code == 0
    assert moods(oid) == [9, 2, 3]
    assert oid.json("undo")["removed"] == ["e3"]


def test_where_the_journal_is_gone_it_comes_back(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    journal().unlink()
    assert "There is no journal now." in oid("restore", str(file), "--dry-run").out
    assert not journal().exists()
    done = oid.json("restore", str(file), "--yes")
    assert (done["now"], done["kept"], moods(oid)) == (None, None, [1])
    assert journal().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["text", "pages", "cut"])
def test_a_damaged_journal_is_kept_byte_by_byte(oid: Oid, tmp_path: Path, how: str) -> None:
    oid("log", "--mood", "1", "--note", "a long walk")
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    content = journal().read_bytes()
    if how == "text":
        content = content.replace(b"a long walk", b"a \xff\xff\xff\xff walk")
    elif how == "pages":
        content = content[:4096] + b"\xa5" * (len(content) - 4096)
    else:
        content = content[: len(content) // 3]
        journal().with_name("journal.db-journal").write_bytes(b"half of a change")
    journal().write_bytes(content)
    assert "cannot be read as it is now" in oid("restore", str(file), "--dry-run").out
    done = oid.json("restore", str(file), "--yes")
    assert moods(oid) == [1]
    assert oid("doctor").code == 0
    if how != "text":
        assert Path(done["kept"]).read_bytes() == content


def test_a_plain_journal_without_its_head_is_never_written_over(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    content = bytes(16) + journal().read_bytes()[16:]
    journal().write_bytes(content)
    listed = oid("list")
    assert (listed.code, "`oidtrack doctor` says what can be done" in listed.err) == (1, True)
    assert "--rescue" in oid("doctor").out
    refused = oid("restore", str(file), "--yes")
    assert (refused.code, "move that file away, then restore again" in refused.err) == (1, True)
    assert journal().read_bytes() == content
    journal().replace(tmp_path / "aside.db")
    assert oid("restore", str(file), "--yes").code == 0
    assert (moods(oid), (tmp_path / "aside.db").read_bytes()) == ([1], content)


@pytest.mark.parametrize("words", [["restore"], ["merge"], ["backup", "--verify"]])
@pytest.mark.parametrize("kind", ["letter", "foreign"])
def test_a_foreign_file_s_hint_names_no_option_that_would_not_help(
    oid: Oid, tmp_path: Path, words: list[str], kind: str
) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / kind
    if kind == "letter":
        file.write_text("words " * 300)
    else:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE a (b)")
    result = oid(*words, str(file))
    assert (result.code, "--db" in result.err, "name another file" in result.err) == (1, False, True)


def test_what_is_no_journal_is_not_replaced_by_one(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    letter = tmp_path / "letter"
    letter.write_text("words " * 300)
    result = oid("--db", str(letter), "restore", str(file), "--yes")
    assert (result.code, "move that file away" in result.err) == (1, True)
    assert letter.read_text() == "words " * 300


def test_an_older_backup_is_brought_up_to_date_on_the_way(oid: Oid, tmp_path: Path) -> None:
    from oidtrack.store.file.versions import SCHEMA_VERSION

    oid("log", "--mood", "1")
    file = tmp_path / "old.db"
    oid("backup", str(file))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE calendars")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_calendars'")
        connection.execute("PRAGMA user_version = 6")
        connection.commit()
    before = file.read_bytes()
    assert oid("restore", str(file), "--yes").code == 0
    assert oid.json("doctor")["schema_version"] == SCHEMA_VERSION
    assert (moods(oid), file.read_bytes()) == ([1], before)


@pytest.mark.parametrize(("typed", "there"), [("y", [1]), ("n", [1, 2]), ("", [1, 2])])
def test_on_a_terminal_it_shows_and_asks(oid: Oid, tmp_path: Path, typed: str, there: list[int]) -> None:
    oid("log", "--mood", "1")
    file = tmp_path / "copy.db"
    oid("backup", str(file))
    oid("log", "--mood", "2")
    assert oid("restore", str(file)).code == 2
    child = start("restore", str(file))
    child.expect("1 entry of now would not be in it")
    child.expect("which is kept as a backup")
    child.sendline(typed)
    child.expect("Restored" if typed == "y" else "Nothing was changed")
    child.expect(pexpect.EOF)
    assert moods(oid) == there
