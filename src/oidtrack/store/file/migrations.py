"""How a journal is brought to the latest version, step by step.

The only module that needs sqlite-utils; it keeps which migrations a file has
had. Each ends by setting `user_version` to its number.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from oidtrack.store.file.connection import APPLICATION_ID
from oidtrack.store.file.tables_first import TABLES_FIRST
from oidtrack.store.file.versions import LATER

JOURNAL = Migrations("oidtrack")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the latest version; what it has already had is left out.

    Raises:
        sqlite3.Error: A step failed; that step and its record are taken back.
    """
    JOURNAL.apply(Database(connection, execute_plugins=False))


def _add(number: int, name: str, statements: tuple[str, ...]) -> None:
    """One migration at the end of the list: its statements, then its number in the header."""

    @JOURNAL(name=f"m{number:03}_{name}")
    def step(db: Database) -> None:
        for statement in (*statements, f"PRAGMA user_version = {number}"):
            db.execute(statement)


_add(1, "first", (*TABLES_FIRST, f"PRAGMA application_id = {APPLICATION_ID}"))
for _number, (_name, _statements) in enumerate(LATER, 2):
    _add(_number, _name, _statements)
