"""The raw connection: how SQLite is set up, and what its errors mean to a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, DiskFull, JournalError, JournalForeign, JournalLocked, JournalReadOnly

APPLICATION_ID = 0x6F696474
"""`oidt`, in the header of every journal."""

SCHEMA_VERSION = 6
"""Number of the latest migration; kept in the header as `user_version`."""

SQLITE_VERSION = sqlite3.sqlite_version

PRAGMAS = (
    "PRAGMA synchronous = EXTRA",  # the folder is synced too: what was said to be saved outlives a power cut
    "PRAGMA fullfsync = ON",  # the same on macOS, where a plain fsync stops at the drive's cache
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what was deleted is overwritten
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # no diary text in /tmp
)

RESTORE = "`oidtrack doctor` says what is wrong and how to get back what can be read"
_BUSY = (JournalLocked, "{path} is in use by another program", "wait or close it, then do it again")
_CLOSED = (JournalError, "{path} cannot be opened", "look whether it is a file that you may read")
_DAMAGED = (JournalError, "{path} is damaged", RESTORE)
_MEANINGS: dict[int, tuple[type[JournalError], str, str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, "the disk under {path} is full", "make room, then do it again"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: (
        JournalReadOnly,
        "{path} may not be written",
        "look at the rights of the file and its folder",
    ),
    sqlite3.SQLITE_NOTADB: (JournalForeign, "{path} is not an oidtrack journal", "`--db PATH` names another file"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_IOERR: (
        JournalError,
        "the disk failed under {path}",
        "it may be full, over its quota, or worn out",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        JournalError,
        "{path} does not take such a value",
        "`oidtrack doctor` looks at the journal",
    ),
}
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def connect(path: Path, patience_s: float) -> sqlite3.Connection:
    """Connect to an existing file without changing it.

    Args:
        path: The file.
        patience_s: Seconds to wait for another program's lock, 0 or more.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=patience_s, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def reading_uri(path: Path) -> str:
    """The name under which SQLite opens a file for reading alone: nothing is made, changed or upgraded."""
    quoted = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?mode=ro"


def keep_rollback_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file is in the one journal mode where it is always whole by itself.

    Raises:
        JournalError: SQLite keeps another mode.
    """
    mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    if mode != "delete":
        raise JournalError(f"{shown(path)} is held in journal mode {mode}; nothing was changed", "close other programs")


def execute(connection: sqlite3.Connection, sql: str, arguments: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Run one statement.

    Raises:
        BadInput: A text that is no valid Unicode.
        sqlite3.Error: What SQLite refuses; `told` puts it into words.
    """
    try:
        return connection.execute(sql, arguments)
    except UnicodeEncodeError:
        raise BadInput("the text holds bytes that are no UTF-8", "type it again") from None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into words that name the file.

    Raises:
        JournalError: One of its leaves, chosen by SQLite's error code and never by its text.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake in this program, not in the file
    except UnicodeDecodeError as error:
        raise _as_told(path, _DAMAGED) from error
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
            # not SQLite but the binding raised it: bytes of a text that are no UTF-8
            raise _as_told(path, _DAMAGED) from error
        # the low byte is the family of an error, known even where python has no name for the member
        family = getattr(error, "sqlite_errorcode", 0) & 0xFF
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        unknown = (JournalError, f"{{path}} cannot be used ({name})", "`oidtrack doctor` looks at the journal")
        raise _as_told(path, _MEANINGS.get(family, unknown)) from error


def _as_told(path: Path, meaning: tuple[type[JournalError], str, str]) -> JournalError:
    kind, words, hint = meaning
    return kind(f"{words.format(path=shown(path))}; nothing was changed", hint)


@contextmanager
def understood(what: str, path: Path, hint: str = RESTORE) -> Iterator[None]:
    """Turn what values raise when rows hold what no oidtrack writes into words that name the file.

    Args:
        what: What is being read, for example `entry e17`.
        path: The journal.
        hint: What helps.

    Raises:
        JournalError: Rows that are damaged, or were changed by another program.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise JournalError(f"{what} in {shown(path)} cannot be read; nothing was changed", hint) from error


@contextmanager
def placed(path: Path) -> Iterator[None]:
    """Turn what the operating system raises inside into words that name the file.

    Raises:
        JournalError: One of its leaves, chosen by errno.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_RIGHT:
            words = f"{shown(path)} may not be written"
            raise JournalReadOnly(f"{words}; nothing was changed", "look at the rights of its folder") from error
        if error.errno in _NO_ROOM:
            words = f"the disk under {shown(path)} is full"
            raise DiskFull(f"{words}; nothing was changed", "make room, then do it again") from error
        words = f"{shown(path)} cannot be reached ({error.strerror})"
        raise JournalError(f"{words}; nothing was changed", "`--db PATH` names another file") from error


def shown(path: Path) -> str:
    """The path as it may be printed."""
    return printable(str(path), limit=400)
