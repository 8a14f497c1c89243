"""A backup in place of the journal: what would change, and the exchange."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from oidtrack.domain.tick import Tick, quiet
from oidtrack.errors import JournalError, NothingFound
from oidtrack.services.files.verifying import require_whole
from oidtrack.store.copies.backups import new_name
from oidtrack.store.copies.restoring import Holds, holds, key_like, replace_content, require_replaceable
from oidtrack.store.file.borrowing import borrow
from oidtrack.store.file.building import copy, copy_bytes, make_folder
from oidtrack.store.file.database import back_up, folder_of, open_journal
from oidtrack.store.tables.entries import entries

WHY = "restore"


class Difference(Struct, frozen=True):
    """What the journal holds now, and what it would hold.

    Attributes:
        path: The backup.
        now: What the journal holds; None where there is none, or where it cannot be read.
        missing: Whether there is no journal at all.
        then: What the backup holds.
        lost: Entries of now that the backup does not have, or has otherwise.
        gained: Entries of the backup that are not there now, or are otherwise.
    """

    path: Path
    now: Holds | None
    missing: bool
    then: Holds
    lost: int
    gained: int


def compare(file: Path, path: Path) -> Difference:
    """What a restore would change. Nothing is written.

    Args:
        file: The backup.
        path: The journal.

    Raises:
        BadInput: There is no such backup, or it is the journal in use.
        JournalForeign: One of them is no journal.
        JournalNewer: One of them was written by a newer oidtrack.
        JournalError: The backup is damaged.
    """
    with borrow(file, path) as other:
        require_whole(other)
        then, theirs = holds(other), set(entries(other))
    if not path.exists():
        return Difference(file, None, missing=True, then=then, lost=0, gained=len(theirs))
    require_replaceable(path)
    try:
        with open_journal(path, create=False) as journal:
            now, mine = holds(journal), set(entries(journal))
    except JournalError:
        return Difference(file, None, missing=False, then=then, lost=0, gained=len(theirs))
    return Difference(file, now, missing=False, then=then, lost=len(mine - theirs), gained=len(theirs - mine))


def restore(file: Path, path: Path, now: datetime, tick: Tick = quiet) -> Path | None:
    """Put a backup in place of the journal, once the journal as it is now is kept as a backup itself.

    Args:
        file: The backup; it stays.
        path: The journal.
        now: The local time, for the name of what is kept.
        tick: Is told how many pages are in place.

    Returns:
        Where the journal of before is kept; None where there was none.

    Raises:
        BadInput: There is no such backup, or it is the journal in use.
        JournalForeign: One of them is no journal.
        JournalLocked: Another program writes.
        JournalError: The backup is damaged, or something cannot be written; the journal is as it was.
    """
    with borrow(file, path) as other:
        require_whole(other)
        place = Path(path).resolve()
        if not place.exists():
            copy(other.connection, file, place, key_like(file))
            return None
        require_replaceable(place)
        return replace_content(other, place, lambda: _kept(place, now), tick)


def _kept(path: Path, now: datetime) -> Path:
    make_folder(folder_of(path))
    target = new_name(path, now, WHY)
    try:
        with open_journal(path, create=False) as journal:
            back_up(journal, target)
    except (JournalError, NothingFound):
        # damaged: what can still be read of it may be rescued later
        copy_bytes(path, target)
    return target
