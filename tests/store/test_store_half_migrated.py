"""A program that is killed at any statement of any upgrade leaves the journal as it was; the next one upgrades it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from oidtrack.store.file import migrations
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.database import SCHEMA_VERSION, open_journal
from oidtrack.store.tables.entries import entries

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

KILLED, UPGRADED = 9, 0
STEPS = [step.name for step in migrations.JOURNAL._migrations]


def older(path: Path, version: int) -> None:
    """A journal of an older version with one note."""
    path.touch(mode=0o600)
    with closing(connect(path, 5.0)) as connection:
        migrations.JOURNAL.apply(Database(connection, execute_plugins=False), stop_before=STEPS[version])
        connection.execute(
            "INSERT INTO entries (kind, at_utc, offset_min, day, note) VALUES ('note', 1, 0, '2026-01-01', 'kept')"
        )
        if connection.in_transaction:
            connection.commit()


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return [str(version), *connection.iterdump()]


def upgraded_by_another(path: Path, killed_at: int) -> int:
    """Open the journal in a process that dies before its upgrade runs this statement; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        whole, left = migrations.migrate, [killed_at]

        def counted(_: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                os._exit(KILLED)

        def watched(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA cache_size = 1")  # what is half done is in the file, and not in memory alone
            connection.set_trace_callback(counted)
            whole(connection)

        migrations.migrate = watched
        open_journal(path).close()
        os._exit(UPGRADED)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_upgrade_that_is_killed_at_any_statement(tmp_path: Path, version: int) -> None:
    path = tmp_path / "journal.db"
    older(path, version)
    before = content(path)
    assert before[0] == str(version)
    killed = 0
    while (code := upgraded_by_another(path, killed)) == KILLED:
        killed += 1
        assert content(path) == before
    assert (code, killed > 2 * (SCHEMA_VERSION - version)) == (UPGRADED, True)
    with open_journal(path) as journal:
        assert journal.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert [one.note for one in entries(journal)] == ["kept"]
