"""One journal file made anew under another key, or under none: written beside, verified row by row, put in place.

Until the new file is verified the old one is untouched, and the name is that of the one or the other at any moment.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from oidtrack.errors import JournalError, JournalLocked, NotInstalled, OidtrackError
from oidtrack.store.file.building import fresh_file, sync
from oidtrack.store.file.carrying import write_copy
from oidtrack.store.file.connection import is_encrypted, moved, placed, shown, told
from oidtrack.store.file.database import PATIENCE_S, version_of
from oidtrack.store.file.sealed import noted, opened, unlocked

REPLACES_OPEN = os.name == "posix"
"""Whether a file can be replaced while it is open; Windows refuses."""
_CHUNK = 2**20
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def convert(path: Path, spelled: str) -> None:
    """Make a journal anew under a key. Nobody reads or writes it meanwhile; what the old file held is overwritten.

    Args:
        path: The journal; where it is encrypted, a key that opens it is known or asked for.
        spelled: The new key as SQLCipher takes it; empty for a plain file.

    Raises:
        JournalLocked: Another program uses it.
        JournalForeign: It is no journal.
        JournalError: It is damaged, or the new file cannot be written or is not the same; it stays as it was.
    """
    place = Path(os.path.realpath(path))
    with placed(place), told(place), fresh_file(place, "copy") as draft:
        connection = _locked(place)
        try:
            version_of(connection, place)
            _require_whole(connection, place)
            write_copy(connection, draft, spelled)
            with closing(opened(str(draft), spelled, 0)) as new:
                _require_whole(new, draft)
                _require_same(connection, new, place)
            sync(draft)
            _exchange(draft, place, connection)
        finally:
            connection.close()
    noted(place, spelled)


def is_whole(path: Path) -> bool:
    """Whether a file is a journal without a fault, as far as pages go; of an encrypted one the key must be known.

    Raises:
        NotInstalled: The library that reads both kinds is not there, which is no fault of the file.
    """
    try:
        with told(path), closing(_connected(path)) as connection:
            version_of(connection, path)
            _require_whole(connection, path)
    except NotInstalled:
        raise
    except (OidtrackError, OSError):
        return False
    return True


def wipe(path: Path) -> None:
    """Overwrite a file and remove it. What a flash drive, a snapshot or a synchronised folder keeps of it stays.

    Raises:
        JournalError: It cannot be written or removed.
    """
    with placed(path):
        if path.is_file() and not path.is_symlink():
            handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
            try:
                _overwrite(handle)
            finally:
                os.close(handle)
        path.unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    """A connection by SQLCipher, which reads both kinds."""
    found = unlocked(path, PATIENCE_S) if is_encrypted(path) else None
    return opened(str(path), "", PATIENCE_S) if found is None else found


def _locked(path: Path) -> sqlite3.Connection:
    """A connection that keeps everybody else out of the file until it is closed."""
    connection = _connected(path)
    try:
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_whole(connection: sqlite3.Connection, path: Path) -> None:
    found = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    if found:
        raise JournalError(
            f"{shown(path)} is damaged, and stays as it is: {found[0]}", "`oidtrack restore` brings back a backup"
        )


def _require_same(old: sqlite3.Connection, new: sqlite3.Connection, path: Path) -> None:
    """Hold every row of the new file to the old one.

    Raises:
        JournalError: Something differs.
    """
    for before, after in zip_longest(_everything(old), _everything(new)):
        if before != after:
            raise JournalError(f"the copy of {shown(path)} was not the same; nothing was changed", "do it again")


def _everything(connection: sqlite3.Connection) -> Iterator[object]:
    """What a journal holds, piece by piece: its marks, its form, each row with its number."""
    for pragma in ("application_id", "user_version", "foreign_key_check"):
        yield connection.execute(f"PRAGMA {pragma}").fetchall()
    yield connection.execute(_SCHEMA).fetchall()
    for (table,) in connection.execute(_TABLES).fetchall():
        yield table
        yield from _rows(connection, table)


def _rows(connection: sqlite3.Connection, table: str) -> Iterable[object]:
    name = '"' + table.replace('"', '""') + '"'
    return connection.execute(f"SELECT * FROM {name} ORDER BY rowid")  # noqa: S608 - a name from the file's own form


def _exchange(draft: Path, path: Path, connection: sqlite3.Connection) -> None:
    """Give the new file its name, then overwrite the old one, which has none any more."""
    if not REPLACES_OPEN:
        _exchange_closed(draft, path, connection)
        return
    # closed last: closing any handle of a file lets go of every lock that this process has on it
    handle = os.open(path, os.O_RDWR)
    try:
        draft.replace(path)
        sync(path.parent)
        # before anybody else gets in: a program that waited finds no journal in it, and so loses no entry in it
        _overwrite(handle)
    finally:
        connection.close()
        os.close(handle)


def _exchange_closed(draft: Path, path: Path, connection: sqlite3.Connection) -> None:
    """The same where a file that is open keeps its name: nothing is held open, and a second name keeps the old one.

    Raises:
        JournalLocked: Another program has it open, or has written to it since.
    """
    before = _stamp(path)
    connection.close()
    aside = path.with_name(f"{draft.name}.copy")
    if _stamp(path) != before:
        raise moved(path)
    os.link(path, aside)
    try:
        draft.replace(path)
    except BaseException as error:
        # a name only: the journal itself is as it was
        aside.unlink()
        if isinstance(error, PermissionError):
            words = f"{shown(path)} is in use by another program; nothing was changed"
            raise JournalLocked(words, "wait or close it, then do it again") from error
        raise
    wipe(aside)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _overwrite(handle: int) -> None:
    left = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(handle, os.urandom(min(left, _CHUNK)))
    os.fsync(handle)
