"""The raw connection: how SQLite is set up, and what its errors mean to a person."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import DecodeError

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, DiskFull, JournalError, JournalForeign, JournalLocked, JournalReadOnly

APPLICATION_ID = 0x6F696474
"""`oidt`, in the header of every journal."""

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
FOREIGN = "name another file; where it is your journal, `oidtrack doctor` says what can be done"
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
    sqlite3.SQLITE_NOTADB: (JournalForeign, "{path} is not an oidtrack journal", FOREIGN),
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
_MOVED = (JournalLocked, "{path} was made anew by another program meanwhile", "do it again")
_DBMOVED = 1032
"""SQLITE_READONLY_DBMOVED, which older Pythons do not name."""
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


PLAIN = b"SQLite format 3\0"
"""The first 16 bytes of a file that is not encrypted; of one that is they are random."""
PAGE, _SIGNS = 4096, 250
"""Bytes of a page, and how many different ones ciphertext has on it at least, of 256. Text, zeros and tables have far
fewer. ENGINEERING."""
_LOOKED_AT, _ENOUGH, _KINDS = 64, 8, {b"\x00", b"\x02", b"\x05", b"\x0a", b"\x0d"}
"""How many pages behind the first are looked at, how many there have to be, and how a plain one begins. ENGINEERING."""

Asker = Callable[[Path], Iterator[str]]
"""Gives what may open an encrypted file, one after the other, until one does."""

_asker: list[Asker] = []
_errors: list[type[Exception]] = [sqlite3.Error]
_encrypted: dict[Path, bool] = {}


def ask_with(asker: Asker | None) -> None:
    """Say who is asked for passphrases from now on; with None nobody is."""
    _asker[:] = [] if asker is None else [asker]


def asker() -> Asker | None:
    """Who is asked for passphrases."""
    return _asker[0] if _asker else None


def errors() -> tuple[type[Exception], ...]:
    """What the SQLite libraries in use raise: that of Python, and that for encrypted files once it is loaded."""
    return tuple(_errors)


def also_raises(error: type[Exception]) -> None:
    """Take note of another library's errors."""
    if error not in _errors:
        _errors.append(error)


def is_encrypted(path: Path) -> bool:
    """Whether a file is there that looks encrypted. It is looked into once: see `look_again`."""
    # closing any handle of a file lets go of every lock that this process has on it, so a file that may be open is
    # not looked into a second time
    place = Path(os.path.realpath(path))
    if place not in _encrypted:
        try:
            with place.open("rb") as file:
                _encrypted[place] = looks_encrypted(file.read(PAGE)) and not _is_plain_behind(file)
        except OSError:
            return False  # whoever opens it says why it cannot be
    return _encrypted[place]


def look_again(path: Path) -> bool:
    """Forget what a file was; whether it is something else now. It must not be open in this process."""
    place = Path(os.path.realpath(path))
    before = _encrypted.pop(place, None)
    return before is not None and is_encrypted(place) != before


def looks_encrypted(page: bytes) -> bool:
    """Whether the first page of a file is neither SQLite's nor anything that is written to be read."""
    return not page.startswith(PLAIN) and len(page) == PAGE and len(set(page)) > _SIGNS


def _is_plain_behind(file: BinaryIO) -> bool:
    """Whether the pages behind the first are plain ones of SQLite: then the first is damaged, not encrypted.

    Each begins with the kind of its page (the file format, section 1.6; 0 for overflow and free pages), and of random
    bytes 1 in 51 does. A journal has dozens of pages from its first day.
    """
    kinds = []
    for page in range(1, _LOOKED_AT + 1):
        file.seek(page * PAGE)
        kinds.append(file.read(1))
    there = [kind for kind in kinds if kind]
    return len(there) >= _ENOUGH and 2 * sum(kind in _KINDS for kind in there) > len(there)


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


def execute_many(connection: sqlite3.Connection, sql: str, arguments: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each of many rows.

    Raises:
        BadInput: As for `execute`.
        sqlite3.Error: As for `execute`.
    """
    try:
        connection.executemany(sql, arguments)
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
    except UnicodeDecodeError as error:
        raise _as_told(path, _DAMAGED) from error
    except errors() as error:
        kind = type(error).__name__
        if kind == "ProgrammingError":
            raise  # a mistake in this program, not in the file
        raise _as_told(path, _meaning(error, kind)) from error


def _meaning(error: Exception, kind: str) -> tuple[type[JournalError], str, str]:
    """What an error of SQLite means; the two libraries name their classes alike."""
    if kind == "OperationalError" and not hasattr(error, "sqlite_errorcode"):
        # not SQLite but the binding raised it: bytes of a text that are no UTF-8
        return _DAMAGED
    code = getattr(error, "sqlite_errorcode", 0)
    if code == _DBMOVED:
        return _MOVED
    name = getattr(error, "sqlite_errorname", kind)
    unknown = (JournalError, f"{{path}} cannot be used ({name})", "`oidtrack doctor` looks at the journal")
    # the low byte is the family of an error, known even where python has no name for the member
    return _MEANINGS.get(code & 0xFF, unknown)


def moved(path: Path) -> JournalError:
    """The error for a file that was opened, and that another has taken the place of."""
    return _as_told(path, _MOVED)


def _as_told(path: Path, meaning: tuple[type[JournalError], str, str]) -> JournalError:
    kind, words, hint = meaning
    return kind(f"{words.format(path=shown(path))}; nothing was changed", hint)


NOT_OURS = (ArithmeticError, AttributeError, DecodeError, LookupError, TypeError, ValueError)
"""What values raise when rows hold what no oidtrack writes."""


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
    except NOT_OURS as error:
        raise unreadable(what, path, hint) from error


def unreadable(what: str, path: Path, hint: str = RESTORE) -> JournalError:
    """The error for rows that no oidtrack writes; the arguments are those of `understood`."""
    return JournalError(f"{what} in {shown(path)} cannot be read; nothing was changed", hint)


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
