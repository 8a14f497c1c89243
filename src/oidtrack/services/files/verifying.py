"""A backup that somebody asks for, and reading one through."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from oidtrack.errors import BadInput, JournalError
from oidtrack.services.files.backing_up import thin, written
from oidtrack.services.files.exporting import Format, export
from oidtrack.store.copies.backups import OWN
from oidtrack.store.copies.examining import file_faults
from oidtrack.store.copies.restoring import Holds, holds
from oidtrack.store.file.borrowing import borrow
from oidtrack.store.file.connection import shown
from oidtrack.store.file.database import Journal, back_up, open_journal


class Checked(Struct, frozen=True):
    """A backup that was read through and is whole."""

    path: Path
    holds: Holds


def make(path: Path, now: datetime, target: Path | None = None) -> Checked:
    """Make a backup and read it through; then backups that are no longer needed go.

    Args:
        path: The journal.
        now: The local time.
        target: Where it is to be; else in the folder for backups.

    Raises:
        NothingFound: There is no journal.
        BadInput: There is something at the target already.
        JournalError: The journal cannot be read, or the backup cannot be written.
    """
    if target is not None and (target.exists() or target.is_symlink()):
        raise BadInput(f"{shown(target)} is there already", "name another file; a backup never replaces one")
    with open_journal(path, create=False) as journal:
        made = written(journal, now, OWN) if target is None else target
        if target is not None:
            back_up(journal, target)
    found = verify(made, path)
    thin(path)
    return found


def verify(path: Path, own: Path) -> Checked:
    """Read a backup through: its pages, what points to what, and each entry, medicine and plan in it.

    Args:
        path: The backup. It is opened for reading alone.
        own: The journal that is in use.

    Raises:
        BadInput: There is no such file, or it is the journal in use.
        JournalForeign: It is no journal.
        JournalNewer: It was written by a newer oidtrack.
        JournalError: It is damaged.
    """
    with borrow(path, own) as other:
        require_whole(other)
        return Checked(path, holds(other))


def require_whole(journal: Journal) -> None:
    """Read a journal through.

    Raises:
        JournalError: It is damaged.
    """
    faults = file_faults(journal)
    if faults:
        raise JournalError(f"{shown(journal.path)} is damaged: {faults[0]}", "`oidtrack backup --list` shows others")
    for _ in export(journal, Format.JSONL, None, None).lines():
        pass
