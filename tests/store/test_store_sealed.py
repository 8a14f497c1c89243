"""Encrypted journals: what is on the disk, what a key opens, and a journal that is made anew while things go wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from store_samples import NOW, note

import oidtrack
from oidtrack.errors import BadInput, JournalError, JournalLocked, MissingAnswer, NotInstalled, WrongPassphrase
from oidtrack.store.copies.backups import OWN, new_name
from oidtrack.store.copies.converting import convert, is_whole, wipe
from oidtrack.store.copies.examining import file_faults
from oidtrack.store.file import connection, sealed
from oidtrack.store.file.borrowing import borrow
from oidtrack.store.file.building import make_folder
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.database import Journal, back_up, folder_of, open_journal
from oidtrack.store.file.versions import SCHEMA_VERSION
from oidtrack.store.tables.entries import add_entry, entries

pytest_plugins = ["store_fixtures"]

MARKER = "MARKERWORD"
WORDS = "several words 'quoted' \u00fcber"
RAW = "0123456789abcdef" * 4
SALT = bytes(range(16))
LAST = "m006_limits"
SOURCE = str(Path(oidtrack.__file__).parents[1])


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    sealed.forget_all()
    connection.ask_with(None)
    yield
    sealed.forget_all()
    connection.ask_with(None)


def fill(journal: Journal, n: int = 3) -> None:
    with journal.writing("log", NOW) as writer:
        for number in range(n):
            add_entry(writer, note(f"{MARKER} {number} " + "x" * 200))


@pytest.fixture
def locked(journal: Journal) -> Path:
    """An encrypted journal of three entries whose key nobody knows yet."""
    fill(journal)
    journal.close()
    convert(journal.path, sealed.key_of(WORDS).spelled(os.urandom(16)))
    sealed.forget_all()
    return journal.path


def answer(*words: str) -> list[str]:
    """Answer with these words, one after the other; what was taken stands in the list."""
    taken: list[str] = []

    def ask(_: Path) -> Iterator[str]:
        for word in words:
            taken.append(word)
            yield word

    connection.ask_with(ask)
    return taken


def test_nothing_of_it_can_be_read(locked: Path) -> None:
    content = locked.read_bytes()
    assert MARKER.encode() not in content
    assert b"CREATE TABLE" not in content
    assert not content.startswith(connection.PLAIN)
    assert locked.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in locked.parent.iterdir()] == [locked.name]


@pytest.mark.no_cover
def test_the_right_words_open_it_and_are_asked_for_once(locked: Path) -> None:
    taken = answer("wrong", "also wrong", WORDS, "never reached")
    with open_journal(locked) as journal:
        assert len(entries(journal)) == 3
        assert file_faults(journal) == ()
    with open_journal(locked) as journal:
        fill(journal)
    assert taken == ["wrong", "also wrong", WORDS]


def test_wrong_words_change_nothing_and_the_library_is_silent(locked: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = locked.read_bytes()
    answer("wrong")
    with pytest.raises(WrongPassphrase, match="nothing was changed") as caught:
        open_journal(locked)
    assert caught.value.exit_code == 1
    assert locked.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_with_nobody_to_ask_the_answer_is_missing(locked: Path) -> None:
    with pytest.raises(MissingAnswer, match="encrypted") as caught:
        open_journal(locked)
    assert "OIDTRACK_PASSPHRASE_COMMAND" in caught.value.hint


@pytest.mark.no_cover
def test_without_the_library_it_says_how_to_get_it(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    answer(WORDS)
    with pytest.raises(NotInstalled) as caught:
        open_journal(locked)
    assert "pip install 'oidtrack[encryption]'" in caught.value.hint


@pytest.mark.no_cover
def test_any_sqlcipher_opens_it_with_the_words_alone(locked: Path) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(locked))) as other:
        other.execute("PRAGMA key = '{}'".format(WORDS.replace("'", "''")))
        assert other.execute("SELECT count(*) FROM entries").fetchone() == (3,)


def test_the_same_letters_are_the_same_key() -> None:
    assert sealed.key_of("u\u0308ber") == sealed.key_of("\u00fcber")
    with pytest.raises(BadInput):
        sealed.key_of("")
    assert WORDS not in repr(sealed.key_of(WORDS))


def test_64_hex_digits_are_the_key_itself(journal: Journal) -> None:
    from sqlcipher3 import dbapi2

    assert sealed.key_of(RAW).spelled(SALT) == f"x'{RAW}{SALT.hex()}'"
    assert sealed.key_of(RAW[1:]).spelled(SALT) != f"x'{RAW[1:]}{SALT.hex()}'"
    fill(journal)
    journal.close()
    convert(journal.path, sealed.key_of(RAW.upper()).spelled(SALT))
    with closing(dbapi2.connect(str(journal.path))) as other:
        other.execute(f"PRAGMA key = \"x'{RAW}'\"")
        assert other.execute("SELECT count(*) FROM entries").fetchone() == (3,)


def test_all_of_it_is_carried_over_and_back(journal: Journal) -> None:
    fill(journal, 30)
    before = sorted(journal.connection.iterdump())
    version = journal.rows("PRAGMA user_version"), journal.rows("PRAGMA application_id")
    journal.close()
    convert(journal.path, sealed.key_of(WORDS).spelled(SALT))
    answer(WORDS)
    convert(journal.path, sealed.key_of(RAW).spelled(SALT))
    answer(RAW)
    convert(journal.path, "")
    assert not connection.is_encrypted(journal.path)
    with open_journal(journal.path) as again:
        assert sorted(again.connection.iterdump()) == before
        assert (again.rows("PRAGMA user_version"), again.rows("PRAGMA application_id")) == version


@pytest.mark.no_cover
def test_nothing_plain_is_beside_it_in_the_middle_of_a_transaction(locked: Path) -> None:
    answer(WORDS)
    with open_journal(locked) as journal:
        journal.connection.execute("PRAGMA cache_size = 5")
        with journal.writing("log", NOW) as writer:
            for _ in range(200):
                add_entry(writer, note(MARKER * 20))
            for table in ("entries", "changes"):
                writer.rows(f"UPDATE {table} SET id = id")
            beside = sorted(path.name for path in locked.parent.iterdir())
            assert beside == [locked.name, f"{locked.name}-journal"]
            for path in locked.parent.iterdir():
                content = path.read_bytes()
                assert len(content) > 4096
                assert MARKER.encode() not in content


@pytest.mark.no_cover
def test_a_backup_has_the_key_of_its_journal(locked: Path) -> None:
    answer(WORDS)
    with open_journal(locked) as journal:
        make_folder(folder_of(locked))
        target = new_name(locked, datetime.fromisoformat("2026-11-23T21:00:00-05:00"), OWN)
        back_up(journal, target)
    assert MARKER.encode() not in target.read_bytes()
    with borrow(target, locked) as other:
        assert len(entries(other)) == 3


def test_a_changed_bit_is_damage_and_no_wrong_passphrase(locked: Path) -> None:
    content = bytearray(locked.read_bytes())
    content[4096 * 3 + 100] ^= 1
    locked.write_bytes(content)
    answer(WORDS)
    with open_journal(locked) as journal:
        with pytest.raises(JournalError, match="is damaged") as caught:
            file_faults(journal)
        assert not isinstance(caught.value, WrongPassphrase)
    assert not is_whole(locked)
    with pytest.raises(JournalError):
        convert(locked, "")
    assert locked.read_bytes() == bytes(content)


def make_text(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def make_zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def make_short(path: Path) -> None:
    path.write_bytes(os.urandom(4000))


@pytest.mark.parametrize("make", [make_text, make_zeros, make_short, Path.touch])
def test_what_is_not_encrypted_is_not_asked_about(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "other.db"
    make(path)
    taken = answer(WORDS)
    assert not connection.is_encrypted(path)
    with pytest.raises(JournalError):
        open_journal(path)
    assert taken == []


def test_a_journal_that_another_program_encrypts_meanwhile_is_found_so(journal: Journal) -> None:
    fill(journal)
    journal.close()
    open_journal(journal.path).close()
    by_itself(journal.path, "convert(path, key_of(words).spelled(bytes(16)))")
    answer(WORDS)
    with open_journal(journal.path) as again:
        fill(again)
    by_itself(journal.path, "keep(key_of(words)); convert(path, '')")
    with open_journal(journal.path) as plain:
        assert len(entries(plain)) == 6
        assert isinstance(plain.connection, sqlite3.Connection)


def test_nobody_writes_into_a_file_that_is_no_longer_the_journal(journal: Journal) -> None:
    fill(journal)
    by_itself(journal.path, "convert(path, key_of(words).spelled(bytes(16)))")
    with pytest.raises(JournalLocked, match="made anew by another program"):
        fill(journal)


def test_who_writes_meanwhile_is_waited_for_and_then_it_is_left_alone(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal)
    journal.close()
    before = journal.path.read_bytes()
    code = "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    code += "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.readline()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(journal.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        monkeypatch.setattr("oidtrack.store.copies.converting.PATIENCE_S", 0.2)
        with pytest.raises(JournalLocked):
            convert(journal.path, sealed.key_of(RAW).spelled(SALT))
        other.communicate("\n")
    assert journal.path.read_bytes() == before
    assert [path.name for path in journal.path.parent.iterdir()] == ["journal.db"]


HEAD = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from oidtrack.store.copies import converting
from oidtrack.store.copies.converting import convert
from oidtrack.store.file.sealed import keep, key_of
path, words = Path(sys.argv[2]), sys.argv[3]
"""


