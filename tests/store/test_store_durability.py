"""What is said to be saved is saved: under kill, under many writers, on a disk without room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import SOURCE, listed, python

from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import entries

HEAD = """
import os, signal, sys
from datetime import date
from pathlib import Path
from oidtrack.domain.journal import Entry, Kind, Moment
from oidtrack.errors import OidtrackError
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry, entries

pytest_plugins = ("store_fixtures",)

path = Path(sys.argv[1])

def note(text):
    return Entry(Kind.NOTE, Moment(1, 0, date(2026, 1, 1)), None, text)
"""

ONE_BY_ONE = """
with open_journal(path) as journal:
    for number in range(int(sys.argv[2])):
        with journal.writing("log", 1) as writer:
            saved = add_entry(writer, note(sys.argv[3]))
        print(saved.id, flush=True)
"""

HALFWAY = """
with open_journal(path) as journal:
    with journal.writing("log", 1) as writer:
        add_entry(writer, note("whole"))
    journal.connection.execute("PRAGMA cache_size = 5")
    with journal.writing("log", 1) as writer:
        for number in range(300):
            add_entry(writer, note("half" * 100))
        os.kill(os.getpid(), signal.SIGKILL)
"""

NO_ROOM = """
import resource
if sys.argv[2] == "old":
    open_journal(path).close()
size = path.stat().st_size if path.exists() else 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    with open_journal(path) as journal, journal.writing("log", 1) as writer:
        for number in range(int(sys.argv[3])):
            add_entry(writer, note("x" * 1000))
except OidtrackError as error:
    print(error.exit_code, error.message, "|", error.hint)
print(sorted(os.listdir(path.parent)))
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEAD + script, *map(str, arguments)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": SOURCE}, stdout=subprocess.PIPE, text=True)


def assert_sound(journal: Journal) -> None:
    assert journal.rows("PRAGMA integrity_check") == [("ok",)]
    assert journal.rows("PRAGMA foreign_key_check") == []


def test_kill_between_commits_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with start(ONE_BY_ONE, path, 100_000, "a") as child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(20)]
        child.kill()
        acknowledged += [int(line) for line in child.stdout.read().splitlines()]
    with open_journal(path) as journal:
        assert_sound(journal)
        kept = {entry.id for entry in entries(journal)}
        assert kept >= set(acknowledged)
        assert len(kept) <= len(acknowledged) + 1
        assert journal.rows("SELECT count(*) FROM changes") == [(len(kept),)]


def test_kill_halfway_through_a_transaction_leaves_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with start(HALFWAY, path):
        pass
    assert path.with_name("journal.db-journal").stat().st_size > 0
    with open_journal(path) as journal:
        assert [entry.note for entry in entries(journal)] == ["whole"]
        assert_sound(journal)


def test_eight_processes_make_one_journal_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "home" / "journal.db"
    children = [start(ONE_BY_ONE, path, 6, f"from {number}") for number in range(8)]
    told = [child.communicate(timeout=60)[0].split() for child in children]
    assert [child.returncode for child in children] == [0] * 8
    ids = sorted(int(word) for words in told for word in words)
    with open_journal(path, create=False) as journal:
        assert_sound(journal)
        assert sorted(entry.id for entry in entries(journal)) == ids == list(range(1, 49))
    assert listed(path.parent) == ["journal.db"]


@pytest.mark.parametrize(
    ("age", "notes", "left"),
    [
        ("old", 200, "['journal.db']"),
        ("old", 800, "['journal.db', 'journal.db-journal']"),  # more than is held in memory: the next opening mends it
        ("new", 200, "[]"),
    ],
)
def test_file_that_may_not_grow_is_left_as_it_was(tmp_path: Path, age: str, notes: int, left: str) -> None:
    path = tmp_path / "journal.db"
    answer = python(HEAD + NO_ROOM, path, age, notes).stdout.splitlines()
    assert answer[0].startswith("1 the disk")
    assert "nothing was changed" in answer[0]
    assert "full" in answer[0]
    assert answer[1:] == [left]
    if age == "old":
        with open_journal(path, create=False) as journal:
            assert entries(journal) == ()
            assert_sound(journal)
        assert listed(path.parent) == ["journal.db"]
