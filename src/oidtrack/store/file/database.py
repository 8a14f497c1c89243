"""The journal file: where it lies, how it is opened and checked, who may write.

Opening never changes a file that is not ours, and never makes half a journal.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from oidtrack.errors import JournalForeign, JournalNewer, NothingFound
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import (
    APPLICATION_ID,
    FOREIGN,
    errors,
    execute,
    keep_rollback_journal,
    look_again,
    moved,
    placed,
    shown,
    told,
)
from oidtrack.store.file.versions import SCHEMA_VERSION
from oidtrack.store.file.writer import Writer

__all__ = [
    "APPLICATION_ID",
    "BACKUPS",
    "SCHEMA_VERSION",
    "Journal",
    "back_up",
    "backup_is_due",
    "default_path",
    "folder_of",
    "open_journal",
]

PATIENCE_S = 5.0
BACKUPS = "backups"


def default_path() -> Path:
    """Where the journal lies when nobody says: the platform's folder for a user's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("oidtrack", appauthor=False)) / "journal.db"


def folder_of(path: Path) -> Path:
    """Where the backups of a journal lie; it need not be there."""
    return Path(os.path.realpath(path)).with_name(BACKUPS)


def backup_is_due(path: Path, today: date) -> bool:
    """Whether no backup of this day is there yet. It costs the listing of one folder.

    Args:
        path: The journal.
        today: The day by the calendar.
    """
    start = f"{Path(os.path.realpath(path)).stem}.{today.isoformat()}T"
    with suppress(OSError):
        return not any(one.name.startswith(start) for one in folder_of(path).iterdir())
    return True


class Journal:
    """An open journal. Use it in a `with` block; close it before waiting for a person.

    Attributes:
        path: The file.
        connection: SQLite's connection, in autocommit; write only through `writing`.
        backup: The copy made before an upgrade by this opening, or None.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, backup: Path | None = None) -> None:
        self.path = path
        self.connection = connection
        self.backup = backup
        self._is_writing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is no fault."""
        self.connection.close()

    def rows(self, sql: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read all rows of one SELECT.

        Raises:
            JournalError: The file cannot be read.
        """
        with told(self.path):
            return execute(self.connection, sql, arguments).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see one state of the journal, whoever writes meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with told(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @contextmanager
    def writing(self, command: str, at_utc: int) -> Iterator[Writer]:
        """One transaction: all that is written inside is saved at its end, or nothing of it.

        Args:
            command: What the person asked for, for example `log`; shown by undo.
            at_utc: Now, in seconds since 1970, UTC.

        Raises:
            JournalLocked: Another program writes for longer than we wait.
            JournalReadOnly: The file or its folder may not be written.
            DiskFull: There is no room.
            JournalError: Anything else that SQLite refuses.
        """
        with self._step() if self._is_writing else self.together():
            yield Writer(self.connection, command, at_utc)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several writings that are one transaction: all of them are saved at its end, or none.

        Raises:
            JournalError: As for `writing`.
        """
        with told(self.path):
            self._begin()
            self._is_writing = True
            try:
                yield
                self.connection.execute("COMMIT")
            finally:
                self._is_writing = False
                self._roll_back()

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A part of a transaction that is given up by itself where something is raised in it."""
        self.connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO step")
            raise
        finally:
            if self.connection.in_transaction:
                self.connection.execute("RELEASE step")

    def _begin(self) -> None:
        """Take the lock for writing.

        Raises:
            JournalLocked: The file that was opened is no longer the journal: another program made it anew.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except errors() as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
                raise
            raise moved(self.path) from error

    def _roll_back(self) -> None:
        """Give up what is not committed; some errors make SQLite do so itself."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")


def open_journal(path: Path, *, create: bool = True, patience_s: float = PATIENCE_S) -> Journal:
    """Open the journal at `path`, making or upgrading it where needed.

    Args:
        path: The file, or a link to it.
        create: Whether a missing journal is made; its folder too, private to the user.
        patience_s: Seconds to wait for another program's lock, 0 or more.

    Raises:
        NothingFound: There is no file and none is to be made.
        JournalForeign: The file is not an oidtrack journal.
        JournalNewer: It was written by a newer oidtrack.
        JournalError: It cannot be opened, made or upgraded.
    """
    path = Path(os.path.realpath(path))
    if not _exists(path):
        if not create:
            raise NothingFound(f"there is no journal yet at {shown(path)}", "`oidtrack log` starts one")
        from oidtrack.store.file.building import build

        build(path, patience_s)
    try:
        return _opened(path, patience_s)
    except JournalForeign:
        # another program may have encrypted or decrypted it since this one began
        if not look_again(path):
            raise
    return _opened(path, patience_s)


def _opened(path: Path, patience_s: float) -> Journal:
    with told(path):
        connection = connect(path, patience_s)
        try:
            return Journal(path, connection, _made_ready(connection, path))
        except BaseException:
            connection.close()
            raise


def back_up(journal: Journal, target: Path) -> None:
    """Write a compact copy of the journal to a new file, whole or not at all, readable by the user alone.

    Raises:
        JournalError: There is a file of that name already, or it cannot be written.
    """
    from oidtrack.store.file.building import copy

    copy(journal.connection, journal.path, target)


def _exists(path: Path) -> bool:
    """Whether there is a file; an empty one is refused, since SQLite would take it for a new journal."""
    with placed(path):
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return False
    if size == 0:
        raise JournalForeign(
            f"{shown(path)} is an empty file, not an oidtrack journal; nothing was changed",
            "remove the file, or name another with `--db PATH`",
        )
    return True


def _made_ready(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Check whose file it is, then its version; return the backup where it was upgraded."""
    version = version_of(connection, path)
    keep_rollback_journal(connection, path)
    if version == SCHEMA_VERSION:
        return None
    from oidtrack.store.file.building import upgrade

    return upgrade(connection, path, version)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a journal that this oidtrack knows.

    Raises:
        JournalForeign: It is a file of another program.
        JournalNewer: It was written by a newer oidtrack.
    """
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise JournalForeign(
            f"{shown(path)} is a database of another program, not an oidtrack journal; nothing was changed",
            FOREIGN,
        )
    if version > SCHEMA_VERSION:
        raise JournalNewer(
            f"{shown(path)} has journal version {version}, this oidtrack knows {SCHEMA_VERSION}; nothing was changed",
            "upgrade oidtrack, then do it again",
        )
    return version
