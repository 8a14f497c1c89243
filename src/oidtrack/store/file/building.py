"""Making a new journal, bringing an old one up to date, and copying one.

Imported only when one of these is to be done: what it needs is slow to load.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from oidtrack.errors import JournalError
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import RESTORE, keep_rollback_journal, placed, shown, told

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def build(path: Path, patience_s: float) -> None:
    """Make an empty journal, whole or not at all.

    It is made under another name beside its place and moved there when it is
    complete. Where another process was quicker, its journal stays.

    Args:
        path: Where the journal is to be; its folder is made where it is missing.
        patience_s: Seconds to wait for locks.

    Raises:
        JournalError: It cannot be made; nothing is left behind.
    """
    with placed(path), told(path):
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with fresh_file(path, "new") as draft:
            begin(connect(draft, patience_s), path)
            move_unless_there(draft, path)


def begin(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of an empty journal, and close the file.

    Args:
        connection: An open connection to an empty file.
        path: What the journal is called in words.
    """
    from oidtrack.store.file.migrations import migrate

    with closing(connection):
        keep_rollback_journal(connection, path)
        migrate(connection)


def upgrade(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Bring an older journal up to date, after a copy of it was put beside it.

    Args:
        connection: An open connection outside any transaction.
        path: The journal's file.
        version: What it is now.

    Returns:
        The path of the copy.

    Raises:
        JournalError: It is damaged, cannot be copied, or cannot be changed; it stays as it was.
    """
    from oidtrack.store.file.migrations import migrate

    with told(path):
        found = [row[0] for row in connection.execute("PRAGMA quick_check")]
        if found != ["ok"]:
            raise JournalError(f"{shown(path)} is damaged and was not upgraded: {found[0]}", RESTORE)
        backup = free_name(path.with_name(f"{path.stem}.version-{version}"), path.suffix)
        copy(connection, path, backup)
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrate(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return backup


def copy(connection: sqlite3.Connection, path: Path, target: Path, spelled: str = "") -> None:
    """Copy the journal at `path` to `target`, which must not exist. A copy of an encrypted file has its key.

    Args:
        connection: What is copied.
        path: Where that lies.
        target: The new file.
        spelled: The key that the copy of one in memory gets.

    Raises:
        JournalError: There is a file of that name already, or it cannot be written.
    """
    with placed(target), told(path), fresh_file(target, "copy") as draft:
        if spelled:
            from oidtrack.store.file.carrying import write_copy

            write_copy(connection, draft, spelled)
        else:
            connection.execute("VACUUM INTO ?", (str(draft),))
        if not move_unless_there(draft, target):
            raise JournalError(f"{shown(target)} is there already; nothing was changed", "choose another name")


def make_folder(folder: Path) -> None:
    """Make the folder for backups where it is missing, private to the user.

    Raises:
        JournalError: It cannot be made.
    """
    with placed(folder):
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def copy_bytes(path: Path, target: Path) -> None:
    """Copy a journal that cannot be read, as it is, to `target`, which must not exist.

    Raises:
        JournalError: It cannot be read or written; nothing is left behind.
    """
    import shutil

    with placed(target), fresh_file(target, "copy") as draft:
        shutil.copyfile(path, draft)
        move_unless_there(draft, target)


@contextmanager
def fresh_file(path: Path, why: str) -> Iterator[Path]:
    """An empty private file beside `path`, removed at the end if it is still there."""
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.{why}")
    try:
        # within: Ctrl-C may come between any two lines
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
        yield draft
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + "-journal").unlink(missing_ok=True)


def move_unless_there(draft: Path, path: Path) -> bool:
    """Give the finished file its name, never over another; False where the name is taken."""
    sync(draft)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        draft.replace(path)
    if os.name == "posix":
        sync(path.parent)
    return True


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_name(stem: Path, suffix: str) -> Path:
    """`stem` with `suffix`, or with a number before it where that is taken."""
    number = 1
    name = stem.with_name(stem.name + suffix)
    while name.exists():
        number += 1
        name = stem.with_name(f"{stem.name}-{number}{suffix}")
    return name