def by_itself(path: Path, code: str, words: str = WORDS, *, killed: bool = False) -> None:
    """Run code in a process of its own."""
    done = subprocess.run([sys.executable, "-c", HEAD + code, SOURCE, path, words], capture_output=True, check=False)
    assert done.returncode == (9 if killed else 0), done.stderr.decode()


DIE = """
def dying(owner, name, after):
    real = getattr(owner, name)
    def wrapped(*words, **named):
        if not after:
            os._exit(9)
        real(*words, **named)
        os._exit(9)
    setattr(owner, name, wrapped)
"""


@pytest.mark.no_cover
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "step",
    [
        "converting, 'write_copy'",
        "converting, '_require_same'",
        "converting, 'sync'",
        "Path, 'replace'",
        "converting, '_overwrite'",
        "os, 'write'",
        "os, 'fsync'",
        "converting, 'noted'",
    ],
)
@pytest.mark.parametrize("way", ["encrypt", "decrypt"])
def test_killed_at_any_step_there_is_one_whole_journal(journal: Journal, step: str, way: str, *, after: bool) -> None:
    fill(journal)
    journal.close()
    if way == "decrypt":
        convert(journal.path, sealed.key_of(RAW).spelled(SALT))
        sealed.forget_all()
    action = "convert(path, key_of(words).spelled(bytes(16)))" if way == "encrypt" else "convert(path, '')"
    by_itself(journal.path, f"{DIE}\nkeep(key_of(words))\ndying({step}, {after})\n{action}", RAW, killed=True)
    connection.look_again(journal.path)
    answer(RAW)
    with open_journal(journal.path) as again:
        assert [entry.note.split()[1] for entry in entries(again)] == ["0", "1", "2"]
        assert file_faults(again) == ()


