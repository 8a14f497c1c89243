"""All that a journal holds, carried into memory or into a file by the library that knows both kinds of files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from oidtrack.store.file.connection import is_encrypted, reading_uri
from oidtrack.store.file.sealed import opened, spelling, unlocked


def in_memory(path: Path, patience_s: float) -> sqlite3.Connection:
    """A copy of a journal in memory, plain or not, by the library for encrypted files. The file is only read."""
    key = ""
    if is_encrypted(path) and (found := unlocked(path, patience_s, reading=True)):
        found.close()
        key = spelling(path)
    copy = opened(":memory:", "", patience_s)
    try:
        copy.execute("ATTACH ? AS other KEY ?", (reading_uri(path), key))
        copy.execute("BEGIN")
        copy.execute("SELECT sqlcipher_export('main', 'other')").fetchone()
        _carry_marks(copy, "other", "main")
        copy.execute("COMMIT")
        copy.execute("DETACH other")
    except BaseException:
        copy.close()
        raise
    return copy


def write_copy(connection: sqlite3.Connection, target: Path, spelled: str) -> None:
    """Write all that a connection of this library holds to an empty file.

    Args:
        connection: Outside any transaction. What it is open on stays locked meanwhile.
        target: The file.
        spelled: The key that it gets; empty for a plain file.

    Raises:
        errors: It cannot be read or written.
    """
    connection.execute("ATTACH ? AS target KEY ?", (str(target), spelled))
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT sqlcipher_export('target')").fetchone()
        _carry_marks(connection, "main", "target")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("DETACH target")


def _carry_marks(connection: sqlite3.Connection, source: str, target: str) -> None:
    """Whose file it is and of which version: the library copies everything else."""
    for mark in ("application_id", "user_version"):
        (value,) = connection.execute(f"PRAGMA {source}.{mark}").fetchone()
        connection.execute(f"PRAGMA {target}.{mark} = {int(value)}")
