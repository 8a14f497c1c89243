"""A journal's content put in place of another's: what it holds, keeping what is there, and the exchange itself."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from oidtrack.domain.tick import Tick, quiet
from oidtrack.errors import JournalError, JournalForeign, JournalLocked, JournalNewer, WrongPassphrase
from oidtrack.store.copies.beside import is_journal
from oidtrack.store.file.building import copy, fresh_file
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import PRAGMAS, errors, is_encrypted, placed, shown, told
from oidtrack.store.file.database import PATIENCE_S, Journal, version_of

_COUNTER_AT, _COUNTER_LENGTH = 24, 4
"""Where a file of SQLite counts its transactions (the file format, section 1.3.7)."""
_WRECKED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Holds(Struct, frozen=True):
    """What a journal holds, in numbers.

    Attributes:
        entries: How many entries.
        first: Local day of the earliest, or None where there is none.
        last: Local day of the latest.
        medicines: How many medicines, ended ones too.
        plans: How many plans; versions of one count once.
        appointments: How many appointments.
    """

    entries: int
    first: date | None
    last: date | None
    medicines: int
    plans: int
    appointments: int


def holds(journal: Journal) -> Holds:
    """What a journal holds.

    Raises:
        JournalError: It cannot be read.
    """
    sql = """SELECT (SELECT count(*) FROM entries), (SELECT min(day) FROM entries), (SELECT max(day) FROM entries),
        (SELECT count(*) FROM prescriptions), (SELECT count(DISTINCT plan_id) FROM plans),
        (SELECT count(*) FROM appointments)"""
    ((entries, first, last, medicines, plans, appointments),) = journal.rows(sql)
    try:
        days = tuple(None if day is None else date.fromisoformat(day) for day in (first, last))
    except (TypeError, ValueError) as error:
        raise JournalError(f"{shown(journal.path)} is damaged; nothing was changed", "`oidtrack doctor`") from error
    return Holds(entries, days[0], days[1], medicines, plans, appointments)


def require_replaceable(path: Path) -> None:
    """Make sure that what is at the journal's place is a journal, damaged or not.

    Raises:
        JournalForeign: It is something else.
        JournalNewer: It was written by a newer oidtrack.
        WrongPassphrase: It is encrypted, and what was answered does not open it.
        JournalError: It cannot be opened.
    """
    try:
        with told(path), closing(_connected(path)) as connection:
            version_of(connection, path)
    except (JournalLocked, JournalNewer):
        raise
    except WrongPassphrase as error:
        # with its first page damaged, no passphrase opens it, and the right one looks wrong
        hint = "if the passphrase is right, its first page is damaged: move that file away, then restore again"
        raise WrongPassphrase(error.message, hint) from None
    except JournalError as error:
        # the head of a damaged journal still says whose it is
        if is_journal(path):
            return
        raise JournalForeign(error.message, "move that file away, then restore again") from None


def replace_content(source: Journal, path: Path, keep: Callable[[], Path], tick: Tick = quiet) -> Path:
    """Put the content of a journal in place of another's, whole or not at all, in the same file.

    The file stays the same one, so that a program that has it open sees the new content and never writes into a
    file that is no longer the journal.

    Args:
        source: The content; an open journal.
        path: The journal that is to hold it.
        keep: Makes a copy of the journal as it is, and says where that is.
        tick: Is told how many pages are written.

    Returns:
        What `keep` returned.

    Raises:
        JournalLocked: Another program holds the journal, or wrote to it after the copy was made.
        JournalError: It cannot be written; the journal is as it was.
    """
    with placed(path):
        # closed last: closing any handle of a file lets go of every lock that this process has on it
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        before = _counter(handle)
        kept = keep()

        def look(status: int, remaining: int, total: int) -> None:
            # after the first page, which locks everybody else out and is not on the disk yet
            if status in _IN_USE or (remaining == total - 1 and _counter(handle) != before):
                raise JournalLocked(
                    f"{shown(path)} was written by another program meanwhile; nothing was changed", "do it again"
                )
            tick(total - remaining, total)

        with told(path):
            try:
                with closing(_connected(path, like=source)) as target, _as_target(source, path) as connection:
                    connection.backup(target, pages=1, progress=look)
            except errors() as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _WRECKED:
                    raise
                # no program can write to a file in this state, so it can be moved out of the way
                _exchange(source, path, kept)
        return kept
    finally:
        os.close(handle)


@contextmanager
def _as_target(source: Journal, path: Path) -> Iterator[sqlite3.Connection]:
    """The source as pages for a journal: where that is encrypted, a copy beside it that is too, and goes again."""
    if not is_encrypted(path):
        yield source.connection
        return
    from oidtrack.store.file.carrying import write_copy
    from oidtrack.store.file.sealed import opened

    with fresh_file(path, "copy") as draft:
        write_copy(source.connection, draft, key_like(path))
        with closing(opened(str(draft), key_like(path), 0)) as connection:
            yield connection


def key_like(path: Path) -> str:
    """The key of a file that was opened in this run, for another that is to have it; empty for a plain one."""
    if not is_encrypted(path):
        return ""
    from oidtrack.store.file.sealed import spelling

    return spelling(path)


def _exchange(source: Journal, path: Path, kept: Path) -> None:
    """Put a new file in place of one that SQLite cannot even write to."""
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.copy")
    with placed(path):
        try:
            # within: Ctrl-C may come between any two lines
            copy(source.connection, path, draft, key_like(path))
            # what was half-written belongs to the damaged file, and would be played into the new one
            with suppress(FileNotFoundError):
                path.with_name(path.name + "-journal").replace(kept.with_name(kept.name + "-journal"))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _connected(path: Path, like: Journal | None = None) -> sqlite3.Connection:
    """A connection to a journal whose tables may be damaged: what cannot be set up before reading them is left out.

    Args:
        path: The journal.
        like: What is to be written into it: that is done by the library that holds it.
    """
    if is_encrypted(path):
        return connect(path, PATIENCE_S)
    if like is not None and not isinstance(like.connection, sqlite3.Connection):
        from oidtrack.store.file.sealed import opened

        return opened(str(path), "", PATIENCE_S)
    connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
    for pragma in PRAGMAS:
        with suppress(sqlite3.DatabaseError, UnicodeDecodeError):  # SQLite's own words quote damaged names
            connection.execute(pragma)
    return connection


def _counter(handle: int) -> bytes:
    os.lseek(handle, _COUNTER_AT, os.SEEK_SET)
    return os.read(handle, _COUNTER_LENGTH)