def test_a_wiped_file_is_overwritten_first(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "b"
    path.write_text(MARKER * 100)
    os.link(path, link)
    wipe(path)
    assert not path.exists()
    assert MARKER.encode() not in link.read_bytes()
    wipe(path)


def test_a_sqlite_without_the_cipher_is_not_taken_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "library", lambda: sqlite3)
    with pytest.raises(NotInstalled, match="cannot encrypt"):
        sealed.opened(str(tmp_path / "new.db"), sealed.key_of(RAW).spelled(SALT), 0)


def test_a_connection_to_a_plain_file_is_python_s_own(journal: Journal) -> None:
    with closing(connect(journal.path, 0)) as plain:
        assert isinstance(plain, sqlite3.Connection)


def test_an_older_encrypted_journal_is_brought_up_to_date_and_its_copy_is_encrypted(tmp_path: Path) -> None:
    from sqlite_utils import Database

    from oidtrack.store.file.migrations import JOURNAL

    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        JOURNAL.apply(Database(old, execute_plugins=False), stop_before=LAST)
        old.execute("INSERT INTO settings (name, value) VALUES (?, '05:00')", (MARKER,))
    key = sealed.key_of(WORDS)
    convert(path, key.spelled(SALT))
    answer(WORDS)
    with open_journal(path) as upgraded:
        assert upgraded.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert upgraded.rows("SELECT name FROM settings") == [(MARKER,)]
        copy = upgraded.backup
    assert copy is not None
    for file in (path, copy):
        assert MARKER.encode() not in file.read_bytes()
        assert is_whole(file)
