"""Backups: made once a day of use, before what changes much, and when asked for; thinned after each."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from oidtrack.errors import NothingFound, OidtrackError
from oidtrack.store.copies.backups import DAILY, Backup, backups, new_name, surplus
from oidtrack.store.copies.purging import old_copies, purge_entry, remove_copies
from oidtrack.store.file.building import make_folder
from oidtrack.store.file.database import Journal, back_up, folder_of, open_journal

PURGED = "purge"


def before(journal: Path, why: str, now: datetime) -> None:
    """Make a backup before something that changes much; where there is no journal yet there is nothing to keep.

    Raises:
        JournalError: It cannot be made.
    """
    with suppress(NothingFound), open_journal(journal, create=False) as opened:
        written(opened, now, why)
        thin(journal)


def daily(journal: Path, now: datetime) -> None:
    """Make the backup of this day. It is never in the way: what keeps it from being made is for `doctor` to say."""
    with suppress(OidtrackError, OSError):
        before(journal, DAILY, now)


def listed(path: Path) -> tuple[tuple[Backup, int], ...]:
    """The backups of a journal with their size in bytes, the oldest first."""
    found = []
    for one in backups(path):
        with suppress(OSError):
            found.append((one, one.path.stat().st_size))
    return tuple(found)


def meant(file: Path, path: Path) -> Path:
    """The backup that was named: a file, or by its bare name one in the folder for backups."""
    there = folder_of(path) / file.name
    return there if not file.exists() and file.name == str(file) and there.exists() else file


def purge_for_good(journal: Journal, entry_id: int, now: datetime) -> tuple[Path, ...]:
    """Remove an entry, its history, and every copy that may hold it; a backup without it is made.

    Returns:
        The copies that were removed.

    Raises:
        JournalError: It cannot be removed.
    """
    purge_entry(journal, entry_id)
    copies = old_copies(journal)
    # first the new one, so that there is no moment without any; but what is to be gone goes, also without it
    with suppress(OidtrackError, OSError):
        written(journal, now, PURGED)
    remove_copies(copies)
    return copies


def written(journal: Journal, now: datetime, why: str) -> Path:
    """Write a backup of an open journal into the folder for backups.

    Raises:
        JournalError: It cannot be written.
    """
    make_folder(folder_of(journal.path))
    target = new_name(journal.path, now, why)
    back_up(journal, target)
    return target


def thin(path: Path) -> None:
    """Remove the backups that are no longer needed, as far as that is possible."""
    for one in surplus(backups(path)):
        with suppress(OSError):
            one.path.unlink(missing_ok=True)
