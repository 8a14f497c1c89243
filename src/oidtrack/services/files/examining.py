"""What `doctor` looks at: the file, who may read it, copies beside it, and the age of the facts."""

from __future__ import annotations

import os
import platform
import shutil
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

import oidtrack
from oidtrack.clinical.catalogue import FACTS_VERSION, Review, reviews
from oidtrack.errors import BadInput, JournalError, NotInstalled, WrongPassphrase
from oidtrack.services.files.exporting import Format, export
from oidtrack.services.files.sealing import plain_beside
from oidtrack.store.copies.backups import backups
from oidtrack.store.copies.beside import conflict_copies, drafts
from oidtrack.store.copies.examining import file_faults, open_to_others
from oidtrack.store.file.connection import SQLITE_VERSION, is_encrypted
from oidtrack.store.file.database import open_journal
from oidtrack.store.file.versions import SCHEMA_VERSION


class Examination(Struct, frozen=True):
    """What was found.

    Attributes:
        path: The journal.
        version: Number of the journal's form, or None where the file cannot be opened.
        encrypted: Whether it is encrypted.
        locked: Why an encrypted one was not read through, in words; empty where it was.
        plain: What lies beside an encrypted one in plain and holds what it holds.
        faults: What is wrong with the file; empty where it is whole.
        open_to: The file or its folder, where other users of this machine may read or change it.
        mode: Rights of the file, as octal digits; empty where there are none.
        copies: Journals beside it that are named as conflicts of a synchronised folder.
        drafts: Unfinished files of commands that were cut short; they may hold entries.
        backups: How many backups there are.
        newest: The local time at which the newest of them was made, or None.
        facts: The set of facts in use.
        reviewed: The day of the earliest check of a facts file that is still in use.
        review_by: The day by which the first of them is due again.
        overdue: Facts files that are past that day.
        free: Bytes that are free on its disk, or None where nobody says.
        versions: Of oidtrack, Python and SQLite, by name.
    """

    path: Path
    version: int | None
    encrypted: bool
    locked: str
    unopened: bool
    plain: tuple[Path, ...]
    faults: tuple[str, ...]
    open_to: tuple[Path, ...]
    mode: str
    copies: tuple[Path, ...]
    drafts: tuple[Path, ...]
    backups: int
    newest: datetime | None
    facts: str
    reviewed: date
    review_by: date
    overdue: tuple[Review, ...]
    free: int | None
    versions: tuple[tuple[str, str], ...]

    @property
    def well(self) -> bool:
        """Whether nothing is wrong with the file; copies beside it and old facts are no fault of it.

        A plain copy beside an encrypted journal is: it undoes what that is for.
        """
        return not self.faults and not self.open_to and not self.plain


def examine(path: Path, today: date) -> Examination:
    """Look at the journal and all around it; nothing is changed but an older journal, which opening upgrades.

    Args:
        path: The journal.
        today: The local day, for the age of the facts.

    Raises:
        NothingFound: There is no journal.
    """
    version, faults, locked, unopened = _unlocked(path)
    dated = reviews()
    kept = backups(path)
    return Examination(
        path=path,
        version=version,
        encrypted=is_encrypted(path),
        locked=locked,
        unopened=unopened,
        plain=plain_beside(path) if is_encrypted(path) else (),
        faults=faults,
        open_to=open_to_others(path),
        mode=f"{path.stat().st_mode & 0o777:04o}" if os.name == "posix" else "",
        copies=conflict_copies(Path(os.path.realpath(path))),
        drafts=drafts(path),
        backups=len(kept),
        newest=kept[-1].at if kept else None,
        facts=str(FACTS_VERSION),
        reviewed=min(one.reviewed for one in dated),
        review_by=min(one.review_by for one in dated),
        overdue=tuple(one for one in dated if one.review_by < today),
        free=_free(path),
        versions=(
            ("oidtrack", oidtrack.__version__),
            ("python", platform.python_version()),
            ("sqlite", SQLITE_VERSION),
        ),
    )


def _free(path: Path) -> int | None:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free
    return None


def _unlocked(path: Path) -> tuple[int | None, tuple[str, ...], str, bool]:
    """What reading through finds; for an encrypted journal that nobody opens, why, and whether a passphrase failed."""
    try:
        return *_read_through(path), "", False
    except (BadInput, NotInstalled, WrongPassphrase) as error:
        return None, (), error.message, isinstance(error, WrongPassphrase)


def _read_through(path: Path) -> tuple[int | None, tuple[str, ...]]:
    """The version, and everything that is wrong: what SQLite finds, and what cannot be read as an entry or a plan."""
    version = None
    try:
        with open_journal(path, create=False) as journal:
            version = SCHEMA_VERSION
            found = file_faults(journal)
            if not found:
                for _ in export(journal, Format.JSONL, None, None).lines():
                    pass
            return version, found
    except WrongPassphrase:
        raise
    except JournalError as error:
        return version, (error.message,)
